/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/mark.h"

size_t qw_reading_with_lead(const qw_view *view, qw_reading reading, unsigned char lead,
                            unsigned char *out, size_t room)
{
	size_t count, found = 0;
	const uint16_t *character = qw_reading_characters(reading, &count);
	for (size_t i = 0; i < count; i++) {
		uint16_t pair = qw_view_pair(view, character[i]);
		if (pair >> 8 != lead || !qw_reading_fits(character[i], reading))
			continue;
		if (found < room)
			out[found] = (unsigned char)pair;
		found++;
	}
	return found;
}
