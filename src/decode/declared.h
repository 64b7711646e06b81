/* SPDX-License-Identifier: Apache-2.0 */
/* The charset that a document says it is in: `<meta charset>`, `<meta http-equiv>`,
 * the XML declaration, `@charset` of CSS. */
#ifndef QW_DECODE_DECLARED_H
#define QW_DECODE_DECLARED_H

#include <stdbool.h>
#include <stddef.h>

enum {
	QW_DECLARED_BYTES = 4096,  /* of a document, from its first on: a declaration stands there */
	QW_DECLARED_NAME_MAX = 39  /* bytes of a name */
};

/* Where the name of the charset stands, without quotes: a letter or digit, and then
 * more of them or any of "-_.:+". */
typedef struct {
	size_t at, length;
} qw_declared;

/* Find the next declaration in p[*from..n), the first bytes of a document, and advance
 * *from behind it; *from is 0 at first. Only what a browser or an XML reader would heed
 * counts: a tag in the head of a page, which ends with the first text, not one in a
 * comment or a script. The bytes may be in any encoding that has ASCII in it. */
bool qw_declared_next(const unsigned char *p, size_t n, size_t *from, qw_declared *found);

/* Is the name one of UTF-8? */
bool qw_declared_is_utf8(const unsigned char *p, const qw_declared *d);

#endif
