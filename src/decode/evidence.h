/* SPDX-License-Identifier: Apache-2.0 */
/* What its form alone says for UTF-8. */
#ifndef QW_DECODE_EVIDENCE_H
#define QW_DECODE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
	int bits;      /* by which the bytes are hardly such by chance */
	bool valid;
} qw_utf8_evidence;

/* Look at a sample; CESU-8 counts as UTF-8. */
qw_utf8_evidence qw_utf8_look(const unsigned char *p, size_t n, bool final);

#endif
