/* SPDX-License-Identifier: Apache-2.0 */
/* Documents that hold several encodings. */
#include "config.h"
#include "decode/mixed.h"

#include "qingwen.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define HANS "清晨的街道上没有行人，只有一只花猫蹲在面包店的台阶上等着开门"
#define HANT "圖書館閉館以前，他總要把借來的雜誌放回架上，再向櫃檯的姐姐說聲謝謝"
#define CLEAN "今天下午有雨，出门请带伞，晚上会降温。"

static void begin(qw_mixed *m, const char *name)
{
	qw_allocator a = qw_allocator_default();
	qw_mixed_init(m, &a);
	m->explains = true;
	assert_true(qw_mixed_begin(m, name));
}

/* Append the text as the chain puts it into a file. NULL: as it is. */
static void add(qw_buffer *b, const char *chain, const char *text)
{
	char *out;
	size_t n;
	if (chain == NULL) {
		qw_buffer_add_string(b, text);
		return;
	}
	assert_int_equal(qw_damage(chain, text, strlen(text), NULL, &out, &n, NULL), QW_OK);
	qw_buffer_add(b, out, n);
	qw_free(NULL, out, n);
}

static void assert_reads(const qw_text *t, const char *want)
{
	qw_allocator a = qw_allocator_default();
	qw_buffer got;
	qw_buffer_init(&got, &a);
	for (size_t i = 0; i < t->length; i++)
		qw_buffer_add_cell(&got, t->cell[i]);
	qw_buffer_add_byte(&got, '\0');
	assert_string_equal((char *)got.data, want);
	qw_buffer_free(&got);
}

/* Each foreign part has the bytes that it was written in, and lines are scanned. */
static void parts_have_their_bytes(void **state)
{
	qw_mixed m;
	qw_text t;
	qw_buffer b;
	qw_allocator a = qw_allocator_default();
	(void)state;
	qw_buffer_init(&b, &a);
	qw_text_init(&t, &a);
	begin(&m, "utf-8");
	add(&b, NULL, CLEAN "\n");
	size_t first = b.length;
	add(&b, "gb18030-in-utf8", HANS);
	size_t first_end = b.length;
	add(&b, NULL, "\nplain\n" CLEAN);
	size_t second = b.length;
	add(&b, "big5-in-utf8", HANT);
	size_t second_end = b.length;
	add(&b, NULL, " (1)\n");
	assert_int_equal(qw_mixed_read(&m, b.data, b.length, true, &t), b.length);
	assert_reads(&t, CLEAN "\n" HANS "\nplain\n" CLEAN HANT " (1)\n");
	assert_int_equal(t.at[t.length], b.length);
	assert_int_equal(m.lines, 4);
	assert_int_equal(m.count, 2);
	assert_int_equal(m.foreign[0].encoding, QW_MIXED_GB18030);
	assert_int_equal(m.foreign[0].from, first);
	assert_int_equal(m.foreign[0].to, first_end);
	assert_int_equal(m.foreign[1].encoding, QW_MIXED_BIG5);
	assert_int_equal(m.foreign[1].from, second);
	assert_int_equal(m.foreign[1].to, second_end);
	for (size_t i = 0; i < m.count; i++)
		assert_true(m.foreign[i].proven && m.foreign[i].bits > 0);
	qw_mixed_free(&m);
	qw_text_free(&t);
	qw_buffer_free(&b);
}

/* Read b in windows of `size` bytes, as far as each is consumed. */
static void read_windows(const char *name, const qw_buffer *b, size_t size, const char *want)
{
	qw_mixed m;
	qw_text t, all;
	qw_allocator a = qw_allocator_default();
	qw_text_init(&t, &a);
	qw_text_init(&all, &a);
	begin(&m, name);
	for (size_t i = 0; i < b->length;) {
		bool last = b->length - i <= size;
		size_t used = qw_mixed_read(&m, b->data + i, last ? b->length - i : size, last, &t);
		assert_true(used > 0);
		qw_text_append(&all, t.cell, t.at, t.length);
		qw_text_clear(&t);
		i += used;
	}
	assert_reads(&all, want);
	qw_mixed_free(&m);
	qw_text_free(&t);
	qw_text_free(&all);
}

/* Where a window ends inside of a line, and of a character, nothing else is read. */
static void a_window_may_end_anywhere(void **state)
{
	static const char *const name[] = {"utf-8", "gb18030"};
	static const char *const foreign[] = {"gb18030-in-utf8", "utf8-in-gb18030"};
	static const char *const own[] = {NULL, "gb18030-in-utf8"};
	(void)state;
	for (size_t k = 0; k < 2; k++) {
		qw_buffer b;
		qw_allocator a = qw_allocator_default();
		qw_buffer_init(&b, &a);
		add(&b, own[k], CLEAN);
		/* In a document of GB18030 the bytes of UTF-8 are just bytes. */
		add(&b, k == 0 ? foreign[k] : NULL, HANS HANS);
		add(&b, own[k], CLEAN CLEAN "\n");
		for (size_t size = 100; size < 160; size++)
			read_windows(name[k], &b, size, CLEAN HANS HANS CLEAN CLEAN "\n");
		qw_buffer_free(&b);
	}
}

/* What the session tells of the first foreign span. */
typedef struct {
	qw_buffer out, before, after;
	char kind[64];
	int proven;
	unsigned spans;
} heard;

static int put(void *ctx, const void *bytes, size_t n)
{
	qw_buffer_add(&((heard *)ctx)->out, bytes, n);
	return 0;
}

static void hear(void *ctx, const qw_event *event)
{
	heard *h = ctx;
	if (event->type != QW_EVENT_SPAN || h->spans++ > 0)
		return;
	const qw_span *s = event->of.span;
	strncpy(h->kind, s->kind, sizeof h->kind - 1);
	qw_buffer_add(&h->before, s->before, s->before_length);
	qw_buffer_add(&h->after, s->after, s->after_length);
	h->proven = s->proven;
}

/* Undoing what was applied gives the text, and the proof is that applying it again gives what
 * was found. */
static void assert_comes_back(const char *kind, const char *main_chain, const char *text)
{
	heard h = {.spans = 0};
	qw_options options;
	qw_buffer in, want;
	qw_allocator a = qw_allocator_default();
	qw_buffer *const all[] = {&h.out, &h.before, &h.after, &in, &want};
	for (size_t i = 0; i < 5; i++)
		qw_buffer_init(all[i], &a);
	for (int i = 0; i < 4; i++) {
		/* The bytes are the same in whatever file they are. */
		char into_utf8[32] = "";
		strncat(into_utf8, kind, strcspn(kind, "-"));
		strcat(into_utf8, "-in-utf8");
		add(&in, main_chain, CLEAN "\n");
		if (i == 2)
			add(&in, strncmp(kind, "utf8", 4) == 0 ? NULL : into_utf8, text);
		add(&want, NULL, CLEAN "\n");
		if (i == 2)
			add(&want, NULL, text);
	}
	qw_options_init(&options);
	options.script = QW_SCRIPT_KEEP;
	options.event = hear;
	options.event_ctx = &h;
	qw_session *s = qw_session_new(&options, put, &h, NULL);
	assert_int_equal(qw_session_feed(s, in.data, in.length), QW_OK);
	assert_int_equal(qw_session_finish(s), QW_OK);
	assert_int_equal(h.out.length, want.length);
	assert_memory_equal(h.out.data, want.data, want.length);
	assert_int_equal(h.spans, 1);
	assert_string_equal(h.kind, kind);
	assert_true(h.proven);
	assert_true(qw_session_report(s)->mixed > 0);
	qw_session_free(s);
	char *again;
	size_t n;
	assert_int_equal(qw_damage(kind, h.after.data, h.after.length, NULL, &again, &n, NULL), QW_OK);
	assert_int_equal(n, h.before.length);
	assert_memory_equal(again, h.before.data, n);
	qw_free(NULL, again, n);
	for (size_t i = 0; i < 5; i++)
		qw_buffer_free(all[i]);
}

static void applied_and_undone(void **state)
{
	(void)state;
	assert_comes_back("gb18030-in-utf8", NULL, HANS "\n");
	assert_comes_back("big5-in-utf8", NULL, HANT "\n");
	assert_comes_back("utf8-in-gb18030", "gb18030-in-utf8", HANS "\n");
	assert_comes_back("big5-in-gb18030", "gb18030-in-utf8", HANT "\n");
}

/* A chain needs both names, no policy, and text that the encoding holds. */
static void chains_that_cannot_be(void **state)
{
	char *out;
	size_t n;
	qw_error error;
	(void)state;
	assert_int_equal(qw_damage("gb18030-in-utf8:python", "a", 1, NULL, &out, &n, &error),
	                 QW_E_CHAIN);
	assert_int_equal(qw_damage("gb18030-in-", "a", 1, NULL, &out, &n, &error), QW_E_CHAIN);
	assert_int_equal(qw_damage("big5-in-utf8", "的\xF0\x9F\x98\x80", 7, NULL, &out, &n, &error),
	                 QW_E_UNDECODABLE);
	assert_int_equal(error.offset, 3);
}

/* Only these may be mixed; whatever uchardet names is not. */
static void documents_that_are_not_mixed(void **state)
{
	qw_mixed m;
	qw_allocator a = qw_allocator_default();
	(void)state;
	qw_mixed_init(&m, &a);
	assert_true(qw_mixed_begin(&m, "unknown"));
	assert_true(qw_mixed_begin(&m, "big5-hkscs"));
	assert_false(qw_mixed_begin(&m, "utf-16le"));
	assert_false(qw_mixed_begin(&m, "shift_jis"));
	qw_mixed_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_have_their_bytes),
		cmocka_unit_test(a_window_may_end_anywhere),
		cmocka_unit_test(applied_and_undone),
		cmocka_unit_test(chains_that_cannot_be),
		cmocka_unit_test(documents_that_are_not_mixed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
