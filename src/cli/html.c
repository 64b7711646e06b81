/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/html.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

/* ---- chains ---- */

/* NULL: there are too many. */
static struct cli_html_chain *find_or_add(struct cli_html_chains *c, const char *name, size_t rule)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->chain[i].rule == rule && strcmp(c->chain[i].name, name) == 0)
			return &c->chain[i];
	if (c->count == CLI_HTML_CHAINS)
		return NULL;
	if (c->count == c->capacity) {
		c->capacity = c->capacity * 2 + 4;
		c->chain = cli_resize(c->chain, c->capacity, sizeof *c->chain);
	}
	struct cli_html_chain *chain = &c->chain[c->count++];
	*chain = (struct cli_html_chain){.name = cli_copy(name, strlen(name)), .rule = rule,
	                                 .samples = {.room = CLI_HTML_SAMPLES}};
	return chain;
}

static void count_chain(struct cli_html_chains *c, const struct cli_html_chain *from)
{
	struct cli_html_chain *chain = find_or_add(c, from->name, from->rule);
	if (chain != NULL)
		chain->places += from->places;
	else
		c->other_places += from->places;
}

static void free_chains(struct cli_html_chains *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->chain[i].name);
		cli_samples_free(&c->chain[i].samples);
	}
	free(c->chain);
}

static int by_places(const void *a, const void *b)
{
	const struct cli_html_chain *x = a, *y = b;
	if (x->places != y->places)
		return x->places < y->places ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* ---- a file ---- */

static void add_counts(struct cli_html_counts *to, const struct cli_html_counts *from)
{
	to->places += from->places;
	to->exact += from->exact;
	to->guessed += from->guessed;
	to->lost += from->lost;
	to->unproven += from->unproven;
}

void cli_html_file_add(struct cli_html_file *file, const struct cli_finding *f)
{
	size_t rule = (size_t)(f->rule - cli_rules);
	struct cli_html_chain *chain = find_or_add(&file->chains, f->kind, rule);
	struct cli_html_counts counts = {1, f->exact, f->guessed, f->lost, f->unproven};
	add_counts(&file->counts, &counts);
	file->places[rule]++;
	if (chain == NULL) {
		file->chains.other_places++;
		return;
	}
	chain->places++;
	cli_samples_add(&chain->samples, f);
}

void cli_html_file_free(struct cli_html_file *file)
{
	free_chains(&file->chains);
	free(file);
}

/* ---- rows ---- */

static int compare_rows(const void *a, const void *b)
{
	const struct cli_html_row *x = a, *y = b;
	if (x->counts.places != y->counts.places)
		return x->counts.places < y->counts.places ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* Keep the row if it is one of the first. It is a heap with the last of them on top. */
static void push(struct cli_html_rows *rows, struct cli_html_row row)
{
	struct cli_html_row *r = rows->row;
	rows->all++;
	if (rows->count == CLI_HTML_FILES) {
		if (compare_rows(&row, &r[0]) >= 0) {
			free(row.name);
			return;
		}
		free(r[0].name);
		size_t at = 0;
		for (size_t child; (child = 2 * at + 1) < rows->count; at = child) {
			if (child + 1 < rows->count && compare_rows(&r[child + 1], &r[child]) > 0)
				child++;
			if (compare_rows(&r[child], &row) <= 0)
				break;
			r[at] = r[child];
		}
		r[at] = row;
		return;
	}
	size_t at = rows->count++;
	for (; at > 0 && compare_rows(&row, &r[(at - 1) / 2]) > 0; at = (at - 1) / 2)
		r[at] = r[(at - 1) / 2];
	r[at] = row;
}

static void free_rows(struct cli_html_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		free(rows->row[i].name);
	free(rows->row);
}

/* ---- all of them ---- */

void cli_html_init(struct cli_html *html)
{
	memset(html, 0, sizeof *html);
	html->files.row = cli_resize(NULL, CLI_HTML_FILES, sizeof *html->files.row);
	for (size_t i = 0; i < CLI_HTML_RULES; i++)
		html->rule[i].samples.room = CLI_HTML_SAMPLES;
}

void cli_html_free(struct cli_html *html)
{
	free_rows(&html->files);
	for (size_t i = 0; i < CLI_HTML_RULES; i++) {
		free_chains(&html->rule[i].chains);
		cli_samples_free(&html->rule[i].samples);
	}
}

static struct cli_html_row row_of(const struct cli_html_file *file, const char *name)
{
	struct cli_html_row row = {.name = cli_copy(name, strlen(name)), .counts = file->counts};
	memcpy(row.places, file->places, sizeof row.places);
	return row;
}

void cli_html_add(struct cli_html *html, struct cli_html_file *file, const char *name)
{
	if (file->counts.places > 0)
		push(&html->files, row_of(file, name));
	add_counts(&html->counts, &file->counts);
	for (size_t i = 0; i < cli_rule_count; i++) {
		html->rule[i].places += file->places[i];
		html->rule[i].files += file->places[i] > 0;
	}
	for (size_t i = 0; i < file->chains.count; i++) {
		struct cli_html_chain *chain = &file->chains.chain[i];
		struct cli_html_rule *rule = &html->rule[chain->rule];
		count_chain(&rule->chains, chain);
		cli_samples_move(&rule->samples, &chain->samples);
	}
}

void cli_html_sort(struct cli_html *html)
{
	qsort(html->files.row, html->files.count, sizeof *html->files.row, compare_rows);
	for (size_t i = 0; i < cli_rule_count; i++) {
		struct cli_html_rule *rule = &html->rule[i];
		if (rule->chains.count > 1)
			qsort(rule->chains.chain, rule->chains.count, sizeof *rule->chains.chain, by_places);
		cli_samples_sort(&rule->samples);
	}
}
