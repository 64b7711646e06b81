/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/summary.h"

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/record/records.h"

#include <inttypes.h>

void cli_summary_document(struct cli_summary *s, const qw_report *r)
{
	s->documents++;
	s->damaged += r->segments + r->spans + r->unproven + r->invalid + r->lost_newlines > 0;
	s->exact += r->exact;
	s->guessed += r->guessed;
	s->lost += r->lost;
	s->unproven += r->unproven;
	s->places_skipped += r->skipped;
	s->converted += r->converted;
	s->cleaned += r->cleaned;
	s->invalid += r->invalid;
	s->bytes += r->bytes_in;
}

void cli_summary_records(struct cli_summary *s, const struct cli_record_counts *counts)
{
	s->records += counts->records;
	s->broken += counts->broken;
	s->dropped += counts->dropped;
}

void cli_summary_add(struct cli_summary *to, const struct cli_summary *from)
{
	to->files += from->files;
	to->changed += from->changed;
	to->documents += from->documents;
	to->damaged += from->damaged;
	to->exact += from->exact;
	to->guessed += from->guessed;
	to->lost += from->lost;
	to->unproven += from->unproven;
	to->places_skipped += from->places_skipped;
	to->converted += from->converted;
	to->cleaned += from->cleaned;
	to->invalid += from->invalid;
	to->unmappable += from->unmappable;
	to->bytes += from->bytes;
	to->file_bytes += from->file_bytes;
	to->records += from->records;
	to->broken += from->broken;
	to->dropped += from->dropped;
	for (int i = 0; i < CLI_SKIPPED; i++)
		to->skipped[i] += from->skipped[i];
	to->failed += from->failed;
	to->apart += from->apart;
	to->findings += from->findings;
	to->allowed += from->allowed;
	to->ignored += from->ignored;
	to->known += from->known;
}

/* " (3 links, 1 special)": what there is of each kind. */
static void print_kinds(FILE *out, const uint64_t skipped[CLI_SKIPPED])
{
	static const char *const names[] = {
		[CLI_SKIPPED_BINARY] = N_("binary files"),
		[CLI_SKIPPED_EXCLUDED] = N_("excluded"),
		[CLI_SKIPPED_LINK] = N_("symbolic links"),
		[CLI_SKIPPED_SPECIAL] = N_("special files"),
		[CLI_SKIPPED_CONTROL] = N_("folders of version control"),
		[CLI_SKIPPED_LOOP] = N_("loops of links"),
		[CLI_SKIPPED_BACKUP] = N_("backups"),
		[CLI_SKIPPED_OWN] = N_("own report"),
		[CLI_SKIPPED_MEMBER] = N_("members of archives"),
		[CLI_SKIPPED_JOURNAL] = N_("journals"),
		[CLI_SKIPPED_DONE] = N_("done before"),
	};
	const char *before = _(" (");
	bool any = false;
	for (int i = 0; i < CLI_SKIPPED; i++) {
		if (skipped[i] == 0)
			continue;
		fputs(before, out);
		fprintf(out, _("%s: %" PRIu64), _(names[i]), skipped[i]);
		before = _(", ");
		any = true;
	}
	if (any)
		fputs(_(")"), out);
}

static void print_findings(FILE *out, const struct cli_summary *s)
{
	fprintf(out, P_("; %" PRIu64 " finding", "; %" PRIu64 " findings", s->findings),
	        s->findings);
	if (s->allowed + s->ignored + s->known > 0)
		fprintf(out, _(" (and %" PRIu64 " allowed, %" PRIu64 " ignored, %" PRIu64
		               " in the baseline)"), s->allowed, s->ignored, s->known);
	fputs(_(", "), out);
}

static void print_changed(FILE *out, uint64_t n, bool dry_run)
{
	if (dry_run)
		fprintf(out, P_("; %" PRIu64 " file would change, ",
		                "; %" PRIu64 " files would change, ", n), n);
	else
		fprintf(out, P_("; %" PRIu64 " file changed, ", "; %" PRIu64 " files changed, ", n), n);
}

static void print_records(FILE *out, const struct cli_summary *s)
{
	fprintf(out, P_("; %" PRIu64 " record, ", "; %" PRIu64 " records, ", s->records), s->records);
	fprintf(out, _("%" PRIu64 " could not be read, %" PRIu64 " set apart"), s->broken, s->dropped);
}

void cli_summary_print(const struct cli_summary *s, enum cli_summary_of of)
{
	uint64_t skipped = 0;
	for (int i = 0; i < CLI_SKIPPED; i++)
		skipped += s->skipped[i];
	fprintf(stderr, P_("qingwen: %" PRIu64 " document, ", "qingwen: %" PRIu64 " documents, ",
	                   s->documents), s->documents);
	fprintf(stderr, _("%" PRIu64 " damaged; "), s->damaged);
	cli_put_counts(stderr, s->exact, s->guessed, s->lost, s->unproven);
	cli_put_skipped(stderr, s->places_skipped);
	if (s->records > 0)
		print_records(stderr, s);
	if (of == CLI_SUM_CHECK)
		print_findings(stderr, s);
	else if (of == CLI_SUM_DETECT)
		fputs("; ", stderr);
	else
		print_changed(stderr, s->changed, of == CLI_SUM_DRY_RUN);
	if (s->apart > 0)
		fprintf(stderr, _("%" PRIu64 " set apart, "), s->apart);
	if (s->unmappable > 0)
		fprintf(stderr, _("%" PRIu64 " unmappable, "), s->unmappable);
	fprintf(stderr, _("%" PRIu64 " failed, %" PRIu64 " skipped"), s->failed, skipped);
	print_kinds(stderr, s->skipped);
	fputc('\n', stderr);
}
