/* SPDX-License-Identifier: Apache-2.0 */
/* Tell the listener what was found on a page, and add it up. */
#ifndef QW_STREAM_TELL_H
#define QW_STREAM_TELL_H

#include "stream/document.h"

/* Code points of line i of the page. */
uint64_t qw_tell_length(qw_document *d, size_t i);

/* Segments and spans of the page's plan. False: no memory. */
bool qw_tell_plan(qw_document *d);

/* Bytes of line i that can't be decoded. QW_E_UNDECODABLE under QW_INVALID_STOP. */
qw_status qw_tell_invalid(qw_document *d, size_t i);

/* The document's report. */
void qw_tell_report(qw_document *d);

#endif
