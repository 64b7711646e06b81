/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes as they are spelled: one at a time, read and written. */
#ifndef QW_DAMAGE_ESCAPE_SPELL_H
#define QW_DAMAGE_ESCAPE_SPELL_H

#include "damage/escape/kind.h"
#include "text/text.h"

/* What stands for one code point, unit of UTF-16 or byte. */
typedef struct {
	size_t length;           /* cells */
	uint32_t value;
	qw_escape_form form;
	bool tells_case;         /* it has hexadecimal digits above 9 */
} qw_escape_token;

/* The token of a spelling that begins at c[i], i < n. `deep`: its first character may be escaped
 * itself. False: there is none. Spellings of runs have no tokens. */
bool qw_escape_token_at(qw_spelling spelling, const qw_cell *c, size_t n, size_t i, bool deep,
                        qw_escape_token *token);

/* Can the character be written so? */
bool qw_escape_can_write(const qw_escape_kind *kind, qw_cell c);

/* Write c[0..n), all of which can be written, as one run. Every cell of it begins at byte
 * (or cell) at[0] and ends at at[n], or, where each character is written alone, at those of
 * its character. */
void qw_escape_write(const qw_escape_kind *kind, const qw_escape_form *form, const qw_cell *c,
                     const uint32_t *at, size_t n, qw_text *out);

/* Six bits, or -1. */
static inline int qw_base64_value(qw_cell c)
{
	return c - 'A' < 26 ? (int)(c - 'A') : c - 'a' < 26 ? (int)(c - 'a') + 26
	     : c - '0' < 10 ? (int)(c - '0') + 52 : c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* A hexadecimal digit's value, or -1. */
static inline int qw_hex_value(qw_cell c)
{
	return c - '0' < 10 ? (int)(c - '0') : (c | 0x20) - 'a' < 6 && c < 0x80
	     ? (int)((c | 0x20) - 'a') + 10 : -1;
}

#endif
