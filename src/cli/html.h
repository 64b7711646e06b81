/* SPDX-License-Identifier: Apache-2.0 */
/* What a page of check --format=html is made from. Its size is bounded: of files the worst are
 * kept, of places some samples, and of the rest the sums, which are exact. Nothing of it depends
 * on the order in which files come. */
#ifndef QW_CLI_HTML_H
#define QW_CLI_HTML_H

#include "cli/format.h"
#include "cli/html_sample.h"

enum {
	CLI_HTML_RULES = 64,     /* room for them */
	CLI_HTML_FILES = 300,    /* named in the page */
	CLI_HTML_SAMPLES = 24,   /* of each rule */
	CLI_HTML_CHAINS = 1024   /* of each rule that are told apart */
};

struct cli_html_counts {
	uint64_t places, exact, guessed, lost, unproven;
};

/* One chain of damages, in a file or in all. */
struct cli_html_chain {
	char *name;
	size_t rule;             /* its number in cli_rules */
	uint64_t places;
	struct cli_samples samples; /* in a file */
};

struct cli_html_chains {
	struct cli_html_chain *chain;
	size_t count, capacity;
	uint64_t other_places;   /* of chains behind CLI_HTML_CHAINS */
};

/* A file, while it is looked at. */
struct cli_html_file {
	struct cli_html_counts counts;
	uint64_t places[CLI_HTML_RULES];
	struct cli_html_chains chains;
};

/* A file in the page. */
struct cli_html_row {
	char *name;
	struct cli_html_counts counts;
	uint64_t places[CLI_HTML_RULES];
};

struct cli_html_rows {
	struct cli_html_row *row;
	size_t count;
	uint64_t all;            /* so many there are */
};

struct cli_html_rule {
	uint64_t places, files;
	struct cli_html_chains chains;
	struct cli_samples samples;
};

struct cli_html {
	struct cli_html_counts counts;
	struct cli_html_rule rule[CLI_HTML_RULES];
	struct cli_html_rows files;
};

void cli_html_file_add(struct cli_html_file *file, const struct cli_finding *f);
void cli_html_file_free(struct cli_html_file *file);

void cli_html_init(struct cli_html *html);
void cli_html_free(struct cli_html *html);

/* The file is done; it gives its samples away. */
void cli_html_add(struct cli_html *html, struct cli_html_file *file, const char *name);

/* Put rows and samples in the order of the page. */
void cli_html_sort(struct cli_html *html);

#endif
