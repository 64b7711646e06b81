/* SPDX-License-Identifier: Apache-2.0 */
#include "clean-data.h"

#include "convert-data.h"
#include "generate.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static uint32_t radical[RADICALS_END - RADICALS_FIRST];

static void take_radical(char *line)
{
	unsigned long from, to;
	if (sscanf(line, "U+%lX\tU+%lX\t#", &from, &to) != 2)
		gen_die("radicals.txt: not a radical: '%s'", line);
	if (from < RADICALS_FIRST || from >= RADICALS_END || to >= CODE_LIMIT
	    || !u_hasBinaryProperty((UChar32)to, UCHAR_UNIFIED_IDEOGRAPH))
		gen_die("radicals.txt: not a radical and an ideograph: '%s'", line);
	radical[from - RADICALS_FIRST] = (uint32_t)to;
}

void clean_data_read(const char *path)
{
	read_file_lines(path, take_radical);
	for (uint32_t c = 0x2F00; c <= 0x2FD5; c++)
		if (radical[c - RADICALS_FIRST] == 0)
			gen_die("radicals.txt: U+%04X is missing", (unsigned)c);
}

uint32_t clean_data_radical(uint32_t c)
{
	return c >= RADICALS_FIRST && c < RADICALS_END ? radical[c - RADICALS_FIRST] : 0;
}

bool clean_data_joins(uint32_t c)
{
	static const UNormalizer2 *nfc;
	UErrorCode status = U_ZERO_ERROR;
	if (nfc == NULL)
		nfc = unorm2_getNFCInstance(&status);
	if (U_FAILURE(status))
		gen_die("ICU: %s", u_errorName(status));
	return !unorm2_hasBoundaryBefore(nfc, (UChar32)c);
}

bool clean_data_touches(uint32_t c)
{
	return clean_data_radical(c) != 0 || clean_data_joins(c)
	    || u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES
	    || c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}
