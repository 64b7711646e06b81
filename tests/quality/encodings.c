/* SPDX-License-Identifier: Apache-2.0 */
/* How often the encoding of bytes is known: clean text is written in an encoding, each
 * case is a document alone, and what comes out when it is read in the encoding that was
 * guessed must be the text. Writes a row of comma-separated counts for each encoding, text
 * and length; the same text and program give the same counts everywhere.
 *
 *     encodings [OPTION]... FOLDER [FILE]...
 *
 *     --only=NAME     no rows but those of this encoding
 *     --samples=FILE  write some cases of each row into it, for other programs to guess: the
 *                     row, the bytes and the text, both as hexadecimal digits
 *     --show          the cases that fail
 *
 * The lengths: so many Han that follow each other in a line; a line; a line one byte of
 * which is missing; twenty lines; a FILE, whose folder is its encoding, or its name as far
 * as "__"; such files without one byte, at sixteen places in turn. */
#include "config.h"
#include "corpus.h"
#include "encodings-write.h"

#include "decode/decode.h"
#include "decode/label.h"
#include "text/utf8.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CASES = 2000,
	ATTEMPTS = 20,          /* places tried for each case */
	LINES = 20,             /* of a document */
	SAMPLES = 200,          /* of a row, */
	LONG_SAMPLES = 30       /* unless they are lines or more */
};

typedef struct {
	const char *only;
	bool show;
	FILE *samples;
	qw_allocator allocator;
	qw_text text;           /* the case */
	qw_buffer bytes;        /* the same in its encoding, */
	qw_buffer given;        /* and what is given to guess */
} run;

/* What a row is about, and its counts. */
typedef struct {
	const char *encoding, *text, *length;
	size_t cases, right;
	size_t chinese;         /* taken for another encoding, a Chinese one */
	size_t unknown;
} row;

/* The languages of the world in the encodings that they were written in. */
static const struct {
	const char *encoding, *folder;
	bool han;               /* also by the number of Han */
} texts[] = {
	{"gbk", "hans", true},          {"gb18030", "hant", true},
	{"big5-hkscs", "hant", true},   {"euc-tw", "hant", true},
	{"hz", "hans", true},           {"iso-2022-cn", "hans", true},
	{"iso-2022-cn", "hant", true},  {"utf-16le", "hans", true},
	{"utf-16be", "hans", true},     {"utf-16le", "hant", true},
	{"utf-16be", "hant", true},     {"utf-32le", "hans", true},
	{"utf-32be", "hans", true},     {"utf-8", "hans", true},
	{"utf-8", "hant", true},        {"utf-16le", "other", false},
	{"utf-16be", "other", false},   {"utf-8", "other", false},
	{"shift_jis", "other/aozora", false},       {"euc-jp", "other/aozora", false},
	{"shift_jis", "other/ud_ja.txt", false},    {"euc-jp", "other/ud_ja.txt", false},
	{"euc-kr", "other/ud_ko.txt", false},       {"windows-1251", "other/ud_ru.txt", false},
	{"koi8-r", "other/ud_ru.txt", false},       {"cp866", "other/ud_ru.txt", false},
	{"windows-1253", "other/ud_el.txt", false}, {"windows-1254", "other/ud_tr.txt", false},
	{"windows-1252", "other/ud_de.txt", false}, {"windows-1252", "other/ud_fr.txt", false},
	{"windows-1252", "other/ud_pt.txt", false}, {"windows-1252", "other/ud_is.txt", false},
	{"cp850", "other/ud_de.txt", false},        {"macintosh", "other/ud_fr.txt", false},
};

static bool is_chinese(const char *name)
{
	static const char *const names[] = {"gb18030", "big5-hkscs", "euc-tw", "hz", "iso-2022-cn"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* Sets of one name differ from vendor to vendor; ASCII is a part of all that files are in. */
static bool is_superset(const char *name, const char *encoding)
{
	const char *a = qw_label_encoding(name), *b = qw_label_encoding(encoding);
	return strcmp(name, encoding) == 0 || (a != NULL && b != NULL && strcmp(a, b) == 0)
	    || (strcmp(encoding, "utf-8") == 0 && strcmp(name, "ascii") == 0);
}

/* Do the bytes say the text in that encoding? */
static bool says(const run *r, const char *name)
{
	qw_status status;
	qw_text out;
	qw_decoder *d = qw_decoder_new(name, &r->allocator, &status);
	if (d == NULL)
		corpus_fail(name);
	qw_text_init(&out, &r->allocator);
	qw_decoder_run(d, r->bytes.data, r->bytes.length, true, 0, &out);
	bool same = out.length == r->text.length
	         && memcmp(out.cell, r->text.cell, out.length * sizeof *out.cell) == 0;
	qw_text_free(&out);
	qw_decoder_free(d);
	return same;
}

static void write_sample(const run *r, const row *w)
{
	bool phrase = w->length[0] >= '0' && w->length[0] <= '9';
	if (r->samples == NULL || w->cases > (phrase ? SAMPLES : LONG_SAMPLES))
		return;
	fprintf(r->samples, "%s,%s,%s\t", w->encoding, w->text, w->length);
	for (size_t i = 0; i < r->given.length; i++)
		fprintf(r->samples, "%02x", r->given.data[i]);
	putc('\t', r->samples);
	for (size_t i = 0; i < r->text.length; i++) {
		unsigned char utf8[QW_UTF8_MAX];
		size_t n = qw_utf8_encode(r->text.cell[i], utf8);
		for (size_t k = 0; k < n; k++)
			fprintf(r->samples, "%02x", utf8[k]);
	}
	putc('\n', r->samples);
}

static void show(const run *r, const row *w, const char *name)
{
	printf("# %s,%s,%s is no %s: ", w->encoding, w->text, w->length, name);
	for (size_t i = 0; i < r->text.length; i++) {
		unsigned char utf8[QW_UTF8_MAX];
		const size_t size = qw_utf8_encode(r->text.cell[i], utf8);
		fwrite(utf8, 1, size, stdout);
	}
	putchar('\n');
}

static void judge(run *r, row *w)
{
	qw_encoding_guess g = qw_decode_guess(r->given.data, r->given.length, true, &r->allocator);
	if (g.name == NULL)
		corpus_fail("no memory");
	bool right = is_superset(g.name, w->encoding) || (r->text.length > 0 && says(r, g.name));
	w->cases++;
	w->right += right;
	w->unknown += strcmp(g.name, "unknown") == 0;
	w->chinese += !right && is_chinese(g.name);
	write_sample(r, w);
	if (r->show && !right)
		show(r, w, g.name);
}

static void print(const row *w)
{
	printf("%s,%s,%s,%zu,%zu,%zu,%zu\n", w->encoding, w->text, w->length, w->cases, w->right,
	       w->chinese, w->unknown);
	fflush(stdout);
}

/* n Han that follow each other, somewhere in a line. False: there are none here. */
static bool phrase(run *r, const corpus *c, uint64_t chance, size_t n)
{
	corpus_line line = corpus_line_number(c, chance % c->lines);
	qw_text_clear(&r->text);
	qw_text_add_utf8(&r->text, line.byte, line.length, 0);
	size_t places = 0, han = 0, pick = 0;
	for (int pass = 0; pass < 2; pass++, pick = places > 0 ? chance / c->lines % places : 0) {
		size_t seen = 0;
		han = 0;
		for (size_t i = 0; i < r->text.length; i++) {
			han = qw_cell_is_han(r->text.cell[i]) ? han + 1 : 0;
			if (han < n)
				continue;
			if (pass == 1 && seen == pick) {
				memmove(r->text.cell, r->text.cell + i + 1 - n, n * sizeof *r->text.cell);
				r->text.length = n;
				return true;
			}
			seen++;
		}
		places = seen;
		if (places == 0)
			return false;
	}
	return false;
}

static bool lines(run *r, const corpus *c, uint64_t chance, size_t n)
{
	size_t number = chance % c->lines;
	qw_text_clear(&r->text);
	for (size_t i = 0; i < n && number + i < c->lines; i++) {
		corpus_line line = corpus_line_number(c, number + i);
		uint32_t at = r->text.length > 0 ? r->text.at[r->text.length] : 0;
		qw_text_add_utf8(&r->text, line.byte, line.length, at);
		if (n > 1)
			qw_text_add(&r->text, '\n', at, at + 1);
	}
	for (size_t i = 0; i < r->text.length; i++)
		if (r->text.cell[i] >= 0x80)
			return true;
	return false;
}

/* Give all bytes but the one at `at`. */
static void give_without(run *r, size_t at)
{
	qw_buffer_clear(&r->given);
	qw_buffer_add(&r->given, r->bytes.data, at);
	if (at < r->bytes.length)
		qw_buffer_add(&r->given, r->bytes.data + at + 1, r->bytes.length - at - 1);
}

static void row_of(run *r, const corpus *c, row w, size_t han, size_t many, bool broken)
{
	char series[160];
	snprintf(series, sizeof series, "%s,%s,%s", w.encoding, w.text, w.length);
	for (uint64_t i = 0; w.cases < CASES && i < ATTEMPTS * CASES; i++) {
		uint64_t chance = corpus_chance(series, i);
		if (!(han > 0 ? phrase(r, c, chance, han) : lines(r, c, chance, many))
		    || !encodings_write(w.encoding, &r->text, &r->bytes))
			continue;
		size_t at = broken ? chance / c->lines % r->bytes.length : r->bytes.length;
		give_without(r, at);
		judge(r, &w);
	}
	print(&w);
}

static void rows_of(run *r, const corpus *c, const char *encoding, const char *text, bool han)
{
	static const struct { const char *name; size_t n; } phrases[] = {{"2", 2}, {"4", 4}, {"8", 8}};
	for (size_t i = 0; han && i < sizeof phrases / sizeof *phrases; i++)
		row_of(r, c, (row){encoding, text, phrases[i].name, 0, 0, 0, 0}, phrases[i].n, 0, false);
	row_of(r, c, (row){encoding, text, "line", 0, 0, 0, 0}, 0, 1, false);
	row_of(r, c, (row){encoding, text, "broken line", 0, 0, 0, 0}, 0, 1, true);
	row_of(r, c, (row){encoding, text, "document", 0, 0, 0, 0}, 0, LINES, false);
}

static void measure(run *r, const char *folder)
{
	puts("encoding,text,length,cases,right,chinese,unknown");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char path[4096];
		if (r->only != NULL && strcmp(r->only, texts[i].encoding) != 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, texts[i].folder);
		corpus c = corpus_read(path);
		if (c.lines > 0)
			rows_of(r, &c, texts[i].encoding, texts[i].folder, texts[i].han);
		corpus_free(&c);
	}
}

/* ---- files ---- */

/* The encoding that the path of a file names; NULL: none that we know. */
static const char *encoding_of(const char *path)
{
	const char *name = strrchr(path, '/'), *end = name != NULL ? strstr(name, "__") : NULL;
	char label[64];
	if (name == NULL)
		return NULL;
	if (end == NULL)
		for (end = name; name > path && name[-1] != '/';)
			name--;
	else
		name++;
	snprintf(label, sizeof label, "%.*s", (int)(end - name), name);
	return strcmp(label, "CHINESE_GB") == 0 ? "gb18030"
	     : strcmp(label, "CHINESE_BIG5") == 0 ? "big5-hkscs" : qw_label_encoding(label);
}

static bool is_named(const char *path, const char *encoding)
{
	const char *name = encoding_of(path);
	return name != NULL && strcmp(name, encoding) == 0;
}

static void judge_file(run *r, const char *path, row *whole, row *broken)
{
	enum { PLACES = 16 };
	corpus c = corpus_read(path);
	if (c.files != 1)
		corpus_fail(path);
	qw_text_clear(&r->text);
	qw_buffer_clear(&r->bytes);
	qw_buffer_add(&r->bytes, c.file[0].data, c.file[0].length);
	give_without(r, r->bytes.length);
	judge(r, whole);
	for (size_t i = 0; i < PLACES; i++) {
		give_without(r, r->bytes.length * i / PLACES);
		judge(r, broken);
	}
	corpus_free(&c);
}

/* Rows of the files of each encoding. */
static void measure_files(run *r, char **path, int paths)
{
	for (int i = 0; i < paths; i++) {
		const char *encoding = encoding_of(path[i]);
		bool seen = encoding == NULL || (r->only != NULL && strcmp(r->only, encoding) != 0);
		for (int k = 0; k < i && !seen; k++)
			seen = is_named(path[k], encoding);
		row whole = {encoding, "files", "file", 0, 0, 0, 0};
		row broken = {encoding, "files", "broken file", 0, 0, 0, 0};
		for (int k = i; k < paths && !seen; k++)
			if (is_named(path[k], encoding))
				judge_file(r, path[k], &whole, &broken);
		if (seen)
			continue;
		print(&whole);
		print(&broken);
	}
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{"only", required_argument, NULL, 'o'}, {"samples", required_argument, NULL, 's'},
		{"show", no_argument, NULL, 'w'}, {NULL, 0, NULL, 0},
	};
	run r = {.allocator = qw_allocator_default()};
	int c;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'o')
			r.only = optarg;
		else if (c == 'w')
			r.show = true;
		else if (c != 's' || (r.samples = fopen(optarg, "w")) == NULL)
			corpus_fail("see the head of encodings.c");
	}
	if (optind >= argc)
		corpus_fail("a folder is wanted");
	qw_text_init(&r.text, &r.allocator);
	qw_buffer_init(&r.bytes, &r.allocator);
	qw_buffer_init(&r.given, &r.allocator);
	measure(&r, argv[optind]);
	measure_files(&r, argv + optind + 1, argc - optind - 1);
	qw_text_free(&r.text);
	qw_buffer_free(&r.bytes);
	qw_buffer_free(&r.given);
	if ((r.samples != NULL && fclose(r.samples) != 0) || fflush(stdout) != 0)
		corpus_fail("writing failed");
	return 0;
}
