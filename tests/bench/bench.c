/* SPDX-License-Identifier: Apache-2.0 */
/* How fast qingwen is, beside programs that everyone can compare with: opencc, which
 * converts the same text, iconv, which decodes and encodes it, and cat | wc -l, which
 * only looks at it. All in one run on the same files, in turn, so that a busy machine
 * is busy for all of them. Prints Markdown; judges nothing.
 *
 *     bench QINGWEN BENCH-TEXT
 *
 * BENCH_MIB (64) and BENCH_RUNS (5) in the environment make it shorter. */
#include "config.h"
#include "measure.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEERS = 4, RUNS_MAX = 99, STARTS = 50, ARGUMENTS = 6, QINGWEN = 0 };

typedef struct {
	const char *name;
	const char *argv[ARGUMENTS + 1]; /* FILE stands for the file; it comes last */
	const char *version[3];
} peer;

static const char FILE_NAME[] = "FILE";

static peer peers[PEERS] = {
	{"qingwen repair", {NULL, "repair", FILE_NAME}, {NULL, "--version"}},
	{"opencc -c t2s", {"opencc", "-c", "t2s", "-i", FILE_NAME}, {"opencc", "--version"}},
	{"iconv -f utf-8 -t gb18030", {"iconv", "-f", "utf-8", "-t", "gb18030", FILE_NAME},
	 {"iconv", "--version"}},
	{"cat, wc -l", {"sh", "-c", "cat \"$1\" | wc -l", "sh", FILE_NAME}, {"wc", "--version"}},
};

static const struct {
	const char *kind, *title;
} texts[] = {
	{"hans", "clean simplified news"},
	{"hant", "clean traditional text"},
	{"spliced", "spliced documents"},
};

static measure run_on(const peer *p, const char *file)
{
	const char *argv[ARGUMENTS + 1];
	for (size_t i = 0; i <= ARGUMENTS; i++)
		argv[i] = p->argv[i] == FILE_NAME ? file : p->argv[i];
	return measure_command(argv, "/dev/null");
}

static size_t setting(const char *name, size_t usual, size_t most)
{
	const char *value = getenv(name);
	unsigned long n = value != NULL ? strtoul(value, NULL, 10) : 0;
	return n == 0 ? usual : n < most ? n : most;
}

static void measure_in_turn(const char *file, size_t runs, measure result[PEERS])
{
	measure run[PEERS][RUNS_MAX];
	for (size_t i = 0; i < runs; i++)
		for (size_t k = 0; k < PEERS; k++)
			run[k][i] = run_on(&peers[k], file);
	for (size_t k = 0; k < PEERS; k++)
		result[k] = measure_median(run[k], runs);
}

static void print_row(const char *title, const peer *p, const measure *m, const measure *own,
                      double megabytes)
{
	printf("| %s | %s | ", title, p->name);
	if (m->status != 0) {
		puts(m->status < 0 ? "absent | | | | |" : "failed | | | | |");
		return;
	}
	printf("%.3f | %.3f | %.0f | ", m->cpu, m->wall, megabytes / m->cpu);
	if (m == own || own->status != 0)
		printf("| ");
	else
		printf("%.2f | ", m->cpu / own->cpu);
	printf("%.1f |\n", m->memory);
}

static void bench_text(const char *generator, size_t which, const char *file, size_t runs)
{
	const char *const argv[] = {generator, texts[which].kind, NULL};
	measure result[PEERS];
	struct stat s;
	if (measure_command(argv, file).status != 0 || stat(file, &s) != 0) {
		printf("| %s | its documents are absent | | | | | |\n", texts[which].title);
		return;
	}
	run_on(&peers[PEERS - 1], file); /* into the cache of files */
	measure_in_turn(file, runs, result);
	for (size_t k = 0; k < PEERS; k++)
		print_row(k == 0 ? texts[which].title : "", &peers[k], &result[k], &result[QINGWEN],
		          (double)s.st_size / 1e6);
	fflush(stdout);
}

static void bench_start(void)
{
	measure run[STARTS];
	puts("\n| start-up, empty input | ms |\n| --- | --- |");
	for (size_t k = 0; k < PEERS; k++) {
		for (size_t i = 0; i < STARTS; i++)
			run[i] = run_on(&peers[k], "/dev/null");
		measure m = measure_median(run, STARTS);
		if (m.status == 0)
			printf("| %s | %.2f |\n", peers[k].name, m.wall * 1000);
		else
			printf("| %s | absent |\n", peers[k].name);
	}
}

static void print_head(size_t runs)
{
	char line[200];
	for (size_t k = 0; k < PEERS; k++) {
		measure_say(peers[k].version, line, sizeof line);
		printf("- %s: %s\n", peers[k].name, line[0] != '\0' ? line : "absent");
	}
	printf("\nMedians of %zu runs in turn. CPU is user and system time; MB/s (10^6 bytes of\n"
	       "input) and the ratio are of CPU time: how many times faster qingwen is. Memory is\n"
	       "the peak.\n"
	       "\n| text | program | CPU, s | wall, s | MB/s | ratio | memory, MiB |\n"
	       "| --- | --- | --- | --- | --- | --- | --- |\n", runs);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	char folder[PATH_MAX], file[PATH_MAX + 8];
	const char *temporary = getenv("TMPDIR");
	if (argc != 3) {
		fputs("usage: bench QINGWEN BENCH-TEXT\n", stderr);
		return 2;
	}
	peers[QINGWEN].argv[0] = peers[QINGWEN].version[0] = argv[1];
	snprintf(folder, sizeof folder, "%s/qingwen-bench-XXXXXX",
	         temporary != NULL ? temporary : "/tmp");
	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 1;
	}
	snprintf(file, sizeof file, "%s/text", folder);
	size_t runs = setting("BENCH_RUNS", 5, RUNS_MAX);
	print_head(runs);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		bench_text(argv[2], i, file, runs);
	bench_start();
	unlink(file);
	rmdir(folder);
	return fflush(stdout) != 0 ? 1 : 0;
}
