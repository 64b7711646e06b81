/* SPDX-License-Identifier: Apache-2.0 */
/* Names of encodings, which everybody spells differently. */
#ifndef QW_CHARSET_NAME_H
#define QW_CHARSET_NAME_H

#include <stdbool.h>

/* ASCII only: a locale must not change what a name means. */
static inline char qw_name_folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Equal but for case, '-' and '_'? */
static inline bool qw_same_name(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == '-' || *a == '_')
			a++;
		while (*b == '-' || *b == '_')
			b++;
		if (qw_name_folded(*a) != qw_name_folded(*b))
			return false;
		if (*a == '\0')
			return true;
	}
}

#endif
