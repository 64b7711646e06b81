/* SPDX-License-Identifier: Apache-2.0 */
/* Text for the benchmark, to standard output: documents one after another, again and
 * again, cut at the end of a line before the size is reached.
 *
 *     bench-text hans|hant|spliced
 *
 * A program of its own, so that its memory is not taken for that of what is measured.
 * $QINGWEN_CORPORA and $QINGWEN_SEEDS are where the documents are, BENCH_MIB (64) is the size.
 * Exits 77 where they are absent. */
#include "config.h"
#include "qingwen.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
	char *data;
	size_t length;
} bytes;

static _Noreturn void fail(int status, const char *what)
{
	fprintf(stderr, "bench-text: %s\n", what);
	exit(status);
}

static void add(bytes *b, const char *data, size_t n)
{
	b->data = realloc(b->data, b->length + n + 1);
	if (b->data == NULL)
		fail(1, "no memory");
	memcpy(b->data + b->length, data, n);
	b->length += n;
}

static void add_file(bytes *b, const char *path)
{
	char block[1 << 16];
	size_t n;
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		fail(1, path);
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		add(b, block, n);
	fclose(in);
	if (b->length > 0 && b->data[b->length - 1] != '\n')
		add(b, "\n", 1);
}

/* All files of $variable/pattern in the order of their names. */
static bool add_files(bytes *b, const char *variable, const char *pattern)
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

/* What a site with a middling table would have made of them. */
static bytes splice(const bytes *text)
{
	static const char chain[] =
		"splice:們 這 會 個 說 時 國 過 來 對 開 學 還 沒 長 現 問 關 發 經 間 題 業 產 員 "
		"處 與 應 種 機 體 動 無 點 電 車 兩 實 區 報 計 設 請 進 運 達 選 邊 專 東";
	bytes damaged;
	qw_error error;
	if (qw_damage(chain, text->data, text->length, NULL, &damaged.data, &damaged.length, &error)
	    != QW_OK)
		fail(1, error.message);
	return damaged;
}

static bool gather(const char *kind, bytes *text)
{
	if (strcmp(kind, "hans") == 0)
		return add_files(text, "QINGWEN_CORPORA", "dev/hans/xinwenlianbo/*.txt");
	if (strcmp(kind, "hant") == 0)
		return add_files(text, "QINGWEN_CORPORA", "dev/hant/*.txt");
	if (strcmp(kind, "spliced") != 0)
		fail(2, "usage: bench-text hans|hant|spliced");
	if (add_files(text, "QINGWEN_SEEDS", "00[012]_????????????????.txt"))
		return true;
	bytes clean = {NULL, 0};
	if (!add_files(&clean, "QINGWEN_CORPORA", "dev/hant/[dhl]*.txt"))
		return false;
	*text = splice(&clean);
	free(clean.data);
	return true;
}

/* The length of the whole lines in the first `most` bytes. */
static size_t whole_lines(const bytes *text, size_t most)
{
	while (most > 0 && text->data[most - 1] != '\n')
		most--;
	return most;
}

int main(int argc, char **argv)
{
	bytes text = {NULL, 0};
	const char *size = getenv("BENCH_MIB");
	size_t left = (size != NULL ? strtoul(size, NULL, 10) : 64) << 20;
	if (!gather(argc == 2 ? argv[1] : "", &text))
		fail(77, "the documents are absent");
	for (size_t n = text.length; n == text.length; left -= n) {
		n = left < text.length ? whole_lines(&text, left) : text.length;
		if (fwrite(text.data, 1, n, stdout) != n)
			fail(1, "can't write");
	}
	free(text.data);
	return fflush(stdout) != 0 ? 1 : 0;
}
