/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/damage.h"

#include "damage/old_mojibake.h"
#include "damage/splice/apply.h"

#include <string.h>

/* Prices: UTF-8 read as Latin-1 is the commonest accident of the web; GBK as the
 * wrong reader is a matter of Chinese systems; a splice looks at its own evidence. */
static const qw_kind damages[] = {
	{"utf8-as-latin1", QW_SEEN_LATIN, 8 * QW_BIT, "iso-8859-1",
	 qw_old_mojibake_undo, qw_old_mojibake_apply},
	{"utf8-as-windows-1252", QW_SEEN_LATIN, 9 * QW_BIT, "windows-1252",
	 qw_old_mojibake_undo, qw_old_mojibake_apply},
	{"utf8-as-gbk", QW_SEEN_RARE | QW_SEEN_PRIVATE, 12 * QW_BIT, "gbk",
	 qw_old_mojibake_undo, qw_old_mojibake_apply},
	{"splice", QW_SEEN_NOTE, 12 * QW_BIT, "cp936", NULL, qw_splice_apply},
};

const qw_kind *qw_damage_number(size_t i)
{
	return i < sizeof damages / sizeof *damages ? &damages[i] : NULL;
}

const qw_kind *qw_damage_find(const char *name, size_t length)
{
	const qw_kind *d;
	for (size_t i = 0; (d = qw_damage_number(i)) != NULL; i++)
		if (strlen(d->name) == length && memcmp(d->name, name, length) == 0)
			return d;
	return NULL;
}

bool qw_damage_proves(const qw_kind *d, const qw_cell *original, size_t n,
                      const qw_cell *seen, size_t m, qw_text *scratch)
{
	size_t bad;
	qw_text_clear(scratch);
	return d->apply(d, NULL, 0, original, n, scratch, &bad) && scratch->length == m
	    && (m == 0 || memcmp(scratch->cell, seen, m * sizeof *seen) == 0);
}
