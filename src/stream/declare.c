/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/declare.h"

#include "charset/name.h"
#include "decode/declared.h"
#include "decode/label.h"

#include <string.h>

_Static_assert(QW_DECLARED_NAME_MAX < sizeof ((qw_report *)NULL)->declared, "a name fits");

/* Bytes of a unit of UTF-16 or UTF-32, else 1. */
static size_t unit_of(const char *encoding)
{
	return strncmp(encoding, "utf-16", 6) == 0 ? 2 : strncmp(encoding, "utf-32", 6) == 0 ? 4 : 1;
}

/* The ASCII in units of two or four bytes, anything else as FF. Returns how many. */
static size_t narrow(const unsigned char *bytes, size_t n, size_t unit, bool big_endian,
                     unsigned char out[QW_DECLARED_BYTES])
{
	size_t count = n / unit < QW_DECLARED_BYTES ? n / unit : QW_DECLARED_BYTES;
	for (size_t i = 0; i < count; i++) {
		unsigned rest = 0;
		for (size_t k = 0; k < unit; k++)
			rest |= k == (big_endian ? unit - 1 : 0) ? 0 : bytes[i * unit + k];
		unsigned char low = bytes[i * unit + (big_endian ? unit - 1 : 0)];
		out[i] = rest == 0 && low < 0x80 ? low : 0xFF;
	}
	return count;
}

/* What a page in the encoding that it leaves in says of itself. Of UTF-16 it can't say the
 * order, and need not. */
static const char *right_name(const qw_options *options)
{
	const char *to = options->to;
	if (to == NULL)
		return "utf-8";
	bool ordered = qw_same_name(to, "utf-16le") || qw_same_name(to, "utf-16be");
	return ordered ? "utf-16" : to;
}

/* A label that means the same is right, too: GB2312 is read as GB18030. */
static bool is_right(const qw_options *options, const unsigned char *p, const qw_declared *found)
{
	char label[QW_DECLARED_NAME_MAX + 1];
	const char *name = right_name(options);
	if (options->to == NULL)
		return qw_declared_is_utf8(p, found);
	memcpy(label, p + found->at, found->length);
	label[found->length] = '\0';
	const char *said = qw_label_encoding(label), *is = qw_label_encoding(name);
	return qw_same_name(label, name) || (said != NULL && is != NULL && strcmp(said, is) == 0);
}

static void note(qw_document *d, const unsigned char *p, const qw_declared *found, uint64_t at)
{
	if (is_right(d->options, p, found) || d->declarations == QW_DECLARATIONS)
		return;
	d->declaration[d->declarations++] = (qw_declaration){at, found->length};
	if (d->declarations > 1)
		return;
	memcpy(d->report.declared, p + found->at, found->length);
	d->report.declared[found->length] = '\0';
	d->report.declared_at = at;
}

/* A page begins with markup, be it behind a byte order mark or in wide units. */
static bool may_be_page(const unsigned char *bytes, size_t n)
{
	return n > 0 && (bytes[0] <= '@' || bytes[0] >= 0xEF);
}

static void find(qw_document *d, const unsigned char *bytes, size_t n)
{
	unsigned char ascii[QW_DECLARED_BYTES];
	const char *encoding = d->report.encoding;
	size_t unit = unit_of(encoding), from = 0;
	qw_declared found;
	if (unit > 1) {
		n = narrow(bytes, n, unit, strstr(encoding, "be") != NULL, ascii);
		bytes = ascii;
	}
	n = n < QW_DECLARED_BYTES ? n : QW_DECLARED_BYTES;
	while (qw_declared_next(bytes, n, &from, &found))
		note(d, bytes, &found, d->offset + found.at * unit);
}

void qw_declare_find(qw_document *d, const unsigned char *bytes, size_t n)
{
	if (may_be_page(bytes, n))
		find(d, bytes, n);
}

/* --- rewriting ------------------------------------------------------------------------------ */

static bool is_small(qw_cell c) { return c >= 'a' && c <= 'z'; }

/* The letter in a capital or small one. */
static qw_cell in_case(char c, bool small)
{
	bool changes = small ? c >= 'A' && c <= 'Z' : is_small((unsigned char)c);
	return (qw_cell)(unsigned char)c ^ (changes ? 0x20u : 0);
}

/* The line of the page that the byte at `offset` of the window is in. */
static size_t line_of(const qw_page *page, uint64_t offset)
{
	size_t i = 0;
	while (i + 1 < page->lines && qw_page_offset(page, i + 1) <= offset)
		i++;
	return i;
}

/* Cells [k, k + length) of line i become the name, in capitals or small letters as they are.
 * False: no memory. */
static bool replace_name(qw_page *page, size_t i, size_t k, size_t length, const char *name)
{
	qw_text *fixed = &page->fixed;
	qw_slice line;
	/* The line may be in the same text. */
	if (!qw_page_cells(page, i, &line) || !qw_text_reserve(fixed, line.length + strlen(name) + 1)
	    || !qw_page_cells(page, i, &line))
		return false;
	size_t first = fixed->length;
	bool small = false;
	for (size_t c = k; c < k + length; c++)
		small = small || is_small(line.cell[c]);
	qw_text_append(fixed, line.cell, line.at, k);
	for (const char *s = name; *s != '\0'; s++)
		qw_text_add(fixed, in_case(*s, small), line.at[k], line.at[k + length]);
	k += length;
	qw_text_append(fixed, line.cell + k, line.at + k, line.length - k);
	qw_page_replace(page, i, first, false);
	return !fixed->failed;
}

/* The name stands on the page, unless a repair found something else there. */
static bool rewrite(qw_document *d, const qw_declaration *name)
{
	uint64_t offset = name->at - d->offset;
	size_t i = line_of(&d->page, offset), k = 0;
	qw_slice line;
	if (!qw_page_cells(&d->page, i, &line))
		return false;
	while (k < line.length && line.at[k] < offset)
		k++;
	if (line.length - k < name->length || line.at[k] != offset)
		return true;
	for (size_t c = k; c < k + name->length; c++)
		if (line.cell[c] < '+' || line.cell[c] > 'z')
			return true;
	return replace_name(&d->page, i, k, name->length, right_name(d->options));
}

bool qw_declare_rewrite(qw_document *d)
{
	const qw_page *page = &d->page;
	if (d->declarations == 0 || d->options->declare != QW_DECLARE_REWRITE || page->lines == 0
	    || strcmp(d->report.encoding, "unknown") == 0)
		return true;
	uint32_t end = page->bytes != NULL ? page->line[page->lines - 1].scan.to
	                                   : page->source.at[page->line[page->lines - 1].scan.to];
	for (size_t i = 0; i < d->declarations; i++)
		if (d->declaration[i].at >= d->offset && d->declaration[i].at - d->offset < end
		    && !rewrite(d, &d->declaration[i]))
			return false;
	return true;
}
