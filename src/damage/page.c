/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/page.h"

#include "text/utf8.h"

#include <string.h>

void qw_page_init(qw_page *page, const qw_allocator *a)
{
	*page = (qw_page){.allocator = *a};
	qw_text_init(&page->source, a);
	qw_text_init(&page->fixed, a);
}

void qw_page_free(qw_page *page)
{
	qw_release(&page->allocator, page->line, page->capacity, sizeof *page->line);
	qw_text_free(&page->source);
	qw_text_free(&page->fixed);
	page->line = NULL;
	page->lines = page->capacity = 0;
}

void qw_page_clear(qw_page *page)
{
	page->bytes = page->came = NULL;
	page->lines = 0;
	page->seen = 0;
	qw_text_clear(&page->source);
	qw_text_clear(&page->fixed);
}

static qw_page_line *add_line(qw_page *page)
{
	void *array = page->line;
	if (!qw_grow(&page->allocator, &array, &page->capacity, page->lines + 1, sizeof *page->line))
		return NULL;
	page->line = array;
	qw_page_line *line = &page->line[page->lines++];
	*line = (qw_page_line){.first = 0};
	return line;
}

bool qw_page_of_bytes(qw_page *page, const unsigned char *bytes, size_t n)
{
	page->bytes = bytes;
	for (size_t at = 0; at < n;) {
		qw_page_line *line = add_line(page);
		if (line == NULL)
			return false;
		qw_scan_utf8(bytes, n, &at, &line->scan);
		page->seen |= line->scan.seen;
	}
	return true;
}

/* The line that the scan tells of is there. */
static void load(qw_page *page, qw_page_line *line)
{
	line->first = line->scan.from;
	line->count = line->scan.to - line->scan.from;
	line->loaded = true;
	page->seen |= line->scan.seen;
}

bool qw_page_of_cells(qw_page *page)
{
	for (size_t at = 0; at < page->source.length;) {
		qw_page_line *line = add_line(page);
		if (line == NULL)
			return false;
		qw_scan_cells(page->source.cell, page->source.length, &at, &line->scan);
		load(page, line);
	}
	return true;
}

bool qw_page_of_lines(qw_page *page, const qw_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		qw_page_line *line = add_line(page);
		if (line == NULL)
			return false;
		line->scan = lines[i];
		load(page, line);
	}
	return true;
}

bool qw_page_cells(qw_page *page, size_t i, qw_slice *slice)
{
	qw_page_line *line = &page->line[i];
	if (!line->loaded) {
		size_t first = page->source.length;
		qw_text_add_utf8(&page->source, page->bytes + line->scan.from,
		                 line->scan.to - line->scan.from, line->scan.from);
		if (page->source.failed)
			return false;
		line->first = (uint32_t)first;
		line->count = (uint32_t)(page->source.length - first);
		line->loaded = true;
		/* The offset behind the line would be that of the next line's first cell. */
		qw_text_add(&page->source, QW_CELL_HOLE, line->scan.to, line->scan.to);
	}
	const qw_text *text = line->changed ? &page->fixed : &page->source;
	*slice = (qw_slice){text->cell + line->first, text->at + line->first, line->count};
	return !page->source.failed;
}

/* What the scan says of the text, but for where it lies. */
static void rescan(qw_page *page, qw_page_line *line)
{
	qw_line scan;
	size_t at = 0;
	qw_scan_cells(page->fixed.cell + line->first, line->count, &at, &scan);
	scan.from = line->scan.from;
	scan.to = line->scan.to;
	line->scan = scan;
	page->seen |= scan.seen;
}

void qw_page_replace(qw_page *page, size_t i, size_t first, bool reads)
{
	qw_page_line *line = &page->line[i];
	if (page->fixed.failed)
		return;
	line->first = (uint32_t)first;
	line->count = (uint32_t)(page->fixed.length - first);
	line->changed = true;
	if (reads)
		rescan(page, line);
	/* Keep the offset behind the line apart from the next line's. */
	qw_text_add(&page->fixed, QW_CELL_HOLE, page->fixed.at[page->fixed.length],
	            page->fixed.at[page->fixed.length]);
}

void qw_page_restore(qw_page *page, const qw_page_line *lines, size_t first, size_t last,
                     size_t fixed)
{
	for (size_t i = first; i < last; i++)
		page->line[i] = lines[i - first];
	page->fixed.length = fixed;
}

uint32_t qw_page_offset(const qw_page *page, size_t i)
{
	if (page->bytes != NULL)
		return page->line[i].scan.from;
	return page->source.at[page->line[i].scan.from];
}

static bool cells_hold(const qw_cell *c, size_t n, const qw_cell *word, size_t length)
{
	for (size_t i = 0; i + length <= n; i++)
		if (c[i] == word[0] && memcmp(c + i, word, length * sizeof *word) == 0)
			return true;
	return false;
}

bool qw_page_mentions(const qw_page *page, size_t first, size_t last, const char *word)
{
	size_t length = strlen(word), n = 0;
	qw_cell cells[32];
	if (last <= first)
		return false;
	size_t from = page->line[first].scan.from, to = page->line[last - 1].scan.to;
	if (page->bytes != NULL)
		return memmem(page->bytes + from, to - from, word, length) != NULL;
	for (size_t i = 0; i < length && n < sizeof cells / sizeof *cells; n++)
		i += qw_utf8_decode((const unsigned char *)word + i, length - i, &cells[n]);
	return cells_hold(page->source.cell + from, to - from, cells, n);
}
