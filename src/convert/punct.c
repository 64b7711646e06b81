/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/punct.h"

#include "convert/code.h"
#include "model/model.h"

#include <string.h>

#define ELLIPSIS 0x2026
#define FULL_STOP 0x3002
#define MIDDLE_DOT 0xB7
#define FULL_WIDTH(c) ((c) + 0xFEE0u)

enum {
	DOTS_LEAST = 3,
	DIGITS_MOST = 8,
	LOOK_MOST = 256          /* cells to a partner, or to the beginning of a word */
};

typedef struct {
	const qw_cell *cell;
	const uint32_t *at;
	size_t length;
	size_t pair;         /* the closing parenthesis that changes with the open one, or length */
	qw_text *out;
} line;

static bool is_alphanumeric(qw_cell c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Marks of Chinese text: of CJK, full width, and those that it shares with Latin text. */
static bool is_chinese_mark(qw_cell c)
{
	return (c >= 0x3001 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF1F) || c == 0x2014
	    || c == ELLIPSIS || (c >= 0x2018 && c <= 0x201D);
}

static bool is_chinese(qw_cell c) { return qw_cell_is_han(c) || is_chinese_mark(c); }

/* Quotation marks and brackets that open: what stands behind them is talked about. */
static bool opens(qw_cell c)
{
	return c == 0x2018 || c == 0x201C || c == 0xFF08 || c == 0x301D
	    || (c >= 0x3008 && c <= 0x301A && c % 2 == 0);
}

/* Marks of a sentence. */
static bool is_stop(qw_cell c)
{
	return c == FULL_STOP || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF01
	    || c == 0xFF1F;
}

static bool is_one_of(qw_cell c, const char *set)
{
	return c != 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

/* Cell i of the line, a line's end where there is none. */
static qw_cell cell_at(const line *l, size_t i) { return i < l->length ? l->cell[i] : '\n'; }

/* What was written last, but for closing quotation marks and emphasis. */
static qw_cell last_written(const line *l, size_t first)
{
	size_t i = l->out->length, least = i - first > 4 ? i - 4 : first;
	while (i > least && is_one_of(l->out->cell[i - 1], "\"'*]"))
		i--;
	return i > first ? l->out->cell[i - 1] : '\n';
}

/* The ASCII signs and letters in front of a cell: what begins the first word of them. */
typedef struct {
	qw_cell begin;       /* its first letter or digit; 0: none */
	bool dotted;         /* it is a name of several parts: a file, a function of a class */
} word;

/* The word that ends before cell i; none where it is not of a person's language: addresses,
 * paths and expressions have signs in them. */
static word word_before(const line *l, size_t i)
{
	word w = {0, false};
	for (size_t to = i; i > 0 && l->cell[i - 1] > ' ' && l->cell[i - 1] < 0x80; i--) {
		qw_cell c = l->cell[i - 1];
		if (to - i == LOOK_MOST || is_one_of(c, "/\\@=&_<>{}[]|#$`~^*+"))
			return (word){0, false};
		w.dotted |= c == '.' && i > 1 && is_alphanumeric(l->cell[i - 2]);
		w.begin = is_alphanumeric(c) ? c : w.begin;
	}
	return w;
}

/* A full stop between two Han may be one, or the dot in a foreign name: which do these
 * two surprise less with? */
static bool is_full_stop(qw_cell before, qw_cell behind)
{
	return qw_model_pair(before, FULL_STOP) + qw_model_pair(FULL_STOP, behind)
	    <= qw_model_pair(before, MIDDLE_DOT) + qw_model_pair(MIDDLE_DOT, behind);
}

/* Does a number begin at cell i that Chinese text counts with? 15日 */
static bool counts(const line *l, size_t i)
{
	size_t to = i;
	while (to - i < DIGITS_MOST && cell_at(l, to) >= '0' && cell_at(l, to) <= '9')
		to++;
	return to > i && qw_cell_is_han(cell_at(l, to));
}

static bool changes_dot(const line *l, size_t i, qw_cell before)
{
	qw_cell behind = cell_at(l, i + 1);
	if (!is_chinese(before) || is_stop(before) || is_one_of(behind, "./\\-_*"))
		return false;
	if (is_alphanumeric(behind))
		return counts(l, i + 1);
	return !qw_cell_is_han(before) || !qw_cell_is_han(behind) || is_full_stop(before, behind);
}

/* The parenthesis that closes the one at cell i, or the line's length. */
static size_t closing(const line *l, size_t i)
{
	size_t depth = 0, end = l->length - i > LOOK_MOST ? i + LOOK_MOST : l->length;
	for (; i < end; i++) {
		depth += l->cell[i] == '(';
		depth -= l->cell[i] == ')';
		if (depth == 0)
			return i;
	}
	return l->length;
}

/* Is cell i a parenthesis that nobody closes? */
static bool opens_nothing(const line *l, size_t i)
{
	return cell_at(l, i) == '(' && closing(l, i) == l->length;
}

/* Does the mark at cell i belong to Chinese text? `before` stands in front of it. */
static bool changes(const line *l, size_t i, qw_cell before)
{
	qw_cell c = l->cell[i], behind = cell_at(l, i + 1);
	if (opens(before))
		return false;
	if (before == '%' || before == 0x2103)   /* 7%, 40℃: a number ends here */
		return is_chinese(behind) || behind < ' ';
	if (c == '.')
		return changes_dot(l, i, before);
	if ((c == ':' || c == ';') && (is_one_of(behind, ")/\\:-") || opens_nothing(l, i + 1)))
		return false;                    /* a face; an address */
	if (is_chinese(before))
		return true;
	if (is_one_of(before, "`>"))             /* markup ends: it doesn't matter with what */
		return qw_cell_is_han(behind);
	return qw_cell_is_han(behind) && (is_alphanumeric(before) || before == ')')
	    && word_before(l, i).begin != 0;
}

static bool holds_han(const line *l, size_t from, size_t to)
{
	while (from < to && !qw_cell_is_han(l->cell[from]))
		from++;
	return from < to;
}

/* Parentheses belong to Chinese text when Han are in them, or before them; but those of
 * f(x) don't, whatever x is. */
static bool opens_chinese(const line *l, size_t i, size_t to, qw_cell before)
{
	if (to == l->length || cell_at(l, i - 1) == ']') /* no partner; a link */
		return false;
	word w = is_alphanumeric(before) ? word_before(l, i) : (word){' ', false};
	if (holds_han(l, i, to))
		return w.begin != 0 && !w.dotted && !(w.begin >= 'a' && w.begin <= 'z');
	bool first = before <= ' ' && (is_chinese(cell_at(l, to + 1)) || counts(l, to + 1));
	return (is_chinese(before) || first) && to > i + 1; /* (1)第一 */
}

static void put(line *l, qw_cell c, size_t i, size_t to)
{
	qw_text_add(l->out, c, l->at[i], l->at[to]);
}

/* A mark and the blank behind it, which a full-width mark has in itself. The next cell. */
static size_t put_mark(line *l, qw_cell c, size_t i)
{
	bool blank = cell_at(l, i + 1) == ' ' && is_chinese(cell_at(l, i + 2));
	put(l, c, i, i + 1 + blank);
	return i + 1 + blank;
}

static size_t dots(const line *l, size_t i)
{
	size_t to = i;
	while (cell_at(l, to) == '.')
		to++;
	return to - i;
}

/* Of nested parentheses the outer ones change. */
static bool changes_parenthesis(line *l, size_t i, qw_cell before)
{
	if (l->cell[i] == ')') {
		bool partner = i == l->pair;
		l->pair = partner ? l->length : l->pair;
		return partner;
	}
	size_t to = closing(l, i);
	if (l->pair < l->length || !opens_chinese(l, i, to, before))
		return false;
	l->pair = to;
	return true;
}

/* Write cell i, or what takes its place; *next is behind it. True: it changed. */
static bool write_cell(line *l, size_t i, size_t first, size_t *next)
{
	qw_cell c = l->cell[i], before = last_written(l, first);
	size_t run = c == '.' ? dots(l, i) : 0;
	*next = i + 1;
	if (run >= DOTS_LEAST && !opens(before)
	    && (is_chinese(before) || qw_cell_is_han(cell_at(l, i + run)))) {
		put(l, ELLIPSIS, i, i + 1);
		put(l, ELLIPSIS, i + 1, *next = i + run);
		return true;
	}
	if (run > 1) {                           /* not the marks of an end: a path, a range */
		qw_text_append(l->out, l->cell + i, l->at + i, run);
		*next = i + run;
		return false;
	}
	if (is_one_of(c, "()") && changes_parenthesis(l, i, before)) {
		put(l, FULL_WIDTH(c), i, i + 1);
		return true;
	}
	if (is_one_of(c, ",.:;?!") && changes(l, i, before)) {
		*next = put_mark(l, c == '.' ? FULL_STOP : FULL_WIDTH(c), i);
		return true;
	}
	put(l, c, i, i + 1);
	return false;
}

static bool is_japanese_or_korean(qw_cell c)
{
	return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0xAC00 && c <= 0xD7A3);
}

static bool has_chinese(const qw_cell *cells, size_t n)
{
	bool han = false;
	for (size_t i = 0; i < n; i++) {
		if (is_japanese_or_korean(cells[i]))
			return false;
		han = han || qw_cell_is_han(cells[i]);
	}
	return han;
}

size_t qw_punct_line(qw_punct_state *state, const qw_cell *cells, const uint32_t *at, size_t n,
                     qw_text *out)
{
	bool fence = qw_code_is_fence(cells, n), fenced = state->fenced || fence;
	size_t changed = 0, first = out->length;
	state->fenced ^= fence;
	line l = {.cell = cells, .at = at, .length = n, .pair = n, .out = out};
	if (fenced || !has_chinese(cells, n) || qw_code_is_line(cells, n)) {
		qw_text_append(out, cells, at, n);
		return 0;
	}
	for (size_t i = 0, next; i < n; i = next) {
		next = qw_code_behind(cells, n, i);
		if (next > i)
			qw_text_append(out, cells + i, at + i, next - i);
		else
			changed += write_cell(&l, i, first, &next);
	}
	return changed;
}
