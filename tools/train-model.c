/* SPDX-License-Identifier: Apache-2.0 */
/* Count a corpus: train-model [--bigrams=N] CORPUS OUT writes OUT/characters.txt and
 * OUT/bigrams.txt, which gen-model turns into tables. */
#include "train-corpus.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static FILE *create(const char *folder, const char *name)
{
	char path[4096];
	int n = snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *out = n > 0 && (size_t)n < sizeof path ? fopen(path, "w") : NULL;
	if (out == NULL)
		die("%s/%s: can't create it", folder, name);
	return out;
}

static void finish(FILE *out, const char *name)
{
	if (ferror(out) || fclose(out) != 0)
		die("%s: can't write it", name);
}

static void write_provenance(const corpus *c, FILE *out)
{
	fputs("# Sources: files, characters, weight of each character in the model; who made them\n"
	      "# and under which licence says data/model/README.md.\n", out);
	for (size_t i = 0; i < c->sources; i++)
		fprintf(out, "#   %-36s %5" PRIu64 " %9" PRIu64 "  x%" PRIu32 "\n", c->source[i].name,
		        c->source[i].files, c->source[i].characters, c->source[i].weight);
}

static void write_characters(const corpus *c, const char *folder)
{
	FILE *out = create(folder, "characters.txt");
	fputs("# SPDX-License-Identifier: Apache-2.0\n"
	      "# How often each character occurs in running text. Written by `make train`.\n"
	      "# Columns, separated by tabs: code point; the character (\"-\" where it can't be\n"
	      "# seen); occurrences in simplified, traditional, Japanese, Korean and other text;\n"
	      "# the sum of the occurrences, each by the weight of its source. Sorted by code\n"
	      "# point; characters that don't occur are left out. U+000A counts line ends.\n", out);
	write_provenance(c, out);
	counts_write_characters(c->counts, out);
	finish(out, "characters.txt");
}

int main(int argc, char **argv)
{
	if (argc != 3)
		die("usage: train-model CORPUS OUT");
	model_counts counts;
	corpus c = {.counts = &counts};
	counts_init(&counts);
	corpus_count(&c, argv[1]);
	write_characters(&c, argv[2]);
	counts_free(&counts);
	return 0;
}
