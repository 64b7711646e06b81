/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/splice/apply.h"

#include "damage/splice/mark.h"
#include "damage/splice/replay.h"

/* Words of the parameters that are no entry. */
typedef enum { USER, LOST, ORDER, UNIT, VIEW } option;
static const struct {
	const char *word;
	option option;
	int value;
} words[] = {
	{"user=keep", USER, QW_USER_KEEP},
	{"user=lose", USER, QW_USER_LOSE},
	{"user=drop", USER, QW_USER_DROP},
	{"lost=question", LOST, false},
	{"lost=replacement", LOST, true},
	{"order=codes", ORDER, QW_ORDER_PAIR},
	{"order=code-points", ORDER, QW_ORDER_CODE_POINT},
	{"order=backwards", ORDER, QW_ORDER_REVERSE},
	{"unit=bytes", UNIT, false},
	{"unit=characters", UNIT, true},
	{"view=gbk", VIEW, false},
	{"view=big5", VIEW, true},
};

typedef struct {
	qw_view view;
	qw_table table;
	qw_replay replay;
	bool words;
} program;

static bool is_word(const char *word, const qw_cell *p, size_t n)
{
	size_t i = 0;
	while (i < n && word[i] != '\0' && (unsigned char)word[i] == p[i])
		i++;
	return i == n && word[i] == '\0';
}

static void set_option(program *g, option o, int value)
{
	switch (o) {
	case USER: g->replay.decoder.user = (qw_user_policy)value; break;
	case LOST: g->replay.decoder.replacement = value != 0; break;
	case ORDER: g->replay.order = (qw_order)value; break;
	case UNIT: g->replay.per_character = value != 0; break;
	case VIEW: g->view.through_big5 = value != 0; break;
	}
	g->words = true;
}

static bool read_word(program *g, const qw_cell *p, size_t n)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (is_word(words[i].word, p, n)) {
			set_option(g, words[i].option, words[i].value);
			return true;
		}
	return false;
}

/* Punctuation and what goes in front of it: blanks, or "^" for control characters. */
static bool read_prefix(program *g, const qw_cell *p, size_t n)
{
	qw_cell text[QW_NOTE_MAX];
	if (n < 3 || p[1] != '=' || n - 2 > QW_NOTE_MAX)
		return false;
	for (size_t i = 2; i < n; i++) {
		if (p[i] != '_' && p[i] != '^')
			return false;
		text[i - 2] = p[i] == '_' ? ' ' : p[i];
	}
	g->replay.prefixes = true;
	return qw_table_add(&g->table, qw_charset_pair_of(g->view.charset, p[0]), p[0], text, n - 2, 0);
}

static bool read_entry(program *g, const qw_cell *p, size_t n)
{
	qw_cell text[QW_NOTE_MAX];
	size_t length = 0;
	uint16_t pair = qw_cell_is_han(p[0]) ? qw_view_pair(&g->view, p[0]) : 0;
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
	return length > 0
	    && qw_table_add(&g->table, pair, p[0], text, length, qw_reading_find(&syllable));
}

static bool read_item(program *g, const qw_cell *p, size_t n)
{
	return qw_mark_is_prefixed(p[0]) ? read_prefix(g, p, n) : read_entry(g, p, n);
}

static bool is_separator(qw_cell c) { return c == ',' || c == ' '; }

/* The words, or the entries, which mean what the words say. */
static bool read_items(program *g, const qw_cell *p, size_t n, bool named, size_t *bad)
{
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && !is_separator(p[end]))
			end++;
		*bad = i;
		if (end > i && (p[i] < 0x80) == named
		    && !(named ? read_word(g, p + i, end - i) : read_item(g, p + i, end - i)))
			return false;
		i = end + 1;
	}
	*bad = 0;
	return true;
}

static bool read_program(program *g, const qw_cell *p, size_t n, size_t *bad)
{
	return read_items(g, p, n, true, bad) && read_items(g, p, n, false, bad)
	    && (g->table.entries > 0 || g->words);
}

bool qw_splice_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                     const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	program g = {.view = {.charset = qw_charset_find(d->read_as)}};
	bool made = qw_table_init(&g.table, &out->allocator);
	out->failed = out->failed || !made;
	qw_replay_init(&g.replay, &g.view, &g.table, &out->allocator);
	if (made && read_program(&g, parameters, n_parameters, bad)) {
		made = qw_replay_apply(&g.replay, c, n, out);
		out->failed = out->failed || !made;
	} else {
		made = false;
	}
	qw_replay_free(&g.replay);
	out->failed = out->failed || g.table.failed;
	qw_table_free(&g.table);
	return made;
}
