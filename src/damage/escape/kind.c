/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/kind.h"

#include <stdio.h>
#include <string.h>

#define LOWER {0, false, false, false}
#define UPPER {0, false, true, false}

/* Entities and encoded words are in no text by chance; a plus sign may be in any. */
static const qw_escape_kind kinds[] = {
	{"entity-decimal", QW_SPELL_DECIMAL, QW_ESCAPE_UTF8, LOWER, 14},
	{"entity-hex", QW_SPELL_HEX, QW_ESCAPE_UTF8, LOWER, 14},
	{"entity-named", QW_SPELL_NAME, QW_ESCAPE_UTF8, LOWER, 14},
	{"u-escape", QW_SPELL_U, QW_ESCAPE_UTF8, LOWER, 14},
	{"percent-u", QW_SPELL_PERCENT_U, QW_ESCAPE_UTF8, UPPER, 14},
	{"percent-utf8", QW_SPELL_PERCENT, QW_ESCAPE_UTF8, UPPER, 14},
	{"percent-gbk", QW_SPELL_PERCENT, QW_ESCAPE_GBK, UPPER, 14},
	{"percent-big5", QW_SPELL_PERCENT, QW_ESCAPE_BIG5, UPPER, 14},
	{"quoted-printable", QW_SPELL_QUOTED, QW_ESCAPE_UTF8, UPPER, 14},
	{"quoted-printable-gbk", QW_SPELL_QUOTED, QW_ESCAPE_GBK, UPPER, 14},
	{"quoted-printable-big5", QW_SPELL_QUOTED, QW_ESCAPE_BIG5, UPPER, 14},
	{"x-escape", QW_SPELL_X, QW_ESCAPE_UTF8, LOWER, 14},
	{"x-escape-gbk", QW_SPELL_X, QW_ESCAPE_GBK, LOWER, 14},
	{"x-escape-big5", QW_SPELL_X, QW_ESCAPE_BIG5, LOWER, 14},
	{"octal", QW_SPELL_OCTAL, QW_ESCAPE_UTF8, LOWER, 14},
	{"octal-gbk", QW_SPELL_OCTAL, QW_ESCAPE_GBK, LOWER, 14},
	{"octal-big5", QW_SPELL_OCTAL, QW_ESCAPE_BIG5, LOWER, 14},
	{"hz", QW_SPELL_HZ, QW_ESCAPE_GBK, LOWER, 14},
	{"rfc2047", QW_SPELL_WORD, QW_ESCAPE_UTF8, UPPER, 20},
	{"rfc2047-gbk", QW_SPELL_WORD, QW_ESCAPE_GBK, UPPER, 20},
	{"rfc2047-big5", QW_SPELL_WORD, QW_ESCAPE_BIG5, UPPER, 20},
	{"utf7", QW_SPELL_UTF7, QW_ESCAPE_UTF8, LOWER, 14},
};

const qw_escape_kind *qw_escape_kind_number(size_t i)
{
	return i < sizeof kinds / sizeof *kinds ? &kinds[i] : NULL;
}

const qw_escape_kind *qw_escape_kind_find(const char *name, size_t length)
{
	const qw_escape_kind *k;
	for (size_t i = 0; (k = qw_escape_kind_number(i)) != NULL; i++)
		if (strlen(k->name) == length && memcmp(k->name, name, length) == 0)
			return k;
	return NULL;
}

const qw_escape_kind *qw_escape_kind_of(qw_spelling spelling, qw_escape_code code)
{
	const qw_escape_kind *k;
	for (size_t i = 0; (k = qw_escape_kind_number(i)) != NULL; i++)
		if (k->spelling == spelling && k->code == code)
			return k;
	return NULL;
}

void qw_escape_name(const qw_escape_kind *kind, const qw_escape_form *form,
                    char name[QW_ESCAPE_NAME])
{
	static const char *const doubled[QW_ESCAPE_DEPTH_MAX + 1] = {"", "+doubled", "+doubled=2",
	                                                             "+doubled=3"};
	const char *digits = form->upper == kind->form.upper ? "" : form->upper ? "+upper" : "+lower";
	snprintf(name, QW_ESCAPE_NAME, "escape:%s%s%s%s%s", kind->name, form->bare ? "+bare" : "",
	         digits, form->q ? "+q" : "", doubled[form->depth]);
}

const qw_charset *qw_escape_charset(qw_escape_code code)
{
	return code == QW_ESCAPE_GBK ? qw_charset_find("cp936")
	     : code == QW_ESCAPE_BIG5 ? qw_charset_find("big5-hkscs") : NULL;
}
