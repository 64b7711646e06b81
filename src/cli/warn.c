/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/warn.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <inttypes.h>

static void warn_invalid(const struct cli_run *run, const char *name, uint64_t n)
{
	const char *advice = run->options->library.from == NULL
		? _("if you know the encoding, give --from=NAME") : NULL;
	const char *reason = _(qw_reason_name(run->first_reason));
	if (run->options->library.invalid == QW_INVALID_REPLACE)
		cli_message(name, run->first_invalid, advice,
		            P_("%" PRIu64 " byte that can't be decoded replaced: %s",
		               "%" PRIu64 " bytes that can't be decoded replaced: %s", n),
		            n, reason);
	else
		cli_message(name, run->first_invalid, advice,
		            P_("%" PRIu64 " byte that can't be decoded passed on: %s",
		               "%" PRIu64 " bytes that can't be decoded passed on: %s", n),
		            n, reason);
}

static void warn_newlines(const char *name, uint64_t n)
{
	cli_message(name, CLI_NO_BYTE, NULL,
	            P_("%" PRIu64 " line end is lost: a damage ate it, it is not put back",
	               "%" PRIu64 " line ends are lost: a damage ate them, none is put back", n),
	            n);
}

static void warn_declared(const struct cli_run *run, const char *name)
{
	if (run->options->library.declare == QW_DECLARE_KEEP)
		cli_message(name, run->declared_at, _("use --declare=rewrite"),
		            _("the page says it is in %s, and now is %s"), run->declared,
		            run->options->to != NULL ? run->options->to : "UTF-8");
}

/* --strict: nothing uncertain goes unsaid. */
static void apply_strict(struct cli_run *run, const char *name, const qw_report *r)
{
	uint64_t replaced = run->encoder != NULL
	                 && run->options->unmappable == CLI_UNMAPPABLE_REPLACE ? run->encoder->lost : 0;
	if (replaced > 0)
		cli_run_worse(run, CLI_LOSS); /* which the encoder says */
	if (r->lost + r->guessed + r->invalid + r->lost_newlines == 0)
		return;
	cli_message(name, CLI_NO_BYTE, _("--explain says where"),
	            _("not certain: %" PRIu64 " characters lost, %" PRIu64 " guessed, %" PRIu64
	              " bytes that can't be decoded"),
	            r->lost, r->guessed, r->invalid);
	cli_run_worse(run, CLI_LOSS);
}

void cli_warn(struct cli_run *run, const char *name, const qw_report *report)
{
	if (run->write == NULL)
		return;
	if (run->options->strict)
		apply_strict(run, name, report);
	if (run->encoder != NULL && (run->options->strict || !run->options->quiet))
		cli_encoder_warn(run->encoder, name);
	if (run->options->quiet)
		return;
	if (report->invalid > 0)
		warn_invalid(run, name, report->invalid);
	if (report->lost_newlines > 0)
		warn_newlines(name, report->lost_newlines);
	if (run->declared[0] != '\0')
		warn_declared(run, name);
}
