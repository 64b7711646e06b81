/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/view.h"

#include "generated/variants.h"

static qw_cell look_up(const qw_variant_pair *map, size_t count, qw_cell c)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (map[middle].from < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && map[low].from == c ? map[low].to : c;
}

void qw_view_tabulate(const qw_charset *charset, uint16_t *pairs)
{
	for (qw_cell c = 0; c < QW_VIEW_PAIRS; c++)
		pairs[c] = qw_charset_pair_of(charset, c);
}

static qw_cell traditional(qw_cell c)
{
	return look_up(qw_traditional_variant,
	               sizeof qw_traditional_variant / sizeof *qw_traditional_variant, c);
}

qw_cell qw_view_simplified(qw_cell c)
{
	return look_up(qw_simplified_variant,
	               sizeof qw_simplified_variant / sizeof *qw_simplified_variant, c);
}

bool qw_view_differs(qw_cell c)
{
	return qw_view_simplified(c) != c || traditional(c) != c;
}

/* What byte tables have of GB 2312: punctuation, full-width ASCII, Greek, Han. */
static bool is_gb2312(unsigned lead, unsigned trail)
{
	return trail >= 0xA1 && trail <= 0xFE
	    && (lead == 0xA1 || lead == 0xA3 || lead == 0xA6 || (lead >= 0xB0 && lead <= 0xF7));
}

uint16_t qw_view_big5_pair(const qw_view *v, qw_cell c)
{
	uint16_t pair = qw_charset_pair_of(v->charset, c);
	if (is_gb2312(pair >> 8, pair & 0xFF))
		return pair;
	pair = qw_charset_pair_of(v->charset, qw_view_simplified(c));
	return is_gb2312(pair >> 8, pair & 0xFF) ? pair : 0;
}

qw_cell qw_view_big5_cell(const qw_view *v, unsigned char lead, unsigned char trail)
{
	qw_cell c = is_gb2312(lead, trail) ? qw_charset_of_pair(v->charset, lead, trail) : 0;
	return c == 0 ? 0 : traditional(c);
}
