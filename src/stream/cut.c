/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/cut.h"

#include "text/utf8.h"

enum { LOOK = 4096, NOTE = 24 };

/* ASCII that is nobody's trail byte and neither begins nor ends a note, nor is in an escape. */
static bool is_sync(uint32_t c)
{
	return c < '0' && c != '(' && c != ')' && c != '#' && c != '%' && c != '&' && c != '+'
	    && c != '/';
}

/* A note that has begun in front of `at` may go on behind it; so may wreckage. */
static bool in_note(uint32_t c)
{
	return c == '(' || c == '?' || c == 0;
}

static size_t cut_at(const unsigned char *p, size_t n, size_t i)
{
	size_t from = i > NOTE ? i - NOTE : 0;
	if (!is_sync(p[i]))
		return 0;
	for (size_t k = i; k > from && p[k - 1] != ')'; k--)
		if (in_note(p[k - 1]))
			return 0;
	return i + 1 < n ? i + 1 : 0;
}

size_t qw_cut_bytes(const unsigned char *p, size_t n)
{
	size_t least = n > LOOK ? n - LOOK : 0;
	for (size_t i = n; i-- > least;) {
		size_t cut = cut_at(p, n, i);
		if (cut != 0)
			return cut;
	}
	return 0;
}

size_t qw_cut_utf8(const unsigned char *p, size_t n)
{
	size_t cut = qw_cut_bytes(p, n), least = n > LOOK ? n - LOOK : 0;
	if (cut != 0)
		return cut;
	/* No ASCII: in front of what may be the lead byte of UTF-8 read as Latin-1,
	 * U+00C2 to U+00F4, or else behind any character. */
	for (size_t i = n - 2; i-- > least;)
		if (p[i] == 0xC3 && p[i + 1] >= 0xA0 && p[i + 1] <= 0xB4 && i > 0)
			return i;
	return n - qw_utf8_unfinished(p, n);
}

size_t qw_cut_cells(const qw_cell *c, size_t n)
{
	size_t least = n > LOOK ? n - LOOK : 0;
	for (size_t i = n; i-- > least;) {
		size_t from = i > NOTE ? i - NOTE : 0, k = i;
		if (!is_sync(c[i]))
			continue;
		while (k > from && c[k - 1] != ')' && !in_note(c[k - 1]))
			k--;
		if (k == from || c[k - 1] == ')')
			return i + 1;
	}
	for (size_t i = n; i-- > least;)
		if (c[i] >= 0xE0 && c[i] <= 0xF4 && i > 0)
			return i;
	return n;
}
