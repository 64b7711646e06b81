/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tree_told.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <string.h>

void cli_job_worse(struct cli_job *job, enum cli_status status)
{
	job->status = cli_worse(job->status, status);
}

void cli_job_fail(struct cli_job *job, const char *name, const char *advice, const char *what)
{
	cli_message(name, CLI_NO_BYTE, advice, "%s", what);
	cli_job_worse(job, CLI_IO);
}

void cli_job_fail_with(struct cli_job *job, const char *name, const char *what, int error)
{
	cli_message(name, CLI_NO_BYTE, NULL, _("%s: %s"), what, strerror(error));
	cli_job_worse(job, CLI_IO);
}

void cli_job_skip(struct cli_worker *w, const char *name, enum cli_skipped why, bool loud,
                 const char *advice, const char *what)
{
	const struct cli_options *options = w->run.options;
	w->job->found.skipped[why]++;
	if (options->verbose || (loud && !options->quiet))
		cli_message(name, CLI_NO_BYTE, advice, _("skipped: %s"), what);
}

void cli_job_explain_item(struct cli_worker *w, const struct batch_item *item, const char *name)
{
	switch (item->found) {
	case BATCH_FILE:
	case BATCH_FOLDER:
		break;
	case BATCH_EXCLUDED:
		cli_job_skip(w, name, CLI_SKIPPED_EXCLUDED, false, NULL, _("excluded"));
		break;
	case BATCH_LINK:
		if (item->named)
			cli_job_fail(w->job, name, _("name the file itself, or use --follow"),
			             _("cannot replace: it is a symbolic link"));
		else
			cli_job_skip(w, name, CLI_SKIPPED_LINK, false, _("--follow follows it"),
			             _("a symbolic link"));
		break;
	case BATCH_SPECIAL:
		if (item->named)
			cli_job_fail(w->job, name, NULL, _("cannot read: it is no regular file"));
		else
			cli_job_skip(w, name, CLI_SKIPPED_SPECIAL, true, NULL, _("no regular file"));
		break;
	case BATCH_CONTROL:
		cli_job_skip(w, name, CLI_SKIPPED_CONTROL, false, NULL, _("a folder of version control"));
		break;
	case BATCH_LOOP:
		cli_job_skip(w, name, CLI_SKIPPED_LOOP, true, NULL,
		             _("a link to a folder that it lies in"));
		break;
	case BATCH_OUTPUT:
		cli_job_fail(w->job, name, _("use --in-place to replace it, or another --output"),
		             _("cannot read: it would also be the output"));
		break;
	case BATCH_DEEP:
		cli_job_fail(w->job, name, _("start there"),
		             _("cannot read: too many folders in each other"));
		break;
	case BATCH_ERROR:
		cli_job_fail_with(w->job, name, _("cannot open"), item->error);
		break;
	case BATCH_NO_FOLDER:
		cli_job_fail_with(w->job, name, _("cannot make its folder in the output"), item->error);
		break;
	}
}

void cli_job_explain_refusal(struct cli_worker *w, const char *name, enum batch_refusal refusal)
{
	switch (refusal) {
	case BATCH_WRITTEN:
		break;
	case BATCH_FAILED:
		cli_write_failed(name, w->replace.error);
		cli_job_worse(w->job, CLI_IO);
		break;
	case BATCH_VETO:
		cli_job_worse(w->job, CLI_IO); /* it was said why */
		break;
	case BATCH_MOVED:
		cli_job_fail(w->job, name, _("run it again"),
		             _("left as it was: somebody changed it while it was read"));
		break;
	case BATCH_NAMES:
		cli_job_fail(w->job, name, _("use --output and copy it"),
		             _("left as it was: it has other names (hard links), "
		               "which would keep the old text"));
		break;
	case BATCH_OWNER:
		cli_job_fail(w->job, name, _("use --output"),
		             _("left as it was: its owner or group can't be kept"));
		break;
	case BATCH_ATTRIBUTES:
		cli_job_fail(w->job, name, _("use --output"),
		             _("left as it was: its access list or other attributes can't be kept"));
		break;
	case BATCH_BACKUP:
		cli_job_fail(w->job, name, _("move it away, or give another suffix"),
		             _("left as it was: its backup is already there"));
		break;
	}
}

void cli_job_skip_binary(struct cli_worker *w, const char *name)
{
	cli_job_skip(w, name, CLI_SKIPPED_BINARY, false, _("name it to take it as text"),
	             _("a binary file"));
}
