/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/output.h"

#include <stdio.h>
#include <stdlib.h>

struct bytes {
	char *data;
	size_t length, capacity;
};

/* A damage looks at the whole text: one splice may straddle any two blocks. */
static bool read_all(struct cli_input *in, struct bytes *b)
{
	for (;;) {
		if (b->capacity - b->length < CLI_BLOCK) {
			b->capacity += b->capacity / 2 + CLI_BLOCK;
			b->data = cli_resize(b->data, b->capacity, 1);
		}
		ssize_t n = cli_input_read(in, b->data + b->length, b->capacity - b->length);
		if (n <= 0)
			return n == 0;
		b->length += (size_t)n;
	}
}

static enum cli_status explain_failure(const qw_error *error, const char *name)
{
	switch (error->status) {
	case QW_E_CHAIN:
		cli_message("CHAIN", error->offset, _("qingwen damage --list prints the names"),
		            "%s", error->message);
		return CLI_USAGE;
	case QW_E_UNDECODABLE:
		if (error->reason == QW_REASON_NONE) {
			cli_message(name, error->offset, _("name another policy than strict"),
			            _("the chain can't write or read this"));
			return CLI_LOSS;
		}
		cli_message(name, error->offset, _("repair it first"), _("is not UTF-8: %s"),
		            qw_reason_name(error->reason));
		return CLI_LOSS;
	default:
		cli_message(name, CLI_NO_BYTE, NULL, "%s", error->message);
		return CLI_IO;
	}
}

static enum cli_status damage(const char *chain, const struct bytes *in, const char *name,
                              const char *file)
{
	struct cli_output output;
	char *out;
	size_t length;
	qw_error error;
	if (qw_damage(chain, in->data, in->length, NULL, &out, &length, &error) != QW_OK)
		return explain_failure(&error, name);
	bool done = cli_output_open(&output, file);
	if (done) {
		cli_output_put(&output, out, length);
		done = cli_output_close(&output, true);
	}
	qw_free(NULL, out, length);
	return done ? CLI_DONE : CLI_IO;
}

static enum cli_status list(void)
{
	const char *name;
	for (size_t i = 0; (name = qw_damage_name(i)) != NULL; i++)
		puts(name);
	return cli_close_stdout() ? CLI_DONE : CLI_IO;
}

static enum cli_status wrong(const char *what)
{
	cli_message(NULL, CLI_NO_BYTE, NULL, "%s", what);
	cli_try_help(&cli_commands[cli_command_count - 1]);
	return CLI_USAGE;
}

enum cli_status cli_damage(const struct cli_options *options)
{
	struct cli_input in;
	struct bytes bytes = {NULL, 0, 0};
	if (options->list)
		return list();
	if (options->count == 0)
		return wrong(_("CHAIN is missing"));
	if (options->count > 2)
		return wrong(_("too many FILEs: damage takes one"));
	if (!cli_input_open(&in, options->count == 2 ? options->files[1] : "-", options->quiet))
		return CLI_IO;
	enum cli_status status = CLI_IO;
	if (read_all(&in, &bytes))
		status = damage(options->files[0], &bytes, in.name, options->output);
	cli_input_close(&in);
	free(bytes.data);
	return status;
}
