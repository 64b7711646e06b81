/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include "damage/reading.h"
#include "scan/scan.h"
#include "text/utf8.h"

#include <stdlib.h>

enum { TABLE_LEAST = 5, BMP = 0x10000 };

typedef struct {
	uint32_t count;
	qw_cell c;
} frequency;

static int by_count(const void *a, const void *b)
{
	const frequency *x = a, *y = b;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return (x->c > y->c) - (x->c < y->c);
}

static bool may_be_in_table(qw_cell c)
{
	return (qw_scan_class(c) & QW_SEEN_HANT) != 0 && harm_survives_gbk(c)
	    && qw_reading_first(c) != 0;
}

bool harm_table(const qw_buffer *text, size_t size, qw_buffer *chain)
{
	frequency *f = corpus_must(calloc(BMP, sizeof *f));
	size_t found = 0;
	for (size_t i = 0; i < text->length;) {
		qw_cell c;
		i += qw_utf8_decode(text->data + i, text->length - i, &c);
		if (c < BMP)
			f[c] = (frequency){f[c].count + 1, c};
	}
	for (qw_cell c = 0; c < BMP; c++)
		if (f[c].count > 0 && may_be_in_table(c))
			f[found++] = f[c];
	qsort(f, found, sizeof *f, by_count);
	qw_buffer_clear(chain);
	qw_buffer_add_string(chain, "splice:");
	for (size_t i = 0; i < found && i < size; i++) {
		qw_buffer_add_cell(chain, f[i].c);
		qw_buffer_add_byte(chain, ' ');
	}
	qw_buffer_add_byte(chain, '\0');
	free(f);
	return found >= TABLE_LEAST;
}
