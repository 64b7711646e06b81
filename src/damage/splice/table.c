/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/table.h"

#include <string.h>

bool qw_table_init(qw_table *t, const qw_allocator *a)
{
	*t = (qw_table){.allocator = *a};
	t->state = a->resize(a->ctx, NULL, 0, QW_PAIRS * sizeof *t->state);
	t->index = a->resize(a->ctx, NULL, 0, QW_PAIRS * sizeof *t->index);
	t->touched = a->resize(a->ctx, NULL, 0, QW_PAIRS * sizeof *t->touched);
	if (t->state == NULL || t->index == NULL || t->touched == NULL)
		return false;
	memset(t->state, 0, QW_PAIRS * sizeof *t->state);
	memset(t->index, 0, QW_PAIRS * sizeof *t->index);
	return true;
}

void qw_table_free(qw_table *t)
{
	if (t->allocator.resize == NULL)
		return;
	qw_release(&t->allocator, t->state, QW_PAIRS, sizeof *t->state);
	qw_release(&t->allocator, t->turn, t->turn_capacity, sizeof *t->turn);
	qw_release(&t->allocator, t->touched, QW_PAIRS, sizeof *t->touched);
	qw_release(&t->allocator, t->index, QW_PAIRS, sizeof *t->index);
	qw_release(&t->allocator, t->entry, t->capacity, sizeof *t->entry);
	*t = (qw_table){.state = NULL};
}

void qw_table_clear(qw_table *t)
{
	for (size_t i = 0; i < t->touches; i++)
		t->state[t->touched[i]] = QW_PAIR_UNSEEN;
	t->touches = t->turns = 0;
	for (size_t i = 0; i < t->entries; i++)
		t->index[t->entry[i].pair] = 0;
	t->entries = 0;
}

bool qw_table_add(qw_table *t, uint16_t pair, qw_cell character, const qw_cell *text,
                  size_t length, qw_reading reading)
{
	void *array = t->entry;
	if (t->index[pair] != 0)
		return true;
	if (t->entries == UINT16_MAX
	    || !qw_grow(&t->allocator, &array, &t->capacity, t->entries + 1, sizeof *t->entry)) {
		t->failed = true;
		return false;
	}
	t->entry = array;
	qw_entry *e = &t->entry[t->entries++];
	*e = (qw_entry){.pair = pair, .reading = reading, .character = character};
	e->length = (uint8_t)(length < QW_NOTE_MAX ? length : QW_NOTE_MAX);
	memcpy(e->text, text, e->length * sizeof *text);
	t->index[pair] = (uint16_t)t->entries;
	qw_table_see(t, pair, QW_PAIR_NOTED);
	return true;
}

qw_table_mark qw_table_here(const qw_table *t)
{
	return (qw_table_mark){t->touches, t->turns, t->entries};
}

void qw_table_return(qw_table *t, qw_table_mark mark)
{
	while (t->turns > mark.turns) {
		const qw_turn *turn = &t->turn[--t->turns];
		t->state[turn->pair] = turn->before;
	}
	while (t->entries > mark.entries)
		t->index[t->entry[--t->entries].pair] = 0;
	while (t->touches > mark.touches)
		t->state[t->touched[--t->touches]] = QW_PAIR_UNSEEN;
}

void qw_table_turn(qw_table *t, uint16_t pair)
{
	void *array = t->turn;
	if (!qw_grow(&t->allocator, &array, &t->turn_capacity, t->turns + 1, sizeof *t->turn)) {
		t->failed = true;
		return;
	}
	t->turn = array;
	t->turn[t->turns++] = (qw_turn){pair, t->state[pair]};
}

void qw_table_shrink(qw_table *t, size_t entries)
{
	while (t->entries > entries) {
		uint16_t pair = t->entry[--t->entries].pair;
		t->index[pair] = 0;
		/* It was the last to be touched, or will be touched again. */
		t->state[pair] = QW_PAIR_UNSEEN;
		if (t->touches > 0 && t->touched[t->touches - 1] == pair)
			t->touches--;
	}
}

bool qw_entry_is(const qw_entry *e, const qw_cell *text, size_t length)
{
	return e->length == length && memcmp(e->text, text, length * sizeof *text) == 0;
}

void qw_table_print(const qw_table *t, qw_buffer *out)
{
	for (size_t i = 0; i < t->entries; i++) {
		const qw_entry *e = &t->entry[i];
		if (i > 0)
			qw_buffer_add_byte(out, ' ');
		qw_buffer_add_cell(out, e->character);
		qw_buffer_add_byte(out, '=');
		for (size_t k = 0; k < e->length; k++)
			if (e->text[k] != ' ')
				qw_buffer_add_cell(out, e->text[k]);
	}
}
