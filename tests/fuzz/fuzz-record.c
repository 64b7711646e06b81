/* SPDX-License-Identifier: Apache-2.0 */
/* Files of records as the command works on them. The first byte chooses the format and the
 * options, the second where the input is cut, the rest is the file. What must hold of any:
 *
 * - cut in two or byte by byte, output, findings and counts are the same;
 * - as many LF come out as went in;
 * - repairing the output again and again soon changes nothing;
 * - of UTF-8: a line that is JSON stays JSON, and all between its values stays byte for byte;
 *   one that is none stays as it is; with an annotation, each object has it. */
#include "config.h"
#include "cli/record/records.h"
#include "cli/record/rows.h"
#include "cli/record/text.h"
#include "fuzz/oracle.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct outcome {
	struct cli_bytes out;
	struct cli_record_counts counts;
	uint64_t found;              /* a sum of all places that were told */
	bool complete;
};

static int put(void *ctx, const void *bytes, size_t n)
{
	cli_bytes_add(ctx, bytes, n);
	return 0;
}

static void hear(struct cli_run *run, const qw_event *event)
{
	uint64_t *sum = run->ctx;
	uint64_t said[] = {run->record, run->offset, 0, 0};
	if (event->type == QW_EVENT_SPAN) {
		said[2] = event->of.span->offset * 31 + event->of.span->length;
		said[3] = event->of.span->column;
	} else if (event->type == QW_EVENT_INVALID) {
		said[2] = event->of.invalid->offset * 31 + event->of.invalid->length;
		said[3] = event->of.invalid->column;
	}
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		*sum = (*sum ^ said[i]) * UINT64_C(0x100000001B3);
}

/* In pieces of first, rest, rest... bytes. */
static struct outcome repair(const struct cli_options *options, const unsigned char *in, size_t n,
                             size_t first, size_t rest)
{
	struct outcome o = {.found = 0};
	struct cli_run run = {.options = options, .write = put, .write_ctx = &o.out, .file = "-",
	                      .ctx = &o.found, .on_event = hear, .spans = true};
	demand(cli_run_begin(&run), "no session begins");
	cli_records_begin(run.records, "-");
	o.complete = true;
	for (size_t piece = first; n > 0 && o.complete; piece = rest) {
		size_t take = piece < n ? piece : n;
		o.complete = take == 0 || cli_records_feed(run.records, in, take);
		in += take;
		n -= take;
	}
	o.complete = o.complete && cli_records_finish(run.records);
	o.counts = *cli_records_counts(run.records);
	cli_run_end(&run);
	return o;
}

static bool same(const struct cli_bytes *a, const struct cli_bytes *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

static void check_cut(const struct cli_options *options, const unsigned char *in, size_t n,
                      const struct outcome *whole, size_t first, size_t rest)
{
	struct outcome o = repair(options, in, n, first, rest);
	demand(o.complete == whole->complete, "it depends on the cuts whether it ends");
	demand(same(&o.out, &whole->out), "the output depends on the cuts");
	demand(o.found == whole->found, "the findings depend on the cuts");
	demand(memcmp(&o.counts, &whole->counts, sizeof o.counts) == 0,
	       "the counts depend on the cuts");
	cli_bytes_free(&o.out);
}

static void check_again(const struct cli_options *options, const struct outcome *whole)
{
	struct cli_options o = *options;
	struct outcome before = {.found = 0};
	bool settled = false;
	o.library.from = "utf-8"; /* what passed undecoded may look like something else now */
	cli_bytes_add(&before.out, whole->out.data, whole->out.length);
	for (int round = 0; round < 9 && !settled; round++) {
		struct outcome after = repair(&o, before.out.data, before.out.length, SIZE_MAX, 1);
		settled = same(&after.out, &before.out);
		cli_bytes_free(&before.out);
		before = after;
	}
	demand(settled, "repairing again and again changes the file each time");
	cli_bytes_free(&before.out);
}

/* What stands around and between the values of two lines is the same. */
static void check_line(const struct cli_options *options, const unsigned char *in, size_t n,
                       const unsigned char *out, size_t m)
{
	struct cli_found a = {.value = NULL}, b = {.value = NULL};
	const char *member = options->annotate;
	bool parses = cli_find_json(&a, &options->paths, member, in, n);
	bool still = cli_find_json(&b, &options->paths, member, out, m);
	size_t i = 0, k = 0, end = member != NULL ? a.last : n;
	if (!parses) {
		demand(n == m && memcmp(in, out, n) == 0, "what is no JSON changed");
	} else if (member != NULL && (a.has_member || !a.is_object)) {
		demand(still && a.has_member == b.has_member, "an annotation made it no JSON");
	} else {
		demand(still, "it is no JSON any more");
		demand(a.count == b.count, "values came or went");
		demand(member == NULL || b.has_member, "the annotation is not there");
		for (size_t v = 0; v < a.count; i = a.value[v].to, k = b.value[v].to, v++)
			demand(a.value[v].from - i == b.value[v].from - k
			       && memcmp(in + i, out + k, a.value[v].from - i) == 0,
			       "bytes between the values changed");
		demand(member != NULL || n - i == m - k, "bytes behind the values came or went");
		demand(memcmp(in + i, out + k, end - i) == 0, "bytes behind the values changed");
	}
	cli_found_free(&a);
	cli_found_free(&b);
}

static void check_lines(const struct cli_options *options, const unsigned char *in, size_t n,
                        const struct cli_bytes *out)
{
	const unsigned char *p = out->data, *end = in + n;
	if (n == 0)
		return;
	bool mark = n >= 3 && memcmp(in, "\xEF\xBB\xBF", 3) == 0;
	in += mark ? 3 : 0;
	p += mark ? 3 : 0;
	while (in < end) {
		const unsigned char *a = memchr(in, '\n', (size_t)(end - in));
		size_t left = out->length - (size_t)(p - out->data);
		const unsigned char *b = left > 0 ? memchr(p, '\n', left) : NULL;
		size_t i = (size_t)((a != NULL ? a : end) - in), k = b != NULL ? (size_t)(b - p) : left;
		check_line(options, in, i, p, k);
		in += i + 1;
		p += k + 1;
	}
}

/* A row without the end of its line. */
static size_t row_length(const unsigned char *row, size_t n)
{
	n -= n > 0 && row[n - 1] == '\n';
	return n - (n > 0 && row[n - 1] == '\r');
}

/* All cells but those of a column are the same. */
static void check_row(enum cli_record_format format, size_t column, const unsigned char *in,
                      size_t n, const unsigned char *out, size_t m)
{
	struct cli_cell a = {.next = 0}, b = {.next = 0};
	size_t number = 0;
	n = row_length(in, n);
	m = row_length(out, m);
	while (a.next <= n && cli_cell_read(format, in, n, a.next, &a) == NULL) {
		demand(b.next <= m && cli_cell_read(format, out, m, b.next, &b) == NULL,
		       "a cell can't be read any more");
		demand(number++ == column || (a.to - a.from == b.to - b.from && a.quoted == b.quoted
		       && memcmp(in + a.from, out + b.from, a.to - a.from) == 0), "another cell changed");
		demand((a.next > n) == (b.next > m), "cells came or went");
	}
}

static void check_rows(enum cli_record_format format, size_t column, const unsigned char *in,
                       size_t n, const struct cli_bytes *out)
{
	const unsigned char *p = out->data;
	size_t m = out->length;
	size_t mark = n >= 3 && memcmp(in, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, used, also;
	for (in += mark, n -= mark, m -= mark; n > 0; n -= used, m -= also) {
		const unsigned char *row = p + mark;
		enum cli_row_state s = CLI_ROW_CELL, t = CLI_ROW_CELL;
		used = cli_row_end(format, &s, in, n);
		also = cli_row_end(format, &t, row, m);
		demand((used > 0) == (also > 0), "rows came or went");
		used = used > 0 ? used : n;
		also = also > 0 ? also : m;
		check_row(format, column, in, used, row, also);
		in += used;
		p += also;
	}
	demand(m == 0, "rows came");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const units[4] = {"jsonl:text,a[].b,m.*", "csv:2", "tsv:1", "jsonl:*"};
	struct cli_options options = {.drop_lost = -1, .quiet = true};
	const char *why;
	bool ascii;
	if (size < 2)
		return 0;
	qw_options_init(&options.library);
	demand(cli_paths_read(&options.paths, units[data[0] & 3], &why), "a unit is none");
	options.library.script = (data[0] & 4) != 0 ? QW_SCRIPT_KEEP : QW_SCRIPT_HANS;
	options.annotate = (data[0] & 8) != 0 ? "q" : NULL;
	const unsigned char *in = data + 2;
	size_t n = size - 2;
	struct outcome whole = repair(&options, in, n, SIZE_MAX, 1);
	check_cut(&options, in, n, &whole, (size_t)data[1] * n / 256, SIZE_MAX);
	check_cut(&options, in, n, &whole, 1, 1);
	if (whole.complete && cli_text_is_utf8(in, n, &ascii)) {
		demand(newlines(in, n) == newlines(whole.out.data, whole.out.length), "LF came or went");
		if (options.paths.format == CLI_JSONL)
			check_lines(&options, in, n, &whole.out);
		else if (options.annotate == NULL)
			check_rows(options.paths.format, (size_t)options.paths.path[0].column - 1, in, n,
			           &whole.out);
		/* A column without a name can't be found again. */
		if (options.annotate == NULL || options.paths.path[0].column == 0)
			check_again(&options, &whole);
	}
	cli_bytes_free(&whole.out);
	cli_paths_free(&options.paths);
	return 0;
}
