/* SPDX-License-Identifier: Apache-2.0 */
/* A font may use the same code points for its icons, so it is weighed: an icon has any code
 * and stands apart, a character of GBK has a code of GBK, and one of Hong Kong is part of a
 * word. */
#include "config.h"
#include "clean/private.h"

#include "charset/charset.h"

/* All in 1/256 bit. */
enum {
	/* 70 codes of 6400 mean a hanzi in GBK, so that one is 6 bits more likely there than
	 * in a font. Its other codes say nothing, nor does the model, which knows none of them. */
	GBK_HAN = 6 * QW_BIT,
	/* Nearly all codes have a meaning in HKSCS, and nearly all of these are rare: only a
	 * character that fits its neighbours speaks for it. */
	HKSCS_CODES = -4 * QW_BIT,
	HKSCS_MOST = 16 * QW_BIT,
	STRANGER = 8 * QW_BIT,    /* a code without a meaning speaks against a set */
	RUN = 8                   /* so many side by side are no word any more */
};

/* How rare such documents are, by set, in simplified and in traditional text. */
static const int32_t price[QW_PRIVATE_SETS][2] = {
	[QW_PRIVATE_GBK] = {3 * QW_BIT, 12 * QW_BIT},
	[QW_PRIVATE_HKSCS] = {16 * QW_BIT, 6 * QW_BIT},
};

/* Characters that GB18030 still has in private use, although Unicode got them: code,
 * character. The same as in data/charset/gbk-also.txt. */
static const uint32_t late[][2] = {
	{0xFE51, 0x20087}, {0xFE52, 0x20089}, {0xFE53, 0x200CC},
	{0xFE6C, 0x215D7}, {0xFE76, 0x2298F}, {0xFE91, 0x241FE},
};

/* What the code of c in this set means to the set's last edition. */
static qw_cell read_by(const char *name, qw_cell c, uint16_t *code)
{
	const qw_charset *set = qw_charset_find(name);
	*code = qw_charset_pair_of(set, c);
	if (*code == 0)
		return 0;
	return qw_charset_of_pair(set, (unsigned char)(*code >> 8), (unsigned char)*code);
}

qw_cell qw_private_read(qw_private_set set, qw_cell c)
{
	uint16_t code;
	if (set >= QW_PRIVATE_SETS || c < QW_PRIVATE_FIRST || c >= QW_PRIVATE_FIRST + QW_PRIVATE_CODES)
		return 0;
	qw_cell read = read_by(set == QW_PRIVATE_GBK ? "gbk" : "big5-hkscs", c, &code);
	for (size_t i = 0; set == QW_PRIVATE_GBK && i < sizeof late / sizeof *late; i++)
		if (code == late[i][0])
			read = late[i][1];
	return qw_cell_is_code_point(read) && !qw_cell_is_private(read) ? read : 0;
}

/* --- where it stands ------------------------------------------------------------------------ */

static bool is_mark(qw_cell c)
{
	return (c >= 0x3001 && c <= 0x301F) || (c >= 0xFF01 && c <= 0xFF5E)
	    || (c >= 0x2014 && c <= 0x201D) || c == 0x2026 || c == 0xB7;
}

static unsigned weight(qw_cell c) { return qw_cell_is_han(c) ? 2 : is_mark(c); }

unsigned qw_private_company(const qw_cell *c, size_t n, size_t from, size_t to)
{
	unsigned before = from > 0 ? weight(c[from - 1]) : 0;
	unsigned behind = to < n ? weight(c[to]) : 0;
	return before + behind + (before > 0 && behind > 0);
}

/* --- what it says --------------------------------------------------------------------------- */

/* c as the set reads it, if it does. */
static qw_cell as_read(qw_private_set set, qw_cell c)
{
	qw_cell read = qw_cell_is_private(c) ? qw_private_read(set, c) : 0;
	return read != 0 ? read : c;
}

/* By how much c[i] surprises less when it is read in HKSCS. */
static int32_t hkscs_gain(const qw_cell *c, size_t n, size_t i, qw_cell read)
{
	qw_cell before = i > 0 ? as_read(QW_PRIVATE_HKSCS, c[i - 1]) : QW_MODEL_START;
	qw_cell behind = i + 1 < n ? as_read(QW_PRIVATE_HKSCS, c[i + 1]) : QW_MODEL_START;
	int32_t bits = qw_model_pair(before, c[i]) + qw_model_pair(c[i], behind)
	             - qw_model_pair(before, read) - qw_model_pair(read, behind) + HKSCS_CODES;
	return bits < HKSCS_MOST ? bits : HKSCS_MOST;
}

static bool is_heard(qw_private_evidence *e, qw_cell c)
{
	size_t number = c - QW_PRIVATE_FIRST;
	uint64_t bit = UINT64_C(1) << number % 64;
	if (number >= QW_PRIVATE_CODES || (e->heard[number / 64] & bit) != 0)
		return true;
	e->heard[number / 64] |= bit;
	return false;
}

static void hear(qw_private_evidence *e, const qw_cell *c, size_t n, size_t i, bool embedded)
{
	qw_cell gbk = qw_private_read(QW_PRIVATE_GBK, c[i]);
	qw_cell hkscs = qw_private_read(QW_PRIVATE_HKSCS, c[i]);
	e->bits[QW_PRIVATE_GBK] -= gbk == 0 ? STRANGER : 0;
	e->bits[QW_PRIVATE_HKSCS] -= hkscs == 0 ? STRANGER : 0;
	if (!embedded || is_heard(e, c[i]))
		return;
	e->bits[QW_PRIVATE_GBK] += qw_cell_is_han(gbk) ? GBK_HAN : 0;
	e->bits[QW_PRIVATE_HKSCS] += hkscs != 0 ? hkscs_gain(c, n, i, hkscs) : 0;
}

void qw_private_hear(qw_private_evidence *e, const qw_cell *c, size_t n)
{
	e->used = true;
	for (size_t from = 0, to; from < n; from = to) {
		to = from + 1;
		if (!qw_cell_is_private(c[from]))
			continue;
		while (to < n && qw_cell_is_private(c[to]))
			to++;
		bool embedded = to - from <= RUN && qw_private_company(c, n, from, to) > 3;
		for (size_t i = from; i < to; i++)
			hear(e, c, n, i, embedded);
	}
}

qw_private_set qw_private_judge(const qw_private_evidence *e, bool traditional)
{
	int64_t gbk = e->bits[QW_PRIVATE_GBK] - price[QW_PRIVATE_GBK][traditional];
	int64_t hkscs = e->bits[QW_PRIVATE_HKSCS] - price[QW_PRIVATE_HKSCS][traditional];
	if (gbk <= 0 && hkscs <= 0)
		return QW_PRIVATE_UNKNOWN;
	return gbk >= hkscs ? QW_PRIVATE_GBK : QW_PRIVATE_HKSCS;
}
