/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/rules.h"

#include "cli/i18n.h"

#include <string.h>

enum rule {
#define RULE(number, name, what, advice) RULE_##number,
#include "cli/rules.def"
#undef RULE
};

const struct cli_rule cli_rules[] = {
#define RULE(number, name, what, advice) {"QW" #number, name, what, advice},
#include "cli/rules.def"
#undef RULE
};
const size_t cli_rule_count = sizeof cli_rules / sizeof cli_rules[0];

/* A name in a chain, without its NUL. */
struct name {
	const char *text;
	size_t length;
};

static bool is(struct name n, const char *text)
{
	return strlen(text) == n.length && memcmp(n.text, text, n.length) == 0;
}

static bool begins(struct name n, const char *text)
{
	size_t length = strlen(text);
	return length <= n.length && memcmp(n.text, text, length) == 0;
}

/* Cut `n` in two at `between`. False: it is not there. */
static bool cut(struct name n, const char *between, struct name *left, struct name *right)
{
	size_t length = strlen(between);
	for (size_t i = 0; i + length <= n.length; i++) {
		if (memcmp(n.text + i, between, length) != 0)
			continue;
		*left = (struct name){n.text, i};
		*right = (struct name){n.text + i + length, n.length - i - length};
		return true;
	}
	return false;
}

static bool is_east_asian(struct name n)
{
	static const char *const names[] = {"gbk", "gb18030", "gb2312", "cp936", "big5", "euc-tw",
	                                    "shift_jis", "euc-jp", "euc-kr"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (is(n, names[i]))
			return true;
	return false;
}

static enum rule of_pair(struct name written, struct name read)
{
	if (begins(written, "utf16"))
		return begins(read, "utf16") ? RULE_204 : RULE_205;
	if (begins(read, "utf8-else-"))
		return RULE_106;
	if (is(read, "gpt2"))
		return RULE_107;
	if (begins(written, "utf8"))
		return is_east_asian(read) ? RULE_101 : RULE_102;
	return is_east_asian(read) ? RULE_104 : RULE_103;
}

static enum rule of_escape(struct name kind)
{
	if (begins(kind, "entity"))
		return RULE_501;
	if (begins(kind, "u-escape") || begins(kind, "percent-u+") || is(kind, "percent-u"))
		return RULE_502;
	if (begins(kind, "hz") || begins(kind, "utf7") || begins(kind, "rfc2047"))
		return RULE_504;
	return RULE_503;
}

static bool has(const char *text, size_t n, const char *what)
{
	struct name left, right;
	return cut((struct name){text, n}, what, &left, &right);
}

/* What is left says what it was: U+FFFD itself, the bytes CC, CD or DD of a debugger,
 * or else the bytes of U+FFFD in another encoding. */
static enum rule of_debris(const char *text, size_t n)
{
	if (has(text, n, "\xEF\xBF\xBD"))
		return RULE_401;
	static const char *const filled[] = {"烫", "屯", "葺"};
	for (size_t i = 0; i < sizeof filled / sizeof filled[0]; i++)
		if (has(text, n, filled[i]))
			return RULE_403;
	return RULE_402;
}

/* One link of a chain. */
static enum rule of_link(struct name link)
{
	struct name left, right, policy;
	if (is(link, "splice") || begins(link, "splice:"))
		return RULE_301;
	if (begins(link, "shift:"))
		return RULE_203;
	if (begins(link, "escape:"))
		return of_escape((struct name){link.text + 7, link.length - 7});
	if (is(link, "ftfy-scar"))
		return RULE_108;
	if (cut(link, "-in-", &left, &right))
		return RULE_202;
	if (!cut(link, ":", &link, &policy))
		policy.length = 0;
	return cut(link, "-as-", &left, &right) ? of_pair(left, right) : RULE_999;
}

static enum rule of_chain(struct name chain)
{
	struct name first, rest;
	if (!cut(chain, ",", &first, &rest))
		return of_link(chain);
	return is(rest, "ftfy-scar") ? RULE_108 : RULE_105;
}

const struct cli_rule *cli_rule_of(const char *chain, const char *text, size_t n)
{
	struct name name = {chain, strlen(chain)};
	enum rule rule = is(name, "debris")      ? of_debris(text, n)
	               : is(name, "undecodable") ? RULE_201
	               : is(name, "unproven")    ? RULE_901
	                                         : of_chain(name);
	return &cli_rules[rule];
}
