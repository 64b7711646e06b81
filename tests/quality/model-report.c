/* SPDX-License-Identifier: Apache-2.0 */
/* What the character model is worth on text that it was not trained on: bits of a
 * character, right choices among the characters that could stand where bytes were lost,
 * right choices between two forms that simplified text both holds, and the margin by
 * which sound lines beat their misreadings. model-report CORPORA [choices] writes lines
 * of fields separated by tabs; the same text gives the same figures on every machine.
 * With MODEL_REPORT_LINES in the environment the lines that lost to a misreading are
 * shown, too. */
#include "model/model.h"
#include "report-choice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MISREAD 4000 /* of each file, at most */

static void count_bits(const report_file *file, void *context)
{
	report_total *all = context;
	int64_t bits = 0;
	size_t characters = 0;
	for (size_t i = 0; i < file->lines; i++) {
		bits += qw_model_text(QW_MODEL_START, file->line[i].cell, file->line[i].length);
		characters += file->line[i].length;
	}
	report_share("bits", file->name, characters, (double)bits / QW_BIT / (double)characters);
	all->n += characters;
	all->sum += bits;
}

/* Cost of `c` between its neighbours. */
static int64_t between(const report_line *line, size_t at, qw_cell c)
{
	qw_cell before = at == 0 ? QW_MODEL_START : line->cell[at - 1];
	qw_cell after = at + 1 == line->length ? QW_MODEL_START : line->cell[at + 1];
	return (int64_t)qw_model_pair(before, c) + qw_model_pair(c, after);
}

/* A draw counts as lost. */
static bool is_best(const report_line *line, size_t at, const qw_cell *rival, size_t rivals)
{
	int64_t own = between(line, at, line->cell[at]);
	for (size_t i = 0; i < rivals; i++)
		if (rival[i] != line->cell[at] && between(line, at, rival[i]) <= own)
			return false;
	return true;
}

/* Simplified text holds both of these, so only the context tells which is right. */
static const qw_cell doubtful[][2] = {
	{0x7740, 0x8457}, /* 着 著 */
	{0x5E72, 0x4E7E}, /* 干 乾 */
	{0x4E86, 0x77AD}, /* 了 瞭 */
	{0x501F, 0x85C9}, /* 借 藉 */
	{0x590D, 0x8986}, /* 复 覆 */
};
#define DOUBTFUL (sizeof doubtful / sizeof *doubtful)

typedef struct {
	size_t asked[DOUBTFUL][2], right[DOUBTFUL][2];
} doubt_sums;

static void count_doubtful(const report_file *file, void *context)
{
	doubt_sums *s = context;
	for (size_t i = 0; i < file->lines; i++)
		for (size_t at = 0; at < file->line[i].length; at++)
			for (size_t d = 0; d < DOUBTFUL * 2; d++) {
				if (file->line[i].cell[at] != doubtful[d / 2][d % 2])
					continue;
				s->asked[d / 2][d % 2]++;
				s->right[d / 2][d % 2] += is_best(&file->line[i], at, doubtful[d / 2], 2);
			}
}

static void print_doubtful(const char *folder)
{
	doubt_sums s = {0};
	report_each(folder, count_doubtful, &s);
	for (size_t d = 0; d < DOUBTFUL; d++)
		for (size_t form = 0; form < 2; form++) {
			char name[40];
			snprintf(name, sizeof name, "U+%04" PRIX32 " not U+%04" PRIX32, doubtful[d][form],
			         doubtful[d][!form]);
			report_share("doubtful", name, s.asked[d][form],
			            100.0 * (double)s.right[d][form] / (double)s.asked[d][form]);
		}
}

/* The bytes of a line in one encoding, read in another. */
static const char *const misreadings[][2] = {
	{"UTF-8", "GB18030"}, {"UTF-8", "BIG5-HKSCS"}, {"UTF-8", "ISO-8859-1"}, {"UTF-8", "CP1251"},
	{"GB18030", "ISO-8859-1"}, {"GB18030", "BIG5-HKSCS"}, {"GB18030", "UTF-8"},
	{"GB18030", "CP949"}, {"BIG5-HKSCS", "GB18030"}, {"ISO-8859-1", "GB18030"},
	{"CP1252", "GB18030"}, {"CP1251", "GB18030"}, {"KOI8-R", "GB18030"}, {"CP1253", "GB18030"},
	{"CP1254", "GB18030"}, {"CP1258", "GB18030"}, {"CP949", "GB18030"}, {"CP949", "BIG5-HKSCS"},
	{"CP932", "GB18030"}, {"CP932", "BIG5-HKSCS"}, {"EUC-JP", "GB18030"}, {"EUC-JP", "BIG5-HKSCS"},
};

typedef struct {
	size_t lines, lost;
	int64_t least, sum, characters;
} margins;

static void add_margin(margins *s, const report_line *line, const report_line *other)
{
	int64_t margin = qw_model_text(QW_MODEL_START, other->cell, other->length)
	               - qw_model_text(QW_MODEL_START, line->cell, line->length);
	if (margin <= 0 && getenv("MODEL_REPORT_LINES") != NULL)
		report_print_line(line, other, margin);
	s->least = s->lines == 0 || margin < s->least ? margin : s->least;
	s->lines++;
	s->lost += margin <= 0;
	s->sum += margin;
	s->characters += (int64_t)line->length;
}

/* Name, misreading, lines, lines that lost, least margin, mean margin a character. */
static void print_margins(const char *name, const char *written, const char *read, const margins *s)
{
	if (s->lines > 0)
		printf("margin\t%s\t%s-as-%s\t%zu\t%zu\t%.1f\t%.2f\n", name, written, read, s->lines,
		       s->lost, (double)s->least / QW_BIT,
		       (double)s->sum / QW_BIT / (double)s->characters);
}

/* Lines that look the same in both readings are left out. */
static void count_margins(const report_file *file, void *context)
{
	margins *all = context;
	for (size_t m = 0; m < sizeof misreadings / sizeof *misreadings; m++) {
		margins s = {0};
		for (size_t i = 0; i < file->lines && i < LINES_MISREAD; i++) {
			report_line other;
			if (!report_misread(&file->line[i], misreadings[m][0], misreadings[m][1], &other))
				continue;
			add_margin(&s, &file->line[i], &other);
			add_margin(all, &file->line[i], &other);
			free(other.cell);
		}
		print_margins(file->name, misreadings[m][0], misreadings[m][1], &s);
	}
}

static void report_folder(const char *corpora, const char *name)
{
	char path[4096];
	report_total bits = {0};
	margins all = {0};
	snprintf(path, sizeof path, "%s/dev/%s", corpora, name);
	report_each(path, count_bits, &bits);
	report_share("bits", name, bits.n, (double)bits.sum / QW_BIT / (double)bits.n);
	if (strcmp(name, "other") != 0)
		report_choices(path, name);
	if (strcmp(name, "hans") == 0)
		print_doubtful(path);
	report_each(path, count_margins, &all);
	print_margins(name, "any", "any", &all);
}

static void report_choices_only(const char *corpora)
{
	static const char *const folders[] = {"hans", "hant"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/dev/%s", corpora, folders[i]);
		report_choices(path, folders[i]);
	}
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[2], "choices") == 0) {
		report_choices_only(argv[1]);
		return 0;
	}
	if (argc != 2) {
		fputs("usage: model-report CORPORA [choices]\n", stderr);
		return 2;
	}
	report_folder(argv[1], "hans");
	report_folder(argv[1], "hant");
	report_folder(argv[1], "other");
	return 0;
}
