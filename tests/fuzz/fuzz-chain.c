/* SPDX-License-Identifier: Apache-2.0 */
/* Text that a chain by chance damaged. The input is a number, LF, and a text; each of its
 * lines that comes through the chain without loss is damaged, the others stay, and the next
 * line has the next number's chain, or the same. What comes of the repair is UTF-8 with as
 * many LF, whether the document is repaired whole or cut in two, and what is called proven
 * is so. */
#include "config.h"
#include "fuzz/oracle.h"
#include "fuzz/proof.h"
#include "spec/spec.h"

#include <stdlib.h>
#include <string.h>

enum { NEW_CHAIN = 4 }; /* one of so many lines begins with another chain */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void damage_line(const char *chain, const uint8_t *line, size_t n, bytes *out)
{
	char *damaged;
	size_t length;
	if (qw_damage(chain, line, n, NULL, &damaged, &length, NULL) != QW_OK) {
		bytes_add(out, line, n);
		return;
	}
	demand(newlines(damaged, length) == newlines(line, n), "a strict chain made or ate an LF");
	bytes_add(out, damaged, length);
	qw_free(NULL, damaged, length);
}

static void damage(uint64_t seed, const uint8_t *text, size_t n, bytes *out)
{
	char chain[QW_CHAIN_SIZE];
	for (size_t i = 0, lines = 0; i < n; lines++) {
		const uint8_t *lf = memchr(text + i, '\n', n - i);
		size_t end = lf != NULL ? (size_t)(lf - text) + 1 : n;
		qw_damage_random(seed + lines / NEW_CHAIN, 0, chain);
		damage_line(chain, text + i, end - i, out);
		i = end;
	}
}

static void repair(const bytes *in)
{
	qw_options o;
	qw_options_init(&o);
	o.script = QW_SCRIPT_KEEP;
	o.from = "utf-8";
	run whole = run_session(&o, in, SIZE_MAX, 1);
	run cut = run_session(&o, in, in->length / 2, SIZE_MAX);
	demand(whole.status == QW_OK && cut.status == QW_OK, "a session failed");
	demand(is_utf8(whole.out.data, whole.out.length), "the repaired text is no UTF-8");
	demand(newlines(whole.out.data, whole.out.length) == newlines(in->data, in->length),
	       "LF came or went");
	demand(whole.out.length == cut.out.length
	       && (cut.out.length == 0
	           || memcmp(whole.out.data, cut.out.data, cut.out.length) == 0),
	       "the output depends on the cut");
	check_proofs(&o, in->data, in->length);
	run_free(&whole);
	run_free(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t seed = 0;
	size_t i = 0;
	for (; i < size && data[i] >= '0' && data[i] <= '9'; i++)
		seed = 10 * seed + data[i] - '0';
	if (i == size || data[i] != '\n' || !is_utf8(data + i, size - i))
		return 0;
	bytes damaged = {NULL, 0, 0};
	damage(seed, data + i + 1, size - i - 1, &damaged);
	repair(&damaged);
	bytes_free(&damaged);
	return 0;
}
