/* SPDX-License-Identifier: Apache-2.0 */
/* Which encoding is this? The bytes are read as each of the candidates, and what
 * the model finds least surprising wins. */
#include "config.h"
#include "decode/contest.h"
#include "decode/declared.h"
#include "decode/evidence.h"
#include "decode/label.h"
#include "decode/uchardet.h"

#include <string.h>

enum {
	SURE = 40,      /* bits of valid UTF-8: nobody writes that by chance */
	PRIOR = 10,     /* bits by which valid UTF-8 is likelier than anything else, */
	SENSIBLE = 10,  /* which must have so few bits of a letter to be believed */
	DECLARED = 10,  /* bits: one declaration of a thousand is wrong */
	LIE = 40,       /* bits: a mark whose bytes were swapped, and not those behind it */
	RARE = 12,      /* bits by which an encoding that nothing else named is rarer */
	DOUBTFUL = 13,  /* bits of a letter above which other languages are tried */
	SENSELESS = 18, /* what a letter costs when no encoding makes sense, but for */
	SLACK = 20,     /* so many bits, as short texts may consist of rare characters */
	FEW = 4         /* letters that are no evidence for another language */
};

typedef enum { CHINESE, WIDE, SHIFTED, FOREIGN } family;

static const struct {
	const char *name;
	int price;
	family family;
} encodings[] = {
#define ENCODING(name, price, family) {name, price, family},
#include "decode/encoding.def"
#undef ENCODING
};

/* A document with what is known of it. */
typedef struct {
	qw_contest contest;
	const char *declared;    /* static; NULL: nothing that we know */
	bool valid;              /* the bytes are UTF-8 */
	const char *base[3];     /* by sample: the reading that others are compared with, */
	int64_t base_bits[3];    /* the bits that it has, */
	qw_reading reference[3]; /* and what it costs there, */
	bool has_reference[3];   /* if that is known */
} guess;

/* EUC-JP has its kana where GB2312 has them, so kana don't speak for Chinese. */
static bool is_japanese(const qw_reading *r)
{
	return r->kana * 8 > r->letters;
}

static bool is_doubtful(const qw_reading *r)
{
	return qw_costs_more(r, DOUBTFUL, 0) || is_japanese(r);
}

static qw_reading blank(const char *name, qw_sample_kind kind)
{
	bool utf8 = strcmp(name, "utf-8") == 0 || strcmp(name, "cesu-8") == 0;
	return (qw_reading){.dearest = utf8 ? DOUBTFUL * QW_BIT : 0, .all = kind == QW_SAMPLE_BLOCKS};
}

static bool refer(guess *g, qw_sample_kind kind)
{
	if (!g->has_reference[kind]) {
		g->reference[kind] = blank(g->base[kind], kind);
		g->has_reference[kind] = qw_contest_read(&g->contest, g->base[kind], kind,
		                                         &g->reference[kind]);
	}
	return g->has_reference[kind];
}

/* Samples are of different sizes, so what is read on the others has to be better than the
 * best so far on just those bytes. */
static void set_bases(guess *g)
{
	qw_contest *c = &g->contest;
	qw_contest_sort(c);
	for (size_t i = 0; i < sizeof g->base / sizeof *g->base; i++) {
		if (i == QW_SAMPLE_STRETCHES)
			continue;
		g->base[i] = c->entry[0].name;
		g->base_bits[i] = c->entry[0].bits;
	}
}

static const qw_sample_kind sample_of[] = {
	[CHINESE] = QW_SAMPLE_STRETCHES, [WIDE] = QW_SAMPLE_BLOCKS, [SHIFTED] = QW_SAMPLE_SHIFTED,
	[FOREIGN] = QW_SAMPLE_STRETCHES,
};

/* Valid UTF-8 gives way to good Chinese only: text that went through a wrong decoder
 * is UTF-8, too, and any other reading of it may look better. What is all ASCII must
 * show something for it. */
static bool is_good_enough(const guess *g, family f, const qw_reading *cost)
{
	if (f == SHIFTED)
		return cost->letters > 0 && !qw_costs_more(cost, DOUBTFUL, 0);
	return !g->valid || !qw_costs_more(cost, SENSIBLE, 0);
}

static void try_reading(guess *g, const char *name, int price, family f)
{
	qw_contest *c = &g->contest;
	qw_sample_kind kind = sample_of[f];
	qw_reading cost = blank(name, kind);
	if (qw_contest_find(c, name) != NULL || !refer(g, kind)
	    || !qw_contest_read(c, name, kind, &cost) || !is_good_enough(g, f, &cost))
		return;
	if (g->declared != NULL && strcmp(g->declared, name) == 0)
		price = -DECLARED;
	if (f == CHINESE && is_japanese(&cost))
		price += RARE;
	int64_t bits = g->base_bits[kind] + cost.bits - g->reference[kind].bits + price * QW_BIT;
	qw_entry *e = qw_contest_enter(c, name, bits, &cost);
	if (e != NULL)
		e->foreign = f == FOREIGN;
}

static void try_family(guess *g, family f)
{
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (encodings[i].family == f)
			try_reading(g, encodings[i].name, encodings[i].price, f);
}

/* That of UTF-8, or of ASCII. */
static void enter_first(guess *g)
{
	qw_contest *c = &g->contest;
	bool utf8 = strcmp(c->first, "ascii") != 0;
	g->base[QW_SAMPLE_STRETCHES] = c->first;
	int bits = g->valid && utf8 ? -PRIOR : 0;
	if (utf8 && g->declared != NULL && strcmp(g->declared, "utf-8") == 0)
		bits -= DECLARED;
	if (refer(g, QW_SAMPLE_STRETCHES))
		qw_contest_enter(c, c->first, bits * QW_BIT, &g->reference[QW_SAMPLE_STRETCHES]);
}

/* No encoding at all: what is read best makes no sense. */
static void enter_unknown(guess *g)
{
	qw_contest *c = &g->contest;
	const qw_entry *best = &c->entry[0];
	const qw_reading *r = &best->cost;
	bool declared = g->declared != NULL && strcmp(best->name, g->declared) == 0;
	bool nothing = r->letters > 0 && r->raw == r->letters;
	bool little = best->foreign && r->letters < FEW && !declared;
	int64_t bits = best->bits - r->letter_bits + (r->letters * SENSELESS + SLACK) * QW_BIT;
	if ((nothing || little) && bits > best->bits)
		bits = best->bits - QW_BIT;
	qw_contest_enter(c, "unknown", bits, &(qw_reading){.bits = 0});
	qw_contest_sort(c);
}

static void run(guess *g, bool wide, bool shifted)
{
	qw_contest *c = &g->contest;
	enter_first(g);
	if (strcmp(c->first, "ascii") != 0)
		try_family(g, CHINESE);
	if (c->starved || c->entries == 0)
		return;
	set_bases(g);
	if (wide)
		try_family(g, WIDE);
	if (shifted)
		try_family(g, SHIFTED);
	if (g->declared != NULL && strcmp(c->first, "ascii") != 0)
		try_reading(g, g->declared, 0, FOREIGN);
	qw_contest_sort(c);
	if (!g->valid && is_doubtful(&c->entry[0].cost)) {
		try_family(g, FOREIGN);
		const char *name = qw_ask_uchardet(c->p, c->n);
		if (name != NULL)
			try_reading(g, name, RARE, FOREIGN);
		qw_contest_sort(c);
	}
	if (!g->valid)
		enter_unknown(g);
}

/* ---- what comes out ---- */

static void add_candidate(qw_encoding_guess *out, const char *name, double bits,
                          const char *declared)
{
	if (out->candidates < QW_DECODE_CANDIDATES)
		out->candidate[out->candidates++] = (qw_encoding){
			.name = name, .bits = bits,
			.declared = declared != NULL
			         && strcmp(declared, strcmp(name, "cesu-8") == 0 ? "utf-8" : name) == 0,
		};
}

static void answer(const guess *g, qw_encoding_guess *out)
{
	const qw_contest *c = &g->contest;
	out->name = c->starved || c->entries == 0 ? NULL : c->entry[0].name;
	out->odds_bits = c->entries > 1 ? (double)(c->entry[1].bits - c->entry[0].bits) / QW_BIT : 0;
	for (size_t i = 0; i < c->entries; i++)
		add_candidate(out, c->entry[i].name,
		              (double)(c->entry[i].bits - c->entry[0].bits) / QW_BIT, g->declared);
}

/* All but "ascii", which is no answer yet. */
static void weigh(guess *g, const qw_decode_hints *hints, qw_encoding_guess *out)
{
	const qw_contest *c = &g->contest;
	qw_utf8_evidence e = qw_utf8_look(c->p, c->n, c->final);
	g->valid = e.valid;
	if (e.bits >= SURE) {
		out->name = c->first;
		out->odds_bits = e.bits;
		add_candidate(out, out->name, 0, g->declared);
		return;
	}
	bool wide = !hints->pieces && (!e.valid || memchr(c->p, 0, c->n) != NULL);
	/* Bytes above 7F that are UTF-8 are no accident in text of seven bits. */
	bool shifted = !e.valid || strcmp(c->first, "ascii") == 0;
	run(g, wide, shifted && qw_shift_found(c->p, c->n));
	answer(g, out);
	if (out->name != NULL && strcmp(out->name, "ascii") == 0)
		out->candidates = 0;
}

const char *qw_decode_declared(const unsigned char *p, size_t n, const char *label)
{
	char name[QW_DECLARED_NAME_MAX + 1];
	qw_declared found;
	size_t from = 0;
	if (label != NULL)
		return qw_label_encoding(label);
	if (!qw_declared_next(p, n < QW_DECLARED_BYTES ? n : QW_DECLARED_BYTES, &from, &found))
		return NULL;
	memcpy(name, p + found.at, found.length);
	name[found.length] = '\0';
	return qw_label_encoding(name);
}

/* The encoding behind a byte order mark: that of the mark, but for UTF-16 that a program
 * swapped, or joined to a mark of its own, and that makes sense in the other order only. NULL:
 * no memory. */
static const char *behind_mark(const guess *g, const qw_bom *bom)
{
	static const char *const orders[] = {"utf-16le", "utf-16be"};
	bool little = strcmp(bom->name, orders[0]) == 0;
	if (!little && strcmp(bom->name, orders[1]) != 0)
		return bom->name;
	const char *other = orders[little];
	qw_contest c = g->contest;
	c.p += bom->length;
	c.n -= bom->length;
	qw_reading told = blank(bom->name, QW_SAMPLE_BLOCKS), swapped = blank(other, QW_SAMPLE_BLOCKS);
	bool read = qw_contest_read(&c, bom->name, QW_SAMPLE_BLOCKS, &told)
	         && qw_contest_read(&c, other, QW_SAMPLE_BLOCKS, &swapped);
	if (c.starved)
		return NULL;
	return read && !qw_costs_more(&swapped, DOUBTFUL, 0)
	       && swapped.bits + LIE * QW_BIT < told.bits ? other : bom->name;
}

qw_encoding_guess qw_decode_weigh(const unsigned char *p, size_t n, bool final,
                                  const qw_decode_hints *hints, const qw_allocator *a)
{
	guess g = {.contest = {.allocator = a, .p = p, .n = n, .final = final, .first = "utf-8"},
	           .declared = hints->declared};
	qw_encoding_guess out = {.bom = 0};
	const qw_bom *bom = qw_bom_find(p, n);
	bool ascii = qw_ascii_length(p, n) == n;
	if (bom != NULL) {
		out.name = behind_mark(&g, bom);
		out.bom = bom->length;
		if (out.name != NULL)
			add_candidate(&out, out.name, 0, hints->declared);
	} else if (ascii && !qw_shift_found(p, n) && (hints->pieces || memchr(p, 0, n) == NULL)) {
		out.name = "ascii";
	} else {
		g.contest.first = ascii ? "ascii" : qw_cesu_found(p, n) ? "cesu-8" : "utf-8";
		weigh(&g, hints, &out);
	}
	return out;
}

qw_encoding_guess qw_decode_guess(const unsigned char *p, size_t n, bool final,
                                  const qw_allocator *a)
{
	return qw_decode_weigh(p, n, final, &(qw_decode_hints){qw_decode_declared(p, n, NULL), false},
	                       a);
}
