/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "run.h"

#include <inttypes.h>
#include <string.h>

enum {
	SHOWN = 4000,           /* bytes of a failing text */
	SAMPLES = 100,          /* of a row at most, */
	SAMPLES_BYTES = 1 << 16 /* or until they are so large */
};

void run_begin(run *r)
{
	qw_allocator a = qw_allocator_default();
	r->judge = judge_new();
	r->row = 0;
	qw_buffer_init(&r->original, &a);
	qw_buffer_init(&r->sound, &a);
	qw_buffer_init(&r->damaged, &a);
	qw_buffer_init(&r->chain, &a);
	qw_buffer_init(&r->document, &a);
}

void run_end(run *r)
{
	judge_free(r->judge);
	qw_buffer_free(&r->original);
	qw_buffer_free(&r->sound);
	qw_buffer_free(&r->damaged);
	qw_buffer_free(&r->chain);
	qw_buffer_free(&r->document);
}

bool run_takes(run *r) { return r->row++ % r->every == 0; }

row run_row(const char *chain, const char *policy, const char *text, const char *length)
{
	row w = {.policy = policy, .text = text, .sample_every = *policy != '\0'};
	snprintf(w.damage, sizeof w.damage, "%s", chain);
	snprintf(w.length, sizeof w.length, "%s", length);
	for (char *p = w.damage; (p = strchr(p, ',')) != NULL;)
		*p = '+';
	return w;
}

void run_series(const run *r, const row *w, char *name, size_t size)
{
	snprintf(name, size, "%s%s,%s,%s", r->series, w->damage, w->text, w->length);
}

/* --- cases ------------------------------------------------------------------------ */

static void show_text(const char *what, const qw_buffer *b, size_t from)
{
	size_t n = b->length > from ? b->length - from : 0, most = n < SHOWN ? n : SHOWN;
	printf("# %s ", what);
	for (size_t i = 0; i < most; i++)
		putchar(b->data[from + i] == '\n' ? '|' : b->data[from + i]);
	putchar('\n');
}

/* Where the line begins in which two texts part; *line is its number. */
static size_t parting(const qw_buffer *a, const qw_buffer *b, size_t *line)
{
	size_t from = 0;
	*line = 0;
	for (size_t i = 0; i < a->length && i < b->length && a->data[i] == b->data[i]; i++)
		if (a->data[i] == '\n') {
			from = i + 1;
			++*line;
		}
	return from;
}

static size_t begin_of(const qw_buffer *b, size_t line)
{
	size_t i = 0;
	while (line > 0 && i < b->length)
		line -= b->data[i++] == '\n';
	return i;
}

static void show_case(const run *r, const row *w)
{
	size_t line;
	const qw_buffer *repaired = judge_repaired(r->judge);
	size_t from = parting(&r->original, repaired, &line);
	printf("# case %" PRIu64 " of %s,%s,%s,%s\n", w->tally.cases, w->damage, w->policy, w->text,
	       w->length);
	show_text("original", &r->original, from);
	show_text("damaged ", &r->damaged, begin_of(&r->damaged, line));
	show_text("repaired", repaired, from);
}

static void write_json(FILE *out, const qw_buffer *b)
{
	putc('"', out);
	for (size_t i = 0; i < b->length; i++) {
		unsigned char c = b->data[i];
		if (c < 0x20)
			fprintf(out, "\\u%04x", c);
		else
			fprintf(out, c == '"' || c == '\\' ? "\\%c" : "%c", c);
	}
	putc('"', out);
}

static bool is_sample(const run *r, const row *w)
{
	return r->samples != NULL && w->sample_every > 0 && w->tally.cases % w->sample_every == 0
	    && w->sampled < SAMPLES && w->sampled_bytes < SAMPLES_BYTES;
}

/* Write a case down for another program to repair. */
static void sample_case(run *r, row *w)
{
	fprintf(r->samples, "{\"row\": \"%s,%s,%s,%s\", \"original\": ", w->damage, w->policy,
	        w->text, w->length);
	write_json(r->samples, &r->original);
	fputs(", \"damaged\": ", r->samples);
	write_json(r->samples, &r->damaged);
	fputs("}\n", r->samples);
	w->sampled++;
	w->sampled_bytes += r->original.length;
}

void run_case(run *r, row *w)
{
	if (is_sample(r, w))
		sample_case(r, w);
	if (!judge_case(r->judge, &r->original, &r->damaged, &w->tally) && r->show)
		show_case(r, w);
}

void run_case_of(run *r, const char *chain, row *w)
{
	if (harm(chain, &r->original, &r->damaged))
		run_case(r, w);
}

/* --- output ----------------------------------------------------------------------- */

void run_print_head(void)
{
	puts("damage,policy,text,length,cases,exact,damaged lines,exact lines,characters,"
	     "characters right,guessed,guessed right,wrong,left alone,ftfy cases,ftfy exact,"
	     "ftfy encoding exact");
}

void run_print(const row *w)
{
	const tally *t = &w->tally;
	const uint64_t count[] = {t->cases, t->exact, t->lines, t->exact_lines, t->characters,
	                          t->right, t->guessed, t->guessed_right, t->wrong, t->left};
	printf("%s,%s,%s,%s", w->damage, w->policy, w->text, w->length);
	for (size_t i = 0; i < sizeof count / sizeof *count; i++)
		printf(",%" PRIu64, count[i]);
	/* Another program fills in the last columns. */
	puts(",,,");
	fflush(stdout);
}
