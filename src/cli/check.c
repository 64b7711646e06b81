/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/plan.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_MAX = 100 }; /* characters shown */

static void put_quoted(FILE *out, const char *bytes, size_t n)
{
	fputc('\'', out);
	cli_put_masked(out, bytes, n, TEXT_MAX);
	fputc('\'', out);
}

static void print_span(const struct cli_run *run, const qw_span *s)
{
	FILE *out = run->text;
	bool same = s->before_length == s->after_length
	         && memcmp(s->before, s->after, s->before_length) == 0;
	cli_put_place(run, out, s->line, s->column);
	cli_put_masked_string(out, s->kind);
	fputs(": ", out);
	put_quoted(out, s->before, s->before_length);
	if (same) {
		fputs(_(" can't be repaired"), out);
	} else if (s->after_length == 0) {
		fputs(_(" should not be there"), out);
	} else {
		fputs(_(" should read "), out);
		put_quoted(out, s->after, s->after_length);
	}
	if (s->guessed > 0)
		fprintf(out, _(", %" PRIu32 " guessed"), s->guessed);
	if (s->lost > 0)
		fprintf(out, _(", %" PRIu32 " lost"), s->lost);
	fputc('\n', out);
}

static void print_invalid(const struct cli_run *run, const qw_invalid_bytes *b)
{
	cli_put_place(run, run->text, b->line, b->column);
	fprintf(run->text, P_("undecodable: %" PRIu64 " byte: %s\n",
	                      "undecodable: %" PRIu64 " bytes: %s\n", b->length),
	        b->length, _(qw_reason_name(b->reason)));
}

static void print_unproven(const struct cli_run *run, const qw_segment *s)
{
	cli_put_place(run, run->text, s->first_line, 1);
	cli_put_masked_string(run->text, s->chain);
	fprintf(run->text, P_(": %" PRIu64 " place in lines %" PRIu64 "-%" PRIu64
	                      " can't be repaired with proof\n",
	                      ": %" PRIu64 " places in lines %" PRIu64 "-%" PRIu64
	                      " can't be repaired with proof\n", s->unproven),
	        s->unproven, run->line + s->first_line, run->line + s->last_line);
}

static void print(const struct cli_run *run, const qw_event *event)
{
	if (run->options->json)
		cli_report(run, event, run->text);
	else if (event->type == QW_EVENT_SPAN)
		print_span(run, event->of.span);
	else if (event->type == QW_EVENT_INVALID)
		print_invalid(run, event->of.invalid);
	else
		print_unproven(run, event->of.segment);
}

/* Each finding is one line: a place, undecodable bytes, or what a segment has
 * of places that nothing is done about. */
static bool is_finding(const qw_event *event)
{
	switch (event->type) {
	case QW_EVENT_SPAN:
	case QW_EVENT_INVALID:
		return true;
	case QW_EVENT_SEGMENT:
		return event->of.segment->unproven > 0;
	case QW_EVENT_DOCUMENT:
		return false;
	}
	return false;
}

static void on_event(struct cli_run *run, const qw_event *event)
{
	if (!is_finding(event))
		return;
	cli_run_worse(run, CLI_FOUND);
	if (!run->options->quiet)
		print(run, event);
}

enum cli_status cli_check(const struct cli_options *options)
{
	/* To be written in traditional characters is no damage. */
	struct cli_options keep = *options;
	keep.library.script = QW_SCRIPT_KEEP;
	struct cli_run run = {.options = &keep, .text = stdout, .spans = true,
	                      .on_event = on_event};
	enum cli_status status = cli_run(&run);
	return cli_close_stdout() ? status : cli_worse(status, CLI_IO);
}
