/* SPDX-License-Identifier: Apache-2.0 */
/* The samples of the page. */
#include "config.h"
#include "cli/html_page.h"

#include "cli/html_mark.h"
#include "cli/html_text.h"
#include "cli/chain_words_table.h"

#include <inttypes.h>
#include <string.h>

enum { ROOM = 1536 * 1024 }; /* bytes, for all rules */

static void put_label(FILE *out, const char *english, const char *chinese)
{
	fputs("<dt>", out);
	cli_html_both(out, english, chinese);
	fputs("</dt>", out);
}

static void put_left(FILE *out, const struct cli_sample *s)
{
	if (s->left.bytes == NULL || (s->left.n == 0 && s->left.left_out == 0))
		return;
	fputs(s->left.left_out > 0 ? "<q>…" : "<q>", out);
	cli_html_text(out, s->left.bytes, s->left.n);
	fputs("</q>", out);
}

static void put_right(FILE *out, const struct cli_sample *s)
{
	if (s->right.bytes == NULL || (s->right.n == 0 && s->right.left_out == 0))
		return;
	fputs("<q>", out);
	cli_html_text(out, s->right.bytes, s->right.n);
	fputs(s->right.left_out > 0 ? "…</q>" : "</q>", out);
}

static void put_cut(FILE *out, const struct cli_sample_text *text)
{
	char number[CLI_HTML_NUMBER];
	if (text->left_out == 0)
		return;
	fputs("<span class=cut>… ", out);
	cli_html_say(out, "%s bytes more", "还有 %s 字节", cli_html_number(text->left_out, number));
	fputs("</span>", out);
}

static void put_text(FILE *out, const struct cli_sample *s, const struct cli_marked *marked,
                     const struct cli_sample_text *text)
{
	fputs("<dd lang=zh><bdi>", out);
	put_left(out, s);
	cli_marked_put(out, marked);
	put_cut(out, text);
	put_right(out, s);
	fputs("</bdi></dd>", out);
}

static void put_texts(FILE *out, const struct cli_sample *s)
{
	struct cli_marked before, after;
	cli_mark(s, &before, &after);
	if (s->before.bytes != NULL) {
		put_label(out, "found", "发现");
		put_text(out, s, &before, &s->before);
	}
	put_label(out, "should be", "应为");
	if (s->after.bytes != NULL && (s->after.n > 0 || s->left.n > 0 || s->right.n > 0)) {
		put_text(out, s, &after, &s->after);
		return;
	}
	fputs("<dd class=nothing>", out);
	if (s->after.bytes != NULL)
		cli_html_both(out, "nothing: it should not be there", "空：这些不该在那里");
	else
		cli_html_both(out, "nobody can tell: left as it is", "无从知道：保持原样");
	fputs("</dd>", out);
}

static void put_fact(FILE *out, const char *english, const char *chinese, uint64_t count)
{
	char number[CLI_HTML_NUMBER];
	if (count == 0)
		return;
	cli_html_number(count, number);
	fprintf(out, " <span lang=en>%s %s</span><span lang=zh-Hans>%s %s</span>", number, english,
	        chinese, number);
}

static void put_head(FILE *out, const struct cli_sample *s)
{
	fputs("<h4><span class=file><bdi>", out);
	cli_html_name(out, cli_file_name(s->file));
	fprintf(out, "</bdi>:%" PRIu64 ":%" PRIu64 "</span> <span class=facts>", s->line, s->column);
	if (s->after.bytes != NULL)
		cli_html_say(out, "confidence %.2f", "置信度 %.2f", s->confidence);
	put_fact(out, "certain", "确切", s->exact);
	put_fact(out, "guessed", "猜测", s->guessed);
	put_fact(out, "lost", "丢失", s->lost);
	put_fact(out, "left as they are", "未证实", s->unproven);
	fputs("</span></h4>", out);
}

static void put_article(FILE *out, const struct cli_sample *s)
{
	fputs("<article>", out);
	put_head(out, s);
	fputs("<dl>", out);
	put_texts(out, s);
	put_label(out, "why", "原因");
	fputs("<dd class=how><code>", out);
	cli_html_name(out, s->chain);
	fputs("</code> ", out);
	cli_html_words(out, s->chain);
	fputs("</dd></dl></article>\n", out);
}

void cli_html_chips(const struct cli_html_page *page)
{
	char number[CLI_HTML_NUMBER];
	for (size_t i = 0; i < page->rules; i++) {
		const struct cli_rule *rule = &cli_rules[page->rule[i]];
		fprintf(page->out, "<button type=button class=chip data-k=%s aria-pressed=false>%s %s"
		        "<small>%s</small></button>\n", rule->number, rule->number, rule->name,
		        cli_html_number(page->html->rule[page->rule[i]].places, number));
	}
}

static void put_samples(struct cli_html_page *page, const struct cli_samples *s)
{
	size_t room = ROOM / page->rules;
	for (size_t i = 0; i < s->count; i++) {
		struct cli_html_draft draft;
		FILE *to = cli_html_draft(&draft);
		if (to != NULL)
			put_article(to, &s->sample[i]);
		page->samples_shown += cli_html_print(&draft, page->out, &room);
	}
}

void cli_html_samples(struct cli_html_page *page)
{
	for (size_t i = 0; i < page->rules; i++) {
		const struct cli_rule *rule = &cli_rules[page->rule[i]];
		fprintf(page->out, "<section class=kind id=%s data-k=%s><h3><code>%s</code> %s</h3><p>",
		        rule->number, rule->number, rule->number, rule->name);
		cli_html_rule(page->out, rule);
		fputc(' ', page->out);
		cli_html_advice(page->out, rule);
		fputs("</p>\n", page->out);
		put_samples(page, &page->html->rule[page->rule[i]].samples);
		fputs("</section>\n", page->out);
	}
}

void cli_html_samples_more(const struct cli_html_page *page)
{
	char number[CLI_HTML_NUMBER];
	uint64_t more = page->html->counts.places - page->samples_shown;
	if (more == 0)
		return;
	fputs("<p class=more id=more-samples>", page->out);
	cli_html_say(page->out, more == 1 ? "And %s more place, which is not shown."
	                                  : "And %s more places, which are not shown.",
	             "另有 %s 处没有显示。", cli_html_number(more, number));
	fputs("</p>\n", page->out);
}
