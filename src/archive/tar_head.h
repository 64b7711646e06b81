/* SPDX-License-Identifier: Apache-2.0 */
/* Headers of tar archives: ustar, GNU, old ones, and the records of pax. */
#ifndef QW_ARCHIVE_TAR_HEAD_H
#define QW_ARCHIVE_TAR_HEAD_H

#include "archive/bytes.h"

#include <stdint.h>

enum { ARC_TAR_BLOCK = 512 };

/* Is its checksum right? */
bool arc_tar_is_head(const unsigned char *head);

/* What kind of member it is. */
static inline char arc_tar_type(const unsigned char *head)
{
	return (char)head[156];
}

/* False: it has none that can be. */
bool arc_tar_size(const unsigned char *head, uint64_t *size);
void arc_tar_set_size(unsigned char *head, uint64_t size);

/* Its name, with a NUL behind it. */
bool arc_tar_name(const unsigned char *head, struct arc_bytes *name);

/* How many bytes fill the last block. */
static inline size_t arc_tar_padding(uint64_t size)
{
	return (ARC_TAR_BLOCK - (size_t)(size % ARC_TAR_BLOCK)) % ARC_TAR_BLOCK;
}

/* What pax records say. */
struct arc_pax {
	struct arc_bytes name;      /* with a NUL; n 0: none */
	bool has_size, sparse, link;
	uint64_t size;
};

/* False: they are broken, or memory ran out. */
bool arc_pax_read(struct arc_pax *pax, const unsigned char *p, size_t n);

/* The same records with another size. */
bool arc_pax_resize(struct arc_bytes *out, const unsigned char *p, size_t n, uint64_t size);

#endif
