/* SPDX-License-Identifier: Apache-2.0 */
/* Extended attributes, access lists among them: a file that takes the place of another one
 * has to have them, too. */
#ifndef QW_BATCH_ATTRIBUTES_H
#define QW_BATCH_ATTRIBUTES_H

#include <stdbool.h>

/* Give `to` those of `from`, both open; an access list that only `to` has, from its folder,
 * goes. False: one of them can't be kept. */
bool batch_attributes_copy(int from, int to);

#endif
