/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include "text/utf8.h"

#include <string.h>

enum {
	LEAST_HAN = 10,         /* of a line */
	STOP_ONE_IN = 2,        /* full stops that become a question mark, */
	HAN_ONE_IN = 40         /* and Han that become some, or U+FFFD */
};

bool harm_is_moderate(const unsigned char *p, size_t n)
{
	size_t most = harm_bytes_of(p, n, HARM_MODERATE_MOST);
	return harm_bytes_of(p, n, HARM_MODERATE_LEAST) > 0 && (most == 0 || most == n)
	    && harm_count_han(p, n) >= LEAST_HAN;
}

bool harm_each_line(const char *chain, const qw_buffer *original, qw_buffer *damaged)
{
	const unsigned char *p = original->data, *end = p + original->length;
	bool changed = false;
	qw_buffer_clear(damaged);
	while (p < end) {
		const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((newline != NULL ? newline : end) - p);
		changed = harm_add(chain, p, n, damaged) || changed;
		if (newline != NULL)
			qw_buffer_add_byte(damaged, '\n');
		p += n + (newline != NULL);
	}
	return changed;
}

/* What stands in the place of a character; NULL: itself. */
static const char *mark_for(qw_cell c, bool fffd, uint64_t chance)
{
	if (c == 0x3002 && !fffd && chance % STOP_ONE_IN == 0)
		return "?";
	if (!qw_cell_is_han(c) || chance % HAN_ONE_IN != 0)
		return NULL;
	if (fffd)
		return "\xEF\xBF\xBD";
	return chance / HAN_ONE_IN % 2 == 0 ? "??" : "???";
}

bool harm_put_marks(bool fffd, const char *series, uint64_t i, const qw_buffer *original,
                    qw_buffer *out)
{
	bool changed = false;
	qw_buffer_clear(out);
	for (size_t at = 0; at < original->length; i++) {
		qw_cell c;
		size_t n = qw_utf8_decode(original->data + at, original->length - at, &c);
		const char *mark = mark_for(c, fffd, corpus_chance(series, i) >> 8);
		if (mark != NULL)
			qw_buffer_add_string(out, mark);
		else
			qw_buffer_add(out, original->data + at, n);
		changed = changed || mark != NULL;
		at += n;
	}
	return changed;
}
