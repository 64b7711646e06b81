/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/lossy.h"

#include "damage/mojibake/lossy_step.h"
#include "damage/mojibake/shift_step.h"
#include "scan/scan.h"

enum {
	DOUBTFUL = 4,    /* bits by which the best of what is left must lead */
	BEHIND = 16,     /* bits by which a hypothesis may be behind the best, */
	CROWDED = 12,    /* where there are more than */
	CROWD = 16,      /* already, */
	SETTLING = 10,   /* where nothing more is lost, */
	SHIFTED = 28,    /* and where bytes may be lost anywhere */
	NODES = 1 << 16  /* characters of all hypotheses of a place that nobody decides */
};

void qw_lossy_init(qw_lossy *l, const qw_allocator *a)
{
	*l = (qw_lossy){.lead = NULL};
	qw_beam_init(&l->beam, a);
	qw_openings_init(&l->openings, a);
	qw_choices_init(&l->choices, a);
}

void qw_lossy_lean(qw_lossy *l, qw_cell c)
{
	l->lean = qw_step_lean(l->lean, qw_scan_lean(c));
}

void qw_lossy_free(qw_lossy *l)
{
	qw_release(&l->beam.allocator, l->code, l->code_capacity, sizeof *l->code);
	qw_openings_free(&l->openings);
	qw_choices_free(&l->choices);
	qw_release(&l->beam.allocator, l->lead, l->capacity, sizeof *l->lead);
	qw_beam_free(&l->beam);
}

typedef struct {
	qw_lossy *lossy;
	qw_step step;
	qw_layer_input in;
	qw_text *out;
	size_t piece;            /* where the piece begins in `out` */
} undoer;

static uint32_t border_at(const undoer *u, size_t i)
{
	return u->in.at != NULL ? u->in.at[i] : (uint32_t)(2 * i);
}

/* Characters of which something was lost, but that nothing was compared with, lead by what others
 * were behind when they were given up. */
static void add(undoer *u, const qw_beam_cell *c, qw_bits least)
{
	qw_lossy *l = u->lossy;
	void *array = l->lead;
	if (!qw_grow(&l->beam.allocator, &array, &l->capacity, u->out->length + 1, sizeof *l->lead)) {
		u->out->failed = true;
		return;
	}
	l->lead = array;
	/* Where most is lost too little stands around halves of characters to choose the others. */
	bool doubtful = u->step.loss->remains
	             && ((c->lead & QW_BEAM_WHOLE) == 0 || c->lead < DOUBTFUL * QW_BIT);
	qw_bits lead = c->lead == QW_BEAM_SURE - 1 ? least & ~QW_BEAM_WHOLE : c->lead;
	l->lead[u->out->length] = u->step.loss->remains ? QW_BEAM_SURE : lead;
	qw_text_add(u->out, doubtful ? 0xFFFD : c->cell, c->from, c->to);
}

/* The characters up to that node leave. */
static void flush(undoer *u, uint32_t last)
{
	qw_beam *b = &u->lossy->beam;
	uint32_t next = QW_BEAM_ROOT;
	/* Turn the way back round. */
	for (uint32_t i = last; i != QW_BEAM_ROOT;) {
		uint32_t before = b->node[i].before;
		b->node[i].before = next;
		next = i;
		i = before;
	}
	for (uint32_t i = next; i != QW_BEAM_ROOT; i = b->node[i].before)
		add(u, &b->node[i].of, b->least);
	b->nodes = 1;
}

/* A single hypothesis is certain so far. */
static void settle(undoer *u)
{
	qw_beam *b = &u->lossy->beam;
	if (b->count != 1)
		return;
	if (b->nodes > 1)
		flush(u, b->now[0].node);
	b->least = b->behind;
	b->now[0].node = QW_BEAM_ROOT;
	b->now[0].bits = 0;
}

static void end_piece(undoer *u, uint32_t border)
{
	qw_text *out = u->out;
	while (out->length > u->piece && (out->at[out->length] & 1) != 0)
		out->length--;
	uint32_t end = out->length > u->piece ? out->at[out->length] : border;
	if (out->length > u->piece || out->length == 0
	    || out->cell[out->length - 1] != QW_PIECE_BREAK)
		add(u, &(qw_beam_cell){QW_PIECE_BREAK, end, end, QW_BEAM_SURE}, 0);
	u->piece = out->length;
}

/* No hypothesis goes on: the best one so far leaves. */
static void give_up(undoer *u, uint32_t border)
{
	const qw_hypothesis *best = NULL;
	qw_beam *b = &u->lossy->beam;
	for (size_t i = 0; i < b->count; i++)
		if (best == NULL || b->now[i].bits < best->bits)
			best = &b->now[i];
	if (best != NULL)
		flush(u, best->node);
	end_piece(u, border);
	u->lossy->breaks++;
}

static bool is_end(const undoer *u, size_t i)
{
	return u->in.cell[i] == '\n' || u->in.cell[i] == QW_PIECE_BREAK;
}

/* Are single bytes lost, and known only by what is left of their characters? */
static bool takes_bytes(const undoer *u)
{
	return u->step.loss->shift || u->step.loss->remains;
}

/* The codes of all cells that have exactly one. */
static bool find_codes(qw_lossy *l, const qw_loss *loss, qw_layer_input in)
{
	void *array = l->code;
	if (!qw_grow(&l->beam.allocator, &array, &l->code_capacity, in.length + 1, sizeof *l->code))
		return false;
	l->code = array;
	for (size_t i = 0; i < in.length;) {
		i += loss->read.charset == NULL ? 0
		     : qw_charset_codes_of(loss->read.charset, in.cell + i, in.length - i, l->code + i);
		if (i < in.length)
			l->code[i++] = 0;
	}
	l->code[in.length] = 0;
	for (size_t i = 0; i < in.length; i++)
		if (in.cell[i] == loss->mark || in.cell[i] == '\n'
		    || (in.cell[i] == ' ' && loss->nbsp_to_space) || !qw_loss_reads(loss, l->code[i]))
			l->code[i] = 0;
	return true;
}

/* The first byte of cell i, where that is certain. */
static int first_byte(const undoer *u, size_t i)
{
	const qw_loss *loss = u->step.loss;
	if (i == u->in.length)
		return u->in.goes_on ? QW_STEP_UNKNOWN : QW_STEP_END;
	if (u->in.cell[i] == '\n')
		return QW_STEP_END;
	uint16_t code = u->lossy->code[i];
	if (code == 0 || loss->unmarked)
		return QW_STEP_UNKNOWN;
	return code > 0xFF ? code >> 8 : code;
}

/* The bytes of cells from the i-th on that are certain, at most `most`. */
static size_t certain_bytes(const undoer *u, size_t i, unsigned char *p, size_t most)
{
	size_t n = 0;
	for (; i < u->in.length && u->lossy->code[i] != 0 && n + 2 <= most; i++) {
		uint16_t code = u->lossy->code[i];
		if (code > 0xFF)
			p[n++] = (unsigned char)(code >> 8);
		p[n++] = (unsigned char)code;
	}
	return n;
}

/* What is known of what stands behind cell i, a mark: its bytes, and the character that may
 * begin there. */
static void look_behind(undoer *u, size_t i)
{
	qw_step *s = &u->step;
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	size_t n = certain_bytes(u, i + 1, s->ahead, sizeof s->ahead);
	if (n == 0)
		s->following = i + 1 == u->in.length && !u->in.goes_on ? QW_MODEL_START : 0;
	else
		s->following = qw_set_decode(s->written, s->ahead, n, c, &count, &reason) > 0 ? c[0] : 0;
	s->aheads = s->loss->unmarked ? 0 : n;
}

/* As long as a single hypothesis goes on over certain cells it needs no beam. Returns the cell
 * that is none, or where it stops. */
static size_t go_straight(undoer *u, size_t i)
{
	qw_beam *b = &u->lossy->beam;
	qw_hypothesis *h = &b->now[0];
	if (b->count != 1 || b->nodes != 1 || h->alone != 0 || h->unsure || u->step.loss->unmarked)
		return i;
	for (; i < u->in.length && u->lossy->code[i] != 0; i++) {
		qw_hypothesis saved = *h;
		size_t length = u->out->length;
		u->step.from = border_at(u, i);
		u->step.to = border_at(u, i + 1);
		if (qw_step_sure(&u->step, h, u->lossy->code[i])) {
			for (unsigned k = 0; k < h->freshes; k++)
				add(u, &h->fresh[k], 0);
			h->freshes = 0;
			continue;
		}
		*h = saved;
		u->out->length = length;
		break;
	}
	return i;
}

/* Bytes may have been lost in front of cell i, the bytes of which are certain. */
static void drop(undoer *u, size_t i)
{
	qw_step *s = &u->step;
	int here = s->here;
	s->aheads = certain_bytes(u, i, s->ahead, QW_STEP_CELL);
	s->here = s->aheads > 0 ? s->ahead[0] : here;
	qw_step_drop(s);
	s->here = here;
	s->aheads = 0;
}

/* The more hypotheses there are the less is each worth. */
static qw_bits reach(const undoer *u, bool loses)
{
	int bits = !loses ? SETTLING : u->lossy->beam.count > CROWD ? CROWDED : BEHIND;
	return bits * QW_BIT;
}

static bool step(undoer *u, size_t i)
{
	if (takes_bytes(u)) {
		u->step.from = border_at(u, i);
		u->step.to = border_at(u, i + 1);
		u->step.after = i + 1 < u->in.length ? u->in.cell[i + 1] : QW_MODEL_START;
		u->step.stray = qw_cell_is_raw(u->in.cell[i])
		             && qw_raw_sort_of(u->in.cell, u->in.length, i) == QW_STRAY_BYTE;
		qw_shift_cell(&u->step, u->in.cell[i], u->step.loss->shift && u->lossy->openings.at[i]);
		return qw_beam_turn(&u->lossy->beam);
	}
	u->step.here = first_byte(u, i);
	u->step.next = first_byte(u, i + 1);
	u->step.following = 0;
	u->step.aheads = 0;
	u->step.from = border_at(u, i);
	u->step.to = border_at(u, i + 1);
	drop(u, i);
	bool mark = u->in.cell[i] == u->step.loss->mark;
	if (mark)
		look_behind(u, i);
	u->lossy->beam.behind = reach(u, mark || u->step.loss->unmarked);
	qw_step_cell(&u->step, u->in.cell[i]);
	return qw_beam_turn(&u->lossy->beam);
}

static size_t begin(undoer *u, size_t i)
{
	while (i < u->in.length && (is_end(u, i) || (border_at(u, i) & 1) != 0))
		i++;
	return qw_beam_begin(&u->lossy->beam, border_at(u, i), u->lossy->lean) ? i : u->in.length;
}

/* The text, or a part of it that LF or breaks end, ends in front of cell i. */
static void finish(undoer *u, size_t i)
{
	qw_beam *b = &u->lossy->beam;
	u->step.from = u->step.to = border_at(u, i);
	u->step.here = u->in.goes_on && i == u->in.length ? QW_STEP_UNKNOWN : QW_STEP_END;
	u->step.following = 0;
	u->step.aheads = 0;
	if (takes_bytes(u)) {
		qw_shift_end(&u->step);
	} else {
		qw_step_drop(&u->step);
		qw_step_end(&u->step);
	}
	const qw_hypothesis *best = qw_beam_turn(b) ? qw_beam_best(b) : NULL;
	if (best == NULL) {
		give_up(u, border_at(u, i));
		return;
	}
	flush(u, best->node);
	end_piece(u, border_at(u, i));
}

static bool undo(qw_lossy *l, const qw_loss *loss, const qw_set *written, qw_layer_input in,
                 size_t most_breaks, qw_text *out)
{
	undoer u = {.lossy = l, .in = in, .out = out, .piece = out->length,
	            .step = {.beam = &l->beam, .bytes = l->bytes, .expected = l->expected,
	                     .choices = &l->choices, .loss = loss, .written = written}};
	l->breaks = 0;
	l->beam.behind = (takes_bytes(&u) ? SHIFTED : BEHIND) * QW_BIT;
	bool any = true;
	if (!takes_bytes(&u) && !find_codes(l, loss, in))
		return false;
	if (loss->shift && !qw_openings_find(&l->openings, written, in, l->expected, &any))
		return false;
	if (!any)
		return true;
	size_t first = begin(&u, 0);
	for (size_t i = first; i < in.length && !out->failed && !l->beam.failed;) {
		i = takes_bytes(&u) ? i : go_straight(&u, i);
		if (i == in.length)
			break;
		if (!is_end(&u, i) && step(&u, i) && l->beam.nodes < NODES) {
			settle(&u);
			i++;
			continue;
		}
		if (is_end(&u, i))
			finish(&u, i);
		else
			give_up(&u, border_at(&u, i));
		if (l->breaks > most_breaks)
			return !out->failed && !l->beam.failed;
		/* What can't begin a piece is passed over. */
		i = first = begin(&u, i == first ? i + 1 : i);
	}
	if (first < in.length)
		finish(&u, in.length);
	return !out->failed && !l->beam.failed;
}

/* Where most characters are guesses it pays to keep more of them. */
bool qw_lossy_undo(qw_lossy *l, const qw_loss *loss, const qw_set *written, qw_layer_input in,
                   size_t most_breaks, qw_text *out)
{
	size_t width = l->beam.width;
	l->beam.width += loss->single && loss->unmarked ? width / 2 : 0;
	bool done = undo(l, loss, written, in, most_breaks, out);
	l->beam.width = width;
	return done;
}
