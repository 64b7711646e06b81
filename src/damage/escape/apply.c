/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/apply.h"

#include "damage/escape/spell.h"

#include <string.h>

enum { PARAMETERS_MAX = 120, DIGITS_MAX = 18, ALL = 100 };

typedef struct {
	const qw_escape_kind *kind;
	qw_escape_form form;
	uint64_t share, seed;
} settings;

/* ---- parameters ---- */

static bool is(const char *name, const char *s, size_t length)
{
	return strlen(name) == length && memcmp(name, s, length) == 0;
}

/* "KEY=NUMBER"? */
static bool read_number(const char *key, const char *s, size_t length, uint64_t *number)
{
	size_t i = strlen(key);
	if (length <= i || length - i > DIGITS_MAX || memcmp(key, s, i) != 0)
		return false;
	*number = 0;
	for (; i < length; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*number = *number * 10 + (unsigned)(s[i] - '0');
	}
	return true;
}

static bool read_word(const char *s, size_t length, settings *to)
{
	uint64_t depth = 1;
	if (read_number("share=", s, length, &to->share))
		return to->share <= ALL;
	if (read_number("seed=", s, length, &to->seed))
		return true;
	if (is("doubled", s, length) || read_number("doubled=", s, length, &depth)) {
		to->form.depth = (uint8_t)(depth <= QW_ESCAPE_DEPTH_MAX ? depth : 0);
		return depth >= 1 && depth <= QW_ESCAPE_DEPTH_MAX
		    && to->kind->spelling <= QW_SPELL_OCTAL && to->kind->spelling != QW_SPELL_QUOTED;
	}
	if (is("bare", s, length)) {
		to->form.bare = true;
		return to->kind->spelling <= QW_SPELL_HEX;
	}
	if (is("q", s, length)) {
		to->form.q = true;
		return to->kind->spelling == QW_SPELL_WORD;
	}
	to->form.upper = is("upper", s, length);
	return to->form.upper || is("lower", s, length);
}

static bool read_settings(const qw_cell *p, size_t n, settings *to, size_t *bad)
{
	char s[PARAMETERS_MAX];
	*bad = 0;
	if (n == 0 || n > PARAMETERS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		s[i] = p[i] < 0x80 ? (char)p[i] : '\x7F';
	for (size_t at = 0; at <= n;) {
		const char *plus = memchr(s + at, '+', n - at);
		size_t end = plus != NULL ? (size_t)(plus - s) : n;
		*bad = at;
		if (at > 0 && !read_word(s + at, end - at, to))
			return false;
		if (at == 0) {
			to->kind = qw_escape_kind_find(s, end);
			if (to->kind == NULL)
				return false;
			to->form = to->kind->form;
		}
		at = end + 1;
	}
	*bad = 0;
	return true;
}

/* ---- the text ---- */

static uint64_t hash_line(uint64_t seed, const qw_cell *c, size_t n)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ seed;
	for (size_t i = 0; i < n && c[i] != '\n'; i++)
		hash = (hash ^ c[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/* Is the i-th character of the line escaped? The steps of SplitMix64. */
static bool is_hit(const settings *to, uint64_t line, size_t i)
{
	uint64_t x = line + (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return (x ^ x >> 31) % ALL < to->share;
}

/* Where the run ends that begins at c[i]. Between encoded words blanks are no text, so those
 * in a run are a part of it. */
static size_t run_end(const settings *to, uint64_t hash, const qw_cell *c, size_t n, size_t i)
{
	size_t end = i, at = i;
	while (at < n) {
		bool hit = qw_escape_can_write(to->kind, c[at]) && is_hit(to, hash, at);
		if (!hit && (to->kind->spelling != QW_SPELL_WORD || c[at] != ' ' || end == i))
			break;
		at++;
		end = hit ? at : end;
	}
	return end;
}

/* Escape a line; its first cell has number `first`. */
static void escape_line(const settings *to, const qw_cell *c, size_t n, size_t first, qw_text *out,
                        qw_text *offsets)
{
	uint64_t hash = hash_line(to->seed, c, n);
	for (size_t i = 0, end; i < n; i = end) {
		end = run_end(to, hash, c, n, i);
		if (end == i) {
			qw_text_add(out, c[i], (uint32_t)(first + i), (uint32_t)(first + i) + 1);
			end++;
			continue;
		}
		/* The numbers of the cells are their offsets. */
		qw_text_clear(offsets);
		for (size_t k = i; k < end; k++)
			qw_text_add(offsets, c[k], (uint32_t)(first + k), (uint32_t)(first + k) + 1);
		if (offsets->failed)
			return;
		qw_escape_write(to->kind, &to->form, c + i, offsets->at, end - i, out);
	}
}

bool qw_escape_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                     const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	settings to = {.share = ALL};
	qw_text offsets;
	(void)d;
	if (!read_settings(parameters, n_parameters, &to, bad))
		return false;
	qw_text_init(&offsets, &out->allocator);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && c[end] != '\n';)
			end++;
		end += end < n;
		escape_line(&to, c + i, end - i, i, out, &offsets);
	}
	out->failed = out->failed || offsets.failed;
	qw_text_free(&offsets);
	return !out->failed;
}
