/* SPDX-License-Identifier: Apache-2.0 */
/* Count a corpus and write characters.txt, bigrams.txt, rest.txt and trigrams.txt, which
 * gen-model and gen-triples turn into tables. */
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

static void write_pairs(const model *m, const bool *keep, const char *folder)
{
	FILE *out = create(folder, "bigrams.txt");
	fputs("# SPDX-License-Identifier: Apache-2.0\n"
	      "# Pairs of characters that stand side by side in running text. Written by\n"
	      "# `make train`, from the sources that characters.txt names. Those pairs are kept\n"
	      "# that save the most bits against the costs of their script classes.\n"
	      "# Code point and character that stand before; a tab; the characters behind (U+XXXX\n"
	      "# where one can't be seen), each with \"=\" and the weighted sum of the\n"
	      "# occurrences. Lines that begin with a tab go on. U+000A stands for a line's end\n"
	      "# and for what is before its start.\n", out);
	counts_write_pairs(m->counts, keep, out);
	finish(out, "bigrams.txt");
	out = create(folder, "rest.txt");
	fputs("# SPDX-License-Identifier: Apache-2.0\n"
	      "# The pairs that bigrams.txt leaves out, in weighted sums of their occurrences.\n"
	      "# By the classes of classes.txt: class before, class behind, sum; then by the\n"
	      "# character behind: code point, sum. Traditional pairs are not in it where the\n"
	      "# pair of their simplified forms is kept. Written by `make train`.\n", out);
	model_write_rest(m, out);
	finish(out, "rest.txt");
}

static void write_triples(const triples *t, const char *folder)
{
	FILE *out = create(folder, "trigrams.txt");
	fputs("# SPDX-License-Identifier: Apache-2.0\n"
	      "# What stands behind two characters in running text. Written by `make train`, from\n"
	      "# the sources that characters.txt names. Those triples with a Han are kept that\n"
	      "# save the most bits against the costs of their pairs.\n"
	      "# The two characters; a tab; the weighted sum of what stands behind them, a plus\n"
	      "# sign, and what is set aside for other continuations; a tab; weighted sums, each\n"
	      "# with all the characters that occur so often. Characters that are no plain ones of\n"
	      "# East Asia stand as their code points: <A> is a line's end and what is before its\n"
	      "# start.\n", out);
	triples_write(t, out);
	finish(out, "trigrams.txt");
}

/* The corpus, classes.txt, the table of simplified characters, the folder to write to. */
int main(int argc, char **argv)
{
	unsigned bucket_bits = bucket_option(&argc, &argv);
	size_t triple_buckets = triple_option(&argc, &argv);
	if (argc != 5)
		die("usage: train-model [--buckets=BITS] [--triples=BUCKETS] CORPUS CLASSES "
		    "SIMPLIFIED OUT");
	model_counts counts;
	model_classes classes;
	triple_counts triples_found = {0};
	triples t;
	corpus c = {.counts = &counts, .triples = &triples_found};
	counts_init(&counts);
	corpus_count(&c, argv[1]);
	counts_sort(&counts);
	triple_counts_sort(&triples_found);
	classes_read(&classes, argv[2], &counts);
	classes_read_folds(&classes, argv[3]);
	model *m = allocate(1, sizeof *m);
	bool *keep = allocate(counts.pairs + 1, sizeof *keep);
	model_init(m, &classes, &counts);
	model_select(m, keep, bucket_bits);
	triples_select(m, &triples_found, triple_buckets, &t);
	write_characters(&c, argv[4]);
	write_pairs(m, keep, argv[4]);
	write_triples(&t, argv[4]);
	triples_free(&t);
	free(triples_found.triple);
	model_free(m);
	free(m);
	free(keep);
	classes_free(&classes);
	counts_free(&counts);
	return 0;
}
