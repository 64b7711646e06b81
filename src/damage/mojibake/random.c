/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/random.h"

#include "damage/mojibake/policy.h"

#include <stdio.h>
#include <string.h>

/* ---- names ---- */

/* The sets that Chinese is written in are the first of set.def. */
static const char *const names[] = {
#define SET(id, name, charset, written, read) \
	"utf8-as-" name, "gbk-as-" name, "big5-as-" name, "euc-tw-as-" name, \
	"shift_jis-as-" name, "euc-kr-as-" name,
#include "damage/mojibake/set.def"
#undef SET
};

enum {
	WRITERS = 0
#define SET(id, name, charset, written, read) + ((written) > 0)
#include "damage/mojibake/set.def"
#undef SET
};
_Static_assert(sizeof names / sizeof *names == WRITERS * QW_SETS && QW_SET_EUC_KR == WRITERS - 1,
               "names follow set.def");

/* A scar is a link of its own. */
static bool is_pair(qw_set_id written, qw_set_id read)
{
	return qw_set_may_pair(written, read) && qw_set_read(read) > 0 && read != QW_SET_SCAR;
}

const char *qw_pair_name(size_t i)
{
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		qw_set_id written = (qw_set_id)(n % WRITERS), read = (qw_set_id)(n / WRITERS);
		if (is_pair(written, read) && i-- == 0)
			return names[n];
	}
	return NULL;
}

/* ---- chance ---- */

enum {
	PRICE_MAX = 16,
	LINK_PRICE = 2,     /* bits of each further link */
	UTF8_PRICE = 6,     /* of reading as UTF-8, which loses nearly everything */
	LINKS_MAX = 3,
	WORD_ONE_IN = 4     /* policies with a word about what happened later */
};

/* SplitMix64: neighbouring seeds give numbers that have nothing in common. */
static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static uint32_t below(uint64_t *state, uint32_t n)
{
	return (uint32_t)((next(state) >> 32) * n >> 32);
}

static unsigned read_price(qw_set_id id, bool lossy)
{
	return id == QW_SET_UTF8 && lossy ? UTF8_PRICE : qw_set_read(id);
}

static uint32_t chance(unsigned price)
{
	return price > 0 ? UINT32_C(1) << (PRICE_MAX - price) : 0;
}

/* A set that text is read as, other than the one it was written in, or with
 * written == QW_SETS one that it is written in. */
static qw_set_id draw_set(uint64_t *state, qw_set_id written, bool lossy)
{
	uint32_t chances[QW_SETS], all = 0;
	for (qw_set_id id = 0; id < QW_SETS; id++) {
		unsigned price = written == QW_SETS ? qw_set_written(id) : read_price(id, lossy);
		bool may = written == QW_SETS || (qw_set_may_pair(written, id) && id != QW_SET_SCAR);
		chances[id] = may ? chance(price) : 0;
		all += chances[id];
	}
	uint32_t at = below(state, all);
	qw_set_id id = 0;
	while (at >= chances[id])
		at -= chances[id++];
	return id;
}

static unsigned draw_links(uint64_t *state)
{
	unsigned links = 1;
	while (links < LINKS_MAX && below(state, 1u << LINK_PRICE) == 0)
		links++;
	return links;
}

static size_t add(char *chain, size_t at, const char *before, const char *name)
{
	int n = snprintf(chain + at, QW_CHAIN_SIZE - at, "%s%s", before, name);
	return at + (size_t)n;
}

/* A program, and sometimes one of the words behind it but strict, which is the first. */
static size_t add_policy(uint64_t *state, char *chain, size_t at)
{
	size_t programs = qw_policy_programs(), words = 0;
	while (qw_policy_word(programs + words) != NULL)
		words++;
	at = add(chain, at, ":", qw_policy_word(below(state, (uint32_t)programs)));
	if (below(state, WORD_ONE_IN) > 0)
		return at;
	return add(chain, at, "+", qw_policy_word(programs + 1 + below(state, (uint32_t)words - 1)));
}

/* Three times ",shift_jis-as-windows-1252:windows-nouser+private-dropped" at most. */
_Static_assert(QW_CHAIN_SIZE >= 3 * 64 + 1, "a chain has room");

void qw_random_chain(uint64_t seed, bool lossy, char chain[QW_CHAIN_SIZE])
{
	unsigned links = draw_links(&seed);
	size_t at = 0;
	for (unsigned i = 0; i < links; i++) {
		qw_set_id written = draw_set(&seed, QW_SETS, lossy);
		qw_set_id read = draw_set(&seed, written, lossy);
		at = add(chain, at, i > 0 ? "," : "", qw_set_name(written));
		at = add(chain, at, "-as-", qw_set_name(read));
		at = lossy ? add_policy(&seed, chain, at) : add(chain, at, ":", "strict");
	}
}
