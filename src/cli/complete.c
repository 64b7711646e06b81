/* SPDX-License-Identifier: Apache-2.0 */
/* What shells offer. The files in completions/ call "qingwen complete WORD...", the last
 * WORD being the one to complete, and get lines:
 *
 *     WORD TAB words about it       the whole word, as it may become
 *     :files STEM                   STEM and a file name
 *     :folders STEM                 STEM and the name of a folder
 *
 * So an option is completed as soon as it is in options.def, and by what its argument is
 * called there: FILE, FOLDER, NAME of an encoding, KIND of damage; those two in lists, too. */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"
#include "cli/output.h"
#include "cli/rules.h"

#include <stdio.h>
#include <string.h>

struct place {
	const char *word;         /* to complete */
	size_t stem;              /* its bytes that stay, before what is completed */
};

/* Words of the command line before that one. */
struct before {
	const struct cli_command *command;
	const struct cli_option *option; /* wants the word for its value; NULL: none */
	size_t operands;
	bool ended;               /* by "--": no more options */
};

static void offer(const struct place *p, const char *name, size_t length, const char *help)
{
	const char *typed = p->word + p->stem;
	size_t n = strlen(typed);
	if (n > length || memcmp(name, typed, n) != 0)
		return;
	printf("%.*s%.*s", (int)p->stem, p->word, (int)length, name);
	if (help != NULL)
		printf("\t%s", help);
	putchar('\n');
}

static void offer_paths(const struct place *p, const char *what)
{
	printf(":%s %.*s\n", what, (int)p->stem, p->word);
}

/* Those of a list that are there already stay. */
static struct place in_list(const struct place *p)
{
	const char *comma = strrchr(p->word + p->stem, ',');
	return (struct place){p->word, comma != NULL ? (size_t)(comma + 1 - p->word) : p->stem};
}

static void offer_names(const struct place *p, const char *(*name)(size_t i))
{
	struct place last = in_list(p);
	const char *next;
	for (size_t i = 0; (next = name(i)) != NULL; i++)
		offer(&last, next, strlen(next), NULL);
}

/* Where a single one is wanted it may be a rule of check. */
static void offer_kinds(const struct place *p, bool rules)
{
	struct place last = in_list(p);
	offer_names(p, qw_damage_name);
	offer(&last, "debris", strlen("debris"), NULL);
	for (size_t i = 0; rules && i < cli_rule_count; i++)
		offer(p, cli_rules[i].number, strlen(cli_rules[i].number), _(cli_rules[i].what));
}

/* "one|two|three:FIELD": of the last what comes before the capitals. */
static void offer_words(const struct place *p, const char *words)
{
	for (;;) {
		size_t n = strcspn(words, "|]");
		size_t fixed = strcspn(words, "|][ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (fixed > 0)
			offer(p, words, fixed, NULL);
		if (words[n] != '|')
			return;
		words += n + 1;
	}
}

/* By what an argument is called, up to "]", ",", "..." or a blank. */
static void offer_value(const struct place *p, const char *argument)
{
	argument += argument[0] == '[';
	size_t n = strcspn(argument, "],. ");
	bool chain = n == 5 && memcmp(argument, "CHAIN", n) == 0;
	if (strchr(argument, '|') != NULL)
		offer_words(p, argument);
	else if (n == 4 && (memcmp(argument, "FILE", n) == 0 || memcmp(argument, "PATH", n) == 0))
		offer_paths(p, "files");
	else if (n == 6 && memcmp(argument, "FOLDER", n) == 0)
		offer_paths(p, "folders");
	else if (n == 4 && memcmp(argument, "NAME", n) == 0)
		offer_names(p, qw_encoding_name);
	else if (chain)
		offer_names(p, qw_damage_name);
	else if (n == 4 && memcmp(argument, "KIND", n) == 0)
		offer_kinds(p, argument[n] != ',');
	if (chain)
		offer(p, "random", strlen("random"), NULL);
}

static void offer_options(const struct place *p, unsigned mask)
{
	enum { NAME_MAX = 64 };
	char name[NAME_MAX];
	for (size_t i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if ((o->commands & mask) == 0)
			continue;
		bool wants = o->argument != NULL && o->argument[0] != '[';
		int n = snprintf(name, sizeof name, "--%s%s", o->name, wants ? "=" : "");
		offer(p, name, (size_t)n, _(o->help));
		if (o->letter == 0)
			continue;
		name[1] = o->letter;
		offer(p, name, 2, _(o->help));
	}
}

/* What the usage of a command says behind "[OPTION]... "; the last one may come again. */
static void offer_operand(const struct place *p, const struct before *b)
{
	const char *operand = strchr(b->command->arguments, ' ');
	for (size_t i = 0; operand != NULL; i++) {
		const char *next = strchr(++operand, ' ');
		if (i == b->operands || (next == NULL && strstr(operand, "...") != NULL))
			offer_value(p, operand);
		if (i == b->operands)
			return;
		operand = next;
	}
}

static const struct cli_option *find_long(unsigned mask, const char *name, size_t length)
{
	for (size_t i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if ((o->commands & mask) != 0 && strlen(o->name) == length
		    && memcmp(o->name, name, length) == 0)
			return o;
	}
	return NULL;
}

/* The option of "-vo" that takes a value, if nothing stands behind it. */
static const struct cli_option *find_last_letter(unsigned mask, const char *letters)
{
	for (; *letters != '\0'; letters++) {
		for (size_t i = 0; i < cli_option_count; i++) {
			const struct cli_option *o = &cli_option_table[i];
			if ((o->commands & mask) != 0 && o->letter == *letters && o->argument != NULL)
				return letters[1] == '\0' ? o : NULL;
		}
	}
	return NULL;
}

static void pass(struct before *b, const char *word)
{
	const struct cli_option *o = NULL;
	if (b->option != NULL) {
		b->option = NULL;
		return;
	}
	if (b->ended || word[0] != '-' || word[1] == '\0')
		b->operands++;
	else if (strcmp(word, "--") == 0)
		b->ended = true;
	else if (word[1] != '-')
		o = find_last_letter(b->command->mask, word + 1);
	else if (strchr(word, '=') == NULL)
		o = find_long(b->command->mask, word + 2, strlen(word + 2));
	if (o != NULL && o->argument != NULL && o->argument[0] != '[')
		b->option = o;
}

static void complete(const struct before *b, const char *word)
{
	const char *equals = strchr(word, '=');
	struct place whole = {word, 0};
	if (b->option != NULL) {
		offer_value(&whole, b->option->argument);
	} else if (b->ended || word[0] != '-') {
		offer_operand(&whole, b);
	} else if (equals == NULL || word[1] != '-') {
		offer_options(&whole, b->command->mask);
	} else {
		struct place value = {word, (size_t)(equals + 1 - word)};
		const struct cli_option *o = find_long(b->command->mask, word + 2, value.stem - 3);
		if (o != NULL && o->argument != NULL)
			offer_value(&value, o->argument);
	}
}

static void complete_command(const char *word)
{
	static const char *const options[] = {"--help", "--version", "-h", "-V"};
	struct place whole = {word, 0};
	for (size_t i = 0; i < cli_command_count; i++)
		offer(&whole, cli_commands[i].name, strlen(cli_commands[i].name),
		      _(cli_commands[i].summary));
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		offer(&whole, options[i], strlen(options[i]), NULL);
}

enum cli_status cli_complete(char *const *words, size_t count)
{
	const char *word = count > 0 ? words[count - 1] : "";
	struct before before = {.command = count > 1 ? cli_find_command(words[0]) : NULL};
	for (size_t i = 1; before.command != NULL && i + 1 < count; i++)
		pass(&before, words[i]);
	if (strpbrk(word, "\t\n") != NULL)
		return CLI_DONE;
	if (count < 2)
		complete_command(word);
	else if (before.command != NULL)
		complete(&before, word);
	return cli_close_stdout() ? CLI_DONE : CLI_IO;
}
