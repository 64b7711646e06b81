/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/record/internal.h"

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/record/warn.h"

#include <inttypes.h>

enum { TOLD = 5 }; /* of the records that can't be read, each with its line */

void cli_record_tell(struct cli_records *r, const char *type, const char *why)
{
	struct cli_run *run = r->run;
	if (run->text == NULL || (run->options->report == NULL && !run->options->json))
		return;
	run->record = r->line;
	run->offset = r->offset;
	cli_report_record(run, type, why, run->text);
}

void cli_record_broken(struct cli_records *r, const char *why)
{
	r->counts.broken++;
	cli_record_tell(r, "broken", why);
	if (r->run->options->quiet || r->counts.broken > TOLD)
		return;
	cli_message(r->name, CLI_NO_BYTE, NULL, _("line %" PRIu64 ": passed on as it is: %s"), r->line,
	            _(why));
}

void cli_records_warn(struct cli_run *run, const char *name)
{
	const struct cli_record_counts *c = cli_records_counts(run->records);
	if (run->options->strict && c->broken > 0)
		cli_run_worse(run, CLI_LOSS);
	if (run->options->quiet)
		return;
	if (c->broken > 0)
		cli_message(name, CLI_NO_BYTE, NULL,
		            P_("%" PRIu64 " record of %" PRIu64 " could not be read",
		               "%" PRIu64 " records of %" PRIu64 " could not be read", c->broken),
		            c->broken, c->records);
	if (c->values == 0 && c->records > c->broken)
		cli_message(name, CLI_NO_BYTE, _("check --unit"), _("no record has a text in this field"));
	if (c->dropped > 0)
		cli_message(name, CLI_NO_BYTE, NULL,
		            P_("%" PRIu64 " record of %" PRIu64 " set apart to %s",
		               "%" PRIu64 " records of %" PRIu64 " set apart to %s", c->dropped),
		            c->dropped, c->records, run->options->dropped);
}
