/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/finding.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 100 }; /* characters shown */

uint64_t cli_hash(uint64_t hash, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
	return hash;
}

/* Its bytes are in an order that is not the machine's. */
uint64_t cli_hash_number(uint64_t hash, uint64_t number)
{
	unsigned char bytes[8];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(number >> 8 * i);
	return cli_hash(hash, bytes, sizeof bytes);
}

/* Strings with their NUL, so that "ab", "c" is not "a", "bc". */
static uint64_t content_of(const struct cli_finding *f)
{
	uint64_t hash = cli_hash(CLI_HASH, f->rule->number, strlen(f->rule->number) + 1);
	hash = cli_hash(hash, f->kind, strlen(f->kind) + 1);
	if (f->before != NULL)
		return cli_hash(hash, f->before, f->before_length);
	return cli_hash_number(hash, f->event->type == QW_EVENT_INVALID ? f->length : f->unproven);
}

static void of_span(const qw_span *s, struct cli_finding *f)
{
	f->line = f->last_line = s->line;
	f->column = s->column;
	f->offset = s->offset;
	f->length = s->length;
	f->kind = s->kind;
	f->before = s->before;
	f->before_length = s->before_length;
	bool same = s->before_length == s->after_length
	         && memcmp(s->before, s->after, s->before_length) == 0;
	f->after = same ? NULL : s->after;
	f->after_length = same ? 0 : s->after_length;
	f->exact = s->exact;
	f->guessed = s->guessed;
	f->lost = s->lost;
	f->confidence = s->confidence;
	f->rule = cli_rule_of(s->kind, s->before, s->before_length);
}

static void of_invalid(const qw_invalid_bytes *b, struct cli_finding *f)
{
	f->line = f->last_line = b->line;
	f->column = b->column;
	f->offset = b->offset;
	f->length = b->length;
	f->kind = "undecodable";
	f->rule = cli_rule_of(f->kind, "", 0);
	f->confidence = 1;
}

static void of_segment(const qw_segment *s, struct cli_finding *f)
{
	f->line = s->first_line;
	f->last_line = s->last_line;
	f->column = 1;
	f->offset = s->offset;
	f->length = s->length;
	f->kind = s->chain;
	f->unproven = s->unproven;
	f->rule = cli_rule_of("unproven", "", 0);
}

bool cli_finding_of(const struct cli_run *run, const qw_event *event, struct cli_finding *f)
{
	*f = (struct cli_finding){.file = run->file, .document = run->document, .fd = run->seekable,
	                          .run = run, .event = event};
	switch (event->type) {
	case QW_EVENT_SPAN:
		of_span(event->of.span, f);
		break;
	case QW_EVENT_INVALID:
		of_invalid(event->of.invalid, f);
		break;
	case QW_EVENT_SEGMENT:
		if (event->of.segment->unproven == 0)
			return false;
		of_segment(event->of.segment, f);
		break;
	case QW_EVENT_DOCUMENT:
		return false;
	}
	f->line += run->line;
	f->last_line += run->line;
	f->offset += run->offset;
	f->content = content_of(f);
	return true;
}

static void put_quoted(FILE *out, const char *bytes, size_t n)
{
	fputc('\'', out);
	cli_put_masked(out, bytes, n, TEXT_MAX);
	fputc('\'', out);
}

static void describe_span(const struct cli_finding *f, FILE *out)
{
	put_quoted(out, f->before, f->before_length);
	if (f->after == NULL) {
		fputs(_(" can't be repaired"), out);
	} else if (f->after_length == 0) {
		fputs(_(" should not be there"), out);
	} else {
		fputs(_(" should read "), out);
		put_quoted(out, f->after, f->after_length);
	}
	if (f->guessed > 0)
		fprintf(out, _(", %" PRIu64 " guessed"), f->guessed);
	if (f->lost > 0)
		fprintf(out, _(", %" PRIu64 " lost"), f->lost);
}

void cli_finding_describe(const struct cli_finding *f, FILE *out)
{
	if (f->event->type == QW_EVENT_SPAN)
		describe_span(f, out);
	else if (f->event->type == QW_EVENT_INVALID)
		fprintf(out, P_("%" PRIu64 " byte: %s", "%" PRIu64 " bytes: %s", f->length),
		        f->length, _(qw_reason_name(f->event->of.invalid->reason)));
	else
		fprintf(out, P_("%" PRIu64 " place in lines %" PRIu64 "-%" PRIu64
		                " can't be repaired with proof",
		                "%" PRIu64 " places in lines %" PRIu64 "-%" PRIu64
		                " can't be repaired with proof", f->unproven),
		        f->unproven, f->line, f->last_line);
}

enum cli_severity cli_finding_severity(const struct cli_finding *f)
{
	if (f->unproven > 0)
		return CLI_NOTE;
	return f->lost > 0 || f->event->type == QW_EVENT_INVALID ? CLI_ERROR : CLI_WARNING;
}

char *cli_finding_words(const struct cli_finding *f, bool kind)
{
	char *words = NULL;
	size_t size;
	FILE *out = open_memstream(&words, &size);
	if (out != NULL) {
		if (kind) {
			cli_put_masked_string(out, f->kind);
			fputs(": ", out);
		}
		cli_finding_describe(f, out);
		fclose(out);
	}
	return words != NULL ? words : cli_copy("", 0);
}
