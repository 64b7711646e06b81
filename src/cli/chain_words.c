/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/chain_words.h"

#include "cli/chain_words_table.h"

#include <stdbool.h>
#include <string.h>

/* A part of a chain, bytes[0..n). */
struct part {
	const char *bytes;
	size_t n;
};

struct sentence {
	FILE *out;
	enum cli_language language;
	bool first;                  /* no link stands before */
};

/* One of two, by the language. */
static void say(const struct sentence *s, const char *english, const char *chinese)
{
	fputs(s->language == CLI_CHINESE ? chinese : english, s->out);
}

static bool say_word(const struct sentence *s, enum cli_word_list list, struct part name)
{
	const char *word = cli_word(list, name.bytes, name.n, s->language);
	if (word != NULL)
		fputs(word, s->out);
	return word != NULL;
}

/* A name in a phrase; what nobody knows stands as it is. Chinese has blanks between Han
 * and ASCII; English has them in the phrase. */
static void say_name(const struct sentence *s, enum cli_word_list list, struct part name)
{
	const char *word = cli_word(list, name.bytes, name.n, s->language);
	if (word != NULL)
		name = (struct part){word, strlen(word)};
	if (name.n == 0)
		return;
	bool chinese = s->language == CLI_CHINESE;
	if (chinese && (unsigned char)name.bytes[0] < 0x80)
		fputc(' ', s->out);
	fwrite(name.bytes, 1, name.n, s->out);
	if (chinese && (unsigned char)name.bytes[name.n - 1] < 0x80)
		fputc(' ', s->out);
}

static bool is(struct part part, const char *name)
{
	return part.n == strlen(name) && memcmp(part.bytes, name, part.n) == 0;
}

/* What stands before `end`, which becomes the rest behind it; all, when there is no `end`. */
static struct part take(struct part *rest, char end)
{
	const char *found = rest->n > 0 ? memchr(rest->bytes, end, rest->n) : NULL;
	struct part head = {rest->bytes, found != NULL ? (size_t)(found - rest->bytes) : rest->n};
	size_t taken = head.n + (found != NULL);
	*rest = (struct part){rest->bytes + taken, rest->n - taken};
	return head;
}

/* Parts a name at `between`: "gbk-as-latin1". */
static bool split(struct part name, const char *between, struct part *left, struct part *right)
{
	size_t n = strlen(between);
	for (size_t i = 1; i + n < name.n; i++) {
		if (memcmp(name.bytes + i, between, n) == 0) {
			*left = (struct part){name.bytes, i};
			*right = (struct part){name.bytes + i + n, name.n - i - n};
			return true;
		}
	}
	return false;
}

/* Words joined with "+". */
static bool say_options(const struct sentence *s, struct part rest, enum cli_word_list list)
{
	bool question = false;
	while (rest.n > 0) {
		struct part word = take(&rest, '+');
		question |= is(word, "question");
		say_word(s, list, word);
	}
	return question;
}

/* Who read the bytes, and what became of those that it could not read. */
static void say_policy(const struct sentence *s, struct part policy)
{
	struct part rest = policy;
	struct part program = take(&rest, '+');
	if (!say_word(s, CLI_WORD_READER, program))
		rest = policy;
	if (!say_options(s, rest, CLI_WORD_POLICY))
		say_word(s, CLI_WORD_LOSS, program);
}

static void say_misread(const struct sentence *s, struct part written, struct part read,
                        struct part policy)
{
	if (s->first)
		say(s, "The bytes were ", "原是");
	else
		say(s, "; the result was saved as ", "；结果又存成");
	say_name(s, CLI_WORD_SET, written);
	say(s, s->first ? " and were read as " : " and read as ", "字节，被当作");
	say_name(s, CLI_WORD_SET, read);
	say(s, "", "来读");
	say_policy(s, policy);
}

static void say_mixed(const struct sentence *s, struct part written, struct part file)
{
	say(s, s->first ? "Text in " : "; text in ", s->first ? "有" : "；有");
	say_name(s, CLI_WORD_SET, written);
	say(s, " was put into a file in ", "文本被放进了");
	say_name(s, CLI_WORD_SET, file);
	say(s, "", "文件");
}

static void say_escape(const struct sentence *s, struct part rest)
{
	struct part kind = take(&rest, '+');
	say(s, s->first ? "Characters were written as " : "; the result was written as ",
	    s->first ? "字被写成了" : "；结果又写成了");
	say_name(s, CLI_WORD_ESCAPE, kind);
	say_options(s, rest, CLI_WORD_FORM);
	say(s, " and not read back", "，没有再读回来");
}

static void say_shift(const struct sentence *s, struct part rest)
{
	struct part set = take(&rest, '+');
	say(s, s->first ? "A byte of " : "; then a byte of ", s->first ? "在" : "；又在");
	say_name(s, CLI_WORD_SET, set);
	say(s, " was lost, doubled or overwritten, and what follows was read one byte late",
	    "文本里有字节丢失、重复或被改写，其后都错开一个字节来读");
	say_policy(s, rest);
}

static void say_damage(const struct sentence *s, struct part name)
{
	if (!s->first && is(name, "ftfy-scar")) {
		say(s, "; the program ftfy then took that for UTF-8 and “repaired” it",
		    "；ftfy 又把它当成 UTF-8“修复”过");
		return;
	}
	say(s, s->first ? "" : "; then: ", s->first ? "" : "；然后：");
	if (!say_word(s, CLI_WORD_DAMAGE, name))
		fwrite(name.bytes, 1, name.n, s->out);
}

static void say_link(const struct sentence *s, struct part link)
{
	struct part left, right, rest = link;
	struct part name = take(&rest, ':');
	if (is(name, "escape"))
		say_escape(s, rest);
	else if (is(name, "shift"))
		say_shift(s, rest);
	else if (split(name, "-as-", &left, &right))
		say_misread(s, left, right, rest);
	else if (split(name, "-in-", &left, &right))
		say_mixed(s, left, right);
	else
		say_damage(s, name);
}

void cli_chain_words(FILE *out, const char *chain, enum cli_language language)
{
	struct sentence s = {out, language, true};
	struct part rest = {chain, strlen(chain)};
	while (rest.n > 0) {
		say_link(&s, take(&rest, ','));
		s.first = false;
	}
	if (!s.first)
		say(&s, ".", "。");
}
