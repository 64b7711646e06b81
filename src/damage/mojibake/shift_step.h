/* SPDX-License-Identifier: Apache-2.0 */
/* The same as lossy_step.h for text of a double-byte set of which bytes were lost, doubled or
 * overwritten before it was read: what follows is read one byte late. */
#ifndef QW_DAMAGE_MOJIBAKE_SHIFT_STEP_H
#define QW_DAMAGE_MOJIBAKE_SHIFT_STEP_H

#include "damage/mojibake/lossy_step.h"

/* All of beam->now go on over cell c to beam->next. `may_lose`: bytes may be lost here, or there
 * twice. */
void qw_shift_cell(const qw_step *s, qw_cell c, bool may_lose);

/* The text ends: those of beam->now that may end here go to beam->next. */
void qw_shift_end(const qw_step *s);

#endif
