/* SPDX-License-Identifier: Apache-2.0 */
/* Debris in a line. */
#include "config.h"
#include "damage/debris.h"

enum {
	MARK = 0xFFFD,
	MARK_BYTES = 3,  /* of U+FFFD in UTF-8: EF BF BD */
	FILLED = 3       /* characters, or more, that memory filled with one value is read as */
};

/* What EF BF BD EF BF BD becomes where a character has two bytes. It may begin and end with
 * any of the three, when a neighbour took the byte before or behind. */
typedef struct {
	qw_cell cell[3];
	bool alone;              /* the first one is rare, and debris where other debris is */
} pairs;

static const pairs pairs_read[] = {
	{{0x951F, 0x65A4, 0x62F7}, true},  /* 锟斤拷, GBK */
	{{0x5699, 0x8E1D, 0x856D}, true},  /* 嚙踝蕭, Big5 */
	{{0x9403, 0x7DD2, 0x7533}, true},  /* 鐃緒申, EUC-JP */
	{{0x5360, 0xC3D9, 0xC619}, false}, /* 占쏙옙, EUC-KR */
};

/* What EF BF BD becomes where a character is one byte. */
static const qw_cell bytes_read[][MARK_BYTES] = {
	{0xEF, 0xBF, 0xBD},       /* ï¿½, ISO 8859-1, windows-1252 */
	{0x10F, 0x17C, 0x2DD},    /* ďż˝, ISO 8859-2, windows-1250 */
	{0x43F, 0x457, 0x405},    /* пїЅ, windows-1251 */
	{0x41E, 0xA9, 0x256B},    /* О©╫, KOI8-R */
	{0x44F, 0x2510, 0x255C},  /* я┐╜, cp866 */
	{0x2229, 0x2510, 0x255C}, /* ∩┐╜, cp437 */
	{0xB4, 0x2510, 0xA2},     /* ´┐¢, cp850 */
	{0xD4, 0xF8, 0x3A9},      /* ÔøΩ, Mac OS Roman */
};

/* What the bytes CC, CD and DD are read as in GBK, with which debuggers fill memory. */
static const qw_cell fill[] = {0x70EB, 0x5C6F, 0x847A}; /* 烫屯葺 */

static size_t run_of(const qw_slice *line, size_t i, qw_cell c)
{
	size_t n = 0;
	while (i + n < line->length && line->cell[i + n] == c)
		n++;
	return n;
}

static bool is_mark(const qw_slice *line, size_t i, qw_debris *found)
{
	size_t n = run_of(line, i, MARK);
	*found = (qw_debris){i, i + n, (uint32_t)n, false};
	return n > 0;
}

static bool is_pairs(const pairs *p, const qw_slice *line, size_t i, qw_debris *found)
{
	unsigned first = 0;
	while (first < 3 && line->cell[i] != p->cell[first])
		first++;
	size_t n = first < 3;
	while (n > 0 && i + n < line->length && line->cell[i + n] == p->cell[(first + n) % 3])
		n++;
	bool strong = n >= 3 || (n == 2 && first != 1);
	if (n == 0 || (n == 1 && (first != 0 || !p->alone)))
		return false;
	/* The bytes of the first mark that stood before: none, two, one. */
	size_t bytes = (size_t[]){0, 2, 1}[first] + 2 * n;
	*found = (qw_debris){i, i + n, (uint32_t)((bytes + MARK_BYTES - 1) / MARK_BYTES), !strong};
	/* A byte of the last mark that had no partner. */
	if (bytes % MARK_BYTES == 2 && i + n < line->length
	    && (line->cell[i + n] == MARK || line->cell[i + n] == '?'))
		found->to++;
	return true;
}

static bool is_bytes(const qw_cell *mark, const qw_slice *line, size_t i, qw_debris *found)
{
	size_t n = 0;
	while (i + n < line->length && line->cell[i + n] == mark[n % MARK_BYTES])
		n++;
	uint32_t marks = (uint32_t)(n / MARK_BYTES);
	*found = (qw_debris){i, i + (size_t)marks * MARK_BYTES, marks, false};
	return marks > 0;
}

static bool is_punctuation(qw_cell c)
{
	return c == '!' || c == ',' || c == '.' || c == '?' || c == '~' || c == 0x2026
	    || c == 0x3001 || c == 0x3002 || c == 0xFF01 || c == 0xFF0C || c == 0xFF1F || c == 0xFF5E;
}

/* Who burns himself cries 烫烫烫, and then comes punctuation. */
static bool is_fill(qw_cell c, const qw_slice *line, size_t i, qw_debris *found)
{
	size_t n = run_of(line, i, c);
	bool cry = c == fill[0] && n == FILLED && i + n < line->length
	        && is_punctuation(line->cell[i + n]);
	*found = (qw_debris){i, i + n, (uint32_t)n, false};
	return n >= FILLED && !cry;
}

/* Characters that may be the first of debris, by their lowest bits, with some others. */
enum { SIEVE = 256 };

static void sieve_add(bool sieve[SIEVE], qw_cell c) { sieve[c % SIEVE] = true; }

static void make_sieve(bool sieve[SIEVE])
{
	sieve_add(sieve, MARK);
	for (size_t k = 0; k < sizeof pairs_read / sizeof *pairs_read; k++)
		for (size_t i = 0; i < 3; i++)
			sieve_add(sieve, pairs_read[k].cell[i]);
	for (size_t k = 0; k < sizeof bytes_read / sizeof *bytes_read; k++)
		sieve_add(sieve, bytes_read[k][0]);
	for (size_t k = 0; k < sizeof fill / sizeof *fill; k++)
		sieve_add(sieve, fill[k]);
}

static bool begins(const qw_slice *line, size_t i, qw_debris *found)
{
	if (is_mark(line, i, found))
		return true;
	for (size_t k = 0; k < sizeof pairs_read / sizeof *pairs_read; k++)
		if (is_pairs(&pairs_read[k], line, i, found))
			return true;
	for (size_t k = 0; k < sizeof bytes_read / sizeof *bytes_read; k++)
		if (is_bytes(bytes_read[k], line, i, found))
			return true;
	for (size_t k = 0; k < sizeof fill / sizeof *fill; k++)
		if (is_fill(fill[k], line, i, found))
			return true;
	return false;
}

bool qw_debris_next(const qw_slice *line, size_t *at, qw_debris *found)
{
	bool sieve[SIEVE] = {false};
	make_sieve(sieve);
	for (; *at < line->length; ++*at)
		if (sieve[line->cell[*at] % SIEVE] && line->cell[*at] >= 0x80 && begins(line, *at, found)) {
			*at = found->to;
			return true;
		}
	return false;
}
