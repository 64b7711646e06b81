/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/binary.h"
#include "batch/glob.h"
#include "batch/pool.h"
#include "batch/select.h"
#include "batch/spool.h"
#include "batch/temporary.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void test_glob(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool matches;
	} cases[] = {
		{"a", "a", true}, {"a", "b", false}, {"a", "ab", false}, {"", "", true},
		{"*", "a", true}, {"*", "a/b", false}, {"*.txt", "x.txt", true},
		{"*.txt", ".txt", true}, {"*a*b*c", "xaybzc", true}, {"*a*b*c", "xaybz", false},
		{"?", "\xE5\xAD\x97", true}, {"??", "\xE5\xAD\x97", false}, {"?", "\xFF", true},
		{"?", "\xE5\xAD", false}, {"??", "\xE5\xAD", true},
		{"[a-c]x", "bx", true}, {"[a-c]x", "dx", false}, {"[!a-c]x", "dx", true},
		{"[^a-c]x", "ax", false}, {"[]]", "]", true}, {"[!]]", "a", true}, {"[a", "[a", true},
		{"[a-]", "-", true}, {"[\\]]", "]", true}, {"[/]", "/", false},
		{"\\*", "*", true}, {"\\*", "a", false}, {"a\\", "a\\", true},
		{"a/b", "a/b", true}, {"a/*", "a/b", true}, {"a/*", "a/b/c", false},
		{"**", "a/b/c", true}, {"**/c", "a/b/c", true}, {"**/c", "c", true},
		{"a/**", "a/b/c", true}, {"a/**", "a", false}, {"a/**/c", "a/c", true},
		{"a/**/c", "a/b/b/c", true}, {"a/**/c", "a/b/b/d", false},
		{"**/b/**/d", "a/b/b/c/d", true}, {"**/b/*/d", "b/c/b/d", false},
		{"**/b/*/d", "b/c/b/x/d", true}, {"a/**b", "a/xb", true}, {"a**", "a/b", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (batch_glob(cases[i].pattern, cases[i].path) != cases[i].matches)
			fail_msg("'%s' and '%s'", cases[i].pattern, cases[i].path);
}

/* Takes hours, unless only the last star is tried anew. */
static void test_glob_time(void **state)
{
	char pattern[401], path[2001];
	(void)state;
	for (size_t i = 0; i < 400; i++)
		pattern[i] = i % 2 == 0 ? '*' : 'a';
	memcpy(pattern + 398, "*b", 3);
	memset(path, 'a', sizeof path - 1);
	path[sizeof path - 1] = '\0';
	assert_false(batch_glob(pattern, path));
	for (size_t i = 1; i < sizeof path - 1; i += 2)
		path[i] = '/';
	assert_false(batch_glob("**/a/**/a/**/a/**/a/**/a/**/b", path));
}

static void test_rules(void **state)
{
	char text[][16] = {"*.log", "!keep.log", "/top", "dir/", "a/b", "\\#x", "\\!y"};
	struct batch_rules r = {.rule = NULL};
	(void)state;
	for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
		assert_true(batch_rules_add(&r, text[i]));
	assert_int_equal(batch_rules_pick(&r, "x/y.log", false), BATCH_OUT);
	assert_int_equal(batch_rules_pick(&r, "x/keep.log", false), BATCH_IN);
	assert_int_equal(batch_rules_pick(&r, "x/y.txt", false), BATCH_NO_RULE);
	assert_int_equal(batch_rules_pick(&r, "top", false), BATCH_OUT);
	assert_int_equal(batch_rules_pick(&r, "x/top", false), BATCH_NO_RULE);
	assert_int_equal(batch_rules_pick(&r, "x/dir", true), BATCH_OUT);
	assert_int_equal(batch_rules_pick(&r, "x/dir", false), BATCH_NO_RULE);
	assert_int_equal(batch_rules_pick(&r, "a/b", false), BATCH_OUT);
	assert_int_equal(batch_rules_pick(&r, "x/a/b", false), BATCH_NO_RULE);
	assert_int_equal(batch_rules_pick(&r, "#x", false), BATCH_OUT);
	assert_int_equal(batch_rules_pick(&r, "!y", false), BATCH_OUT);
	batch_rules_free(&r);
}

static void test_binary(void **state)
{
	unsigned char bytes[4096];
	uint32_t x = 1;
	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++) {
		x = x * 1664525 + 1013904223;
		bytes[i] = (unsigned char)(x >> 24);
	}
	assert_true(batch_is_binary(bytes, sizeof bytes, false));
	assert_true(batch_is_binary((const unsigned char *)"%PDF-1.4\n", 9, false));
	assert_false(batch_is_binary(bytes, 0, false));
	assert_false(batch_is_binary((const unsigned char *)"a\0b\0c\0", 6, true));
	for (size_t i = 0; i < sizeof bytes; i++) /* GBK: any two bytes of its rows */
		bytes[i] = (unsigned char)(0xB0 + bytes[i] % 0x47);
	assert_false(batch_is_binary(bytes, sizeof bytes, false));
	for (size_t i = 0; i < sizeof bytes; i += 40) /* a page whose bytes were replaced */
		bytes[i] = 0x05;
	assert_false(batch_is_binary(bytes, sizeof bytes, false));
}

static void test_temporary_names(void **state)
{
	(void)state;
	assert_true(batch_temporary_is(".a.txt.qingwen-aB3xYz"));
	assert_true(batch_temporary_is("..qingwen-aB3xYz"));
	assert_false(batch_temporary_is("a.txt.qingwen-aB3xYz"));
	assert_false(batch_temporary_is(".a.qingwen-aB3xY"));
	assert_false(batch_temporary_is(".a.qingwen-aB3xYzz"));
	assert_false(batch_temporary_is(".a.qingwen-aB3xY."));
	assert_false(batch_temporary_is("."));
}

struct sweeper {
	int folder;
	atomic_bool stop;
	size_t swept;
};

static void *sweep(void *ctx)
{
	struct sweeper *s = ctx;
	while (!atomic_load(&s->stop))
		s->swept += batch_temporary_sweep(s->folder);
	return NULL;
}

/* Another thread or run, which comes to the same folder, leaves alone what is being written. */
static void test_temporary_lives(void **state)
{
	static struct batch_temporary t;
	char path[] = "/tmp/qingwen-test-XXXXXX";
	struct sweeper s = {0};
	pthread_t thread;
	(void)state;
	assert_non_null(mkdtemp(path));
	s.folder = open(path, O_RDONLY | O_DIRECTORY);
	assert_true(s.folder >= 0);
	batch_temporary_register(&t);
	assert_int_equal(pthread_create(&thread, NULL, sweep, &s), 0);
	unsigned lost = 0;
	for (unsigned i = 0; i < 3000; i++) {
		int fd = batch_temporary_open(&t, s.folder, "text", 0600);
		lost += fd < 0 || !batch_temporary_keep(&t, fd, "text");
	}
	atomic_store(&s.stop, true);
	pthread_join(thread, NULL);
	unlinkat(s.folder, "text", 0);
	close(s.folder);
	rmdir(path);
	assert_int_equal(lost, 0);
}

enum { JOBS = 3000 };

struct counted {
	int job[JOBS];
	int next;
};

static void square(void *ctx, unsigned worker, void *job)
{
	int *n = job;
	(void)ctx;
	assert_true(worker < 5);
	*n = *n * *n;
}

static void in_order(void *ctx, void *job)
{
	struct counted *c = ctx;
	int *n = job;
	assert_ptr_equal(n, &c->job[c->next]);
	assert_int_equal(*n, c->next * c->next);
	c->next++;
}

static void test_pool(void **state)
{
	static struct counted c;
	(void)state;
	for (unsigned threads = 0; threads <= 5; threads++) {
		struct batch_pool_work work = {.threads = threads, .waiting = 3, .untold = 7,
		                               .work = square, .tell = in_order, .ctx = &c};
		struct batch_pool *pool = batch_pool_new(&work);
		assert_non_null(pool);
		c.next = 0;
		for (int i = 0; i < JOBS; i++) {
			c.job[i] = i;
			batch_pool_put(pool, &c.job[i]);
		}
		batch_pool_finish(pool);
		assert_int_equal(c.next, JOBS);
	}
}

static void test_spool(void **state)
{
	enum { LINES = 50000 };
	struct batch_spool a, b;
	(void)state;
	for (int round = 0; round < 2; round++) {
		FILE *fa = batch_spool_open(&a), *fb = batch_spool_open(&b), *out = tmpfile();
		assert_true(fa != NULL && fb != NULL && out != NULL);
		for (int i = 0; i < LINES; i++) {
			fprintf(fa, "a%d\n", i);
			fprintf(fb, "b%d\n", i);
		}
		assert_true(fclose(fa) == 0 && fclose(fb) == 0);
		assert_true(batch_spool_print(&b, out) && batch_spool_print(&a, out));
		rewind(out);
		for (int i = 0; i < 2 * LINES; i++) {
			char line[32], expected[32];
			assert_non_null(fgets(line, sizeof line, out));
			snprintf(expected, sizeof expected, "%c%d\n", i < LINES ? 'b' : 'a', i % LINES);
			assert_string_equal(line, expected);
		}
		assert_int_equal(fgetc(out), EOF);
		fclose(out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_glob),       cmocka_unit_test(test_glob_time),
		cmocka_unit_test(test_rules),      cmocka_unit_test(test_binary),
		cmocka_unit_test(test_temporary_names),
		cmocka_unit_test(test_temporary_lives), cmocka_unit_test(test_pool),
		cmocka_unit_test(test_spool),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
