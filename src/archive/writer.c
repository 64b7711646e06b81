/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct again {
	int fd;
	off_t at;
};

static ssize_t read_again(void *ctx, void *buffer, size_t n)
{
	struct again *a = ctx;
	ssize_t got;
	do
		got = pread(a->fd, buffer, n, a->at);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		a->at += got;
	return got;
}

static bool fail(struct arc_writer *w, enum arc_problem problem)
{
	if (w->problem == ARC_FINE)
		w->problem = problem;
	return false;
}

static bool pack(struct arc_writer *w, const void *bytes, size_t n)
{
	return arc_pack_put(&w->pack, bytes, n) || fail(w, w->pack.problem);
}

/* The next place where a member begins, and be behind it; UINT64_MAX: there is none. */
static uint64_t next_cut(const struct arc_writer *w, size_t *i)
{
	uint64_t at = UINT64_MAX;
	if (*i + sizeof at <= w->cuts.n)
		memcpy(&at, w->cuts.p + *i, sizeof at);
	*i += sizeof at;
	return at;
}

static size_t least(uint64_t a, uint64_t b)
{
	a = a < b ? a : b;
	return a < ARC_BLOCK ? (size_t)a : ARC_BLOCK;
}

/* Where nobody cut, members of gzip stay members. Whoever changed the old file meanwhile is
 * found out by whoever replaces it. */
static bool copy(struct arc_writer *w, struct arc_unpack *u, unsigned char *block)
{
	size_t i = 0;
	uint64_t cut = next_cut(w, &i);
	for (uint64_t at = 0; at < w->same;) {
		bool here = at == cut;
		if (here)
			cut = next_cut(w, &i);
		ssize_t n = arc_unpack_read(u, block, least(w->same - at, cut - at));
		if (n <= 0)
			return fail(w, n == 0 ? ARC_TRUNCATED : u->problem);
		here = here || (u->begins && w->cuts.n == 0);
		if ((here && !arc_pack_cut(&w->pack)) || !pack(w, block, (size_t)n))
			return fail(w, w->pack.problem);
		at += (uint64_t)n;
	}
	return cut != w->same || arc_pack_cut(&w->pack) || fail(w, w->pack.problem);
}

static bool copy_same(struct arc_writer *w)
{
	struct again again = {.fd = w->again};
	struct arc_source source = {.read = read_again, .ctx = &again};
	struct arc_unpack u;
	unsigned char *block = malloc(ARC_BLOCK);
	bool opened = arc_unpack_open(&u, &source, w->old_form);
	bool copied = false;
	if (block == NULL || !opened)
		fail(w, block == NULL ? ARC_MEMORY : u.problem);
	else
		copied = copy(w, &u, block);
	arc_unpack_close(&u);
	free(block);
	return copied;
}

static bool start(struct arc_writer *w)
{
	w->started = true;
	if (w->out == NULL)
		return true;
	w->pack.form = w->form;
	w->pack.out = w->out;
	w->pack.ctx = w->ctx;
	return w->same == 0 || copy_same(w);
}

bool arc_writer_same(struct arc_writer *w, const void *bytes, size_t n)
{
	if (w->problem != ARC_FINE)
		return false;
	if (!w->started && w->again >= 0) {
		w->same += n;
		return true;
	}
	if (!w->started && !start(w))
		return false;
	return w->out == NULL || pack(w, bytes, n);
}

bool arc_writer_put(struct arc_writer *w, const void *bytes, size_t n)
{
	w->changed = true;
	if (w->problem != ARC_FINE || (!w->started && !start(w)))
		return false;
	return w->out == NULL || pack(w, bytes, n);
}

bool arc_writer_cut(struct arc_writer *w)
{
	if (w->problem != ARC_FINE || w->out == NULL)
		return w->problem == ARC_FINE;
	if (!w->started)
		return arc_bytes_add(&w->cuts, &w->same, sizeof w->same) || fail(w, ARC_MEMORY);
	return arc_pack_cut(&w->pack) || fail(w, w->pack.problem);
}

bool arc_writer_end(struct arc_writer *w)
{
	if (w->problem != ARC_FINE)
		return false;
	if (w->again < 0 && !w->started && !start(w))
		return false;
	if (!w->started || w->out == NULL)
		return true;
	return arc_pack_end(&w->pack) || fail(w, w->pack.problem);
}

void arc_writer_close(struct arc_writer *w)
{
	arc_pack_close(&w->pack);
	arc_bytes_free(&w->cuts);
}
