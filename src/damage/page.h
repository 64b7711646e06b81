/* SPDX-License-Identifier: Apache-2.0 */
/* A page: the lines of one window of a document, as repair finds and leaves them. */
#ifndef QW_DAMAGE_PAGE_H
#define QW_DAMAGE_PAGE_H

#include "scan/scan.h"
#include "text/text.h"

typedef struct {
	qw_line scan;
	uint32_t first, count;   /* cells: in page->source, or in page->fixed when changed */
	bool loaded, changed;
} qw_page_line;

typedef struct {
	qw_allocator allocator;
	const unsigned char *bytes; /* UTF-8, or NULL: all cells are in source from the start */
	const unsigned char *came;  /* the bytes of a page of several encodings; else NULL */
	qw_page_line *line;
	size_t lines, capacity;
	uint32_t seen;           /* flags of all lines together */
	qw_text source, fixed;
} qw_page;

/* A stretch of cells; lives until the page changes. */
typedef struct {
	const qw_cell *cell;
	const uint32_t *at;      /* length + 1 byte offsets */
	size_t length;
} qw_slice;

void qw_page_init(qw_page *page, const qw_allocator *a);
void qw_page_free(qw_page *page);
void qw_page_clear(qw_page *page);

/* Scan UTF-8 bytes, which must live as long as the page's contents. False: no memory. */
bool qw_page_of_bytes(qw_page *page, const unsigned char *bytes, size_t n);

/* Scan the cells that the caller put into page->source. False: no memory. */
bool qw_page_of_cells(qw_page *page);

/* The same where they have been scanned already: each of the lines is cells of page->source. */
bool qw_page_of_lines(qw_page *page, const qw_line *lines, size_t count);

/* The cells of line i as they are now. False: no memory. */
bool qw_page_cells(qw_page *page, size_t i, qw_slice *slice);

/* Line i now is page->fixed from cell `first` on; when it `reads` otherwise than
 * before, and has not just lost what was put in, it is summed up anew. Nothing
 * happens when page->fixed.failed. */
void qw_page_replace(qw_page *page, size_t i, size_t first, bool reads);

/* Take back all replacements made since page->fixed was `fixed` cells long; `lines`
 * is a copy of the lines [first, last) made then. */
void qw_page_restore(qw_page *page, const qw_page_line *lines, size_t first, size_t last,
                     size_t fixed);

/* Do lines [first, last), as they were found, hold the word (ASCII or UTF-8)? */
bool qw_page_mentions(const qw_page *page, size_t first, size_t last, const char *word);

/* Bytes from the start of the window to the first byte of line i. */
uint32_t qw_page_offset(const qw_page *page, size_t i);

#endif
