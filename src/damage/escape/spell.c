/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/spell.h"

#include "damage/escape/names.h"

enum { DIGITS_MAX = 8 };

enum { DIGIT = 4, LETTER = 8, DEAREST = 22 }; /* bits */

static bool is_at(const qw_cell *c, size_t n, size_t i, const char *word)
{
	for (; *word != '\0'; word++, i++)
		if (i >= n || c[i] != (unsigned char)*word)
			return false;
	return true;
}

static void note_digit(qw_escape_token *t, qw_cell c)
{
	if (c >= 'A') {
		t->form.upper = c <= 'F';
		t->tells_case = true;
	}
}

/* Exactly `count` hexadecimal digits from c[i] on. */
static bool read_hex(const qw_cell *c, size_t n, size_t i, size_t count, qw_escape_token *t)
{
	t->value = 0;
	if (n - i < count)
		return false;
	for (size_t k = i; k < i + count; k++) {
		int digit = qw_hex_value(c[k]);
		if (digit < 0)
			return false;
		t->value = t->value << 4 | (uint32_t)digit;
		note_digit(t, c[k]);
	}
	return true;
}

/* ---- &#20013; ---- */

/* Bits/256 against a character of an entity: it may be rare, but letters of the West have names,
 * and most planes have none. */
static qw_bits cost_of(uint32_t c)
{
	qw_bits bits = qw_model_single(c);
	if (c > 0xFFFF && bits > DEAREST * QW_BIT)
		bits = DEAREST * QW_BIT;
	return bits + (c >= 0x32400 ? DEAREST : c >= 0xC0 && c < 0x2000 ? LETTER : 0) * QW_BIT;
}

/* How many of the digits belong to an entity that nothing ends? Those which make it, and what
 * then is left, the least surprising. */
static size_t digits_of_bare(const qw_cell *c, size_t count, unsigned base, uint32_t *value)
{
	uint32_t v = 0, best = 0;
	int64_t least = INT64_MAX;
	size_t taken = 0;
	for (size_t k = 0; k < count; k++) {
		v = v * base + (uint32_t)qw_hex_value(c[k]);
		int64_t bits = cost_of(v) + (int64_t)(count - k - 1) * DIGIT * QW_BIT;
		if (v >= 0x80 && v <= QW_CODE_POINT_MAX && bits <= least) {
			least = bits;
			best = v;
			taken = k + 1;
		}
	}
	*value = best;
	return taken;
}

/* The digits of a number from c[i] on. */
static bool read_number(const qw_cell *c, size_t n, size_t i, unsigned base, qw_escape_token *t)
{
	size_t count = 0;
	t->value = 0;
	while (i + count < n && count < DIGITS_MAX && qw_hex_value(c[i + count]) >= 0
	       && (unsigned)qw_hex_value(c[i + count]) < base) {
		t->value = t->value * base + (uint32_t)qw_hex_value(c[i + count]);
		count++;
	}
	bool ends = i + count < n && c[i + count] == ';' && count > 0;
	t->form.bare = !ends;
	if (!ends)
		count = digits_of_bare(c + i, count, base, &t->value);
	for (size_t k = i; k < i + count; k++)
		note_digit(t, c[k]);
	t->length = i + count + ends;
	return count > 0;
}

/* "&" that may have been escaped. Returns where what follows begins, 0: none. */
static size_t read_ampersand(const qw_cell *c, size_t n, size_t i, bool deep, qw_escape_token *t)
{
	if (c[i++] != '&')
		return 0;
	while (deep && t->form.depth < QW_ESCAPE_DEPTH_MAX && is_at(c, n, i, "amp;")) {
		t->form.depth++;
		i += 4;
	}
	return i;
}

static bool read_entity(qw_spelling s, const qw_cell *c, size_t n, size_t i, bool deep,
                        qw_escape_token *t)
{
	size_t at = read_ampersand(c, n, i, deep, t);
	if (at == 0 || at >= n)
		return false;
	if (s == QW_SPELL_NAME) {
		size_t length = qw_entity_find(c + at, n - at, &t->value);
		t->length = at + length - i;
		return length > 0;
	}
	bool hex = at + 1 < n && (c[at + 1] | 0x20) == 'x';
	if (c[at] != '#' || hex != (s == QW_SPELL_HEX)
	    || !read_number(c, n, at + 1 + hex, hex ? 16 : 10, t))
		return false;
	t->length -= i;
	return true;
}

/* ---- \u4e2d, \xe4, \344, %u4E2D, %E4, =E4 ---- */

/* Backslashes, of which 1, 2, 4 ... are one that was escaped so often. */
static size_t read_backslash(const qw_cell *c, size_t n, size_t i, bool deep, qw_escape_token *t)
{
	size_t count = 0, length = 1;
	while (i + count < n && c[i + count] == '\\' && count < (size_t)1 << QW_ESCAPE_DEPTH_MAX)
		count++;
	if (count == 0)
		return 0;
	while (deep && 2 * length <= count) {
		length *= 2;
		t->form.depth++;
	}
	return i + length;
}

static size_t read_percent(const qw_cell *c, size_t n, size_t i, bool deep, qw_escape_token *t)
{
	if (c[i++] != '%')
		return 0;
	while (deep && t->form.depth < QW_ESCAPE_DEPTH_MAX && is_at(c, n, i, "25")) {
		t->form.depth++;
		i += 2;
	}
	return i;
}

static bool read_octal(const qw_cell *c, size_t n, size_t i, qw_escape_token *t)
{
	if (n - i < 3 || c[i] - '0' > 3 || c[i + 1] - '0' > 7 || c[i + 2] - '0' > 7)
		return false;
	t->value = (c[i] - '0') << 6 | (c[i + 1] - '0') << 3 | (c[i + 2] - '0');
	return true;
}

/* \u4e2d, \U0001f600, \u{1f600}: what begins behind the backslash. Returns the length, 0: none. */
static size_t read_u(const qw_cell *c, size_t n, size_t i, qw_escape_token *t)
{
	if (c[i] == 'U')
		return read_hex(c, n, i + 1, 8, t) ? 9 : 0;
	if (c[i] != 'u')
		return 0;
	for (size_t count = 1; i + 1 < n && c[i + 1] == '{' && count <= 6; count++)
		if (i + 2 + count < n && c[i + 2 + count] == '}')
			return read_hex(c, n, i + 2, count, t) ? count + 3 : 0;
	return read_hex(c, n, i + 1, 4, t) ? 5 : 0;
}

static bool read_after(qw_spelling s, const qw_cell *c, size_t n, size_t i, size_t at,
                       qw_escape_token *t)
{
	size_t length = 0;
	if (at == 0 || at >= n)
		return false;
	switch (s) {
	case QW_SPELL_U: length = read_u(c, n, at, t); break;
	case QW_SPELL_X: length = c[at] == 'x' && read_hex(c, n, at + 1, 2, t) ? 3 : 0; break;
	case QW_SPELL_OCTAL: length = read_octal(c, n, at, t) ? 3 : 0; break;
	case QW_SPELL_PERCENT_U: length = c[at] == 'u' && read_hex(c, n, at + 1, 4, t) ? 5 : 0; break;
	default: length = read_hex(c, n, at, 2, t) ? 2 : 0; break;
	}
	t->length = at + length - i;
	return length > 0;
}

bool qw_escape_token_at(qw_spelling spelling, const qw_cell *c, size_t n, size_t i, bool deep,
                        qw_escape_token *t)
{
	*t = (qw_escape_token){.length = 0};
	switch (spelling) {
	case QW_SPELL_DECIMAL:
	case QW_SPELL_HEX:
	case QW_SPELL_NAME:
		return read_entity(spelling, c, n, i, deep, t);
	case QW_SPELL_U:
	case QW_SPELL_X:
	case QW_SPELL_OCTAL:
		return read_after(spelling, c, n, i, read_backslash(c, n, i, deep, t), t);
	case QW_SPELL_PERCENT_U:
	case QW_SPELL_PERCENT:
		return read_after(spelling, c, n, i, read_percent(c, n, i, deep, t), t);
	case QW_SPELL_QUOTED:
		return c[i] == '=' && read_after(spelling, c, n, i, i + 1, t);
	default:
		return false;
	}
}
