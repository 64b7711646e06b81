/* SPDX-License-Identifier: Apache-2.0 */
/* The baseline as a text file: sorted, so that it can be compared and merged. */
#include "config.h"
#include "cli/baseline.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "#qingwen-baseline 1"

static bool refuse(const struct cli_baseline *b, uint64_t line, const char *what)
{
	cli_message(b->name, CLI_NO_BYTE, NULL, _("line %" PRIu64 ": %s"), line, what);
	return false;
}

static const struct cli_rule *find_rule(const char *number)
{
	for (size_t i = 0; i < cli_rule_count; i++)
		if (strcmp(cli_rules[i].number, number) == 0)
			return &cli_rules[i];
	return NULL;
}

/* Digits only, in the base, to the end of the word. */
static bool read_number(const char *word, unsigned base, uint64_t *number)
{
	static const char digits[] = "0123456789abcdef";
	*number = 0;
	for (const char *p = word; *p != '\0'; p++) {
		const char *digit = strchr(digits, *p);
		if (digit == NULL || digit >= digits + base
		    || *number > (UINT64_MAX - (base - 1)) / base)
			return false;
		*number = *number * base + (uint64_t)(digit - digits);
	}
	return word[0] != '\0';
}

static bool read_hash(const char *word, uint64_t *hash)
{
	*hash = 0;
	for (size_t i = 0; i < 16; i++) {
		uint64_t digit;
		if (!read_number((char[]){word[i], '\0'}, 16, &digit))
			return false;
		*hash = *hash << 4 | digit;
	}
	return word[16] == '\0';
}

static bool read_line(struct cli_baseline *b, char *line, uint64_t number)
{
	char *rest = line, *words[4];
	for (size_t i = 0; i < 4; i++)
		words[i] = strsep(&rest, " ");
	if (words[3] == NULL || words[3][0] == '\0' || rest != NULL)
		return refuse(b, number, _("not RULE HASH COUNT FILE"));
	struct cli_known known = {.rule = find_rule(words[0])};
	if (known.rule == NULL)
		return refuse(b, number, _("unknown rule"));
	if (!read_hash(words[1], &known.content) || !read_number(words[2], 10, &known.count))
		return refuse(b, number, _("not RULE HASH COUNT FILE"));
	known.file = cli_copy(words[3], strlen(words[3]));
	cli_knowns_add(&b->old, known);
	return true;
}

/* What has another first line may have no line ends at all, nor an end. */
static bool read_head(const struct cli_baseline *b, FILE *in)
{
	char line[sizeof HEAD "\r\n"];
	if (fgets(line, sizeof line, in) == NULL)
		return true; /* it is empty */
	line[strcspn(line, "\r\n")] = '\0';
	return strcmp(line, HEAD) == 0 || refuse(b, 1, _("not a baseline of this version"));
}

bool cli_baseline_read(struct cli_baseline *b, FILE *in)
{
	char *line = NULL;
	size_t size = 0;
	bool right = read_head(b, in);
	ssize_t n;
	for (uint64_t number = 2; right && (n = getline(&line, &size, in)) >= 0; number++) {
		if (n > 0 && line[n - 1] == '\n')
			line[--n] = '\0';
		if (n > 0 && line[n - 1] == '\r')
			line[--n] = '\0';
		if (strlen(line) != (size_t)n)
			right = refuse(b, number, _("not RULE HASH COUNT FILE"));
		else if (line[0] != '#' && line[0] != '\0')
			right = read_line(b, line, number);
	}
	free(line);
	return right;
}

static int by_place(const void *a, const void *b)
{
	const struct cli_known *one = a, *other = b;
	int order = strcmp(one->file, other->file);
	if (order == 0)
		order = strcmp(one->rule->number, other->rule->number);
	return order != 0 ? order : (one->content > other->content) - (one->content < other->content);
}

static bool put_line(struct cli_output *out, const struct cli_known *k)
{
	char numbers[100];
	int n = snprintf(numbers, sizeof numbers, "%s %016" PRIx64 " %" PRIu64 " ", k->rule->number,
	                 k->content, k->count);
	return cli_output_put(out, numbers, (size_t)n) == 0
	    && cli_output_put(out, k->file, strlen(k->file)) == 0
	    && cli_output_put(out, "\n", 1) == 0;
}

bool cli_baseline_write(struct cli_baseline *b, struct cli_knowns *all)
{
	static const char head[] = HEAD "\n# RULE HASH COUNT FILE\n";
	struct cli_output out;
	if (all->count > 0)
		qsort(all->known, all->count, sizeof *all->known, by_place);
	if (!cli_output_open(&out, b->name))
		return false;
	bool complete = cli_output_put(&out, head, sizeof head - 1) == 0;
	for (size_t i = 0; i < all->count && complete; i++)
		complete = put_line(&out, &all->known[i]);
	return cli_output_close(&out, complete);
}
