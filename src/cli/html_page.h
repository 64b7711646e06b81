/* SPDX-License-Identifier: Apache-2.0 */
/* The page, by html_page.c; its long parts by html_rows.c and html_article.c. */
#ifndef QW_CLI_HTML_PAGE_H
#define QW_CLI_HTML_PAGE_H

#include "cli/html.h"

/* The rules that found something, the busiest first. */
struct cli_html_page {
	FILE *out;
	const struct cli_html *html;
	const struct cli_totals *totals;
	size_t rule[CLI_HTML_RULES];
	size_t rules;
	size_t files_shown, samples_shown; /* so far */
};

/* Write the page of what is sorted. */
void cli_html_page(FILE *out, const struct cli_html *html, const struct cli_totals *totals);

/* The class of a rule's colour, by its place among them. */
const char *cli_html_colour(size_t place);

/* What a rule finds, and what to do, in both languages. */
void cli_html_rule(FILE *out, const struct cli_rule *rule);
void cli_html_advice(FILE *out, const struct cli_rule *rule);

/* Parts of the page, in this order. */
void cli_html_kinds(const struct cli_html_page *page);
void cli_html_legend(const struct cli_html_page *page);
void cli_html_files(struct cli_html_page *page);
void cli_html_files_more(const struct cli_html_page *page);
void cli_html_failed(const struct cli_html_page *page);
void cli_html_chips(const struct cli_html_page *page);
void cli_html_samples(struct cli_html_page *page);
void cli_html_samples_more(const struct cli_html_page *page);

/* Memory that is printed if it fits in what is left of `room`. */
struct cli_html_draft {
	char *text;
	size_t size;
	FILE *out;
};

FILE *cli_html_draft(struct cli_html_draft *draft);
bool cli_html_print(struct cli_html_draft *draft, FILE *out, size_t *room);

#endif
