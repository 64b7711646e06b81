/* SPDX-License-Identifier: Apache-2.0 */
/* The normal form C of Unicode, for the few characters in a line that may not be in it, and
 * what is missing there: radicals. */
#ifndef QW_CLEAN_NORMAL_H
#define QW_CLEAN_NORMAL_H

#include "text/cell.h"

#include <stddef.h>

enum {
	QW_NORMAL_MAX = 32,                /* a character and its marks: text has no more */
	QW_NORMAL_ROOM = 4 * QW_NORMAL_MAX /* none becomes more than four */
};

/* The ideograph that a radical is read as; 0: it is none, or of several shapes of one. */
qw_cell qw_normal_radical(qw_cell c);

/* May c compose with the character before it, or change places with it? */
bool qw_normal_joins(qw_cell c);

/* The normal form of c[0..n), 0 < n <= QW_NORMAL_MAX: a code point and those that join it.
 * Returns the length; 0: it stays as it is, since it would put markup in or take it away. */
size_t qw_normal_compose(const qw_cell *c, size_t n, qw_cell out[QW_NORMAL_ROOM]);

#endif
