/* SPDX-License-Identifier: Apache-2.0 */
/* Which encodings can be written, and what is said of those characters that can't be. */
#include "config.h"
#include "cli/encode.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

static bool is(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

static bool is_utf8(const char *name)
{
	static const char *const names[] = {"utf-8", "utf8", NULL};
	return is(name, names);
}

bool cli_encoder_wanted(const char *name, enum cli_bom bom)
{
	return bom != CLI_BOM_KEEP || (name != NULL && !is_utf8(name));
}

/* Without a byte order in their name iconv(3) puts a mark in front of each text it begins;
 * that is for us to do. Little-endian is what the world writes. */
static const char *with_order(const char *name)
{
	static const char *const utf16[] = {"utf-16", "utf16", "unicode", NULL};
	static const char *const utf32[] = {"utf-32", "utf32", NULL};
	static const char *const ucs2[] = {"ucs-2", "ucs2", "iso-10646-ucs-2", NULL};
	return is(name, utf16) ? "UTF-16LE" : is(name, utf32) ? "UTF-32LE"
	     : is(name, ucs2) ? "UCS-2LE" : name;
}

/* Only what a name may hold: glibc takes "//" for options and "," for lists. */
static bool is_plain(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz" "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                        "0123456789-_.:+()");
	return n > 0 && name[n] == '\0';
}

/* What U+FEFF is in it, if it is there. */
static void find_mark(struct cli_encoder *e)
{
	char mark[] = "\xEF\xBB\xBF", *in = mark, *out = (char *)e->mark;
	size_t left = 3, room = sizeof e->mark;
	if (e->open && iconv(e->converter, &in, &left, &out, &room) == (size_t)-1)
		room = sizeof e->mark;
	e->mark_length = sizeof e->mark - room;
	if (e->open) {
		iconv(e->converter, NULL, NULL, NULL, NULL);
		return;
	}
	memcpy(e->mark, mark, 3);
	e->mark_length = 3;
}

bool cli_encoder_init(struct cli_encoder *e, const char *name, enum cli_bom bom,
                      enum cli_unmappable unmappable)
{
	*e = (struct cli_encoder){.name = name, .bom = bom, .unmappable = unmappable};
	if (name != NULL && !is_utf8(name)) {
		const char *ordered = with_order(name);
		e->converter = is_plain(name) ? iconv_open(ordered, "UTF-8") : (iconv_t)-1;
		e->open = e->converter != (iconv_t)-1;
		if (!e->open) {
			cli_message(NULL, CLI_NO_BYTE, _("iconv -l lists the names"),
			            _("--to=%s: unknown encoding"), name);
			return false;
		}
		e->wide = strncasecmp(ordered, "utf-16", 6) == 0
		       || strncasecmp(ordered, "utf-32", 6) == 0
		       || strncasecmp(ordered, "ucs-2", 5) == 0;
		if (ordered != name && bom == CLI_BOM_KEEP)
			e->bom = CLI_BOM_YES; /* it has to say its order */
	}
	find_mark(e);
	if (bom != CLI_BOM_YES || e->mark_length > 0)
		return true;
	cli_message(NULL, CLI_NO_BYTE, _("leave --bom=yes out"), _("--to=%s has no byte order mark"),
	            name);
	cli_encoder_free(e);
	return false;
}

void cli_encoder_free(struct cli_encoder *e)
{
	if (e->open)
		iconv_close(e->converter);
	e->open = false;
}

/* "U+4E00", or "byte FF, which is no text". */
static void name_character(uint32_t c, char *text, size_t size)
{
	if (c <= 0x10FFFF)
		snprintf(text, size, "U+%04" PRIX32, c);
	else
		snprintf(text, size, _("byte %02" PRIX32 ", which is no text,"), c - 0x110000);
}

void cli_encoder_complain(const struct cli_encoder *e, const char *file)
{
	char what[64];
	name_character(e->lost_character, what, sizeof what);
	cli_message(file, CLI_NO_BYTE, _("use --unmappable=entity or replace, or another --to"),
	            _("line %" PRIu64 ", column %" PRIu64 ": %s can't be written in %s"),
	            e->lost_line, e->lost_column, what, e->name);
}

void cli_encoder_warn(const struct cli_encoder *e, const char *file)
{
	char what[64];
	if (e->lost == 0)
		return;
	name_character(e->lost_character, what, sizeof what);
	cli_message(file, CLI_NO_BYTE, NULL,
	            e->unmappable == CLI_UNMAPPABLE_ENTITY
	            ? P_("%" PRIu64 " character that %s lacks written as a reference, the first in "
	                 "line %" PRIu64 ", column %" PRIu64 ": %s",
	                 "%" PRIu64 " characters that %s lacks written as references, the first in "
	                 "line %" PRIu64 ", column %" PRIu64 ": %s", e->lost)
	            : P_("%" PRIu64 " character that %s lacks replaced, the first in "
	                 "line %" PRIu64 ", column %" PRIu64 ": %s",
	                 "%" PRIu64 " characters that %s lacks replaced, the first in "
	                 "line %" PRIu64 ", column %" PRIu64 ": %s", e->lost),
	            e->lost, e->name, e->lost_line, e->lost_column, what);
}
