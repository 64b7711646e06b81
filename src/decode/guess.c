/* SPDX-License-Identifier: Apache-2.0 */
/* Which encoding is this? The bytes are read as each of the candidates, and what
 * the model finds least surprising wins. */
#include "config.h"
#include "decode/decoder.h"
#include "decode/sample.h"

#include "model/model.h"
#include "text/utf8.h"

#include <string.h>
#include <uchardet.h>

enum {
	UCHARDET_BYTES = 1 << 16,
	SURE = 40,      /* bits of valid UTF-8: nobody writes that by chance */
	PRIOR = 10,     /* bits by which valid UTF-8 is likelier than anything else */
	DOUBTFUL = 13,  /* bits of a letter above which other languages are tried */
	SENSELESS = 15, /* and above which no encoding has been found */
	MARGIN = 12     /* bits by which another language must be better */
};

/* What the sample costs in one reading. */
typedef struct {
	const char *name;
	int64_t bits;        /* 1/256; all of it */
	int64_t letter_bits; /* of cells that are not ASCII */
	int64_t letters;     /* and how many there are */
} reading;

static void add_stretch(reading *r, const qw_text *text, qw_cell before)
{
	for (size_t i = 0; i < text->length; i++) {
		qw_bits bits = qw_model_pair(before, text->cell[i]);
		before = text->cell[i];
		r->bits += bits;
		r->letter_bits += before < 0x80 ? 0 : bits;
		r->letters += before >= 0x80;
	}
}

/* Read all stretches as r->name. False: no memory, or the name is unknown. */
static bool read_sample(reading *r, const unsigned char *p, size_t n, bool final)
{
	qw_allocator a = qw_allocator_default();
	qw_status status;
	qw_decoder *d = qw_decoder_new(r->name, &a, &status);
	if (d == NULL)
		return false;
	qw_text text;
	qw_sample sample;
	qw_stretch s;
	bool done = true;
	qw_text_init(&text, &a);
	qw_sample_begin(&sample, p, n, final);
	while (done && qw_sample_next(&sample, &s)) {
		qw_text_clear(&text);
		qw_decoder_run(d, s.p, s.n, !s.cut, 0, &text);
		add_stretch(r, &text, s.p > p ? s.p[-1] : QW_MODEL_START);
		done = !text.failed;
	}
	qw_text_free(&text);
	qw_decoder_free(d);
	return done;
}

/* How many bits say that the sample is UTF-8, its bytes being such by chance; -1
 * when a byte is none. */
static int utf8_evidence(const unsigned char *p, size_t n, bool final)
{
	static const int bits_of_length[5] = {0, 0, 2, 5, 7};
	qw_sample sample;
	qw_stretch s;
	int bits = 0;
	qw_sample_begin(&sample, p, n, final);
	while (qw_sample_next(&sample, &s)) {
		size_t end = s.cut ? s.n - qw_utf8_unfinished(s.p, s.n) : s.n;
		for (size_t i = 0; i < end;) {
			qw_cell c;
			size_t length = qw_utf8_decode(s.p + i, end - i, &c);
			if (qw_cell_is_raw(c))
				return -1;
			bits += bits_of_length[length];
			i += length;
		}
	}
	return bits;
}

/* The encoding that uchardet names, if iconv may know it; else NULL. */
static const char *ask_uchardet(const unsigned char *p, size_t n)
{
	static const char *const known[] = {
		"euc-jp", "shift_jis", "euc-kr", "uhc", "johab", "euc-tw", "tis-620", "viscii", "koi8-r",
		"windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254",
		"windows-1255", "windows-1256", "windows-1257", "windows-1258", "iso-8859-1",
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

static bool costs_more_a_letter(const reading *r, int bits)
{
	return r->letter_bits > r->letters * bits * QW_BIT;
}

/* The better of two, and how much better than the other one. */
static reading better(const reading *a, const reading *b, int64_t *odds)
{
	int64_t by = b->bits - a->bits;
	if (by < 0)
		*odds = -by;
	else if (by < *odds)
		*odds = by;
	return by < 0 ? *b : *a;
}

static qw_encoding_guess compare(const unsigned char *p, size_t n, bool final, bool valid_utf8)
{
	static const char *const names[] = {"gb18030", "big5-hkscs"};
	int64_t odds = INT64_MAX;
	reading best = {"utf-8", valid_utf8 ? -PRIOR * QW_BIT : 0, 0, 0};
	if (!read_sample(&best, p, n, final))
		return (qw_encoding_guess){"unknown", 0, 0};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		reading r = {names[i], 0, 0, 0};
		if (read_sample(&r, p, n, final))
			best = better(&best, &r, &odds);
	}
	if (!costs_more_a_letter(&best, DOUBTFUL))
		return (qw_encoding_guess){best.name, 0, (double)odds / QW_BIT};
	reading other = {ask_uchardet(p, n), MARGIN * QW_BIT, 0, 0};
	if (other.name != NULL && read_sample(&other, p, n, final))
		best = better(&best, &other, &odds);
	if (costs_more_a_letter(&best, SENSELESS) && !valid_utf8)
		best.name = "unknown";
	return (qw_encoding_guess){best.name, 0, (double)odds / QW_BIT};
}

qw_encoding_guess qw_decode_guess(const unsigned char *p, size_t n, bool final)
{
	const qw_bom *bom = qw_bom_find(p, n);
	if (bom != NULL)
		return (qw_encoding_guess){bom->name, bom->length, 0};
	if (qw_ascii_length(p, n) == n)
		return (qw_encoding_guess){"ascii", 0, 0};
	int evidence = utf8_evidence(p, n, final);
	if (evidence >= SURE)
		return (qw_encoding_guess){"utf-8", 0, evidence};
	return compare(p, n, final, evidence >= 0);
}
