/* SPDX-License-Identifier: Apache-2.0 */
/* A page that says it is in another charset than the one it leaves in. */
#ifndef QW_STREAM_DECLARE_H
#define QW_STREAM_DECLARE_H

#include "stream/document.h"

/* Find what the document, which begins with bytes[0..n), says of its charset. The encoding
 * that it is in is decided, as far as it can be. */
void qw_declare_find(qw_document *d, const unsigned char *bytes, size_t n);

/* QW_DECLARE_REWRITE: say UTF-8 (or options.to) instead, where it stands on the page. False:
 * no memory. */
bool qw_declare_rewrite(qw_document *d);

#endif
