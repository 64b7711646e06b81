/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/policy.h"

#include "damage/mojibake/program.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	unsigned word;
} words[] = {
	{"strict", QW_POLICY_STRICT},
	{"question", QW_POLICY_QUESTION},
	{"dropped", QW_POLICY_DROPPED},
	{"c1-dropped", QW_POLICY_C1_DROPPED},
	{"nbsp-to-space", QW_POLICY_NBSP_TO_SPACE},
	{"private-dropped", QW_POLICY_PRIVATE_DROPPED},
};

enum { WORDS = sizeof words / sizeof *words };

static bool is(const char *name, const char *s, size_t length)
{
	return strlen(name) == length && memcmp(name, s, length) == 0;
}

static const qw_program *find_program(const char *s, size_t length)
{
	const qw_program *program;
	for (size_t i = 0; (program = qw_program_number(i)) != NULL; i++)
		if (is(program->name, s, length))
			return program;
	return NULL;
}

static unsigned find_word(const char *s, size_t length)
{
	for (size_t i = 0; i < WORDS; i++)
		if (is(words[i].name, s, length))
			return words[i].word;
	return 0;
}

bool qw_policy_find(const char *s, size_t length, qw_policy *policy)
{
	*policy = (qw_policy){qw_program_number(0), 0};
	for (size_t at = 0; length > 0 && at <= length;) {
		const char *plus = memchr(s + at, '+', length - at);
		size_t end = plus != NULL ? (size_t)(plus - s) : length;
		unsigned word = find_word(s + at, end - at);
		const qw_program *program = at == 0 && end > 0 ? find_program(s, end) : NULL;
		if (program != NULL)
			policy->program = program;
		else if (word == 0)
			return false;
		policy->words |= word;
		at = end + 1;
	}
	return true;
}

size_t qw_policy_programs(void)
{
	size_t programs = 0;
	while (qw_program_number(programs + 1) != NULL)
		programs++;
	return programs;
}

const char *qw_policy_word(size_t i)
{
	size_t programs = qw_policy_programs();
	if (i < programs)
		return qw_program_number(i + 1)->name;
	return i - programs < WORDS ? words[i - programs].name : NULL;
}

/* Is this habit about that set? */
static bool concerns(const qw_habit *habit, const char *set)
{
	size_t length = habit->set != NULL ? strlen(habit->set) : 0;
	if (length == 0)
		return true;
	return strncmp(habit->set, set, length) == 0
	    && (habit->set[length - 1] == '-' || set[length] == '\0');
}

qw_codec qw_codec_of(const qw_policy *policy, const qw_set *set)
{
	const qw_habit *habit = policy->program->habits;
	const char *name = set->charset != NULL ? qw_charset_name(set->charset) : qw_set_name(set->id);
	while (!concerns(habit, name))
		habit++;
	qw_codec codec = {policy, *set, habit};
	if (habit->table != NULL)
		codec.set.charset = qw_charset_find(habit->table);
	return codec;
}

bool qw_codec_is(const qw_codec *codec, const char *name)
{
	return codec->set.charset != NULL && strcmp(qw_charset_name(codec->set.charset), name) == 0;
}

/* ---- writing ---- */

enum { CODES = 8 }; /* at most so many are looked at for a code point */

/* Would the program read its own bytes as c? */
static bool is_own(const qw_codec *codec, qw_cell c, const unsigned char *bytes, size_t n)
{
	qw_cell back[2];
	unsigned count;
	qw_reason reason;
	if (codec->policy->program->browser && codec->set.id == QW_SET_GBK && c == 0x20AC)
		return n == 1;
	if (codec->policy->program->browser
	    && ((n == 4 && codec->set.id == QW_SET_GBK)
	        || (n == 2 && bytes[0] < 0xA1 && qw_codec_is(codec, "big5-hkscs"))))
		return false;
	return qw_codec_character(codec, bytes, n, back, &count, &reason) == n && count == 1
	    && back[0] == c;
}

static size_t write_substitute(const qw_codec *codec, qw_cell c, unsigned char *out)
{
	switch ((qw_writes)codec->policy->program->unwritten) {
	case QW_WRITES_NOTHING: return 0;
	case QW_WRITES_ENTITY:
		return (size_t)snprintf((char *)out, QW_CODEC_BYTES, "&#%u;", (unsigned)c);
	case QW_WRITES_UNITS:
	case QW_WRITES_QUESTION: break;
	}
	out[0] = out[1] = '?';
	return codec->policy->program->unwritten == QW_WRITES_UNITS && c > 0xFFFF ? 2 : 1;
}

/* The first of the codes for c that the program would read as c. Returns its bytes; 0: none. */
static size_t write_own(const qw_codec *codec, qw_cell c, unsigned char *out)
{
	unsigned char code[CODES][4];
	size_t codes = codec->set.charset != NULL
		? qw_charset_encodings(codec->set.charset, c, code, CODES) : 0;
	for (size_t i = 0; i < codes && i < CODES; i++) {
		size_t n = 1;
		while (n < 4 && code[i][n] != 0)
			n++;
		if (is_own(codec, c, code[i], n)) {
			memcpy(out, code[i], n);
			return n;
		}
	}
	return 0;
}

bool qw_codec_write(const qw_codec *codec, qw_cell c, unsigned char out[QW_CODEC_BYTES], size_t *n)
{
	bool strict = (codec->policy->words & QW_POLICY_STRICT) != 0;
	*n = (codec->policy->program->lenient && !strict) || codec->set.charset == NULL
		? qw_set_encode(&codec->set, c, out) : write_own(codec, c, out);
	if (*n > 0 || strict)
		return *n > 0;
	*n = write_substitute(codec, c, out);
	return true;
}
