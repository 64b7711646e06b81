/* SPDX-License-Identifier: Apache-2.0 */
/* What a program does with text that an encoding can't hold and with bytes that it can't
 * read: X-as-Y:POLICY. A policy is one program's name, then words for what was done to the
 * text later, joined with "+"; each may be left out: "python", "glibc+nbsp-to-space",
 * "strict". */
#ifndef QW_DAMAGE_MOJIBAKE_POLICY_H
#define QW_DAMAGE_MOJIBAKE_POLICY_H

#include "damage/mojibake/set.h"

/* Words behind the program's name. */
enum {
	QW_POLICY_STRICT = 1,           /* fail instead of replacing */
	QW_POLICY_QUESTION = 2,         /* "?" for what can't be read, whatever the program gives */
	QW_POLICY_C1_DROPPED = 4,
	QW_POLICY_NBSP_TO_SPACE = 8,
	QW_POLICY_PRIVATE_DROPPED = 16,
	QW_POLICY_DROPPED = 32          /* nothing for what can't be read, or its mark went later */
};

typedef struct qw_program qw_program;

typedef struct {
	const qw_program *program;
	unsigned words;
} qw_policy;

/* words[0..length); length 0: no program in particular, U+FFFD and "?". False: unknown. */
bool qw_policy_find(const char *words, size_t length, qw_policy *policy);

/* Number i of all names that may stand in a policy: the programs, then "strict" and the
 * other words; NULL behind the last. */
const char *qw_policy_word(size_t i);
size_t qw_policy_programs(void);

/* One encoding as the program of a policy has it. */
typedef struct {
	const qw_policy *policy;
	qw_set set;
	const struct qw_habit *habit;
} qw_codec;

enum { QW_CODEC_BYTES = 12, QW_CODEC_AHEAD = 4 };

qw_codec qw_codec_of(const qw_policy *policy, const qw_set *set);

/* Is it that set of src/charset? */
bool qw_codec_is(const qw_codec *codec, const char *name);

/* Write a code point. False: it can't be written, and the policy is strict. *n: bytes. */
bool qw_codec_write(const qw_codec *codec, qw_cell c, unsigned char out[QW_CODEC_BYTES], size_t *n);

/* Read one character of p[0..n), or one sequence that is none. n is QW_CODEC_AHEAD at
 * least, or all there is. *count: how many code points came out, 0 to 2. Returns the bytes
 * that were used; 0: they can't be read, and the policy is strict. */
size_t qw_codec_read(const qw_codec *codec, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count);

/* The same where qw_codec_character() says that there is none, for this reason. */
size_t qw_codec_replace(const qw_codec *codec, const unsigned char *p, size_t n, qw_reason reason,
                        qw_cell out[2], unsigned *count);

/* Are there characters that the program reads, but that are dropped later? */
bool qw_codec_drops(const qw_codec *codec);

/* One character of p[0..n) as the program reads it, nothing replaced; 0: there is none. */
size_t qw_codec_character(const qw_codec *codec, const unsigned char *p, size_t n, qw_cell out[2],
                          unsigned *count, qw_reason *reason);

#endif
