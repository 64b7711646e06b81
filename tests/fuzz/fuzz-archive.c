/* SPDX-License-Identifier: Apache-2.0 */
/* Tar and WARC archives of any bytes. When each text becomes itself, all that comes out is
 * what went in: the whole of it, or its beginning where it ends too early or a member is
 * refused. When each text becomes another one, an archive with just these texts comes out.
 *
 * An input that begins with "tar" LF is made a tar archive, whose checksums nobody would
 * guess: each line is a member, its type, its name, a blank, and what is in it. */
#include "config.h"
#include "archive/archive.h"
#include "archive/tar_head.h"
#include "fuzz/oracle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct memory {
	const uint8_t *p;
	size_t n;
};

struct run {
	struct arc_bytes out;       /* the new archive */
	struct arc_bytes texts;     /* what all texts became, each with LF behind it */
	bool other;                 /* than they were */
};

/* Pieces of odd sizes, as from a pipe. */
static ssize_t read_memory(void *ctx, void *buffer, size_t n)
{
	struct memory *m = ctx;
	size_t most = 1 + m->n % 977;
	n = n < most ? n : most;
	n = n < m->n ? n : m->n;
	if (n > 0)
		memcpy(buffer, m->p, n);
	m->p += n;
	m->n -= n;
	return (ssize_t)n;
}

static int put(void *ctx, const void *bytes, size_t n)
{
	struct run *r = ctx;
	demand(n > 0, "nothing was put");
	return arc_bytes_add(&r->out, bytes, n) ? 0 : -1;
}

/* A text goes through, or each of its bytes twice. */
static enum arc_answer on_text(void *ctx, struct arc_text *t)
{
	struct run *r = ctx;
	unsigned char byte, twice[2];
	while (arc_text_read(t, &byte, 1) > 0) {
		twice[0] = twice[1] = byte;
		size_t n = r->other ? 2 : 1;
		if (arc_text_put(t, twice, n) != 0)
			return ARC_STOP;
		arc_bytes_add(&r->texts, twice, n);
	}
	arc_bytes_add(&r->texts, "\n", 1);
	demand(r->other || t->walk->problem != ARC_FINE || !arc_text_changed(t),
	       "a text that became itself is said to have changed");
	return ARC_TAKEN;
}

static enum arc_problem walk(struct run *r, const uint8_t *data, size_t size)
{
	struct memory memory = {data, size};
	struct arc_walk w = {.source = {.read = read_memory, .ctx = &memory}, .begin = data,
	                     .begin_length = size,
	                     .writer = {.out = put, .ctx = r, .again = -1}, .declares = true,
	                     .text = on_text, .ctx = r};
	bool good = arc_walk(&w);
	enum arc_problem problem = w.problem;
	demand(good == (problem == ARC_FINE), "it failed for no reason");
	arc_walk_free(&w);
	return problem;
}

static bool same(const struct arc_bytes *a, const void *p, size_t n)
{
	return a->n == n && (n == 0 || memcmp(a->p, p, n) == 0);
}

static void check_same(const uint8_t *data, size_t size)
{
	struct run r = {.other = false};
	enum arc_problem problem = walk(&r, data, size);
	if (problem == ARC_FINE || problem == ARC_BROKEN)
		demand(same(&r.out, data, size), "what is not changed is not the same");
	else
		demand(r.out.n <= size && same(&r.out, data, r.out.n), "it is no beginning");
	arc_bytes_free(&r.out);
	arc_bytes_free(&r.texts);
}

static void check_other(const uint8_t *data, size_t size)
{
	struct run r = {.other = true}, again = {.other = false};
	if (walk(&r, data, size) == ARC_FINE) {
		demand(walk(&again, r.out.p, r.out.n) == ARC_FINE, "the new archive is broken");
		demand(same(&again.out, r.out.p, r.out.n), "the new archive is not passed");
		demand(same(&again.texts, r.texts.p, r.texts.n), "it has other texts");
	}
	arc_bytes_free(&r.out);
	arc_bytes_free(&r.texts);
	arc_bytes_free(&again.out);
	arc_bytes_free(&again.texts);
}

static void check(const uint8_t *data, size_t size)
{
	bool more;
	if (!arc_is(data, size, &more) || arc_form_of(data, size, &more) != ARC_PLAIN)
		return;
	check_same(data, size);
	check_other(data, size);
}

/* `line` is "0name text"; in it, \1 is LF. */
static void add_member(struct arc_bytes *tar, const uint8_t *line, size_t n)
{
	static const unsigned char zeros[ARC_TAR_BLOCK];
	unsigned char head[ARC_TAR_BLOCK] = {0};
	const uint8_t *blank = memchr(line + 1, ' ', n - 1);
	size_t name = blank != NULL ? (size_t)(blank - line) : n;
	size_t size = blank != NULL ? n - name - 1 : 0;
	memcpy(head, line + 1, name - 1 < 100 ? name - 1 : 100);
	head[156] = line[0];
	memcpy(head + 257, "ustar\00000", 8);
	arc_tar_set_size(head, size);
	arc_bytes_add(tar, head, sizeof head);
	for (size_t i = n - size; i < n; i++)
		arc_bytes_add(tar, line[i] == 1 ? (const uint8_t *)"\n" : line + i, 1);
	arc_bytes_add(tar, zeros, arc_tar_padding(size));
}

static void check_tar(const uint8_t *data, size_t size)
{
	struct arc_bytes tar = {.p = NULL};
	for (size_t i = 0; i < size;) {
		const uint8_t *lf = memchr(data + i, '\n', size - i);
		size_t end = lf != NULL ? (size_t)(lf - data) : size;
		if (end > i + 1)
			add_member(&tar, data + i, end - i);
		i = end + 1;
	}
	check(tar.p, tar.n);
	arc_bytes_free(&tar);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 4 && memcmp(data, "tar\n", 4) == 0)
		check_tar(data + 4, size - 4);
	else
		check(data, size);
	return 0;
}
