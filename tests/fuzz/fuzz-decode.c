/* SPDX-License-Identifier: Apache-2.0 */
/* The decoders. The first byte chooses the encoding, the second where the input is cut.
 * Cells and offsets must not depend on the cut, offsets must cover the input without
 * gaps, and what was read as UTF-8 must give the same bytes again. And the guess: the order of
 * its candidates, and that nothing but the bytes decides. */
#include "config.h"
#include "decode/decode.h"
#include "fuzz/oracle.h"
#include "text/buffer.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "gb18030", "big5-hkscs",
	"gbk", "windows-1252", "iso-8859-1", "shift_jis", "euc-kr", "hz", "iso-2022-cn",
	"cesu-8", "euc-tw",
};

static void decode(const char *name, const uint8_t *p, size_t n, size_t cut, qw_text *out)
{
	qw_allocator a = qw_allocator_default();
	qw_status status = QW_OK;
	qw_decoder *d = qw_decoder_new(name, &a, &status);
	qw_text_init(out, &a);
	if (d == NULL) {
		demand(status == QW_E_ENCODING, "a decoder failed");
		return;
	}
	size_t done = qw_decoder_run(d, p, cut, false, 0, out);
	demand(done <= cut, "more was consumed than given");
	done += qw_decoder_run(d, p + done, n - done, true, (uint32_t)done, out);
	demand(done == n, "the end was not consumed");
	qw_decoder_free(d);
}

static void check_offsets(const qw_text *t, size_t n)
{
	for (size_t i = 0; i < t->length; i++) {
		demand(t->at[i] <= t->at[i + 1], "offsets go back");
		demand(qw_cell_is_code_point(t->cell[i]) || qw_cell_is_raw(t->cell[i]),
		       "a decoder made a hole");
	}
	demand(t->length == 0 || t->at[t->length] <= n, "an offset lies outside of the input");
}

static void check_same(const qw_text *a, const qw_text *b)
{
	demand(a->length == b->length, "the cut changes the number of cells");
	if (a->length == 0)
		return;
	demand(memcmp(a->cell, b->cell, a->length * sizeof *a->cell) == 0, "the cut changes cells");
	demand(memcmp(a->at, b->at, a->length * sizeof *a->at) == 0, "the cut changes offsets");
}

static void check_bytes(const qw_text *t, const uint8_t *p, size_t n)
{
	qw_buffer b;
	qw_buffer_init(&b, &t->allocator);
	for (size_t i = 0; i < t->length; i++)
		qw_buffer_add_cell(&b, t->cell[i]);
	demand(b.length == n && (n == 0 || memcmp(b.data, p, n) == 0), "UTF-8 was not kept");
	qw_buffer_free(&b);
}

/* Only a declaration makes a difference. */
static void check_guess(const uint8_t *p, size_t n, bool final)
{
	qw_allocator a = qw_allocator_default();
	qw_decode_hints hints = {NULL, false};
	qw_encoding_guess plain = qw_decode_weigh(p, n, final, &hints, &a);
	qw_encoding_guess g = qw_decode_guess(p, n, final, &a);
	demand(g.name != NULL && plain.name != NULL, "a guess without a name");
	demand(g.candidates == 0 || strcmp(g.candidate[0].name, g.name) == 0, "another is first");
	for (size_t i = 1; i < g.candidates; i++)
		demand(g.candidate[i].bits >= g.candidate[i - 1].bits, "candidates out of order");
	demand(strcmp(g.name, plain.name) == 0 || qw_decode_declared(p, n, NULL) != NULL,
	       "the guess depends on more than the bytes");
	demand(g.bom <= n, "a mark longer than the document");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	const char *name = names[data[0] % (sizeof names / sizeof *names)];
	const uint8_t *p = data + 2;
	size_t n = size - 2;
	qw_text whole, cut;
	decode(name, p, n, n, &whole);
	decode(name, p, n, (size_t)data[1] * n / 256, &cut);
	check_offsets(&whole, n);
	check_same(&whole, &cut);
	if (strcmp(name, "utf-8") == 0)
		check_bytes(&whole, p, n);
	check_guess(p, n, data[0] & 1);
	qw_text_free(&whole);
	qw_text_free(&cut);
	return 0;
}
