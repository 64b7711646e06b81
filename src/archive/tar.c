/* SPDX-License-Identifier: Apache-2.0 */
/* Tar archives. All blocks pass as they are but those of files whose text changes, and their
 * sizes in the headers; so everything that some program put into a header stays. */
#include "config.h"
#include "archive/tar_head.h"
#include "archive/walk.h"

#include <string.h>

enum { HELD = 1024 * 1024 }; /* bytes of headers before that of a member */

struct tar {
	struct arc_bytes held;      /* these headers, with what is in them */
	bool has_pax;
	size_t pax_at, pax_length;  /* where in them the last pax header is, and its records */
	struct arc_pax pax;
	struct arc_bytes long_name; /* of GNU, with a NUL; n 0: none */
	struct arc_bytes name;      /* of the member */
	unsigned char head[ARC_TAR_BLOCK];
	uint64_t size;
};

bool arc_is_tar(const unsigned char *p, size_t n)
{
	return n >= ARC_TAR_BLOCK && arc_tar_is_head(p);
}

static bool broken(struct arc_walk *w)
{
	if (w->in.unpack.problem != ARC_FINE)
		return arc_fail(w, w->in.unpack.problem, NULL);
	arc_fail(w, ARC_BROKEN, NULL);
	arc_pass(w, ARC_ALL);
	return false;
}

static bool skip(struct arc_walk *w, size_t n)
{
	bool there = arc_input_fill(&w->in, n) >= n;
	if (there)
		arc_input_take(&w->in, n);
	return there || arc_fail(w, ARC_TRUNCATED, NULL);
}

/* Take a header that is about the next member, and what is in it. */
static bool hold(struct arc_walk *w, struct tar *t, uint64_t size, size_t *at)
{
	*at = t->held.n + ARC_TAR_BLOCK;
	if (size > HELD || t->held.n > HELD)
		return arc_fail(w, ARC_UNKNOWN, NULL);
	arc_bytes_add(&t->held, t->head, sizeof t->head);
	for (size_t left = (size_t)size + arc_tar_padding(size); left > 0;) {
		size_t n = arc_input_fill(&w->in, 1);
		n = n < left ? n : left;
		if (n == 0)
			return arc_fail(w, w->in.unpack.problem != ARC_FINE ? w->in.unpack.problem
			                                                    : ARC_TRUNCATED, NULL);
		if (!arc_bytes_add(&t->held, arc_input_look(&w->in), n))
			return arc_fail(w, ARC_MEMORY, NULL);
		arc_input_take(&w->in, n);
		left -= n;
	}
	return true;
}

static bool hold_pax(struct arc_walk *w, struct tar *t, uint64_t size, bool global)
{
	size_t at;
	struct arc_pax pax = {.size = 0};
	if (!hold(w, t, size, &at))
		return false;
	bool good = arc_pax_read(global ? &pax : &t->pax, t->held.p + at, (size_t)size);
	bool strange = pax.has_size || pax.name.n > 0 || pax.link; /* the same for all members? */
	arc_bytes_free(&pax.name);
	if (!global) {
		t->has_pax = true;
		t->pax_at = at - ARC_TAR_BLOCK;
		t->pax_length = (size_t)size;
	}
	if (!good)
		return arc_same(w, t->held.p, t->held.n) && broken(w);
	return !strange || arc_fail(w, ARC_UNKNOWN, NULL);
}

static bool hold_name(struct arc_walk *w, struct tar *t, uint64_t size, bool keep)
{
	size_t at;
	if (!hold(w, t, size, &at))
		return false;
	if (!keep)
		return true;
	arc_bytes_clear(&t->long_name);
	arc_bytes_add(&t->long_name, t->held.p + at, (size_t)size);
	return arc_bytes_add(&t->long_name, "", 1) || arc_fail(w, ARC_MEMORY, NULL);
}

/* The name that counts, and whether the member may be there at all. */
static bool admit(struct arc_walk *w, struct tar *t)
{
	char type = arc_tar_type(t->head);
	const struct arc_bytes *name = t->pax.name.n > 0  ? &t->pax.name
	                             : t->long_name.n > 0 ? &t->long_name
	                                                  : NULL;
	if (name == NULL && !arc_tar_name(t->head, &t->name))
		return arc_fail(w, ARC_MEMORY, NULL);
	if (name != NULL) {
		arc_bytes_clear(&t->name);
		if (!arc_bytes_add(&t->name, name->p, name->n))
			return arc_fail(w, ARC_MEMORY, NULL);
	}
	const char *shown = (const char *)t->name.p;
	if (arc_name_leads_out(shown))
		return arc_fail(w, ARC_NAME, shown);
	return (type != '1' && type != '2' && !t->pax.link) || arc_fail(w, ARC_LINK, shown);
}

static bool put_heads(struct arc_walk *w, const struct tar *t)
{
	return arc_same(w, t->held.p, t->held.n) && arc_same(w, t->head, sizeof t->head);
}

/* The pax header with the new size, if it has one, among the others. */
static bool put_new_held(struct arc_walk *w, struct tar *t, uint64_t size)
{
	if (!t->has_pax || !t->pax.has_size)
		return arc_put(w, t->held.p, t->held.n);
	static const unsigned char zeros[ARC_TAR_BLOCK];
	unsigned char *head = t->held.p + t->pax_at;
	size_t end = t->pax_at + ARC_TAR_BLOCK + t->pax_length + arc_tar_padding(t->pax_length);
	struct arc_bytes records = {.p = NULL};
	bool good = arc_pax_resize(&records, head + ARC_TAR_BLOCK, t->pax_length, size);
	if (good) {
		arc_tar_set_size(head, records.n);
		good = arc_put(w, t->held.p, t->pax_at + ARC_TAR_BLOCK)
		    && arc_put(w, records.p, records.n)
		    && arc_put(w, zeros, arc_tar_padding(records.n))
		    && arc_put(w, t->held.p + end, t->held.n - end);
	}
	arc_bytes_free(&records);
	return good || arc_fail(w, ARC_MEMORY, NULL);
}

static bool put_changed(struct arc_walk *w, struct tar *t)
{
	static const unsigned char zeros[ARC_TAR_BLOCK];
	uint64_t size = w->stash.length;
	arc_tar_set_size(t->head, size);
	return put_new_held(w, t, size) && arc_put(w, t->head, sizeof t->head)
	    && arc_put_stash(w, true) && arc_put(w, zeros, arc_tar_padding(size))
	    && skip(w, arc_tar_padding(t->size));
}

static bool work_on(struct arc_walk *w, struct tar *t)
{
	switch (arc_work(w, (const char *)t->name.p, NULL, t->size)) {
	case ARC_LEFT:
	case ARC_ENOUGH:
		return put_heads(w, t) && arc_pass(w, t->size + arc_tar_padding(t->size));
	case ARC_STOP: {
		const struct arc_bytes heads[] = {t->held, {.p = t->head, .n = sizeof t->head}};
		return arc_put_rest(w, heads, 2);
	}
	case ARC_TAKEN:
		break;
	}
	if (!w->reads_only && arc_text_changed(&w->now))
		return put_changed(w, t);
	return put_heads(w, t) && (w->reads_only || arc_put_stash(w, false))
	    && arc_pass(w, arc_tar_padding(t->size));
}

/* A member that is no text: the map of a sparse one goes on behind its header. */
static bool pass_member(struct arc_walk *w, struct tar *t)
{
	enum { GOES_ON = 482, GOES_FURTHER = 504 };
	char type = arc_tar_type(t->head);
	bool more = type == 'S' && t->head[GOES_ON] != 0;
	if (!put_heads(w, t))
		return false;
	while (more) {
		if (arc_input_fill(&w->in, ARC_TAR_BLOCK) < ARC_TAR_BLOCK)
			return arc_fail(w, ARC_TRUNCATED, NULL);
		more = arc_input_look(&w->in)[GOES_FURTHER] != 0;
		if (!arc_pass(w, ARC_TAR_BLOCK))
			return false;
	}
	if (type >= '3' && type <= '6') /* devices, folders, pipes */
		return true;
	return arc_pass(w, t->size + arc_tar_padding(t->size));
}

static bool member(struct arc_walk *w, struct tar *t)
{
	char type = arc_tar_type(t->head);
	if (!admit(w, t))
		return false;
	if (t->pax.has_size)
		t->size = t->pax.size;
	size_t n = t->name.n - 1;
	bool is_file = (type == '0' || type == '\0' || type == '7')
	            && !(n > 0 && t->name.p[n - 1] == '/');
	bool sparse = type == 'S' || t->pax.sparse;
	if (sparse && w->left != NULL)
		w->left(w->ctx, (const char *)t->name.p, ARC_LEFT_SPARSE);
	bool good = is_file && !sparse && t->size > 0 ? work_on(w, t) : pass_member(w, t);
	arc_bytes_clear(&t->held);
	arc_bytes_clear(&t->long_name);
	struct arc_bytes name = t->pax.name;
	arc_bytes_clear(&name);
	t->pax = (struct arc_pax){.name = name};
	t->has_pax = false;
	return good;
}

static bool next(struct arc_walk *w, struct tar *t)
{
	uint64_t size;
	if (!arc_tar_is_head(arc_input_look(&w->in))
	    || !arc_tar_size(arc_input_look(&w->in), &size))
		return arc_same(w, t->held.p, t->held.n) && broken(w);
	memcpy(t->head, arc_input_look(&w->in), sizeof t->head);
	arc_input_take(&w->in, sizeof t->head);
	t->size = size;
	switch (arc_tar_type(t->head)) {
	case 'x':
	case 'X':
		return hold_pax(w, t, size, false);
	case 'g':
		return hold_pax(w, t, size, true);
	case 'L':
	case 'K':
		return hold_name(w, t, size, arc_tar_type(t->head) == 'L');
	default:
		return member(w, t);
	}
}

static bool is_zero(const unsigned char *p)
{
	return p[0] == 0 && memcmp(p, p + 1, ARC_TAR_BLOCK - 1) == 0;
}

/* A block of zeros ends it; what follows fills a tape. */
static bool members(struct arc_walk *w, struct tar *t)
{
	size_t n;
	while ((n = arc_input_fill(&w->in, ARC_TAR_BLOCK)) >= ARC_TAR_BLOCK) {
		if (is_zero(arc_input_look(&w->in)))
			return arc_same(w, t->held.p, t->held.n) && arc_pass(w, ARC_ALL);
		if (!next(w, t))
			return false;
	}
	if (!arc_same(w, t->held.p, t->held.n))
		return false;
	return (n == 0 && w->in.unpack.problem == ARC_FINE) || broken(w);
}

bool arc_tar(struct arc_walk *w)
{
	struct tar t = {.size = 0};
	bool good = members(w, &t);
	arc_bytes_free(&t.held);
	arc_bytes_free(&t.long_name);
	arc_bytes_free(&t.name);
	arc_bytes_free(&t.pax.name);
	return good;
}
