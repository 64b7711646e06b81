/* SPDX-License-Identifier: Apache-2.0 */
/* Reading as a program does: which codes it knows, and what it gives for the others. */
#include "config.h"
#include "damage/mojibake/policy.h"

#include "charset/table.h"
#include "damage/mojibake/program.h"

static bool is_single(const qw_codec *codec)
{
	return codec->set.charset == NULL || codec->set.charset->shape == QW_CHARSET_SINGLE;
}

/* Sets of single bytes other than those of Windows are whole. */
static bool keeps_single(const qw_codec *codec, qw_cell c)
{
	if (is_single(codec) && codec->habit->set == NULL)
		return true;
	if (codec->habit->singles >= QW_SINGLES_OWN)
		return codec->habit->user || !qw_cell_is_private(c);
	if ((c >= 0x80 && c <= 0x9F) || qw_cell_is_private(c))
		return false;
	return c != 0x20AC || codec->habit->singles == QW_SINGLES_EURO;
}

/* Does the program take what the table says? */
static bool takes(const qw_codec *codec, const unsigned char *p, size_t used, qw_cell c)
{
	if (used == 1)
		return p[0] < 0x80 || keeps_single(codec, c);
	return codec->habit->user || !qw_cell_is_private(c);
}

/* Does p[0] begin a sequence of several? Programs that take the trail byte along go by the
 * range of lead bytes, whether the table has a character there or not. */
static bool is_lead(const qw_codec *codec, const unsigned char *p)
{
	qw_cell out[2];
	unsigned count;
	qw_reason reason = QW_REASON_NONE;
	if ((codec->habit->eat == QW_EAT_HIGH || codec->habit->eat == QW_EAT_ANY)
	    && !is_single(codec) && !qw_codec_is(codec, "shift_jis"))
		return p[0] >= 0x81 && p[0] <= 0xFE;
	return qw_set_decode(&codec->set, p, 1, out, &count, &reason) == 0
	    && reason == QW_REASON_TOO_SHORT;
}

/* A byte of a double-byte set that is neither a lead byte nor in its table; 0: nothing. */
static qw_cell odd_byte(const qw_codec *codec, unsigned char byte)
{
	if (byte == 0x80 && !is_single(codec))
		return 0x80;
	if (!qw_codec_is(codec, "shift_jis"))
		return 0;
	return byte == 0xA0 ? 0xF8F0 : byte >= 0xFD ? 0xF8F1u + (byte - 0xFDu) : 0;
}

size_t qw_codec_character(const qw_codec *codec, const unsigned char *p, size_t n, qw_cell out[2],
                          unsigned *count, qw_reason *reason)
{
	size_t used = qw_set_decode(&codec->set, p, n, out, count, reason);
	if (used > 0 && takes(codec, p, used, out[0]))
		return used;
	if (used > 0)
		*reason = QW_REASON_UNMAPPED;
	else if (codec->habit->singles == QW_SINGLES_BYTE) {
		out[0] = odd_byte(codec, p[0]);
		*count = 1;
		return out[0] != 0;
	}
	return 0;
}

/* May b be the second byte behind this lead byte of UTF-8? */
static bool is_utf8_second(unsigned char lead, unsigned char b, bool surrogates)
{
	unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char high = lead == 0xED && !surrogates ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return lead >= 0xC2 && lead <= 0xF4 && b >= low && b <= high;
}

/* The longest beginning of a UTF-8 sequence, one byte at least. */
static size_t utf8_part(const unsigned char *p, size_t n, bool surrogates)
{
	size_t whole = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4, part = 2;
	if (n < 2 || !is_utf8_second(p[0], p[1], surrogates))
		return 1;
	while (part < n && part < whole && (p[part] & 0xC0) == 0x80)
		part++;
	return part;
}

static bool eats_trail(const qw_codec *codec, const unsigned char *p)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason;
	switch ((qw_eat)codec->habit->eat) {
	case QW_EAT_LEAD: return false;
	case QW_EAT_GLIBC_GBK: return p[1] >= 0x40 && p[1] <= (p[0] == 0xFE ? 0xA0 : 0xFE);
	case QW_EAT_HIGH: return p[1] >= 0x80;
	case QW_EAT_ORPHAN:
		return !is_lead(codec, p + 1)
		    && qw_codec_character(codec, p + 1, 1, c, &count, &reason) == 0;
	case QW_EAT_NOT_LOW: return p[1] >= 0x30;
	case QW_EAT_ANY:
	case QW_EAT_ALWAYS: break;
	}
	return true;
}

/* The same for a lead byte with a digit behind it, in GB18030. */
static size_t eaten_of_four(const qw_codec *codec, const unsigned char *p, qw_reason reason)
{
	if (codec->habit->eat >= QW_EAT_NOT_LOW)
		return p[2] >= 0x81 && p[2] <= 0xFE ? 4 : 3;
	return codec->habit->eat == QW_EAT_HIGH && reason == QW_REASON_UNMAPPED ? 4 : 1;
}

/* How many bytes one replacement stands for. */
static size_t eaten(const qw_codec *codec, const unsigned char *p, size_t n, qw_reason reason)
{
	size_t used = 1;
	if (codec->set.charset == NULL)
		return utf8_part(p, n, codec->habit->eat == QW_EAT_ALWAYS);
	if (reason == QW_REASON_TOO_SHORT || n == 1)
		return n;
	if (!is_lead(codec, p))
		used = codec->habit->eat == QW_EAT_ALWAYS ? 2 : 1;
	else if (codec->set.charset->shape == QW_CHARSET_GB18030 && p[1] >= 0x30 && p[1] <= 0x39)
		used = eaten_of_four(codec, p, reason);
	else if (eats_trail(codec, p))
		used = 2;
	return used < n ? used : n;
}

/* What the program writes for bytes that it can't read; 0: nothing. */
static qw_cell replacement(const qw_codec *codec)
{
	unsigned gives = codec->policy->program->unread;
	if (codec->policy->words & QW_POLICY_DROPPED)
		return 0;
	if (codec->policy->words & QW_POLICY_QUESTION)
		return '?';
	if (gives == QW_GIVES_NOTHING)
		return 0;
	if (gives == QW_GIVES_FFFD || codec->set.charset == NULL)
		return 0xFFFD;
	/* The code page 932 of Windows has a default character of its own. */
	return qw_codec_is(codec, "shift_jis") ? 0x30FB : '?';
}

/* What was done to the text later. False: the character was dropped. */
static bool treat(unsigned done, qw_cell *c)
{
	if (*c == 0xA0 && (done & QW_POLICY_NBSP_TO_SPACE))
		*c = ' ';
	return !((done & QW_POLICY_C1_DROPPED) && *c >= 0x80 && *c <= 0x9F)
	    && !((done & QW_POLICY_PRIVATE_DROPPED) && qw_cell_is_private(*c));
}

bool qw_codec_drops(const qw_codec *codec)
{
	return (codec->policy->words & (QW_POLICY_C1_DROPPED | QW_POLICY_PRIVATE_DROPPED)) != 0;
}

size_t qw_codec_replace(const qw_codec *codec, const unsigned char *p, size_t n, qw_reason reason,
                        qw_cell out[2], unsigned *count)
{
	out[0] = replacement(codec);
	*count = out[0] != 0 && treat(codec->policy->words, &out[0]);
	return eaten(codec, p, n, reason);
}

size_t qw_codec_read(const qw_codec *codec, const unsigned char *p, size_t n, qw_cell out[2],
                     unsigned *count)
{
	qw_reason reason = QW_REASON_NONE;
	size_t used = qw_codec_character(codec, p, n, out, count, &reason);
	if (used == 0)
		return (codec->policy->words & QW_POLICY_STRICT) != 0
		       ? 0 : qw_codec_replace(codec, p, n, reason, out, count);
	if (*count == 1)
		*count = treat(codec->policy->words, &out[0]);
	return used;
}
