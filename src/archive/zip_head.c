/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/zip_head.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	COMMENT = 65535,            /* bytes, at most */
	LOCATOR = 20, WIDE = 56,    /* lengths of the heads of zip64 */
	MOST = 256 * 1024 * 1024,   /* of a directory */
	UNIX = 3, OSX = 19          /* systems whose modes are known */
};

bool arc_read_at(int fd, uint64_t at, void *bytes, size_t n)
{
	unsigned char *p = bytes;
	while (n > 0) {
		ssize_t got = pread(fd, p, n, (off_t)at);
		if (got == 0 || (got < 0 && errno != EINTR))
			return false;
		if (got > 0) {
			p += got;
			n -= (size_t)got;
			at += (uint64_t)got;
		}
	}
	return true;
}

static bool fault(struct arc_directory *d, const char *what)
{
	d->fault = what;
	return false;
}

static bool read_bytes(const struct arc_directory *d, uint64_t at, size_t n, struct arc_bytes *to)
{
	unsigned char *p = malloc(n > 0 ? n : 1);
	bool read = p != NULL && arc_read_at(d->fd, at, p, n) && arc_bytes_add(to, p, n);
	free(p);
	return read;
}

/* The last head stands in front of a comment that reaches to the end of the file. */
static bool find_end(struct arc_directory *d)
{
	size_t most = ARC_ZIP_END + COMMENT + LOCATOR + WIDE;
	size_t n = d->size < most ? (size_t)d->size : most;
	if (!read_bytes(d, d->size - n, n, &d->tail))
		return false;
	for (size_t i = n >= ARC_ZIP_END ? n - ARC_ZIP_END + 1 : 0; i-- > 0;) {
		const unsigned char *p = d->tail.p + i;
		if (memcmp(p, "PK\5\6", 4) == 0 && arc_get16(p + 20) == n - i - ARC_ZIP_END) {
			d->last = i;
			return true;
		}
	}
	return fault(d, "no directory at its end");
}

/* In front of the last head stands where another one is that has longer numbers. */
static bool find_wide(struct arc_directory *d)
{
	uint64_t begin = d->size - d->tail.n;
	d->wide = d->locator = SIZE_MAX;
	if (d->last < LOCATOR || memcmp(d->tail.p + d->last - LOCATOR, "PK\6\7", 4) != 0)
		return true;
	d->locator = d->last - LOCATOR;
	uint64_t at = arc_get64(d->tail.p + d->locator + 8);
	if (at < begin || at - begin > d->locator || d->locator - (size_t)(at - begin) < WIDE
	    || memcmp(d->tail.p + (at - begin), "PK\6\6", 4) != 0)
		return fault(d, "its directory is elsewhere");
	d->wide = (size_t)(at - begin);
	return true;
}

static bool place(struct arc_directory *d)
{
	const unsigned char *p = d->tail.p + d->last;
	const unsigned char *q = d->wide != SIZE_MAX ? d->tail.p + d->wide : NULL;
	uint64_t begin = d->size - d->tail.n;
	uint64_t first = begin + (q != NULL ? d->wide : d->last); /* head behind the directory */
	uint64_t size = q != NULL ? arc_get64(q + 40) : arc_get32(p + 12);
	uint64_t count = q != NULL ? arc_get64(q + 32) : arc_get16(p + 10);
	d->at = q != NULL ? arc_get64(q + 48) : arc_get32(p + 16);
	if (arc_get16(p + 4) != 0 || arc_get16(p + 6) != 0 || arc_get16(p + 8) != arc_get16(p + 10))
		return fault(d, "in several volumes");
	if (size > MOST || d->at > first || size > first - d->at || d->at + size < begin
	    || count > size / ARC_ZIP_ENTRY)
		return fault(d, "its directory is elsewhere");
	d->count = (size_t)count;
	d->end = d->at + size;
	size_t cut = (size_t)(d->end - begin);
	arc_bytes_drop(&d->tail, cut);
	d->last -= cut;
	d->wide -= q != NULL ? cut : 0;
	d->locator -= q != NULL ? cut : 0;
	return read_bytes(d, d->at, (size_t)size, &d->bytes);
}

/* Numbers of 64 bits, in this order, where those of 32 have no room. */
static bool read_wide(const struct arc_directory *d, struct arc_entry *e, size_t at, size_t end)
{
	struct {
		uint64_t *number;
		size_t *place;
	} wide[] = {{&e->size, &e->wide_size}, {&e->packed, &e->wide_packed},
	            {&e->offset, &e->wide_offset}};
	const unsigned char *p = d->bytes.p;
	while (end - at >= 4 && end - at - 4 >= arc_get16(p + at + 2) && arc_get16(p + at) != 1)
		at += 4 + arc_get16(p + at + 2);
	bool there = end - at >= 4 && end - at - 4 >= arc_get16(p + at + 2);
	size_t stop = there ? at + 4 + arc_get16(p + at + 2) : at;
	at += 4;
	for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
		if (*wide[i].number != UINT32_MAX)
			continue;
		if (!there || stop < at + 8)
			return false;
		*wide[i].number = arc_get64(p + at);
		*wide[i].place = at;
		at += 8;
	}
	return true;
}

static bool read_entry(struct arc_directory *d, size_t at, struct arc_entry *e, size_t *length)
{
	const unsigned char *p = d->bytes.p + at;
	size_t left = d->bytes.n - at;
	if (left < ARC_ZIP_ENTRY || memcmp(p, "PK\1\2", 4) != 0)
		return fault(d, "its directory is broken");
	size_t extra = ARC_ZIP_ENTRY + arc_get16(p + 28), end = extra + arc_get16(p + 30);
	*length = end + arc_get16(p + 32);
	*e = (struct arc_entry){.at = at, .flags = arc_get16(p + 8), .method = arc_get16(p + 10),
	                        .crc = arc_get32(p + 16), .packed = arc_get32(p + 20),
	                        .size = arc_get32(p + 24), .offset = arc_get32(p + 42)};
	if (*length > left || !read_wide(d, e, at + extra, at + end))
		return fault(d, "its directory is broken");
	return true;
}

static bool set_number(struct arc_directory *d, size_t at, size_t wide, uint64_t number)
{
	if (wide != 0)
		arc_put64(d->bytes.p + wide, number);
	else if (number < UINT32_MAX)
		arc_put32(d->bytes.p + at, (uint32_t)number);
	return wide != 0 || number < UINT32_MAX;
}

bool arc_entry_set(struct arc_directory *d, const struct arc_entry *e, uint32_t crc,
                   uint64_t packed, uint64_t size)
{
	arc_put32(d->bytes.p + e->at + 16, crc);
	return set_number(d, e->at + 20, e->wide_packed, packed)
	    && set_number(d, e->at + 24, e->wide_size, size);
}

bool arc_entry_move(struct arc_directory *d, const struct arc_entry *e, uint64_t offset)
{
	return set_number(d, e->at + 42, e->wide_offset, offset);
}

bool arc_directory_move(struct arc_directory *d, uint64_t at)
{
	unsigned char *p = d->tail.p + d->last + 16;
	bool fits = at < UINT32_MAX;
	if (d->wide != SIZE_MAX) {
		arc_put64(d->tail.p + d->wide + 48, at);
		arc_put64(d->tail.p + d->locator + 8, at + d->bytes.n + d->wide);
	}
	if (d->wide == SIZE_MAX || arc_get32(p) != UINT32_MAX)
		arc_put32(p, fits ? (uint32_t)at : UINT32_MAX);
	return fits || d->wide != SIZE_MAX;
}

static int compare(const void *a, const void *b)
{
	const struct arc_entry *x = a, *y = b;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The head of a member must be where the directory says, with the same name. */
static bool check_local(struct arc_directory *d, struct arc_entry *e)
{
	unsigned char local[ARC_ZIP_LOCAL], name[COMMENT];
	size_t n;
	const char *known = arc_entry_name(d, e, &n);
	if (e->offset > d->at || d->at - e->offset < ARC_ZIP_LOCAL
	    || !arc_read_at(d->fd, e->offset, local, sizeof local)
	    || memcmp(local, "PK\3\4", 4) != 0 || arc_get16(local + 26) != n
	    || !arc_read_at(d->fd, e->offset + ARC_ZIP_LOCAL, name, n) || memcmp(name, known, n) != 0)
		return fault(d, "a member is not where its directory says");
	e->data = e->offset + ARC_ZIP_LOCAL + n + arc_get16(local + 28);
	return true;
}

/* Members that share bytes are how small archives become large ones. */
static bool check_places(struct arc_directory *d)
{
	for (size_t i = 0; i < d->count; i++) {
		struct arc_entry *e = &d->entry[i];
		uint64_t next = i + 1 < d->count ? e[1].offset : d->at;
		if (!check_local(d, e))
			return false;
		if (e->data > next || e->packed > next - e->data)
			return fault(d, "its members overlap");
	}
	return true;
}

bool arc_directory_read(struct arc_directory *d)
{
	struct stat st;
	if (fstat(d->fd, &st) != 0)
		return false;
	d->size = (uint64_t)st.st_size;
	if (!find_end(d) || !find_wide(d) || !place(d))
		return false;
	d->entry = calloc(d->count + 1, sizeof *d->entry);
	if (d->entry == NULL)
		return false;
	size_t at = 0, length;
	for (size_t i = 0; i < d->count; i++, at += length)
		if (!read_entry(d, at, &d->entry[i], &length))
			return false;
	if (at != d->bytes.n)
		return fault(d, "its directory is broken");
	qsort(d->entry, d->count, sizeof *d->entry, compare);
	return check_places(d);
}

void arc_directory_free(struct arc_directory *d)
{
	arc_bytes_free(&d->bytes);
	arc_bytes_free(&d->tail);
	free(d->entry);
}

const char *arc_entry_name(const struct arc_directory *d, const struct arc_entry *e, size_t *n)
{
	*n = arc_get16(d->bytes.p + e->at + 28);
	return (const char *)d->bytes.p + e->at + ARC_ZIP_ENTRY;
}

bool arc_entry_is_link(const struct arc_directory *d, const struct arc_entry *e)
{
	const unsigned char *p = d->bytes.p + e->at;
	bool knows = p[5] == UNIX || p[5] == OSX;
	return knows && (arc_get32(p + 38) >> 16 & S_IFMT) == S_IFLNK;
}
