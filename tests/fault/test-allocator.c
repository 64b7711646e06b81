/* SPDX-License-Identifier: Apache-2.0 */
/* Memory runs out at the first, second, third ... allocation: each time the library says
 * so, gives back all it took, and says the right sizes. */
#include "config.h"
#include "fault/accounts.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define LENGTH(a) (sizeof (a) / sizeof *(a))

/* --- documents ----------------------------------------------------------------------------- */

#define NEWS "今年的第一場雪下得很早，山區的公路已經結冰，請開車的人小心。"
#define NOTICE "<p>學校從下個月起開設新的課程，學生可以報名，費用由學校負責。</p>\n" \
	"<p>課程分為三個階段，從基礎開始，請家長同學生一起決定。</p>\n" \
	"<p>學生會和家長會都認為，這樣的課程對學生有好處，應該長期開下去。</p>\n"
#define CLEAN "今天下午有雨，出门请带伞。\nTomorrow: sunny.\n"

typedef struct {
	const char *name, *chain; /* the chain damages the text first; NULL: sound */
	const char *text;
	size_t length;
	const char *from;
	qw_unit unit;
	qw_invalid invalid;
	qw_punct punct;
} document;

#define TEXT(s) s, sizeof (s) - 1

static const document documents[] = {
	{"clean", NULL, TEXT(CLEAN), NULL, QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"traditional", NULL, TEXT(NEWS "\n" NEWS), NULL, QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"spliced", "splice:學,開,課,費,從,負,報,長,階,會,對,認,應", TEXT(NOTICE NOTICE), NULL,
	 QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"Latin-1", "utf8-as-latin1", TEXT(NEWS "\nNobody noticed.\n" NEWS), NULL, QW_UNIT_FILE,
	 QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"GBK", "utf8-as-gbk", TEXT("你好，世界！\n" "你好，世界！"), NULL, QW_UNIT_FILE,
	 QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"lines", "utf8-as-latin1", TEXT(NEWS "\n" CLEAN NEWS), NULL,
	 QW_UNIT_LINE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"records", NULL, TEXT(CLEAN "\0" NEWS "\0"), NULL,
	 QW_UNIT_NUL, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"GB 18030", NULL, TEXT("\xC4\xE3\xBA\xC3\xA3\xAC\xCA\xC0\xBD\xE7\xA3\xA1\n\xC4\xE3\xC3\xC7"),
	 "gb18030", QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"UTF-16", NULL, TEXT("\xFF\xFE" "a\0`O}Y\n\0"), NULL,
	 QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"UTF-16 in lines", "utf16be-as-utf16le", TEXT("昨天的会议上大家都同意先修东门。\n" NEWS),
	 NULL, QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"Shift JIS", NULL, TEXT("\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD"), "shift_jis",
	 QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"unclean", NULL, TEXT(CLEAN "今天\xE2\xBC\x80早，我们\xE2\x80\x8B去cafe\xCC\x81。\n"
	 "演员刘\xEE\xA1\xA3昨天来过。\n"), NULL, QW_UNIT_FILE, QW_INVALID_PASS,
	 QW_PUNCT_KEEP},
	{"a page", NULL, TEXT("<meta charset=gb2312>\n<title>今天</title>\n"), NULL, QW_UNIT_FILE,
	 QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"mixed", NULL, TEXT(CLEAN CLEAN "\xCF\xC2\xCE\xE7\xD3\xD0\xD3\xEA\xA3\xAC\xB3\xF6\xC3\xC5"
	 "\xC7\xEB\xB4\xF8\xC9\xA1\xB9\xFE\n" CLEAN), NULL,
	 QW_UNIT_FILE, QW_INVALID_PASS, QW_PUNCT_KEEP},
	{"undecodable", NULL, TEXT("你好\xFF\xE4\xBD\n你\xC0\x80好"), NULL, QW_UNIT_FILE,
	 QW_INVALID_REPLACE, QW_PUNCT_KEEP},
	{"marks", NULL, TEXT("你好,世界!\n" NEWS "(一)...\n"), NULL, QW_UNIT_FILE, QW_INVALID_PASS,
	 QW_PUNCT_FULLWIDTH},
};

/* What a session is given; free() it. */
static char *make(const document *d, size_t *n)
{
	char *out, *copy;
	if (d->chain == NULL) {
		copy = malloc(d->length);
		assert_non_null(copy);
		*n = d->length;
		return memcpy(copy, d->text, d->length);
	}
	assert_int_equal(qw_damage(d->chain, d->text, d->length, NULL, &out, n, NULL), QW_OK);
	return out;
}

/* --- sessions ---------------------------------------------------------------------------- */

static int swallow(void *ctx, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	for (size_t i = 0; i < n; i++)
		*(unsigned *)ctx += p[i];
	return 0;
}

static void hear(void *ctx, const qw_event *event)
{
	if (event->type == QW_EVENT_SEGMENT)
		++*(unsigned *)ctx;
}

static qw_status feed(qw_session *s, const char *text, size_t n)
{
	qw_status status = QW_OK;
	for (size_t i = 0; i < n && status == QW_OK; i += 100)
		status = qw_session_feed(s, text + i, n - i < 100 ? n - i : 100);
	if (status == QW_OK)
		return qw_session_finish(s);
	/* What failed stays failed. */
	assert_int_equal(qw_session_error(s)->status, status);
	assert_int_equal(qw_session_feed(s, "a", 1), status);
	assert_int_equal(qw_session_finish(s), status);
	return status;
}

static qw_status run(const document *d, const char *skip, const char *text, size_t n, accounts *a,
                     unsigned *segments)
{
	unsigned sum = 0;
	qw_options options;
	qw_error error;
	qw_options_init(&options);
	options.allocator = accounts_allocator(a);
	options.from = d->from;
	options.unit = d->unit;
	options.invalid = d->invalid;
	options.punct = d->punct;
	options.declare = QW_DECLARE_REWRITE;
	options.skip = skip;
	options.event = hear;
	options.event_ctx = segments;
	*segments = 0;
	qw_session *s = qw_session_new(&options, swallow, &sum, &error);
	qw_status status = s != NULL ? feed(s, text, n) : error.status;
	assert_int_equal(status == QW_OK, s != NULL && qw_session_error(s)->status == QW_OK);
	qw_session_free(s);
	return status;
}

static void fail_everywhere(const document *d, const char *skip, bool forever)
{
	size_t n, at = 1;
	char *text = make(d, &n);
	for (bool failed = true; failed; at++) {
		accounts a = {.fail_at = at, .forever = forever};
		unsigned segments;
		qw_status status = run(d, skip, text, n, &a, &segments);
		failed = a.failed;
		if (status != (failed ? QW_E_NOMEM : QW_OK))
			fail_msg("%s: allocation %zu: status %d", d->name, at, status);
		assert_settled(&a);
		if (!failed)
			assert_int_equal(segments > 0, d->chain != NULL || strcmp(d->name, "mixed") == 0);
	}
	print_message("# %s: %zu allocations\n", d->name, at - 2);
	free(text);
}

static void once(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(documents); i++)
		fail_everywhere(&documents[i], NULL, false);
}

static void from_then_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(documents); i++)
		fail_everywhere(&documents[i], NULL, true);
}

static void when_all_is_skipped(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(documents); i++)
		fail_everywhere(&documents[i], "*", false);
}

/* Memory that no allocation failed for can be used again. */
static void several_documents(void **state)
{
	accounts a = {.fail_at = 0};
	unsigned sum = 0;
	qw_options options;
	(void)state;
	qw_options_init(&options);
	options.allocator = accounts_allocator(&a);
	qw_session *s = qw_session_new(&options, swallow, &sum, NULL);
	for (unsigned round = 0; round < 3; round++)
		for (size_t i = 0; i < LENGTH(documents); i++) {
			size_t n;
			char *text = make(&documents[i], &n);
			assert_int_equal(feed(s, text, n), QW_OK);
			free(text);
		}
	qw_session_free(s);
	assert_settled(&a);
}

/* --- damages ------------------------------------------------------------------------------ */

static void damage_everywhere(const char *chain)
{
	size_t at = 1;
	for (bool failed = true; failed; at++) {
		accounts a = {.fail_at = at};
		qw_allocator allocator = accounts_allocator(&a);
		qw_error error;
		char *out = NULL;
		size_t n = 0;
		qw_status status = qw_damage(chain, NOTICE, sizeof NOTICE - 1, &allocator, &out, &n,
		                             &error);
		failed = a.failed;
		if (status != (failed ? QW_E_NOMEM : QW_OK))
			fail_msg("%s: allocation %zu: status %d", chain, at, status);
		assert_int_equal(error.status, status);
		qw_free(&allocator, out, n);
		assert_settled(&a);
	}
	assert_true(at > 5);
}

static void while_damaging(void **state)
{
	(void)state;
	damage_everywhere("utf8-as-latin1");
	damage_everywhere("utf8-as-gbk,utf8-as-windows-1252");
	damage_everywhere("utf8-as-big5:windows+private-dropped");
	damage_everywhere("utf8-as-latin1,ftfy-scar");
	damage_everywhere("utf8-in-gb18030");
	damage_everywhere("splice:學=xué,開,課");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(once),
		cmocka_unit_test(from_then_on),
		cmocka_unit_test(when_all_is_skipped),
		cmocka_unit_test(several_documents),
		cmocka_unit_test(while_damaging),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
