/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/weigh.h"

#include "damage/mojibake/layer.h"

enum {
	AWAY = 3,       /* cells that a border is away at most */
	FAR = 256       /* cells without a gain that end a part, too, so that time is linear */
};

enum {                  /* bits */
	FALL = 40,      /* by which the gain falls before a part is over */
	TORN = 20,      /* a damage that begins or ends between two letters of a script, */
	PARTED = 18,    /* and elsewhere: most damages fill their line */
	LOST = 9,       /* a character that stays lost, */
	DEAR = 6        /* by which a sound cell becomes dearer */
};

typedef struct {
	const qw_weighed *line;
	const qw_text *undone;
	qw_cell before;     /* the last cell of the repaired text */
	size_t from, out_from;
	size_t step;        /* cell of the line up to which the gain counts */
	qw_bits entry;      /* what the border in front costs */
	bool wide;          /* the part holds more than ASCII */
	int64_t gain;
	qw_frame best;
} part;

static qw_cell in_front(const qw_weighed *line, size_t i)
{
	return i > 0 ? line->cell[i - 1] : QW_MODEL_START;
}

/* Which sort of letter; 0: what may stand between texts. */
static int letter(qw_cell c)
{
	if (c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3020)
	    || (c >= 0xFF00 && c <= 0xFF20))
		return 0;
	return c < 0x2E80 ? 1 : 2;
}

/* Bits/256 against a damage that begins or ends in front of cell i: texts are put together
 * where lines, sentences, words or scripts end, most of them where lines do. */
static qw_bits edge(const qw_weighed *line, size_t i)
{
	if (line->anywhere || i == 0 || i >= line->length || line->cell[i] == '\n')
		return 0;
	int sort = letter(line->cell[i - 1]);
	bool torn = sort != 0 && sort == letter(line->cell[i]);
	return (torn ? TORN : PARTED) * QW_BIT;
}

/* The border may be a few cells further away: what is sound there becomes dear. Through
 * ASCII, which stays as it is, a damage may go on for nothing. */
static qw_bits least_edge(const qw_weighed *line, size_t i, bool front)
{
	size_t end = front ? 0 : line->length;
	qw_bits least = edge(line, i);
	for (int away = 1; away <= AWAY && i != end; away++) {
		if (line->cell[front ? i - 1 : i] < 0x80)
			return 0;
		i = front ? i - 1 : i + 1;
		qw_bits bits = edge(line, i) + away * DEAR * QW_BIT;
		least = bits < least ? bits : least;
	}
	return least;
}

qw_bits qw_weigh_edges(const qw_weighed *line, size_t from, size_t to)
{
	return least_edge(line, from, true) + least_edge(line, to, false);
}

/* A part begins at the border of cell i of the line, `k` of the undone text. */
static void begin(part *p, size_t i, size_t k)
{
	p->from = p->step = i;
	p->out_from = k;
	p->before = in_front(p->line, i);
	p->wide = false;
	p->entry = edge(p->line, i);
	p->gain = -p->entry;
}

/* Both texts are in step in front of cell i and of undone cell k. */
static void step(part *p, size_t i, size_t k)
{
	p->gain += p->line->sum[i] - p->line->sum[p->step];
	p->step = i;
	qw_bits leave = edge(p->line, i);
	if (p->wide && p->gain - leave > p->best.gain)
		p->best = (qw_frame){p->from, i, p->out_from, k, p->gain - leave, p->entry + leave};
	if (p->gain < -leave)
		begin(p, i, k);
}

/* The part of one piece from cell k on. Returns where the look ended. */
static size_t weigh_piece(part *p, size_t k)
{
	const qw_text *t = p->undone;
	begin(p, t->at[k] / 2, k);
	while (k < t->length && t->cell[k] != QW_PIECE_BREAK) {
		qw_cell c = t->cell[k++];
		p->gain -= c == 0xFFFD ? LOST * QW_BIT : qw_model_pair(p->before, c);
		p->before = c;
		p->wide = p->wide || c >= 0x80;
		if ((t->at[k] & 1) == 0)
			step(p, t->at[k] / 2, k);
		if (p->best.gain > 0
		    && (p->gain < p->best.gain - FALL * QW_BIT || k - p->best.out_to > FAR))
			break;
	}
	return k;
}

bool qw_weigh_next(const qw_weighed *line, const qw_text *undone, size_t *at, qw_frame *f)
{
	part p = {.line = line, .undone = undone};
	for (size_t k = *at; k < undone->length;) {
		if (undone->cell[k] == QW_PIECE_BREAK) {
			k++;
			continue;
		}
		k = weigh_piece(&p, k);
		if (p.best.gain > 0) {
			*f = p.best;
			*at = p.best.out_to;
			return true;
		}
	}
	*at = undone->length;
	return false;
}
