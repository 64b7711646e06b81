/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/damage.h"

#include "damage/escape/apply.h"
#include "damage/scar/apply.h"
#include "damage/shift/apply.h"
#include "damage/splice/apply.h"

#include <string.h>

/* A splice looks at its own evidence. */
static const qw_kind damages[] = {
	{"splice", QW_SEEN_NOTE, 12 * QW_BIT, "cp936", qw_splice_apply},
	{"ftfy-scar", 0, 14 * QW_BIT, "windows-1252", qw_scar_apply},
	{"escape", QW_SEEN_ESCAPE, 8 * QW_BIT, "us-ascii", qw_escape_apply},
	{"shift", 0, 14 * QW_BIT, "gbk", qw_shift_apply},
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
