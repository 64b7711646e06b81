/* SPDX-License-Identifier: Apache-2.0 */
/* Twice the input takes about twice the time, whatever it consists of: n bytes are
 * compared with 2 n, so that the speed of the machine doesn't count. Prints TAP. */
#include "config.h"
#include "qingwen.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	SMALLEST = 1 << 14,     /* bytes to begin with */
	LARGEST = 1 << 23,      /* what is done in less than ENOUGH then is fast enough */
	ATTEMPTS = 4            /* other programs may be in the way */
};

static const double enough = 0.05; /* seconds worth comparing */
static const double limit = 3.0;   /* times n's time, for 2 n */

typedef struct {
	const char *name, *piece;
	size_t length;          /* of the piece; 0: it has no NUL */
	qw_unit unit;
} input;

static const input inputs[] = {
	{"opening parentheses", "(", 0, QW_UNIT_FILE},
	{"ends of notes", "?a)", 0, QW_UNIT_FILE},
	{"notes on one character", "京(jing)", 0, QW_UNIT_FILE},
	{"notes on one character, in lines", "京(jing)\n", 0, QW_UNIT_FILE},
	{"notes on notes", "京(jīng)(jīng)", 0, QW_UNIT_FILE},
	{"lines with notes as documents", "京(jīng)城區(qū)\n", 0, QW_UNIT_LINE},
	{"torn notes", "京?jīng)", 0, QW_UNIT_FILE},
	{"two torn notes a word", "日?qǐng)?bào)", 0, QW_UNIT_FILE},
	{"runs out of step", "家?guī)臁", 0, QW_UNIT_FILE},
	{"long runs out of step", "專家?guī)炀桶阉姆旁谶@里，我們一起讀一讀吧", 0, QW_UNIT_FILE},
	{"notes and torn notes", "京(jīng)經?jīng)區", 0, QW_UNIT_FILE},
	{"torn notes behind NULs", "\0\0dao)", 6, QW_UNIT_FILE},
	{"torn notes behind U+FFFD", "\xEF\xBF\xBD(qū)", 0, QW_UNIT_FILE},
	{"UTF-8 as Latin-1", "Ã©", 0, QW_UNIT_FILE},
	{"UTF-8 as Latin-1, in lines", "Ã©\n", 0, QW_UNIT_FILE},
	{"lead bytes as Latin-1", "Ã", 0, QW_UNIT_FILE},
	{"long sequences as Latin-1", "ä½\xC2\xA0", 0, QW_UNIT_FILE},
	{"UTF-8 as GBK", "浣犲ソ", 0, QW_UNIT_FILE},
	{"UTF-8 as GBK, never complete", "浣犲", 0, QW_UNIT_FILE},
	{"all of it", "Ã©(jing)浣犲ソ京?jīng)", 0, QW_UNIT_FILE},
	{"rare characters", "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽", 0, QW_UNIT_FILE},
	{"traditional characters", "經濟發展", 0, QW_UNIT_FILE},
	{"private use", "\xEE\x80\x80", 0, QW_UNIT_FILE},
	{"NULs", "\0", 1, QW_UNIT_FILE},
	{"NULs as documents", "\0", 1, QW_UNIT_NUL},
	{"LFs", "\n", 0, QW_UNIT_FILE},
	{"blanks in front of punctuation", "京(jīng) \x05，", 0, QW_UNIT_FILE},
	{"blanks", " ", 0, QW_UNIT_FILE},
	{"control characters", "\x05", 0, QW_UNIT_FILE},
	{"bytes that are nothing", "\xFF", 0, QW_UNIT_FILE},
	{"trail bytes", "\x80", 0, QW_UNIT_FILE},
	{"GBK", "\xBE\xA9(jing)\xC4\xE3", 0, QW_UNIT_FILE},
	{"question marks", "?", 0, QW_UNIT_FILE},
	{"quotation marks", "“京?jīng)", 0, QW_UNIT_FILE},
};

static int swallow(void *ctx, const void *bytes, size_t n)
{
	(void)bytes;
	*(size_t *)ctx += n;
	return 0;
}

static void hear(void *ctx, const qw_event *event)
{
	(void)ctx;
	(void)event;
}

static char *repeat(const input *in, size_t n)
{
	size_t length = in->length != 0 ? in->length : strlen(in->piece);
	char *text = malloc(n);
	if (text == NULL) {
		puts("Bail out! no memory");
		exit(99);
	}
	for (size_t i = 0; i < n; i++)
		text[i] = in->piece[i % length];
	return text;
}

/* Seconds of this process for n bytes. */
static double take(const input *in, size_t n)
{
	qw_options options;
	size_t written = 0;
	char *text = repeat(in, n);
	qw_options_init(&options);
	options.unit = in->unit;
	options.event = hear;
	clock_t begin = clock();
	qw_session *session = qw_session_new(&options, swallow, &written, NULL);
	if (session == NULL || qw_session_feed(session, text, n) != QW_OK
	    || qw_session_finish(session) != QW_OK) {
		puts("Bail out! a session failed");
		exit(99);
	}
	qw_session_free(session);
	free(text);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static double least(double a, double b) { return a < b ? a : b; }

static bool is_linear(const input *in, double *ratio, size_t *n)
{
	double once = 0, twice = 1e9;
	for (*n = SMALLEST; *n < LARGEST && once < enough; *n *= 2)
		once = take(in, *n);
	if (once < enough)
		return true;
	*n /= 2;
	for (int i = 0; i < ATTEMPTS; i++) {
		twice = least(twice, take(in, 2 * *n));
		*ratio = twice / once;
		if (*ratio < limit)
			return true;
		once = least(once, take(in, *n));
	}
	return false;
}

int main(void)
{
	size_t count = sizeof inputs / sizeof *inputs;
	int failed = 0;
	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		double ratio = 0;
		size_t n;
		bool linear = is_linear(&inputs[i], &ratio, &n);
		if (ratio > 0)
			printf("# %zu KiB, twice as many take %.2f times as long\n", n >> 10, ratio);
		printf("%sok %zu - %s\n", linear ? "" : "not ", i + 1, inputs[i].name);
		fflush(stdout);
		failed += !linear;
	}
	return failed > 0;
}
