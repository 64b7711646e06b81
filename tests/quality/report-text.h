/* SPDX-License-Identifier: Apache-2.0 */
/* Texts for the report on the model: files as lines of cells, misreadings by iconv. */
#ifndef QW_QUALITY_REPORT_TEXT_H
#define QW_QUALITY_REPORT_TEXT_H

#include "text/cell.h"

#include <stddef.h>

typedef struct {
	qw_cell *cell;
	size_t length;
} report_line;

/* The files of a subfolder count as one. */
typedef struct {
	const char *name;
	report_line *line;
	size_t lines, capacity;
} report_file;

/* GBK as iconv knows it; 0: none. */
typedef struct {
	qw_cell character[256][256];
	unsigned pair_of[0x10000];
} gbk;

typedef void report_fn(const report_file *file, void *context);

/* Call `fn` for each entry of a folder, in the order of their names. */
void report_each(const char *folder, report_fn *fn, void *context);

void report_fill_gbk(gbk *table);

/* What a line becomes that was written in one encoding and is read in another; bytes
 * that can't be read become raw cells. False: it can't be written so, or nothing
 * changed. Free other->cell. */
bool report_misread(const report_line *line, const char *written, const char *read,
                    report_line *other);

void report_print_line(const report_line *line, const report_line *other, int64_t margin);

#endif
