/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "fuzz/oracle.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

void demand(bool holds, const char *what)
{
	if (!holds) {
		fprintf(stderr, "fuzz: %s\n", what);
		abort();
	}
}

bool is_utf8(const void *text, size_t n)
{
	const unsigned char *p = text;
	for (size_t i = 0; i < n;) {
		qw_cell c;
		i += qw_utf8_decode(p + i, n - i, &c);
		if (qw_cell_is_raw(c))
			return false;
	}
	return true;
}

size_t newlines(const void *text, size_t n)
{
	const char *p = text;
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += p[i] == '\n';
	return count;
}
