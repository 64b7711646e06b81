/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/rules.h"
#include "cli/chain_words_table.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Free it. */
static char *words(const char *chain, enum cli_language language)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	cli_chain_words(out, chain, language);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void expect(const char *chain, const char *english, const char *chinese)
{
	char *text = words(chain, CLI_ENGLISH);
	assert_string_equal(text, english);
	free(text);
	text = words(chain, CLI_CHINESE);
	assert_string_equal(text, chinese);
	free(text);
}

static void links_follow_each_other(void **state)
{
	(void)state;
	expect("utf8-as-gbk", "The bytes were UTF-8 and were read as GBK.",
	       "原是 UTF-8 字节，被当作 GBK 来读。");
	expect("utf8-as-gbk,utf8-as-latin1",
	       "The bytes were UTF-8 and were read as GBK; the result was saved as UTF-8 and read as "
	       "Latin-1.", "原是 UTF-8 字节，被当作 GBK 来读；结果又存成 UTF-8 字节，被当作 Latin-1 来读。");
	expect("gbk-as-latin1,ftfy-scar",
	       "The bytes were GBK and were read as Latin-1; the program ftfy then took that for UTF-8 "
	       "and “repaired” it.",
	       "原是 GBK 字节，被当作 Latin-1 来读；ftfy 又把它当成 UTF-8“修复”过。");
	expect("utf8-as-latin1,escape:u-escape",
	       "The bytes were UTF-8 and were read as Latin-1; the result was written as escapes of "
	       "programming languages (\\u4e2d) and not read back.",
	       "原是 UTF-8 字节，被当作 Latin-1 来读；结果又写成了程序语言的转义（\\u4e2d），没有再读回来。");
	expect("gb18030-in-utf8", "Text in GB18030 was put into a file in UTF-8.",
	       "有 GB18030 文本被放进了 UTF-8 文件。");
}

static void a_policy_says_who_read_it(void **state)
{
	(void)state;
	expect("utf8-as-gbk:python", "The bytes were UTF-8 and were read as GBK by Python, with U+FFFD "
	       "for what could not be read.",
	       "原是 UTF-8 字节，被当作 GBK 来读（Python），读不出的写成 U+FFFD。");
	expect("utf8-as-gbk:whatwg+question", "The bytes were UTF-8 and were read as GBK by a browser, "
	       "with ? for what could not be read.",
	       "原是 UTF-8 字节，被当作 GBK 来读（浏览器），读不出的写成 ?。");
	expect("utf8-as-gbk:c1-dropped", "The bytes were UTF-8 and were read as GBK, and the control "
	       "characters were dropped.", "原是 UTF-8 字节，被当作 GBK 来读，控制字符被删去。");
	expect("shift:gbk+every=100", "A byte of GBK was lost, doubled or overwritten, and what "
	       "follows was read one byte late.",
	       "在 GBK 文本里有字节丢失、重复或被改写，其后都错开一个字节来读。");
}

static void what_nobody_knows_stands_as_it_is(void **state)
{
	(void)state;
	expect("", "", "");
	expect("smear", "smear.", "smear。");
	expect("abc-as-xyz:mars", "The bytes were abc and were read as xyz.",
	       "原是 abc 字节，被当作 xyz 来读。");
	expect("escape:", "Characters were written as  and not read back.", "字被写成了，没有再读回来。");
	expect(",,:,+", "; then: ; then: ; then: +.", "；然后：；然后：；然后：+。");
}

static void assert_set_is_known(const char *name, size_t n)
{
	for (int language = 0; language < CLI_LANGUAGES; language++)
		if (strncmp(name, "windows-", 8) != 0
		    && cli_word(CLI_WORD_SET, name, n, (enum cli_language)language) == NULL)
			fail_msg("nobody knows the encoding %.*s", (int)n, name);
}

static void check_name(const char *name)
{
	const char *as = strstr(name, "-as-"), *between = as != NULL ? as : strstr(name, "-in-");
	size_t n = strcspn(name, ":");
	bool special = strcmp(name, "escape") == 0 || strcmp(name, "shift") == 0;
	if (between != NULL) {
		assert_set_is_known(name, (size_t)(between - name));
		assert_set_is_known(between + 4, strcspn(between + 4, ":,"));
	} else if (!special && cli_word(CLI_WORD_DAMAGE, name, n, CLI_ENGLISH) == NULL
	           && strncmp(name, "escape:", 7) != 0) {
		fail_msg("nobody knows %s", name);
	}
	if (strncmp(name, "escape:", 7) == 0)
		assert_non_null(cli_word(CLI_WORD_ESCAPE, name + 7, strlen(name + 7), CLI_CHINESE));
}

static void the_library_has_no_other_names(void **state)
{
	(void)state;
	size_t count = 0;
	for (const char *name; (name = qw_damage_name(count)) != NULL; count++)
		check_name(name);
	assert_true(count > 20);
}

/* All its words are known, so nothing of how it is written is left. */
static void chains_of_accidents_are_told(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 500; seed++) {
		char chain[QW_CHAIN_SIZE];
		qw_damage_random(seed, seed % 2, chain);
		char *english = words(chain, CLI_ENGLISH), *chinese = words(chain, CLI_CHINESE);
		assert_null(strstr(english, "-as-"));
		assert_null(strchr(english, ':'));
		assert_int_equal(english[strlen(english) - 1], '.');
		assert_null(strstr(chinese, "-as-"));
		assert_null(strpbrk(chinese, ":,;"));
		free(english);
		free(chinese);
	}
}

static void every_rule_has_chinese(void **state)
{
	(void)state;
	assert_true(cli_rule_count > 0);
	for (size_t i = 0; i < cli_rule_count; i++) {
		const char *number = cli_rules[i].number;
		if (cli_word(CLI_WORD_RULE, number, strlen(number), CLI_CHINESE) == NULL
		    || cli_word(CLI_WORD_ADVICE, number, strlen(number), CLI_CHINESE) == NULL)
			fail_msg("%s is not translated", number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_follow_each_other),
		cmocka_unit_test(a_policy_says_who_read_it),
		cmocka_unit_test(what_nobody_knows_stands_as_it_is),
		cmocka_unit_test(the_library_has_no_other_names),
		cmocka_unit_test(chains_of_accidents_are_told),
		cmocka_unit_test(every_rule_has_chinese),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
