/* SPDX-License-Identifier: Apache-2.0 */
/* qw_explain() of any bytes. The likeliest reading comes first, the text as it stands is one
 * of them, the shares are those of a whole, no LF comes or goes, and a second time gives
 * the same. */
#include "config.h"
#include "fuzz/oracle.h"
#include "qingwen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_READINGS = 16, MOST_BYTES = 65536 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
	const uint8_t *in;
	size_t size;
	unsigned readings, itself;
	double last_bits, shares;
	uint64_t sum;            /* of all that was told */
} heard;

static void add(uint64_t *sum, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	for (size_t i = 0; i < n; i++)
		*sum = (*sum ^ p[i]) * UINT64_C(0x100000001B3);
}

static void hear(void *ctx, const qw_explanation *r)
{
	heard *h = ctx;
	demand(h->readings == 0 || r->bits <= h->last_bits, "a likelier reading comes later");
	demand(r->confidence >= 0 && r->confidence <= 1, "a share is none");
	demand(newlines(r->text, r->length) == newlines(h->in, h->size), "LF came or went");
	demand(!is_utf8(h->in, h->size) || is_utf8(r->text, r->length), "a reading is no UTF-8");
	if (r->chain[0] == '\0') {
		h->itself++;
		demand(r->bits == 0, "the text as it stands is not as likely as itself");
		demand(r->length == h->size && memcmp(r->text, h->in, h->size) == 0,
		       "the text as it stands is another one");
	}
	h->readings++;
	h->last_bits = r->bits;
	h->shares += r->confidence;
	add(&h->sum, r->chain, strlen(r->chain));
	add(&h->sum, r->text, r->length);
	add(&h->sum, &r->bits, sizeof r->bits);
}

static uint64_t explain(const uint8_t *data, size_t size)
{
	heard h = {.in = data, .size = size};
	qw_status status = qw_explain(data, size, NULL, hear, &h, NULL);
	if (size > MOST_BYTES) {
		demand(status == QW_E_ARGUMENT && h.readings == 0, "too long a text was explained");
		return 0;
	}
	demand(status == QW_OK, "an explanation failed");
	demand(h.readings <= MOST_READINGS, "too many readings");
	demand(h.itself == (size > 0), "the text as it stands is not listed once");
	demand(size == 0 || (h.shares > 0.999 && h.shares < 1.001), "the shares are no whole");
	return h.sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	demand(explain(data, size) == explain(data, size), "the second time is another one");
	return 0;
}
