/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/archive.h"

#include "archive/archive.h"
#include "batch/binary.h"
#include "cli/archive_problem.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct job {
	struct cli_run *run;
	struct cli_input *in;
	const char *name;           /* as on the command line or in a tree */
	char *member;               /* FILE!MEMBER, that is worked on */
	qw_write_fn write;          /* takes the new archive */
	void *write_ctx;
	struct arc_stash stash;     /* of a text that somebody wants to see as a file */
};

bool cli_is_archive(const struct cli_options *options, const unsigned char *p, size_t n)
{
	bool more;
	return !options->no_archive && arc_is(p, n, &more);
}

/* Read as much as it takes to know; it is read again. NUL records wait for nobody. */
static bool look(struct cli_run *run, struct cli_input *in)
{
	size_t n = 0;
	ssize_t got;
	bool is = false, more = true;
	if (run->block == NULL)
		run->block = cli_resize(NULL, CLI_BLOCK, 1);
	while (!is && more && n < CLI_BLOCK
	       && (got = cli_input_read(in, run->block + n, CLI_BLOCK - n)) > 0) {
		n += (size_t)got;
		is = arc_is(run->block, n, &more);
		more = more && (run->options->library.unit == QW_UNIT_FILE || n < ARC_MAGIC
		                || memchr(run->block, '\0', n) == NULL);
	}
	in->ahead = run->block;
	in->ahead_length = n;
	return is;
}

/* How a file of this name is compressed. */
static enum arc_form form_of_name(const char *name)
{
	static const struct {
		const char *end;
		enum arc_form form;
	} ends[] = {{".gz", ARC_GZIP}, {".tgz", ARC_GZIP}, {".zst", ARC_ZSTD}, {".xz", ARC_XZ},
	            {".bz2", ARC_BZIP2}};
	size_t length = name != NULL ? strlen(name) : 0;
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		size_t n = strlen(ends[i].end);
		if (length > n && strcasecmp(name + length - n, ends[i].end) == 0)
			return ends[i].form;
	}
	return ARC_PLAIN;
}

static void choose_form(const struct cli_run *run, struct arc_walk *w)
{
	static const enum arc_form forms[] = {
		[CLI_COMPRESS_GZ] = ARC_GZIP, [CLI_COMPRESS_ZST] = ARC_ZSTD,
		[CLI_COMPRESS_XZ] = ARC_XZ, [CLI_COMPRESS_BZ2] = ARC_BZIP2,
	};
	enum cli_compress compress = run->options->compress;
	w->keeps_form = run->is_tree || compress == CLI_COMPRESS_SAME;
	w->writer.form = w->keeps_form                     ? ARC_PLAIN
	               : compress == CLI_COMPRESS_AUTO     ? form_of_name(run->options->output)
	                                                   : forms[compress];
}

static ssize_t read_file(void *ctx, void *buffer, size_t n)
{
	const struct job *j = ctx;
	return cli_input_read(j->in, buffer, n);
}

static ssize_t read_text(void *ctx, void *buffer, size_t n)
{
	return arc_text_read(ctx, buffer, n);
}

static void left_out(const struct job *j, const char *name, const char *why)
{
	j->run->left++;
	if (j->run->options->verbose)
		cli_message(name, CLI_NO_BYTE, NULL, _("left as it is: %s"), why);
}

/* Is the text worth a look? What is in an archive nobody named. */
static bool is_text(struct job *j, const struct arc_text *t)
{
	struct cli_run *run = j->run;
	bool more, nul = run->options->library.unit == QW_UNIT_NUL;
	bool again = arc_form_of(t->head, t->head_length, &more) != ARC_PLAIN;
	if (!again && t->name == NULL && !run->picks)
		return true;
	if (!again && !batch_is_binary(t->head, t->head_length, nul))
		return true;
	if (t->name != NULL) {
		left_out(j, j->member, again ? _("compressed") : _("a binary file"));
	} else {
		run->no_text = true;
		if (!run->picks)
			cli_message(j->in->name, CLI_NO_BYTE, _("unpack it once"),
			            _("left as it is: compressed twice"));
	}
	return false;
}

/* A diff looks at the old text once more. */
static bool stash_text(struct job *j, struct arc_text *t, struct cli_input *in)
{
	unsigned char block[ARC_SAMPLE];
	ssize_t n;
	arc_stash_clear(&j->stash);
	while ((n = arc_text_read(t, block, sizeof block)) > 0)
		if (!arc_stash_put(&j->stash, block, (size_t)n))
			break;
	in->read = NULL;
	in->fd = n == 0 ? arc_stash_file(&j->stash) : -1;
	return in->fd >= 0;
}

static bool is_utf8(const char *charset)
{
	return strcasecmp(charset, "utf-8") == 0 || strcasecmp(charset, "utf8") == 0;
}

static void warn_charset(const struct job *j, const struct arc_text *t)
{
	const struct cli_options *options = j->run->options;
	if (t->charset == NULL || is_utf8(t->charset) || options->quiet
	    || options->library.declare != QW_DECLARE_KEEP || j->run->write == NULL
	    || !arc_text_changed(t))
		return;
	cli_message(j->member, CLI_NO_BYTE, _("use --declare=rewrite"),
	            _("its header says it is in %s, and now it is UTF-8"), t->charset);
}

/* False: what was written is not all of it. */
static bool run_text(struct job *j, struct arc_text *t)
{
	struct cli_run *run = j->run;
	const char *shown = t->name != NULL ? j->member : j->in->name;
	struct cli_input in = {.name = shown, .fd = -1, .read = read_text, .ctx = t};
	bool knows = run->options->library.hint != NULL || run->options->library.from != NULL;
	run->hint = knows ? NULL : t->charset;
	run->member += t->name != NULL;
	bool finished = (run->begin_text == NULL || stash_text(j, t, &in))
	             && cli_run_text(run, &in, t->name != NULL ? j->member : j->name);
	warn_charset(j, t);
	return finished;
}

static enum arc_answer on_text(void *ctx, struct arc_text *t)
{
	struct job *j = ctx;
	struct cli_run *run = j->run;
	free(j->member);
	j->member = t->name != NULL ? cli_member_name(j->in->name, t->name) : NULL;
	if (!is_text(j, t))
		return t->name == NULL && run->picks ? ARC_ENOUGH : ARC_LEFT;
	if (run->write != NULL) {
		run->write = arc_text_put;
		run->write_ctx = t;
	}
	bool finished = run_text(j, t);
	run->write = j->write;
	run->write_ctx = j->write_ctx;
	/* Who only reads wants to know what is in the others, too. */
	bool goes_on = run->session != NULL && !run->broken && (finished || run->write == NULL);
	return goes_on ? ARC_TAKEN : ARC_STOP;
}

static void on_left(void *ctx, const char *name, enum arc_left why)
{
	struct job *j = ctx;
	char *shown = cli_member_name(j->in->name, name);
	left_out(j, shown, why == ARC_LEFT_TYPE    ? _("it says that it is no text")
	                 : why == ARC_LEFT_SPARSE  ? _("it has holes")
	                                           : _("it is compressed or in pieces"));
	free(shown);
}

static void work(struct job *j, struct arc_walk *w)
{
	struct cli_run *run = j->run;
	run->packed = true;
	if (!arc_walk(w)) {
		cli_archive_problem(j->in->name, w);
		if (w->problem == ARC_WRITE)
			run->broken = run->broken || !run->is_tree;
		if (w->problem != ARC_STOPPED)
			cli_run_worse(run, CLI_IO);
	}
	if (w->document) {
		run->no_text = true;
		if (!run->picks)
			cli_message(j->in->name, CLI_NO_BYTE, _("unpack it, and repair what is in it"),
			            _("left as it is: an office document, a book or a program"));
	}
	run->changed = w->writer.changed;
	run->hint = NULL;
	arc_walk_free(w);
}

bool cli_archive(struct cli_run *run, struct cli_input *in, const char *name)
{
	if (run->options->no_archive)
		return false;
	struct job j = {.run = run, .in = in, .name = name, .write = run->write,
	                .write_ctx = run->write_ctx};
	struct arc_walk w = {.source = {.read = read_file, .ctx = &j},
	                     .writer = {.out = run->options->dry_run ? NULL : run->write,
	                                .ctx = run->write_ctx, .again = run->is_tree ? in->fd : -1},
	                     .reads_only = run->write == NULL,
	                     .shares = run->write != NULL && !run->is_tree && run->options->count > 1,
	                     .declares = run->options->library.declare == QW_DECLARE_REWRITE,
	                     .most = run->options->max_output, .text = on_text, .left = on_left,
	                     .ctx = &j};
	choose_form(run, &w);
	bool is = look(run, in);
	if (!is && (w.writer.form == ARC_PLAIN || run->write == NULL))
		return false;
	char *ahead = cli_copy((const char *)in->ahead, in->ahead_length);
	w.begin = in->ahead = (const unsigned char *)ahead;
	w.begin_length = in->ahead_length;
	work(&j, &w);
	in->ahead_length = 0;
	arc_stash_free(&j.stash);
	free(j.member);
	free(ahead);
	return true;
}
