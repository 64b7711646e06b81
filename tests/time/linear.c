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
	ATTEMPTS = 4,           /* other programs may be in the way */
	STEPS = 3               /* sizes, each twice the one before, of which one must be linear */
};

static const double enough = 0.05; /* seconds worth comparing */
static const double limit = 3.0;   /* times n's time, for 2 n */

/* Characters by chance, from U+first on, so many different ones; an LF behind each
 * `line` of them, or none. */
typedef struct {
	unsigned first, count, line;
} range;

static const range hanzi = {0x4E00, 0x5200, 40}, hanzi_line = {0x4E00, 0x5200, 0};
static const range latin = {0x80, 0x80, 40}, latin_line = {0x80, 0x80, 0};
static const range letters = {0xC0, 0x40, 0}, latin_extended = {0xA0, 0x1E0, 40};
static const range cyrillic = {0x400, 0x60, 0}, boxes = {0x2500, 0xA0, 40};
static const range kana = {0xFF61, 0x3F, 0}, hangul = {0xAC00, 0x2BA4, 40};
static const range private_use = {0xE000, 0x1900, 40};

typedef struct {
	const char *name, *piece;
	size_t length;          /* of the piece; 0: it has no NUL */
	qw_unit unit;
	const range *range;     /* instead of a piece: characters by chance */
} input;

static const input inputs[] = {
	{"opening parentheses", "(", 0, QW_UNIT_FILE, NULL},
	{"ends of notes", "?a)", 0, QW_UNIT_FILE, NULL},
	{"notes on one character", "京(jing)", 0, QW_UNIT_FILE, NULL},
	{"notes on one character, in lines", "京(jing)\n", 0, QW_UNIT_FILE, NULL},
	{"notes on notes", "京(jīng)(jīng)", 0, QW_UNIT_FILE, NULL},
	{"lines with notes as documents", "京(jīng)城區(qū)\n", 0, QW_UNIT_LINE, NULL},
	{"torn notes", "京?jīng)", 0, QW_UNIT_FILE, NULL},
	{"two torn notes a word", "日?qǐng)?bào)", 0, QW_UNIT_FILE, NULL},
	{"runs out of step", "家?guī)臁", 0, QW_UNIT_FILE, NULL},
	{"long runs out of step", "專家?guī)炀桶阉姆旁谶@里，我們一起讀一讀吧", 0, QW_UNIT_FILE, NULL},
	{"notes and torn notes", "京(jīng)經?jīng)區", 0, QW_UNIT_FILE, NULL},
	{"torn notes behind NULs", "\0\0dao)", 6, QW_UNIT_FILE, NULL},
	{"torn notes behind U+FFFD", "\xEF\xBF\xBD(qū)", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as Latin-1", "Ã©", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as Latin-1, in lines", "Ã©\n", 0, QW_UNIT_FILE, NULL},
	{"lead bytes as Latin-1", "Ã", 0, QW_UNIT_FILE, NULL},
	{"long sequences as Latin-1", "ä½\xC2\xA0", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as GBK", "浣犲ソ", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as GBK, never complete", "浣犲", 0, QW_UNIT_FILE, NULL},
	{"all of it", "Ã©(jing)浣犲ソ京?jīng)", 0, QW_UNIT_FILE, NULL},
	{"rare characters", "龘靐齉爩鱻麤龗灪吁龖厵滟爨癵籱饢驫鲡鹂鸾麣纞虋讟钃骊郁鸜麷鞻韽", 0, QW_UNIT_FILE, NULL},
	{"traditional characters", "經濟發展", 0, QW_UNIT_FILE, NULL},
	{"private use", "\xEE\x80\x80", 0, QW_UNIT_FILE, NULL},
	{"NULs", "\0", 1, QW_UNIT_FILE, NULL},
	{"NULs as documents", "\0", 1, QW_UNIT_NUL, NULL},
	{"LFs", "\n", 0, QW_UNIT_FILE, NULL},
	{"blanks in front of punctuation", "京(jīng) \x05，", 0, QW_UNIT_FILE, NULL},
	{"blanks", " ", 0, QW_UNIT_FILE, NULL},
	{"control characters", "\x05", 0, QW_UNIT_FILE, NULL},
	{"bytes that are nothing", "\xFF", 0, QW_UNIT_FILE, NULL},
	{"trail bytes", "\x80", 0, QW_UNIT_FILE, NULL},
	{"GBK", "\xBE\xA9(jing)\xC4\xE3", 0, QW_UNIT_FILE, NULL},
	{"question marks", "?", 0, QW_UNIT_FILE, NULL},
	{"quotation marks", "“京?jīng)", 0, QW_UNIT_FILE, NULL},
	/* What a search for mojibake may be lured by. */
	{"GBK as Latin-1", "ÄãºÃ", 0, QW_UNIT_FILE, NULL},
	{"GBK as Latin-1, never complete", "Ä ã º Ã ", 0, QW_UNIT_FILE, NULL},
	{"GBK as Big5", "斕疑", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as Latin-1, twice", "Ã¤Â½Â\xC2\xA0", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as Latin-1, three times", "ÃƒÂ¤Ã‚Â½Ã‚", 0, QW_UNIT_FILE, NULL},
	{"layers that end in nothing", "ÃƒÃƒÃƒÂÂÂ", 0, QW_UNIT_FILE, NULL},
	{"soup and sound text in turn", "ÄãºÃ你好", 0, QW_UNIT_FILE, NULL},
	{"soup and sound lines in turn", "ÄãºÃÊÀ½ç\n你好，世界。\n", 0, QW_UNIT_FILE, NULL},
	{"two kinds of soup in turn", "浣犲ソÄãºÃä½\xC2\xA0å¥½", 0, QW_UNIT_FILE, NULL},
	{"euro signs", "€", 0, QW_UNIT_FILE, NULL},
	{"euro signs and Han", "€浣€犲€ソ", 0, QW_UNIT_FILE, NULL},
	{"euro signs and lead bytes", "€ä€å", 0, QW_UNIT_FILE, NULL},
	{"blanks for bytes", "ä½ å¥½ ", 0, QW_UNIT_FILE, NULL},
	{"GPT-2's letters", "Ġä½łå¥½", 0, QW_UNIT_FILE, NULL},
	/* What a search for lost bytes may be lured by. */
	{"UTF-8 as GBK that lost bytes", "杩欎釜闂??鎴戜滑宸茬粡璁ㄨ?杩囧緢澶氭?，", 0, QW_UNIT_FILE, NULL},
	{"the same in lines", "杩欎釜闂??鎴戜滑宸茬粡璁ㄨ?杩囧緢澶氭?\n", 0, QW_UNIT_FILE, NULL},
	{"the same, each line a document", "杩欎釜闂??鎴戜滑宸茬粡璁ㄨ?杩囧緢澶氭?\n", 0, QW_UNIT_LINE, NULL},
	{"UTF-8 as GBK and U+FFFD", "浣犲�ソ�", 0, QW_UNIT_FILE, NULL},
	{"UTF-8 as GBK and question marks", "浣?犲??ソ", 0, QW_UNIT_FILE, NULL},
	{"lead bytes whose others are gone", "æä½å", 0, QW_UNIT_FILE, NULL},
	{"lead bytes and blanks", "æ ä å\n", 0, QW_UNIT_FILE, NULL},
	{"U+FFFD", "�", 0, QW_UNIT_FILE, NULL},
	{"U+FFFD and letters", "�ַ�ת���\n", 0, QW_UNIT_FILE, NULL},
	{"debris of debris", "锟斤拷锟皆称加斤拷\n", 0, QW_UNIT_FILE, NULL},
	{"GBK read one byte late", "窗台桑槐咛炱けㄒ槐咝拮孕谐担\n", 0, QW_UNIT_FILE, NULL},
	{"GBK read one byte late, one line", "窗台桑槐咛炱けㄒ槐咝拮孕谐担", 0, QW_UNIT_FILE, NULL},
	/* What is cleaned. */
	{"unclean characters", "我们e\xCC\x81\xEE\xA1\xA3我\xE2\x80\x8B\xE2\xBC\x88\xEF\xA8\x99", 0,
	 QW_UNIT_FILE, NULL},
	{"unclean lines as documents", "我们e\xCC\x81\xEE\xA1\xA3我\xE2\x80\x8B\xE2\xBC\x88\n", 0,
	 QW_UNIT_LINE, NULL},
	{"zero-width spaces", "我\xE2\x80\x8B", 0, QW_UNIT_FILE, NULL},
	{"marks in private use", "我\xEE\xA1\xA3\xCC\x81", 0, QW_UNIT_FILE, NULL},
	{"heads of pages", "<meta charset=gbk>我\n", 0, QW_UNIT_LINE, NULL},
	/* What a search for escapes may be lured by. */
	{"references", "&#20013;", 0, QW_UNIT_FILE, NULL},
	{"references in lines", "&#20013;&#25991;\n", 0, QW_UNIT_FILE, NULL},
	{"references that are not ended", "&#20013", 0, QW_UNIT_FILE, NULL},
	{"ampersands, escaped and again", "&amp;amp;amp;", 0, QW_UNIT_FILE, NULL},
	{"references of mojibake", "&#228;&#189;&#160;", 0, QW_UNIT_FILE, NULL},
	{"backslashes", "\\", 0, QW_UNIT_FILE, NULL},
	{"backslashes and letters", "\\\\u4e2d", 0, QW_UNIT_FILE, NULL},
	{"bytes of UTF-8", "%E4%B8%AD%E6%96%87", 0, QW_UNIT_FILE, NULL},
	{"bytes of GBK", "%D6%D0%CE%C4%C8A", 0, QW_UNIT_FILE, NULL},
	{"bytes that are no text", "%E4%FF", 0, QW_UNIT_FILE, NULL},
	{"lead bytes that are escaped", "=E4=E4", 0, QW_UNIT_FILE, NULL},
	{"bytes in octal", "\\344\\270", 0, QW_UNIT_FILE, NULL},
	{"HZ that begins", "~{", 0, QW_UNIT_FILE, NULL},
	{"HZ without an end", "~{VPND", 0, QW_UNIT_FILE, NULL},
	{"UTF-7 that begins", "+", 0, QW_UNIT_FILE, NULL},
	{"UTF-7 without an end", "+Ti1lhw", 0, QW_UNIT_FILE, NULL},
	{"UTF-7 in many places", "+Ti0-a", 0, QW_UNIT_FILE, NULL},
	{"words that begin", "=?UTF-8?B?", 0, QW_UNIT_FILE, NULL},
	{"words that go on", "=?UTF-8?B?5Lg=?= ", 0, QW_UNIT_FILE, NULL},
	{"escapes in strings", "f(\"\\u4e2d\", '\\u6587');", 0, QW_UNIT_FILE, NULL},
	{"escapes behind marks that nothing closes", "\"`\\u4e2d", 0, QW_UNIT_FILE, NULL},
	{"escapes in addresses", "http://a.b/%E4%B8%AD(", 0, QW_UNIT_FILE, NULL},
	{"escapes and words for them", "Unicode \\u4e2d 转义 &#20013;\n", 0, QW_UNIT_FILE, NULL},
	{"escapes of all kinds",
	 "&#20013;\\u4e2d%E4%B8%AD=E4=B8=AD~{VP~}+Ti0-=?GBK?B?1tA=?=", 0, QW_UNIT_FILE, NULL},
	/* What a search for UTF-16 may be lured by. */
	{"UTF-16 that was swapped", "๦⥙୎䡓욖ࡔ", 0, QW_UNIT_FILE, NULL},
	{"UTF-16 that was swapped, in lines", "通知：๦⥙୎䡓욖ࡔ\n", 0, QW_UNIT_FILE, NULL},
	{"bytes of UTF-16", "\x1FNY)N\x84v\xC2\x84v", 0, QW_UNIT_FILE, NULL},
	{"controls and letters", "é\x01N\x02", 0, QW_UNIT_FILE, NULL},
	{"marks of UTF-8", "ï»¿我\n", 0, QW_UNIT_FILE, NULL},
	{"Han by chance", "", 0, QW_UNIT_FILE, &hanzi},
	{"Han by chance, each line a document", "", 0, QW_UNIT_LINE, &hanzi},
	{"Han by chance, one line", "", 0, QW_UNIT_FILE, &hanzi_line},
	{"Latin-1 by chance", "", 0, QW_UNIT_FILE, &latin},
	{"Latin-1 by chance, each line a document", "", 0, QW_UNIT_LINE, &latin},
	{"Latin-1 by chance, one line", "", 0, QW_UNIT_FILE, &latin_line},
	{"letters by chance", "", 0, QW_UNIT_FILE, &letters},
	{"Latin by chance", "", 0, QW_UNIT_FILE, &latin_extended},
	{"Cyrillic by chance", "", 0, QW_UNIT_FILE, &cyrillic},
	{"boxes by chance", "", 0, QW_UNIT_FILE, &boxes},
	{"half-width kana by chance", "", 0, QW_UNIT_FILE, &kana},
	{"Hangul by chance", "", 0, QW_UNIT_FILE, &hangul},
	{"private use by chance", "", 0, QW_UNIT_FILE, &private_use},
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

static void repeat(const input *in, char *text, size_t n)
{
	size_t length = in->length != 0 ? in->length : strlen(in->piece);
	for (size_t i = 0; i < n; i++)
		text[i] = in->piece[i % length];
}

static size_t put_utf8(unsigned c, char out[3])
{
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | c >> 12);
	out[1] = (char)(0x80 | (c >> 6 & 0x3F));
	out[2] = (char)(0x80 | (c & 0x3F));
	return 3;
}

/* The same text each time. What does not fit at the end is blank. */
static void fill_by_chance(const range *r, char *text, size_t n)
{
	uint64_t chance = 1;
	size_t i = 0, characters = 0;
	while (i + 4 <= n) {
		chance = chance * UINT64_C(6364136223846793005) + 1;
		i += put_utf8(r->first + (unsigned)(chance >> 33) % r->count, text + i);
		if (r->line != 0 && ++characters % r->line == 0)
			text[i++] = '\n';
	}
	memset(text + i, ' ', n - i);
}

static char *make_text(const input *in, size_t n)
{
	char *text = malloc(n);
	if (text == NULL) {
		puts("Bail out! no memory");
		exit(99);
	}
	if (in->range != NULL)
		fill_by_chance(in->range, text, n);
	else
		repeat(in, text, n);
	return text;
}

/* Seconds of this process for n bytes. */
static double take(const input *in, size_t n)
{
	qw_options options;
	size_t written = 0;
	char *text = make_text(in, n);
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

/* Do 2 n bytes take about twice the time of n, of which that is `once`? */
static bool is_twice(const input *in, size_t n, double once, double *ratio)
{
	double twice = 1e9;
	for (int i = 0; i < ATTEMPTS; i++) {
		twice = least(twice, take(in, 2 * n));
		*ratio = twice / once;
		if (*ratio < limit)
			return true;
		once = least(once, take(in, n));
	}
	return false;
}

static bool is_linear(const input *in, double *ratio, size_t *n)
{
	double once = 0;
	for (*n = SMALLEST; *n < LARGEST && once < enough; *n *= 2)
		once = take(in, *n);
	if (once < enough)
		return true;
	*n /= 2;
	/* Which chains are tried on all of a line made by chance depends on its length, and some
	 * cost several times as much as others: such a step comes once. */
	for (int i = 0; i < STEPS; i++, *n *= 2) {
		if (is_twice(in, *n, once, ratio))
			return true;
		once = take(in, 2 * *n);
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
