/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/mark.h"

#include "damage/mojibake/set.h"

static bool is_mark(const qw_set *set, const qw_cell *c)
{
	static const unsigned char mark[QW_FRAME_MARK] = {0xEF, 0xBB, 0xBF};
	for (size_t i = 0; i < QW_FRAME_MARK; i++) {
		qw_cell out[2];
		unsigned count;
		qw_reason reason;
		if (qw_charset_decode(set->charset, mark + i, 1, out, &count, &reason) != 1
		    || out[0] != c[i])
			return false;
	}
	return true;
}

/* No set of single bytes has Han. */
static bool may_be_mark(qw_cell c)
{
	return c >= 0x80 && !qw_cell_is_han(c);
}

const char *qw_frame_mark(const qw_cell *c, size_t n)
{
	if (n < QW_FRAME_MARK || !may_be_mark(c[0]) || !may_be_mark(c[1]) || !may_be_mark(c[2]))
		return NULL;
	for (qw_set_id id = 0; id < QW_SETS; id++) {
		qw_set set = qw_set_get(id);
		if (set.charset != NULL && is_mark(&set, c))
			return qw_set_name(id);
	}
	return NULL;
}
