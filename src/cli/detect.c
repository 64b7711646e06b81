/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/tree.h"

#include <inttypes.h>

enum { CANDIDATES = 3 }; /* shown; JSON has all */

/* What the bytes may be in, where there was a choice. */
static void print_candidates(FILE *out, const qw_report *r)
{
	size_t shown = r->candidates > CANDIDATES ? CANDIDATES : r->candidates;
	for (size_t i = 0; i < shown && r->candidates > 1; i++) {
		const qw_encoding *c = &r->candidate[i];
		fprintf(out, "  %zu. %s", i + 1, c->name);
		if (c->declared)
			fputs(_(", as declared"), out);
		if (i + 1 < r->candidates) {
			double times = cli_times_likelier(c->bits, r->candidate[i + 1].bits);
			fprintf(out, times < CLI_TIMES_MAX ? _(": %.3g times likelier than the next")
			        : _(": more than %.0g times likelier than the next"), times);
		}
		fputc('\n', out);
	}
}

static void print_kind(FILE *out, const struct cli_kind *kind)
{
	fputs("  ", out);
	cli_put_masked_string(out, kind->chain);
	fprintf(out, P_(": %" PRIu64 " place, ", ": %" PRIu64 " places, ", kind->spans),
	        kind->spans);
	cli_put_counts(out, kind->exact, kind->guessed, kind->lost, kind->unproven);
	cli_put_skipped(out, kind->skipped);
	fputc('\n', out);
}

/* How much of what was damaged comes back. */
static void print_recoverable(FILE *out, const qw_report *r)
{
	uint64_t all = r->exact + r->guessed + r->lost, wrong = (uint64_t)(r->doubt + 0.5);
	uint64_t back = r->exact + r->guessed - (wrong < r->guessed ? wrong : r->guessed);
	if (all > 0)
		fprintf(out, _("  recoverable: %" PRIu64 " of %" PRIu64 " characters, %.1f %%\n"),
		        back, all, 100.0 * (double)back / (double)all);
	if (r->lost > 0 || r->verdict != QW_VERDICT_KEEP) {
		fputs("  ", out);
		cli_put_loss(out, r);
		fputc('\n', out);
	}
	if (r->lost_newlines > 0)
		fprintf(out, _("  lost line ends: %" PRIu64 "\n"), r->lost_newlines);
	if (r->invalid > 0)
		fprintf(out, _("  bytes that can't be decoded: %" PRIu64 "\n"), r->invalid);
}

static void print_document(const struct cli_run *run, const qw_report *r)
{
	FILE *out = run->text;
	bool damaged = r->segments + r->spans + r->unproven + r->invalid + r->lost_newlines > 0;
	cli_put_document(run, out);
	fprintf(out, _(": encoding %s%s%s, script %s, %s\n"), r->encoding,
	        r->bom ? _(" with BOM") : "", r->mixed > 0 ? _(" and others") : "",
	        _(cli_writing_name(r->writing)),
	        damaged ? _("damaged") : _("no damage"));
	print_candidates(out, r);
	for (size_t i = 0; i < run->tally.count; i++)
		print_kind(out, &run->tally.kinds[i]);
	print_recoverable(out, r);
	if (r->cleaned > 0)
		fprintf(out, _("  not clean Unicode: %" PRIu64 "\n"), r->cleaned);
	if (r->declared[0] != '\0')
		fprintf(out, _("  says it is in %s\n"), r->declared);
}

static void on_event(struct cli_run *run, const qw_event *event)
{
	if (event->type != QW_EVENT_DOCUMENT)
		return;
	if (run->options->json)
		cli_report(run, event, run->text);
	else
		print_document(run, event->of.report);
}

static enum cli_status list(void)
{
	const char *name;
	for (size_t i = 0; (name = qw_encoding_name(i)) != NULL; i++)
		puts(name);
	return cli_close_stdout() ? CLI_DONE : CLI_IO;
}

static enum cli_status detect_tree(const struct cli_options *options)
{
	struct cli_summary sum = {.files = 0};
	struct cli_tree tree = {.options = options, .text = stdout, .on_event = on_event,
	                        .reads = true, .sum = &sum};
	enum cli_status status = cli_tree(&tree);
	if (!options->quiet && status != CLI_USAGE)
		cli_summary_print(&sum, CLI_SUM_DETECT);
	return status;
}

static enum cli_status detect_files(const struct cli_options *options)
{
	struct cli_run run = {.options = options, .text = stdout, .on_event = on_event};
	return cli_run(&run);
}

enum cli_status cli_detect(const struct cli_options *options)
{
	if (options->list)
		return list();
	enum cli_status status = cli_is_tree_to_read(options) ? detect_tree(options)
	                                                      : detect_files(options);
	return cli_close_stdout() ? status : cli_worse(status, CLI_IO);
}
