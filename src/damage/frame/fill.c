/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/fill.h"

#include "damage/escape/undo.h"

/* Does the reader lose the byte in front of that one? What follows may not be known. */
static bool is_lost(const qw_frame_codec *codec, qw_cell byte, qw_cell following)
{
	if (byte < 0x81)
		return false;
	if (byte == 0xFF || following > 0xFF)
		return true;
	return qw_frame_pair(codec, (unsigned char)byte, (unsigned char)following) == 0;
}

qw_cell qw_frame_fill(const qw_frame_codec *codec, const qw_text *bytes, size_t k, qw_cell before,
                      qw_cell next, qw_bits *lead)
{
	bool second = bytes->cell[k] != QW_FRAME_LOST;
	qw_cell left = bytes->cell[second ? k : k + 1], best = 0;
	size_t at = second ? k + 1 : k;
	qw_cell following = at + 1 < bytes->length ? bytes->cell[at + 1] : QW_FRAME_BREAK;
	/* Behind another lost byte it would be the second of a pair. */
	bool alone = at == 0 || bytes->cell[at - 1] != QW_FRAME_LOST;
	qw_bits least = INT32_MAX;
	*lead = INT32_MAX;
	for (qw_cell byte = 0x81; left <= 0xFF && byte <= 0xFF; byte++) {
		qw_cell first = second ? left : byte, then = second ? byte : left;
		qw_cell c = codec->big ? first << 8 | then : then << 8 | first;
		if (!is_lost(codec, byte, following) || (!alone && byte < 0xFF) || !qw_escape_may_return(c))
			continue;
		qw_bits bits = qw_model_pair(before, c) + (next != 0 ? qw_model_pair(c, next) : 0);
		if (bits < least) {
			*lead = least == INT32_MAX ? INT32_MAX : least - bits;
			least = bits;
			best = c;
		} else if (bits - least < *lead) {
			*lead = bits - least;
		}
	}
	return best;
}
