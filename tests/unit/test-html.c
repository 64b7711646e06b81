/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/html.h"
#include "cli/html_mark.h"
#include "cli/html_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILES = 700, TEXT = 256 };

struct memory {
	char *text;
	size_t size;
	FILE *out;
};

static FILE *begin(struct memory *m)
{
	m->text = NULL;
	m->out = open_memstream(&m->text, &m->size);
	assert_non_null(m->out);
	return m->out;
}

static void expect(struct memory *m, const char *expected)
{
	assert_int_equal(fclose(m->out), 0);
	assert_string_equal(m->text, expected);
	free(m->text);
}

static void markup_is_escaped(void **state)
{
	(void)state;
	struct memory m;
	cli_html_string(begin(&m), "<b a=\"1\" c='2'>&`</b>");
	expect(&m, "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&#96;&lt;/b&gt;");
	cli_html_string(begin(&m), "字\xF0\xA0\x80\x80é");
	expect(&m, "字\xF0\xA0\x80\x80é");
}

static void what_nobody_sees_is_shown(void **state)
{
	(void)state;
	struct memory m;
	cli_html_text(begin(&m), "a\0\n\xE2\x80\xAE\xFF\xE4\xB8", 9);
	expect(&m, "a<i>U+0000</i><i>U+000A</i><i>U+202E</i><i>\\xFF</i><i>\\xE4</i><i>\\xB8</i>");
	cli_html_plain(begin(&m), "<\xE2\x80\xAE\xFF", 5);
	expect(&m, "&lt;U+202E\\xFF");
}

static void names_lose_their_middle(void **state)
{
	(void)state;
	struct memory m;
	char name[1001];
	memset(name, 'x', 1000);
	memcpy(name, "<begin>", 7);
	memcpy(name + 994, "end.md", 7);
	cli_html_name(begin(&m), name);
	assert_int_equal(fclose(m.out), 0);
	assert_true(m.size < 300);
	assert_memory_equal(m.text, "&lt;begin&gt;x", 14);
	assert_string_equal(m.text + m.size - 7, "xend.md");
	assert_non_null(strstr(m.text, "<i>…</i>"));
	free(m.text);
}

static void numbers_have_commas(void **state)
{
	(void)state;
	char text[CLI_HTML_NUMBER];
	assert_string_equal(cli_html_number(0, text), "0");
	assert_string_equal(cli_html_number(999, text), "999");
	assert_string_equal(cli_html_number(1000, text), "1,000");
	assert_string_equal(cli_html_number(UINT64_MAX, text), "18,446,744,073,709,551,615");
}

static struct cli_sample_text text_of(const char *text)
{
	return (struct cli_sample_text){.bytes = (char *)text, .n = strlen(text)};
}

static void expect_marks(const struct cli_sample *s, const char *before, const char *after)
{
	struct cli_marked one, two;
	struct memory m;
	cli_mark(s, &one, &two);
	cli_marked_put(begin(&m), &one);
	expect(&m, before);
	cli_marked_put(begin(&m), &two);
	expect(&m, after);
}

static void what_changed_is_marked(void **state)
{
	(void)state;
	struct cli_sample s = {.before = text_of("ab<xy>cd"), .after = text_of("ab<中>cd")};
	expect_marks(&s, "ab&lt;<del>xy</del>&gt;cd", "ab&lt;<ins>中</ins>&gt;cd");
	s = (struct cli_sample){.before = text_of("同样"), .after = text_of("同样")};
	expect_marks(&s, "同样", "同样");
	s = (struct cli_sample){.before = text_of("(jì)"), .after = text_of("")};
	expect_marks(&s, "<del>(jì)</del>", "");
	s = (struct cli_sample){.before = text_of("?~"), .after = text_of("中国\xEF\xBF\xBD")};
	s.is_guess[1] = 1;
	expect_marks(&s, "<del>?~</del>", "<ins>中</ins><mark>国</mark><s>\xEF\xBF\xBD</s>");
	s = (struct cli_sample){.before = text_of("前\n后"), .is_range = true};
	expect_marks(&s, "前<i>↵</i>\n后", "");
	s = (struct cli_sample){.before = text_of("烫烫")};
	expect_marks(&s, "<del>烫烫</del>", "");
}

/* ---- what is kept of many files ---- */

static qw_event span_event(qw_span *span)
{
	return (qw_event){.type = QW_EVENT_SPAN, .document = 1, .of.span = span};
}

/* File number i has 1 to 40 places, and each place a text of its own, but for one that is in
 * all files. */
static struct cli_html_file *file_of(size_t i, const char *name)
{
	struct cli_html_file *file = calloc(1, sizeof *file);
	assert_non_null(file);
	for (size_t k = 0; k <= i * 7 % 40; k++) {
		char text[TEXT];
		qw_span span = {.kind = "utf8-as-gbk"};
		qw_event event = span_event(&span);
		snprintf(text, sizeof text, k == 0 ? "same" : "file %zu place %zu", i, k);
		struct cli_finding f = {.file = name, .line = k + 1, .column = 1, .offset = 10 * k,
		                        .rule = &cli_rules[k % 2], .kind = "utf8-as-gbk", .before = text,
		                        .before_length = strlen(text), .after = "x", .after_length = 1,
		                        .exact = 2, .fd = -1, .event = &event};
		for (const char *c = text; *c != '\0'; c++)
			f.content = f.content * 31 + (unsigned char)*c;
		cli_html_file_add(file, &f);
	}
	return file;
}

/* The files in an order that `step` makes. */
static void collect(struct cli_html *html, size_t step)
{
	cli_html_init(html);
	for (size_t k = 0; k < FILES; k++) {
		size_t i = k * step % FILES;
		char name[TEXT];
		snprintf(name, sizeof name, "file-%04zu", i);
		struct cli_html_file *file = file_of(i, name);
		cli_html_add(html, file, name);
		cli_html_file_free(file);
	}
	cli_html_sort(html);
}

static void assert_same_samples(const struct cli_samples *a, const struct cli_samples *b)
{
	assert_int_equal(a->count, CLI_HTML_SAMPLES);
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		assert_string_equal(a->sample[i].file, b->sample[i].file);
		assert_string_equal(a->sample[i].before.bytes, b->sample[i].before.bytes);
		assert_true(a->sample[i].offset == b->sample[i].offset);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(a->sample[i].before.bytes, a->sample[k].before.bytes);
	}
}

static void the_order_of_files_changes_nothing(void **state)
{
	(void)state;
	static struct cli_html a, b;
	collect(&a, 1);
	collect(&b, 269);
	assert_int_equal(a.files.count, CLI_HTML_FILES);
	for (size_t i = 0; i < a.files.count; i++)
		assert_string_equal(a.files.row[i].name, b.files.row[i].name);
	assert_same_samples(&a.rule[0].samples, &b.rule[0].samples);
	assert_same_samples(&a.rule[1].samples, &b.rule[1].samples);
	cli_html_free(&a);
	cli_html_free(&b);
}

static void sums_are_exact_and_rows_the_worst(void **state)
{
	(void)state;
	static struct cli_html html;
	uint64_t places = 0, first = 0, least = 40;
	collect(&html, 1);
	for (size_t i = 0; i < FILES; i++) {
		places += i * 7 % 40 + 1;
		first += (i * 7 % 40 + 2) / 2;
	}
	assert_true(html.counts.places == places && html.counts.exact == 2 * places);
	assert_true(html.rule[0].places == first && html.rule[1].places == places - first);
	assert_true(html.rule[0].files == FILES);
	assert_true(html.files.all == FILES);
	for (size_t i = 0; i < html.files.count; i++) {
		assert_true(html.files.row[i].counts.places <= least);
		least = html.files.row[i].counts.places;
	}
	size_t better = 0;
	for (size_t i = 0; i < FILES; i++)
		better += i * 7 % 40 + 1 > least;
	assert_true(better <= CLI_HTML_FILES);
	cli_html_free(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markup_is_escaped),
		cmocka_unit_test(what_nobody_sees_is_shown),
		cmocka_unit_test(names_lose_their_middle),
		cmocka_unit_test(numbers_have_commas),
		cmocka_unit_test(what_changed_is_marked),
		cmocka_unit_test(the_order_of_files_changes_nothing),
		cmocka_unit_test(sums_are_exact_and_rows_the_worst),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
