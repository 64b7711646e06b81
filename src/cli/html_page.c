/* SPDX-License-Identifier: Apache-2.0 */
/* The page is in data/report; its slots are filled in here. */
#include "config.h"
#include "cli/html_page.h"

#include "cli/html_text.h"
#include "cli/plan.h"

#include "generated/page.inc"

#include <stdlib.h>
#include <string.h>

enum { NAMES_SHOWN = 3, OPTIONS_SHOWN = 20 };

FILE *cli_html_draft(struct cli_html_draft *draft)
{
	*draft = (struct cli_html_draft){.text = NULL};
	return draft->out = open_memstream(&draft->text, &draft->size);
}

bool cli_html_print(struct cli_html_draft *draft, FILE *out, size_t *room)
{
	bool fits = draft->out != NULL && fclose(draft->out) == 0 && draft->size <= *room;
	if (fits) {
		fwrite(draft->text, 1, draft->size, out);
		*room -= draft->size;
	}
	free(draft->text);
	return fits;
}

/* ---- the head ---- */

static void put_title(const struct cli_html_page *page)
{
	const struct cli_options *options = page->totals->options;
	if (options->count == 0)
		return;
	const char *name = cli_file_name(options->files[0]);
	fputs(" - ", page->out);
	cli_html_plain(page->out, name, strnlen(name, 200));
}

static void put_heading(const struct cli_html_page *page)
{
	const struct cli_options *options = page->totals->options;
	char number[CLI_HTML_NUMBER];
	for (size_t i = 0; i < options->count && i < NAMES_SHOWN; i++) {
		fputs(i > 0 ? ", <bdi>" : "<bdi>", page->out);
		cli_html_name(page->out, cli_file_name(options->files[i]));
		fputs("</bdi>", page->out);
	}
	if (options->count > NAMES_SHOWN)
		cli_html_say(page->out, " and %s more", " 等，另有 %s 个",
		             cli_html_number(options->count - NAMES_SHOWN, number));
	if (options->count == 0)
		cli_html_both(page->out, "Standard input", "标准输入");
}

/* No date: the same input gives the same page. */
static void put_made(const struct cli_html_page *page)
{
	const struct cli_words *given = &page->totals->options->given;
	cli_html_say(page->out, "Made by qingwen %s, tables %s", "由 qingwen %s 生成，数据表 %s",
	             qw_version(), cli_data_version());
	for (size_t i = 0; i < given->count && i < OPTIONS_SHOWN; i++) {
		if (strncmp(given->word[i], "format=", strlen("format=")) == 0)
			continue;
		fputs(" <code>--", page->out);
		cli_html_name(page->out, given->word[i]);
		fputs("</code>", page->out);
	}
}

/* ---- the summary ---- */

static double percent(uint64_t part, uint64_t all)
{
	return all > 0 ? 100 * (double)part / (double)all : 0;
}

static uint64_t characters(const struct cli_html_counts *c)
{
	return c->exact + c->guessed + c->lost;
}

/* "keep", "patch" or "drop", as the verdict of a document. */
static const char *state(const struct cli_html_page *page)
{
	const struct cli_html_counts *c = &page->html->counts;
	if (c->places == 0 && page->totals->failures == 0)
		return "keep";
	if (c->lost * 10 > characters(c))
		return "drop";
	return c->lost > 0 || c->unproven > 0 || page->totals->failures > 0 ? "patch" : "keep";
}

static void put_share(FILE *out, const char *class, double from, double width)
{
	if (width > 0)
		fprintf(out, "<rect class=%s x=\"%.2f%%\" width=\"%.2f%%\" height=\"100%%\"/>", class, from,
		        width);
}

static void put_shares(const struct cli_html_page *page)
{
	FILE *out = page->out;
	const struct cli_html_counts *c = &page->html->counts;
	uint64_t all = characters(c);
	double exact = percent(c->exact, all), guessed = percent(c->guessed, all);
	double lost = percent(c->lost, all);
	if (all == 0)
		return;
	fputs("<svg aria-hidden=true>", out);
	put_share(out, "exact", 0, exact);
	put_share(out, "guessed", exact, guessed);
	put_share(out, "lost", exact + guessed, lost);
	fputs("</svg><p class=shares>", out);
	cli_html_say(out, "Of the damaged characters %.1f %% come back for certain, %.1f %% by a "
	             "guess; %.1f %% are lost.", "受损的字有 %.1f %% 确切恢复，%.1f %% 靠猜测，%.1f %% 丢失。",
	             exact, guessed, lost);
	fputs("</p>", out);
}

static void put_verdict(const struct cli_html_page *page)
{
	FILE *out = page->out;
	const struct cli_summary *found = page->totals->found;
	char damaged[CLI_HTML_NUMBER], all[CLI_HTML_NUMBER], places[CLI_HTML_NUMBER];
	cli_html_number(found->damaged, damaged);
	cli_html_number(found->documents, all);
	cli_html_number(page->html->counts.places, places);
	fprintf(out, "<div class=\"verdict %s\"><p>", state(page));
	if (page->html->counts.places == 0)
		cli_html_say(out, "Nothing is damaged in what was read (documents: %s).",
		             "读到的文档（%s 篇）没有受损。", all);
	else
		cli_html_say(out, "%s of %s documents are damaged; places found: %s.",
		             "受损文档 %s 篇，共 %s 篇；发现 %s 处。", damaged, all, places);
	if (page->totals->failures > 0) {
		char failed[CLI_HTML_NUMBER];
		fputc(' ', out);
		cli_html_say(out, "Not everything could be read: see below (%s).",
		             "有的没能读完，见下（%s 个）。", cli_html_number(page->totals->failures, failed));
	}
	fputs("</p>", out);
	put_shares(page);
	fputs("</div>\n", out);
}

static void put_total(FILE *out, const char *name, const char *english, const char *chinese,
                      uint64_t count)
{
	char number[CLI_HTML_NUMBER];
	fprintf(out, "<div%s><dt>", count == 0 ? " class=zero" : "");
	cli_html_both(out, english, chinese);
	fprintf(out, "</dt><dd data-total=%s>%s</dd></div>\n", name, cli_html_number(count, number));
}

static void put_totals(const struct cli_html_page *page)
{
	FILE *out = page->out;
	const struct cli_summary *s = page->totals->found;
	uint64_t skipped = 0;
	for (int i = 0; i < CLI_SKIPPED; i++)
		skipped += s->skipped[i];
	put_total(out, "files", "files read", "读过的文件", s->files);
	put_total(out, "documents", "documents", "文档", s->documents);
	put_total(out, "damaged", "of them damaged", "其中受损", s->damaged);
	put_total(out, "places", "places found", "发现的处数", page->html->counts.places);
	put_total(out, "exact", "characters certain", "确切恢复的字", s->exact);
	put_total(out, "guessed", "characters guessed", "猜测的字", s->guessed);
	put_total(out, "lost", "characters lost", "丢失的字", s->lost);
	put_total(out, "unproven", "places left, unproven", "未证实之处", s->unproven);
	put_total(out, "invalid", "bytes undecodable", "无法解码的字节", s->invalid);
	if (s->allowed > 0)
		put_total(out, "allowed", "places allowed", "获准的处数", s->allowed);
	if (s->ignored > 0)
		put_total(out, "ignored", "places ignored", "忽略的处数", s->ignored);
	if (s->known > 0)
		put_total(out, "known", "places known before", "早已知道的处数", s->known);
	put_total(out, "skipped", "files skipped", "跳过的文件", skipped);
	put_total(out, "failed", "files failed", "失败的文件", s->failed);
}

/* ---- all of it ---- */

static void fill(struct cli_html_page *page, enum page_slot slot)
{
	switch (slot) {
	case SLOT_NONE: break;
	case SLOT_VERSION: cli_html_plain(page->out, qw_version(), strlen(qw_version())); break;
	case SLOT_TITLE: put_title(page); break;
	case SLOT_STATE: fputs(page->rules > 0 ? "found" : "sound", page->out); break;
	case SLOT_HEADING: put_heading(page); break;
	case SLOT_MADE: put_made(page); break;
	case SLOT_VERDICT: put_verdict(page); break;
	case SLOT_TOTALS: put_totals(page); break;
	case SLOT_KINDS: cli_html_kinds(page); break;
	case SLOT_LEGEND: cli_html_legend(page); break;
	case SLOT_FILES: cli_html_files(page); break;
	case SLOT_FILES_MORE: cli_html_files_more(page); break;
	case SLOT_FAILED: cli_html_failed(page); break;
	case SLOT_CHIPS: cli_html_chips(page); break;
	case SLOT_SAMPLES: cli_html_samples(page); break;
	case SLOT_SAMPLES_MORE: cli_html_samples_more(page); break;
	}
}

/* The busiest first; of two the one with the smaller number. */
static void order_rules(struct cli_html_page *page)
{
	for (size_t i = 0; i < cli_rule_count; i++) {
		uint64_t places = page->html->rule[i].places;
		size_t at = page->rules;
		if (places == 0)
			continue;
		for (; at > 0 && page->html->rule[page->rule[at - 1]].places < places; at--)
			page->rule[at] = page->rule[at - 1];
		page->rule[at] = i;
		page->rules++;
	}
}

void cli_html_page(FILE *out, const struct cli_html *html, const struct cli_totals *totals)
{
	struct cli_html_page page = {.out = out, .html = html, .totals = totals};
	size_t at = 0;
	order_rules(&page);
	for (size_t i = 0; i < sizeof page_piece / sizeof *page_piece; i++) {
		fwrite(page_text + at, 1, page_piece[i].end - at, out);
		at = page_piece[i].end;
		fill(&page, page_piece[i].slot);
	}
}
