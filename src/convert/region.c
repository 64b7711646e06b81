/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/region.h"

#include "generated/regions.inc"

enum {
	BIT = 256,
	PRIOR = 6 * BIT,         /* where nothing tells, 著 may be either as Taiwan writes it */
	GIVEN = 64 * BIT,        /* the user said so */
	CARRIED = 12 * BIT,      /* what windows before have to say, at most */
	ENOUGH = 24 * BIT
};

void qw_region_begin(qw_region *r, qw_variant variant)
{
	r->odds = variant == QW_VARIANT_HK ? GIVEN : variant == QW_VARIANT_TW ? -GIVEN : -PRIOR;
}

static int32_t limit(int32_t odds, int32_t most)
{
	return odds > most ? most : odds < -most ? -most : odds;
}

void qw_region_window(qw_region *r)
{
	if (r->odds > -GIVEN && r->odds < GIVEN)
		r->odds = limit(r->odds, CARRIED);
}

static int32_t weight(qw_cell c)
{
	size_t low = 0, high = sizeof region / sizeof *region;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (region[middle].code == c)
			return region[middle].bits;
		if (region[middle].code < c)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

bool qw_region_look(qw_region *r, const qw_cell *cells, size_t n)
{
	for (size_t i = 0; i < n && r->odds > -ENOUGH && r->odds < ENOUGH; i++)
		if (region_low_bits >> (cells[i] & 63) & 1)
			r->odds += weight(cells[i]);
	return r->odds <= -ENOUGH || r->odds >= ENOUGH;
}
