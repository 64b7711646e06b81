/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/damage.h"

#include "damage/escape/apply.h"
#include "damage/frame/codec.h"
#include "damage/scar/apply.h"
#include "damage/shift/apply.h"
#include "damage/splice/apply.h"

#include <string.h>

/* What bytes of UTF-16 turn into, when they are swapped, when each is read alone, and in pairs. */
#define SWAPPED (QW_SEEN_RARE | QW_SEEN_FOREIGN | QW_SEEN_PRIVATE)
#define BYTES   QW_SEEN_CONTROL
#define LETTERS (QW_SEEN_CONTROL | QW_SEEN_FOREIGN)
#define PAIRS   (QW_SEEN_CONTROL | QW_SEEN_RARE | QW_SEEN_PRIVATE)

/* A splice looks at its own evidence. */
static const qw_kind damages[] = {
	{"splice", QW_SEEN_NOTE, 12 * QW_BIT, "cp936", qw_splice_apply},
	{"ftfy-scar", 0, 14 * QW_BIT, "windows-1252", qw_scar_apply},
	{"escape", QW_SEEN_ESCAPE, 8 * QW_BIT, "us-ascii", qw_escape_apply},
	{"shift", 0, 14 * QW_BIT, "gbk", qw_shift_apply},
	{"utf16be-as-utf16le", SWAPPED, 16 * QW_BIT, "utf16le", qw_frame_apply},
	{"utf16le-as-utf16be", SWAPPED, 16 * QW_BIT, "utf16be", qw_frame_apply},
	{"utf16le-as-latin1", BYTES, 16 * QW_BIT, "iso-8859-1", qw_frame_apply},
	{"utf16be-as-latin1", BYTES, 17 * QW_BIT, "iso-8859-1", qw_frame_apply},
	{"utf16le-as-windows-1252", LETTERS, 17 * QW_BIT, "windows-1252", qw_frame_apply},
	{"utf16be-as-windows-1252", LETTERS, 18 * QW_BIT, "windows-1252", qw_frame_apply},
	{"utf16le-as-gbk", PAIRS, 18 * QW_BIT, "gbk", qw_frame_apply},
	{"utf16be-as-gbk", PAIRS, 19 * QW_BIT, "gbk", qw_frame_apply},
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
