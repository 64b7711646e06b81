/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-1 (FIPS 180-4), for the digests in WARC records. It protects against accidents only. */
#ifndef QW_ARCHIVE_SHA1_H
#define QW_ARCHIVE_SHA1_H

#include <stddef.h>
#include <stdint.h>

enum { ARC_SHA1 = 20 }; /* bytes of a digest */

struct arc_sha1 {
	uint32_t state[5];
	uint64_t length;            /* of all bytes so far */
	unsigned char block[64];
};

void arc_sha1_begin(struct arc_sha1 *s);
void arc_sha1_put(struct arc_sha1 *s, const void *bytes, size_t n);
void arc_sha1_end(struct arc_sha1 *s, unsigned char digest[ARC_SHA1]);

#endif
