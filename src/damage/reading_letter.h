/* SPDX-License-Identifier: Apache-2.0 */
/* The letters of pinyin: shared by the table generator and the program. */
#ifndef QW_DAMAGE_READING_LETTER_H
#define QW_DAMAGE_READING_LETTER_H

#include <stdbool.h>
#include <stdint.h>

/* A syllable without its tone is packed five bits a letter, a = 1 .. z = 26,
 * u with diaeresis as v; six letters at most. */
typedef struct {
	uint32_t base;
	unsigned tone;  /* 1 to 4; 0: none written */
	unsigned letters;
} qw_syllable;

#define QW_SYLLABLE_LETTERS 6

/* In the tables: a way to write a syllable that only those use who write no tones. */
#define QW_TONE_ANY_ONLY 5

typedef struct { char letter; unsigned char tone; } qw_tone_letter;

/* NULL: no letter of pinyin beyond ASCII. */
static inline const qw_tone_letter *qw_tone_letter_find(uint32_t c)
{
	static const qw_tone_letter letters[0x270 - 0xE0] = {
#define QW_LETTER(code, letter, tone) [(code) - 0xE0] = {letter, tone}
		QW_LETTER(0xE0, 'a', 4), QW_LETTER(0xE1, 'a', 2), QW_LETTER(0xE8, 'e', 4),
		QW_LETTER(0xE9, 'e', 2), QW_LETTER(0xEA, 'e', 0), QW_LETTER(0xEC, 'i', 4),
		QW_LETTER(0xED, 'i', 2), QW_LETTER(0xF2, 'o', 4), QW_LETTER(0xF3, 'o', 2),
		QW_LETTER(0xF9, 'u', 4), QW_LETTER(0xFA, 'u', 2), QW_LETTER(0xFC, 'v', 0),
		QW_LETTER(0x101, 'a', 1), QW_LETTER(0x113, 'e', 1), QW_LETTER(0x11B, 'e', 3),
		QW_LETTER(0x12B, 'i', 1), QW_LETTER(0x144, 'n', 2), QW_LETTER(0x148, 'n', 3),
		QW_LETTER(0x14D, 'o', 1), QW_LETTER(0x16B, 'u', 1), QW_LETTER(0x1CE, 'a', 3),
		QW_LETTER(0x1D0, 'i', 3), QW_LETTER(0x1D2, 'o', 3), QW_LETTER(0x1D4, 'u', 3),
		QW_LETTER(0x1D6, 'v', 1), QW_LETTER(0x1D8, 'v', 2), QW_LETTER(0x1DA, 'v', 3),
		QW_LETTER(0x1DC, 'v', 4), QW_LETTER(0x1F9, 'n', 4), QW_LETTER(0x251, 'a', 0),
		QW_LETTER(0x261, 'g', 0),
#undef QW_LETTER
	};
	static const qw_tone_letter m2 = {'m', 2}, e2 = {'e', 2}, e4 = {'e', 4};
	if (c >= 0xE0 && c < 0x270)
		return letters[c - 0xE0].letter != 0 ? &letters[c - 0xE0] : 0;
	return c == 0x1E3F ? &m2 : c == 0x1EBF ? &e2 : c == 0x1EC1 ? &e4 : 0;
}

/* Combining macron, acute, caron, grave; 0: none of them. */
static inline unsigned qw_combining_tone(uint32_t c)
{
	return c == 0x304 ? 1 : c == 0x301 ? 2 : c == 0x30C ? 3 : c == 0x300 ? 4 : 0;
}

/* Append a letter. False: no pinyin letter, a second tone, or too many. */
static inline bool qw_syllable_add(qw_syllable *s, uint32_t c)
{
	unsigned tone = qw_combining_tone(c);
	char letter = 0;
	if (tone == 0) {
		const qw_tone_letter *t = c >= 'a' && c <= 'z' ? 0 : qw_tone_letter_find(c);
		if (c >= 'a' && c <= 'z')
			letter = (char)c;
		else if (t)
			letter = t->letter, tone = t->tone;
		else
			return false;
	}
	if (tone != 0 && s->tone != 0)
		return false;
	s->tone += tone;
	if (letter == 0)
		return s->letters > 0;
	if (s->letters == QW_SYLLABLE_LETTERS)
		return false;
	s->base = s->base << 5 | (uint32_t)(letter - 'a' + 1);
	s->letters++;
	return true;
}

#endif
