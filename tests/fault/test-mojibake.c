/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out while mojibake of several kinds, or escapes, is repaired or explained. */
#include "config.h"
#include "fault/accounts.h"
#include "text/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Lines of one document; chain NULL: sound. */
static const struct {
	const char *chain, *text;
} lines[] = {
	{NULL, "以下是几位读者的来信，原文照登。\n"},
	{"utf8-as-latin1", "我很喜欢你们的报纸，每天都看。\n"},
	{"utf8-as-latin1", "谢谢\n"},
	{"gbk-as-latin1", "请问旧书可以寄给你们吗？\n"},
	{"gbk-as-latin1", "目录\n"},
	{"big5-as-gbk", "請把信轉交經理\n"},
	{"utf8-as-gbk", "天亮了，小店就开门了，店主煮了面条！\n"},
	{NULL, "Bienvenue à l’élève, “好”.\n"},
	{"utf8-as-latin1,utf8-as-latin1", "今天下雪\n"},
	{"gbk-as-latin1,ftfy-scar", "今天的学生很多，老师也很多。\n"},
	{"utf8-as-gpt2", "新书 Learning C 到了，请来二楼借阅。\n"},
	{"utf8-as-gbk:python", "村里的老人说，河水涨到桥下，就该把牛赶上山了。\n"},
	{"utf8-as-windows-1252:glibc", "图书馆的门口贴着一张通知。\n"},
	{"gbk-as-utf8,utf8-as-gbk", "字符转换失败，请检查系统设置\n"},
	{"shift:gbk+every=90+seed=7", "他把收音机放在窗台上，一边听天气预报一边修自行车，下午还要去镇里买种子和农药。\n"},
	{"escape:u-escape", "今年的桂花开得比往年晚，香气却更浓。\n"},
	{"escape:percent-gbk+share=50", "办公室下午四点以后没有人。\n"},
	{"escape:rfc2047", "关于下周三技术讨论会改期以及会议室调整的通知，请各位同事互相转告\n"},
	{"utf8-as-latin1,escape:entity-decimal", "一起去看花灯吧，我在北门等你。\n"},
	{"utf16be-as-utf16le", "昨天的会议上大家都同意先修东门。\n"},
	{"utf16le-as-latin1", "今天的工作是整理旧档案。\n"},
	{NULL, "ï»¿这一行前面有三个字母。\n"},
	{"gbk-as-big5", "水管冻裂了，整栋楼停水到明天中午。\n"},
};

static void add_line(qw_buffer *out, const char *chain, const char *text)
{
	/* The end of the line is no part of what is damaged. */
	size_t n = strlen(text) - 1, length;
	char *damaged;
	if (chain == NULL) {
		qw_buffer_add(out, text, n);
	} else {
		assert_int_equal(qw_damage(chain, text, n, NULL, &damaged, &length, NULL), QW_OK);
		qw_buffer_add(out, damaged, length);
		qw_free(NULL, damaged, length);
	}
	qw_buffer_add_byte(out, '\n');
}

static qw_buffer empty(void)
{
	qw_buffer b;
	qw_allocator a = {NULL, NULL};
	a = qw_allocator_or_default(&a);
	qw_buffer_init(&b, &a);
	return b;
}

/* Each line twice, so that chains are expected, and each alone. */
static qw_buffer make_document(void)
{
	qw_buffer out = empty();
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		for (int twice = 0; twice < 2; twice++)
			add_line(&out, lines[i].chain, lines[i].text);
	return out;
}

static int append(void *ctx, const void *bytes, size_t n)
{
	qw_buffer_add(ctx, bytes, n);
	return 0;
}

static void hear(void *ctx, const qw_event *event)
{
	if (event->type == QW_EVENT_SPAN)
		++*(unsigned *)ctx;
}

static qw_status repair(const qw_buffer *in, accounts *a, qw_buffer *out, unsigned *spans)
{
	qw_options options;
	qw_error error;
	qw_options_init(&options);
	options.script = QW_SCRIPT_KEEP;
	options.allocator = accounts_allocator(a);
	options.event = hear;
	options.event_ctx = spans;
	qw_session *s = qw_session_new(&options, append, out, &error);
	qw_status status = s != NULL ? qw_session_feed(s, in->data, in->length) : error.status;
	if (status == QW_OK)
		status = qw_session_finish(s);
	qw_session_free(s);
	return status;
}

static void while_repairing(void **state)
{
	qw_buffer in = make_document(), out = empty();
	accounts none = {.fail_at = 0};
	unsigned spans = 0;
	(void)state;
	assert_int_equal(repair(&in, &none, &out, &spans), QW_OK);
	assert_true(spans >= 20);
	print_message("# %zu allocations, %u spans\n", none.calls, spans);
	for (size_t at = 1; at <= none.calls; at++)
		for (int forever = 0; forever < 2; forever++) {
			accounts a = {.fail_at = at, .forever = forever};
			qw_buffer_clear(&out);
			qw_status status = repair(&in, &a, &out, &spans);
			if (status != QW_E_NOMEM)
				fail_msg("allocation %zu: status %d", at, status);
			assert_true(a.failed);
			assert_settled(&a);
		}
	qw_buffer_free(&in);
	qw_buffer_free(&out);
}

static void count(void *ctx, const qw_explanation *reading)
{
	*(size_t *)ctx += reading->length > 0;
}

static void explain_everywhere(const char *text, size_t n)
{
	size_t at = 1;
	for (bool failed = true; failed; at++) {
		accounts a = {.fail_at = at};
		qw_allocator allocator = accounts_allocator(&a);
		qw_error error;
		size_t readings = 0;
		qw_status status = qw_explain(text, n, &allocator, count, &readings, &error);
		failed = a.failed;
		if (status != (failed ? QW_E_NOMEM : QW_OK))
			fail_msg("%.*s: allocation %zu: status %d", (int)n, text, at, status);
		assert_int_equal(error.status, status);
		assert_true(failed || readings > 0);
		assert_settled(&a);
	}
	print_message("# %zu allocations\n", at - 2);
}

static void while_explaining(void **state)
{
	qw_buffer document = make_document();
	(void)state;
	explain_everywhere((const char *)document.data, document.length);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		qw_buffer_clear(&document);
		add_line(&document, lines[i].chain, lines[i].text);
		explain_everywhere((const char *)document.data, document.length);
	}
	qw_buffer_free(&document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_repairing),
		cmocka_unit_test(while_explaining),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
