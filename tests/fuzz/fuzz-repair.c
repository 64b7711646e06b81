/* SPDX-License-Identifier: Apache-2.0 */
/* A session as users have it. The first byte chooses the options and the second where the
 * input is cut, the rest is the document. What must hold of any input:
 *
 * - cut in two or byte by byte, output and findings are the same;
 * - as many LF come out as went in;
 * - repairing the output again and again soon changes nothing (each time undoes one layer
 *   of damages in a chain);
 * - a proven span of mojibake is what its chain makes of the repaired text. */
#include "config.h"
#include "fuzz/oracle.h"
#include "fuzz/proof.h"
#include "spec/spec.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const bytes *a, const bytes *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

static void choose(qw_options *o, unsigned byte)
{
	static const char *const from[4] = {NULL, "gb18030", "big5", "utf-8"};
	qw_options_init(o);
	o->script = (qw_script)(byte & 1);
	o->unit = (qw_unit)((byte >> 1 & 3) % 3);
	o->invalid = (qw_invalid)((byte >> 3 & 1) * (unsigned)QW_INVALID_REPLACE);
	o->from = from[byte >> 4 & 3];
	o->punct = (qw_punct)(byte >> 6 & 1);
	o->variant = (qw_variant)((byte >> 7 & 1) * (unsigned)QW_VARIANT_HK);
	o->clean = (qw_clean)((byte >> 5) % 3);
	o->declare = (qw_declare)(byte >> 5 & 1);
}

static void check_cut(const qw_options *o, const bytes *in, const run *whole, size_t first,
                      size_t rest)
{
	run r = run_session(o, in, first, rest);
	demand(r.status == whole->status, "the status depends on the cuts");
	demand(same(&r.out, &whole->out), "the output depends on the cuts");
	demand(same(&r.log, &whole->log), "the findings depend on the cuts");
	run_free(&r);
}

/* Bytes that passed undecoded may look like another encoding the second time, so it is
 * told. */
static void check_again(const qw_options *options, const run *whole)
{
	qw_options o = *options;
	o.from = "utf-8";
	run before = run_session(&o, &whole->out, SIZE_MAX, 1);
	bool settled = same(&before.out, &whole->out);
	for (int round = 0; round < 8 && !settled; round++) {
		run after = run_session(&o, &before.out, SIZE_MAX, 1);
		settled = same(&after.out, &before.out);
		run_free(&before);
		before = after;
	}
	demand(settled, "repairing again and again changes the text each time");
	run_free(&before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	qw_options o;
	choose(&o, data[0]);
	bytes in = {NULL, 0, 0};
	bytes_add(&in, data + 2, size - 2);
	run whole = run_session(&o, &in, SIZE_MAX, 1);
	demand(whole.status == QW_OK, "a session failed");
	demand(newlines(whole.out.data, whole.out.length) == whole.lines, "LF came or went");
	check_cut(&o, &in, &whole, (size_t)data[1] * in.length / 256, SIZE_MAX);
	check_cut(&o, &in, &whole, 1, 1);
	check_again(&o, &whole);
	check_proofs(&o, in.data, in.length);
	run_free(&whole);
	bytes_free(&in);
	return 0;
}
