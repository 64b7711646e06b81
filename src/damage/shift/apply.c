/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/shift/apply.h"

#include "charset/table.h"
#include "damage/mojibake/policy.h"

#include <string.h>

typedef enum { AS_NOTHING, AS_QUESTION, AS_SPACE, AS_FFFD, AS_DOUBLED } loss;

/* ---- parameters ---- */

enum {
	PARAMETERS_MAX = 160,
	DIGITS_MAX = 18,
	EVERY = 200
};

typedef struct {
	qw_set set;
	qw_policy policy;
	uint64_t every, seed;
	loss as;
	bool bytes;             /* nobody reads them: they stay as they are */
} settings;

static bool is(const char *name, const char *s, size_t length)
{
	return strlen(name) == length && memcmp(name, s, length) == 0;
}

/* "KEY=VALUE"? Then *value is where the value begins. */
static bool has_key(const char *key, const char *s, size_t length, size_t *value)
{
	*value = strlen(key);
	return length > *value && memcmp(key, s, *value) == 0;
}

static bool read_number(const char *s, size_t length, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < length; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*number = *number * 10 + (unsigned)(s[i] - '0');
	}
	return length > 0 && length <= DIGITS_MAX;
}

static bool read_loss(const char *s, size_t length, loss *as)
{
	static const char *const names[] = {"nothing", "question", "space", "fffd", "doubled"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is(names[i], s, length)) {
			*as = (loss)i;
			return true;
		}
	return false;
}

static bool read_set(const char *s, size_t length, qw_set *set)
{
	return qw_set_find(s, length, set) && set->charset != NULL
	    && set->charset->shape != QW_CHARSET_SINGLE;
}

/* The words of a policy, which need not stand together. */
typedef struct {
	char word[PARAMETERS_MAX + 1];
	size_t length;
} policy_words;

static bool read_policy(const char *s, size_t length, policy_words *w, qw_policy *policy)
{
	if (w->length > 0)
		w->word[w->length++] = '+';
	memcpy(w->word + w->length, s, length);
	w->length += length;
	return length > 0 && qw_policy_find(w->word, w->length, policy)
	    && (policy->words & QW_POLICY_STRICT) == 0;
}

static bool read_word(const char *s, size_t length, policy_words *w, settings *to)
{
	size_t value;
	if (has_key("every=", s, length, &value))
		return read_number(s + value, length - value, &to->every) && to->every > 0;
	if (has_key("seed=", s, length, &value))
		return read_number(s + value, length - value, &to->seed);
	if (has_key("as=", s, length, &value))
		return read_loss(s + value, length - value, &to->as);
	to->bytes = to->bytes || is("bytes", s, length);
	return is("bytes", s, length) || read_policy(s, length, w, &to->policy);
}

static bool read_settings(const qw_cell *p, size_t n, settings *to, size_t *bad)
{
	char s[PARAMETERS_MAX];
	policy_words words = {.length = 0};
	*bad = 0;
	if (n == 0 || n > PARAMETERS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		s[i] = p[i] < 0x80 ? (char)p[i] : '\x7F';
	*to = (settings){.every = EVERY};
	if (!qw_policy_find("", 0, &to->policy))
		return false;
	for (size_t at = 0; at <= n;) {
		const char *plus = memchr(s + at, '+', n - at);
		size_t end = plus != NULL ? (size_t)(plus - s) : n;
		*bad = at;
		if (at == 0 ? !read_set(s, end, &to->set) : !read_word(s + at, end - at, &words, to))
			return false;
		at = end + 1;
	}
	*bad = 0;
	return true;
}

/* ---- bytes ---- */

enum { HELD = QW_CODEC_AHEAD + QW_CODEC_BYTES };

typedef struct {
	const settings *settings;
	qw_codec codec;
	uint64_t line;          /* hash of the line at hand and the seed */
	uint64_t bytes;         /* of its characters of two bytes, so far */
	unsigned char byte[HELD]; /* that wait to be read */
	size_t from[HELD];      /* the cell that each was written for */
	size_t length;
	qw_text *out;
} shift;

static uint64_t hash_line(uint64_t seed, const qw_cell *c, size_t n)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ seed;
	for (size_t i = 0; i < n && c[i] != '\n'; i++)
		hash = (hash ^ c[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/* Is the next byte hit? The steps of SplitMix64. */
static bool is_hit(shift *s)
{
	uint64_t x = s->line + ++s->bytes * UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return (x ^ x >> 31) % s->settings->every == 0;
}

static void hold(shift *s, unsigned char byte, size_t cell)
{
	s->byte[s->length] = byte;
	s->from[s->length++] = cell;
}

static void hold_hit(shift *s, unsigned char byte, size_t cell)
{
	switch (s->settings->as) {
	case AS_NOTHING: return;
	case AS_QUESTION: hold(s, '?', cell); return;
	case AS_SPACE: hold(s, ' ', cell); return;
	case AS_FFFD: hold(s, 0xFF, cell); return;
	case AS_DOUBLED: hold(s, byte, cell); break;
	}
	hold(s, byte, cell);
}

static void write_cell(shift *s, qw_cell c, size_t cell)
{
	unsigned char code[QW_CODEC_BYTES];
	size_t n;
	if (!qw_codec_write(&s->codec, c, code, &n))
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (n == 2 && code[0] >= 0x80 && is_hit(s))
			hold_hit(s, code[i], cell);
		else
			hold(s, code[i], cell);
	}
}

static void keep_bytes(shift *s)
{
	for (size_t i = 0; i < s->length; i++)
		qw_text_add(s->out, s->byte[i] < 0x80 ? s->byte[i]
		                    : qw_cell_raw(s->byte[i], QW_REASON_STRAY_BYTE),
		            (uint32_t)s->from[i], (uint32_t)s->from[i] + 1);
	s->length = 0;
}

/* Read until fewer than `least` bytes are held. */
static void read_cells(shift *s, size_t least)
{
	if (s->settings->bytes)
		keep_bytes(s);
	while (s->length >= least && s->length > 0) {
		qw_cell c[2];
		unsigned count;
		size_t used = qw_codec_read(&s->codec, s->byte, s->length, c, &count);
		for (unsigned k = 0; k < count; k++)
			qw_text_add(s->out, c[k], (uint32_t)s->from[0], (uint32_t)s->from[used - 1] + 1);
		s->length -= used;
		memmove(s->byte, s->byte + used, s->length);
		memmove(s->from, s->from + used, s->length * sizeof *s->from);
	}
}

bool qw_shift_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                    const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	settings to;
	(void)d;
	if (!read_settings(parameters, n_parameters, &to, bad))
		return false;
	shift s = {.settings = &to, .codec = qw_codec_of(&to.policy, &to.set), .out = out,
	           .line = hash_line(to.seed, c, n)};
	for (size_t i = 0; i < n; i++) {
		if (c[i] != '\n') {
			write_cell(&s, c[i], i);
			read_cells(&s, QW_CODEC_AHEAD);
			continue;
		}
		read_cells(&s, 1);
		qw_text_add(out, '\n', (uint32_t)i, (uint32_t)i + 1);
		s.line = hash_line(to.seed, c + i + 1, n - i - 1);
		s.bytes = 0;
	}
	read_cells(&s, 1);
	return !out->failed;
}
