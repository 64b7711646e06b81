/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/scar/class.h"

#include "text/utf8.h"

#include <string.h>

/* The facts are those of ftfy 6.3.1; "common" and the kinds that make no difference for
 * Chinese text, as box drawings, are left out. */
static const struct {
	uint32_t class;
	const char *members;
} kinds[] = {
	{QW_SCAR_COMMON, "\u00A0\u00AD·´–—―…’"},
	{QW_SCAR_BAD, "¦¤¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊"},
	{QW_SCAR_LAW, "¶§"},
	{QW_SCAR_CURRENCY, "¢£¥₧€"},
	{QW_SCAR_START, "¡«¿©΄΅‘‚“„•‹"},
	{QW_SCAR_END, "®»˝”›™"},
	{QW_SCAR_NUMERIC, "±²³µ¹¼½¾×÷⁄№∂∆∏∑√∞∩∫≈≠≡≤≥"},
	{QW_SCAR_UPPER, "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑØÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"},
	{QW_SCAR_LOWER, "ßàáâãäåæçèéêëìíîïðñüāăąćčďđēėęěğģīįķĺļľłœŕśşšťźżžґ"},
	{QW_SCAR_LOWER_COMMON, "άέήίΰαβγδεζηθικλμνξοπρςστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюя"
	                       "ѐёђѓєѕіїјљњћќѝўџ"},
	{QW_SCAR_WORD, "ªµº²³¹¼½¾"},
};

/* What no odd trail byte is. */
static const char plain[] = "–—―‘’‚“”„•… ";

static const char *const charsets[QW_SCAR_CHARSETS] = {
	"iso-8859-1", "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254",
	"windows-1257", "iso-8859-2", "macintosh", "cp437"};

enum { CLUES = 7 }; /* the first of them tell which characters look like UTF-8 */

qw_cell qw_scar_character(const qw_charset *cs, unsigned char byte)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	return qw_charset_decode(cs, &byte, 1, c, &count, &reason) == 1 ? c[0] : byte;
}

int qw_scar_byte(const qw_charset *cs, qw_cell c)
{
	unsigned char b[4];
	if (c < 0x80)
		return (int)c;
	if (qw_charset_encode(cs, c, b) == 1 && qw_scar_character(cs, b[0]) == c)
		return b[0];
	return c <= 0xFF && qw_scar_character(cs, (unsigned char)c) == c ? (int)c : -1;
}

static uint32_t *slot(qw_scar_classes *classes, qw_cell c)
{
	if (c < QW_SCAR_LOW)
		return &classes->low[c];
	return c >= QW_SCAR_HIGH && c < QW_SCAR_END_OF_HIGH ? &classes->high[c - QW_SCAR_HIGH] : NULL;
}

static void mark(qw_scar_classes *classes, qw_cell c, uint32_t set, uint32_t reset)
{
	uint32_t *class = slot(classes, c);
	if (class != NULL)
		*class = (*class | set) & ~reset;
}

static void mark_all(qw_scar_classes *classes, const char *members, uint32_t set, uint32_t reset)
{
	size_t n = strlen(members);
	for (size_t i = 0; i < n;) {
		qw_cell c;
		i += qw_utf8_decode((const unsigned char *)members + i, n - i, &c);
		mark(classes, c, set, reset);
	}
}

static uint32_t clue(unsigned byte)
{
	if (byte < 0xC0)
		return QW_SCAR_TRAIL | QW_SCAR_ODD_TRAIL;
	if (byte >= 0xC2 && byte <= 0xDF)
		return QW_SCAR_FIRST_OF_2;
	if (byte >= 0xE0 && byte <= 0xEF)
		return QW_SCAR_FIRST_OF_3;
	return byte == 0xF0 || byte == 0xF3 ? QW_SCAR_FIRST_OF_4 : 0;
}

static bool is_letter(qw_cell c)
{
	return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2C2 && c < 0x370)
	    && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c <= 0x3020 && c != 0x3005)
	    && !qw_cell_is_private(c) && c != 0xFFFD;
}

void qw_scar_classes_init(qw_scar_classes *classes)
{
	memset(classes, 0, sizeof *classes);
	for (size_t i = 0; i < QW_SCAR_CHARSETS; i++)
		classes->charset[i] = qw_charset_find(charsets[i]);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		mark_all(classes, kinds[i].members, kinds[i].class, 0);
	for (unsigned byte = 0x80; byte < 0x100; byte++)
		for (size_t i = 0; i < CLUES; i++)
			mark(classes, qw_scar_character(classes->charset[i], (unsigned char)byte),
			     clue(byte), 0);
	mark_all(classes, plain, QW_SCAR_TRAIL, QW_SCAR_ODD_TRAIL);
	mark_all(classes, "\t\n\v\f\r \u00A0\u2028\u2029\u202F\u205F", QW_SCAR_SPACE, 0);
	for (qw_cell c = 0; c < 0x80; c++) {
		bool small = c >= 'a' && c <= 'z', capital = c >= 'A' && c <= 'Z';
		mark(classes, c, small ? QW_SCAR_SMALL : capital ? QW_SCAR_CAPITAL : 0, 0);
		if (small || capital || (c >= '0' && c <= '9') || c == '_')
			mark(classes, c, QW_SCAR_WORD, 0);
	}
	for (qw_cell c = 0x80; c < QW_SCAR_LOW; c++)
		mark(classes, c, is_letter(c) ? QW_SCAR_WORD : 0, 0);
}

uint32_t qw_scar_class(const qw_scar_classes *classes, qw_cell c)
{
	if (c < QW_SCAR_LOW)
		return classes->low[c];
	if (c >= QW_SCAR_HIGH && c < QW_SCAR_END_OF_HIGH)
		return classes->high[c - QW_SCAR_HIGH];
	if (c == 0xFB01 || c == 0xFB02) /* in the Macintosh's Roman */
		return QW_SCAR_LOWER | QW_SCAR_WORD;
	return c == 0xFFFD ? QW_SCAR_BAD : c == 0xF8FF ? QW_SCAR_START
	     : is_letter(c) ? QW_SCAR_WORD : 0;
}
