/* SPDX-License-Identifier: Apache-2.0 */
/* Line after line: as the one before it where that reads well, else by the likeliest way. */
#include "config.h"
#include "decode/mixed.h"

#include "charset/name.h"
#include "decode/decode.h"
#include "decode/mixed_path.h"
#include "decode/sample.h"
#include "text/utf8.h"

#include <string.h>

enum {
	ALL = (1 << QW_MIXED_ALL) - 1,
	SOUND = 12,       /* bits of a letter of sound text */
	UNCOMMON = 4,    /* one of so many Han, or more, makes a line worth a look */
	KANA = 8,        /* one letter of so many, or more, makes a text Japanese */
	FEW = 4,         /* letters that are no evidence for another encoding */
	CHANCE = 16      /* bits of a letter above which nobody wrote it */
};

/* Other encodings than that of the bytes make such characters of them. */
static const uint32_t GATES = QW_SEEN_INVALID | QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE
                            | QW_SEEN_HANGUL | QW_SEEN_KANA | QW_SEEN_CONTROL;

typedef struct {
	qw_mixed *m;
	const unsigned char *p;
	qw_text *out;
	bool doubts;             /* bytes were left that nobody could read, or strange letters */
	size_t quote;            /* the next one */
} reader;

void qw_mixed_init(qw_mixed *m, const qw_allocator *a)
{
	*m = (qw_mixed){.allocator = *a};
	qw_text_init(&m->seen, a);
	m->charset[QW_MIXED_GB18030] = qw_charset_find("gb18030");
	m->charset[QW_MIXED_BIG5] = qw_charset_find("big5-hkscs");
}

void qw_mixed_free(qw_mixed *m)
{
	qw_release(&m->allocator, m->line, m->line_capacity, sizeof *m->line);
	qw_release(&m->allocator, m->foreign, m->capacity, sizeof *m->foreign);
	qw_release(&m->allocator, m->quoted, m->quoted_capacity, sizeof *m->quoted);
	qw_release(&m->allocator, m->step, m->step_capacity, sizeof *m->step);
	qw_release(&m->allocator, m->part, m->part_capacity, sizeof *m->part);
	qw_text_free(&m->seen);
}

/* The text goes on in this encoding, and in no other one unless it changes. */
static void set_encoding(qw_mixed *m, qw_mixed_encoding e)
{
	for (unsigned k = 0; k < QW_MIXED_ALL; k++)
		m->state.bits[k] = k == e ? 0 : INT64_MAX;
}

static qw_mixed_encoding encoding_at_hand(const qw_mixed *m)
{
	qw_mixed_encoding best = m->main;
	for (unsigned e = 0; e < QW_MIXED_ALL; e++)
		if (m->state.bits[e] < m->state.bits[best])
			best = (qw_mixed_encoding)e;
	return best;
}

bool qw_mixed_begin(qw_mixed *m, const char *name)
{
	static const struct { const char *name; qw_mixed_encoding encoding; } mains[] = {
		{"utf-8", QW_MIXED_UTF8}, {"unknown", QW_MIXED_UTF8}, {"gb18030", QW_MIXED_GB18030},
		{"big5-hkscs", QW_MIXED_BIG5},
	};
	m->count = 0;
	for (size_t i = 0; i < sizeof mains / sizeof *mains; i++)
		if (strcmp(name, mains[i].name) == 0) {
			m->main = mains[i].encoding;
			m->state.known = 1u << m->main;
			m->state.inside = false;
			set_encoding(m, m->main);
			return true;
		}
	return false;
}

const char *qw_mixed_name(qw_mixed_encoding e)
{
	static const char *const name[QW_MIXED_ALL] = {"utf8", "gb18030", "big5"};
	return name[e];
}

bool qw_mixed_quote(qw_mixed *m, uint32_t from)
{
	void *array = m->quoted;
	if (!qw_grow(&m->allocator, &array, &m->quoted_capacity, m->quotes + 1, sizeof *m->quoted))
		return false;
	m->quoted = array;
	m->quoted[m->quotes++] = from;
	return true;
}

/* ---- one encoding ---- */

/* Append p[from..from + n) as encoding e has it. Returns the bytes of complete characters, or
 * all of them. */
static size_t read_as(const qw_mixed *m, qw_mixed_encoding e, const unsigned char *p, size_t from,
                      size_t n, bool complete, qw_text *out)
{
	size_t end = from + n, i = from;
	if (e == QW_MIXED_UTF8) {
		size_t used = complete ? n : n - qw_utf8_unfinished(p + from, n);
		qw_text_add_utf8(out, p + from, used, (uint32_t)from);
		return used;
	}
	if (!qw_text_reserve(out, n)) /* no character has more code points than bytes */
		return n;
	while (i < end) {
		qw_cell c[2];
		unsigned count;
		if (p[i] < 0x80) {
			out->cell[out->length] = p[i];
			out->at[out->length++] = (uint32_t)i++;
			continue;
		}
		size_t used = qw_mixed_character(m, e, p + i, end - i, complete, c, &count);
		if (used == 0)
			break;
		for (unsigned k = 0; k < count; k++) {
			out->cell[out->length] = c[k];
			out->at[out->length++] = (uint32_t)(qw_cell_is_raw(c[k]) ? i + k : i);
		}
		i += used;
	}
	out->at[out->length] = (uint32_t)i;
	return i - from;
}

/* Could another encoding be so much better anywhere among the cells that its price would pay?
 * The bits that are more than sound text has are followed like a running sum. */
static bool has_hope(const qw_mixed *m, const qw_text *t, size_t first)
{
	int64_t least = qw_mixed_least_change(m), sum = 0;
	qw_cell before = QW_MODEL_START;
	for (size_t i = first; i < t->length && sum <= least; before = t->cell[i++]) {
		if (t->cell[i] >= 0x80)
			sum += qw_mixed_cost(before, t->cell[i], false) - SOUND * QW_BIT;
		if (sum < 0)
			sum = 0;
	}
	return sum > least;
}

/* Does the line that ends the text look as if it were in another encoding? UTF-8 has a form
 * that others don't keep to, but for some letters of two bytes. */
static bool is_suspect(const qw_mixed *m, const qw_text *t, const qw_line *line,
                       qw_mixed_encoding e)
{
	if (e == QW_MIXED_UTF8 && (line->seen & QW_SEEN_INVALID) != 0)
		return true;
	bool strange = e == QW_MIXED_UTF8 ? (line->seen & QW_SEEN_FOREIGN) != 0
	             : (line->seen & GATES) != 0 || line->uncommon * UNCOMMON > line->han;
	return strange && has_hope(m, t, line->from);
}

static bool has_raw(const qw_text *t, size_t first)
{
	for (size_t i = first; i < t->length; i++)
		if (qw_cell_is_raw(t->cell[i]))
			return true;
	return false;
}

/* ---- what is told ---- */

static int64_t cost_of(const qw_cell *c, size_t n, bool foreign)
{
	int64_t sum = 0;
	qw_cell before = QW_MODEL_START;
	for (size_t i = 0; i < n; before = c[i++])
		sum += qw_mixed_cost(before, c[i], foreign);
	return sum;
}

/* Does c[0..n), written in the encoding, give these bytes? */
static bool gives(const qw_mixed *m, qw_mixed_encoding e, const qw_cell *c, size_t n,
                  const unsigned char *p, size_t length)
{
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char bytes[4];
		size_t width = !qw_cell_is_code_point(c[i]) ? 0
		             : e == QW_MIXED_UTF8 ? qw_utf8_encode(c[i], bytes)
		                                  : qw_charset_encode(m->charset[e], c[i], bytes);
		if (width == 0 || width > length - at || memcmp(bytes, p + at, width) != 0)
			return false;
		at += width;
	}
	return at == length;
}

static void explain(reader *r, qw_foreign *f, size_t first, size_t last)
{
	qw_mixed *m = r->m;
	const qw_cell *c = r->out->cell + first;
	size_t n = last - first;
	f->seen = m->seen.length;
	read_as(m, m->main, r->p, f->from, f->to - f->from, true, &m->seen);
	f->seen_end = m->seen.length;
	if (m->seen.failed) {
		r->out->failed = true;
		return;
	}
	f->bits = cost_of(m->seen.cell + f->seen, f->seen_end - f->seen, false) - cost_of(c, n, true);
	f->proven = gives(m, f->encoding, c, n, r->p + f->from, f->to - f->from);
}

/* ASCII and bytes that are no text are in no encoding. */
static bool is_neutral(qw_cell c) { return c < 0x80 || qw_cell_is_raw(c); }

/* The cells from `first` on are in encoding e: list them, less what is neutral around them. */
static void note(reader *r, qw_mixed_encoding e, size_t first)
{
	qw_mixed *m = r->m;
	qw_text *t = r->out;
	size_t last = t->length;
	if (e == m->main || t->failed)
		return;
	while (first < last && is_neutral(t->cell[first]))
		first++;
	while (last > first && is_neutral(t->cell[last - 1]))
		last--;
	if (first == last)
		return;
	void *array = m->foreign;
	if (!qw_grow(&m->allocator, &array, &m->capacity, m->count + 1, sizeof *m->foreign)) {
		t->failed = true;
		return;
	}
	m->foreign = array;
	m->state.known |= 1u << e;
	qw_foreign *f = &m->foreign[m->count++];
	*f = (qw_foreign){.from = t->at[first], .to = t->at[last], .encoding = e};
	if (m->explains)
		explain(r, f, first, last);
}

/* ---- several encodings ---- */

/* Does c[0..n) read as Chinese does, with as many letters as it takes to tell? Bytes by chance,
 * of which UTF-8 makes nothing, do not; and kana have the same bytes in EUC-JP and in GB18030,
 * while Han have not. */
static bool reads_as_chinese(const qw_cell *c, size_t n, int64_t least, bool doubted)
{
	int64_t bits = 0, letters = 0, kana = 0;
	qw_cell before = QW_MODEL_START;
	for (size_t i = 0; i < n; before = c[i++]) {
		if (c[i] < 0x80)
			continue;
		bits += qw_mixed_cost(before, c[i], true);
		letters++;
		kana += c[i] >= 0x3040 && c[i] <= 0x30FF;
	}
	bool chance = doubted && bits > letters * CHANCE * QW_BIT;
	return letters >= least && !chance && kana * KANA <= letters;
}

/* A single letter of two bytes is no evidence of UTF-8: where a byte of a pair was lost, chance
 * makes them. What holds no character at all is no text of another encoding. */
static bool is_enough_utf8(const unsigned char *p, size_t n)
{
	size_t letters = 0;
	bool any = false;
	for (size_t i = 0, used; i < n; i += used) {
		qw_cell c;
		used = qw_utf8_decode(p + i, n - i, &c);
		letters += used == 2 && !qw_cell_is_raw(c);
		any = any || used > 1;
		if (used > 2 || letters > 1)
			return true;
	}
	return !any;
}

/* Bytes of another language may read as Chinese. So what would be the first part in an encoding
 * must be taken for it on its own. */
static bool is_believed(reader *r, size_t begin, const qw_mixed_part *part)
{
	static const char *const name[QW_MIXED_ALL] = {"utf-8", "gb18030", "big5-hkscs"};
	const unsigned char *p = r->p + begin + part->from;
	size_t n = part->to - part->from, first = r->out->length;
	if (part->encoding == r->m->main || qw_ascii_length(p, n) == n)
		return true;
	bool known = (r->m->state.known >> part->encoding & 1) != 0;
	if (part->encoding == QW_MIXED_UTF8)
		return known || is_enough_utf8(p, n);
	read_as(r->m, part->encoding, p, 0, n, true, r->out);
	bool doubted = !known || r->m->main == QW_MIXED_UTF8;
	bool chinese = reads_as_chinese(r->out->cell + first, r->out->length - first,
	                                known ? 1 : FEW, doubted);
	r->out->length = first;
	if (!chinese || known)
		return chinese;
	const qw_decode_hints piece = {NULL, true};
	const char *guess = qw_decode_weigh(p, n, true, &piece, &r->m->allocator).name;
	r->out->failed = r->out->failed || guess == NULL;
	return guess != NULL && strcmp(guess, name[part->encoding]) == 0;
}

/* Find the way through a line, without what nobody believes. */
static bool find_path(reader *r, size_t begin, size_t n, bool complete, size_t *used)
{
	qw_mixed *m = r->m;
	int64_t bits[QW_MIXED_ALL];
	memcpy(bits, m->state.bits, sizeof bits);
	for (unsigned allowed = ALL, last = 0; allowed != last;) {
		last = allowed;
		memcpy(m->state.bits, bits, sizeof bits);
		if (!qw_mixed_path(m, r->p + begin, n, complete, allowed, used))
			return false;
		for (size_t i = 0; i < m->parts; i++)
			if (!is_believed(r, begin, &m->part[i]))
				allowed &= ~(1u << m->part[i].encoding);
	}
	return true;
}

static size_t read_parts(reader *r, size_t begin, size_t n, bool complete)
{
	qw_mixed *m = r->m;
	size_t first = r->out->length, used;
	if (!find_path(r, begin, n, complete, &used)) {
		r->out->failed = true;
		return n;
	}
	for (size_t i = 0; i < m->parts; i++) {
		const qw_mixed_part *part = &m->part[i];
		size_t cells = r->out->length;
		read_as(m, part->encoding, r->p, begin + part->from, part->to - part->from, true, r->out);
		note(r, part->encoding, cells);
	}
	r->doubts = r->doubts || has_raw(r->out, first);
	return used;
}

/* Is the line quoted? Then it is read, if it can be, and *used says how far. */
static bool read_quotation(reader *r, size_t begin, size_t n, bool complete, size_t *used)
{
	qw_mixed *m = r->m;
	size_t first = r->out->length;
	while (r->quote < m->quotes && m->quoted[r->quote] < begin)
		r->quote++;
	if (r->quote == m->quotes || m->quoted[r->quote] != begin)
		return false;
	*used = read_as(m, m->main, r->p, begin, n, complete, r->out);
	if (!has_raw(r->out, first))
		return true;
	r->out->length = first;
	return false;
}

static void scan(const reader *r, size_t first, qw_line *line)
{
	size_t at = first;
	qw_scan_cells(r->out->cell, r->out->length, &at, line);
}

/* Returns the bytes that were read; *line is what the scan says of them. */
static size_t read_line(reader *r, size_t begin, size_t n, bool complete, qw_line *line)
{
	qw_mixed *m = r->m;
	size_t first = r->out->length, used;
	qw_mixed_encoding e = encoding_at_hand(m);
	bool quoted = read_quotation(r, begin, n, complete, &used);
	if (!quoted)
		used = read_as(m, e, r->p, begin, n, complete, r->out);
	scan(r, first, line);
	if (quoted)
		return used;
	if (r->out->failed || qw_ascii_length(r->p + begin, used) == used)
		return used;
	if (is_suspect(m, r->out, line, e)) {
		r->out->length = first;
		used = read_parts(r, begin, n, complete);
		scan(r, first, line);
		return used;
	}
	r->doubts = r->doubts || (e == QW_MIXED_UTF8 && (line->seen & QW_SEEN_FOREIGN) != 0);
	set_encoding(m, e);
	note(r, e, first);
	return used;
}

static qw_line *add_line(reader *r)
{
	qw_mixed *m = r->m;
	void *array = m->line;
	if (!qw_grow(&m->allocator, &array, &m->line_capacity, m->lines + 1, sizeof *m->line)) {
		r->out->failed = true;
		return NULL;
	}
	m->line = array;
	return &m->line[m->lines++];
}

static size_t read_lines(reader *r, size_t n, bool final)
{
	size_t i = 0;
	while (i < n && !r->out->failed) {
		const unsigned char *newline = memchr(r->p + i, '\n', n - i);
		size_t length = newline != NULL ? (size_t)(newline - r->p) + 1 - i : n - i;
		if (newline == NULL && !final && i > 0)
			break;
		qw_line *line = add_line(r);
		if (line == NULL)
			break;
		size_t used = read_line(r, i, length, newline != NULL || final, line);
		r->m->lines -= line->from == line->to;
		i += used;
		r->m->state.inside = newline == NULL;
		if (used < length)
			break;
	}
	if (r->m->state.inside && r->out->length > 0)
		r->m->state.before = r->out->cell[r->out->length - 1];
	return i;
}

/* What is found in a later line may explain bytes that nobody could read in one before it:
 * then all of the window is read once more. */
size_t qw_mixed_read(qw_mixed *m, const unsigned char *p, size_t n, bool final, qw_text *out)
{
	qw_mixed_state begun = m->state;
	for (;;) {
		reader r = {m, p, out, false, 0};
		m->count = m->lines = 0;
		qw_text_clear(&m->seen);
		size_t used = read_lines(&r, n, final);
		if (out->failed || m->state.known == begun.known || !r.doubts)
			return used;
		begun.known = m->state.known;
		m->state = begun;
		qw_text_clear(out);
	}
}

void qw_mixed_pass(qw_mixed *m, const unsigned char *p, size_t n)
{
	m->count = 0;
	m->state.inside = n > 0 ? p[n - 1] != '\n' : m->state.inside;
	m->state.before = QW_MODEL_START;
	set_encoding(m, m->main);
}
