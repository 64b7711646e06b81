/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/dictionary.h"

#include "convert/forms.h"
#include "generated/dictionary.inc"

#include <string.h>

static inline uint16_t lookup(qw_cell c)
{
	if (c >= QW_DICTIONARY_LIMIT)
		return 0;
	size_t block = dictionary_index[c / QW_DICTIONARY_BLOCK];
	return dictionary_block[block * QW_DICTIONARY_BLOCK + c % QW_DICTIONARY_BLOCK];
}

static bool has_forms(qw_cell c)
{
	uint16_t value = lookup(c);
	return value >= QW_DICTIONARY_SPECIAL && special[value - QW_DICTIONARY_SPECIAL].forms;
}

qw_cell qw_dictionary_normal(qw_cell c)
{
	size_t low = 0, high = sizeof dictionary_normal / sizeof *dictionary_normal;
	if (c < dictionary_normal[0].code || c >= QW_DICTIONARY_LIMIT)
		return c;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (dictionary_normal[middle].code == c)
			return dictionary_normal[middle].normal;
		if (dictionary_normal[middle].code < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

static bool is_cell(qw_cell c, uint32_t wanted)
{
	return c == wanted
	    || (c >= dictionary_normal[0].code && qw_dictionary_normal(c) == wanted);
}

static bool matches(const qw_cell *in, size_t n, const uint32_t *from, size_t length)
{
	if (length > n)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!is_cell(in[i], from[i]))
			return false;
	return true;
}

/* A cell that several forms compete for waits; outside of phrases some have but one. */
static size_t mark_forms(const qw_cell *in, size_t n, qw_cell *out, uint32_t worth)
{
	size_t waiting = 0;
	for (size_t i = 0; i < n; i++) {
		if (!has_forms(in[i]))
			continue;
		qw_cell one = worth == 0 ? qw_forms_single(qw_dictionary_normal(in[i])) : 0;
		if (one == 0)
			out[i] |= QW_CELL_WAITS | (qw_cell)worth << QW_WAITS_WORTH_SHIFT;
		else
			out[i] = one;
		waiting += one == 0;
	}
	return waiting;
}

/* Write the longest phrase of a group at in[0..n). Returns its length, 0: none. With
 * `waiting`, our own words count, too, and it is told how many cells wait. */
static size_t convert_phrase(const qw_cell *in, size_t n, qw_cell *out, size_t group,
                             size_t *waiting)
{
	const uint32_t *from = phrase + phrase_group[group];
	for (size_t length; *from != 0; from += 2 * length) {
		uint32_t head = *from++;
		length = head & QW_DICTIONARY_LENGTH;
		if ((head & QW_DICTIONARY_OWN) != 0 && waiting == NULL)
			continue;
		if (!matches(in, n, from, length))
			continue;
		memcpy(out, from + length, length * sizeof *out);
		if (waiting != NULL)
			*waiting += mark_forms(in, length, out, head >> QW_DICTIONARY_WORTH_SHIFT);
		return length;
	}
	return 0;
}

/* All phrases that begin with a character are found by it, or all by their second
 * characters, where these are rarer: so the leftmost longest phrase is always the
 * first one found, as long as a phrase doesn't reach back into the one before. */
size_t qw_dictionary_convert(const qw_cell *in, size_t n, qw_cell *out, bool mark)
{
	size_t count = 0, phrase_end = 0, *waiting = mark ? &count : NULL;
	for (size_t i = 0; i < n; i++) {
		uint16_t value = lookup(in[i]);
		out[i] = in[i] ^ value;
		if (value < QW_DICTIONARY_SPECIAL)
			continue;
		size_t s = value - (size_t)QW_DICTIONARY_SPECIAL, from = i, length = 0;
		out[i] = special[s].to;
		if (special[s].second != 0 && i > phrase_end) {
			from = i - 1;
			length = convert_phrase(in + from, n - from, out + from, special[s].second,
			                        waiting);
		}
		if (length == 0 && special[s].first != 0) {
			from = i;
			length = convert_phrase(in + i, n - i, out + i, special[s].first, waiting);
		}
		if (length != 0)
			i = (phrase_end = from + length) - 1;
		else if (mark && special[s].forms)
			count += mark_forms(in + i, 1, out + i, 0);
	}
	return count;
}
