/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/damage_units.h"
#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* A chain that can't be read is told before anything else happens. */
static enum cli_status check_chain(const char *chain)
{
	qw_error error;
	char *out;
	size_t length;
	if (chain == NULL)
		return CLI_DONE;
	if (qw_damage(chain, "", 0, NULL, &out, &length, &error) != QW_OK)
		return cli_damage_failed(&error, "-", 0);
	qw_free(NULL, out, length);
	return CLI_DONE;
}

static enum cli_status damage(const struct cli_options *options, const char *chain,
                              const char *file, const struct bytes *in)
{
	struct cli_output output;
	FILE *record = NULL;
	if (options->report != NULL) {
		record = cli_text_open(options->report, options->files + 1, options->count - 1);
		if (record == NULL)
			return CLI_IO;
	}
	if (!cli_output_open(&output, options->output))
		return CLI_IO;
	struct cli_damage d = {options, chain, file, in->data, in->length, &output, record};
	enum cli_status status = cli_damage_units(&d);
	if (record != NULL && !cli_text_close(record, options->report))
		status = cli_worse(status, CLI_IO);
	if (!cli_output_close(&output, status == CLI_DONE))
		status = cli_worse(status, CLI_IO);
	return status;
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

/* What contradicts itself; NULL: nothing. */
static const char *contradiction(const struct cli_options *options, bool random)
{
	if (options->count == 0)
		return _("CHAIN is missing");
	if (options->count > 2)
		return _("too many FILEs: damage takes one");
	if (random && !options->seeded)
		return _("random needs --seed");
	if (options->share < 100 && !options->seeded)
		return _("--share needs --seed");
	return options->lossy && !random ? _("--lossy is for the chain random") : NULL;
}

enum cli_status cli_damage(const struct cli_options *options)
{
	struct cli_input in;
	struct bytes bytes = {NULL, 0, 0};
	if (options->list)
		return list();
	bool random = options->count > 0 && strcmp(options->files[0], "random") == 0;
	const char *what = contradiction(options, random);
	if (what != NULL)
		return wrong(what);
	const char *chain = random ? NULL : options->files[0];
	const char *file = options->count == 2 ? options->files[1] : "-";
	enum cli_status status = check_chain(chain);
	if (status != CLI_DONE)
		return status;
	if (!cli_input_open(&in, file, options->quiet))
		return CLI_IO;
	status = read_all(&in, &bytes) ? damage(options, chain, file, &bytes) : CLI_IO;
	cli_input_close(&in);
	free(bytes.data);
	return status;
}
