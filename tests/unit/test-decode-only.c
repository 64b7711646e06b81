/* SPDX-License-Identifier: Apache-2.0 */
/* qw_options.decode_only: text leaves as UTF-8, and nothing else is done to it. */
#include "config.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct heard {
	char out[1024];
	size_t length;
	unsigned spans;
	char encoding[64];
};

static int put(void *ctx, const void *bytes, size_t n)
{
	struct heard *h = ctx;
	assert_true(n < sizeof h->out - h->length);
	memcpy(h->out + h->length, bytes, n);
	h->length += n;
	return 0;
}

static void on_event(void *ctx, const qw_event *event)
{
	struct heard *h = ctx;
	h->spans += event->type == QW_EVENT_SPAN;
	if (event->type == QW_EVENT_DOCUMENT)
		snprintf(h->encoding, sizeof h->encoding, "%s", event->of.report->encoding);
}

static struct heard run(const char *from, int decode_only, const char *in, size_t n, size_t piece)
{
	struct heard h = {.length = 0};
	qw_options options;
	qw_options_init(&options);
	options.from = from;
	options.script = QW_SCRIPT_KEEP;
	options.decode_only = decode_only;
	options.event = on_event;
	options.event_ctx = &h;
	qw_session *session = qw_session_new(&options, put, &h, NULL);
	assert_non_null(session);
	for (size_t at = 0; at < n; at += piece)
		assert_int_equal(qw_session_feed(session, in + at, piece < n - at ? piece : n - at), QW_OK);
	assert_int_equal(qw_session_finish(session), QW_OK);
	qw_session_free(session);
	return h;
}

static void gives(const char *from, const char *in, const char *out, const char *encoding)
{
	for (size_t piece = 1; piece <= 1024; piece *= 32) {
		struct heard h = run(from, 1, in, strlen(in), piece);
		assert_int_equal(h.length, strlen(out));
		assert_memory_equal(h.out, out, h.length);
		assert_string_equal(h.encoding, encoding);
		assert_int_equal(h.spans, 0);
	}
}

/* UTF-8 read as Latin-1: what is repaired otherwise. */
static const char mojibake[] =
	"\xC3\xA4\xC2\xBB\xC2\x8A\xC3\xA5\xC2\xA4\xC2\xA9\xC3\xA7\xC2\x9A\xC2\x84"
	"\xC3\xA4\xC2\xBC\xC2\x9A\xC3\xA8\xC2\xAE\xC2\xAE";

static void test_nothing_is_repaired(void **state)
{
	(void)state;
	gives(NULL, mojibake, mojibake, "utf-8");
	struct heard h = run(NULL, 0, mojibake, strlen(mojibake), 1024);
	assert_int_equal(h.spans, 1);
	assert_true(h.length < strlen(mojibake));
	/* Neither are escapes, Kangxi radicals, or the scraps of what was lost. */
	gives(NULL, "&#20170;&#22825; \xE2\xBC\x8F \xEF\xBF\xBD \xEF\xBF\xBD",
	      "&#20170;&#22825; \xE2\xBC\x8F \xEF\xBF\xBD \xEF\xBF\xBD", "utf-8");
}

static void test_bytes_are_decoded(void **state)
{
	/* A sentence in GBK whose fourth character ends with 5C. */
	static const char gbk[] = "\xBD\xF1\xCC\xEC\x81\x5C\xB5\xC4\xBB\xE1\xD2\xE9\xCC\xD6\xC2\xDB"
		"\xC1\xCB\xC8\xFD\xB8\xF6\xCE\xCA\xCC\xE2";
	static const char utf8[] =
		"\xE4\xBB\x8A\xE5\xA4\xA9\xE4\xB9\x97\xE7\x9A\x84\xE4\xBC\x9A\xE8\xAE\xAE"
		"\xE8\xAE\xA8\xE8\xAE\xBA\xE4\xBA\x86\xE4\xB8\x89\xE4\xB8\xAA\xE9\x97\xAE\xE9\xA2\x98";
	(void)state;
	gives("gbk", gbk, utf8, "gbk");
	gives("utf-8", utf8, utf8, "utf-8");
	/* Bytes that nobody can read pass. */
	gives("utf-8", "a\xFF\xE4\xBB z", "a\xFF\xE4\xBB z", "utf-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_repaired),
		cmocka_unit_test(test_bytes_are_decoded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
