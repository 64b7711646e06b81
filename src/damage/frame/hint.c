/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/frame/hint.h"

#include "charset/charset.h"
#include "scan/scan.h"

enum {
	NEAR = 4,        /* cells in which a letter of ASCII is near */
	OF_PAIRS = 2     /* higher bytes that no text in GB 2312 has */
};

static const uint32_t odd = QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE | QW_SEEN_CONTROL
                          | QW_SEEN_HANGUL | QW_SEEN_BROKEN;

/* The higher byte of Han, of ASCII, or of punctuation. */
static bool is_higher(qw_cell byte)
{
	return (byte >= 0x4E && byte <= 0x9F) || byte == 0 || byte == 0x30 || byte == 0xFF;
}

/* Letters of Latin-1 are Han, too, but one of hundred. */
static bool is_usual_swapped(qw_cell c)
{
	if (c < 0x100 || c > 0xFFFF || !is_higher(c & 0xFF))
		return false;
	qw_cell unit = c >> 8 | (c & 0xFF) << 8;
	return (qw_scan_class(unit) & (QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_CONTROL)) == 0;
}

bool qw_frame_may_be_swapped(const qw_slice *line)
{
	size_t run = 0;
	bool any = false; /* that sound text hardly has */
	for (size_t i = 0; i < line->length && (run < QW_FRAME_UNITS || !any); i++) {
		qw_cell c = line->cell[i];
		if (c == 0xFFFD) /* what was lost between them */
			continue;
		run = is_usual_swapped(c) ? run + 1 : 0;
		any = run > 0 && (any || (qw_scan_class(c) & odd) != 0);
	}
	return run >= QW_FRAME_UNITS && any;
}

bool qw_frame_may_be_bytes(const qw_slice *line)
{
	size_t run[2] = {0, 0}, ascii[2] = {0, 0}, plain = 0;
	for (size_t i = 0; i < line->length; i++) {
		qw_cell c = line->cell[i];
		/* In windows-1252 bytes from 80 to 9F are letters and signs beyond U+00FF. */
		bool higher = is_higher(c) || (c >= 0x152 && c <= 0x2122);
		run[i & 1] = higher ? run[i & 1] + 1 : 0;
		ascii[i & 1] = higher ? ascii[i & 1] + (c < 0x80) : 0;
		plain = c - ' ' < 0x7F - ' ' ? plain + 1 : 0;
		/* Any word of ASCII has such letters; and half of Han has a higher byte that is ASCII,
		 * which mojibake of UTF-8 has not. */
		if (run[i & 1] >= QW_FRAME_LETTERS && plain < QW_FRAME_LETTERS
		    && 2 * ascii[i & 1] >= run[i & 1])
			return true;
	}
	return false;
}

/* Higher bytes in turn, at even and at odd places, and those among them that are of a pair. */
typedef struct { size_t count[2], of_pairs[2]; } runs;

static bool note_byte(runs *r, size_t place, qw_cell byte, bool of_pair)
{
	size_t side = place & 1;
	bool higher = is_higher(byte);
	r->count[side] = higher ? r->count[side] + 1 : 0;
	r->of_pairs[side] = higher ? r->of_pairs[side] + of_pair : 0;
	return r->count[side] >= QW_FRAME_PAIRS && r->of_pairs[side] >= OF_PAIRS;
}

bool qw_frame_may_be_pairs(const qw_charset *set, const qw_slice *line)
{
	runs r = {{0, 0}, {0, 0}};
	size_t place = 0, plain = 0, letters = 0;
	for (size_t i = 0; i < line->length; i++) {
		unsigned char b[4] = {0};
		qw_cell c = line->cell[i];
		size_t n = c < 0x80 ? 1 : c == 0xFFFD ? 0 : qw_charset_encode(set, c, b);
		plain = c - ' ' < 0x7F - ' ' ? plain + 1 : 0;
		/* Half of Han has a lower byte that is read alone. */
		letters = c < 0x80 ? NEAR : letters > 0 ? letters - 1 : 0;
		b[0] = c < 0x80 ? (unsigned char)c : b[0];
		place += c == 0xFFFD; /* what was lost between them */
		if (n == 0 && c != 0xFFFD)
			r = (runs){{0, 0}, {0, 0}};
		for (size_t k = 0; k < n; k++)
			if (note_byte(&r, place++, b[k], n == 2) && plain < QW_FRAME_LETTERS && letters > 0)
				return true;
	}
	return false;
}
