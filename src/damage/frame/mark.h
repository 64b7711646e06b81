/* SPDX-License-Identifier: Apache-2.0 */
/* What the byte order mark of UTF-8 became in a set of single bytes. */
#ifndef QW_DAMAGE_FRAME_MARK_H
#define QW_DAMAGE_FRAME_MARK_H

#include "text/cell.h"

#include <stddef.h>

enum { QW_FRAME_MARK = 3 }; /* letters */

/* The set that its bytes were read in, where c[0..n) begins with them; NULL: it does not. */
const char *qw_frame_mark(const qw_cell *c, size_t n);

#endif
