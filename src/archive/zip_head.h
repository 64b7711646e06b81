/* SPDX-License-Identifier: Apache-2.0 */
/* The directory of a zip archive, at its end, and the heads of members. Numbers are little
 * endian. */
#ifndef QW_ARCHIVE_ZIP_HEAD_H
#define QW_ARCHIVE_ZIP_HEAD_H

#include "archive/bytes.h"

#include <stdint.h>
#include <sys/types.h>

enum {
	/* Lengths, signatures and fields of the three heads. */
	ARC_ZIP_END = 22, ARC_ZIP_ENTRY = 46, ARC_ZIP_LOCAL = 30,
	ARC_ZIP_STORED = 0, ARC_ZIP_DEFLATED = 8,           /* methods */
	ARC_ZIP_ENCRYPTED = 1, ARC_ZIP_LATER = 8            /* flags; sizes stand behind the data */
};

static inline uint32_t arc_get16(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t arc_get32(const unsigned char *p)
{
	return arc_get16(p) | arc_get16(p + 2) << 16;
}

static inline void arc_put16(unsigned char *p, uint32_t x)
{
	p[0] = (unsigned char)x;
	p[1] = (unsigned char)(x >> 8);
}

static inline void arc_put32(unsigned char *p, uint32_t x)
{
	arc_put16(p, x);
	arc_put16(p + 2, x >> 16);
}

static inline uint64_t arc_get64(const unsigned char *p)
{
	return arc_get32(p) | (uint64_t)arc_get32(p + 4) << 32;
}

static inline void arc_put64(unsigned char *p, uint64_t x)
{
	arc_put32(p, (uint32_t)x);
	arc_put32(p + 4, (uint32_t)(x >> 32));
}

/* What zip64 adds: numbers of 64 bits stand in an extra field, or in heads of their own in
 * front of the last one, where those of 32 bits have all bits set. */
struct arc_entry {
	size_t at;                  /* in the directory */
	uint64_t offset;            /* of its head, in the archive */
	uint64_t data;              /* of what is in it */
	uint64_t packed, size;
	uint32_t crc;
	unsigned method, flags;
	size_t wide_size, wide_packed, wide_offset; /* where in the directory; 0: not of 64 bits */
};

struct arc_directory {
	int fd;
	uint64_t size;              /* of the file */
	uint64_t at, end;           /* where the directory is, and what stands behind it */
	struct arc_bytes bytes, tail; /* of the directory; from `end` to the end of the file */
	size_t last;                /* where in the tail the last head is */
	size_t wide, locator;       /* and those of zip64; SIZE_MAX: there are none */
	struct arc_entry *entry;    /* in the order of their places */
	size_t count;
	const char *fault;          /* what is wrong; NULL: memory or reading failed */
};

/* Note in the directory what an entry became, or where it went, and where the directory
 * itself is now, of which `tail` tells. False: such a number has no place. */
bool arc_entry_set(struct arc_directory *d, const struct arc_entry *e, uint32_t crc,
                   uint64_t packed, uint64_t size);
bool arc_entry_move(struct arc_directory *d, const struct arc_entry *e, uint64_t offset);
bool arc_directory_move(struct arc_directory *d, uint64_t at);

/* Read n bytes, all of them. */
bool arc_read_at(int fd, uint64_t at, void *bytes, size_t n);

/* False: `fault`. Free in any case. */
bool arc_directory_read(struct arc_directory *d);
void arc_directory_free(struct arc_directory *d);

/* The name of an entry: it ends behind `n` bytes. */
const char *arc_entry_name(const struct arc_directory *d, const struct arc_entry *e, size_t *n);

/* Was it a symbolic link? */
bool arc_entry_is_link(const struct arc_directory *d, const struct arc_entry *e);

#endif
