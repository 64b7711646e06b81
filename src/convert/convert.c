/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/convert.h"

#include "convert/dictionary.h"
#include "convert/forms.h"

#include <string.h>

/* Sentences of a mixed line that are decided at once. */
enum { SENTENCES_MAX = 64 };

/* Room for n more cells, with the offsets of their originals; NULL: no memory. */
static qw_cell *extend(qw_text *out, const uint32_t *at, size_t n)
{
	if (n == 0 || !qw_text_reserve(out, n))
		return NULL;
	memcpy(out->at + out->length, at, (n + 1) * sizeof *at);
	qw_cell *cells = out->cell + out->length;
	out->length += n;
	return cells;
}

static size_t count_changes(const qw_cell *a, const qw_cell *b, size_t n)
{
	size_t changes = 0;
	for (size_t i = 0; i < n; i++)
		changes += a[i] != b[i];
	return changes;
}

/* Without a region: the dictionary alone. */
static size_t convert(const qw_cell *cells, size_t n, const qw_region *region, qw_cell *out)
{
	if (qw_dictionary_convert(cells, n, out, region != NULL) > 0)
		qw_forms_choose(cells, out, n, region);
	return count_changes(cells, out, n);
}

size_t qw_convert_dictionary(const qw_cell *cells, const uint32_t *at, size_t n, qw_text *out)
{
	qw_cell *converted = extend(out, at, n);
	return converted == NULL ? 0 : convert(cells, n, NULL, converted);
}

static bool ends_sentence(qw_cell c, qw_cell next)
{
	if (c == '.' || c == '!' || c == '?') /* not within numbers, names of files, addresses */
		return next <= ' ' || qw_cell_is_han(next);
	return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B /* 。！？； */
	    || c == '\n';
}

/* Sum up the sentence that begins at cells[from]; line->to is behind it. */
static void scan_sentence(const qw_cell *cells, size_t n, size_t from, qw_line *line)
{
	size_t to = from, at = from;
	while (to < n && !ends_sentence(cells[to], to + 1 < n ? cells[to + 1] : '\n'))
		to++;
	qw_scan_cells(cells, to + (to < n), &at, line);
}

static size_t convert_sentences(const qw_cell *cells, size_t n, const qw_region *region,
                                qw_cell *out)
{
	qw_script_state state = {{0}, 0, 0};
	qw_line line[SENTENCES_MAX];
	unsigned char decision[SENTENCES_MAX];
	size_t changes = 0;
	for (size_t from = 0; from < n;) {
		size_t count = 0;
		for (; from < n && count < SENTENCES_MAX; from = line[count++].to)
			scan_sentence(cells, n, from, &line[count]);
		qw_script_decide(&state, line, count, decision);
		for (size_t i = 0; i < count; i++) {
			size_t first = line[i].from, length = line[i].to - first;
			if (!qw_line_converts(decision[i]))
				memcpy(out + first, cells + first, length * sizeof *cells);
			else
				changes += convert(cells + first, length, region, out + first);
		}
	}
	return changes;
}

size_t qw_convert_line(const qw_cell *cells, const uint32_t *at, size_t n, unsigned char decision,
                       const qw_region *region, qw_text *out)
{
	qw_cell *converted = extend(out, at, n);
	if (converted == NULL)
		return 0;
	if (decision == QW_LINE_MIXED)
		return convert_sentences(cells, n, region, converted);
	return convert(cells, n, region, converted);
}
