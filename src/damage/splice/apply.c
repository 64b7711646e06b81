/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/apply.h"

#include "damage/splice/replay.h"

static bool is_separator(qw_cell c) { return c == ',' || c == ' '; }

static bool read_entry(const qw_charset *cs, const qw_cell *p, size_t n, qw_table *table)
{
	qw_cell text[QW_NOTE_MAX];
	size_t length = 0;
	uint16_t pair = qw_cell_is_han(p[0]) ? qw_charset_pair_of(cs, p[0]) : 0;
	qw_syllable syllable = {0, 0, 0};
	if (pair == 0 || (n > 1 && (p[1] != '=' || n == 2 || n - 2 > QW_NOTE_MAX)))
		return false;
	if (n == 1)
		length = qw_reading_write(qw_reading_first(p[0]), text);
	for (size_t i = 2; i < n; i++) {
		if (p[i] != '_' && !qw_syllable_add(&syllable, p[i]))
			return false;
		text[length++] = p[i] == '_' ? ' ' : p[i];
	}
	return length > 0 && qw_table_add(table, pair, p[0], text, length, qw_reading_find(&syllable));
}

static bool read_table(const qw_charset *cs, const qw_cell *p, size_t n, qw_table *table,
                       size_t *bad)
{
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && !is_separator(p[end]))
			end++;
		*bad = i;
		if (end > i && !read_entry(cs, p + i, end - i, table))
			return false;
		i = end + 1;
	}
	*bad = 0;
	return table->entries > 0;
}

bool qw_splice_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                     const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	const qw_charset *cs = qw_charset_find(d->read_as);
	qw_table table;
	qw_replay replay;
	bool made = qw_table_init(&table, &out->allocator);
	out->failed = out->failed || !made;
	if (made && read_table(cs, parameters, n_parameters, &table, bad)) {
		qw_view view = {.charset = cs};
		qw_replay_init(&replay, &view, &table, &out->allocator);
		made = qw_replay_apply(&replay, c, n, out);
		out->failed = out->failed || !made;
		qw_replay_free(&replay);
	} else {
		made = false;
	}
	out->failed = out->failed || table.failed;
	qw_table_free(&table);
	return made;
}
