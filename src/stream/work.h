/* SPDX-License-Identifier: Apache-2.0 */
/* What is done with a page: repair, convert, write, tell. */
#ifndef QW_STREAM_WORK_H
#define QW_STREAM_WORK_H

#include "stream/document.h"

/* The document's page is scanned: work on it. `bytes` is what it took of the input. */
qw_status qw_work_page(qw_document *d, size_t bytes);

#endif
