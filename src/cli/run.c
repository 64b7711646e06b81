/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/run.h"

#include "cli/archive.h"
#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/plan.h"
#include "cli/record/records.h"
#include "cli/record/warn.h"
#include "cli/warn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void cli_run_worse(struct cli_run *run, enum cli_status status)
{
	run->status = cli_worse(run->status, status);
}

static void remember_invalid(struct cli_run *run, const qw_invalid_bytes *invalid)
{
	if (run->first_reason != QW_REASON_NONE)
		return;
	run->first_invalid = run->offset + invalid->offset;
	run->first_reason = invalid->reason;
}

static void remember_declared(struct cli_run *run, const qw_report *report)
{
	if (run->declared[0] != '\0')
		return;
	memcpy(run->declared, report->declared, sizeof run->declared);
	run->declared_at = run->offset + report->declared_at;
}

void cli_run_event(struct cli_run *run, const qw_event *event)
{
	if (event->type == QW_EVENT_SEGMENT)
		cli_tally_add(&run->tally, event->of.segment);
	if (event->type == QW_EVENT_INVALID)
		remember_invalid(run, event->of.invalid);
	if (run->on_event != NULL)
		run->on_event(run, event);
	if (event->type != QW_EVENT_DOCUMENT)
		return;
	remember_declared(run, event->of.report);
	run->document++;
	run->offset += event->of.report->bytes_in;
	run->line += event->of.report->lines;
	cli_tally_clear(&run->tally);
}

/* What is written, after all. */
static int put_encoded(void *ctx, const void *bytes, size_t n)
{
	struct cli_run *run = ctx;
	if (run->put_text != NULL)
		run->put_text(run, bytes, n);
	return run->write(run->write_ctx, bytes, n);
}

int cli_run_put(struct cli_run *run, const void *bytes, size_t n)
{
	return run->encoder != NULL ? cli_encoder_put(run->encoder, bytes, n)
	                            : put_encoded(run, bytes, n);
}

static int put(void *run, const void *bytes, size_t n)
{
	return cli_run_put(run, bytes, n);
}

static void on_event(void *ctx, const qw_event *event)
{
	cli_run_event(ctx, event);
}

/* Of values, or of all. */
static qw_session *new_session(struct cli_run *run, const qw_options *options, qw_error *error)
{
	if (run->options->paths.format == CLI_NO_RECORDS)
		return qw_session_new(options, run->write != NULL ? put : NULL, run, error);
	if (run->records == NULL)
		run->records = cli_records_new(run);
	return cli_records_session(run->records, options, error);
}

/* An encoding that nobody knows is told before any record is decoded. */
static bool knows_encoding(const struct cli_run *run, const qw_options *options, qw_error *error)
{
	if (run->options->paths.format == CLI_NO_RECORDS || options->from == NULL)
		return true;
	qw_session *session = qw_session_new(options, NULL, NULL, error);
	qw_session_free(session);
	return session != NULL;
}

/* A session serves file after file until it fails, or a header has another hint. */
static bool has_session(struct cli_run *run)
{
	const char *hint = run->hint != NULL ? run->hint : "";
	if (run->session != NULL && strcmp(hint, run->session_hint) == 0)
		return true;
	qw_session_free(run->session);
	run->session = NULL;
	snprintf(run->session_hint, sizeof run->session_hint, "%s", hint);
	return false;
}

bool cli_run_begin(struct cli_run *run)
{
	if (has_session(run))
		return true;
	qw_options options = run->options->library;
	if (run->hint != NULL)
		options.hint = run->session_hint;
	options.event = on_event;
	options.event_ctx = run;
	options.no_spans = !run->spans;
	qw_error error;
	if (run->encoder != NULL) {
		run->encoder->write = put_encoded;
		run->encoder->ctx = run;
	}
	if (knows_encoding(run, &options, &error))
		run->session = new_session(run, &options, &error);
	if (run->session != NULL)
		return true;
	bool encoding = error.status == QW_E_ENCODING;
	if (encoding)
		cli_message(NULL, CLI_NO_BYTE, _("qingwen detect --list and iconv -l print names"),
		            _("--from=%s: unknown encoding"), options.from);
	else
		cli_message(NULL, CLI_NO_BYTE, NULL, "%s", _(error.message));
	cli_run_worse(run, encoding ? CLI_USAGE : CLI_IO);
	run->broken = true;
	return false;
}

void cli_run_give_up(struct cli_run *run, const char *name, uint64_t start)
{
	const qw_error *error = qw_session_error(run->session);
	bool stuck = run->encoder != NULL && run->encoder->stuck;
	cli_run_worse(run, error->status == QW_E_UNDECODABLE || stuck ? CLI_LOSS : CLI_IO);
	if (stuck)
		cli_encoder_complain(run->encoder, name);
	else if (error->status == QW_E_STOPPED)
		run->broken = true;
	else if (error->status == QW_E_UNDECODABLE)
		cli_message(name, start + error->offset,
		            _("use --invalid=pass, or --from=NAME"), _("cannot decode: %s"),
		            _(qw_reason_name(error->reason)));
	else
		cli_message(name, CLI_NO_BYTE, NULL, "%s", _(error->message));
	qw_session_free(run->session);
	run->session = NULL;
}

/* Whoever reads line by line gets each line as soon as it is repaired. */
static bool flush_lines(struct cli_run *run)
{
	if (run->options->library.unit == QW_UNIT_FILE && run->records == NULL)
		return true;
	if (run->text != NULL && fflush(run->text) != 0)
		return false;
	return run->output == NULL || cli_output_flush(run->output);
}

/* The next bytes of the file. */
static bool deliver(struct cli_run *run, const char *name, size_t n)
{
	if (run->records != NULL)
		return cli_records_feed(run->records, run->block, n);
	if (qw_session_feed(run->session, run->block, n) == QW_OK)
		return true;
	cli_run_give_up(run, name, run->offset);
	return false;
}

/* Feed all of the input. False: the session failed or nothing came. */
static bool feed(struct cli_run *run, struct cli_input *in)
{
	uint64_t total = 0;
	if (run->block == NULL)
		run->block = cli_resize(NULL, CLI_BLOCK, 1);
	for (;;) {
		if (!flush_lines(run)) {
			run->broken = true;
			return false;
		}
		ssize_t n = cli_input_read(in, run->block, CLI_BLOCK);
		if (n < 0)
			cli_run_worse(run, CLI_IO);
		if (n <= 0 && run->on_bytes != NULL)
			run->on_bytes(run, run->block, 0);
		if (n <= 0)
			return n == 0 || total > 0; /* what came before an error still counts */
		if (run->on_bytes != NULL)
			run->on_bytes(run, run->block, (size_t)n);
		run->beginning = total == 0 ? (size_t)n : 0;
		if (run->encoder != NULL)
			cli_encoder_look(run->encoder, run->block, (size_t)n);
		total += (uint64_t)n;
		if (!deliver(run, in->name, (size_t)n))
			return false;
	}
}

static bool is_own_output(struct cli_run *run, const struct cli_input *in)
{
	if (run->output == NULL || !cli_input_is(in, run->output->fd))
		return false;
	cli_message(in->name, CLI_NO_BYTE, _("use --output=FILE to replace it"),
	            _("cannot read: it is also the output"));
	cli_run_worse(run, CLI_IO);
	return true;
}

/* What the encoder still holds. False: it was said why that can't be written. */
static bool end_encoder(struct cli_run *run, const struct cli_input *in)
{
	struct cli_encoder *e = run->encoder;
	if (e == NULL || cli_encoder_end(e) == 0)
		return true;
	cli_run_worse(run, e->stuck ? CLI_LOSS : CLI_IO);
	if (e->stuck)
		cli_encoder_complain(e, in->name);
	run->broken = !e->stuck;
	return false;
}

/* All of it was fed, or the session failed. */
static bool finish(struct cli_run *run, const struct cli_input *in)
{
	uint64_t start = run->offset; /* a document that ends moves it, also when it fails */
	if (run->records != NULL)
		return cli_records_finish(run->records);
	if (qw_session_finish(run->session) == QW_OK)
		return true;
	cli_run_give_up(run, in->name, start);
	return false;
}

static bool feed_all(struct cli_run *run, struct cli_input *in)
{
	if (run->begin_text != NULL)
		run->begin_text(run, in->name, in->fd);
	if (run->records != NULL)
		cli_records_begin(run->records, in->name);
	bool finished = feed(run, in) && finish(run, in);
	if (run->end_text != NULL)
		run->end_text(run, in->name);
	return finished && end_encoder(run, in);
}

static void warn(struct cli_run *run, const char *name)
{
	const qw_report *report = run->records != NULL ? cli_records_report(run->records)
	                                               : qw_session_report(run->session);
	cli_warn(run, name, report);
	if (run->records != NULL)
		cli_records_warn(run, name);
}

bool cli_run_text(struct cli_run *run, struct cli_input *in, const char *name)
{
	run->file = name;
	run->seekable = lseek(in->fd, 0, SEEK_CUR) >= 0 ? in->fd : -1;
	run->document = 1;
	run->offset = run->line = 0;
	run->first_reason = QW_REASON_NONE;
	run->declared[0] = '\0';
	run->beginning = 0;
	run->record = 0;
	cli_tally_clear(&run->tally);
	if (run->encoder != NULL)
		cli_encoder_begin(run->encoder, run->output == NULL || run->member > 0);
	bool finished = cli_run_begin(run) && feed_all(run, in);
	if (finished)
		warn(run, in->name);
	if (run->encoder != NULL && run->text != NULL)
		cli_report_output(run, run->text);
	return finished;
}

void cli_run_input(struct cli_run *run, struct cli_input *in, const char *name)
{
	run->hint = NULL;
	run->packed = run->changed = run->no_text = false;
	run->left = run->member = 0;
	if (!is_own_output(run, in) && !cli_archive(run, in, name))
		cli_run_text(run, in, name);
}

void cli_run_file(struct cli_run *run, const char *file)
{
	struct cli_input in;
	if (!cli_input_open(&in, file, run->options->quiet)) {
		cli_run_worse(run, CLI_IO);
		return;
	}
	cli_run_input(run, &in, file);
	cli_input_close(&in);
}

void cli_run_end(struct cli_run *run)
{
	qw_session_free(run->session);
	cli_records_free(run->records);
	free(run->block);
	cli_tally_free(&run->tally);
}

enum cli_status cli_run(struct cli_run *run)
{
	const struct cli_options *options = run->options;
	/* An unknown --from is wrong usage before any file is opened. */
	if (cli_run_begin(run) && options->count == 0)
		cli_run_file(run, "-");
	for (size_t i = 0; i < options->count && !run->broken; i++)
		cli_run_file(run, options->files[i]);
	cli_run_end(run);
	return run->status;
}
