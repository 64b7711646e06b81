/* SPDX-License-Identifier: Apache-2.0 */
/* Does a sign begin what may be an escape (damage/escape)? This gate has to be cheap, not exact:
 * it is asked at each of the signs that begin one, "#" for that of entities. */
#ifndef QW_SCAN_ESCAPE_H
#define QW_SCAN_ESCAPE_H

#include <stdbool.h>

enum { QW_ESCAPE_AHEAD = 5 };

static inline bool qw_scan_is_digit(unsigned c) { return c - '0' < 10; }
static inline bool qw_scan_is_hex(unsigned c)
{
	return qw_scan_is_digit(c) || (c | 0x20) - 'a' < 6;
}

/* The digits of a byte from 80 up. */
static inline bool qw_scan_is_high(const unsigned char *p)
{
	return (p[0] == '8' || p[0] == '9' || (p[0] | 0x20u) - 'a' < 6) && qw_scan_is_hex(p[1]);
}

static inline bool qw_scan_is_base64(unsigned c)
{
	return (c | 0x20) - 'a' < 26 || qw_scan_is_digit(c) || c == '+' || c == '/';
}

static inline bool qw_scan_is_upper_or_digit(unsigned c) { return c - '0' < 10 || c - 'A' < 6; }

/* `before`: what stands before the sign p[0]; p[1..QW_ESCAPE_AHEAD) what follows, 0 where there
 * is none. */
static inline bool qw_scan_is_escape(unsigned before, const unsigned char *p)
{
	switch (p[0]) {
	case '#': /* also in &amp;#20013; */
		return (before == '&' || before == ';') && (qw_scan_is_digit(p[1]) || (p[1] | 0x20) == 'x');
	case '\\':
		return ((p[1] | 0x20) == 'u' && (qw_scan_is_hex(p[2]) || p[2] == '{'))
		    || (p[1] == 'x' && qw_scan_is_high(p + 2))
		    || ((p[1] == '2' || p[1] == '3') && (p[2] & 0xF8) == '0' && (p[3] & 0xF8) == '0');
	case '%':
		return (p[1] == 'u' && qw_scan_is_hex(p[2])) || qw_scan_is_high(p + 1)
		    || (p[1] == '2' && p[2] == '5'
		        && (qw_scan_is_high(p + 3) || p[3] == 'u' || p[3] == '2'));
	case '=':
		return (p[1] == '?' && (p[2] | 0x20u) - 'a' < 26)
		    || (qw_scan_is_high(p + 1)
		        && (p[3] == '='
		            || (qw_scan_is_upper_or_digit(p[1]) && qw_scan_is_upper_or_digit(p[2]))));
	case '~':
		return p[1] == '{';
	case '+': /* of what Chinese text holds the first six bits are 0, 8, 9, 12 to 39, or 63 */
		return ((p[1] >= 'M' && p[1] <= 'n') || p[1] == '/' || p[1] == 'A' || p[1] == 'I'
		        || p[1] == 'J')
		    && qw_scan_is_base64(p[2]) && qw_scan_is_base64(p[3]);
	default:
		return false;
	}
}

#endif
