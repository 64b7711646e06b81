/* SPDX-License-Identifier: Apache-2.0 */
/* Records in other encodings than UTF-8. In GBK and Big5 the second byte of a character may be
 * a backslash or a bar, so a record is decoded before anybody looks for values in it. */
#include "config.h"
#include "cli/record/internal.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <stdio.h>
#include <strings.h>

enum {
	LITTLE = 512,                /* bytes of a record */
	SAMPLE = 1 << 14             /* bytes of others that are looked at together */
};

static bool says_wide(const char *name)
{
	return name != NULL && (name[0] | 0x20) == 'u'
	    && (strstr(name, "16") != NULL || strstr(name, "32") != NULL);
}

static bool says_utf8(const char *name)
{
	return strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0
	    || strcasecmp(name, "ascii") == 0 || strcasecmp(name, "us-ascii") == 0;
}

static int collect(void *ctx, const void *bytes, size_t n)
{
	cli_bytes_add(ctx, bytes, n);
	return 0;
}

/* UTF-16 comes out as UTF-8, and goes where UTF-8 would have gone. */
static int cut_wide(void *ctx, const void *bytes, size_t n)
{
	struct cli_records *r = ctx;
	r->wide_failed = !cli_records_cut(r, bytes, n);
	return r->wide_failed;
}

/* Parts in other encodings are told as of the record. */
static void on_event(void *ctx, const qw_event *event)
{
	struct cli_records *r = ctx;
	struct cli_run *run = r->run;
	if (event->type == QW_EVENT_DOCUMENT) {
		const char *name = event->of.report->encoding;
		snprintf(r->record_encoding, sizeof r->record_encoding, "%s", name);
	}
	if (event->type != QW_EVENT_SEGMENT && event->type != QW_EVENT_SPAN)
		return;
	run->offset = r->offset;
	run->line = r->line - 1;
	run->record = r->line;
	run->field = "";
	if (event->type == QW_EVENT_SEGMENT)
		cli_tally_add(&r->tally, event->of.segment);
	cli_run_event(run, event);
}

/* A session that does nothing but decode. */
static qw_session *begin(struct cli_records *r, qw_write_fn write, void *ctx, const char *hint)
{
	qw_options options;
	qw_error error;
	qw_options_init(&options);
	options.decode_only = 1;
	options.script = QW_SCRIPT_KEEP;
	options.clean = QW_CLEAN_NO;
	options.from = r->run->options->library.from;
	options.hint = hint;
	options.no_spans = !r->run->spans;
	if (write == collect) {
		options.event = on_event;
		options.event_ctx = r;
	}
	qw_session *session = qw_session_new(&options, write, ctx, &error);
	if (session == NULL) {
		cli_message(r->name, CLI_NO_BYTE, NULL, "%s", _(error.message));
		cli_run_worse(r->run, CLI_IO);
	}
	return session;
}

static bool failed(struct cli_records *r, qw_session **session)
{
	cli_message(r->name, CLI_NO_BYTE, NULL, "%s", _(qw_session_error(*session)->message));
	cli_run_worse(r->run, CLI_IO);
	qw_session_free(*session);
	*session = NULL;
	return false;
}

void cli_record_decode_free(struct cli_records *r)
{
	qw_session_free(r->wide);
	qw_session_free(r->decoder);
	r->wide = r->decoder = NULL;
}

static bool has_wide_mark(const unsigned char *p, size_t n)
{
	return (n >= 2 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
	    || (n >= 4 && p[0] == 0 && p[1] == 0 && p[2] == 0xFE && p[3] == 0xFF);
}

bool cli_record_wide(struct cli_records *r, const unsigned char *bytes, size_t n)
{
	if (n == 0 || qw_session_feed(r->wide, bytes, n) == QW_OK)
		return true;
	return !r->wide_failed && failed(r, &r->wide); /* who failed has said why */
}

bool cli_record_wide_end(struct cli_records *r)
{
	return qw_session_finish(r->wide) == QW_OK || (!r->wide_failed && failed(r, &r->wide));
}

bool cli_record_look(struct cli_records *r)
{
	struct cli_bytes head = r->pending;
	const char *from = r->run->options->library.from;
	bool good = true;
	size_t mark = 0;
	r->begun = true;
	if (head.length == 0)
		return true;
	r->pending = (struct cli_bytes){.data = NULL};
	if (from != NULL ? says_wide(from) : has_wide_mark(head.data, head.length)) {
		r->wide = begin(r, cut_wide, r, NULL);
		good = r->wide != NULL && cli_record_wide(r, head.data, head.length);
	} else {
		if (head.length >= 3 && memcmp(head.data, "\xEF\xBB\xBF", 3) == 0)
			mark = 3;
		r->offset = mark;
		good = cli_record_put(r, head.data, mark)
		    && cli_records_cut(r, head.data + mark, head.length - mark);
	}
	cli_bytes_free(&head);
	return good;
}

/* What all records so far that are no UTF-8 seem to be in: one of them alone may be too little to
 * tell. Those to come would help the first ones, but then the output would depend on when they
 * come. Whenever there is twice as much of them it is asked again. */
static bool guess(struct cli_records *r)
{
	const qw_options *library = &r->run->options->library;
	if (library->from != NULL || library->hint != NULL || r->sample.length >= SAMPLE)
		return true;
	cli_bytes_add(&r->sample, r->raw, r->raw_length < SAMPLE ? r->raw_length : SAMPLE);
	cli_bytes_put(&r->sample, '\n');
	if (r->sample.length < r->sample_next)
		return true;
	r->sample_next = 2 * r->sample.length;
	qw_session *session = begin(r, NULL, NULL, NULL);
	if (session == NULL)
		return false;
	if (qw_session_feed(session, r->sample.data, r->sample.length) != QW_OK
	    || qw_session_finish(session) != QW_OK)
		return failed(r, &session);
	const char *name = qw_session_report(session)->encoding;
	if (says_utf8(name) || strcmp(name, "unknown") == 0)
		name = "";
	if (strcmp(name, r->encoding) != 0) {
		snprintf(r->encoding, sizeof r->encoding, "%s", name);
		qw_session_free(r->decoder);
		r->decoder = NULL;
	}
	qw_session_free(session);
	return true;
}

static bool decode(struct cli_records *r)
{
	const char *hint = r->encoding[0] != '\0' ? r->encoding : NULL;
	r->decoded.length = 0;
	if (r->decoder == NULL)
		r->decoder = begin(r, collect, &r->decoded, hint);
	if (r->decoder == NULL)
		return false;
	if (qw_session_feed(r->decoder, r->raw, r->raw_length) != QW_OK
	    || qw_session_finish(r->decoder) != QW_OK)
		return failed(r, &r->decoder);
	r->is_decoded = r->decoded.length != r->raw_length
	             || memcmp(r->decoded.data, r->raw, r->raw_length) != 0;
	if (r->is_decoded) {
		r->text = r->decoded.data;
		r->length = r->decoded.length;
	}
	return true;
}

bool cli_record_decode(struct cli_records *r)
{
	const char *from = r->run->options->library.from;
	bool ascii;
	r->text = r->raw;
	r->length = r->raw_length;
	r->is_decoded = false;
	bool utf8 = cli_text_is_utf8(r->raw, r->raw_length, &ascii);
	if (!r->habit_known && r->paths->format == CLI_JSONL)
		r->habit_known = cli_text_habit(r->raw, r->raw_length, &r->habit);
	if (r->wide != NULL)
		return true;
	if (from != NULL)
		return says_utf8(from) || decode(r);
	if (ascii)
		return true;
	/* Little UTF-8 may be something else by chance, in a file that is. */
	bool doubtful = r->encoding[0] != '\0' && r->raw_length <= LITTLE && r->others >= r->utf8;
	r->utf8 += utf8;
	r->others += !utf8;
	if (utf8 && !doubtful)
		return true;
	return (utf8 || guess(r)) && decode(r);
}
