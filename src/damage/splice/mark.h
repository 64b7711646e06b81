/* SPDX-License-Identifier: Apache-2.0 */
/* What decoders put where a splice tore a pair of bytes, and what splices put in
 * front of punctuation. */
#ifndef QW_DAMAGE_SPLICE_MARK_H
#define QW_DAMAGE_SPLICE_MARK_H

#include "damage/splice/view.h"
#include "damage/splice/note.h"

/* Cells at c[i] that stand for a lead byte and the ASCII byte that it ate: "?",
 * U+FFFD, or two NULs; 0: none of them. */
static inline size_t qw_mark_lost(const qw_cell *c, size_t n, size_t i)
{
	if (c[i] == '?' || c[i] == 0xFFFD)
		return 1;
	return c[i] == 0 && i + 1 < n && c[i + 1] == 0 ? 2 : 0;
}

/* Most decoders replace both bytes; those that write U+FFFD keep the ASCII byte. */
static inline bool qw_mark_eats(qw_cell c) { return c != 0xFFFD; }

/* Is there "reading)", what is left of a note, behind the mark of that width at c[i]? */
static inline bool qw_mark_note(const qw_cell *c, size_t n, size_t i, size_t width, qw_note *note)
{
	size_t tail = i + width;
	tail += !qw_mark_eats(c[i]) && tail < n && c[tail] == '(';
	return tail < n && qw_note_tail(c, n, tail, note);
}

/* What the byte 0x80, which leads no pair, is read as: the euro sign, or a control. */
static inline bool qw_mark_is_byte_80(qw_cell c) { return c == 0x20AC || c == 0x80; }

/* Punctuation that some splices prefix: ！ ？ ， 、 。 ； */
static inline bool qw_mark_is_prefixed(qw_cell c)
{
	return c == 0xFF01 || c == 0xFF1F || c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B;
}

/* What it is prefixed with: a blank, or U+0005 to U+0008. */
static inline bool qw_mark_is_prefix(qw_cell c)
{
	return c == ' ' || (c >= 5 && c <= 8);
}

/* The index behind the prefixes at c[i]; programs put at most five. */
static inline size_t qw_mark_behind_prefixes(const qw_cell *c, size_t n, size_t i)
{
	size_t limit = n - i > 16 ? i + 16 : n;
	while (i < limit && qw_mark_is_prefix(c[i]))
		i++;
	return i;
}

/* The index behind what a tear at c[i] may have shifted: all up to the next ASCII byte that
 * no splice put there. */
static inline size_t qw_mark_behind_torn(const qw_cell *c, size_t n, size_t i)
{
	qw_note note;
	size_t width = qw_mark_lost(c, n, i);
	if (qw_mark_note(c, n, i, width, &note)) {
		i = note.end;
	} else {
		i = qw_mark_behind_prefixes(c, n, i + width);
		i = i < n && qw_mark_is_prefixed(c[i]) ? i + 1 : i;
	}
	while (i < n && c[i] >= 0x80)
		i++;
	return i;
}

/* The quotation marks that are open, the last one lowest: the kind of each in four bits. */
typedef uint32_t qw_open_marks;

/* The kind of a mark that opens what must be closed, 0: none. */
static inline unsigned qw_mark_opens(qw_cell c)
{
	switch (c) {
	case 0x201C: return 1;
	case 0x2018: return 2;
	case 0x300C: return 3;
	case 0x300A: return 4;
	case 0xFF08: return 5;
	default: return 0;
	}
}

/* The kind that a mark closes, 0: none. */
static inline unsigned qw_mark_closes(qw_cell c)
{
	return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300B || c == 0xFF09
	     ? qw_mark_opens(c - 1) : 0;
}

static inline bool qw_mark_is_open(qw_open_marks open, unsigned kind)
{
	while (open != 0 && (open & 15) != kind)
		open >>= 4;
	return open != 0;
}

/* What is open behind c. */
static inline qw_open_marks qw_mark_open_behind(qw_open_marks open, qw_cell c)
{
	unsigned opened = qw_mark_opens(c), closed = qw_mark_closes(c);
	if (opened != 0)
		return open << 4 | opened;
	if (closed == 0 || !qw_mark_is_open(open, closed))
		return open;
	while ((open & 15) != closed)
		open >>= 4;
	return open >> 4;
}

/* Trail bytes of the characters with this reading and this lead byte: as many as
 * fit into out (may be NULL). Returns how many there are. */
size_t qw_reading_with_lead(const qw_view *view, qw_reading reading, unsigned char lead,
                            unsigned char *out, size_t room);

#endif
