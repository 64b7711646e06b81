/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include "damage/reading.h"
#include "damage/splice/view.h"
#include "scan/scan.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

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

static bool may_be_in_table(qw_cell c, bool big5)
{
	qw_view view = {.charset = qw_charset_find("cp936"), .through_big5 = big5};
	return qw_view_pair(&view, c) != 0 && (qw_scan_class(c) & QW_SEEN_HANT) != 0
	    && harm_survives_gbk(c) && qw_reading_first(c) != 0;
}

static void add_entry(qw_buffer *chain, qw_cell c, bool blank)
{
	qw_buffer_add_byte(chain, ' ');
	qw_buffer_add_cell(chain, c);
	if (!blank)
		return;
	qw_cell note[8];
	size_t n = qw_reading_write(qw_reading_first(c), note);
	qw_buffer_add_byte(chain, '=');
	for (size_t i = 0; i < n; i++)
		qw_buffer_add_cell(chain, note[i]);
	qw_buffer_add_byte(chain, '_');
}

bool harm_table(const qw_buffer *text, size_t size, const harm_splice_policy *policy,
                qw_buffer *chain)
{
	frequency *f = corpus_must(calloc(BMP, sizeof *f));
	size_t found = 0;
	bool big5 = strstr(policy->words, HARM_BIG5) != NULL;
	for (size_t i = 0; i < text->length;) {
		qw_cell c;
		i += qw_utf8_decode(text->data + i, text->length - i, &c);
		if (c < BMP)
			f[c] = (frequency){f[c].count + 1, c};
	}
	for (qw_cell c = 0; c < BMP; c++)
		if (f[c].count > 0 && may_be_in_table(c, big5))
			f[found++] = f[c];
	qsort(f, found, sizeof *f, by_count);
	qw_buffer_clear(chain);
	qw_buffer_add_string(chain, "splice:");
	qw_buffer_add_string(chain, policy->words);
	for (size_t i = 0; i < found && i < size; i++)
		add_entry(chain, f[i].c, policy->blank);
	qw_buffer_add_byte(chain, '\0');
	free(f);
	return found >= TABLE_LEAST;
}
