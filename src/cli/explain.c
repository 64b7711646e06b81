/* SPDX-License-Identifier: Apache-2.0 */
/* What happened to pasted text? Each TEXT of the command line, or each line of standard
 * input, is explained on its own. (The plan of repair --explain is in plan.c.) */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/readings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct explain {
	const struct cli_options *options;
	struct cli_readings readings;
	bool printed;           /* something was, already */
	bool broken;            /* memory or the output failed: stop everything */
	enum cli_status status; /* the worst so far */
};

/* Standard input, a line at a time. */
struct lines {
	struct explain *explain;
	char *line;             /* what has come of the line, as far as there is room */
	size_t length;          /* of all that has come of it */
	uint64_t offset;        /* where it begins */
};

static void worse(struct explain *x, enum cli_status status)
{
	x->status = cli_worse(x->status, status);
}

static void print(struct explain *x, const char *text, size_t n)
{
	const struct cli_options *options = x->options;
	if (options->json) {
		cli_readings_json(&x->readings, text, n, options->most);
	} else if (n > 0) {
		if (x->printed)
			putchar('\n');
		cli_readings_print(&x->readings, text, n, options->most);
		x->printed = true;
	}
}

/* Explain text[0..n), n <= QW_EXPLAIN_MAX. */
static void explain(struct explain *x, const char *text, size_t n)
{
	qw_error error;
	cli_readings_clear(&x->readings);
	if (qw_explain(text, n, NULL, cli_readings_add, &x->readings, &error) != QW_OK) {
		cli_message(NULL, CLI_NO_BYTE, NULL, "%s", _(error.message));
		worse(x, CLI_IO);
		x->broken = true;
		return;
	}
	if (cli_readings_found(&x->readings))
		worse(x, CLI_FOUND);
	if (!x->options->quiet)
		print(x, text, n);
}

/* Nobody pastes that much, and to weigh all readings of it would take long. */
static void too_long(struct explain *x, const char *name, uint64_t byte)
{
	cli_message(name, byte, _("write it into a file for qingwen repair --explain"),
	            _("more than %d bytes are too long to explain"), QW_EXPLAIN_MAX);
	worse(x, CLI_IO);
}

static void append(struct lines *l, const char *bytes, size_t n)
{
	if (l->length < QW_EXPLAIN_MAX) {
		size_t room = QW_EXPLAIN_MAX - l->length;
		memcpy(l->line + l->length, bytes, n < room ? n : room);
	}
	l->length += n;
}

static void end_line(struct lines *l)
{
	if (l->length > QW_EXPLAIN_MAX)
		too_long(l->explain, cli_file_name("-"), l->offset);
	else
		explain(l->explain, l->line, l->length);
	l->offset += l->length + 1;
	l->length = 0;
}

static void take(struct lines *l, const char *block, size_t n)
{
	const char *end;
	while (n > 0 && !l->explain->broken && (end = memchr(block, '\n', n)) != NULL) {
		size_t length = (size_t)(end - block);
		append(l, block, length);
		end_line(l);
		block += length + 1;
		n -= length + 1;
	}
	append(l, block, n);
}

/* Whoever writes line by line gets each answer at once. */
static void read_lines(struct lines *l, struct cli_input *in)
{
	static char block[CLI_BLOCK];
	struct explain *x = l->explain;
	ssize_t n;
	while (!x->broken && (n = cli_input_read(in, block, sizeof block)) != 0) {
		if (n < 0) {
			worse(x, CLI_IO);
			return;
		}
		take(l, block, (size_t)n);
		if (fflush(stdout) != 0)
			x->broken = true;
	}
	if (l->length > 0 && !x->broken)
		end_line(l);
}

static void explain_input(struct explain *x)
{
	struct cli_input in;
	if (!cli_input_open(&in, "-", true)) {
		worse(x, CLI_IO);
		return;
	}
	if (!x->options->quiet && isatty(in.fd))
		cli_message(NULL, CLI_NO_BYTE, _("end it with Ctrl-D, or give a TEXT"),
		            _("explaining each line from the terminal"));
	struct lines lines = {.explain = x, .line = cli_resize(NULL, QW_EXPLAIN_MAX, 1)};
	read_lines(&lines, &in);
	free(lines.line);
	cli_input_close(&in);
}

static void explain_argument(struct explain *x, const char *text)
{
	size_t n = strlen(text);
	if (strcmp(text, "-") == 0)
		explain_input(x);
	else if (n > QW_EXPLAIN_MAX)
		too_long(x, "TEXT", CLI_NO_BYTE);
	else
		explain(x, text, n);
}

enum cli_status cli_explain(const struct cli_options *options)
{
	struct explain x = {.options = options};
	if (options->count == 0)
		explain_input(&x);
	for (size_t i = 0; i < options->count && !x.broken; i++)
		explain_argument(&x, options->files[i]);
	cli_readings_clear(&x.readings);
	return cli_close_stdout() ? x.status : cli_worse(x.status, CLI_IO);
}
