/* SPDX-License-Identifier: Apache-2.0 */
/* What was found in a record, in the record itself (--annotate); records of which too much is
 * lost, apart (--drop-lost). */
#include "config.h"
#include "cli/record/internal.h"

#include "cli/i18n.h"
#include "cli/json.h"
#include "cli/message.h"

#include <errno.h>
#include <stdio.h>

void cli_record_clear_quality(struct cli_records *r)
{
	cli_tally_clear(&r->tally);
	r->exact = r->guessed = r->lost = r->han = 0;
	r->confidence = 1;
}

/* The object, as one line. */
static void print(const struct cli_records *r, FILE *out)
{
	struct cli_json j = {.file = out};
	cli_json_open(&j, NULL, '{');
	cli_json_open(&j, "kinds", '[');
	for (size_t i = 0; i < r->tally.count; i++)
		cli_json_string(&j, NULL, r->tally.kinds[i].chain);
	cli_json_close(&j, ']');
	cli_json_count(&j, "exact", r->exact);
	cli_json_count(&j, "guessed", r->guessed);
	cli_json_count(&j, "lost", r->lost);
	cli_json_real(&j, "confidence", r->confidence);
	cli_json_close(&j, '}');
}

static void add_quoted(struct cli_bytes *out, const char *bytes, size_t n, char before)
{
	cli_bytes_put(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '"' || (bytes[i] == '\\' && before == '\\'))
			cli_bytes_put(out, (unsigned char)before);
		cli_bytes_put(out, (unsigned char)bytes[i]);
	}
	cli_bytes_put(out, '"');
}

/* Behind the last member, with blanks where the record has some. */
static void add_member(struct cli_records *r)
{
	const char *name = r->run->options->annotate;
	const struct cli_found *f = &r->found;
	if (f->has_members)
		cli_bytes_add(&r->patched, ", ", f->has_blanks ? 2 : 1);
	add_quoted(&r->patched, name, strlen(name), '\\');
	cli_bytes_add(&r->patched, ": ", f->has_blanks ? 2 : 1);
}

/* Patches stand in the order of the record, but the annotation comes last. */
static void patch_sorted(struct cli_records *r, size_t at, size_t end, size_t from)
{
	cli_record_patch(r, at, end, from);
	struct cli_patch last = r->patch[r->patches - 1];
	size_t i = r->patches - 1;
	for (; i > 0 && r->patch[i - 1].at > last.at; i--)
		r->patch[i] = r->patch[i - 1];
	r->patch[i] = last;
}

void cli_record_annotate(struct cli_records *r)
{
	const struct cli_found *f = &r->found;
	bool json = r->paths->format == CLI_JSONL;
	size_t from = r->patched.length, n;
	char *text;
	if (r->run->options->annotate == NULL || r->run->write == NULL || (json && !f->is_object))
		return;
	FILE *out = open_memstream(&text, &n);
	if (out != NULL)
		print(r, out);
	if (out == NULL || fclose(out) != 0) {
		cli_message(NULL, CLI_NO_BYTE, NULL, _("not enough memory"));
		exit(CLI_IO);
	}
	if (json && !f->has_member)
		add_member(r);
	else if (!json && !f->has_member)
		cli_bytes_put(&r->patched, r->paths->format == CLI_CSV ? ',' : '\t');
	if (r->paths->format == CLI_CSV)
		add_quoted(&r->patched, text, n, '"');
	else
		cli_bytes_add(&r->patched, text, n);
	free(text);
	if (f->has_member)
		patch_sorted(r, f->member_from, f->member_to, from);
	else
		patch_sorted(r, f->last, f->last, from);
}

void cli_record_annotate_header(struct cli_records *r)
{
	const char *name = r->run->options->annotate;
	size_t from = r->patched.length;
	if (name == NULL || r->columns.member != SIZE_MAX)
		return;
	cli_bytes_put(&r->patched, r->paths->format == CLI_CSV ? ',' : '\t');
	if (r->paths->format == CLI_CSV && strpbrk(name, "\",\r\n") != NULL)
		add_quoted(&r->patched, name, strlen(name), '"');
	else
		cli_bytes_add(&r->patched, name, strlen(name));
	cli_record_patch(r, r->length, r->length, from);
}

bool cli_record_is_lost(const struct cli_records *r)
{
	uint64_t all = r->han + r->lost;
	return r->run->options->dropped != NULL && r->lost > 0
	    && (double)r->lost / (double)all > r->run->options->drop_lost;
}

bool cli_record_drop(struct cli_records *r, const void *bytes, size_t n)
{
	if (n == 0 || r->run->dropped == NULL || fwrite(bytes, 1, n, r->run->dropped) == n)
		return true;
	cli_write_failed(r->run->options->dropped, errno);
	cli_run_worse(r->run, CLI_IO);
	r->run->broken = true;
	return false;
}
