/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/record/internal.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	LONGEST = 256 << 20,         /* bytes of a record that are held */
	MARK = 4                     /* those of a byte order mark */
};

struct cli_records *cli_records_new(struct cli_run *run)
{
	struct cli_records *r = cli_resize(NULL, 1, sizeof *r);
	*r = (struct cli_records){.run = run, .paths = &run->options->paths};
	return r;
}

void cli_records_free(struct cli_records *r)
{
	if (r == NULL)
		return;
	cli_record_decode_free(r);
	cli_found_free(&r->found);
	cli_columns_free(&r->columns);
	cli_bytes_free(&r->pending);
	cli_bytes_free(&r->decoded);
	cli_bytes_free(&r->sample);
	cli_bytes_free(&r->patched);
	cli_bytes_free(&r->unescaped);
	cli_bytes_free(&r->after);
	cli_bytes_free(&r->header);
	cli_tally_free(&r->tally);
	free(r->patch);
	free(r);
}

/* A text is complete; an archive has several. */
static void count_text(struct cli_records *r)
{
	r->earlier.records += r->counts.records;
	r->earlier.broken += r->counts.broken;
	r->earlier.values += r->counts.values;
	r->earlier.dropped += r->counts.dropped;
	r->counts = (struct cli_record_counts){.records = 0};
}

void cli_records_begin(struct cli_records *r, const char *name)
{
	cli_record_decode_free(r);
	cli_columns_free(&r->columns);
	r->name = name;
	r->pending.length = r->header.length = 0;
	r->state = CLI_ROW_CELL;
	r->begun = r->passes = r->habit_known = r->header_dropped = r->wide_failed = false;
	r->sample.length = r->sample_next = 0;
	r->utf8 = r->others = 0;
	const char *hint = r->run->options->library.hint;
	snprintf(r->encoding, sizeof r->encoding, "%s", hint != NULL ? hint : "");
	r->offset = 0;
	r->line = 1;
	count_text(r);
	r->sum = (qw_report){.encoding = "utf-8"};
}

const qw_report *cli_records_report(const struct cli_records *r)
{
	return &r->sum;
}

const struct cli_record_counts *cli_records_counts(const struct cli_records *r)
{
	return &r->counts;
}

struct cli_record_counts cli_records_take_counts(struct cli_records *r)
{
	count_text(r);
	struct cli_record_counts all = r->earlier;
	r->earlier = (struct cli_record_counts){.records = 0};
	return all;
}

bool cli_record_put(struct cli_records *r, const void *bytes, size_t n)
{
	struct cli_run *run = r->run;
	if (n == 0 || run->write == NULL || cli_run_put(run, bytes, n) == 0)
		return true;
	if (run->encoder != NULL && run->encoder->stuck) {
		cli_run_worse(run, CLI_LOSS);
		cli_encoder_complain(run->encoder, r->name);
		return false;
	}
	run->broken = true; /* who writes knows why */
	cli_run_worse(run, CLI_IO);
	return false;
}

/* The record with its patches to where it belongs. */
static bool put_patched(struct cli_records *r, bool (*put)(struct cli_records *, const void *,
                                                           size_t))
{
	const unsigned char *bytes = r->text;
	size_t at = 0, n = r->length;
	for (size_t i = 0; i < r->patches; i++) {
		const struct cli_patch *p = &r->patch[i];
		if (!put(r, bytes + at, p->at - at) || !put(r, r->patched.data + p->from, p->to - p->from))
			return false;
		at = p->end;
	}
	return put(r, bytes + at, n - at);
}

/* What ends the record's line. */
static bool put_end(struct cli_records *r, size_t end, bool (*put)(struct cli_records *,
                                                                   const void *, size_t))
{
	return put(r, r->raw + r->raw_length, end);
}

static bool is_blank(const unsigned char *p, size_t n)
{
	while (n > 0 && (*p == ' ' || *p == '\t' || *p == '\r')) {
		p++;
		n--;
	}
	return n == 0;
}

/* Nothing that can be read as a record is passed on but by the way it came. */
static bool pass(struct cli_records *r, size_t end)
{
	return cli_record_put(r, r->raw, r->raw_length + end);
}

static bool pass_broken(struct cli_records *r, size_t end, const char *why)
{
	r->counts.records++;
	cli_record_broken(r, why);
	return pass(r, end);
}

static bool no_column(struct cli_records *r, const char *why, const char *missing)
{
	if (why != NULL)
		cli_message(r->name, CLI_NO_BYTE, NULL, _("cannot read the first row: %s"), _(why));
	else
		cli_message(r->name, CLI_NO_BYTE, _("the names are in its first row"),
		            _("no column %s"), missing);
	cli_run_worse(r->run, CLI_IO);
	return false;
}

static bool keep_header(struct cli_records *r, const void *bytes, size_t n)
{
	if (r->run->options->dropped != NULL)
		cli_bytes_add(&r->header, bytes, n);
	return true;
}

/* The first row has the names of the columns, and is no record; where columns are numbers it
 * is one. False: it can't go on. */
static bool take_header(struct cli_records *r, size_t end, bool *done)
{
	const char *why, *missing;
	bool names = r->paths->path[0].column == 0;
	if (!cli_columns_read(&r->columns, r->paths, r->run->options->annotate, r->text, r->length,
	                      &why, &missing)) {
		*done = !names;
		return names ? no_column(r, why, missing) : pass_broken(r, end, why);
	}
	*done = names;
	if (!names)
		return true;
	cli_record_annotate_header(r);
	if (!put_patched(r, keep_header) || !put_end(r, end, keep_header))
		return false;
	return put_patched(r, cli_record_put) && put_end(r, end, cli_record_put);
}

static bool find_values(struct cli_records *r)
{
	const char *member = r->run->options->annotate;
	if (r->paths->format == CLI_JSONL)
		return cli_find_json(&r->found, r->paths, member, r->text, r->length);
	return cli_find_cells(&r->found, r->paths, &r->columns, member != NULL, r->text, r->length);
}

static bool drop(struct cli_records *r, size_t end)
{
	r->counts.dropped++;
	cli_record_tell(r, "dropped", NULL);
	if (!r->header_dropped && !cli_record_drop(r, r->header.data, r->header.length))
		return false;
	r->header_dropped = true;
	/* The next one that is set apart begins a line. */
	return put_patched(r, cli_record_drop)
	    && (end > 0 ? put_end(r, end, cli_record_drop) : cli_record_drop(r, "\n", 1));
}

/* Work on a record of which `end` bytes end its line. */
static bool work(struct cli_records *r, size_t end)
{
	bool done = false;
	if (is_blank(r->raw, r->raw_length))
		return pass(r, end);
	cli_record_clear_quality(r);
	if (!cli_record_decode(r))
		return false;
	r->patches = r->patched.length = 0;
	if (r->paths->format != CLI_JSONL && !r->columns.known
	    && (!take_header(r, end, &done) || done))
		return done;
	if (!find_values(r))
		return pass_broken(r, end, r->found.why);
	r->base = (struct cli_cursor){.column = 1};
	r->lines = r->lines_to = 0;
	r->record_habit_known = false;
	r->counts.records++;
	for (size_t i = 0; i < r->found.count; i++)
		if (!cli_record_value(r, &r->found.value[i]))
			return false;
	cli_record_annotate(r);
	if (cli_record_is_lost(r))
		return drop(r, end);
	if (r->patches == 0 && !r->is_decoded)
		return pass(r, end);
	return put_patched(r, cli_record_put) && put_end(r, end, cli_record_put);
}

static uint64_t count_lines(const unsigned char *p, size_t n)
{
	uint64_t lines = 0;
	for (const unsigned char *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
		lines++;
	return lines;
}

/* A record as it came, with the end of its line. */
static bool take(struct cli_records *r, const unsigned char *bytes, size_t n)
{
	size_t end = n > 0 && bytes[n - 1] == '\n';
	if (end > 0 && n > 1 && bytes[n - 2] == '\r' && r->paths->format != CLI_JSONL)
		end = 2; /* in JSON it is a blank */
	r->raw = bytes;
	r->raw_length = n - end;
	bool good = work(r, end);
	r->offset += n;
	r->line += r->paths->format == CLI_CSV ? count_lines(bytes, n) : 1;
	return good;
}

/* Begin to pass a record on that is too long to be held. */
static bool give_up(struct cli_records *r)
{
	bool good = cli_record_put(r, r->pending.data, r->pending.length);
	r->counts.records++;
	cli_record_broken(r, N_("longer than 256 MiB"));
	r->offset += r->pending.length;
	r->line += count_lines(r->pending.data, r->pending.length);
	r->pending.length = 0;
	r->passes = true;
	r->state = CLI_ROW_CELL;
	return good;
}

/* Its end. Returns how many bytes that were, all of them if it goes on. */
static size_t pass_long(struct cli_records *r, const unsigned char *bytes, size_t n, bool *good)
{
	const unsigned char *end = memchr(bytes, '\n', n);
	size_t used = end != NULL ? (size_t)(end - bytes) + 1 : n;
	*good = cli_record_put(r, bytes, used);
	r->offset += used;
	r->line += end != NULL;
	r->passes = end == NULL;
	return used;
}

bool cli_records_cut(struct cli_records *r, const unsigned char *bytes, size_t n)
{
	bool good = true;
	while (n > 0 && good) {
		if (r->passes) {
			size_t used = pass_long(r, bytes, n, &good);
			bytes += used;
			n -= used;
			continue;
		}
		size_t end = cli_row_end(r->paths->format, &r->state, bytes, n);
		size_t used = end > 0 ? end : n;
		if (end > 0 && r->pending.length == 0) {
			good = take(r, bytes, end);
		} else {
			cli_bytes_add(&r->pending, bytes, used);
			if (end > 0) {
				good = take(r, r->pending.data, r->pending.length);
				r->pending.length = 0;
			} else if (r->pending.length > LONGEST) {
				good = give_up(r);
			}
		}
		bytes += used;
		n -= used;
	}
	return good;
}

bool cli_records_feed(struct cli_records *r, const unsigned char *bytes, size_t n)
{
	if (r->begun)
		return r->wide == NULL ? cli_records_cut(r, bytes, n) : cli_record_wide(r, bytes, n);
	cli_bytes_add(&r->pending, bytes, n);
	return r->pending.length < MARK || cli_record_look(r);
}

bool cli_records_finish(struct cli_records *r)
{
	bool good = r->begun || cli_record_look(r);
	if (good && r->wide != NULL)
		good = cli_record_wide_end(r);
	if (good && r->pending.length > 0)
		good = take(r, r->pending.data, r->pending.length);
	r->pending.length = 0;
	return good;
}
