/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds and files: the bars of the page. */
#include "config.h"
#include "cli/html_page.h"

#include "cli/html_text.h"
#include "cli/chain_words_table.h"

#include <inttypes.h>
#include <string.h>

enum {
	ROOM = 700 * 1024,       /* bytes for files */
	COLOURS = 8,
	CHAINS_SHOWN = 6,        /* of each rule */
	FAILURES_SHOWN = 50
};

const char *cli_html_colour(size_t place)
{
	static const char *const names[] = {"k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"};
	return place < COLOURS ? names[place] : "kx";
}

static double share(uint64_t part, uint64_t all)
{
	return all > 0 ? 100 * (double)part / (double)all : 0;
}

static void put_dot(FILE *out, size_t place)
{
	fprintf(out, "<svg class=dot aria-hidden=true><rect class=%s width=\"100%%\" height=\"100%%\"/>"
	        "</svg>", cli_html_colour(place));
}

/* ---- kinds ---- */

static void put_chains(FILE *out, const struct cli_html_rule *rule)
{
	char number[CLI_HTML_NUMBER];
	const struct cli_html_chains *c = &rule->chains;
	fputs("<p class=words>", out);
	uint64_t rest = c->other_places;
	for (size_t i = 0; i < c->count; i++) {
		if (i >= CHAINS_SHOWN) {
			rest += c->chain[i].places;
			continue;
		}
		fputs(i > 0 ? ", <code>" : "<code>", out);
		cli_html_name(out, c->chain[i].name);
		fprintf(out, "</code> %s", cli_html_number(c->chain[i].places, number));
	}
	if (rest > 0)
		cli_html_say(out, ", others %s", "，其他 %s", cli_html_number(rest, number));
	fputs("</p>", out);
}

void cli_html_advice(FILE *out, const struct cli_rule *rule)
{
	const char *chinese = cli_word(CLI_WORD_ADVICE, rule->number, strlen(rule->number),
	                               CLI_CHINESE);
	cli_html_both(out, rule->advice, chinese != NULL ? chinese : "");
}

void cli_html_rule(FILE *out, const struct cli_rule *rule)
{
	const char *chinese = cli_word(CLI_WORD_RULE, rule->number, strlen(rule->number), CLI_CHINESE);
	fprintf(out, "<span lang=en>%s.</span><span lang=zh-Hans>%s。</span>", rule->what,
	        chinese != NULL ? chinese : rule->name);
}

static void put_kind(const struct cli_html_page *page, size_t place)
{
	FILE *out = page->out;
	char places[CLI_HTML_NUMBER], files[CLI_HTML_NUMBER];
	const struct cli_html_rule *found = &page->html->rule[page->rule[place]];
	const struct cli_rule *rule = &cli_rules[page->rule[place]];
	uint64_t most = page->html->rule[page->rule[0]].places;
	fputs("<li><span>", out);
	put_dot(out, place);
	fprintf(out, "<a href=\"#%s\" data-k=%s><code>%s</code> %s</a></span>", rule->number,
	        rule->number, rule->number, rule->name);
	fprintf(out, "<svg aria-hidden=true><rect class=%s width=\"%.1f%%\" height=\"100%%\"/></svg>",
	        cli_html_colour(place), share(found->places, most));
	fprintf(out, "<span class=sum><b data-places=%s>%s</b> ", rule->number,
	        cli_html_number(found->places, places));
	cli_html_say(out, found->files == 1 ? "in %s file" : "in %s files", "处，%s 个文件",
	             cli_html_number(found->files, files));
	fputs("</span><p class=words>", out);
	cli_html_rule(out, rule);
	fputs("</p>", out);
	put_chains(out, found);
	fputs("</li>\n", out);
}

void cli_html_kinds(const struct cli_html_page *page)
{
	for (size_t i = 0; i < page->rules; i++)
		put_kind(page, i);
}

void cli_html_legend(const struct cli_html_page *page)
{
	size_t own = page->rules < COLOURS ? page->rules : COLOURS;
	fputs("<ul class=legend>", page->out);
	for (size_t i = 0; i < own; i++) {
		fputs("<li>", page->out);
		put_dot(page->out, i);
		fprintf(page->out, "%s</li>", cli_rules[page->rule[i]].name);
	}
	if (page->rules > own) {
		fputs("<li>", page->out);
		put_dot(page->out, own);
		cli_html_both(page->out, "others", "其他");
		fputs("</li>", page->out);
	}
	fputs("</ul>\n", page->out);
}

/* ---- files ---- */

static void put_bar(const struct cli_html_page *page, FILE *out, const struct cli_html_row *row)
{
	uint64_t most = page->html->files.row[0].counts.places, before = 0;
	fputs("<svg aria-hidden=true>", out);
	for (size_t i = 0; i < page->rules; i++) {
		uint64_t places = row->places[page->rule[i]];
		if (places == 0)
			continue;
		double width = share(places, most);
		fprintf(out, "<rect class=%s x=\"%.1f%%\" width=\"%.1f%%\" height=\"100%%\"><title>%s: %llu"
		        "</title></rect>", cli_html_colour(i), share(before, most),
		        width < 0.5 ? 0.5 : width, cli_rules[page->rule[i]].name,
		        (unsigned long long)places);
		before += places;
	}
	fputs("</svg>", out);
}

static void put_count(FILE *out, uint64_t count)
{
	char number[CLI_HTML_NUMBER];
	fprintf(out, "<td%s>%s</td>", count == 0 ? " class=zero" : "", cli_html_number(count, number));
}

static void put_file(const struct cli_html_page *page, FILE *out, const struct cli_html_row *row)
{
	fputs("<tr><td><bdi class=file>", out);
	cli_html_name(out, cli_file_name(row->name));
	fputs("</bdi></td><td>", out);
	put_bar(page, out, row);
	fputs("</td>", out);
	put_count(out, row->counts.places);
	put_count(out, row->counts.exact);
	put_count(out, row->counts.guessed);
	put_count(out, row->counts.lost);
	put_count(out, row->counts.unproven);
	fputs("</tr>\n", out);
}

void cli_html_files(struct cli_html_page *page)
{
	size_t room = ROOM;
	const struct cli_html_rows *files = &page->html->files;
	for (; page->files_shown < files->count; page->files_shown++) {
		struct cli_html_draft draft;
		FILE *to = cli_html_draft(&draft);
		if (to != NULL)
			put_file(page, to, &files->row[page->files_shown]);
		if (!cli_html_print(&draft, page->out, &room))
			break;
	}
}

void cli_html_files_more(const struct cli_html_page *page)
{
	char files[CLI_HTML_NUMBER], places[CLI_HTML_NUMBER];
	uint64_t more = page->html->files.all - page->files_shown, sum = page->html->counts.places;
	for (size_t i = 0; i < page->files_shown; i++)
		sum -= page->html->files.row[i].counts.places;
	if (more == 0)
		return;
	fputs("<p class=more id=more-files>", page->out);
	cli_html_say(page->out, more == 1 ? "And %s more file, with places: %s."
	                                  : "And %s more files, with places: %s.",
	             "另有 %s 个文件，共 %s 处。", cli_html_number(more, files),
	             cli_html_number(sum, places));
	fputs("</p>\n", page->out);
}

void cli_html_failed(const struct cli_html_page *page)
{
	FILE *out = page->out;
	char number[CLI_HTML_NUMBER];
	size_t count = page->totals->failures;
	size_t shown = count < FAILURES_SHOWN ? count : FAILURES_SHOWN;
	if (count == 0)
		return;
	fputs("<section aria-labelledby=failed-title><h2 id=failed-title>", out);
	cli_html_both(out, "What could not be read", "没能读完的");
	fputs("</h2><ul class=failed>\n", out);
	for (size_t i = 0; i < shown; i++) {
		const struct cli_failure *failure = &page->totals->failure[i];
		fputs("<li><bdi class=file>", out);
		cli_html_name(out, cli_file_name(failure->file));
		fputs("</bdi>: <bdi>", out);
		cli_html_name(out, failure->message);
		fputs("</bdi></li>\n", out);
	}
	fputs("</ul>", out);
	if (count > shown) {
		fputs("<p class=more>", out);
		cli_html_say(out, "And %s more.", "另有 %s 个。", cli_html_number(count - shown, number));
		fputs("</p>", out);
	}
	fputs("</section>\n", out);
}
