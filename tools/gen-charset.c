/* SPDX-License-Identifier: Apache-2.0 */
/* gen-charset FOLDER: the tables of the character sets that FOLDER/charsets.txt
 * lists, from the converters of ICU, corrected by FOLDER's lists of differences.
 * Writes C to standard output. */
#include "gen-charset.h"

#include <stdlib.h>
#include <unicode/uversion.h>

void die(const char *where, unsigned line, const char *why)
{
	fprintf(stderr, "gen-charset: %s:%u: %s\n", where, line, why);
	exit(1);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("Usage: gen-charset FOLDER\n", stderr);
		return 2;
	}
	static registry all;
	all.folder = argv[1];
	read_registry(&all);
	for (size_t i = 0; i < all.count; i++)
		map_forward(&all, all.set[i]);
	for (size_t i = 0; i < all.count; i++)
		map_reverse(&all, all.set[i]);
	write_tables(&all, "ICU " U_ICU_VERSION, stdout);
	for (size_t i = 0; i < all.count; i++) {
		free(all.set[i]->line);
		free(all.set[i]);
	}
	return ferror(stdout) || fclose(stdout) != 0;
}
