/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/quarantine.h"

#include "batch/apart.h"
#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/tree_paths.h"

#include <unistd.h>

int cli_quarantine_open(const struct cli_options *options, int output, enum cli_status *status)
{
	static const struct cli_apart words = {
		N_("the folder of --quarantine would be in a folder that is read"),
		N_("name one elsewhere"),
		N_("what is read is in the folder of --quarantine"),
		N_("name another folder"),
	};
	int fd = cli_tree_folder(options, options->quarantine, &words, status);
	if (fd < 0 || output < 0)
		return fd;
	if (!batch_folder_is_in(fd, output) && !batch_folder_is_in(output, fd))
		return fd;
	close(fd);
	*status = cli_tree_wrong(options->quarantine, _("name one elsewhere"),
	                         _("the folders of --quarantine and --output are in each other"));
	return -1;
}

void cli_quarantine_note(struct cli_worker *w, const qw_report *report)
{
	w->invalid += report->invalid;
	if (report->verdict == QW_VERDICT_DROP && report->loss > w->loss)
		w->loss = report->loss;
}

/* What went wrong with reading or writing may go well the next time. */
bool cli_quarantine_wants(const struct cli_worker *w)
{
	if (w->run.options->quarantine == NULL)
		return false;
	return w->run.status == CLI_LOSS
	    || (w->run.status == CLI_DONE && (w->loss > 0 || w->invalid > 0));
}

static void tell(const struct cli_worker *w, const char *name, bool dry_run)
{
	char loss[64];
	snprintf(loss, sizeof loss, _("loss %.1f %%"), 100 * w->loss);
	const char *why = w->run.status == CLI_LOSS ? _("it can't be repaired as asked for")
	                : w->loss > 0 ? loss : _("bytes that can't be decoded");
	if (w->run.options->quiet)
		return;
	cli_message(name, CLI_NO_BYTE, NULL, dry_run ? _("would be set apart: %s")
	                                             : _("set apart: %s"), why);
}

static void refuse(struct cli_worker *w, const char *name, enum batch_refusal refusal)
{
	w->job->status = cli_worse(w->job->status, CLI_IO);
	if (refusal == BATCH_FAILED)
		cli_write_failed(w->run.options->quarantine, w->replace.error);
	else if (refusal == BATCH_MOVED)
		cli_message(name, CLI_NO_BYTE, _("run it again"), "%s",
		            _("not set apart: somebody changed it while it was read"));
	else
		cli_message(name, CLI_NO_BYTE, _("move that away, or name another folder"), "%s",
		            _("not set apart: something else is in its place"));
}

void cli_quarantine_keep(struct cli_worker *w, const struct cli_jobs *jobs, int fd,
                         const struct stat *st, const char *name)
{
	const struct batch_item *item = w->job->item;
	enum batch_refusal refusal = BATCH_WRITTEN;
	if (jobs->quarantine >= 0)
		refusal = batch_apart(&w->replace, fd, st, jobs->quarantine, item->folder->as,
		                      item->name);
	if (refusal != BATCH_WRITTEN) {
		refuse(w, name, refusal);
		return;
	}
	w->job->found.apart = 1;
	tell(w, name, jobs->place == BATCH_DRY_RUN);
}
