/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "spec/spec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_add(bytes *b, const void *data, size_t n)
{
	if (n == 0)
		return;
	if (n > b->capacity - b->length) {
		size_t capacity = (b->capacity + n) * 2;
		unsigned char *moved = realloc(b->data, capacity);
		if (moved == NULL) {
			fputs("run-spec: out of memory\n", stderr);
			exit(99);
		}
		b->data = moved;
		b->capacity = capacity;
	}
	memcpy(b->data + b->length, data, n);
	b->length += n;
}

void bytes_free(bytes *b)
{
	free(b->data);
	*b = (bytes){NULL, 0, 0};
}

static int put(void *ctx, const void *data, size_t n)
{
	run *r = ctx;
	bytes_add(&r->out, data, n);
	return 0;
}

static void add_text(bytes *b, const char *s) { bytes_add(b, s, strlen(s)); }

static void add_kind(run *r, const char *kind)
{
	size_t n = strlen(kind), end = r->kinds.length;
	const unsigned char *k = r->kinds.data;
	bool again = end > n && memcmp(k + end - n - 1, kind, n) == 0
	          && (end == n + 1 || k[end - n - 2] == '\n');
	if (!again) {
		add_text(&r->kinds, kind);
		add_text(&r->kinds, "\n");
	}
}

static void log_span(run *r, const qw_span *s)
{
	char line[256];
	snprintf(line, sizeof line,
	         "span %s %" PRIu64 "+%" PRIu64 " %" PRIu64 ":%" PRIu64
	         " %" PRIu32 " %" PRIu32 " %" PRIu32 " %d ",
	         s->kind, s->offset, s->length, s->line, s->column, s->exact, s->guessed,
	         s->lost, s->proven);
	add_text(&r->log, line);
	bytes_add(&r->log, s->before, s->before_length);
	add_text(&r->log, " -> ");
	bytes_add(&r->log, s->after, s->after_length);
	add_text(&r->log, "\n");
	add_kind(r, s->kind);
	bytes_add(&r->places, &(place){s->offset, s->length, s->after_length}, sizeof(place));
	bytes_add(&r->places, s->after, s->after_length);
}

static void log_segment(run *r, const qw_segment *s)
{
	char line[256];
	snprintf(line, sizeof line, "segment %s %" PRIu64 "+%" PRIu64 " %" PRIu64 " %d ", s->chain,
	         s->offset, s->length, s->spans, s->proven);
	add_text(&r->log, line);
	add_text(&r->log, s->parameters != NULL ? s->parameters : "");
	add_text(&r->log, "\n");
}

static void log_report(run *r, const qw_report *p)
{
	char line[256];
	snprintf(line, sizeof line,
	         "document %s %" PRIu64 " to %" PRIu64 " bytes, %" PRIu64 " lines, %d, %" PRIu64
	         " converted, %" PRIu64 " cleaned, %" PRIu64 " invalid, in '%s' at %" PRIu64 "\n",
	         p->encoding, p->bytes_in, p->bytes_out, p->lines, p->writing, p->converted,
	         p->cleaned, p->invalid, p->declared, p->declared_at);
	add_text(&r->log, line);
	r->lines += p->lines;
}

static void note(void *ctx, const qw_event *event)
{
	run *r = ctx;
	char line[128];
	switch (event->type) {
	case QW_EVENT_SEGMENT:
		log_segment(r, event->of.segment);
		break;
	case QW_EVENT_SPAN:
		log_span(r, event->of.span);
		break;
	case QW_EVENT_INVALID:
		snprintf(line, sizeof line, "invalid %" PRIu64 "+%" PRIu64 " %s\n",
		         event->of.invalid->offset, event->of.invalid->length,
		         qw_reason_name(event->of.invalid->reason));
		add_text(&r->log, line);
		break;
	case QW_EVENT_DOCUMENT:
		log_report(r, event->of.report);
		break;
	}
}

run run_session(const qw_options *options, const bytes *in, size_t first, size_t rest)
{
	run r = {.status = QW_OK};
	qw_error error = {.status = QW_OK};
	qw_options o = *options;
	o.event = note;
	o.event_ctx = &r;
	qw_session *session = qw_session_new(&o, put, &r, &error);
	if (session == NULL) {
		r.status = error.status;
		return r;
	}
	size_t step = first;
	for (size_t i = 0; i < in->length && r.status == QW_OK; step = rest) {
		size_t n = step < in->length - i ? step : in->length - i;
		r.status = qw_session_feed(session, in->data + i, n);
		i += n;
	}
	if (r.status == QW_OK)
		r.status = qw_session_finish(session);
	if (r.status != QW_OK)
		r.stopped_at = qw_session_error(session)->offset;
	qw_session_free(session);
	return r;
}

void run_free(run *r)
{
	bytes_free(&r->out);
	bytes_free(&r->kinds);
	bytes_free(&r->log);
	bytes_free(&r->places);
}
