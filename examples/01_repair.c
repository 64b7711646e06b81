/* SPDX-License-Identifier: Apache-2.0 */
/* Repair standard input and tell on standard error what was repaired.
 *
 *     cc 01_repair.c $(pkg-config --cflags --libs qingwen) -o 01_repair
 *     ./01_repair < page.txt > clean.txt
 */
#include <qingwen.h>

#include <inttypes.h>
#include <stdio.h>

/* Takes the repaired text. Other than 0 stops the session. */
static int put(void *ctx, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, ctx) == n ? 0 : -1;
}

/* Takes what the session finds. A program for people should mask control
 * characters before it prints text of strangers. */
static void tell(void *ctx, const qw_event *event)
{
	(void)ctx;
	if (event->type != QW_EVENT_SPAN)
		return;
	const qw_span *span = event->of.span;
	fprintf(stderr, "line %" PRIu64 ", column %" PRIu64 ": %s: %.*s -> %.*s\n", span->line,
	        span->column, span->kind, (int)span->before_length, span->before,
	        (int)span->after_length, span->after);
}

static qw_status repair(qw_session *session, FILE *in)
{
	char block[65536];
	size_t n;
	while ((n = fread(block, 1, sizeof block, in)) > 0) {
		qw_status status = qw_session_feed(session, block, n);
		if (status != QW_OK)
			return status;
	}
	return qw_session_finish(session);
}

int main(void)
{
	qw_options options;
	qw_options_init(&options);
	options.event = tell;

	qw_error error;
	qw_session *session = qw_session_new(&options, put, stdout, &error);
	if (session == NULL) {
		fprintf(stderr, "cannot begin: %s\n", error.message);
		return 1;
	}
	qw_status status = repair(session, stdin);
	if (status != QW_OK)
		fprintf(stderr, "failed: %s\n", qw_session_error(session)->message);
	else
		fprintf(stderr, "%" PRIu64 " places repaired\n", qw_session_report(session)->spans);
	qw_session_free(session);
	return status != QW_OK || ferror(stdin) || fflush(stdout) != 0;
}
