/* SPDX-License-Identifier: Apache-2.0 */
/* Text for the benchmark, to standard output: documents one after another, again and
 * again, cut at the end of a line before the size is reached.
 *
 *     bench-text hans|hant|spliced|pages|mixed|CHAIN
 *
 * pages: sound news, in which each twentieth line is damaged by one of many chains; mixed:
 * each line is. CHAIN: all of it by this one, lines that lose something left out; with
 * a policy, CHAIN:POLICY, these are there.
 * A program of its own, so that its memory is not taken for that of what is measured.
 * $QINGWEN_CORPORA and $QINGWEN_SEEDS are where the documents are, BENCH_MIB (64) is the size.
 * Exits 77 where they are absent. */
#include "config.h"
#include "bench-damage.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_file(qw_buffer *b, const char *path)
{
	char block[1 << 16];
	size_t n;
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		bench_fail(1, path);
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		qw_buffer_add(b, block, n);
	fclose(in);
	if (b->length > 0 && b->data[b->length - 1] != '\n')
		qw_buffer_add_byte(b, '\n');
}

/* All files of $variable/pattern in the order of their names. */
static bool add_files(qw_buffer *b, const char *variable, const char *pattern)
{
	char path[4096];
	glob_t found;
	const char *root = getenv(variable);
	if (root == NULL)
		return false;
	snprintf(path, sizeof path, "%s/%s", root, pattern);
	if (glob(path, 0, NULL, &found) != 0)
		return false;
	for (size_t i = 0; i < found.gl_pathc; i++)
		add_file(b, found.gl_pathv[i]);
	globfree(&found);
	return b->length > 0;
}

/* What a site with a middling table would make of a page. */
static const char splice[] =
	"splice:們 這 會 個 說 時 國 過 來 對 開 學 還 沒 長 現 問 關 發 經 間 題 業 產 員 "
	"處 與 應 種 機 體 動 無 點 電 車 兩 實 區 報 計 設 請 進 運 達 選 邊 專 東";

/* What is damaged, by kind. */
static bool add_clean(qw_buffer *b, const char *kind)
{
	if (strcmp(kind, "hant") == 0 || strncmp(kind, "big5", 4) == 0)
		return add_files(b, "QINGWEN_CORPORA", "dev/hant/*.txt");
	if (strcmp(kind, "spliced") == 0)
		return add_files(b, "QINGWEN_CORPORA", "dev/hant/[dhl]*.txt");
	return add_files(b, "QINGWEN_CORPORA", "dev/hans/xinwenlianbo/*.txt");
}

static void add_damaged(const char *kind, const qw_buffer *clean, qw_buffer *text)
{
	if (strcmp(kind, "spliced") == 0)
		bench_damage(splice, clean, text);
	else if (strcmp(kind, "pages") == 0)
		bench_damage_some(20, clean, text);
	else if (strcmp(kind, "mixed") == 0)
		bench_damage_some(1, clean, text);
	else if (strstr(kind, "-as-") != NULL)
		bench_damage_lines(kind, clean, text);
	else if (strncmp(kind, "han", 3) == 0)
		qw_buffer_add(text, clean->data, clean->length);
	else
		bench_fail(2, "usage: bench-text hans|hant|spliced|pages|mixed|CHAIN");
}

static bool gather(const char *kind, qw_buffer *text)
{
	if (strcmp(kind, "spliced") == 0
	    && add_files(text, "QINGWEN_SEEDS", "00[012]_????????????????.txt"))
		return true;
	qw_allocator a = qw_allocator_default();
	qw_buffer clean;
	qw_buffer_init(&clean, &a);
	if (add_clean(&clean, kind))
		add_damaged(kind, &clean, text);
	if (clean.failed || text->failed)
		bench_fail(1, "no memory");
	qw_buffer_free(&clean);
	return text->length > 0;
}

/* The length of the whole lines in the first `most` bytes. */
static size_t whole_lines(const qw_buffer *text, size_t most)
{
	while (most > 0 && text->data[most - 1] != '\n')
		most--;
	return most;
}

int main(int argc, char **argv)
{
	qw_allocator a = qw_allocator_default();
	qw_buffer text;
	const char *size = getenv("BENCH_MIB");
	size_t left = (size != NULL ? strtoul(size, NULL, 10) : 64) << 20;
	qw_buffer_init(&text, &a);
	if (!gather(argc == 2 ? argv[1] : "", &text))
		bench_fail(77, "the documents are absent");
	for (size_t n = text.length; n == text.length; left -= n) {
		n = left < text.length ? whole_lines(&text, left) : text.length;
		if (fwrite(text.data, 1, n, stdout) != n)
			bench_fail(1, "can't write");
	}
	qw_buffer_free(&text);
	return fflush(stdout) != 0 ? 1 : 0;
}
