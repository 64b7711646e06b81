/* SPDX-License-Identifier: Apache-2.0 */
/* Whose habits a traditional text follows. Taiwan writes 著 for 着 as well, Hong Kong
 * writes both: what an ambiguous character stands for depends on it. */
#ifndef QW_CONVERT_REGION_H
#define QW_CONVERT_REGION_H

#include "qingwen.h"
#include "text/cell.h"

#include <stddef.h>

typedef struct {
	int32_t odds;   /* 1/256 bits by which Hong Kong's habits are likelier than Taiwan's */
} qw_region;

/* Begin a document. */
void qw_region_begin(qw_region *r, qw_variant variant);

/* Begin a window: others may have written what follows. */
void qw_region_window(qw_region *r);

/* Look at more of the window's traditional text. True: enough is known. */
bool qw_region_look(qw_region *r, const qw_cell *cells, size_t n);

#endif
