/* SPDX-License-Identifier: Apache-2.0 */
/* gen-classes data/model/characters.txt data/convert data/clean/radicals.txt > classes.inc
 *
 * The class of each character (src/scan/class.h): its group from ranges of Unicode,
 * the counts, the dictionaries and the normal forms; its weight from the counts. */
#include "clean-data.h"
#include "convert-data.h"
#include "generate.h"
#include "model/logarithm.h"
#include "scan/class.h"

#include <string.h>

/* A character that stands this often or less in 42 million of Chinese text is rare:
 * half of what mojibake makes of Chinese is, and 2 % of sound lines have one. */
#define RARE_COUNT 20

/* So often or less is uncommon: 3 % of the Han of sound text, most of those of mojibake. */
#define UNCOMMON_COUNT 3000

/* So often in half a million of Japanese a character must stand to be called so. */
#define JAPANESE_COUNT 5

/* So often in 42 million of Chinese, that its absence from Japanese says something. */
#define CHINESE_COUNT 2000

/* Weights below this say more about the topics of the training text than about
 * the script; weights above can't be told apart by so many counts. In 1/256 bit. */
#define WEIGHT_LEAST (2 * 256)
#define WEIGHT_MOST (10 * 256)

/* What a character is worth that only the dictionary calls traditional. */
#define WEIGHT_UNSEEN (3 * 256)

static uint32_t hans[CODE_LIMIT], hant[CODE_LIMIT], japanese[CODE_LIMIT];
static uint64_t hans_han, hant_han, japanese_han;
static bool is_target[CODE_LIMIT], may_change[CODE_LIMIT];
static uint16_t class_of[CODE_LIMIT];

static void take_count(char *line)
{
	unsigned long c, simplified, traditional, ja;
	if (sscanf(line, "U+%lX\t%*s\t%lu\t%lu\t%lu", &c, &simplified, &traditional, &ja) != 4)
		gen_die("characters.txt: not a count: '%s'", line);
	if (c >= CODE_LIMIT)
		return;
	hans[c] = (uint32_t)simplified;
	hant[c] = (uint32_t)traditional;
	japanese[c] = (uint32_t)ja;
	if (qw_cell_is_han((qw_cell)c)) {
		hans_han += simplified;
		hant_han += traditional;
		japanese_han += ja;
	}
}

static void note_changes(const convert_data *d)
{
	for (uint32_t c = 0; c < CODE_LIMIT; c++) {
		uint32_t to = d->character[c];
		if (to != 0 && to != c)
			may_change[c] = is_target[to] = true;
		if (d->normal[c] != 0)
			may_change[c] = true;
	}
	for (size_t i = 0; i < d->phrases; i++)
		for (size_t k = 0; k < d->phrase[i].length; k++)
			if (d->phrase[i].from[k] != d->phrase[i].to[k])
				may_change[d->phrase[i].from[k]] = true;
	for (size_t i = 0; i < d->ambiguities; i++)
		may_change[d->ambiguous[i].code] = true;
}

/* log2(P(c | traditional) / P(c | simplified)) of characters whose form depends on
 * the script. One occurrence more in either makes the unseen finite. */
static int32_t weight(const convert_data *d, uint32_t c)
{
	bool traditional = d->character[c] != 0 && d->character[c] != c;
	const ambiguous *a = convert_data_ambiguous(d, c);
	if (a != NULL && a->forms == 1)
		traditional = !a->variant;
	if (!traditional && !is_target[c])
		return 0;
	if (hans[c] + hant[c] == 0)
		return traditional ? WEIGHT_UNSEEN : -WEIGHT_UNSEEN;
	int32_t w = qw_cost_of(hans[c] + 1, hans_han) - qw_cost_of(hant[c] + 1, hant_han);
	if (w > -WEIGHT_LEAST && w < WEIGHT_LEAST)
		return 0;
	return w > WEIGHT_MOST ? WEIGHT_MOST : w < -WEIGHT_MOST ? -WEIGHT_MOST : w;
}

static bool is_kana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0x31F0 && c <= 0x31FF);
}

static bool is_half_width_kana(uint32_t c) { return c >= 0xFF66 && c <= 0xFF9F; }

static bool is_jamo(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3131 && c <= 0x318E)
	    || (c >= 0xA960 && c <= 0xA97F) || (c >= 0xD7B0 && c <= 0xD7FF)
	    || (c >= 0xFFA0 && c <= 0xFFDC);
}

/* Japanese has its own simplified characters: frequent there, unknown to Chinese. */
static bool is_japanese(uint32_t c)
{
	return !may_change[c] && !is_target[c] && japanese[c] >= JAPANESE_COUNT
	    && (hans[c] + hant[c]) * 8 <= japanese[c];
}

/* Frequent in Chinese, and at least 16 times less so in Japanese. */
static bool is_chinese(uint32_t c)
{
	uint64_t chinese = hans[c] + hant[c];
	return chinese >= CHINESE_COUNT
	    && (2 * japanese[c] + 1) * (hans_han + hant_han) * 16 <= 2 * chinese * japanese_han;
}

/* 烫 and 屯, which GBK makes of the bytes CC and CD. 葺, of DD, is rare. */
static bool is_fill(uint32_t c)
{
	if (c != 0x70EB && c != 0x5C6F)
		return false;
	if (may_change[c] || hans[c] + hant[c] <= RARE_COUNT || hans[c] + hant[c] > UNCOMMON_COUNT)
		gen_die("U+%04X is not only uncommon", (unsigned)c);
	return true;
}

static qw_group han_group(uint32_t c)
{
	if (is_fill(c))
		return QW_GROUP_HAN_FILL;
	if (is_japanese(c))
		return QW_GROUP_HAN_JAPANESE;
	bool rare = hans[c] + hant[c] <= RARE_COUNT;
	bool uncommon = hans[c] + hant[c] <= UNCOMMON_COUNT;
	if (is_chinese(c) && !uncommon)
		return may_change[c] ? QW_GROUP_HAN_CHINESE_HANT : QW_GROUP_HAN_CHINESE;
	if (may_change[c])
		return rare ? QW_GROUP_HAN_RARE_HANT
		     : uncommon ? QW_GROUP_HAN_UNCOMMON_HANT : QW_GROUP_HAN_HANT;
	return rare ? QW_GROUP_HAN_RARE : uncommon ? QW_GROUP_HAN_UNCOMMON : QW_GROUP_HAN;
}

/* Letters and signs of other scripts, and frames: what bytes turn into. The signs that
 * Chinese text has now and then too are not worth a look. */
static bool is_foreign(uint32_t c)
{
	return (c >= 0xA1 && c <= 0x6FF && c != 0xB0 && c != 0xB7 && c != 0xD7)
	    || (c >= 0x2500 && c <= 0x259F) || (c >= 0x3105 && c <= 0x3129)
	    || c == 0x221A || c == 0x2202 || c == 0x2206 || c == 0x220F || c == 0x2211 || c == 0x222B
	    || c == 0x2248 || c == 0x25CA;
}

static qw_group group(uint32_t c)
{
	if (qw_cell_is_han(c))
		return han_group(c);
	if (is_kana(c) || is_half_width_kana(c))
		return is_kana(c) ? QW_GROUP_KANA : QW_GROUP_KANA_RARE;
	if ((c >= 0xAC00 && c <= 0xD7A3) || is_jamo(c))
		return is_jamo(c) ? QW_GROUP_HANGUL_RARE : QW_GROUP_HANGUL;
	if (is_foreign(c))
		return QW_GROUP_FOREIGN;
	if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F))
		return QW_GROUP_CONTROL;
	if (c >= 0xD800 && c <= 0xDFFF)
		return QW_GROUP_INVALID;
	if (qw_cell_is_private(c))
		return QW_GROUP_PRIVATE;
	return c == 0xFFFD || c == 0xFEFF ? QW_GROUP_BROKEN : QW_GROUP_OTHER;
}

/* The group of a character of `g` that cleaning may change. */
static qw_group unclean(uint32_t c, qw_group g)
{
	switch (g) {
	case QW_GROUP_OTHER: return QW_GROUP_OTHER_UNCLEAN;
	case QW_GROUP_HAN_RARE: return QW_GROUP_HAN_RARE_UNCLEAN;
	case QW_GROUP_HAN_RARE_HANT: return QW_GROUP_HAN_RARE_HANT_UNCLEAN;
	case QW_GROUP_KANA: return QW_GROUP_KANA_UNCLEAN;
	case QW_GROUP_HANGUL_RARE: return QW_GROUP_HANGUL_RARE_UNCLEAN;
	case QW_GROUP_FOREIGN: return QW_GROUP_FOREIGN_UNCLEAN;
	case QW_GROUP_BROKEN: return g; /* U+FEFF, which needs no other gate */
	default: gen_die("U+%04X: cleaning may change one of group %d", (unsigned)c, (int)g);
	}
}

static void classify(const convert_data *d)
{
	for (uint32_t c = 0; c < CODE_LIMIT; c++) {
		qw_group g = group(c);
		if (may_change[c] && !qw_cell_is_han(c))
			gen_die("U+%04X: the dictionary changes what is no Han", (unsigned)c);
		if (clean_data_touches(c))
			g = unclean(c, g);
		int32_t steps = qw_cell_is_han(c) ? weight(d, c) / QW_CLASS_UNIT : 0;
		class_of[c] = (uint16_t)((uint32_t)steps << QW_CLASS_SHIFT | (uint32_t)g);
	}
}

int main(int argc, char **argv)
{
	if (argc != 4)
		gen_die("usage: gen-classes CHARACTERS FOLDER RADICALS");
	read_file_lines(argv[1], take_count);
	const convert_data *d = convert_data_read(argv[2]);
	clean_data_read(argv[3]);
	note_changes(d);
	classify(d);
	gen_banner("gen-classes from data/model/characters.txt, data/convert and data/clean");
	write_blocks("class", class_of);
	return gen_finish();
}
