/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/undo.h"

#include "batch/below.h"
#include "batch/folder.h"
#include "cli/i18n.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void fail(struct cli_undo *u, const char *path, const char *advice, const char *what)
{
	cli_message(path, CLI_NO_BYTE, advice, "%s", what);
	u->failed++;
	u->status = CLI_IO;
}

static void fail_with(struct cli_undo *u, const char *path, const char *what)
{
	cli_message(path, CLI_NO_BYTE, NULL, "%s: %s", what, strerror(errno));
	u->failed++;
	u->status = CLI_IO;
}

static void say(const struct cli_undo *u, const char *path, const char *what)
{
	if (u->options->verbose)
		cli_message(path, CLI_NO_BYTE, NULL, "%s", what);
}

static void count_back(struct cli_undo *u, const char *path)
{
	u->back++;
	say(u, path, u->options->dry_run ? _("would be put back") : _("put back"));
}

static void count_original(struct cli_undo *u, const char *path)
{
	u->original++;
	say(u, path, _("as it was before the repair"));
}

static void explain(struct cli_undo *u, const char *path, enum batch_refusal refusal)
{
	switch (refusal) {
	case BATCH_WRITTEN:
		count_back(u, path);
		break;
	case BATCH_FAILED:
		cli_write_failed(path, u->replace->error);
		u->failed++;
		u->status = CLI_IO;
		break;
	case BATCH_MOVED:
		fail(u, path, _("run it again"), _("left as it was: somebody changed it meanwhile"));
		break;
	case BATCH_NAMES:
		fail(u, path, NULL,
		     _("left as it was: it has other names (hard links), which would keep the new text"));
		break;
	case BATCH_OWNER:
		fail(u, path, NULL, _("left as it was: its owner or group can't be kept"));
		break;
	case BATCH_ATTRIBUTES:
		fail(u, path, NULL,
		     _("left as it was: its access list or other attributes can't be kept"));
		break;
	case BATCH_BACKUP:
	case BATCH_VETO:
		break;
	}
}

/* What runs left there that were killed. */
static void sweep(struct cli_undo *u, int folder)
{
	struct stat st;
	if (u->options->dry_run || fstat(folder, &st) != 0 || batch_is_same(&st, &u->swept))
		return;
	u->swept = st;
	batch_temporary_sweep(folder);
}

static void put_back(struct cli_undo *u, const struct cli_entry *entry, int folder,
                     const char *name, int fd, const struct stat *st)
{
	bool changed;
	sweep(u, folder);
	batch_replace_begin(u->replace, fd, st, folder, name);
	bool good = cli_undo_bytes(u->replace, u->journal, entry, fd);
	bool wrote = u->replace->refusal == BATCH_WRITTEN;
	enum batch_refusal refusal = batch_replace_end(u->replace, good, &changed);
	if (!good && wrote)
		fail(u, entry->path, NULL,
		     _("left as it was: its record in the journal does not give the old file"));
	else
		explain(u, entry->path, refusal);
}

/* The last record whose new file stands there; NULL: that is not so. */
static const struct cli_entry *pick(const struct cli_entry *entry, size_t count,
                                    const struct cli_digest *now)
{
	for (size_t i = count; i > 0; i--)
		if (entry[i - 1].kind == CLI_ENTRY_FILE && cli_digest_equal(&entry[i - 1].after, now))
			return &entry[i - 1];
	return NULL;
}

/* What never was replaced is, too, whatever it is now. */
static bool is_original(const struct cli_entry *entry, size_t count,
                        const struct cli_digest *now)
{
	size_t files = 0, left = 0;
	for (size_t i = 0; i < count; i++) {
		files += entry[i].kind == CLI_ENTRY_FILE;
		left += entry[i].kind == CLI_ENTRY_LEFT;
		if (entry[i].kind == CLI_ENTRY_FILE && cli_digest_equal(&entry[i].before, now))
			return true;
	}
	return files == left;
}

static void undo_open(struct cli_undo *u, const struct cli_entry *entry, size_t count, int folder,
                      const char *name, int fd)
{
	struct stat st;
	struct cli_digest now;
	if (fstat(fd, &st) != 0) {
		fail_with(u, entry->path, _("cannot open"));
		return;
	}
	if (!S_ISREG(st.st_mode)) {
		fail(u, entry->path, NULL, _("left as it was: it is no regular file"));
		return;
	}
	if (!cli_digest_file(fd, &now)) {
		fail_with(u, entry->path, _("cannot read"));
		return;
	}
	const struct cli_entry *last = pick(entry, count, &now);
	if (last != NULL)
		put_back(u, last, folder, name, fd, &st);
	else if (is_original(entry, count, &now))
		count_original(u, entry->path);
	else
		fail(u, entry->path, NULL, _("left as it was: it was changed after the repair"));
}

void cli_undo_path(struct cli_undo *u, const struct cli_entry *entry, size_t count)
{
	const char *name;
	size_t files = 0;
	for (size_t i = 0; i < count; i++)
		files += entry[i].kind == CLI_ENTRY_FILE;
	if (files == 0)
		return;
	int folder = batch_below_folder(u->root, entry->path, &name), fd = -1;
	if (folder >= 0)
		fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0 && (errno == ELOOP || errno == ENOTDIR))
		fail(u, entry->path, NULL, _("cannot open: a symbolic link, or no folder, is on the way"));
	else if (fd < 0)
		fail_with(u, entry->path, _("cannot open"));
	else
		undo_open(u, entry, count, folder, name, fd);
	if (fd >= 0)
		close(fd);
	if (folder >= 0)
		close(folder);
}
