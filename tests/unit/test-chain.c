/* SPDX-License-Identifier: Apache-2.0 */
/* Chains of damages: their names, and those drawn at random. */
#include "config.h"
#include "damage/mojibake/random.h"
#include "damage/mojibake/set.h"
#include "qingwen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char sentence[] = "明天上午九点开会，请带上 2 月份的报告。";

static char *damage(const char *chain, const char *text, qw_status wanted)
{
	char *out = NULL;
	size_t length;
	qw_status status = qw_damage(chain, text, strlen(text), NULL, &out, &length, NULL);
	if (wanted == QW_OK && status != QW_OK)
		fail_msg("%s: %s", chain, qw_strerror(status));
	return status == QW_OK ? out : NULL;
}

static void release(char *text)
{
	if (text != NULL)
		qw_free(NULL, text, strlen(text));
}

/* Every pair that set.def gives a price, once, and no other; a scar is a link of its own. */
static void pairs_follow_the_sets(void **state)
{
	size_t i = 0;
	char name[64];
	(void)state;
	for (qw_set_id read = 0; read < QW_SETS; read++)
		for (qw_set_id written = 0; written < QW_SETS; written++) {
			if (!qw_set_may_pair(written, read) || qw_set_written(written) == 0
			    || qw_set_read(read) == 0 || read == QW_SET_SCAR)
				continue;
			snprintf(name, sizeof name, "%s-as-%s", qw_set_name(written), qw_set_name(read));
			assert_non_null(qw_pair_name(i));
			assert_string_equal(qw_pair_name(i++), name);
		}
	assert_null(qw_pair_name(i));
	assert_true(i > 100);
}

/* qw_damage_name() gives each name once, and each pair can be applied. */
static void names_are_different(void **state)
{
	const char *name;
	(void)state;
	for (size_t i = 0; (name = qw_damage_name(i)) != NULL; i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(name, qw_damage_name(k));
		if (strstr(name, "-as-") != NULL)
			release(damage(name, sentence, QW_OK));
	}
	assert_null(qw_damage_name(SIZE_MAX));
}

static void the_seed_decides(void **state)
{
	char first[QW_CHAIN_SIZE], again[QW_CHAIN_SIZE];
	(void)state;
	for (uint64_t seed = 0; seed < 100; seed++)
		for (int lossy = 0; lossy < 2; lossy++) {
			qw_damage_random(seed, lossy, first);
			qw_damage_random(seed, lossy, again);
			assert_string_equal(first, again);
		}
	qw_damage_random(1, 0, NULL);
}

static size_t links_of(const char *chain)
{
	size_t links = 1;
	for (; (chain = strchr(chain, ',')) != NULL; chain++)
		links++;
	return links;
}

/* Common accidents are common, and there are chains of one, two and three. */
static void chances_follow_the_prices(void **state)
{
	enum { DRAWS = 20000 };
	unsigned links[4] = {0}, latin1 = 0, gbk = 0, euc_tw = 0;
	char chain[QW_CHAIN_SIZE];
	(void)state;
	for (uint64_t seed = 0; seed < DRAWS; seed++) {
		qw_damage_random(seed, 0, chain);
		links[links_of(chain)]++;
		latin1 += strcmp(chain, "utf8-as-latin1:strict") == 0;
		gbk += strcmp(chain, "utf8-as-gbk:strict") == 0;
		euc_tw += strcmp(chain, "euc-tw-as-gbk:strict") == 0;
	}
	assert_true(links[1] > links[2] && links[2] > links[3] && links[3] > DRAWS / 100);
	/* Latin-1 is read two bits more often than GBK. */
	assert_true(latin1 > 3 * gbk && latin1 < 5 * gbk && gbk > 8 * euc_tw);
	assert_true(latin1 > DRAWS / 10);
}

/* Each link the other way round, the last one first. */
static void turn_round(const char *chain, char *back)
{
	size_t at = QW_CHAIN_SIZE - 1;
	back[at] = '\0';
	while (*chain != '\0') {
		size_t written = (size_t)(strstr(chain, "-as-") - chain);
		const char *read = chain + written + 4;
		size_t name = strcspn(read, ":"), policy = strcspn(read + name, ",");
		at -= written + 4 + name + policy + (back[at] != '\0');
		sprintf(back + at, "%.*s-as-%.*s%.*s", (int)name, read, (int)written, chain,
		        (int)policy, read + name);
		if (at + written + 4 + name + policy < QW_CHAIN_SIZE - 1)
			back[at + written + 4 + name + policy] = ',';
		chain = read + name + policy;
		chain += *chain == ',';
	}
	memmove(back, back + at, strlen(back + at) + 1);
}

/* What isn't lossy fails, or can be turned round. */
static void nothing_is_lost(void **state)
{
	char chain[QW_CHAIN_SIZE], back[QW_CHAIN_SIZE];
	unsigned done = 0;
	(void)state;
	for (uint64_t seed = 0; seed < 3000; seed++) {
		qw_damage_random(seed, 0, chain);
		char *damaged = damage(chain, sentence, QW_E_UNDECODABLE);
		if (damaged == NULL)
			continue;
		turn_round(chain, back);
		char *original = damage(back, damaged, QW_OK);
		assert_string_equal(original, sentence);
		release(original);
		release(damaged);
		done++;
	}
	assert_true(done > 1000);
}

static void lossy_chains_can_be_applied(void **state)
{
	char chain[QW_CHAIN_SIZE];
	(void)state;
	for (uint64_t seed = 0; seed < 2000; seed++) {
		qw_damage_random(seed, 1, chain);
		assert_null(strstr(chain, "strict"));
		release(damage(chain, sentence, QW_OK));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_follow_the_sets),
		cmocka_unit_test(names_are_different),
		cmocka_unit_test(the_seed_decides),
		cmocka_unit_test(chances_follow_the_prices),
		cmocka_unit_test(nothing_is_lost),
		cmocka_unit_test(lossy_chains_can_be_applied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
