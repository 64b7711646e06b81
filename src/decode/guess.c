/* SPDX-License-Identifier: Apache-2.0 */
/* Which encoding is this? The bytes are read as each of the candidates, and what
 * the model finds least surprising wins. */
#include "config.h"
#include "decode/decoder.h"
#include "decode/reading.h"

#include "model/model.h"
#include "text/utf8.h"

#include <string.h>
#include <uchardet.h>

enum {
	UCHARDET_BYTES = 1 << 16,
	SURE = 40,      /* bits of valid UTF-8: nobody writes that by chance */
	BAD_BYTE = 10,  /* bits that a byte takes off them that is none */
	PRIOR = 10,     /* bits by which valid UTF-8 is likelier than anything else, */
	SENSIBLE = 10,  /* which must have so few bits of a letter to be believed */
	MARGIN = 12,    /* bits by which the encoding of another language must be better */
	DOUBTFUL = 13,  /* bits of a letter above which other languages are tried */
	SENSELESS = 18, /* and above which no encoding has been found, but for */
	SLACK = 20,     /* so many, as short texts may consist of rare characters */
	FEW = 4         /* letters that are no evidence for another language */
};

typedef struct {
	const char *name;
	qw_reading cost;
} reading;

/* The stretch as a decoder reads it. False: no memory. */
static bool read_stretch(qw_decoder *d, const qw_stretch *s, qw_text *text, qw_reading *cost)
{
	qw_text_clear(text);
	qw_decoder_run(d, s->p, s->n, !s->cut, 0, text);
	for (size_t i = 0; i < text->length; i++)
		qw_reading_add(cost, text->cell[i]);
	return !text->failed;
}

/* Read all stretches as r->name. False: no memory, or the name is unknown. */
static bool read_sample(const qw_allocator *a, reading *r, const unsigned char *p, size_t n,
                        bool final, bool *starved)
{
	qw_status status;
	qw_decoder *d = qw_decoder_new(r->name, a, &status);
	if (d == NULL) {
		*starved = *starved || status == QW_E_NOMEM;
		return false;
	}
	qw_text text;
	qw_sample sample;
	qw_stretch s;
	bool done = true;
	qw_text_init(&text, a);
	qw_sample_begin(&sample, p, n, final);
	while (done && qw_sample_next(&sample, &s)) {
		r->cost.before = s.p > p ? s.p[-1] : QW_MODEL_START;
		if (d->pairs)
			qw_reading_add_pairs(&r->cost, d->charset, &s);
		else
			done = read_stretch(d, &s, &text, &r->cost);
	}
	*starved = *starved || !done;
	qw_text_free(&text);
	qw_decoder_free(d);
	return done;
}

/* What its form alone says for UTF-8. */
typedef struct {
	int bits;      /* that the bytes are such by chance */
	bool valid;
} evidence;

static evidence utf8_evidence(const unsigned char *p, size_t n, bool final)
{
	static const int bits_of_length[5] = {0, 0, 2, 5, 7};
	evidence e = {0, true};
	qw_sample sample;
	qw_stretch s;
	qw_sample_begin(&sample, p, n, final);
	while (qw_sample_next(&sample, &s)) {
		size_t end = s.cut ? s.n - qw_utf8_unfinished(s.p, s.n) : s.n;
		for (size_t i = 0, length; i < end; i += length) {
			qw_cell c;
			length = qw_utf8_decode(s.p + i, end - i, &c);
			bool bad = qw_cell_is_raw(c);
			e.bits += bad ? -BAD_BYTE : bits_of_length[length];
			e.valid = e.valid && !bad;
		}
	}
	return e;
}

/* What uchardet names, if it is none of those tried anyway; else NULL. */
static const char *ask_uchardet(const unsigned char *p, size_t n)
{
	static const char *const known[] = {
		"johab", "euc-tw", "tis-620", "viscii", "koi8-r",
		"windows-1250", "windows-1251", "windows-1253", "windows-1254",
		"windows-1255", "windows-1256", "windows-1257", "windows-1258",
		"iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7",
		"iso-8859-8", "iso-8859-9", "iso-8859-10", "iso-8859-11", "iso-8859-13", "iso-8859-15",
		"iso-8859-16", "ibm852", "ibm855", "ibm865", "ibm866", "mac-cyrillic",
		"mac-centraleurope",
	};
	uchardet_t detector = uchardet_new();
	const char *name = NULL;
	size_t start = qw_ascii_length(p, n);
	size_t length = n - start < UCHARDET_BYTES ? n - start : UCHARDET_BYTES;
	if (detector == NULL)
		return NULL;
	if (uchardet_handle_data(detector, (const char *)p + start, length) == 0) {
		uchardet_data_end(detector);
		const char *said = uchardet_get_charset(detector);
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (qw_same_name(said, known[i]))
				name = known[i];
	}
	uchardet_delete(detector);
	return name;
}

static bool costs_more(const qw_reading *r, int bits_of_letter, int slack)
{
	return r->letter_bits > (r->letters * bits_of_letter + slack) * QW_BIT;
}

/* EUC-JP has its kana where GB2312 has them, so kana don't speak for Chinese. */
static bool is_doubtful(const qw_reading *r)
{
	return costs_more(r, DOUBTFUL, 0) || r->kana * 8 > r->letters;
}

/* The better of two, and how much better than the other one. */
static reading better(const reading *a, const reading *b, int64_t *odds)
{
	int64_t by = b->cost.bits - a->cost.bits;
	if (by < 0)
		*odds = -by;
	else if (by < *odds)
		*odds = by;
	return by < 0 ? *b : *a;
}

typedef struct {
	const qw_allocator *allocator;
	bool starved;            /* memory ran out */
	const unsigned char *p;
	size_t n;
	bool final;
	reading best;
	int64_t odds;
} contest;

static void try_reading(contest *c, const char *name, int handicap)
{
	reading r = {name, {.bits = handicap * QW_BIT}};
	if (name != NULL && read_sample(c->allocator, &r, c->p, c->n, c->final, &c->starved))
		c->best = better(&c->best, &r, &c->odds);
}

/* The languages of the neighbours, and what uchardet thinks it is. */
static void try_others(contest *c)
{
	static const char *const names[] = {"windows-1252", "euc-jp", "shift_jis", "euc-kr"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		try_reading(c, names[i], MARGIN);
	try_reading(c, ask_uchardet(c->p, c->n), MARGIN);
}

/* Valid UTF-8 gives way to good Chinese only: text that went through a wrong decoder
 * is UTF-8, too, and any other reading of it may look better. */
static const char *judge_valid(const contest *c)
{
	return costs_more(&c->best.cost, SENSIBLE, 0) ? "utf-8" : c->best.name;
}

static const char *judge_invalid(contest *c)
{
	if (is_doubtful(&c->best.cost))
		try_others(c);
	const qw_reading *r = &c->best.cost;
	bool foreign = strcmp(c->best.name, "gb18030") != 0 && strcmp(c->best.name, "big5-hkscs") != 0
	            && strcmp(c->best.name, "utf-8") != 0;
	return r->raw == r->letters || costs_more(r, SENSELESS, SLACK) || (foreign && r->letters < FEW)
	     ? "unknown" : c->best.name;
}

static qw_encoding_guess compare(const unsigned char *p, size_t n, bool final, bool valid,
                                 const qw_allocator *a)
{
	reading utf8 = {"utf-8", {.bits = valid ? -PRIOR * QW_BIT : 0, .dearest = DOUBTFUL * QW_BIT}};
	contest c = {.allocator = a, .p = p, .n = n, .final = final, .odds = INT64_MAX};
	if (!read_sample(a, &utf8, p, n, final, &c.starved))
		return (qw_encoding_guess){NULL, 0, 0};
	c.best = utf8;
	try_reading(&c, "gb18030", 0);
	try_reading(&c, "big5-hkscs", 0);
	const char *name = valid ? judge_valid(&c) : judge_invalid(&c);
	return (qw_encoding_guess){c.starved ? NULL : name, 0, (double)c.odds / QW_BIT};
}

qw_encoding_guess qw_decode_guess(const unsigned char *p, size_t n, bool final,
                                  const qw_allocator *a)
{
	const qw_bom *bom = qw_bom_find(p, n);
	if (bom != NULL)
		return (qw_encoding_guess){bom->name, bom->length, 0};
	if (qw_ascii_length(p, n) == n)
		return (qw_encoding_guess){"ascii", 0, 0};
	evidence e = utf8_evidence(p, n, final);
	if (e.bits >= SURE)
		return (qw_encoding_guess){"utf-8", 0, e.bits};
	return compare(p, n, final, e.valid, a);
}
