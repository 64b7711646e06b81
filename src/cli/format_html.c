/* SPDX-License-Identifier: Apache-2.0 */
/* One page for people. All of it is written at the end. */
#include "config.h"
#include "cli/format.h"

#include "cli/html.h"
#include "cli/html_page.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

static void *open_page(void)
{
	struct cli_html *html = cli_resize(NULL, 1, sizeof *html);
	cli_html_init(html);
	return html;
}

static void file_begin(struct cli_sheet *sheet)
{
	struct cli_html_file *file = cli_resize(NULL, 1, sizeof *file);
	memset(file, 0, sizeof *file);
	sheet->own = file;
}

static void finding(struct cli_sheet *sheet, const struct cli_finding *f)
{
	cli_html_file_add(sheet->own, f);
}

static void told(struct cli_sheet *sheet)
{
	cli_html_add(sheet->shared, sheet->own, sheet->file);
	cli_html_file_free(sheet->own);
}

static void end(FILE *out, const struct cli_totals *totals)
{
	struct cli_html *html = totals->shared;
	cli_html_sort(html);
	cli_html_page(out, html, totals);
	cli_html_free(html);
	free(html);
}

const struct cli_format cli_format_html = {.name = "html", .open = open_page,
                                           .file_begin = file_begin, .finding = finding,
                                           .told = told, .end = end};
