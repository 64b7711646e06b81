/* SPDX-License-Identifier: Apache-2.0 */
/* Characters with several simplified forms: which one is meant here? */
#ifndef QW_CONVERT_FORMS_H
#define QW_CONVERT_FORMS_H

#include "convert/region.h"

#include <stddef.h>

/* Replace the waiting cells (dictionary.h) of one line by the forms that their
 * neighbours speak for. `in` is what the line was before conversion. */
void qw_forms_choose(const qw_cell *in, qw_cell *out, size_t n, const qw_region *region);

/* The form of a character that has but one outside of phrases, else 0. */
qw_cell qw_forms_single(qw_cell c);

/* What counts as a neighbour of a form: digits are alike, and so are ASCII letters. */
static inline qw_cell qw_forms_neighbour(qw_cell c)
{
	if (c >= '0' && c <= '9')
		return '0';
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? 'a' : c;
}

/* Before the first and behind the last character of a line. */
#define QW_FORMS_BORDER ((qw_cell)'\n')

#endif
