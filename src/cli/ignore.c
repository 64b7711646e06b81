/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/ignore.h"

#include "cli/allow.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

static const char mark[] = "qingwen-ignore";
enum { MARK = sizeof mark - 1 };

static void add(struct cli_ignored_list *list, struct cli_ignored range)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 4;
		list->range = cli_resize(list->range, list->capacity, sizeof *list->range);
	}
	list->range[list->count++] = range;
}

static struct cli_ignored *last(struct cli_ignored_list *list)
{
	return &list->range[list->count - 1];
}

/* The numbers at the beginning of a text; NULL: there are none. */
static char *read_rules(const char *text)
{
	char rules[CLI_IGNORE_TEXT + 2];
	size_t used = 0;
	for (;;) {
		text += strspn(text, " \t:=,([");
		size_t n = strspn(text, "QW0123456789*?");
		if (n < 3 || strncmp(text, "QW", 2) != 0)
			break;
		memcpy(rules + used, text, n);
		used += n;
		rules[used++] = '\0';
		text += n;
	}
	rules[used] = '\0';
	return used > 0 ? cli_copy(rules, used) : NULL;
}

/* Is this what stands behind the mark, and nothing more of a word? */
static bool is_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	return strncmp(text, word, n) == 0
	    && strspn(text + n, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == 0
	    && (text[n] != '-' || text[n + 1] == '-'); /* "-->" ends a comment */
}

/* The line, with a mark in it, ended. */
static void read_mark(struct cli_ignores *i)
{
	const char *text = i->text;
	if (is_word(text, "")) {
		add(&i->lines, (struct cli_ignored){i->line, i->at, read_rules(text)});
	} else if (is_word(text, "-next-line")) {
		add(&i->lines, (struct cli_ignored){i->at, UINT64_MAX, read_rules(text + 10)});
		i->next = true;
	} else if (is_word(text, "-begin") && !i->block) {
		add(&i->blocks, (struct cli_ignored){i->line, UINT64_MAX, read_rules(text + 6)});
		i->block = true;
	} else if (is_word(text, "-end") && i->block) {
		last(&i->blocks)->to = i->at;
		i->block = false;
	} else if (is_word(text, "-file") && i->begun < CLI_IGNORE_FILE && i->file.to == 0) {
		i->file = (struct cli_ignored){0, UINT64_MAX, read_rules(text + 5)};
	}
}

/* `at` is behind it. A line has one mark, its first. */
static void end_line(struct cli_ignores *i)
{
	if (i->next) {
		last(&i->lines)->to = i->at;
		i->next = false;
	}
	if (i->matched == MARK) {
		i->text[i->length] = '\0';
		read_mark(i);
	}
	i->matched = i->length = 0;
	i->line = i->at;
}

/* What does the scan have to look at? Nothing else, until the next such byte: a letter that
 * begins the mark; the end of a line that matters. */
static size_t skip(struct cli_ignores *i, const unsigned char *p, size_t n)
{
	const unsigned char *q = memchr(p, mark[0], n);
	size_t found = q != NULL ? (size_t)(q - p) : n;
	if (!i->next) {
		const unsigned char *line = memrchr(p, '\n', found);
		if (line != NULL)
			i->line = i->at + (uint64_t)(line - p) + 1;
		return found;
	}
	const unsigned char *end = memchr(p, '\n', found);
	return end != NULL ? (size_t)(end - p) : found;
}

static void step(struct cli_ignores *i, unsigned char byte)
{
	if (byte == '\n')
		end_line(i);
	else if (i->matched == MARK && i->length < CLI_IGNORE_TEXT)
		i->text[i->length++] = (char)(byte != 0 ? byte : ' ');
	else if (i->matched < MARK && byte == (unsigned char)mark[i->matched])
		i->matched++;
	else if (i->matched < MARK)
		i->matched = byte == (unsigned char)mark[0];
	if (i->matched == 1)
		i->begun = i->at - 1;
}

/* Of a line with a mark only its text and its end matter. */
static size_t rest_of_line(const struct cli_ignores *i, const unsigned char *p, size_t n)
{
	if (i->matched < MARK || i->length < CLI_IGNORE_TEXT)
		return 0;
	const unsigned char *end = memchr(p, '\n', n);
	return end != NULL ? (size_t)(end - p) : n;
}

void cli_ignores_scan(struct cli_ignores *i, const unsigned char *bytes, size_t n)
{
	if (n == 0)
		end_line(i);
	for (size_t k = 0; k < n;) {
		size_t step_over = i->matched == 0 ? skip(i, bytes + k, n - k)
		                                   : rest_of_line(i, bytes + k, n - k);
		i->at += step_over;
		k += step_over;
		if (k == n)
			return;
		i->at++;
		step(i, bytes[k++]);
	}
}

static bool covers(const struct cli_ignored *range, uint64_t offset, const struct cli_rule *rule,
                   const char *chain)
{
	if (offset < range->from || offset >= range->to)
		return false;
	if (range->rules == NULL)
		return true;
	for (const char *glob = range->rules; *glob != '\0'; glob += strlen(glob) + 1)
		if (cli_allows(glob, rule, chain))
			return true;
	return false;
}

/* How many ranges begin at the offset or before it. */
static size_t begun(const struct cli_ignored_list *list, uint64_t offset)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->range[middle].from <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool cli_ignores_has(const struct cli_ignores *i, uint64_t offset, const struct cli_rule *rule,
                     const char *chain)
{
	if (covers(&i->file, offset, rule, chain))
		return true;
	size_t n = begun(&i->blocks, offset);
	if (n > 0 && covers(&i->blocks.range[n - 1], offset, rule, chain))
		return true;
	n = begun(&i->lines, offset);
	for (size_t k = n; k > 0 && k + 2 > n; k--)
		if (covers(&i->lines.range[k - 1], offset, rule, chain))
			return true;
	return false;
}

static void free_list(struct cli_ignored_list *list)
{
	for (size_t k = 0; k < list->count; k++)
		free(list->range[k].rules);
	free(list->range);
}

void cli_ignores_free(struct cli_ignores *i)
{
	free_list(&i->lines);
	free_list(&i->blocks);
	free(i->file.rules);
}
