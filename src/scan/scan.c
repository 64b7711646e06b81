/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "scan/scan.h"

#include "generated/classes.inc"
#include "scan/class.h"
#include "scan/escape.h"
#include "text/utf8.h"

/* Han, kana and Hangul are counted in one word; the counts must not run into each
 * other: so a long line is added up in pieces of less characters than a count holds. */
enum { COUNT_BITS = 12, PIECE = 1 << 11, COUNT_MASK = (1 << COUNT_BITS) - 1 };

#define ONE_HAN     UINT64_C(1)
#define ONE_CHINESE (UINT64_C(1) << COUNT_BITS)
#define ONE_KANA    (UINT64_C(1) << 2 * COUNT_BITS)
#define ONE_HANGUL  (UINT64_C(1) << 3 * COUNT_BITS)
#define ONE_UNCOMMON (UINT64_C(1) << 4 * COUNT_BITS)

static const uint64_t group_counts[1 << QW_CLASS_SHIFT] = {
	[QW_GROUP_HAN] = ONE_HAN, [QW_GROUP_HAN_HANT] = ONE_HAN,
	[QW_GROUP_HAN_CHINESE] = ONE_HAN | ONE_CHINESE,
	[QW_GROUP_HAN_CHINESE_HANT] = ONE_HAN | ONE_CHINESE,
	[QW_GROUP_HAN_UNCOMMON] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_HAN_UNCOMMON_HANT] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_HAN_RARE] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_HAN_RARE_HANT] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_HAN_JAPANESE] = ONE_HAN | ONE_KANA | ONE_UNCOMMON,
	[QW_GROUP_HAN_FILL] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_KANA] = ONE_KANA, [QW_GROUP_KANA_RARE] = ONE_KANA,
	[QW_GROUP_HANGUL] = ONE_HANGUL, [QW_GROUP_HANGUL_RARE] = ONE_HANGUL,
	[QW_GROUP_HAN_RARE_UNCLEAN] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_HAN_RARE_HANT_UNCLEAN] = ONE_HAN | ONE_UNCOMMON,
	[QW_GROUP_KANA_UNCLEAN] = ONE_KANA, [QW_GROUP_HANGUL_RARE_UNCLEAN] = ONE_HANGUL,
};

static const uint32_t group_seen[1 << QW_CLASS_SHIFT] = {
	[QW_GROUP_OTHER] = QW_SEEN_OTHER,
	[QW_GROUP_HAN] = QW_SEEN_HAN,
	[QW_GROUP_HAN_HANT] = QW_SEEN_HAN | QW_SEEN_HANT,
	[QW_GROUP_HAN_CHINESE] = QW_SEEN_HAN,
	[QW_GROUP_HAN_CHINESE_HANT] = QW_SEEN_HAN | QW_SEEN_HANT,
	[QW_GROUP_HAN_UNCOMMON] = QW_SEEN_HAN,
	[QW_GROUP_HAN_UNCOMMON_HANT] = QW_SEEN_HAN | QW_SEEN_HANT,
	[QW_GROUP_HAN_RARE] = QW_SEEN_HAN | QW_SEEN_RARE,
	[QW_GROUP_HAN_RARE_HANT] = QW_SEEN_HAN | QW_SEEN_RARE | QW_SEEN_HANT,
	[QW_GROUP_HAN_JAPANESE] = QW_SEEN_HAN | QW_SEEN_RARE,
	[QW_GROUP_HAN_FILL] = QW_SEEN_HAN | QW_SEEN_FILL,
	[QW_GROUP_KANA] = QW_SEEN_KANA, [QW_GROUP_KANA_RARE] = QW_SEEN_KANA | QW_SEEN_RARE,
	[QW_GROUP_HANGUL] = QW_SEEN_HANGUL,
	[QW_GROUP_HANGUL_RARE] = QW_SEEN_HANGUL | QW_SEEN_RARE,
	[QW_GROUP_FOREIGN] = QW_SEEN_FOREIGN, [QW_GROUP_CONTROL] = QW_SEEN_CONTROL,
	[QW_GROUP_PRIVATE] = QW_SEEN_PRIVATE, [QW_GROUP_BROKEN] = QW_SEEN_BROKEN,
	[QW_GROUP_INVALID] = QW_SEEN_INVALID,
	[QW_GROUP_OTHER_UNCLEAN] = QW_SEEN_OTHER | QW_SEEN_UNCLEAN,
	[QW_GROUP_HAN_RARE_UNCLEAN] = QW_SEEN_HAN | QW_SEEN_RARE | QW_SEEN_UNCLEAN,
	[QW_GROUP_HAN_RARE_HANT_UNCLEAN] = QW_SEEN_HAN | QW_SEEN_RARE | QW_SEEN_HANT
	                                 | QW_SEEN_UNCLEAN,
	[QW_GROUP_KANA_UNCLEAN] = QW_SEEN_KANA | QW_SEEN_UNCLEAN,
	[QW_GROUP_HANGUL_RARE_UNCLEAN] = QW_SEEN_HANGUL | QW_SEEN_RARE | QW_SEEN_UNCLEAN,
	[QW_GROUP_FOREIGN_UNCLEAN] = QW_SEEN_FOREIGN | QW_SEEN_UNCLEAN,
};

/* What one pass over a piece adds up, in registers. */
typedef struct {
	uint64_t counts;
	uint32_t groups;         /* 1 << group */
	int32_t lean, hant;      /* in steps of the class table */
} sums;

static inline void add(sums *s, uint16_t class)
{
	unsigned group = class & QW_CLASS_MASK;
	int32_t weight = (int16_t)class >> QW_CLASS_SHIFT;
	s->groups |= 1u << group;
	s->counts += group_counts[group];
	s->lean += weight;
	s->hant += weight > 0 ? weight : 0;
}

static inline uint16_t class_in_block(size_t block, size_t i)
{
	return class_block[class_index[block] * (size_t)QW_CLASS_BLOCK + i];
}

static uint16_t class_of(qw_cell c)
{
	if (c < QW_CLASS_LIMIT)
		return class_in_block(c / QW_CLASS_BLOCK, c % QW_CLASS_BLOCK);
	if (qw_cell_is_raw(c))
		return QW_GROUP_INVALID;
	return qw_cell_is_private(c) ? QW_GROUP_PRIVATE : QW_GROUP_OTHER;
}

uint32_t qw_scan_class(qw_cell c)
{
	return group_seen[class_of(c) & QW_CLASS_MASK];
}

int32_t qw_scan_lean(qw_cell c)
{
	return ((int16_t)class_of(c) >> QW_CLASS_SHIFT) * QW_CLASS_UNIT;
}

static uint16_t add_capped(uint16_t old, uint64_t more)
{
	uint64_t sum = old + (more & COUNT_MASK);
	return sum > UINT16_MAX ? UINT16_MAX : (uint16_t)sum;
}

static int32_t add_lean(int32_t old, int32_t more)
{
	int64_t sum = (int64_t)old + (int64_t)more * QW_CLASS_UNIT;
	return sum > INT32_MAX ? INT32_MAX : sum < INT32_MIN ? INT32_MIN : (int32_t)sum;
}

static void flush(sums *s, qw_line *line)
{
	for (unsigned g = 0; g < QW_GROUPS; g++)
		if (s->groups >> g & 1)
			line->seen |= group_seen[g];
	line->han = add_capped(line->han, s->counts);
	line->chinese = add_capped(line->chinese, s->counts >> COUNT_BITS);
	line->kana = add_capped(line->kana, s->counts >> 2 * COUNT_BITS);
	line->hangul = add_capped(line->hangul, s->counts >> 3 * COUNT_BITS);
	line->uncommon = add_capped(line->uncommon, s->counts >> 4 * COUNT_BITS);
	line->lean = add_lean(line->lean, s->lean);
	line->hant = add_lean(line->hant, s->hant);
	*s = (sums){0, 0, 0, 0};
}

static bool is_ascii_letter(unsigned c) { return (c | 0x20) - 'a' < 26; }

/* A letter that a reading may end in: ASCII, or Latin with a mark. */
static bool is_letter(qw_cell c)
{
	return is_ascii_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7)
	    || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x300 && c <= 0x30C);
}

/* Is p[0..i) a letter, or a letter and a blank, at its end? */
static bool ends_in_letter(const unsigned char *p, size_t i)
{
	if (i > 1 && p[i - 1] == ' ')
		i--;
	size_t from = i;
	while (from > 0 && i - from < 3 && (p[from - 1] & 0xC0) == 0x80)
		from--;
	if (from == 0)
		return false;
	qw_cell c;
	return qw_utf8_decode(p + from - 1, i - from + 1, &c) == i - from + 1 && is_letter(c);
}

static inline uint64_t load64(const unsigned char *p)
{
	uint64_t v = 0;
	for (unsigned i = 0; i < 8; i++)
		v |= (uint64_t)p[i] << 8 * i;
	return v;
}

static inline uint32_t load32(const unsigned char *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* Of eight bytes those that say something: all that are not ASCII, control bytes (so LF), ")",
 * and the signs that escapes begin with: #, +, %, =, \\ and ~. Some are found with their neighbours
 * in one comparison, so that "!" and DEL are among them. The high bit of the first is set; those
 * behind it may be wrong. */
static inline uint64_t stops(uint64_t v)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	uint64_t paren = (v ^ ones * ')') & ~(ones * ('!' ^ '+')); /* ! # ) + */
	uint64_t tilde = (v ^ ones * '~') & ~ones;
	uint64_t percent = v ^ ones * '%', equals = v ^ ones * '=', backslash = v ^ ones * '\\';
	return (v | (v - ones * 0x20) | (paren - ones) | (tilde - ones) | (percent - ones)
	        | (equals - ones) | (backslash - ones)) & high;
}

/* The number of the first. */
static inline size_t first_stop(uint64_t stops)
{
#if defined(__GNUC__)
	return (size_t)__builtin_ctzll(stops) / 8;
#else
	size_t i = 0;
	while ((stops >> 8 * i & 0x80) == 0)
		i++;
	return i;
#endif
}

/* ASCII but for controls. */
static bool is_plain(qw_cell c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\r';
}

/* What an escape may begin with, or its second sign. */
static const bool is_sign[0x80] = {
	['#'] = true, ['+'] = true, ['%'] = true, ['='] = true, ['\\'] = true, ['~'] = true,
};

/* May the sign at p[i] begin an escape? */
static bool begins_escape(const unsigned char *p, size_t n, size_t i, size_t from)
{
	unsigned char ahead[QW_ESCAPE_AHEAD] = {0};
	for (size_t k = 0; k < QW_ESCAPE_AHEAD && i + k < n; k++)
		ahead[k] = p[i + k];
	return qw_scan_is_escape(i > from ? p[i - 1] : 0, ahead);
}

/* ASCII from p[i] on, up to another byte or behind an LF. */
static size_t scan_ascii(const unsigned char *p, size_t n, size_t i, size_t from, sums *s,
                         qw_line *line)
{
	while (i < n) {
		if (n - i >= 8) {
			uint64_t stop = stops(load64(p + i));
			i += stop == 0 ? 8 : first_stop(stop);
			if (stop == 0)
				continue;
		}
		if (p[i] >= 0x80)
			break;
		unsigned char b = p[i++];
		if (b == '\n')
			break;
		if (b == ')' && ends_in_letter(p + from, i - 1 - from))
			line->seen |= QW_SEEN_NOTE;
		else if (!is_plain(b))
			s->groups |= 1u << (class_of(b) & QW_CLASS_MASK);
		else if (is_sign[b] && begins_escape(p, n, i - 1, from))
			line->seen |= QW_SEEN_ESCAPE;
	}
	return i;
}

/* Characters of three bytes from p[i] on, while a fourth byte can be loaded: the way
 * of nearly all Chinese text. Overlong forms lead into the classes of ASCII and
 * Latin, so they are left to the decoder; surrogates have a class of their own. */
static size_t scan_three(const unsigned char *p, size_t n, size_t i, sums *sum)
{
	sums s = *sum;
	while (n - i >= 4) {
		uint32_t v = load32(p + i);
		size_t block = (v & 0xF) << 6 | (v >> 8 & 0x3F);
		if ((v & 0xC0C0F0) != 0x8080E0 || block < 0x800 / QW_CLASS_BLOCK)
			break;
		add(&s, class_in_block(block, v >> 16 & 0x3F));
		i += 3;
	}
	*sum = s;
	return i;
}

void qw_scan_utf8(const unsigned char *p, size_t n, size_t *at, qw_line *line)
{
	size_t from = *at, i = from, piece = from;
	sums s = {0, 0, 0, 0};
	*line = (qw_line){.from = (uint32_t)from};
	while (i < n) {
		if (i - piece > PIECE) {
			flush(&s, line);
			piece = i;
		}
		if (p[i] < 0x80) {
			i = scan_ascii(p, n, i, from, &s, line);
			if (p[i - 1] == '\n')
				break;
			continue;
		}
		size_t end = n - i > PIECE ? i + PIECE : n;
		size_t next = scan_three(p, end, i, &s);
		if (next == i && n - i >= 2 && p[i] >= 0xC2 && p[i] <= 0xDF && (p[i + 1] & 0xC0) == 0x80) {
			add(&s, class_of((p[i] & 0x1Fu) << 6 | (p[i + 1] & 0x3Fu)));
			next += 2;
		} else if (next == i) {
			qw_cell c;
			next += qw_utf8_decode(p + i, n - i, &c);
			add(&s, class_of(c));
		}
		i = next;
	}
	flush(&s, line);
	line->to = (uint32_t)i;
	*at = i;
}

/* Is the cell before c[i] a letter, or a letter and a blank? */
static bool letter_before(const qw_cell *c, size_t i, size_t from)
{
	if (i - from > 1 && c[i - 1] == ' ')
		i--;
	return i > from && is_letter(c[i - 1]);
}

/* The same as begins_escape(). */
static bool cells_begin_escape(const qw_cell *c, size_t n, size_t i, size_t from)
{
	unsigned char ahead[QW_ESCAPE_AHEAD] = {0};
	for (size_t k = 0; k < QW_ESCAPE_AHEAD && i + k < n; k++)
		ahead[k] = c[i + k] < 0x80 ? (unsigned char)c[i + k] : 0x80;
	return qw_scan_is_escape(i > from && c[i - 1] < 0x80 ? c[i - 1] : 0, ahead);
}

void qw_scan_cells(const qw_cell *c, size_t n, size_t *at, qw_line *line)
{
	size_t from = *at, i = from;
	sums s = {0, 0, 0, 0};
	*line = (qw_line){.from = (uint32_t)from};
	while (i < n && c[i] != '\n') {
		if (c[i] == ')' && letter_before(c, i, from))
			line->seen |= QW_SEEN_NOTE;
		if (!is_plain(c[i]))
			add(&s, class_of(c[i]));
		else if (is_sign[c[i]] && cells_begin_escape(c, n, i, from))
			line->seen |= QW_SEEN_ESCAPE;
		i++;
		if ((i - from) % PIECE == 0)
			flush(&s, line);
	}
	i += i < n;
	flush(&s, line);
	line->to = (uint32_t)i;
	*at = i;
}
