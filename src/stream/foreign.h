/* SPDX-License-Identifier: Apache-2.0 */
/* Put the parts of a page that are in another encoding than the document into the plan. */
#ifndef QW_STREAM_FOREIGN_H
#define QW_STREAM_FOREIGN_H

#include "stream/document.h"

/* Say which lines with foreign parts a text about mojibake quotes. False: no memory. */
bool qw_foreign_quote(qw_document *d);

/* The page is as qw_mixed_read() left it, and the plan is empty. False: no memory. */
bool qw_foreign_plan(qw_document *d);

#endif
