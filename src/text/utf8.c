/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/utf8.h"

static bool is_continuation(unsigned char b) { return (b & 0xC0) == 0x80; }

static size_t fail(unsigned char byte, qw_reason reason, qw_cell *c)
{
	*c = qw_cell_raw(byte, reason);
	return 1;
}

size_t qw_utf8_decode(const unsigned char *p, size_t n, qw_cell *c)
{
	unsigned char b = p[0];
	if (b < 0x80) {
		*c = b;
		return 1;
	}
	size_t length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
	if (b < 0xC0)
		return fail(b, QW_REASON_STRAY_BYTE, c);
	if (b > 0xF7)
		return fail(b, QW_REASON_STRAY_BYTE, c);
	qw_cell v = b & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if (i >= n || !is_continuation(p[i]))
			return fail(b, QW_REASON_TOO_SHORT, c);
		v = v << 6 | (p[i] & 0x3F);
	}
	static const qw_cell least[5] = {0, 0, 0x80, 0x800, 0x10000};
	if (v < least[length])
		return fail(b, QW_REASON_OVERLONG, c);
	if (v >= 0xD800 && v <= 0xDFFF)
		return fail(b, QW_REASON_SURROGATE, c);
	if (v > QW_CODE_POINT_MAX)
		return fail(b, QW_REASON_TOO_LARGE, c);
	*c = v;
	return length;
}

size_t qw_utf8_unfinished(const unsigned char *p, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char b = p[n - back];
		if (is_continuation(b))
			continue;
		size_t length = b >= 0xF8 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
		return length > back ? back : 0;
	}
	return 0;
}
