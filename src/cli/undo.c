/* SPDX-License-Identifier: Apache-2.0 */
/* qingwen undo: the journal may come from anybody, and so may what stands in the tree. */
#include "config.h"
#include "cli/undo.h"

#include "batch/below.h"
#include "cli/commands.h"
#include "cli/i18n.h"
#include "cli/journal.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static void undo_all(struct cli_undo *u)
{
	const struct cli_entry *entry = u->index.entry;
	for (size_t i = 0, n; i < u->index.count; i += n) {
		for (n = 1; i + n < u->index.count && strcmp(entry[i].path, entry[i + n].path) == 0;)
			n++;
		cli_undo_path(u, &entry[i], n);
	}
}

static bool refuse(struct cli_undo *u, const char *advice, const char *what)
{
	cli_message(u->name, CLI_NO_BYTE, advice, "%s", what);
	u->status = CLI_IO;
	return false;
}

static bool refuse_with(struct cli_undo *u, const char *name, const char *what)
{
	cli_message(name, CLI_NO_BYTE, NULL, "%s: %s", what, strerror(errno));
	u->status = CLI_IO;
	return false;
}

static bool open_root(struct cli_undo *u)
{
	size_t length;
	bool good = cli_record_bytes(u->index.head, "root", &u->root_path, &length)
	         && strlen(u->root_path) == length && u->root_path[0] == '/';
	if (!good)
		return refuse(u, NULL, _("its folder is no absolute path"));
	u->root = batch_below_root(u->root_path);
	if (u->root < 0 && errno == EINVAL)
		return refuse(u, NULL, _("its folder is no absolute path"));
	return u->root >= 0 || refuse_with(u, u->root_path, _("cannot open"));
}

static bool open_journal(struct cli_undo *u)
{
	struct stat st;
	u->journal = open(u->name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (u->journal < 0 || fstat(u->journal, &st) != 0)
		return refuse_with(u, u->name, _("cannot open"));
	if (!S_ISREG(st.st_mode))
		return refuse(u, NULL, _("cannot read: it is no regular file"));
	if (flock(u->journal, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return refuse(u, _("wait for its end"), _("another run uses this journal"));
	cli_index_read(&u->index, u->journal);
	if (!u->index.complete)
		return refuse_with(u, u->name, _("cannot read"));
	uint64_t format = 0;
	if (u->index.head == NULL && !cli_journal_is_torn(&u->index, u->journal))
		return refuse(u, NULL, _("it is no journal of qingwen"));
	if (u->index.head == NULL)
		return true; /* the run was killed before it did anything */
	if (!cli_record_count(u->index.head, "format", &format) || format < CLI_JOURNAL_FORMAT)
		return refuse(u, NULL, _("it is no journal of qingwen"));
	if (format > CLI_JOURNAL_FORMAT)
		return refuse(u, _("use that one"), _("a later version of qingwen wrote this journal"));
	return open_root(u);
}

static bool start(struct cli_undo *u)
{
	static struct batch_replace replace; /* a signal may look at its temporary file */
	u->replace = &replace;
	replace.place = u->options->dry_run ? BATCH_DRY_RUN : BATCH_IN_PLACE;
	if (!batch_replace_init(&replace))
		return refuse(u, NULL, _("not enough memory"));
	if (u->index.bad > 0) {
		cli_message(u->name, CLI_NO_BYTE, NULL,
		            _("line %" PRIu64 " is no record: the journal is damaged"),
		            u->index.first_bad);
		u->status = CLI_IO;
	}
	return true;
}

static void summarize(const struct cli_undo *u)
{
	fputs("qingwen: ", stderr);
	if (u->root_path != NULL) {
		cli_put_masked_string(stderr, u->root_path);
		fputs(": ", stderr);
	}
	if (u->options->dry_run)
		fprintf(stderr, P_("%" PRIu64 " file would be put back, ",
		                   "%" PRIu64 " files would be put back, ", u->back), u->back);
	else
		fprintf(stderr, P_("%" PRIu64 " file put back, ", "%" PRIu64 " files put back, ", u->back),
		        u->back);
	fprintf(stderr, _("%" PRIu64 " as before the repair, %" PRIu64 " failed\n"), u->original,
	        u->failed);
}

static enum cli_status wrong(const char *what)
{
	cli_message(NULL, CLI_NO_BYTE, NULL, "%s", what);
	cli_try_help(cli_find_command("undo"));
	return CLI_USAGE;
}

enum cli_status cli_undo(const struct cli_options *options)
{
	struct cli_undo u = {.options = options, .journal = -1, .root = -1};
	if (options->count != 1)
		return wrong(options->count == 0 ? _("FILE is missing")
		                                 : _("too many FILEs: undo takes one"));
	u.name = options->files[0];
	if (open_journal(&u) && start(&u)) {
		undo_all(&u);
		if (!options->quiet)
			summarize(&u);
	}
	cli_index_free(&u.index);
	free(u.root_path);
	if (u.root >= 0)
		close(u.root);
	if (u.journal >= 0)
		close(u.journal);
	return u.status;
}
