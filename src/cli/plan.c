/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/plan.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <inttypes.h>
#include <string.h>

enum { TEXT_MAX = 60, TABLE_MAX = 1000 }; /* characters shown */

const char *cli_writing_name(qw_writing writing)
{
	static const char *const names[] = {N_("none"), N_("hans"), N_("hant"), N_("mixed")};
	return names[writing];
}

const char *cli_verdict_name(qw_verdict verdict)
{
	static const char *const names[] = {N_("keep"), N_("patch"), N_("drop")};
	return names[verdict];
}

void cli_put_loss(FILE *out, const qw_report *report)
{
	uint64_t wrong = (uint64_t)(report->doubt + 0.5);
	fprintf(out, _("loss %.1f %%, "), 100 * report->loss);
	if (wrong > 0)
		fprintf(out, P_("probably %" PRIu64 " guess wrong, ",
		                "probably %" PRIu64 " guesses wrong, ", wrong), wrong);
	fputs(_(cli_verdict_name(report->verdict)), out);
}

void cli_put_counts(FILE *out, uint64_t exact, uint64_t guessed, uint64_t lost, uint64_t unproven)
{
	fprintf(out, P_("%" PRIu64 " character exact", "%" PRIu64 " characters exact", exact),
	        exact);
	fprintf(out, _(", %" PRIu64 " guessed, %" PRIu64 " lost; "), guessed, lost);
	fprintf(out, P_("%" PRIu64 " place unproven", "%" PRIu64 " places unproven", unproven),
	        unproven);
}

void cli_put_skipped(FILE *out, uint64_t skipped)
{
	if (skipped > 0)
		fprintf(out, P_(", %" PRIu64 " place skipped", ", %" PRIu64 " places skipped", skipped),
		        skipped);
}

void cli_put_document(const struct cli_run *run, FILE *out)
{
	cli_put_masked_string(out, cli_file_name(run->file));
	if (run->record > 0) {
		fprintf(out, ":%" PRIu64 ": ", run->record);
		cli_put_masked_string(out, run->field);
	} else if (run->options->library.unit != QW_UNIT_FILE) {
		fprintf(out, ":%" PRIu64, run->document);
	}
}

void cli_put_place(const struct cli_run *run, FILE *out, uint64_t line, uint64_t column)
{
	cli_put_masked_string(out, cli_file_name(run->file));
	fprintf(out, ":%" PRIu64 ":%" PRIu64 ": ", run->line + line, column);
}

static void explain_segment(const struct cli_run *run, const qw_segment *s)
{
	FILE *out = cli_messages();
	cli_put_masked_string(out, cli_file_name(run->file));
	fprintf(out, _(": lines %" PRIu64 "-%" PRIu64 ": "), run->line + s->first_line,
	        run->line + s->last_line);
	cli_put_masked_string(out, s->chain);
	fprintf(out, P_(": %" PRIu64 " place, ", ": %" PRIu64 " places, ", s->spans), s->spans);
	cli_put_counts(out, s->exact, s->guessed, s->lost, s->unproven);
	cli_put_skipped(out, s->skipped);
	if (strcmp(s->chain, "debris") == 0 || (s->skipped > 0 && s->spans == 0))
		fputs(_("; left as it came\n"), out);
	else
		fprintf(out, s->proven ? _("; proven, %.0f bits better\n")
		                          : _("; not proven, %.0f bits better\n"),
		        s->bits);
	if (s->parameters == NULL || s->parameters[0] == '\0')
		return;
	fputs(_("  table: "), out);
	cli_put_masked(out, s->parameters, strlen(s->parameters), TABLE_MAX);
	fputc('\n', out);
}

static void explain_span(const struct cli_run *run, const qw_span *s)
{
	FILE *out = cli_messages();
	fprintf(out, "  %" PRIu64 ":%" PRIu64 ": '", run->line + s->line, s->column);
	cli_put_masked(out, s->before, s->before_length, TEXT_MAX);
	if (strcmp(s->kind, "debris") == 0) {
		fprintf(out, _("' can't be repaired, %" PRIu32 " lost\n"), s->lost);
		return;
	}
	fputs("' -> '", out);
	cli_put_masked(out, s->after, s->after_length, TEXT_MAX);
	fputc('\'', out);
	if (s->guessed > 0)
		fprintf(out, _(", %" PRIu32 " guessed"), s->guessed);
	if (s->lost > 0)
		fprintf(out, _(", %" PRIu32 " lost"), s->lost);
	if (!s->proven)
		fputs(_(", not proven"), out);
	fprintf(out, _(", confidence %.3f\n"), s->confidence);
}

static void explain_invalid(const struct cli_run *run, const qw_invalid_bytes *b)
{
	FILE *out = cli_messages();
	cli_put_place(run, out, b->line, b->column);
	fprintf(out, P_("%" PRIu64 " byte that can't be decoded: %s\n",
	                   "%" PRIu64 " bytes that can't be decoded: %s\n", b->length),
	        b->length, _(qw_reason_name(b->reason)));
}

static void explain_document(const struct cli_run *run, const qw_report *r)
{
	FILE *out = cli_messages();
	cli_put_document(run, out);
	fprintf(out, _(": encoding %s%s%s, script %s; "), r->encoding,
	        r->bom ? _(" with BOM") : "", r->mixed > 0 ? _(" and others") : "",
	        _(cli_writing_name(r->writing)));
	fprintf(out, P_("%" PRIu64 " place, ", "%" PRIu64 " places, ", r->spans), r->spans);
	cli_put_counts(out, r->exact, r->guessed, r->lost, r->unproven);
	cli_put_skipped(out, r->skipped);
	fprintf(out, P_("; %" PRIu64 " character converted; ",
	                   "; %" PRIu64 " characters converted; ", r->converted),
	        r->converted);
	if (r->cleaned > 0)
		fprintf(out, _("%" PRIu64 " cleaned; "), r->cleaned);
	cli_put_loss(out, r);
	fputc('\n', out);
}

void cli_plan(const struct cli_run *run, const qw_event *event)
{
	switch (event->type) {
	case QW_EVENT_SEGMENT: explain_segment(run, event->of.segment); break;
	case QW_EVENT_SPAN: explain_span(run, event->of.span); break;
	case QW_EVENT_INVALID: explain_invalid(run, event->of.invalid); break;
	case QW_EVENT_DOCUMENT: explain_document(run, event->of.report); break;
	}
}
