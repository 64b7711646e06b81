/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/kinds.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "qingwen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 64, NEAR = 3, ADVICE = 256 }; /* bytes of a name; names that are shown */

/* --- what there is ----------------------------------------------------------------------- */

/* The library knows the names. */
static bool is_known(const char *list, size_t *bad)
{
	qw_options options;
	qw_error error;
	qw_options_init(&options);
	options.only = list;
	qw_session *session = qw_session_new(&options, NULL, NULL, &error);
	qw_session_free(session);
	*bad = (size_t)error.offset;
	return session != NULL || error.status != QW_E_CHAIN;
}

/* --- what somebody may have meant -------------------------------------------------------- */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many letters must be put in, taken out, changed, or exchanged with the next one, to make a
 * of b? Longer names than NAME_MOST are far from all. */
static unsigned distance(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);
	unsigned row[3][NAME_MOST + 1];
	if (n > NAME_MOST || m > NAME_MOST)
		return NAME_MOST;
	for (size_t k = 0; k <= m; k++)
		row[0][k] = (unsigned)k;
	for (size_t i = 1; i <= n; i++) {
		unsigned *now = row[i % 3], *last = row[(i - 1) % 3], *before = row[(i + 1) % 3];
		now[0] = (unsigned)i;
		for (size_t k = 1; k <= m; k++) {
			unsigned changed = last[k - 1] + (a[i - 1] != b[k - 1]);
			now[k] = least(least(last[k], now[k - 1]) + 1, changed);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				now[k] = least(now[k], before[k - 2] + 1);
		}
	}
	return row[n % 3][m];
}

/* A kind that has no entry among those that can be done to a text stands behind them. */
static const char *name_of(size_t i)
{
	const char *name = qw_damage_name(i);
	bool behind = name == NULL && (i == 0 || qw_damage_name(i - 1) != NULL);
	return behind ? "debris" : name;
}

/* The names nearest to one that is none, the nearest first. Returns how many. */
static size_t find_near(const char *name, const char *near[NEAR])
{
	unsigned far[NEAR], most = 1 + (unsigned)strlen(name) / 4;
	size_t count = 0;
	const char *known;
	for (size_t i = 0; (known = name_of(i)) != NULL; i++) {
		unsigned d = distance(name, known);
		if (d > most || (count == NEAR && d >= far[NEAR - 1]))
			continue;
		size_t k = count < NEAR ? count++ : NEAR - 1;
		for (; k > 0 && far[k - 1] > d; k--) {
			far[k] = far[k - 1];
			near[k] = near[k - 1];
		}
		far[k] = d;
		near[k] = known;
	}
	return count;
}

/* What the program does besides repairing has options of its own. */
static const char *other_option(const char *name)
{
	static const struct {
		const char *name, *advice;
	} others[] = {
		{"convert", N_("--script=keep leaves the characters as they are")},
		{"clean", N_("--clean=no leaves Unicode as it is")},
		{"punct", N_("--punct=keep leaves punctuation as it is")},
		{"invalid", N_("--invalid says what becomes of bytes that are no text")},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(name, others[i].name) == 0)
			return _(others[i].advice);
	return NULL;
}

/* The name without what stands behind its colon; NULL: that is not it. Free it. */
static char *known_stem(const char *name)
{
	size_t bad, n = strcspn(name, ":");
	char *stem = name[n] == ':' ? cli_copy(name, n) : NULL;
	if (stem != NULL && !is_known(stem, &bad)) {
		free(stem);
		stem = NULL;
	}
	return stem;
}

static void complain(const char *option, const char *name)
{
	char advice[ADVICE], *stem = known_stem(name);
	const char *near[NEAR] = {stem}, *other = other_option(name);
	size_t count = stem != NULL ? 1 : find_near(name, near);
	if (other != NULL)
		snprintf(advice, sizeof advice, "%s", other);
	else if (count == 0)
		snprintf(advice, sizeof advice, "%s", _("qingwen damage --list has the names"));
	else
		snprintf(advice, sizeof advice, _("near it: %s%s%s%s%s"), near[0],
		         count > 1 ? ", " : "", count > 1 ? near[1] : "", count > 2 ? ", " : "",
		         count > 2 ? near[2] : "");
	cli_message(NULL, CLI_NO_BYTE, advice, _("--%s=%s: no damage has this name"), option, name);
	free(stem);
}

/* --- the list ---------------------------------------------------------------------------- */

bool cli_kinds_add(char **list, const char *option, const char *more)
{
	size_t bad;
	if (!is_known(more, &bad)) {
		char *name = cli_copy(more + bad, strcspn(more + bad, ","));
		complain(option, name);
		free(name);
		return false;
	}
	size_t length = *list != NULL ? strlen(*list) : 0, n = strlen(more) + 1;
	*list = cli_resize(*list, length + 1 + n, 1);
	if (length > 0)
		(*list)[length++] = ',';
	memcpy(*list + length, more, n);
	return true;
}
