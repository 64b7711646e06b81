/* SPDX-License-Identifier: Apache-2.0 */
/* What lossy_step.c and lossy_lose.c share. */
#ifndef QW_DAMAGE_MOJIBAKE_LOSSY_INTERNAL_H
#define QW_DAMAGE_MOJIBAKE_LOSSY_INTERNAL_H

#include "damage/mojibake/lossy_step.h"

enum { QW_STEP_SLACK = 4 };  /* bits by which two characters may tell more than one */

static inline bool qw_is_utf8_second(unsigned char lead, unsigned char b)
{
	unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return b >= low && b <= high;
}

static inline unsigned qw_utf8_length(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

qw_cell qw_utf8_cell(const unsigned char *p);

/* Text holds neither controls nor private use, and no lost character. */
bool qw_step_is_text(qw_cell c);

/* May byte b stand behind those of h? A pair of bytes will tell itself. */
bool qw_step_fits(const qw_step *s, const qw_hypothesis *h, unsigned char b);

/* Bits/256 against a character that would be in the other writing than the text so far. */
qw_bits qw_step_against_writing(const qw_hypothesis *h, int32_t lean);

/* The unfinished character of h is c. */
void qw_step_enter(qw_hypothesis *h, qw_cell c, int32_t lean);

/* A lost byte that stands alone must not be one character with the next. */
bool qw_step_parts(const qw_step *s, qw_hypothesis *h, unsigned char b);

/* A whole text: its line ends behind it. */
void qw_step_end_line(const qw_step *s, qw_hypothesis *h);

/* A mark, or nothing, stands for bytes that are lost behind those of h. */
void qw_lose_marked(const qw_step *s, const qw_hypothesis *h);
void qw_lose_unmarked(const qw_step *s, const qw_hypothesis *h);

/* Do only trail bytes of UTF-8 get lost, without a mark? Then the next byte says which. */
bool qw_loses_between(const qw_step *s);

/* Go on over byte b of a cell in front of which such were lost; less than 0: the text ends. */
void qw_lose_between(const qw_step *s, const qw_hypothesis *h, int b);

#endif
