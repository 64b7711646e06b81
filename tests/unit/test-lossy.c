/* SPDX-License-Identifier: Apache-2.0 */
/* One layer undone in which bytes were lost. Whatever is chosen: damaged again by the same
 * program it gives what was found, and what is called sure is right. */
#include "config.h"
#include "damage/chain.h"
#include "damage/mojibake/lossy.h"
#include "unit/cells.h"
#include "unit/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static qw_allocator a;

static qw_set set_of(const char *name)
{
	qw_set s;
	assert_true(qw_set_find(name, strlen(name), &s));
	return s;
}

static qw_text text_of(const char *s)
{
	qw_text t;
	qw_text_init(&t, &a);
	qw_text_add_utf8(&t, (const unsigned char *)s, strlen(s), 0);
	return t;
}

typedef struct {
	size_t cells, right, sure, sure_right, unlike;
} tally;

/* Damage the sentence, undo that, and damage the result. */
static void try_sentence(const qw_loss *loss, const qw_set *written, const char *chain,
                         const char *sentence, tally *t)
{
	qw_lossy lossy;
	size_t bad;
	qw_text original = text_of(sentence), damaged = text_of(sentence), out;
	qw_lossy_init(&lossy, &a);
	qw_text_init(&out, &a);
	assert_int_equal(qw_chain_apply(chain, &damaged, &bad), QW_OK);
	assert_true(qw_lossy_undo(&lossy, loss, written,
	                          (qw_layer_input){damaged.cell, NULL, damaged.length, false},
	                          SIZE_MAX, &out));
	assert_int_equal(out.cell[out.length - 1], QW_PIECE_BREAK);
	out.length--;
	t->cells += original.length;
	for (size_t i = 0; lossy.breaks == 0 && i < out.length && i < original.length; i++) {
		bool right = out.cell[i] == original.cell[i], sure = lossy.lead[i] == QW_BEAM_SURE;
		t->right += right;
		t->sure += sure;
		t->sure_right += sure && right;
	}
	for (size_t i = 0; i <= out.length; i++)
		out.at[i] = (uint32_t)i;
	assert_int_equal(qw_chain_apply(chain, &out, &bad), QW_OK);
	t->unlike += lossy.breaks > 0 || out.length != damaged.length
	          || memcmp(out.cell, damaged.cell, out.length * sizeof *out.cell) != 0;
	qw_text_free(&original);
	qw_text_free(&damaged);
	qw_text_free(&out);
	qw_lossy_free(&lossy);
}

/* At least so many per cent of the characters come back. */
static void try_policy(const char *written, const char *read, unsigned policy, unsigned percent)
{
	qw_set w = set_of(written), r = set_of(read);
	qw_loss *loss = malloc(sizeof *loss);
	char chain[128];
	tally t = {0, 0, 0, 0, 0};
	assert_non_null(loss);
	qw_loss_init(loss, policy, &r);
	snprintf(chain, sizeof chain, "%s-as-%s:%s", written, read, qw_loss_policy(policy));
	for (size_t i = 0; i < SENTENCES; i++)
		try_sentence(loss, &w, chain, sentences[i], &t);
	printf("# %s: %zu of %zu characters right, %zu of %zu sure ones, %zu of %zu unlike\n", chain,
	       t.right, t.cells, t.sure_right, t.sure, t.unlike, (size_t)SENTENCES);
	assert_true(t.right * 100 >= t.cells * percent);
	/* Where all C1 controls are gone nothing is quite sure. */
	assert_true(t.sure_right == t.sure || (loss->unmarked && t.sure_right * 20 >= t.sure * 19));
	/* Where nothing marks a loss a rare character may not be found. */
	assert_true(t.unlike == 0 || (loss->unmarked && t.unlike * 20 < SENTENCES));
	free(loss);
}

static void each_policy(const char *read, unsigned percent)
{
	qw_set r = set_of(read);
	static const qw_cell mark[] = {0xFFFD, '?', 0};
	for (unsigned p = 1; qw_loss_policy(p) != NULL; p++)
		for (size_t i = 0; i < 3; i++)
			if (qw_loss_concerns(p, &r, mark[i]))
				try_policy("utf8", read, p, percent);
}

static void what_gbk_lost_is_found(void **state)
{
	(void)state;
	each_policy("gbk", 95);
}

static void what_windows_1252_lost_is_found(void **state)
{
	(void)state;
	each_policy("windows-1252", 95);
}

static void without_c1_most_is_found(void **state)
{
	unsigned p = 1;
	(void)state;
	while (strcmp(qw_loss_policy(p), "c1-dropped+nbsp-to-space") != 0)
		p++;
	try_policy("utf8", "latin1", p, 75);
}

/* Big5 loses trail bytes, which may be ASCII. */
static void double_byte_text_is_found(void **state)
{
	qw_set r = set_of("windows-1252");
	(void)state;
	for (unsigned p = 1; qw_loss_policy(p) != NULL; p++)
		if (qw_loss_concerns(p, &r, 0xFFFD))
			try_policy("big5", "windows-1252", p, 95);
}

/* ---- what programs do, looked at from behind ---- */

static uint8_t fate(const char *policy, unsigned char first, unsigned char second)
{
	qw_set gbk = set_of("gbk");
	qw_loss *loss = malloc(sizeof *loss);
	unsigned p = 1;
	assert_non_null(loss);
	while (strcmp(qw_loss_policy(p), policy) != 0)
		p++;
	qw_loss_init(loss, p, &gbk);
	uint8_t f = loss->fate[first - 0x80][second];
	free(loss);
	return f;
}

/* AFE5 is in a user area; AD and a comma are nothing. */
static void programs_lose_what_they_do(void **state)
{
	(void)state;
	assert_int_equal(fate("python", 0xAF, 0xE5), 1 | QW_LOSS_MARKED);
	assert_int_equal(fate("glibc+question", 0xAF, 0xE5), 2 | QW_LOSS_MARKED);
	assert_int_equal(fate("glibc", 0xAF, 0xE5), 2);
	assert_int_equal(fate("windows", 0xAF, 0xE5), 0);
	assert_int_equal(fate("windows-nouser", 0xAF, 0xE5), 2 | QW_LOSS_MARKED);
	assert_int_equal(fate("windows", 0xAD, ','), 2 | QW_LOSS_MARKED);
	assert_int_equal(fate("whatwg+question", 0xAD, ','), 1 | QW_LOSS_MARKED);
	assert_int_equal(fate("python", 0xE4, 0xBD), 0);
}

/* ---- bytes lost before the text was read ---- */

static void assert_shift(const char *seen, const char *wanted)
{
	char string[CELLS_STRING];
	qw_set gbk = set_of("gbk");
	qw_loss *loss = malloc(sizeof *loss);
	qw_lossy lossy;
	qw_text in = cells_of(seen), out;
	assert_non_null(loss);
	qw_loss_init(loss, qw_loss_shift, &gbk);
	qw_lossy_init(&lossy, &a);
	qw_text_init(&out, &a);
	assert_true(qw_lossy_undo(&lossy, loss, &gbk,
	                          (qw_layer_input){in.cell, NULL, in.length, false}, SIZE_MAX, &out));
	assert_string_equal(cells_string(out.cell, out.length, string), wanted);
	qw_text_free(&in);
	qw_text_free(&out);
	qw_lossy_free(&lossy);
	free(loss);
}

/* The first byte of 子 is gone, and up to the end all is read one byte late. */
static void late_text_is_read_in_time(void **state)
{
	(void)state;
	assert_shift("工厂的烟囱已经不冒烟了，院永锍ぢ�了草。", "工厂的烟囱已经不冒烟了，院子里长满了草。|");
}

/* Where nothing reads better one byte late nothing is tried. */
static void sound_text_is_left_alone(void **state)
{
	(void)state;
	assert_shift("工厂的烟囱已经不冒烟了。", "");
}

static int set_up(void **state)
{
	(void)state;
	a = qw_allocator_default();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_gbk_lost_is_found),
		cmocka_unit_test(what_windows_1252_lost_is_found),
		cmocka_unit_test(without_c1_most_is_found),
		cmocka_unit_test(double_byte_text_is_found),
		cmocka_unit_test(programs_lose_what_they_do),
		cmocka_unit_test(late_text_is_read_in_time),
		cmocka_unit_test(sound_text_is_left_alone),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
