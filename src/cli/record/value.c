/* SPDX-License-Identifier: Apache-2.0 */
/* One value: a document for the engine. What it tells is told in terms of the file. */
#include "config.h"
#include "cli/record/internal.h"

enum { SEGMENTS, SPANS, BYTES };

/* Bytes that come out as they went in are not kept. */
static int put(void *ctx, const void *bytes, size_t n)
{
	struct cli_records *r = ctx;
	if (!r->differs && n <= r->before_length - r->same
	    && memcmp(r->before + r->same, bytes, n) == 0) {
		r->same += n;
		return 0;
	}
	if (!r->differs) {
		r->differs = true;
		r->after.length = 0;
		cli_bytes_add(&r->after, r->before, r->same);
	}
	cli_bytes_add(&r->after, bytes, n);
	return 0;
}

static void move(const struct cli_records *r, struct cli_cursor *c, size_t raw, size_t text)
{
	while (c->raw < raw || c->text < text) {
		struct cli_unit unit = {.raw = 1};
		if (c->raw >= r->value->from)
			unit = cli_unit_read(r->value->writing, r->text + c->raw, r->value->to - c->raw);
		for (size_t i = 0; i < unit.raw; i++, c->raw++) {
			unsigned char byte = r->text[c->raw];
			c->column = byte == '\n' ? 1 : c->column + ((byte & 0xC0) != 0x80);
		}
		c->text += unit.length;
	}
}

/* Where byte `text` of the value stands. What is told of one sort comes in the order of the
 * text, so the walk seldom begins again. */
static struct cli_cursor place(struct cli_records *r, int sort, uint64_t text)
{
	struct cli_cursor *c = &r->cursor[sort];
	size_t to = text < r->before_length ? (size_t)text : r->before_length;
	if (r->base.raw < r->value->from) {
		move(r, &r->base, r->value->from, 0);
		r->base.text = 0;
	}
	if (!c->known || c->text > to)
		*c = r->base;
	c->known = true;
	move(r, c, c->raw, to);
	return *c;
}

/* From the bytes of the value to those of the file, counted from where the value begins. A
 * record that had to be decoded has no bytes of the file for them. */
static void map(struct cli_records *r, int sort, uint64_t *offset, uint64_t *length,
                uint64_t *column)
{
	struct cli_cursor from = place(r, sort, *offset), to = from;
	uint64_t end = *offset + *length;
	size_t stop = end < r->before_length ? (size_t)end : r->before_length;
	if (column != NULL)
		*column = from.column;
	if (r->is_decoded || r->wide != NULL) {
		*offset = 0;
		*length = r->raw_length;
		return;
	}
	move(r, &to, to.raw, stop);
	*offset = from.raw - r->value->from;
	*length = to.raw - from.raw;
}

/* In JSON a value is in one line whatever its text has. */
static uint64_t line_of(const struct cli_records *r, uint64_t line)
{
	return r->value->writing == CLI_JSON_STRING ? 1 : line;
}

static void tell(struct cli_records *r, const qw_event *event)
{
	qw_event told = *event;
	qw_segment segment;
	qw_span span;
	qw_invalid_bytes invalid;
	qw_report report;
	switch (event->type) {
	case QW_EVENT_SEGMENT:
		segment = *event->of.segment;
		map(r, SEGMENTS, &segment.offset, &segment.length, NULL);
		segment.first_line = line_of(r, segment.first_line);
		segment.last_line = line_of(r, segment.last_line);
		told.of.segment = &segment;
		break;
	case QW_EVENT_SPAN:
		span = *event->of.span;
		map(r, SPANS, &span.offset, &span.length, &span.column);
		span.line = line_of(r, span.line);
		told.of.span = &span;
		break;
	case QW_EVENT_INVALID:
		invalid = *event->of.invalid;
		map(r, BYTES, &invalid.offset, &invalid.length, &invalid.column);
		invalid.line = line_of(r, invalid.line);
		told.of.invalid = &invalid;
		break;
	case QW_EVENT_DOCUMENT:
		report = *event->of.report;
		if (r->is_decoded)
			report.encoding = r->record_encoding;
		told.of.report = &report;
		break;
	}
	cli_run_event(r->run, &told);
}

static void add_report(struct cli_records *r, const qw_report *v)
{
	qw_report *sum = &r->sum;
	sum->lost += v->lost;
	sum->guessed += v->guessed;
	sum->exact += v->exact;
	sum->invalid += v->invalid;
	sum->lost_newlines += v->lost_newlines;
	r->exact += v->exact;
	r->guessed += v->guessed;
	r->lost += v->lost;
	r->han += v->han;
}

static void on_event(void *ctx, const qw_event *event)
{
	struct cli_records *r = ctx;
	if (event->type == QW_EVENT_SEGMENT && r->run->options->annotate != NULL)
		cli_tally_add(&r->tally, event->of.segment);
	if (event->type == QW_EVENT_SPAN && event->of.span->confidence < r->confidence)
		r->confidence = event->of.span->confidence;
	if (event->type == QW_EVENT_DOCUMENT)
		add_report(r, event->of.report);
	tell(r, event);
}

qw_session *cli_records_session(struct cli_records *r, const qw_options *options, qw_error *error)
{
	qw_options values = *options;
	values.unit = QW_UNIT_FILE;
	values.from = "utf-8"; /* records are decoded before */
	values.hint = NULL;
	values.event = on_event;
	values.event_ctx = r;
	values.no_spans = !r->run->spans && r->run->options->annotate == NULL;
	return qw_session_new(&values, put, r, error);
}

void cli_record_patch(struct cli_records *r, size_t at, size_t end, size_t from)
{
	if (r->patches == r->patch_capacity) {
		r->patch_capacity = r->patch_capacity * 2 + 8;
		r->patch = cli_resize(r->patch, r->patch_capacity, sizeof *r->patch);
	}
	r->patch[r->patches++] = (struct cli_patch){.at = at, .end = end, .from = from,
	                                            .to = r->patched.length};
}

/* As the rest of the record is written, or else of the file. */
static enum cli_habit habit(struct cli_records *r)
{
	if (!r->record_habit_known && !cli_text_habit(r->text, r->length, &r->record_habit))
		r->record_habit = r->habit_known ? r->habit : CLI_WRITES_RAW;
	r->record_habit_known = true;
	return r->record_habit;
}

/* A cell that needs quotes now, with them. */
static void quote(struct cli_records *r, const struct cli_text_change *c, size_t from)
{
	r->patched.length = from;
	cli_bytes_put(&r->patched, '"');
	for (size_t i = 0; i < c->m; i++) {
		if (c->after[i] == '"')
			cli_bytes_put(&r->patched, '"');
		cli_bytes_put(&r->patched, c->after[i]);
	}
	cli_bytes_put(&r->patched, '"');
}

static void write_back(struct cli_records *r)
{
	const struct cli_value *v = r->value;
	size_t from = r->patched.length;
	struct cli_text_change change = {
		.writing = v->writing, .raw = r->text + v->from, .r = v->to - v->from,
		.before = r->before, .n = r->before_length, .after = r->after.data,
		.m = r->after.length, .habit = r->paths->format == CLI_JSONL ? habit(r) : CLI_WRITES_RAW};
	cli_text_write(&change, &r->patched);
	/* A quotation mark that is the first sign now has come from no repair. */
	bool begins = r->patched.length > from && r->patched.data[from] == '"';
	if ((change.quotes || begins) && v->writing == CLI_PLAIN && r->paths->format == CLI_CSV)
		quote(r, &change, from);
	cli_record_patch(r, v->from, v->to, from);
}

/* LF of the record in front of the value: some, where cells have quotes. */
static uint64_t lines_before(struct cli_records *r, size_t to)
{
	const unsigned char *p = r->text + r->lines_to, *end = r->text + to;
	for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		r->lines++;
	r->lines_to = to;
	return r->lines;
}

bool cli_record_value(struct cli_records *r, const struct cli_value *value)
{
	struct cli_run *run = r->run;
	r->value = value;
	r->before = cli_text_read(value->writing, r->text + value->from, value->to - value->from,
	                          &r->unescaped, &r->before_length);
	r->same = 0;
	r->differs = false;
	memset(r->cursor, 0, sizeof r->cursor);
	run->offset = r->offset + (r->is_decoded || r->wide != NULL ? 0 : value->from);
	run->line = r->line - 1 + lines_before(r, value->from);
	run->record = r->line;
	run->field = r->paths->path[value->path].words;
	r->counts.values++;
	uint64_t start = run->offset;
	if (qw_session_feed(run->session, r->before, r->before_length) != QW_OK
	    || qw_session_finish(run->session) != QW_OK) {
		cli_run_give_up(run, r->name, start);
		return false;
	}
	if (r->same < r->before_length && !r->differs) { /* the end is missing */
		r->differs = true;
		r->after.length = 0;
		cli_bytes_add(&r->after, r->before, r->same);
	}
	if (r->differs && run->write != NULL)
		write_back(r);
	return true;
}
