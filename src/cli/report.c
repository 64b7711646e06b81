/* SPDX-License-Identifier: Apache-2.0 */
/* The objects are a promise: fields are added, never changed or removed. */
#include "config.h"
#include "cli/plan.h"

#include "cli/finding.h"
#include "cli/json.h"

#include <inttypes.h>
#include <math.h>

/* Names for programs; qw_reason_name() is for people. */
static const char *reason_id(qw_reason reason)
{
	static const char *const ids[] = {"none",      "too-short",  "overlong", "surrogate",
	                                  "too-large", "stray-byte", "unmapped"};
	return (size_t)reason < sizeof ids / sizeof ids[0] ? ids[reason] : "other";
}

static void head(struct cli_json *j, const struct cli_run *run, const char *type)
{
	cli_json_open(j, NULL, '{');
	cli_json_string(j, "type", type);
	cli_json_file(j, run->file);
	cli_json_count(j, "document", run->document);
	if (run->record == 0)
		return;
	cli_json_count(j, "record", run->record);
	cli_json_string(j, "field", run->field);
}

static void outcome(struct cli_json *j, uint64_t exact, uint64_t guessed, uint64_t lost)
{
	cli_json_count(j, "exact", exact);
	cli_json_count(j, "guessed", guessed);
	cli_json_count(j, "lost", lost);
}

static void segment(struct cli_json *j, const struct cli_run *run, const qw_segment *s)
{
	head(j, run, "segment");
	cli_json_string(j, "chain", s->chain);
	cli_json_string(j, "parameters", s->parameters != NULL ? s->parameters : "");
	cli_json_count(j, "offset", run->offset + s->offset);
	cli_json_count(j, "length", s->length);
	cli_json_count(j, "first_line", run->line + s->first_line);
	cli_json_count(j, "last_line", run->line + s->last_line);
	cli_json_count(j, "spans", s->spans);
	outcome(j, s->exact, s->guessed, s->lost);
	cli_json_count(j, "unproven", s->unproven);
	cli_json_bool(j, "proven", s->proven);
	cli_json_real(j, "bits", s->bits);
	cli_json_count(j, "skipped", s->skipped);
}

static void place(struct cli_json *j, const struct cli_run *run, uint64_t offset, uint64_t length,
                  uint64_t line, uint64_t column)
{
	cli_json_count(j, "offset", run->offset + offset);
	cli_json_count(j, "length", length);
	cli_json_count(j, "line", run->line + line);
	cli_json_count(j, "column", column);
}

static void guesses(struct cli_json *j, const qw_span *s)
{
	cli_json_open(j, "guesses", '[');
	for (size_t i = 0; i < s->guesses; i++) {
		cli_json_open(j, NULL, '{');
		cli_json_count(j, "offset", s->guess[i].offset);
		cli_json_real(j, "confidence", s->guess[i].confidence);
		cli_json_real(j, "bits", s->guess[i].bits);
		cli_json_close(j, '}');
	}
	cli_json_close(j, ']');
}

static void span(struct cli_json *j, const struct cli_run *run, const qw_span *s)
{
	head(j, run, "span");
	cli_json_string(j, "kind", s->kind);
	place(j, run, s->offset, s->length, s->line, s->column);
	cli_json_exact(j, "before", s->before, s->before_length);
	cli_json_exact(j, "after", s->after, s->after_length);
	outcome(j, s->exact, s->guessed, s->lost);
	cli_json_bool(j, "proven", s->proven);
	cli_json_real(j, "confidence", s->confidence);
	cli_json_real(j, "bits", s->bits);
	guesses(j, s);
}

static void invalid(struct cli_json *j, const struct cli_run *run, const qw_invalid_bytes *b)
{
	head(j, run, "invalid");
	place(j, run, b->offset, b->length, b->line, b->column);
	cli_json_string(j, "reason", reason_id(b->reason));
}

static void damages(struct cli_json *j, const struct cli_tally *tally)
{
	cli_json_open(j, "damages", '[');
	for (size_t i = 0; i < tally->count; i++) {
		const struct cli_kind *kind = &tally->kinds[i];
		cli_json_open(j, NULL, '{');
		cli_json_string(j, "chain", kind->chain);
		cli_json_count(j, "segments", kind->segments);
		cli_json_count(j, "spans", kind->spans);
		outcome(j, kind->exact, kind->guessed, kind->lost);
		cli_json_count(j, "unproven", kind->unproven);
		cli_json_count(j, "skipped", kind->skipped);
		cli_json_close(j, '}');
	}
	cli_json_close(j, ']');
}

double cli_times_likelier(double bits, double next)
{
	double times = exp2(next - bits);
	return times < CLI_TIMES_MAX ? times : CLI_TIMES_MAX;
}

static void candidates(struct cli_json *j, const qw_report *r)
{
	cli_json_open(j, "candidates", '[');
	for (size_t i = 0; i < r->candidates; i++) {
		const qw_encoding *c = &r->candidate[i];
		cli_json_open(j, NULL, '{');
		cli_json_string(j, "encoding", c->name);
		cli_json_real(j, "bits", c->bits);
		if (i + 1 < r->candidates)
			cli_json_real(j, "times", cli_times_likelier(c->bits, c[1].bits));
		cli_json_bool(j, "declared", c->declared);
		cli_json_close(j, '}');
	}
	cli_json_close(j, ']');
}

static void document(struct cli_json *j, const struct cli_run *run, const qw_report *r)
{
	head(j, run, "document");
	cli_json_string(j, "encoding", r->encoding);
	cli_json_bool(j, "bom", r->bom);
	candidates(j, r);
	cli_json_string(j, "script", cli_writing_name(r->writing));
	cli_json_count(j, "offset", run->offset);
	cli_json_count(j, "bytes_in", r->bytes_in);
	cli_json_count(j, "bytes_out", r->bytes_out);
	cli_json_count(j, "lines", r->lines);
	cli_json_count(j, "segments", r->segments);
	cli_json_count(j, "spans", r->spans);
	outcome(j, r->exact, r->guessed, r->lost);
	cli_json_count(j, "unproven", r->unproven);
	cli_json_count(j, "lost_newlines", r->lost_newlines);
	cli_json_count(j, "invalid", r->invalid);
	cli_json_count(j, "converted", r->converted);
	cli_json_count(j, "han", r->han);
	cli_json_real(j, "loss", r->loss);
	cli_json_real(j, "doubt", r->doubt);
	cli_json_string(j, "verdict", cli_verdict_name(r->verdict));
	cli_json_count(j, "cleaned", r->cleaned);
	cli_json_string(j, "declared", r->declared);
	cli_json_count(j, "mixed", r->mixed);
	cli_json_count(j, "skipped", r->skipped);
	damages(j, &run->tally);
}

static void rule(struct cli_json *j, const struct cli_finding *f)
{
	char fingerprint[17];
	snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->fingerprint);
	cli_json_string(j, "rule", f->rule->number);
	cli_json_string(j, "rule_name", f->rule->name);
	cli_json_string(j, "fingerprint", fingerprint);
}

void cli_report_finding(const struct cli_run *run, const qw_event *event,
                        const struct cli_finding *finding, FILE *out)
{
	struct cli_json j = {.file = out};
	switch (event->type) {
	case QW_EVENT_SEGMENT: segment(&j, run, event->of.segment); break;
	case QW_EVENT_SPAN: span(&j, run, event->of.span); break;
	case QW_EVENT_INVALID: invalid(&j, run, event->of.invalid); break;
	case QW_EVENT_DOCUMENT: document(&j, run, event->of.report); break;
	}
	if (finding != NULL)
		rule(&j, finding);
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

void cli_report(const struct cli_run *run, const qw_event *event, FILE *out)
{
	cli_report_finding(run, event, NULL, out);
}

void cli_report_record(const struct cli_run *run, const char *type, const char *why, FILE *out)
{
	struct cli_json j = {.file = out};
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", type);
	cli_json_file(&j, run->file);
	cli_json_count(&j, "record", run->record);
	cli_json_count(&j, "offset", run->offset);
	if (why != NULL)
		cli_json_string(&j, "why", why);
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

void cli_report_output(const struct cli_run *run, FILE *out)
{
	struct cli_json j = {.file = out};
	const struct cli_encoder *e = run->encoder;
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "output");
	cli_json_file(&j, run->file);
	cli_json_string(&j, "encoding", e->name != NULL ? e->name : "UTF-8");
	cli_json_count(&j, "unmappable", e->lost);
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}
