/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "clean/clean.h"

#include "clean/normal.h"

/* A variation selector picks a shape of the very code point before it. */
static bool is_selector(qw_cell c)
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_selected(const qw_cell *c, size_t n, size_t i)
{
	return i + 1 < n && is_selector(c[i + 1]);
}

/* Where a line may be broken, or may not, or once began. Joiners are part of how a word is
 * written, and are not among them. */
static bool is_invisible(qw_cell c)
{
	return c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD;
}

static size_t invisible_run(const qw_cell *c, size_t n, size_t i)
{
	size_t end = i;
	while (end < n && is_invisible(c[end]))
		end++;
	return end - i;
}

/* --- normal form ------------------------------------------------------------------------ */

/* Is the word 部首, radical, at c[i]? Not in 总部首次, but before 是 or 为. The answer is the
 * same when the line has been cleaned. */
static bool is_word_radical(const qw_cell *c, size_t n, size_t i)
{
	if (n - i < 2 || c[i] != 0x90E8 || c[i + 1] != 0x9996)
		return false;
	i += 2 + invisible_run(c, n, i + 2);
	return i == n || c[i] == 0x662F || c[i] == 0x4E3A
	    || (!qw_cell_is_han(c[i]) && !qw_cell_is_private(c[i]));
}

/* Whoever writes this word, or code points of theirs, means the radicals. */
static bool speaks_of_radicals(const qw_cell *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_word_radical(c, n, i)
		    || (n - i > 3 && c[i] == 'U' && c[i + 1] == '+' && c[i + 2] == '2'
		        && (c[i + 3] == 'E' || c[i + 3] == 'F')))
			return true;
	return false;
}

static bool touches(qw_cell c) { return (qw_scan_class(c) & QW_SEEN_UNCLEAN) != 0; }

/* The cells from c[i] on that are written together: one, and those that join it. */
static size_t joined_run(const qw_cell *c, size_t n, size_t i)
{
	size_t end = i + 1;
	while (end < n && touches(c[end]) && qw_normal_joins(c[end]))
		end++;
	return end - i;
}

/* The normal form of c[i..i+length), which are written together; 0: they stay. */
static size_t normal_form(const qw_cell *c, size_t n, size_t i, size_t length, bool fold,
                          qw_cell form[QW_NORMAL_ROOM])
{
	bool clean = length == 1 && !touches(c[i]);
	if (clean || length > QW_NORMAL_MAX || !qw_cell_is_code_point(c[i])
	    || is_selected(c, n, i + length - 1))
		return 0;
	form[0] = length == 1 ? qw_normal_radical(c[i]) : 0;
	if (form[0] != 0)
		return fold;
	return qw_normal_compose(c + i, length, form);
}

/* How many of c[0..length) are not as in form[0..count). */
static size_t differences(const qw_cell *c, size_t length, const qw_cell *form, size_t count)
{
	size_t changes = count > length;
	for (size_t k = 0; k < length; k++)
		changes += k >= count || c[k] != form[k];
	return changes;
}

static size_t normalize(const qw_cell *c, size_t n, bool fold, qw_text *out)
{
	size_t changes = 0;
	for (size_t i = 0, length; i < n; i += length) {
		qw_cell form[QW_NORMAL_ROOM];
		length = joined_run(c, n, i);
		size_t count = normal_form(c, n, i, length, fold, form);
		const qw_cell *from = count > 0 ? form : c + i;
		count = count > 0 ? count : length;
		changes += differences(c + i, length, from, count);
		for (size_t k = 0; k < count; k++) {
			size_t at = k < length ? i + k : i + length - 1;
			qw_text_add(out, from[k], (uint32_t)at, (uint32_t)(i + length));
		}
	}
	return changes;
}

/* --- private use ---------------------------------------------------------------------------- */

/* What a set means may be a radical or compatibility ideograph in turn. */
static size_t read_private(qw_private_set set, qw_cell *c, size_t n, bool fold)
{
	size_t changes = 0;
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		if (!qw_cell_is_private(c[from]))
			continue;
		while (to < n && qw_cell_is_private(c[to]))
			to++;
		bool in_text = qw_private_company(c, n, from, to) > 1;
		for (size_t i = from; in_text && i < to; i++) {
			qw_cell form[QW_NORMAL_ROOM], read = qw_private_read(set, c[i]);
			bool marked = i + 1 < n && (is_selector(c[i + 1]) || qw_normal_joins(c[i + 1]));
			if (read == 0 || marked)
				continue;
			c[i] = read;
			if (normal_form(c, n, i, 1, fold, form) == 1)
				c[i] = form[0];
			changes++;
		}
	}
	return changes;
}

/* --- what nobody sees ----------------------------------------------------------------------- */

/* Does a hanzi, with its selector if it has one, end at c[i]? */
static bool ends_in_han(const qw_cell *c, size_t i)
{
	if (i > 0 && is_selector(c[i - 1]))
		i--;
	return i > 0 && qw_cell_is_han(c[i - 1]);
}

static size_t remove_invisible(const qw_text *in, qw_text *out)
{
	const qw_cell *c = in->cell;
	size_t changes = 0;
	for (size_t i = 0, length; i < in->length; i += length) {
		length = invisible_run(c, in->length, i);
		if (length > 0 && i + length < in->length && ends_in_han(c, i)
		    && qw_cell_is_han(c[i + length])) {
			changes += length;
			continue;
		}
		length += length == 0;
		qw_text_append(out, c + i, in->at + i, length);
	}
	return changes;
}

/* --- lines ---------------------------------------------------------------------------------- */

/* The line is read once, as it may be in `out`, too, and move. */
size_t qw_clean_line(const qw_cell *c, size_t n, qw_private_set set, qw_text *scratch,
                     qw_text *out)
{
	bool fold = !speaks_of_radicals(c, n);
	qw_text_clear(scratch);
	size_t changes = normalize(c, n, fold, scratch);
	if (scratch->failed)
		return 0;
	if (set != QW_PRIVATE_UNKNOWN)
		changes += read_private(set, scratch->cell, scratch->length, fold);
	changes += remove_invisible(scratch, out);
	return out->failed ? 0 : changes;
}
