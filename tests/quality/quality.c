/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what was damaged comes back right: clean text is damaged by the library's
 * own forward functions, repaired by a session that knows nothing of it, and compared.
 * Writes a row of comma-separated counts for each damage, text and length; the same text
 * and program give the same counts everywhere.
 *
 *     quality [--reduced] FOLDER
 *
 * What is below hans/ and hant/ is damaged; what is in each of the folders has to stay as
 * it is where it is not. A FOLDER without them is taken for one such folder. --reduced leaves
 * rows out, but computes the others as ever. QUALITY_SHOW in the environment shows the
 * cases that fail, as comments. */
#include "config.h"
#include "row.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const mojibake[] = {"utf8-as-latin1", "utf8-as-windows-1252", "utf8-as-gbk"};

static void mojibake_rows(run *r, const corpus *c, const char *text)
{
	static const size_t length[] = {2, 4, 8, 16, 64};
	for (size_t d = 0; d < sizeof mojibake / sizeof *mojibake; d++) {
		for (size_t i = 0; i < sizeof length / sizeof *length; i++)
			row_phrases(r, c, mojibake[d], text, length[i]);
		row_lines(r, c, mojibake[d], text);
		if (!r->reduced)
			row_documents(r, c, mojibake[d], text);
	}
}

static void splice_rows(run *r, const corpus *c, const char *text)
{
	static const size_t size[] = {5, 20, 50, 100, 200, 400};
	char html[40];
	snprintf(html, sizeof html, "%s in HTML", text);
	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		if (r->reduced && i % 2 == 0)
			continue;
		row_spliced_documents(r, c, size[i], text, HARM_GBK_LINES);
		row_spliced_documents(r, c, size[i], html, HARM_GBK_PAGE);
	}
	row_spliced_pieces(r, c, 50, text, 16);
	row_spliced_pieces(r, c, 50, text, 64);
	row_spliced_pieces(r, c, 50, text, 0);
}

static void folder_rows(run *r, const char *path, const char *name)
{
	corpus c = corpus_read(path);
	printf("# %s: %zu files, %zu lines, checksum %016" PRIx64 "\n", name, c.files, c.lines,
	       c.checksum);
	if (c.lines > 0) {
		row_clean(r, &c, name);
		if (!r->reduced)
			row_clean_lines(r, &c, name);
	}
	if (c.lines > 0 && strncmp(name, "han", 3) == 0)
		mojibake_rows(r, &c, name);
	if (c.lines > 0 && strcmp(name, "hant") == 0)
		splice_rows(r, &c, name);
	corpus_free(&c);
}

static bool is_folder(const char *path)
{
	struct stat s;
	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool all_rows(run *r, const char *root)
{
	char path[4096];
	struct dirent **entry;
	snprintf(path, sizeof path, "%s/hant", root);
	if (!is_folder(path)) {
		folder_rows(r, root, "hant");
		return true;
	}
	int n = scandir(root, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", root, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.')
			folder_rows(r, path, entry[i]->d_name);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	return n > 0;
}

int main(int argc, char **argv)
{
	bool reduced = argc == 3 && strcmp(argv[1], "--reduced") == 0;
	if (argc != 2 + reduced) {
		fputs("usage: quality [--reduced] FOLDER\n", stderr);
		return 2;
	}
	if (!is_folder(argv[argc - 1])) {
		fprintf(stderr, "quality: no folder %s\n", argv[argc - 1]);
		return 1;
	}
	run r;
	run_init(&r, reduced, getenv("QUALITY_SHOW") != NULL);
	row_head();
	bool done = all_rows(&r, argv[argc - 1]);
	run_free(&r);
	return done && fflush(stdout) == 0 ? 0 : 1;
}
