/* SPDX-License-Identifier: Apache-2.0 */
/* gen-clean data/clean/radicals.txt > clean.inc
 *
 * radical: the ideograph of each radical. joining: the first and last of each range of
 * characters that may compose with the one before them. */
#include "clean-data.h"
#include "convert-data.h"
#include "generate.h"

static void write_radicals(void)
{
	gen_array_begin("uint32_t", "radical");
	for (uint32_t c = RADICALS_FIRST; c < RADICALS_END; c++)
		gen_array_item(clean_data_radical(c));
	gen_array_end();
}

static void write_joining(void)
{
	gen_array_begin("uint32_t", "joining");
	for (uint32_t c = 0, first; c < CODE_LIMIT; c++) {
		if (!clean_data_joins(c))
			continue;
		for (first = c; c + 1 < CODE_LIMIT && clean_data_joins(c + 1);)
			c++;
		gen_array_item(first);
		gen_array_item(c);
	}
	gen_array_end();
}

int main(int argc, char **argv)
{
	if (argc != 2)
		gen_die("usage: gen-clean RADICALS%s", "");
	clean_data_read(argv[1]);
	gen_banner("gen-clean from data/clean/radicals.txt and the normal form C of ICU");
	printf("enum { RADICALS_FIRST = %d, RADICALS_END = %d };\n", RADICALS_FIRST, RADICALS_END);
	write_radicals();
	write_joining();
	return gen_finish();
}
