/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/note.h"

bool qw_note_tail(const qw_cell *c, size_t n, size_t i, qw_note *note)
{
	qw_syllable syllable = {0, 0, 0};
	size_t k = i, limit = n - i > QW_NOTE_MAX ? i + QW_NOTE_MAX : n;
	while (k < limit && qw_syllable_add(&syllable, c[k]))
		k++;
	if (k == i)
		return false;
	note->text = i;
	while (k < limit && c[k] == ' ')
		k++;
	note->length = k - i;
	if (k >= n || c[k] != ')')
		return false;
	note->end = k + 1;
	note->reading = qw_reading_find(&syllable);
	return note->reading != 0;
}
