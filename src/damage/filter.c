/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/filter.h"

#include "damage/damage.h"
#include "damage/escape/kind.h"
#include "damage/mixed/apply.h"
#include "damage/mojibake/policy.h"
#include "damage/mojibake/random.h"

#include <string.h>

/* Bytes that are not ended by NUL. */
typedef struct {
	const char *s;
	size_t n;
} piece;

static piece piece_of(const char *s)
{
	return (piece){s, strlen(s)};
}

/* The bytes up to the next of `ends`, or all. */
static piece up_to(piece p, const char *ends)
{
	size_t n = 0;
	while (n < p.n && strchr(ends, p.s[n]) == NULL)
		n++;
	return (piece){p.s, n};
}

static piece behind(piece p, size_t n)
{
	return n < p.n ? (piece){p.s + n + 1, p.n - n - 1} : (piece){p.s + p.n, 0};
}

/* Only the last `*` can be worth another try. */
static bool globs(piece pattern, piece name)
{
	size_t i = 0, k = 0, star = pattern.n, from = 0;
	while (k < name.n) {
		if (i < pattern.n && pattern.s[i] == '*') {
			star = i++;
			from = k;
		} else if (i < pattern.n && (pattern.s[i] == '?' || pattern.s[i] == name.s[k])) {
			i++;
			k++;
		} else if (star < pattern.n) {
			i = star + 1;
			k = ++from;
		} else {
			return false;
		}
	}
	while (i < pattern.n && pattern.s[i] == '*')
		i++;
	return i == pattern.n;
}

/* All of the link, or its beginning as far as a colon or a plus. */
static bool matches(piece pattern, piece link)
{
	for (size_t n = 0; n <= link.n; n++)
		if ((n == link.n || link.s[n] == ':' || link.s[n] == '+')
		    && globs(pattern, (piece){link.s, n}))
			return true;
	return false;
}

static bool matches_any(const char *list, piece link)
{
	for (piece rest = piece_of(list); rest.n > 0;) {
		piece pattern = up_to(rest, ",");
		if (matches(pattern, link))
			return true;
		rest = behind(rest, pattern.n);
	}
	return false;
}

bool qw_filter_allows(const qw_filter *f, const char *chain)
{
	for (piece rest = piece_of(chain); rest.n > 0;) {
		piece link = up_to(rest, ",");
		if ((f->only != NULL && !matches_any(f->only, link))
		    || (f->skip != NULL && matches_any(f->skip, link)))
			return false;
		rest = behind(rest, link.n);
	}
	return true;
}

/* --- what there is ----------------------------------------------------------------------- */

/* A pair of any two encodings. */
static bool is_pair(piece pattern)
{
	char name[128];
	for (unsigned written = 0; written < QW_SETS; written++)
		for (unsigned read = 0; read < QW_SETS; read++) {
			const char *a = qw_set_name(written), *b = qw_set_name(read);
			size_t n = strlen(a), m = strlen(b);
			if (n + 4 + m > sizeof name)
				continue;
			memcpy(name, a, n);
			memcpy(name + n, "-as-", 4);
			memcpy(name + n + 4, b, m);
			if (globs(pattern, (piece){name, n + 4 + m}))
				return true;
		}
	return false;
}

/* What stands in front of a colon. */
static bool is_stem(piece pattern)
{
	const qw_kind *kind;
	const char *name;
	if (globs(pattern, piece_of("debris")))
		return true;
	for (size_t i = 0; (kind = qw_damage_number(i)) != NULL; i++)
		if (globs(pattern, piece_of(kind->name)))
			return true;
	for (size_t i = 0; (name = qw_pair_name(i)) != NULL; i++)
		if (globs(pattern, piece_of(name)))
			return true;
	for (size_t i = 0; (name = qw_mixed_pair_name(i)) != NULL; i++)
		if (globs(pattern, piece_of(name)))
			return true;
	return is_pair(pattern);
}

/* One of what is joined with "+" behind it. */
static bool is_word(piece pattern)
{
	static const char *const forms[] = {"bare", "upper", "lower", "doubled", "q"};
	const qw_escape_kind *kind;
	const char *word;
	pattern = up_to(pattern, "=");
	for (size_t i = 0; (word = qw_policy_word(i)) != NULL; i++)
		if (globs(pattern, piece_of(word)))
			return true;
	for (size_t i = 0; (kind = qw_escape_kind_number(i)) != NULL; i++)
		if (globs(pattern, piece_of(kind->name)))
			return true;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (globs(pattern, piece_of(forms[i])))
			return true;
	for (unsigned id = 0; id < QW_SETS; id++)
		if (globs(pattern, piece_of(qw_set_name(id))))
			return true;
	return false;
}

static bool is_known(piece pattern)
{
	piece stem = up_to(pattern, ":");
	if (stem.n == 0 || !is_stem(stem))
		return false;
	for (piece rest = behind(pattern, stem.n); rest.n > 0;) {
		piece word = up_to(rest, "+");
		if (!is_word(word))
			return false;
		rest = behind(rest, word.n);
	}
	return true;
}

bool qw_filter_is_known(const char *list, size_t *bad)
{
	piece rest = piece_of(list);
	do {
		piece pattern = up_to(rest, ",");
		*bad = (size_t)(rest.s - list);
		if (!is_known(pattern))
			return false;
		rest = behind(rest, pattern.n);
	} while (rest.n > 0);
	return true;
}
