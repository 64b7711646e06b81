/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "unit/cells.h"

#include "damage/mojibake/layer.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

qw_text cells_of(const char *s)
{
	qw_text t;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&t, &a);
	qw_text_add_utf8(&t, (const unsigned char *)s, strlen(s), 0);
	if (t.failed)
		abort();
	return t;
}

const char *cells_string(const qw_cell *c, size_t n, char out[CELLS_STRING])
{
	size_t length = 0;
	for (size_t i = 0; i < n && length + QW_UTF8_MAX < CELLS_STRING; i++)
		if (c[i] == QW_PIECE_BREAK)
			out[length++] = '|';
		else
			length += qw_utf8_encode(c[i], (unsigned char *)out + length);
	out[length] = '\0';
	return out;
}
