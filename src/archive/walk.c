/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum arc_kind kind_of(const unsigned char *p, size_t n)
{
	return arc_is_warc(p, n) ? ARC_WARC
	     : arc_is_zip(p, n)  ? ARC_ZIP
	     : arc_is_tar(p, n)  ? ARC_TAR
	                         : ARC_TEXT;
}

bool arc_is_zip(const unsigned char *p, size_t n)
{
	return n >= 4 && (memcmp(p, "PK\3\4", 4) == 0 || memcmp(p, "PK\5\6", 4) == 0);
}

/* What has a line end in its first 512 bytes is no tar archive, so nobody who writes line
 * after line waits for us. */
bool arc_is(const unsigned char *p, size_t n, bool *more)
{
	if (arc_form_of(p, n, more) != ARC_PLAIN || kind_of(p, n) != ARC_TEXT)
		return true;
	if (n == 0 || (n < ARC_LOOK && memchr(p, '\n', n) == NULL))
		*more = true;
	return false;
}

bool arc_name_leads_out(const char *name)
{
	if (name[0] == '/')
		return true;
	for (;;) {
		size_t n = strcspn(name, "/");
		if (n == 2 && memcmp(name, "..", 2) == 0)
			return true;
		if (name[n] == '\0')
			return false;
		name += n + 1;
	}
}

bool arc_fail(struct arc_walk *w, enum arc_problem problem, const char *member)
{
	if (w->problem != ARC_FINE)
		return false;
	w->problem = problem;
	w->offset = w->in.offset;
	w->member = member != NULL ? strdup(member) : NULL;
	snprintf(w->detail, sizeof w->detail, "%s", w->in.unpack.detail);
	return false;
}

bool arc_same(struct arc_walk *w, const void *bytes, size_t n)
{
	return w->reads_only || arc_writer_same(&w->writer, bytes, n)
	    || arc_fail(w, w->writer.problem, NULL);
}

bool arc_put(struct arc_walk *w, const void *bytes, size_t n)
{
	return w->reads_only || arc_writer_put(&w->writer, bytes, n)
	    || arc_fail(w, w->writer.problem, NULL);
}

bool arc_cut(struct arc_walk *w)
{
	return w->reads_only || arc_writer_cut(&w->writer) || arc_fail(w, w->writer.problem, NULL);
}

bool arc_pass(struct arc_walk *w, uint64_t n)
{
	while (n > 0) {
		size_t length = arc_input_fill(&w->in, 1);
		if (length == 0 && w->in.unpack.problem != ARC_FINE)
			return arc_fail(w, w->in.unpack.problem, NULL);
		if (length == 0)
			return n == ARC_ALL || arc_fail(w, ARC_TRUNCATED, NULL);
		length = n < length ? (size_t)n : length;
		if (!arc_same(w, arc_input_look(&w->in), length))
			return false;
		arc_input_take(&w->in, length);
		if (n != ARC_ALL)
			n -= length;
	}
	return true;
}

static bool one_text(struct arc_walk *w)
{
	enum arc_answer answer = arc_work(w, NULL, NULL, ARC_ALL);
	return answer == ARC_LEFT ? arc_pass(w, ARC_ALL) : answer != ARC_STOP;
}

static bool walk_kind(struct arc_walk *w)
{
	size_t n = arc_input_fill(&w->in, ARC_LOOK);
	switch (kind_of(arc_input_look(&w->in), n)) {
	case ARC_WARC:
		return arc_warc(w);
	case ARC_TAR:
		return w->shares ? arc_fail(w, ARC_SHARED, NULL) : arc_tar(w);
	default:
		return one_text(w);
	}
}

static bool walk_unpacked(struct arc_walk *w, enum arc_form form)
{
	bool opened = arc_input_open(&w->in, &w->source, form);
	w->writer.pack.head = &w->in.unpack.head;
	return opened ? walk_kind(w) : arc_fail(w, w->in.unpack.problem, NULL);
}

bool arc_walk(struct arc_walk *w)
{
	bool more;
	enum arc_form form = arc_form_of(w->begin, w->begin_length, &more);
	w->in.most = w->most;
	w->writer.old_form = form;
	if (w->keeps_form)
		w->writer.form = form;
	bool is_zip = kind_of(w->begin, w->begin_length) == ARC_ZIP, good;
	if (is_zip && w->shares)
		good = arc_fail(w, ARC_SHARED, NULL);
	else
		good = is_zip ? arc_zip(w) : walk_unpacked(w, form);
	if (good && !w->reads_only && !arc_writer_end(&w->writer))
		good = arc_fail(w, w->writer.problem, NULL);
	arc_input_close(&w->in);
	arc_writer_close(&w->writer);
	return good;
}

void arc_walk_free(struct arc_walk *w)
{
	arc_echo_free(&w->echo);
	arc_stash_free(&w->stash);
	free(w->member);
	w->member = NULL;
}
