/* SPDX-License-Identifier: Apache-2.0 */
/* Compressed bytes in, plain ones out. gzip is read by zlib, since libarchive looks neither
 * at its checksums nor at where its members begin; the others by libarchive. */
#ifndef QW_ARCHIVE_UNPACK_H
#define QW_ARCHIVE_UNPACK_H

#include "archive/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How a file is compressed. */
enum arc_form {
	ARC_PLAIN, ARC_GZIP, ARC_ZSTD, ARC_XZ, ARC_BZIP2,
	ARC_DEFLATED                /* a member of a zip archive */
};

enum { ARC_BLOCK = 64 * 1024, ARC_MAGIC = 6 }; /* of one read; bytes that tell the form */

/* What the first bytes of a file say; `more`: that more bytes may say something else. */
enum arc_form arc_form_of(const unsigned char *p, size_t n, bool *more);

/* Where bytes come from: at most n, 0 at the end, -1 when that fails. */
struct arc_source {
	ssize_t (*read)(void *ctx, void *buffer, size_t n);
	void *ctx;
	uint64_t count;             /* of bytes that came */
};

ssize_t arc_source_read(struct arc_source *s, void *buffer, size_t n);

/* What the head of a gzip file says besides: it goes into the new one. */
struct arc_gzip_head {
	bool known, text;
	unsigned long time;
	int system, extra_flags;
	char name[1024], comment[1024]; /* "": none */
};

struct arc_unpack {
	struct arc_source *source;
	enum arc_form form;
	bool begins;                /* what was read last begins a member, as far as is known */
	uint64_t count;             /* of bytes that came out */
	struct arc_gzip_head head;  /* of the first member */
	bool sums;                  /* keep the checksum of what came out: */
	uint32_t crc;
	enum arc_problem problem;
	char detail[ARC_DETAIL];
	void *state;
};

/* False: `problem` says why. Close in any case. */
bool arc_unpack_open(struct arc_unpack *u, struct arc_source *source, enum arc_form form);

/* At most n bytes; 0 at the end; -1: `problem` says why. */
ssize_t arc_unpack_read(struct arc_unpack *u, void *buffer, size_t n);

void arc_unpack_close(struct arc_unpack *u);

/* CRC-32, from 0 on. */
uint32_t arc_crc(uint32_t crc, const void *bytes, size_t n);

ssize_t arc_unpack_fail(struct arc_unpack *u, enum arc_problem problem, const char *detail);

#endif
