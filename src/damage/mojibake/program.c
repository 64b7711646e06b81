/* SPDX-License-Identifier: Apache-2.0 */
/* tests/cli/decoders.bats compares each table with the program itself. */
#include "config.h"
#include "damage/mojibake/program.h"

#define END {NULL, NULL, QW_EAT_LEAD, QW_SINGLES_LETTERS, true}
#define WINDOWS_HOLES {"windows-", NULL, QW_EAT_LEAD, QW_SINGLES_EURO, true}

static const qw_habit nobody[] = {
	{NULL, NULL, QW_EAT_LEAD, QW_SINGLES_OWN, true},
};

/* CPython 3.11; before 3.3 it swallowed the pair. Its gb18030 is the edition of 2000, its
 * big5hkscs that of 2004, its cp950 knows the codes of ETEN, and its cp1255 not CA. */
#define PYTHON \
	{"gbk", "cp936", QW_EAT_LEAD, QW_SINGLES_LETTERS, false}, \
	{"cp936", NULL, QW_EAT_LEAD, QW_SINGLES_LETTERS, false}, \
	{"gb18030", "gb18030-2000", QW_EAT_LEAD, QW_SINGLES_LETTERS, true}, \
	{"cp950", NULL, QW_EAT_LEAD, QW_SINGLES_LETTERS, false}, \
	{"shift_jis", NULL, QW_EAT_LEAD, QW_SINGLES_BYTE, true}, \
	WINDOWS_HOLES, \
	END

static const qw_habit python[] = {PYTHON};

/* Its "big5" and "cp950", which is what Big5 is called in programs and on Windows, lack the
 * characters of Hong Kong. */
static const qw_habit python_cp950[] = {
	{"big5-hkscs", "cp950", QW_EAT_LEAD, QW_SINGLES_LETTERS, false},
	PYTHON,
};

/* The Encoding Standard of 2024: a label means one decoder, so cp936 is gbk and cp950 is big5.
 * node's TextDecoder is ICU's, which agrees on windows-125x and UTF-8 only. */
static const qw_habit whatwg[] = {
	{"cp936", "gbk", QW_EAT_HIGH, QW_SINGLES_OWN, true},
	{"gb18030", "gbk", QW_EAT_HIGH, QW_SINGLES_OWN, true},
	{"cp950", "big5-hkscs", QW_EAT_HIGH, QW_SINGLES_OWN, true},
	{NULL, NULL, QW_EAT_HIGH, QW_SINGLES_OWN, true},
};

/* OpenJDK 17. Its GBK is that of Windows but for A892 and A2E3, the euro sign; its cp949 has
 * user areas, its Big5-HKSCS lacks the codes of 2008, its windows-1255 has no CA. A surrogate
 * in UTF-8 is one fault. */
static const qw_habit java[] = {
	{"gbk", "cp936", QW_EAT_ORPHAN, QW_SINGLES_LETTERS, true},
	{"cp936", NULL, QW_EAT_ORPHAN, QW_SINGLES_EURO, true},
	{"gb18030", NULL, QW_EAT_NOT_LOW, QW_SINGLES_LETTERS, true},
	{"big5-hkscs", NULL, QW_EAT_ALWAYS, QW_SINGLES_LETTERS, true},
	{"utf8", NULL, QW_EAT_ALWAYS, QW_SINGLES_OWN, true},
	WINDOWS_HOLES,
	{NULL, NULL, QW_EAT_ORPHAN, QW_SINGLES_LETTERS, true},
};

/* iconv of glibc 2.36. Its Big5-HKSCS is that of 2008 with other characters for 46 codes, its
 * cp950 (which it calls BIG5) knows the codes of ETEN, its cp1255 and cp1258 compose, and
 * its CP932 and UHC swallow some pairs whose lead byte has characters. */
static const qw_habit glibc[] = {
	{"gbk", "cp936", QW_EAT_GLIBC_GBK, QW_SINGLES_EURO, false},
	{"cp936", NULL, QW_EAT_GLIBC_GBK, QW_SINGLES_EURO, false},
	{"gb18030", NULL, QW_EAT_ANY, QW_SINGLES_LETTERS, true},
	{"big5-hkscs", NULL, QW_EAT_LEAD, QW_SINGLES_BYTE, true},
	{"cp950", NULL, QW_EAT_LEAD, QW_SINGLES_BYTE, false},
	WINDOWS_HOLES,
	END,
};

/* MultiByteToWideChar: a lead byte takes whatever comes next for its trail byte. Windows has
 * user areas in cp949 and private use in cp1253, 1255 and 1257 besides, and writes similar
 * characters for some that it can't ("best fit"). */
static const qw_habit windows[] = {
	{"gbk", "cp936", QW_EAT_ANY, QW_SINGLES_BYTE, true},
	{"big5-hkscs", "cp950", QW_EAT_ANY, QW_SINGLES_BYTE, true},
	{NULL, NULL, QW_EAT_ANY, QW_SINGLES_BYTE, true},
};

static const qw_habit windows_nouser[] = {
	{"gbk", "cp936", QW_EAT_ANY, QW_SINGLES_EURO, false},
	{"big5-hkscs", "cp950", QW_EAT_ANY, QW_SINGLES_EURO, false},
	{"windows-", NULL, QW_EAT_ANY, QW_SINGLES_BYTE, false},
	{NULL, NULL, QW_EAT_ANY, QW_SINGLES_EURO, false},
};

static const struct qw_program programs[] = {
	{"", QW_GIVES_FFFD, QW_WRITES_QUESTION, true, false, nobody},
	{"python", QW_GIVES_FFFD, QW_WRITES_QUESTION, false, false, python},
	{"whatwg", QW_GIVES_FFFD, QW_WRITES_ENTITY, false, true, whatwg},
	{"java", QW_GIVES_FFFD, QW_WRITES_QUESTION, false, false, java},
	{"glibc", QW_GIVES_NOTHING, QW_WRITES_NOTHING, false, false, glibc},
	{"windows", QW_GIVES_QUESTION, QW_WRITES_UNITS, false, false, windows},
	{"windows-nouser", QW_GIVES_QUESTION, QW_WRITES_UNITS, false, false, windows_nouser},
	{"python-cp950", QW_GIVES_FFFD, QW_WRITES_QUESTION, false, false, python_cp950},
};

const struct qw_program *qw_program_number(size_t i)
{
	return i < sizeof programs / sizeof *programs ? &programs[i] : NULL;
}
