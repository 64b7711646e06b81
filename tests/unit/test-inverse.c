/* SPDX-License-Identifier: Apache-2.0 */
/* undo(apply(x)) = x for all pairs of set.def, and for chains of them, on strings of Han by
 * chance. Such strings are no text, so characters with several codes are left out: which
 * of them was meant is chosen by the model. */
#include "config.h"
#include "damage/mojibake/whole.h"
#include "unit/cells.h"
#include "unit/layers-text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum {
	ROUNDS = 60,     /* strings of each pair, */
	LONGEST = 12,    /* so many characters long at most */
	CHAINS = 6000    /* chains of each number of layers */
};

/* Signs of Big5 that vendors read differently are chosen by the model, too. Four codes are
 * a letter and a mark, 304 or 30C, which are not put together again. */
static bool is_disputed(qw_cell c)
{
	static const qw_cell signs[] = {0xAF, 0x304, 0x30C, 0x2027, 0x2215, 0x2295, 0x2299, 0xFE51,
	                                0xFE68, 0xFF5E};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (c == signs[i])
			return true;
	return false;
}

/* Does a text on the way hold a character with several codes or readings? */
static bool is_ambiguous(const qw_layers *l, const qw_text *original)
{
	bool ambiguous = false;
	for (unsigned first = 0; first < l->count && !ambiguous; first++) {
		qw_layers inner = {.count = (uint8_t)(l->count - first)};
		qw_text seen;
		memcpy(inner.layer, l->layer + first, inner.count * sizeof *inner.layer);
		apply_layers(&inner, original, &seen);
		qw_set read = qw_set_get(inner.layer[0].read);
		for (size_t i = 0; i < seen.length && read.charset != NULL; i++)
			ambiguous = ambiguous || is_disputed(seen.cell[i])
			         || qw_charset_is_ambiguous(read.charset, seen.cell[i]);
		qw_text_free(&seen);
	}
	return ambiguous;
}

typedef struct {
	size_t strings, whole;  /* that were undone, and by the fast way too */
	qw_whole fast;
	qw_set sets[QW_SETS];
} bench;

static void begin(bench *b)
{
	qw_allocator a = qw_allocator_default();
	*b = (bench){.strings = 0};
	qw_whole_init(&b->fast, &a);
	for (qw_set_id id = 0; id < QW_SETS; id++)
		b->sets[id] = qw_set_get(id);
}

static void check(bench *b, const qw_layers *l, const qw_text *original)
{
	char name[QW_LAYERS_NAME], wanted[CELLS_STRING], got[CELLS_STRING];
	qw_text damaged, undone;
	qw_layers_name(l, name);
	assert_true(apply_layers(l, original, &damaged));
	if (!undo_layers(l, &damaged, &undone) || !same_cells(&undone, original))
		fail_msg("%s: %s is undone as %s", name,
		         cells_string(original->cell, original->length, wanted),
		         cells_string(undone.cell, undone.length, got));
	b->strings++;
	const qw_text *fast = qw_whole_undo(&b->fast, b->sets, l, damaged.cell, damaged.at,
	                                    damaged.length);
	if (fast != NULL && !same_cells(fast, original))
		fail_msg("%s: %s is undone as %s the fast way", name,
		         cells_string(original->cell, original->length, wanted),
		         cells_string(fast->cell, fast->length, got));
	b->whole += fast != NULL;
	qw_text_free(&damaged);
	qw_text_free(&undone);
}

static void check_strings(bench *b, generator *g, const qw_layers *l, unsigned rounds)
{
	for (unsigned i = 0; i < rounds; i++) {
		qw_text original = surviving_text(g, l, 1 + pick(g, LONGEST));
		if (original.length > 0 && !is_ambiguous(l, &original))
			check(b, l, &original);
		qw_text_free(&original);
	}
}

static void pairs(void **state)
{
	bench b;
	generator g = {7};
	unsigned without = 0;
	(void)state;
	begin(&b);
	for (qw_set_id written = 0; written < QW_SETS; written++)
		for (qw_set_id read = 0; read < QW_SETS; read++) {
			size_t before = b.strings;
			qw_layers l = one_layer(written, read);
			if (!is_pair(written, read))
				continue;
			check_strings(&b, &g, &l, ROUNDS);
			without += b.strings == before;
		}
	print_message("# %zu strings, %zu by the fast way, %u pairs without\n", b.strings, b.whole,
	              without);
	assert_true(b.strings > 1000 && b.whole > b.strings / 2);
	assert_true(without < 5);
	qw_whole_free(&b.fast);
}

static void chains(void **state)
{
	bench b;
	(void)state;
	for (unsigned layers = 2; layers <= QW_LAYERS_MAX; layers++) {
		generator g = {layers};
		begin(&b);
		for (unsigned i = 0; i < CHAINS; i++) {
			qw_layers l = random_layers(&g, layers);
			check_strings(&b, &g, &l, 1);
		}
		print_message("# %u layers: %zu strings, %zu by the fast way\n", layers, b.strings,
		              b.whole);
		assert_true(b.strings > CHAINS / 4);
		qw_whole_free(&b.fast);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs),
		cmocka_unit_test(chains),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
