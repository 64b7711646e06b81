/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/escape.h"

#include "damage/chain.h"
#include "damage/escape/context.h"
#include "damage/escape/spell.h"
#include "damage/mention.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
	LASTING = 64,    /* lines for which a kind is expected to go on, */
	BACK = 64,       /* or may have begun before the first that showed it */
	THROUGHOUT = 8,  /* lines that tell that a document is damaged throughout */
	NUMBER = 4,      /* digits of a number in a sentence */
	FENCE = 3,       /* ` that begin a block of code */
	LOOKED_AT = 16,  /* bytes that show whether they are UTF-8 */
	MONOTONOUS = 4,  /* characters that are all the same */
	SUSPECT = 2      /* letters that bytes turn into, in escapes that are worth a search */
};

enum {                   /* bits */
	PRICE = 8,       /* of a kind that is not expected */
	UNIT = 16,       /* that a character is one of all there are, */
	PAIR = 11,       /* or one of those with two bytes in UTF-8, */
	TRIPLE = 18,     /* or more */
	ASCII = 6,
	RARE = 18,       /* what a character costs at most that is escaped, maybe, as it is rare, */
	DEAREST = 24,    /* or another one: the model has not seen all names */
	PLAIN = 10,      /* against an end that is no sign of an escape, */
	DIGITS = 24,     /* and when a number stands in front, */
	WELL = 2,        /* by which a character of sound text is cheaper than that, */
	COARSE = 11,     /* of a character of bytes above which they are another encoding's, */
	ALONE = 18,      /* against a character that stands alone, where all are in doubt */
	MENTION = 48     /* against a line where escapes are spoken of */
};

/* What becomes of a cell of the undone text. */
enum { AS_FOUND, UNDONE, IN_FRAME };

void qw_escape_init(qw_escape *e, const qw_allocator *a)
{
	*e = (qw_escape){.line = LASTING + 1};
	qw_escapes_init(&e->undone, a);
	qw_surprise_init(&e->surprise, a);
	qw_candidates_init(&e->found, a);
}

void qw_escape_free(qw_escape *e)
{
	qw_release(&e->undone.allocator, e->state, e->state_capacity, sizeof *e->state);
	qw_release(&e->undone.allocator, e->mentions, e->mentions_capacity, sizeof *e->mentions);
	qw_escapes_free(&e->undone);
	qw_surprise_free(&e->surprise);
	qw_candidates_free(&e->found);
}

void qw_escape_reset(qw_escape *e)
{
	e->line = LASTING + 1;
	memset(e->seen, 0, sizeof e->seen);
	memset(e->run, 0, sizeof e->run);
	qw_expected_clear(&e->expected);
}

static size_t number_of(const qw_escape_kind *k)
{
	return (size_t)(k - qw_escape_kind_number(0));
}

static bool is_expected(const qw_escape *e, size_t kind)
{
	return e->line - e->seen[kind] <= LASTING;
}

/* ---- what a piece is worth ---- */

/* Bytes of UTF-8 are hardly ever others. */
static bool spells_utf8(const qw_escape_kind *k)
{
	return (k->spelling == QW_SPELL_WORD || qw_spells_bytes(k->spelling))
	    && k->code == QW_ESCAPE_UTF8;
}

/* Bits that its spelling says about the character. */
static unsigned payload(const qw_escape_kind *k, qw_cell c)
{
	if (c < 0x80)
		return ASCII;
	return !spells_utf8(k) ? UNIT : c < 0x800 ? PAIR : TRIPLE;
}

static bool may_return(const qw_escape_piece *p, qw_cell c)
{
	return qw_escape_may_return(c) || (p->whole && qw_escape_is_harmless(c));
}

static bool is_letter(qw_cell c) { return c >= 0xC0 && !qw_escape_is_sign(c); }

/* Is there a word right beside the piece, or only a number between them? */
static bool is_attached(const qw_escape *e, const qw_escape_piece *p)
{
	const qw_text *t = &e->undone.text;
	size_t i = p->first;
	while (i > 0 && p->first - i < NUMBER && t->cell[i - 1] - '0' < 10)
		i--;
	return (i > 0 && is_letter(t->cell[i - 1]))
	    || (p->end < t->length && is_letter(t->cell[p->end]));
}

/* Is it in the middle of Han? */
static bool is_enclosed(const qw_escape *e, const qw_escape_piece *p)
{
	const qw_text *t = &e->undone.text;
	return p->first > 0 && qw_cell_is_han(t->cell[p->first - 1])
	    && p->end < t->length && qw_cell_is_han(t->cell[p->end]);
}

/* Does the piece hold Chinese, or signs of it? Other languages' escapes are left alone where
 * nothing is Chinese. */
static bool is_wide(const qw_escape *e, const qw_escape_piece *p)
{
	for (size_t i = p->first; i < p->end; i++) {
		qw_cell c = e->undone.text.cell[i];
		if (qw_cell_is_han(c) || (c >= 0x3000 && c < 0x3100) || (c > 0xFF00 && c < 0xFF60))
			return true;
	}
	return false;
}

/* Is it one character over and over, as tables of bytes are? */
static bool is_monotonous(const qw_escape *e, const qw_escape_piece *p)
{
	const qw_cell *c = e->undone.text.cell;
	size_t i = p->first + 1;
	while (i < p->end && c[i] == c[p->first])
		i++;
	return i == p->end && p->end - p->first >= MONOTONOUS;
}

/* Bits/256 against characters of a double-byte set, in which nearly all bytes are text, that
 * read no better than chance, where nothing around them is Chinese. */
static int64_t coarseness(const qw_escape_kind *k, bool chinese, int64_t cost)
{
	bool any = !chinese && qw_spells_bytes(k->spelling) && !spells_utf8(k);
	return any && cost > COARSE * QW_BIT ? cost - COARSE * QW_BIT : 0;
}

/* Are the bytes of a double-byte set, as far as they are looked at, UTF-8? Then they are no
 * pairs. */
static bool is_utf8_instead(const qw_escape *e, const qw_escape_piece *p)
{
	unsigned char bytes[LOOKED_AT + 4] = {0};
	size_t n = 0;
	const qw_charset *set = qw_escape_charset(p->kind->code);
	if (!qw_spells_bytes(p->kind->spelling) || set == NULL)
		return false;
	for (size_t i = p->first; i < p->end && n < LOOKED_AT; i++)
		n += qw_charset_encode(set, e->undone.text.cell[i], bytes + n);
	for (size_t i = 0; i < n;) {
		qw_cell c;
		size_t used = qw_utf8_decode(bytes + i, n - i, &c);
		if (qw_cell_is_raw(c))
			return i > 0 && n >= LOOKED_AT && qw_utf8_unfinished(bytes + i, n - i) == n - i;
		i += used;
	}
	return n > 0;
}

static int64_t worth(const qw_escape *e, const qw_escape_piece *p, bool chinese)
{
	bool rare = p->kind->spelling <= QW_SPELL_PERCENT_U || spells_utf8(p->kind);
	const int64_t most = (rare ? RARE : DEAREST) * QW_BIT;
	int64_t gain = (int64_t)p->kind->evidence * QW_BIT;
	size_t returned = 0;
	for (size_t i = p->first; i < p->end; i++) {
		qw_cell c = e->undone.text.cell[i];
		int64_t cost = e->surprise.sum[i + 1] - e->surprise.sum[i];
		/* Half of a run can't stay, and C1 controls are bytes of something else. */
		if ((p->whole && !may_return(p, c)) || (c >= 0x80 && c < 0xA0))
			return 0;
		if (!may_return(p, c))
			continue;
		gain += (int64_t)payload(p->kind, c) * QW_BIT - (cost < most ? cost : most)
		      - coarseness(p->kind, chinese, cost);
		returned++;
	}
	if (p->whole && p->plain)
		gain -= PLAIN * QW_BIT;
	bool chance = is_monotonous(e, p) || (!chinese && is_utf8_instead(e, p));
	return returned > 0 && !chance ? gain : 0;
}

/* Bits against a single character: that stands alone, or whose end is no sign of an escape, as
 * in 100%ABC. */
static unsigned doubt(const qw_escape *e, const qw_escape_piece *p)
{
	unsigned bits = 0;
	if (p->end - p->first > 1)
		return 0;
	if (p->plain)
		bits += p->first > 0 && e->undone.text.cell[p->first - 1] - '0' < 10 ? DIGITS : PLAIN;
	return bits + (is_attached(e, p) ? 0 : ALONE);
}

/* What a piece says for an accident: where escapes are spoken of, its spelling does only in the
 * middle of words. */
static int64_t evidence(const qw_escape *e, const qw_escape_piece *p, bool mentioned)
{
	bool quoted = mentioned && !is_enclosed(e, p);
	return p->gain - (quoted ? p->kind->evidence * QW_BIT : 0);
}

/* What all pieces of a kind gain together: one accident made them, and its price is paid once. */
static int64_t gain_of(const qw_escape *e, size_t kind, bool mentioned)
{
	bool expected = is_expected(e, kind), quoted = mentioned && e->run[kind] < THROUGHOUT;
	int64_t gain = 0, doubts = 0;
	size_t count = 0, doubted = 0;
	for (size_t i = 0; i < e->undone.count; i++) {
		const qw_escape_piece *p = &e->undone.piece[i];
		if (number_of(p->kind) != kind || p->gain <= 0)
			continue;
		gain += evidence(e, p, quoted);
		count++;
		doubted += doubt(e, p) > 0;
		doubts += (int64_t)doubt(e, p) * QW_BIT;
	}
	gain -= (expected ? 0 : PRICE * QW_BIT) + (quoted ? MENTION * QW_BIT : 0);
	return count == 0 ? 0 : doubted == count && !expected ? gain - doubts : gain;
}

static void note_kind(qw_escape *e, size_t kind, bool *fresh)
{
	*fresh = *fresh || !is_expected(e, kind);
	e->seen[kind] = e->line;
	e->run[kind]++;
}

static void take_kind(qw_escape *e, size_t kind, bool mentioned, bool *fresh)
{
	int64_t gain = gain_of(e, kind, mentioned);
	if (gain <= 0)
		return;
	for (size_t i = 0; i < e->undone.count; i++)
		if (number_of(e->undone.piece[i].kind) == kind) {
			e->undone.piece[i].taken = e->undone.piece[i].gain > 0;
			e->undone.piece[i].lead = gain;
		}
	note_kind(e, kind, fresh);
}

/* ---- mojibake in escapes ---- */

/* Is there anything that bytes turn into, or that reads badly? */
static bool is_suspect(const qw_escape *e)
{
	size_t suspect = 0;
	for (size_t i = 0; i < e->undone.count && suspect < SUSPECT; i++) {
		const qw_escape_piece *p = &e->undone.piece[i];
		if (p->gain == INT64_MIN)
			continue;
		int64_t well = (int64_t)(p->kind->evidence + WELL * (p->end - p->first)) * QW_BIT;
		suspect += p->gain < well ? p->end - p->first : 0;
		for (size_t k = p->first; k < p->end && suspect < SUSPECT; k++)
			suspect += (qw_scan_class(e->undone.text.cell[k])
			            & (QW_SEEN_FOREIGN | QW_SEEN_CONTROL)) != 0;
	}
	return suspect >= SUSPECT;
}

/* The number of the first piece that ends behind cell k of the undone text. */
static size_t first_piece(const qw_escape *e, size_t k)
{
	size_t low = 0, high = e->undone.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (e->undone.piece[middle].end <= k)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The piece that cell k of the undone text is in; NULL: it is in none. *i goes on from piece to
 * piece. */
static qw_escape_piece *piece_of(const qw_escape *e, size_t k, size_t *i)
{
	while (*i < e->undone.count && e->undone.piece[*i].end <= k)
		++*i;
	return *i < e->undone.count && e->undone.piece[*i].first <= k ? &e->undone.piece[*i] : NULL;
}

/* The kind and form of all escapes in a frame; NULL: there are none, several, or such as must
 * not be undone, or the frame parts a run. */
static const qw_escape_piece *frame_piece(const qw_escape *e, const qw_frame *f)
{
	const qw_escape_piece *one = NULL;
	size_t i = first_piece(e, f->from);
	for (size_t k = f->from; k < f->to; k++) {
		const qw_escape_piece *p = piece_of(e, k, &i);
		if (p == NULL)
			continue;
		if (p->gain == INT64_MIN || (one != NULL && p->kind != one->kind)
		    || (p->whole && (p->first < f->from || p->end > f->to)))
			return NULL;
		one = p;
	}
	return one;
}

/* What comes back must be able to. */
static bool is_clean(const qw_escape *e, const qw_frame *f)
{
	for (size_t i = f->out_from; i < f->out_to; i++) {
		qw_cell c = e->found.original.cell[i];
		if (c >= 0x80 && !qw_escape_may_return(c))
			return false;
	}
	return true;
}

static bool search_frames(qw_escape *e, bool mentioned, bool *fresh)
{
	const qw_text *t = &e->undone.text;
	qw_slice slice = {t->cell, t->at, t->length};
	size_t kept = 0;
	qw_candidates_clear(&e->found);
	if (!is_suspect(e))
		return true;
	if (!qw_candidates_find(&e->found, &slice, &e->expected))
		return false;
	qw_candidates_choose(&e->found, &slice);
	for (size_t i = 0; i < e->found.count; i++) {
		const qw_candidate *c = &e->found.candidate[i];
		const qw_escape_piece *p = frame_piece(e, &c->frame);
		if (p == NULL || c->layers.loss != 0 || !is_clean(e, &c->frame)
		    || (mentioned && c->frame.gain < MENTION * QW_BIT
		        && e->run[number_of(p->kind)] < THROUGHOUT))
			continue;
		note_kind(e, number_of(p->kind), fresh);
		qw_expected_note(&e->expected, &c->layers);
		e->found.candidate[kept++] = *c;
	}
	e->found.count = kept;
	return true;
}

/* ---- the plan ---- */

typedef struct {
	qw_escape *e;
	const qw_slice *line;
	uint32_t number;
	qw_plan *plan;
	qw_text *out;
} writing;

/* Does damaging it again give anything but what was found? */
static bool differs(const writing *w, const char *chain, const qw_cell *after, size_t m,
                    const qw_cell *seen, size_t n, bool *failed)
{
	qw_text text;
	size_t bad;
	qw_text_init(&text, &w->e->undone.allocator);
	for (size_t i = 0; i < m; i++)
		qw_text_add(&text, after[i], (uint32_t)i, (uint32_t)i + 1);
	qw_status status = text.failed ? QW_E_NOMEM : qw_chain_apply(chain, &text, &bad);
	bool same = status == QW_OK && text.length == n
	         && memcmp(text.cell, seen, n * sizeof *seen) == 0;
	*failed = status == QW_E_NOMEM;
	qw_text_free(&text);
	return !same;
}

/* Cells [from, to) of the line became after[0..m): better by so many bits/256, and by how many than
 * the next best reading. */
static bool plan_span(const writing *w, const char *kind, size_t from, size_t to,
                      const qw_cell *after, size_t m, int64_t gain, int64_t lead)
{
	qw_plan *plan = w->plan;
	qw_plan_segment *s = plan->segments > 0 ? &plan->segment[plan->segments - 1] : NULL;
	const qw_cell *before = w->line->cell + from;
	qw_plan_span span = {.line = w->number, .from = w->line->at[from], .to = w->line->at[to],
	                     .lead = lead > INT32_MAX ? INT32_MAX : (qw_bits)lead};
	bool failed = false;
	if (s == NULL || strcmp(s->kind, kind) != 0 || w->number < s->last_line)
		s = qw_plan_begin(plan, kind);
	if (s == NULL)
		return false;
	if (plan->keep_spans)
		span.differs = differs(w, s->kind, after, m, before, to - from, &failed);
	for (size_t i = 0; i < m; i++)
		span.exact += after[i] >= 0x80;
	s->bits += gain;
	return !failed && qw_plan_add(plan, &span, before, to - from, after, m);
}

/* The cells of a piece that are undone, from k on, side by side. */
static bool write_undone(const writing *w, const qw_escape_piece *p, size_t *k)
{
	const qw_text *t = &w->e->undone.text;
	size_t from = *k, end = from;
	char name[QW_ESCAPE_NAME];
	while (end < p->end && w->e->state[end] == UNDONE)
		end++;
	for (size_t i = from; i < end; i++)
		qw_text_add(w->out, t->cell[i], w->line->at[t->at[i]], w->line->at[t->at[i + 1]]);
	*k = end;
	qw_escape_name(p->kind, &p->form, name);
	return plan_span(w, name, t->at[from], t->at[end], t->cell + from, end - from, p->gain,
	                 p->lead);
}

static bool write_frame(const writing *w, const qw_candidate *c, const qw_escape_piece *p)
{
	const qw_text *t = &w->e->undone.text, *o = &w->e->found.original;
	const qw_frame *f = &c->frame;
	char name[QW_LAYERS_NAME + QW_ESCAPE_NAME];
	size_t length;
	qw_layers_name(&c->layers, name);
	length = strlen(name);
	name[length] = ',';
	qw_escape_name(p->kind, &p->form, name + length + 1);
	for (size_t i = f->out_from; i < f->out_to; i++)
		qw_text_add(w->out, o->cell[i], w->line->at[o->at[i]], w->line->at[o->at[i + 1]]);
	return plan_span(w, name, t->at[f->from], t->at[f->to], o->cell + f->out_from,
	                 f->out_to - f->out_from, f->gain, c->lead);
}

static void write_found(const writing *w, size_t from, size_t to)
{
	qw_text_append(w->out, w->line->cell + from, w->line->at + from, to - from);
}

static bool write_line(const writing *w)
{
	const qw_escape *e = w->e;
	const qw_text *t = &e->undone.text;
	size_t frame = 0, i = 0;
	for (size_t k = 0; k < t->length;) {
		const qw_escape_piece *p = piece_of(e, k, &i);
		bool done = true;
		if (e->state[k] == IN_FRAME) {
			const qw_candidate *c = &e->found.candidate[frame++];
			done = write_frame(w, c, frame_piece(e, &c->frame));
			k = c->frame.to;
		} else if (e->state[k] == UNDONE) {
			done = write_undone(w, p, &k);
		} else {
			write_found(w, t->at[k], t->at[k + 1]);
			k++;
		}
		if (!done)
			return false;
	}
	return !w->out->failed;
}

/* What becomes of each cell. False: nothing is to be done, or there is no memory. */
static bool decide(qw_escape *e, bool *failed)
{
	void *array = e->state;
	const qw_text *t = &e->undone.text;
	bool any = e->found.count > 0;
	*failed = !qw_grow(&e->undone.allocator, &array, &e->state_capacity, t->length + 1, 1);
	if (*failed)
		return false;
	e->state = array;
	memset(e->state, AS_FOUND, t->length);
	for (size_t i = 0; i < e->found.count; i++) {
		const qw_frame *f = &e->found.candidate[i].frame;
		memset(e->state + f->from, IN_FRAME, f->to - f->from);
	}
	for (size_t i = 0; i < e->undone.count; i++) {
		const qw_escape_piece *p = &e->undone.piece[i];
		for (size_t k = p->first; p->taken && k < p->end; k++)
			if (e->state[k] == AS_FOUND && may_return(p, t->cell[k])) {
				e->state[k] = UNDONE;
				any = true;
			}
	}
	return any;
}

static bool rewrite(qw_escape *e, qw_page *page, size_t number, qw_slice line, qw_plan *plan)
{
	/* The slice may lie in page->fixed, which grows. */
	size_t room = 2 * line.length + e->found.original.length + 1;
	if (!qw_text_reserve(&page->fixed, room) || !qw_page_cells(page, number, &line))
		return false;
	size_t first = page->fixed.length;
	writing w = {e, &line, (uint32_t)number, plan, &page->fixed};
	if (!write_line(&w))
		return false;
	qw_page_replace(page, number, first, true);
	return !page->fixed.failed;
}

/* ---- lines ---- */

/* Which pieces are meant as they stand, and what the others are worth. False: all are meant. */
static bool weigh(qw_escape *e, const qw_slice *line)
{
	qw_escape_context x = qw_escape_context_of(line->cell, line->length);
	bool any = false, chinese = false;
	for (size_t i = 0; i < line->length && !chinese; i++)
		chinese = qw_cell_is_han(line->cell[i]);
	for (size_t i = 0; i < e->undone.count; i++) {
		qw_escape_piece *p = &e->undone.piece[i];
		bool kept = e->entities == QW_ENTITIES_KEEP && p->kind->spelling <= QW_SPELL_NAME;
		p->taken = false;
		bool asked = e->entities == QW_ENTITIES_NAMED && p->kind->spelling <= QW_SPELL_NAME;
		bool usual = chinese || asked || is_expected(e, number_of(p->kind));
		p->gain = qw_escape_is_meant(&x, &e->undone, p) || kept ? INT64_MIN
		        : usual || is_wide(e, p) ? worth(e, p, usual) : 0;
		any = any || p->gain != INT64_MIN;
	}
	return any;
}

static uint32_t expected_kinds(const qw_escape *e)
{
	uint32_t known = 0;
	for (size_t kind = 0; qw_escape_kind_number(kind) != NULL; kind++)
		known |= (uint32_t)is_expected(e, kind) << kind;
	return known;
}

static bool repair_line(qw_escape *e, qw_page *page, size_t number, qw_plan *plan, bool *fresh)
{
	qw_slice line;
	bool failed = false;
	if (!qw_page_cells(page, number, &line)
	    || !qw_escapes_undo(&e->undone, line.cell, line.length,
	                        e->entities == QW_ENTITIES_NAMED, expected_kinds(e)))
		return false;
	if (e->undone.count == 0)
		return true;
	if (!qw_surprise_sum(&e->surprise, e->undone.text.cell, e->undone.text.length))
		return false;
	if (!weigh(e, &line))
		return true;
	bool mentioned = e->fenced || qw_is_about_escapes(page, number, e->mentions);
	if (!search_frames(e, mentioned, fresh))
		return false;
	for (size_t kind = 0; qw_escape_kind_number(kind) != NULL; kind++)
		take_kind(e, kind, mentioned, fresh);
	if (!decide(e, &failed))
		return !failed;
	return rewrite(e, page, number, line, plan);
}

/* Does the line begin or end a block of code in Markdown? */
static bool is_fence(const qw_page *page, size_t number)
{
	const qw_line *scan = &page->line[number].scan;
	size_t from = scan->from, n = page->line[number].scan.to - from;
	bool fence = n >= FENCE;
	for (size_t i = 0; fence && i < FENCE; i++)
		fence = (page->bytes != NULL ? page->bytes[from + i] : page->source.cell[from + i]) == '`';
	return fence;
}

/* Named entities open no gate: they are looked for on demand only. */
static bool is_worth_a_look(const qw_escape *e, const qw_page *page, size_t number)
{
	const qw_line *scan = &page->line[number].scan;
	return (scan->seen & QW_SEEN_ESCAPE) != 0
	    || (e->entities == QW_ENTITIES_NAMED && qw_page_mentions(page, number, number + 1, "&"));
}

/* What a line alone did not tell, the next one may. */
static bool look_back(qw_escape *e, qw_page *page, size_t number, qw_plan *plan)
{
	bool fresh = false;
	for (size_t i = number, back = 0; i-- > 0 && back < BACK && !page->line[i].changed; back++)
		if (is_worth_a_look(e, page, i) && !repair_line(e, page, i, plan, &fresh))
			return false;
	return true;
}

bool qw_escape_page(qw_escape *e, qw_page *page, qw_plan *plan, bool again)
{
	void *array = e->mentions;
	if (!qw_grow(&e->undone.allocator, &array, &e->mentions_capacity, page->lines, 1))
		return false;
	e->mentions = array;
	if (page->lines > 0)
		memset(e->mentions, -1, page->lines);
	e->fenced = false;
	for (size_t i = 0; i < page->lines; i++, e->line += !again) {
		bool fresh = false;
		if (is_fence(page, i))
			e->fenced = !e->fenced;
		if ((again && !page->line[i].changed) || !is_worth_a_look(e, page, i))
			continue;
		if (!repair_line(e, page, i, plan, &fresh)
		    || (fresh && !again && !look_back(e, page, i, plan)))
			return false;
	}
	return true;
}
