/* SPDX-License-Identifier: Apache-2.0 */
/* Journals that many threads write, and paths that strangers name. fdatasync() is ours: it
 * takes its time, is counted, and fails when asked to. */
#include "config.h"

#include "batch/below.h"
#include "batch/journal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8, RECORDS = 20 };

static atomic_int syncs, sync_error;
static atomic_llong on_disk; /* bytes that a sync that is over had found */

int fdatasync(int fd)
{
	struct stat st;
	const struct timespec while_others_write = {.tv_nsec = 2000000};
	if (fstat(fd, &st) != 0)
		return -1;
	nanosleep(&while_others_write, NULL);
	atomic_fetch_add(&syncs, 1);
	errno = atomic_load(&sync_error);
	if (errno != 0)
		return -1;
	if (st.st_size > atomic_load(&on_disk))
		atomic_store(&on_disk, st.st_size); /* one thread syncs at a time */
	return 0;
}

static char folder[] = "/tmp/qingwen-journal-XXXXXX";
static char name[sizeof folder + 8];

static int make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(name, sizeof name, "%s/j", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(name);
	return rmdir(folder);
}

static void begin(struct batch_journal *j)
{
	unlink(name);
	syncs = sync_error = 0;
	on_disk = 0;
	assert_int_equal(batch_journal_open(j, name), BATCH_JOURNAL_OPEN);
	assert_true(batch_journal_start(j, 0));
}

struct writer {
	pthread_t thread;
	struct batch_journal *journal;
	int number, sure, early;
};

static void *write_records(void *argument)
{
	struct writer *w = argument;
	for (int i = 0; i < RECORDS; i++) {
		FILE *out = batch_journal_begin(w->journal);
		for (int k = 0; k < 2000; k++)
			fprintf(out, "%d", w->number);
		fprintf(out, "\n");
		fflush(out);
		struct stat st;
		fstat(w->journal->fd, &st); /* nobody else writes now */
		bool sure = batch_journal_end(w->journal, true);
		w->sure += sure;
		w->early += sure && atomic_load(&on_disk) < st.st_size;
	}
	return NULL;
}

static void run_writers(struct batch_journal *j, struct writer writers[THREADS])
{
	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){.journal = j, .number = i};
		assert_int_equal(pthread_create(&writers[i].thread, NULL, write_records, &writers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(writers[i].thread, NULL);
}

static void test_threads_share_syncs(void **state)
{
	struct batch_journal j;
	struct writer writers[THREADS];
	int lines[THREADS] = {0}, c;
	(void)state;
	begin(&j);
	run_writers(&j, writers);
	batch_journal_close(&j);
	FILE *in = fopen(name, "r");
	assert_non_null(in);
	while ((c = getc(in)) != EOF) {
		assert_in_range(c, '0', '0' + THREADS - 1);
		lines[c - '0']++;
		for (int k = 1; k < 2000; k++)
			assert_int_equal(getc(in), c);
		assert_int_equal(getc(in), '\n');
	}
	fclose(in);
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(lines[i], RECORDS);
		assert_int_equal(writers[i].sure, RECORDS);
		assert_int_equal(writers[i].early, 0);
	}
	assert_in_range(syncs, RECORDS, THREADS * RECORDS / 2);
}

static void test_failed_sync_ends_it(void **state)
{
	struct batch_journal j;
	struct writer writers[THREADS];
	struct stat before, after;
	(void)state;
	begin(&j);
	fputs("first\n", batch_journal_begin(&j));
	assert_true(batch_journal_end(&j, true));
	sync_error = EIO;
	run_writers(&j, writers);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(writers[i].sure, 0);
	assert_int_equal(batch_journal_error(&j), EIO);
	sync_error = 0;
	assert_int_equal(fstat(j.fd, &before), 0);
	fputs("more\n", batch_journal_begin(&j));
	assert_false(batch_journal_end(&j, false));
	assert_int_equal(fstat(j.fd, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	batch_journal_close(&j);
}

static void test_broken_record_is_taken_back(void **state)
{
	struct batch_journal j;
	struct stat st;
	(void)state;
	begin(&j);
	fputs("whole\n", batch_journal_begin(&j));
	assert_true(batch_journal_end(&j, false));
	FILE *out = batch_journal_begin(&j);
	for (int i = 0; i < 100000; i++)
		fputs("half", out);
	batch_journal_break(&j, ENOMEM);
	assert_false(batch_journal_end(&j, true));
	assert_int_equal(batch_journal_error(&j), ENOMEM);
	assert_int_equal(fstat(j.fd, &st), 0);
	assert_int_equal(st.st_size, 6);
	batch_journal_close(&j);
}

static void test_lock_and_cut(void **state)
{
	struct batch_journal j, other;
	(void)state;
	begin(&j);
	fputs("one\ntw", batch_journal_begin(&j));
	assert_true(batch_journal_end(&j, false));
	assert_int_equal(batch_journal_open(&other, name), BATCH_JOURNAL_BUSY);
	batch_journal_close(&j);
	assert_int_equal(batch_journal_open(&j, name), BATCH_JOURNAL_OPEN);
	assert_int_equal(j.st.st_size, 6);
	assert_true(batch_journal_start(&j, 4));
	fputs("three\n", batch_journal_begin(&j));
	assert_true(batch_journal_end(&j, true));
	char text[16] = "";
	assert_int_equal(pread(j.fd, text, sizeof text, 0), 10);
	assert_string_equal(text, "one\nthree\n");
	batch_journal_close(&j);
	assert_int_equal(batch_journal_open(&j, folder), BATCH_JOURNAL_FAILED);
	assert_int_equal(batch_journal_open(&j, "/dev/null"), BATCH_JOURNAL_SPECIAL);
}

static void test_paths(void **state)
{
	static const char *const good[] = {"a", "a/b", ".a/..b/...", "a b/\xFF", "a\nb"};
	static const char *const bad[] = {"", "/", "/a", "a/", "a//b", ".", "..", "a/..", "../a",
	                                  "a/../b", "./a", "a/./b", "a/."};
	char longest[301];
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(batch_is_below(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(batch_is_below(bad[i]));
	memset(longest, 'x', 300);
	longest[300] = '\0';
	assert_false(batch_is_below(longest));
	longest[255] = '\0';
	assert_true(batch_is_below(longest));
}

static void test_folders(void **state)
{
	const char *last = NULL;
	(void)state;
	int root = batch_below_root(folder);
	assert_true(root >= 0);
	assert_int_equal(mkdirat(root, "in", 0700), 0);
	assert_int_equal(symlinkat("in", root, "link"), 0);
	int fd = batch_below_folder(root, "in/file", &last);
	assert_true(fd >= 0);
	assert_string_equal(last, "file");
	close(fd);
	assert_int_equal(batch_below_folder(root, "link/file", &last), -1);
	assert_int_equal(batch_below_folder(root, "no/file", &last), -1);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(batch_below_folder(root, "in/../in/file", &last), -1);
	assert_int_equal(errno, EINVAL);
	fd = batch_below_folder(root, "file", &last);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(batch_below_root("tmp"), -1);
	assert_int_equal(batch_below_root("/tmp/"), -1);
	assert_int_equal(batch_below_root("/tmp/../tmp"), -1);
	fd = batch_below_root("/");
	assert_true(fd >= 0);
	close(fd);
	unlinkat(root, "link", 0);
	unlinkat(root, "in", AT_REMOVEDIR);
	close(root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threads_share_syncs),
		cmocka_unit_test(test_failed_sync_ends_it),
		cmocka_unit_test(test_broken_record_is_taken_back),
		cmocka_unit_test(test_lock_and_cut),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_folders),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
