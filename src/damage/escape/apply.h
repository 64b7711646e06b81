/* SPDX-License-Identifier: Apache-2.0 */
/* escape: characters that are not ASCII are written in ASCII. */
#ifndef QW_DAMAGE_ESCAPE_APPLY_H
#define QW_DAMAGE_ESCAPE_APPLY_H

#include "damage/damage.h"

/* The apply() of qw_kind. The parameters are words joined with "+": the kind, one of
 * escape/kind.c, then
 *
 *     share=N     so many of a hundred characters are escaped (100)
 *     seed=N      others of them (0)
 *     bare        entities without ";"
 *     upper       hexadecimal digits A to F; lower: a to f
 *     doubled     the escapes are escaped themselves: &amp;#20013;, \\u4e2d, %25E4; doubled=N:
 *                 so often
 *     q           encoded words in the encoding Q
 *
 * ASCII stays, and so does what the encoding of the kind lacks. Which characters are escaped
 * depends on the text of their line and on the seed only. */
bool qw_escape_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                     const qw_cell *c, size_t n, qw_text *out, size_t *bad);

#endif
