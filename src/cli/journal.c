/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal.h"

#include "cli/i18n.h"
#include "cli/json.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/plan.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { IDENTITY = 96 };

/* What shows that nobody wrote to a file: when its inode changed is for no program to set. */
static void identify(const struct stat *st, char identity[IDENTITY])
{
	snprintf(identity, IDENTITY, "%" PRIuMAX ":%" PRIdMAX ":%" PRIdMAX ".%09ld",
	         (uintmax_t)st->st_ino, (intmax_t)st->st_size, (intmax_t)st->st_ctim.tv_sec,
	         (long)st->st_ctim.tv_nsec);
}

bool cli_is_journal(int fd)
{
	char head[sizeof CLI_JOURNAL_MARK];
	ssize_t n = pread(fd, head, sizeof head - 1, 0);
	return n == (ssize_t)sizeof head - 1 && memcmp(head, CLI_JOURNAL_MARK, sizeof head - 1) == 0;
}

bool cli_journal_is_torn(const struct cli_index *index, int fd)
{
	char head[sizeof CLI_JOURNAL_MARK];
	ssize_t n = pread(fd, head, sizeof head - 1, 0);
	return n >= 0 && memcmp(head, CLI_JOURNAL_MARK, (size_t)n) == 0 && index->lines == 0;
}

/*
 * The first line
 */

static void put_head(FILE *out, const char *root, const struct cli_options *options)
{
	struct cli_json j = {.file = out};
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "journal");
	cli_json_count(&j, "format", CLI_JOURNAL_FORMAT);
	cli_report_made_by(&j, options);
	cli_json_exact(&j, "root", root, strlen(root));
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

/* As put_head() writes it now. Free it; NULL: no memory. */
static char *wanted_head(const char *root, const struct cli_options *options, size_t *length)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, length);
	if (out == NULL)
		return NULL;
	put_head(out, root, options);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

static enum cli_status wrong(const struct cli_journal *j, enum cli_status status,
                             const char *advice, const char *what)
{
	cli_message(j->name, CLI_NO_BYTE, advice, "%s", what);
	return status;
}

static bool is_other(const struct cli_record *head, const char *key, const char *wanted)
{
	const char *text = cli_record_text(head, key);
	return text == NULL || strcmp(text, wanted) != 0;
}

/* Why the first lines differ. */
static enum cli_status explain_head(const struct cli_journal *j)
{
	uint64_t format = 0;
	char *root = NULL;
	size_t n;
	const struct cli_record *head = j->index.head;
	if (!cli_record_count(head, "format", &format) || format < CLI_JOURNAL_FORMAT)
		return wrong(j, CLI_IO, NULL, _("it is no journal of qingwen"));
	if (format > CLI_JOURNAL_FORMAT)
		return wrong(j, CLI_IO, _("use that one"),
		             _("a later version of qingwen wrote this journal"));
	if (is_other(head, "version", qw_version()) || is_other(head, "data", cli_data_version()))
		return wrong(j, CLI_USAGE, _("use that one, or begin another journal"),
		             _("another version of qingwen wrote this journal"));
	bool moved = !cli_record_bytes(head, "root", &root, &n) || strcmp(root, j->root) != 0;
	free(root);
	if (moved)
		return wrong(j, CLI_USAGE, _("name the same paths, or begin another journal"),
		             _("this journal is of a run in another folder"));
	return wrong(j, CLI_USAGE, _("give the same, or begin another journal"),
	             _("this journal is of a run with other options"));
}

/* Whoever goes on must do what the first one would have done. */
static enum cli_status compare_head(const struct cli_journal *j, const struct cli_options *options)
{
	size_t length;
	char *wanted = wanted_head(j->root, options, &length);
	char *head = cli_resize(NULL, length + 1, 1);
	bool same = wanted != NULL && pread(j->file.fd, head, length, 0) == (ssize_t)length
	         && memcmp(head, wanted, length) == 0;
	free(head);
	free(wanted);
	if (wanted == NULL)
		return wrong(j, CLI_IO, NULL, _("not enough memory"));
	return same ? CLI_DONE : explain_head(j);
}

/*
 * Begin and end
 */

static enum cli_status open_file(struct cli_journal *j)
{
	switch (batch_journal_open(&j->file, j->name)) {
	case BATCH_JOURNAL_OPEN:
		return CLI_DONE;
	case BATCH_JOURNAL_BUSY:
		return wrong(j, CLI_IO, _("wait for its end"), _("another run writes this journal"));
	case BATCH_JOURNAL_SPECIAL:
		return wrong(j, CLI_IO, NULL, _("cannot write: it is no regular file"));
	case BATCH_JOURNAL_FAILED:
		break;
	}
	if (errno == ELOOP)
		return wrong(j, CLI_IO, _("name the file itself"),
		             _("cannot write: it is a symbolic link"));
	cli_message(j->name, CLI_NO_BYTE, NULL, _("cannot open: %s"), strerror(errno));
	return CLI_IO;
}

/* Where the new run writes on. */
static enum cli_status look_back(struct cli_journal *j, const struct cli_options *options)
{
	cli_index_read(&j->index, j->file.fd);
	if (!j->index.complete) {
		cli_message(j->name, CLI_NO_BYTE, NULL, _("cannot read: %s"), strerror(errno));
		return CLI_IO;
	}
	if (j->index.head == NULL)
		return cli_journal_is_torn(&j->index, j->file.fd)
			? CLI_DONE
			: wrong(j, CLI_IO, _("name another file"), _("it is no journal of qingwen"));
	if (j->index.count == 0 && j->index.bad == 0) {
		cli_index_free(&j->index); /* nothing was replaced yet: it is as good as none */
		return CLI_DONE;
	}
	if (!options->resume)
		return wrong(j, CLI_IO, _("use --resume to go on with it, or name another file"),
		             _("this journal is there already"));
	enum cli_status status = compare_head(j, options);
	if (status == CLI_DONE && j->index.bad > 0) {
		cli_message(j->name, CLI_NO_BYTE, _("begin another journal"),
		            _("line %" PRIu64 " is no record: the journal is damaged"),
		            j->index.first_bad);
		return CLI_IO;
	}
	return status;
}

enum cli_status cli_journal_open(struct cli_journal *j, const struct cli_options *options)
{
	*j = (struct cli_journal){.name = options->journal, .file.fd = -1};
	enum cli_status status = open_file(j);
	if (status != CLI_DONE)
		return status;
	j->root = cli_journal_root(options);
	if (j->file.st.st_size > 0)
		status = look_back(j, options);
	if (status != CLI_DONE)
		return status;
	if (!batch_journal_start(&j->file, j->index.end)) {
		cli_write_failed(j->name, errno);
		return CLI_IO;
	}
	if (j->index.head != NULL)
		return CLI_DONE;
	put_head(batch_journal_begin(&j->file), j->root, options);
	return cli_journal_put(j, true) ? CLI_DONE : CLI_IO;
}

void cli_journal_close(struct cli_journal *j)
{
	batch_journal_close(&j->file);
	cli_index_free(&j->index);
	free(j->root);
}

bool cli_journal_failed(struct cli_journal *j)
{
	return batch_journal_error(&j->file) != 0;
}

/*
 * Records of one line
 */

bool cli_journal_put(struct cli_journal *j, bool sync)
{
	if (batch_journal_end(&j->file, sync))
		return true;
	int error = batch_journal_error(&j->file);
	if (!atomic_exchange(&j->told, true))
		cli_message(j->name, CLI_NO_BYTE,
		            error == ENOSPC ? _("make room, then use --resume") : NULL,
		            _("cannot write: %s: nothing more is replaced"), strerror(error));
	return false;
}

bool cli_journal_same(struct cli_journal *j, const char *path, const struct stat *st)
{
	char identity[IDENTITY];
	struct cli_json json = {.file = batch_journal_begin(&j->file)};
	identify(st, identity);
	cli_json_open(&json, NULL, '{');
	cli_json_string(&json, "type", "same");
	cli_json_file(&json, path);
	cli_json_string(&json, "identity", identity);
	cli_json_close(&json, '}');
	cli_json_end_line(&json);
	return cli_journal_put(j, false);
}

bool cli_journal_left(struct cli_journal *j, const char *path)
{
	struct cli_json json = {.file = batch_journal_begin(&j->file)};
	cli_json_open(&json, NULL, '{');
	cli_json_string(&json, "type", "left");
	cli_json_file(&json, path);
	cli_json_close(&json, '}');
	cli_json_end_line(&json);
	return cli_journal_put(j, false);
}

bool cli_journal_end(struct cli_journal *j, const struct cli_summary *sum)
{
	struct cli_json json = {.file = batch_journal_begin(&j->file)};
	cli_json_open(&json, NULL, '{');
	cli_json_string(&json, "type", "end");
	cli_json_count(&json, "files", sum->files);
	cli_json_count(&json, "changed", sum->changed);
	cli_json_count(&json, "failed", sum->failed);
	cli_json_close(&json, '}');
	cli_json_end_line(&json);
	return cli_journal_put(j, true);
}

/*
 * What was done
 */

bool cli_journal_is_done(const struct cli_journal *j, const char *path, int fd,
                         const struct stat *st)
{
	char identity[IDENTITY];
	size_t count;
	const struct cli_entry *entry = cli_index_find(&j->index, path, &count);
	struct cli_digest digest = {.size = 0};
	bool known = false;
	identify(st, identity);
	for (size_t i = count; i > 0; i--) {
		const struct cli_entry *e = &entry[i - 1];
		if (e->kind == CLI_ENTRY_SAME && strcmp(e->identity, identity) == 0)
			return true;
		if (e->kind != CLI_ENTRY_FILE || e->after.size != (uint64_t)st->st_size)
			continue;
		if (!known && !cli_digest_file(fd, &digest))
			return false; /* whoever reads it next will tell */
		known = true;
		if (cli_digest_equal(&digest, &e->after))
			return true;
	}
	return false;
}
