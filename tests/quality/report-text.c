/* SPDX-License-Identifier: Apache-2.0 */
#include "report-text.h"
#include "text/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LINE_MAX_CELLS 20000

static void *must(void *memory)
{
	if (memory == NULL) {
		fputs("model-report: no memory\n", stderr);
		exit(1);
	}
	return memory;
}

static void add_line(report_file *file, const unsigned char *p, size_t n)
{
	if (n == 0 || n > LINE_MAX_CELLS)
		return;
	if (file->lines == file->capacity) {
		file->capacity = file->capacity * 2 + 256;
		file->line = must(realloc(file->line, file->capacity * sizeof *file->line));
	}
	report_line line = {must(calloc(n, sizeof(qw_cell))), 0};
	for (size_t i = 0; i < n;)
		i += qw_utf8_decode(p + i, n - i, &line.cell[line.length++]);
	file->line[file->lines++] = line;
}

static void add_bytes(report_file *file, const char *path)
{
	char *text = NULL;
	size_t size = 0;
	ssize_t n;
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		return;
	while ((n = getline(&text, &size, in)) > 0)
		add_line(file, (unsigned char *)text, (size_t)n - (text[n - 1] == '\n'));
	free(text);
	fclose(in);
}

static void add_path(report_file *file, const char *path)
{
	struct stat s;
	struct dirent **entry;
	if (stat(path, &s) == 0 && S_ISREG(s.st_mode)) {
		add_bytes(file, path);
		return;
	}
	int n = scandir(path, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char inner[8192];
		snprintf(inner, sizeof inner, "%s/%s", path, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.')
			add_bytes(file, inner);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
}

void report_each(const char *folder, report_fn *fn, void *context)
{
	struct dirent **entry;
	int n = scandir(folder, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char path[4096];
		report_file file = {.name = entry[i]->d_name};
		snprintf(path, sizeof path, "%s/%s", folder, file.name);
		if (file.name[0] != '.')
			add_path(&file, path);
		if (file.lines > 0)
			fn(&file, context);
		for (size_t l = 0; l < file.lines; l++)
			free(file.line[l].cell);
		free(file.line);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
}

void report_fill_gbk(gbk *table)
{
	iconv_t to = iconv_open("UTF-8", "GBK");
	for (unsigned lead = 0x81; lead <= 0xFE; lead++)
		for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
			char in[2] = {(char)lead, (char)trail}, out[8], *from = in, *into = out;
			size_t in_left = 2, out_left = sizeof out;
			qw_cell c;
			if (iconv(to, &from, &in_left, &into, &out_left) == (size_t)-1 || in_left > 0)
				continue;
			qw_utf8_decode((unsigned char *)out, sizeof out - out_left, &c);
			table->character[lead][trail] = c;
			table->pair_of[c & 0xFFFF] = lead << 8 | trail;
		}
	iconv_close(to);
}

static size_t write_line(const report_line *line, const char *encoding, char *bytes, size_t size)
{
	iconv_t to = iconv_open(encoding, "UCS-4LE");
	char *from = (char *)line->cell, *into = bytes;
	size_t in_left = line->length * sizeof(qw_cell), out_left = size;
	size_t status = iconv(to, &from, &in_left, &into, &out_left);
	iconv_close(to);
	return status == (size_t)-1 ? 0 : size - out_left;
}

/* Bytes that the encoding can't read are passed one at a time. */
static void read_line(char *bytes, size_t n, const char *encoding, report_line *other)
{
	iconv_t to = iconv_open("UCS-4LE", encoding);
	char *into = (char *)other->cell;
	size_t out_left = (n + 1) * sizeof(qw_cell);
	while (n > 0) {
		if (iconv(to, &bytes, &n, &into, &out_left) != (size_t)-1 || n == 0)
			break;
		qw_cell raw = qw_cell_raw((unsigned char)*bytes, QW_REASON_UNMAPPED);
		memcpy(into, &raw, sizeof raw);
		into += sizeof raw;
		out_left -= sizeof raw;
		bytes++;
		n--;
	}
	other->length = (size_t)(into - (char *)other->cell) / sizeof(qw_cell);
	iconv_close(to);
}

bool report_misread(const report_line *line, const char *written, const char *read,
                    report_line *other)
{
	size_t size = line->length * 4 + 4;
	char *bytes = must(malloc(size));
	size_t n = write_line(line, written, bytes, size);
	other->cell = must(calloc(n + 1, sizeof(qw_cell)));
	read_line(bytes, n, read, other);
	free(bytes);
	bool same = other->length == line->length
	         && memcmp(other->cell, line->cell, line->length * sizeof(qw_cell)) == 0;
	if (n == 0 || same) {
		free(other->cell);
		return false;
	}
	return true;
}

static void print_cells(const report_line *line)
{
	unsigned char out[QW_UTF8_MAX];
	for (size_t i = 0; i < line->length; i++) {
		qw_cell c = qw_cell_is_raw(line->cell[i]) ? '?' : line->cell[i];
		size_t n = qw_utf8_encode(c, out);
		fwrite(out, 1, n, stdout);
	}
}

void report_print_line(const report_line *line, const report_line *other, int64_t margin)
{
	printf("# %.1f bits: ", (double)margin / 256);
	print_cells(line);
	fputs("  ->  ", stdout);
	print_cells(other);
	putchar('\n');
}
