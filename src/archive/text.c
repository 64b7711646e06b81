/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/walk.h"

#include <string.h>

ssize_t arc_text_read(struct arc_text *t, void *buffer, size_t n)
{
	struct arc_walk *w = t->walk;
	n = t->left < n ? (size_t)t->left : n;
	if (n == 0)
		return 0;
	ssize_t got = arc_input_read(&w->in, buffer, n);
	if (got == 0 && t->left == ARC_ALL)
		return 0;
	if (got <= 0) {
		arc_fail(w, got < 0 ? w->in.unpack.problem : ARC_TRUNCATED, t->name);
		return -1;
	}
	if (t->left != ARC_ALL)
		t->left -= (uint64_t)got;
	t->length += (uint64_t)got;
	if (!w->reads_only)
		arc_echo_in(&w->echo, buffer, (size_t)got);
	return got;
}

int arc_text_put(void *ctx, const void *bytes, size_t n)
{
	struct arc_text *t = ctx;
	struct arc_walk *w = t->walk;
	size_t same = arc_echo_out(&w->echo, bytes, n);
	if (t->name != NULL) {
		bool put = arc_stash_put(&w->stash, bytes, n);
		return put || arc_fail(w, ARC_SPACE, t->name) ? 0 : -1;
	}
	const unsigned char *p = bytes;
	return (same == 0 || arc_same(w, p, same)) && (same == n || arc_put(w, p + same, n - same))
	           ? 0 : -1;
}

bool arc_text_changed(const struct arc_text *t)
{
	return !arc_echo_is_same(&t->walk->echo);
}

static bool sample(struct arc_walk *w, struct arc_text *t)
{
	size_t wanted = t->left < ARC_SAMPLE ? (size_t)t->left : ARC_SAMPLE;
	size_t n = arc_input_fill(&w->in, wanted);
	t->head_length = n < wanted ? n : wanted;
	memcpy(t->head, arc_input_look(&w->in), t->head_length);
	return t->head_length > 0 || w->in.unpack.problem == ARC_FINE
	    || arc_fail(w, w->in.unpack.problem, t->name);
}

enum arc_answer arc_work(struct arc_walk *w, const char *name, const char *charset,
                         uint64_t length)
{
	struct arc_text *t = &w->now;
	arc_echo_clear(&w->echo);
	arc_stash_clear(&w->stash);
	t->name = name;
	t->charset = charset;
	t->walk = w;
	t->left = length;
	t->length = 0;
	if (!sample(w, t))
		return ARC_STOP;
	enum arc_answer answer = w->text(w->ctx, t);
	if (answer == ARC_STOP)
		arc_fail(w, ARC_STOPPED, name);
	if (answer == ARC_TAKEN && w->problem != ARC_FINE)
		answer = ARC_STOP;
	if (answer == ARC_TAKEN && !w->reads_only && name == NULL && arc_text_changed(t)
	    && !w->writer.changed && !arc_put(w, NULL, 0)) /* it lost its end */
		answer = ARC_STOP;
	return answer;
}

bool arc_put_stash(struct arc_walk *w, bool changed)
{
	unsigned char block[ARC_SAMPLE];
	for (uint64_t at = 0; at < w->stash.length;) {
		ssize_t n = arc_stash_read(&w->stash, at, block, sizeof block);
		if (n <= 0)
			return arc_fail(w, ARC_SPACE, w->now.name);
		if (!(changed ? arc_put(w, block, (size_t)n) : arc_same(w, block, (size_t)n)))
			return false;
		at += (uint64_t)n;
	}
	return true;
}

bool arc_put_rest(struct arc_walk *w, const struct arc_bytes *heads, size_t count)
{
	bool ended = w->problem != ARC_FINE && w->problem == w->in.unpack.problem;
	bool put = (ended || w->problem == ARC_TRUNCATED) && !w->reads_only;
	for (size_t i = 0; i < count && put; i++)
		put = arc_same(w, heads[i].p, heads[i].n);
	if (put)
		arc_put_stash(w, arc_text_changed(&w->now));
	return false;
}
