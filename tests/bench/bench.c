/* SPDX-License-Identifier: Apache-2.0 */
/* How fast qingwen is, beside programs that everyone can compare with: opencc, which
 * converts the same text, iconv, which decodes and encodes it, cat | wc -l, which only
 * looks at it, and ftfy, which repairs what was read in Western encodings. All in one run on
 * the same files, in turn, so that a busy machine is busy for all of them. Prints
 * Markdown; judges nothing.
 *
 *     bench QINGWEN BENCH-TEXT PYTHON FTFY-LINES
 *
 * BENCH_MIB (64), BENCH_SLOW_MIB (2) and BENCH_RUNS (5) in the environment make it shorter:
 * the size of the documents, that for slow peers, and how often each is run. */
#include "config.h"
#include "measure.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RUNS_MAX = 99, STARTS = 50, SLOW_STARTS = 5, ARGUMENTS = 6 };

typedef enum { QINGWEN, KEEP, OPENCC, ICONV, CAT, FTFY, FTFY_ENCODING, PEERS } peer_number;

typedef struct {
	const char *name;
	bool slow;              /* gets less text, and its start is not counted */
	const char *argv[ARGUMENTS + 1]; /* FILE stands for the file; it comes last */
	const char *version[4];
	double start;           /* CPU seconds on empty input */
} peer;

static const char FILE_NAME[] = "FILE";

static peer peers[PEERS] = {
	{"qingwen repair", false, {NULL, "repair", FILE_NAME}, {NULL, "--version"}, 0},
	{"qingwen repair --script=keep", false, {NULL, "repair", "--script=keep", FILE_NAME},
	 {NULL}, 0},
	{"opencc -c t2s", false, {"opencc", "-c", "t2s", "-i", FILE_NAME},
	 {"opencc", "--version"}, 0},
	{"iconv -f utf-8 -t gb18030", false, {"iconv", "-f", "utf-8", "-t", "gb18030", FILE_NAME},
	 {"iconv", "--version"}, 0},
	{"cat, wc -l", false, {"sh", "-c", "cat \"$1\" | wc -l", "sh", FILE_NAME},
	 {"wc", "--version"}, 0},
	{"ftfy.fix_text", true, {NULL, NULL, "fix_text", FILE_NAME}, {NULL, NULL, "--version"}, 0},
	{"ftfy.fix_encoding", true, {NULL, NULL, "fix_encoding", FILE_NAME}, {NULL}, 0},
};

/* Which of ours, and which beside it; QINGWEN ends the list. */
#define CLEAN {OPENCC, ICONV, CAT, FTFY, FTFY_ENCODING, QINGWEN}
#define MOJIBAKE {FTFY, FTFY_ENCODING, QINGWEN}
#define NOBODY {QINGWEN}
static const struct {
	const char *kind, *title;
	peer_number own, beside[PEERS];
} texts[] = {
	{"hans", "clean simplified news", QINGWEN, CLEAN},
	{"hant", "clean traditional text", QINGWEN, CLEAN},
	{"hant", "clean traditional text, kept", KEEP, CLEAN},
	{"spliced", "spliced documents", QINGWEN, CLEAN},
	{"utf8-as-latin1", "UTF-8 as Latin-1", KEEP, MOJIBAKE},
	{"utf8-as-windows-1252", "UTF-8 as windows-1252", KEEP, MOJIBAKE},
	{"utf8-as-gbk", "UTF-8 as GBK", KEEP, MOJIBAKE},
	{"gbk-as-latin1", "GBK as Latin-1", KEEP, MOJIBAKE},
	{"gbk-as-big5", "GBK as Big5", KEEP, MOJIBAKE},
	{"big5-as-gbk", "Big5 as GBK", KEEP, MOJIBAKE},
	{"utf8-as-latin1,utf8-as-latin1", "UTF-8 as Latin-1, twice", KEEP, MOJIBAKE},
	{"gbk-as-latin1,utf8-as-windows-1252", "GBK as Latin-1, UTF-8 as windows-1252", KEEP, MOJIBAKE},
	{"pages", "news, each twentieth line damaged", KEEP, MOJIBAKE},
	{"mixed", "lines damaged by many chains", KEEP, MOJIBAKE},
	{"utf8-as-windows-1252:python", "UTF-8 as windows-1252, U+FFFD", KEEP, MOJIBAKE},
	{"utf8-as-windows-1252:glibc", "UTF-8 as windows-1252, dropped", KEEP, MOJIBAKE},
	{"utf8-as-gbk:whatwg+question", "UTF-8 as GBK, ? as browsers", KEEP, NOBODY},
	{"utf8-as-gbk:python", "UTF-8 as GBK, U+FFFD as Python", KEEP, NOBODY},
	{"utf8-as-gbk:glibc+question", "UTF-8 as GBK, ? as glibc", KEEP, NOBODY},
	{"utf8-as-gbk:windows-nouser", "UTF-8 as GBK, ? as Windows", KEEP, NOBODY},
	{"utf8-as-gbk:glibc", "UTF-8 as GBK, dropped as glibc", KEEP, NOBODY},
	{"utf8-as-latin1:c1-dropped+nbsp-to-space", "UTF-8 as Latin-1 without C1", KEEP, MOJIBAKE},
};

/* What is the same for all texts. */
typedef struct {
	const char *generator;
	char file[PATH_MAX + 8], slow[PATH_MAX + 8]; /* slow: the text for slow peers */
	size_t runs;
	const char *mib, *slow_mib;
} bench;

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

/* --- texts ------------------------------------------------------------------------ */

static bool make_text(const bench *b, const char *kind, const char *mib, const char *file)
{
	const char *const argv[] = {b->generator, kind, NULL};
	return setenv("BENCH_MIB", mib, 1) == 0 && measure_command(argv, file).status == 0;
}

static double megabytes(const char *file)
{
	struct stat s;
	return stat(file, &s) == 0 ? (double)s.st_size / 1e6 : 0;
}

static const char *file_of(const bench *b, const peer *p) { return p->slow ? b->slow : b->file; }

static void print_row(const bench *b, const char *title, const peer *p, const measure *m,
                      double own_speed)
{
	printf("| %s | %s | ", title, p->name);
	if (m->status != 0) {
		puts(m->status < 0 || m->status == 77 ? "absent | | | | |" : "failed | | | | |");
		return;
	}
	double cpu = m->cpu > p->start ? m->cpu - p->start : m->cpu;
	double speed = megabytes(file_of(b, p)) / cpu;
	printf("%.3f | %.3f | %.*f | ", cpu, m->wall, (speed < 10) + (speed < 1), speed);
	if (own_speed > 0)
		printf("%.2f | ", own_speed / speed);
	else
		printf("| ");
	printf("%.1f |\n", m->memory);
}

/* The peers of a text in turn, ours first; returns how many. */
static size_t peers_of(size_t text, const peer *of[PEERS])
{
	size_t n = 0;
	of[n++] = &peers[texts[text].own];
	for (size_t i = 0; texts[text].beside[i] != QINGWEN; i++)
		of[n++] = &peers[texts[text].beside[i]];
	return n;
}

static void bench_text(const bench *b, size_t text)
{
	measure run[PEERS][RUNS_MAX];
	const peer *of[PEERS];
	size_t n = peers_of(text, of);
	/* Where a policy loses bytes all get as little text as slow peers do. */
	const char *mib = strchr(texts[text].kind, ':') != NULL ? b->slow_mib : b->mib;
	if (!make_text(b, texts[text].kind, b->slow_mib, b->slow)
	    || !make_text(b, texts[text].kind, mib, b->file)) {
		printf("| %s | its documents are absent | | | | | |\n", texts[text].title);
		return;
	}
	run_on(&peers[CAT], b->file); /* into the cache of files */
	for (size_t i = 0; i < b->runs; i++)
		for (size_t k = 0; k < n; k++)
			run[k][i] = run_on(of[k], file_of(b, of[k]));
	double own_speed = 0;
	for (size_t k = 0; k < n; k++) {
		measure m = measure_median(run[k], b->runs);
		print_row(b, k == 0 ? texts[text].title : "", of[k], &m, own_speed);
		if (k == 0 && m.status == 0)
			own_speed = megabytes(b->file) / m.cpu;
	}
	fflush(stdout);
}

/* --- start-up --------------------------------------------------------------------- */

static measure start_of(const peer *p, size_t runs)
{
	measure run[STARTS];
	for (size_t i = 0; i < runs; i++)
		run[i] = run_on(p, "/dev/null");
	return measure_median(run, runs);
}

static void measure_slow_starts(void)
{
	for (size_t k = 0; k < PEERS; k++)
		if (peers[k].slow)
			peers[k].start = start_of(&peers[k], SLOW_STARTS).cpu;
}

static void bench_start(void)
{
	puts("\n| start-up, empty input | ms |\n| --- | --- |");
	for (size_t k = 0; k < PEERS; k++) {
		measure m = start_of(&peers[k], peers[k].slow ? SLOW_STARTS : STARTS);
		if (m.status == 0)
			printf("| %s | %.2f |\n", peers[k].name, m.wall * 1000);
		else
			printf("| %s | absent |\n", peers[k].name);
	}
}

/* --- the whole ---------------------------------------------------------------------- */

static void print_head(const bench *b)
{
	char line[200];
	for (size_t k = 0; k < PEERS; k++) {
		if (peers[k].version[0] == NULL)
			continue;
		measure_say(peers[k].version, line, sizeof line);
		printf("- %s: %s\n", peers[k].name, line[0] != '\0' ? line : "absent");
	}
	printf("\nMedians of %zu runs in turn, on %s MiB; ftfy on %s MiB of the same, line by line,\n"
	       "and without the time that Python takes to start. On as little are all where\n"
	       "bytes were lost. CPU is user and system time; MB/s (10^6 bytes of input) and\n"
	       "the ratio are of CPU time: how many times faster qingwen is. Memory is the peak.\n"
	       "\n| text | program | CPU, s | wall, s | MB/s | ratio | memory, MiB |\n"
	       "| --- | --- | --- | --- | --- | --- | --- |\n", b->runs, b->mib, b->slow_mib);
	fflush(stdout);
}

static void name_programs(char **argv)
{
	peers[QINGWEN].argv[0] = peers[KEEP].argv[0] = peers[QINGWEN].version[0] = argv[1];
	for (size_t k = FTFY; k <= FTFY_ENCODING; k++) {
		peers[k].argv[0] = argv[3];
		peers[k].argv[1] = argv[4];
	}
	peers[FTFY].version[0] = argv[3];
	peers[FTFY].version[1] = argv[4];
}

int main(int argc, char **argv)
{
	char folder[PATH_MAX], mib[24], slow_mib[24];
	const char *temporary = getenv("TMPDIR");
	if (argc != 5) {
		fputs("usage: bench QINGWEN BENCH-TEXT PYTHON FTFY-LINES\n", stderr);
		return 2;
	}
	name_programs(argv);
	snprintf(folder, sizeof folder, "%s/qingwen-bench-XXXXXX",
	         temporary != NULL ? temporary : "/tmp");
	if (mkdtemp(folder) == NULL) {
		perror(folder);
		return 1;
	}
	bench b = {.generator = argv[2], .runs = setting("BENCH_RUNS", 5, RUNS_MAX), .mib = mib,
	           .slow_mib = slow_mib};
	snprintf(mib, sizeof mib, "%zu", setting("BENCH_MIB", 64, 4096));
	snprintf(slow_mib, sizeof slow_mib, "%zu", setting("BENCH_SLOW_MIB", 2, 4096));
	snprintf(b.file, sizeof b.file, "%s/text", folder);
	snprintf(b.slow, sizeof b.slow, "%s/slow", folder);
	print_head(&b);
	measure_slow_starts();
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		bench_text(&b, i);
	bench_start();
	unlink(b.file);
	unlink(b.slow);
	rmdir(folder);
	return fflush(stdout) != 0 ? 1 : 0;
}
