/* SPDX-License-Identifier: Apache-2.0 */
/* The splice forward: its table and its replay. What is expected follows from the GBK
 * bytes that the comments give. */
#include "config.h"
#include "damage/splice/replay.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static qw_text cells(const char *s, size_t n)
{
	qw_text t;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&t, &a);
	qw_text_add_utf8(&t, (const unsigned char *)s, n, 0);
	assert_false(t.failed);
	return t;
}

/* --- the table ------------------------------------------------------------------------ */

static void add(qw_table *t, uint16_t pair, const char *character, const char *note)
{
	qw_text c = cells(character, strlen(character)), text = cells(note, strlen(note));
	qw_syllable s = {0, 0, 0};
	for (size_t i = 0; i < text.length && text.cell[i] != ' '; i++)
		assert_true(qw_syllable_add(&s, text.cell[i]));
	assert_true(qw_table_add(t, pair, c.cell[0], text.cell, text.length, qw_reading_find(&s)));
	qw_text_free(&c);
	qw_text_free(&text);
}

static void assert_printed(const qw_table *t, const char *expected)
{
	qw_buffer out;
	qw_buffer_init(&out, &t->allocator);
	qw_table_print(t, &out);
	assert_false(out.failed);
	assert_int_equal(out.length, strlen(expected));
	assert_memory_equal(out.data, expected, out.length);
	qw_buffer_free(&out);
}

static void entries_come_and_go(void **state)
{
	qw_table t;
	qw_allocator a = qw_allocator_default();
	qw_text other = cells("qu", 2);
	(void)state;
	assert_true(qw_table_init(&t, &a));
	assert_null(qw_table_find(&t, 0x855E));
	add(&t, 0x855E, "區", "qū");
	add(&t, 0xBD9B, "經", "jīng ");
	add(&t, 0x855E, "區", "ōu"); /* the first one stays */
	assert_int_equal(t.entries, 2);
	assert_int_equal(qw_table_find(&t, 0x855E)->character, 0x5340);
	assert_false(qw_entry_is(qw_table_find(&t, 0x855E), other.cell, other.length));
	assert_int_equal(t.state[0x855E], QW_PAIR_NOTED);
	assert_printed(&t, "區=qū 經=jīng");
	qw_table_shrink(&t, 1);
	assert_null(qw_table_find(&t, 0xBD9B));
	assert_int_equal(t.state[0xBD9B], QW_PAIR_UNSEEN);
	assert_printed(&t, "區=qū");
	qw_table_clear(&t);
	assert_null(qw_table_find(&t, 0x855E));
	assert_int_equal(t.entries, 0);
	qw_table_free(&t);
	qw_text_free(&other);
}

static void a_table_frees_what_it_never_had(void **state)
{
	qw_table t = {.state = NULL};
	(void)state;
	qw_table_free(&t);
}

/* --- forward ---------------------------------------------------------------------------- */

static void assert_damaged(const char *chain, const char *in, size_t n, const char *expected,
                           size_t m)
{
	char *out = NULL;
	size_t length = 0;
	qw_error error;
	assert_int_equal(qw_damage(chain, in, n, NULL, &out, &length, &error), QW_OK);
	if (length != m || memcmp(out, expected, m) != 0)
		print_error("%s: %.*s, not %.*s\n", chain, (int)length, out, (int)m, expected);
	assert_int_equal(length, m);
	assert_memory_equal(out, expected, m);
	qw_free(NULL, out, length);
}

static void notes_and_straddles(void **state)
{
	static const struct { const char *chain, *original, *damaged; } rows[] = {
		{"splice:區=qū", "社區里区", "社區(qū)里区"},
		{"splice:區", "社區", "社區(qū)"},
		{"splice:區=qū_ 經=jing", "經區", "經(jing)區(qū )"},
		/* 日 C8D5, 報 88F3, 社 C9E7: 請 D588 lies across; F3C9 is 笊, E7 is left */
		{"splice:請=qǐng", "日報社", "日?qǐng)笊?"},
		{"splice:請=qǐng", "日報社！", "日?qǐng)笊纾?"},
		{"splice:請=qǐng,報=bào", "日報", "日?qǐng)?bào)"},
		/* 詢 D483, 試 D487, 點 FC63: 冊 83D4 lies across, 87FC is 圏, 63 is c */
		{"splice:冊=cè,點=diǎn", "咨詢試點", "咨詢?cè)圏c(diǎn)"},
		/* 家 BCD2, 庫 8EEC, 。 A1A3: 規 D28E, then 臁 ECA1; A3 eats what follows */
		{"splice:規=guī", "專家庫。</p>", "專家?guī)臁?/p>"},
		{"splice:規=guī", "家庫(新)", "家?guī)?新)"},
		/* EC61 is 靉: a letter becomes a trail byte */
		{"splice:規=guī", "家庫ab", "家?guī)靉b"},
		/* 空 BFD5, 間 E967: 臻 D5E9, and the trail byte is g */
		{"splice:臻=zhēn", "空間，", "空?zhēn)g，"},
		/* what GBK lacks parts the bytes */
		{"splice:請=qǐng", "日𠮷報", "日𠮷報"},
		{"splice:請=qǐng", "日報\n日報", "日?qǐng)?日?qǐng)?"},
		{"splice:區=qū", "", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_damaged(rows[i].chain, rows[i].original, strlen(rows[i].original),
		               rows[i].damaged, strlen(rows[i].damaged));
	assert_damaged("splice:請=qǐng", "日\0報", 7, "日\0報", 7);
}

static void wrong_tables_are_refused(void **state)
{
	static const struct { const char *chain; uint64_t offset; } rows[] = {
		{"splice", 6}, {"splice:", 7}, {"splice:a=a", 7}, {"splice:區=", 7},
		{"splice:區=qū,經=Jing", 15}, {"splice:區=quququququq", 7}, {"splice:𠮷=jí", 7},
		{"splice:，", 7},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char *out = NULL;
		size_t length = 0;
		qw_error error;
		assert_int_equal(qw_damage(rows[i].chain, "a", 1, NULL, &out, &length, &error),
		                 QW_E_CHAIN);
		assert_null(out);
		assert_int_equal(error.offset, rows[i].offset);
	}
}

/* --- the orders of a table, and the proof -------------------------------------------- */

typedef struct {
	qw_view view;
	qw_table table;
	qw_replay replay;
} fixture;

static int begin(void **state)
{
	static fixture f;
	qw_allocator a = qw_allocator_default();
	f.view = (qw_view){.charset = qw_charset_find("cp936")};
	assert_true(qw_table_init(&f.table, &a));
	qw_replay_init(&f.replay, &f.view, &f.table, &a);
	add(&f.table, 0xD588, "請", "qǐng");
	add(&f.table, 0x88F3, "報", "bào");
	add(&f.table, 0xBCB1, "急", "jí");
	add(&f.table, 0xB1BE, "本", "běn");
	add(&f.table, 0xD28E, "規", "guī");
	*state = &f;
	return 0;
}

static int end(void **state)
{
	fixture *f = *state;
	qw_replay_free(&f->replay);
	qw_table_free(&f->table);
	return 0;
}

static void assert_replayed(fixture *f, const char *original, const char *expected)
{
	qw_text in = cells(original, strlen(original)), want = cells(expected, strlen(expected)), out;
	qw_text_init(&out, &in.allocator);
	assert_true(qw_replay_apply(&f->replay, in.cell, in.length, &out));
	assert_int_equal(out.length, want.length);
	assert_memory_equal(out.cell, want.cell, out.length * sizeof *out.cell);
	qw_text_free(&in);
	qw_text_free(&want);
	qw_text_free(&out);
}

/* 急 BCB1, 救 BEC8: 本 B1BE lies across, and 入 is C8EB. Who comes first parts the other. */
static void the_order_decides_where_entries_overlap(void **state)
{
	fixture *f = *state;
	f->replay.order = QW_ORDER_PAIR;
	assert_replayed(f, "日報。急救", "日?qǐng)?bào)。急(jí)?běn)?");
	f->replay.order = QW_ORDER_CODE_POINT;
	assert_replayed(f, "日報。急救", "日?qǐng)?bào)。急(jí)救");
	f->replay.order = QW_ORDER_REVERSE;
	assert_replayed(f, "日報a急救", "日?qǐng)骯急(jí)救");
	f->replay.order = QW_ORDER_PAIR;
	f->replay.per_character = true;
	assert_replayed(f, "日報。急救", "日報(bào)。急(jí)救");
}

static bool proves(fixture *f, const char *original, const char *seen, size_t *o, size_t *s)
{
	qw_text a = cells(original, strlen(original)), b = cells(seen, strlen(seen));
	bool answer = qw_replay_proves(&f->replay, a.cell, a.length, b.cell, b.length, o, s);
	qw_text_free(&a);
	qw_text_free(&b);
	return answer;
}

static void a_replay_proves_the_original_only(void **state)
{
	fixture *f = *state;
	size_t o, s;
	assert_true(proves(f, "專家庫。</p>", "專家?guī)臁?/p>", &o, &s));
	assert_int_equal(o, 8);
	assert_int_equal(s, 12);
	assert_false(proves(f, "專家庫、</p>", "專家?guī)臁!/p>", &o, &s));
	assert_false(proves(f, "專家車。</p>", "專家?guī)臁?/p>", &o, &s));
	assert_int_equal(o, 2);
	assert_false(proves(f, "日報", "日報(bào)", &o, &s));
	assert_false(proves(f, "日報", "日?qǐng)?bào", &o, &s));
	assert_false(proves(f, "日", "日?qǐng)?bào)", &o, &s));
	assert_int_equal(s, 1);
	f->replay.per_character = true;
	assert_true(proves(f, "日報", "日報(bào)", &o, &s));
	assert_false(proves(f, "日報", "日?qǐng)?bào)", &o, &s));
	assert_true(proves(f, "", "", &o, &s));
}

/* Which ASCII byte a lone lead byte ate, nobody knows. */
static void what_is_lost_is_free(void **state)
{
	fixture *f = *state;
	size_t o, s;
	assert_true(proves(f, "家庫。</p>", "家?guī)臁?/p>", &o, &s));
	assert_true(proves(f, "家庫。\"/p>", "家?guī)臁?/p>", &o, &s));
}

/* Decoders that write U+FFFD leave the ASCII byte where it is. */
static void a_replacement_character_eats_nothing(void **state)
{
	fixture *f = *state;
	size_t o, s;
	assert_true(proves(f, "家庫。</p>", "家\xEF\xBF\xBD(guī)臁\xEF\xBF\xBD</p>", &o, &s));
	assert_false(proves(f, "家庫。\"/p>", "家\xEF\xBF\xBD(guī)臁\xEF\xBF\xBD</p>", &o, &s));
}

/* U+E5E5 is A3A0, in a user area: kept, dropped, or a question mark. */
static void user_areas_may_vanish(void **state)
{
	fixture *f = *state;
	size_t o, s;
	assert_true(proves(f, "\xEE\x97\xA5報", "\xEE\x97\xA5報(bào)", &o, &s));
	assert_true(proves(f, "\xEE\x97\xA5報", "?報(bào)", &o, &s));
	assert_true(proves(f, "\xEE\x97\xA5報", "報(bào)", &o, &s));
	assert_false(proves(f, "\xEE\x97\xA5報", "好報(bào)", &o, &s));
}

static void prefixes_of_punctuation_are_free(void **state)
{
	fixture *f = *state;
	size_t o, s;
	assert_true(proves(f, "報，好", "報(bào) ，好", &o, &s));
	assert_true(proves(f, "報。好", "報(bào)\x05\x08。好", &o, &s));
	assert_false(proves(f, "報，好", "報(bào)， 好", &o, &s));
	assert_false(proves(f, "報：好", "報(bào) ：好", &o, &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_come_and_go),
		cmocka_unit_test(a_table_frees_what_it_never_had),
		cmocka_unit_test(notes_and_straddles),
		cmocka_unit_test(wrong_tables_are_refused),
		cmocka_unit_test_setup_teardown(the_order_decides_where_entries_overlap, begin, end),
		cmocka_unit_test_setup_teardown(a_replay_proves_the_original_only, begin, end),
		cmocka_unit_test_setup_teardown(what_is_lost_is_free, begin, end),
		cmocka_unit_test_setup_teardown(a_replacement_character_eats_nothing, begin, end),
		cmocka_unit_test_setup_teardown(user_areas_may_vanish, begin, end),
		cmocka_unit_test_setup_teardown(prefixes_of_punctuation_are_free, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
