/* SPDX-License-Identifier: Apache-2.0 */
/* convert-text MODE [auto|tw|hk] < UTF-8 text: the convert stage alone, for tests and figures.
 *   dictionary  every line by the dictionary
 *   whole       every line by the dictionary and what neighbours say
 *   text        the lines that are decided to be traditional
 *   lines       the same, but each line is a document
 *   decide      the decision and its reasons in front of each line
 *   speed       how fast each of these is */
#include "config.h"

#include "convert/convert.h"
#include "scan/scan.h"
#include "text/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WINDOW = 1024 }; /* lines that are decided together */

static void fail(const char *what)
{
	fprintf(stderr, "convert-text: %s\n", what);
	exit(1);
}

typedef struct {
	qw_buffer in;
	qw_line *line;
	unsigned char *decision;
	size_t lines;
	qw_text cells, converted;
	qw_variant variant;
	qw_region region;
	qw_buffer out;
} job;

static void read_input(job *j)
{
	unsigned char *room;
	size_t n;
	do {
		room = qw_buffer_reserve(&j->in, 1 << 16);
		if (room == NULL)
			fail("no memory");
		n = fread(room, 1, 1 << 16, stdin);
		j->in.length += n;
	} while (n > 0);
}

static void scan(job *j)
{
	size_t capacity = 0, at = 0;
	void *line = j->line;
	for (j->lines = 0; at < j->in.length; j->lines++) {
		if (!qw_grow(&j->in.allocator, &line, &capacity, j->lines + 1, sizeof *j->line))
			fail("no memory");
		j->line = line;
		qw_scan_utf8(j->in.data, j->in.length, &at, &j->line[j->lines]);
	}
}

static void decide(job *j, size_t lines_at_once)
{
	qw_script_state state;
	memset(&state, 0, sizeof state);
	j->decision = realloc(j->decision, j->lines + 1);
	if (j->decision == NULL)
		fail("no memory");
	for (size_t i = 0; i < j->lines; i += lines_at_once) {
		size_t n = j->lines - i < lines_at_once ? j->lines - i : lines_at_once;
		if (lines_at_once == 1)
			memset(&state, 0, sizeof state);
		qw_script_decide(&state, j->line + i, n, j->decision + i);
	}
}

/* Whose habits do the lines of the window from `first` on follow? */
static void find_region(job *j, size_t first, size_t lines_at_once)
{
	bool known = j->variant != QW_VARIANT_AUTO;
	if (lines_at_once == 1 || first == 0)
		qw_region_begin(&j->region, j->variant);
	if (!known)
		qw_region_window(&j->region);
	for (size_t i = first; i < j->lines && i - first < lines_at_once && !known; i++) {
		const qw_line *l = &j->line[i];
		if (j->decision[i] != QW_LINE_CONVERT)
			continue;
		qw_text_clear(&j->cells);
		qw_text_add_utf8(&j->cells, j->in.data + l->from, l->to - l->from, l->from);
		known = qw_region_look(&j->region, j->cells.cell, j->cells.length);
	}
}

static void convert(job *j, const char *mode, const qw_line *line, unsigned char decision)
{
	const unsigned char *p = j->in.data + line->from;
	size_t n = line->to - line->from;
	bool decided = strcmp(mode, "dictionary") != 0 && strcmp(mode, "whole") != 0;
	if (decided && !qw_line_converts(decision)) {
		qw_buffer_add(&j->out, p, n);
		return;
	}
	qw_text_clear(&j->cells);
	qw_text_clear(&j->converted);
	qw_text_add_utf8(&j->cells, p, n, line->from);
	if (strcmp(mode, "dictionary") == 0)
		qw_convert_dictionary(j->cells.cell, j->cells.at, j->cells.length, &j->converted);
	else
		qw_convert_line(j->cells.cell, j->cells.at, j->cells.length,
		                decided ? decision : QW_LINE_CONVERT, &j->region, &j->converted);
	for (size_t i = 0; i < j->converted.length; i++)
		qw_buffer_add_cell(&j->out, j->converted.cell[i]);
}

static void print(job *j, const char *mode, size_t lines_at_once)
{
	for (size_t i = 0; i < j->lines; i++) {
		if (i % lines_at_once == 0)
			find_region(j, i, lines_at_once);
		const qw_line *l = &j->line[i];
		qw_buffer_clear(&j->out);
		convert(j, mode, l, j->decision[i]);
		if (strcmp(mode, "decide") == 0)
			printf("%u lean=%ld hant=%ld han=%u chinese=%u kana=%u hangul=%u\t",
			       j->decision[i], (long)l->lean / 256, (long)l->hant / 256, l->han,
			       l->chinese, l->kana, l->hangul);
		fwrite(j->out.data, 1, j->out.length, stdout);
	}
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* One window's lines, one call a line. */
static double convert_cells(job *j, bool whole)
{
	double start = seconds();
	for (size_t i = 0, from = 0; i < j->cells.length; i++) {
		if (j->cells.cell[i] != '\n' && i + 1 < j->cells.length)
			continue;
		qw_text_clear(&j->converted);
		if (whole)
			qw_convert_line(j->cells.cell + from, j->cells.at + from, i + 1 - from,
			                QW_LINE_CONVERT, &j->region, &j->converted);
		else
			qw_convert_dictionary(j->cells.cell + from, j->cells.at + from, i + 1 - from,
			                      &j->converted);
		from = i + 1;
	}
	return seconds() - start;
}

static void print_speed(job *j)
{
	double best[4] = {1e9, 1e9, 1e9, 1e9}, mega = (double)j->in.length / 1e6;
	qw_text_add_utf8(&j->cells, j->in.data, j->in.length, 0);
	for (int round = 0; round < 5; round++) {
		double taken[4], start = seconds();
		for (size_t at = 0; at < j->in.length;)
			qw_scan_utf8(j->in.data, j->in.length, &at, &(qw_line){0});
		taken[0] = seconds() - start;
		start = seconds();
		decide(j, WINDOW);
		taken[1] = seconds() - start;
		taken[2] = convert_cells(j, false);
		taken[3] = convert_cells(j, true);
		for (int i = 0; i < 4; i++)
			best[i] = taken[i] < best[i] ? taken[i] : best[i];
	}
	printf("MB/s of UTF-8: scan %.0f, decide %.0f, dictionary %.0f, whole %.0f\n", mega / best[0],
	       mega / best[1], mega / best[2], mega / best[3]);
}

int main(int argc, char **argv)
{
	static job j;
	qw_allocator a = qw_allocator_default();
	if (argc != 2 && argc != 3)
		fail("usage: convert-text dictionary|whole|text|lines|decide|speed [auto|tw|hk] < TEXT");
	size_t lines_at_once = strcmp(argv[1], "lines") == 0 ? 1 : WINDOW;
	j.variant = argc == 2 || argv[2][0] == 'a' ? QW_VARIANT_AUTO
	          : argv[2][0] == 't' ? QW_VARIANT_TW : QW_VARIANT_HK;
	qw_region_begin(&j.region, j.variant);
	qw_buffer_init(&j.in, &a);
	qw_buffer_init(&j.out, &a);
	qw_text_init(&j.cells, &a);
	qw_text_init(&j.converted, &a);
	read_input(&j);
	scan(&j);
	decide(&j, lines_at_once);
	if (strcmp(argv[1], "speed") == 0)
		print_speed(&j);
	else
		print(&j, argv[1], lines_at_once);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
