/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/reading.h"

#include "generated/readings.h"

qw_reading qw_reading_find(const qw_syllable *s)
{
	size_t low = 0, high = QW_SYLLABLES;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (qw_syllable_base[middle] < s->base)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == QW_SYLLABLES || qw_syllable_base[low] != s->base)
		return 0;
	return (qw_reading)((low + 1) << 3 | s->tone);
}

static const uint16_t *readings_of(qw_cell c, const uint16_t **end)
{
	if (c < QW_READING_FIRST || c > QW_READING_LAST)
		return *end = NULL;
	size_t i = c - QW_READING_FIRST;
	*end = qw_reading_list + qw_reading_start[i + 1];
	return qw_reading_list + qw_reading_start[i];
}

bool qw_reading_fits(qw_cell c, qw_reading reading)
{
	const uint16_t *end, *r = readings_of(c, &end);
	for (; r != end; r++)
		if (*r == reading || ((reading & 7) == 0 && *r >> 3 == reading >> 3))
			return true;
	return false;
}

qw_reading qw_reading_first(qw_cell c)
{
	const uint16_t *end, *r = readings_of(c, &end);
	return r != end ? *r : 0;
}

/* The tone mark's place: a or e, else the o of ou, else the last vowel. */
static size_t marked_letter(const char *letters, size_t n)
{
	size_t last = 0;
	for (size_t i = 0; i < n; i++) {
		char l = letters[i];
		if (l == 'a' || l == 'e' || (l == 'o' && i + 1 < n && letters[i + 1] == 'u'))
			return i;
		if (l == 'i' || l == 'o' || l == 'u' || l == 'v')
			last = i;
	}
	return last;
}

static qw_cell marked(char letter, unsigned tone)
{
	static const char letters[] = "aeiouv";
	static const uint16_t marks[6][5] = {
		{'a', 0x101, 0xE1, 0x1CE, 0xE0}, {'e', 0x113, 0xE9, 0x11B, 0xE8},
		{'i', 0x12B, 0xED, 0x1D0, 0xEC}, {'o', 0x14D, 0xF3, 0x1D2, 0xF2},
		{'u', 0x16B, 0xFA, 0x1D4, 0xF9}, {0xFC, 0x1D6, 0x1D8, 0x1DA, 0x1DC},
	};
	for (size_t i = 0; i < 6; i++)
		if (letters[i] == letter)
			return marks[i][tone];
	return (qw_cell)letter;
}

size_t qw_reading_write(qw_reading reading, qw_cell out[8])
{
	char letters[QW_SYLLABLE_LETTERS];
	size_t n = 0;
	if (reading >> 3 == 0 || reading >> 3 > QW_SYLLABLES || (reading & 7) > 4)
		return 0;
	uint32_t base = qw_syllable_base[(reading >> 3) - 1];
	for (uint32_t rest = base; rest != 0; rest >>= 5)
		n++;
	for (size_t i = n; i-- > 0; base >>= 5)
		letters[i] = (char)('a' + (base & 31) - 1);
	size_t mark = marked_letter(letters, n);
	for (size_t i = 0; i < n; i++)
		out[i] = marked(letters[i], i == mark ? reading & 7 : 0);
	return n;
}

const uint16_t *qw_reading_characters(qw_reading reading, size_t *count)
{
	size_t syllable = reading >> 3;
	if (syllable == 0 || syllable > QW_SYLLABLES) {
		*count = 0;
		return NULL;
	}
	*count = (size_t)(qw_syllable_start[syllable] - qw_syllable_start[syllable - 1]);
	return qw_syllable_characters + qw_syllable_start[syllable - 1];
}
