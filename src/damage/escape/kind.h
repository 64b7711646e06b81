/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of escapes: how a character that is not ASCII is written in ASCII. */
#ifndef QW_DAMAGE_ESCAPE_KIND_H
#define QW_DAMAGE_ESCAPE_KIND_H

#include "charset/charset.h"
#include "model/model.h"

/* How what is escaped is spelled. Those up to QW_SPELL_PERCENT_U spell code points, or units of
 * UTF-16; those up to QW_SPELL_OCTAL bytes, one by one; the others runs of characters. */
typedef enum {
	QW_SPELL_DECIMAL,        /* &#20013; */
	QW_SPELL_HEX,            /* &#x4E2D; */
	QW_SPELL_NAME,           /* &mdash; */
	QW_SPELL_U,              /* \u4e2d */
	QW_SPELL_PERCENT_U,      /* %u4E2D */
	QW_SPELL_PERCENT,        /* %E4%B8%AD */
	QW_SPELL_QUOTED,         /* =E4=B8=AD */
	QW_SPELL_X,              /* \xe4\xb8\xad */
	QW_SPELL_OCTAL,          /* \344\270\255 */
	QW_SPELL_HZ,             /* ~{VPND~} */
	QW_SPELL_WORD,           /* =?UTF-8?B?5Lit5paH?= */
	QW_SPELL_UTF7,           /* +Ti1lhw- */
	QW_SPELLINGS
} qw_spelling;

typedef enum { QW_ESCAPE_UTF8, QW_ESCAPE_GBK, QW_ESCAPE_BIG5, QW_ESCAPE_CODES } qw_escape_code;

/* How it is spelled in detail: what differs between programs. */
typedef struct {
	uint8_t depth;           /* how often what begins it was escaped itself: &amp;#, \\u, %25 */
	bool bare;               /* without what ends it */
	bool upper;              /* hexadecimal digits above 9 */
	bool q;                  /* an encoded word in the encoding Q, not B */
} qw_escape_form;

typedef struct {
	const char *name;
	qw_spelling spelling;
	qw_escape_code code;     /* of the bytes that are spelled */
	qw_escape_form form;     /* that is usual */
	uint8_t evidence;        /* bits: by how much this spelling speaks for an accident, where
	                            neither code nor a quotation explains it */
} qw_escape_kind;

/* The kinds; NULL behind the last one. */
const qw_escape_kind *qw_escape_kind_number(size_t i);

/* By name; NULL: there is none. */
const qw_escape_kind *qw_escape_kind_find(const char *name, size_t length);

/* That with this spelling and these codes. */
const qw_escape_kind *qw_escape_kind_of(qw_spelling spelling, qw_escape_code code);

/* Room for any name of a kind with its form, as in "escape:entity-hex+upper+bare". */
enum { QW_ESCAPE_NAME = 64, QW_ESCAPE_DEPTH_MAX = 3 };

/* The name of a damage that wrote escapes of this kind and form. */
void qw_escape_name(const qw_escape_kind *kind, const qw_escape_form *form,
                    char name[QW_ESCAPE_NAME]);

/* Does the spelling write single bytes? */
static inline bool qw_spells_bytes(qw_spelling s)
{
	return s >= QW_SPELL_PERCENT && s <= QW_SPELL_OCTAL;
}

/* The table of the set; NULL: UTF-8. */
const qw_charset *qw_escape_charset(qw_escape_code code);

#endif
