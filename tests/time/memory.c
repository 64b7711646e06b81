/* SPDX-License-Identifier: Apache-2.0 */
/* What the command needs of memory does not grow with what comes through the pipe.
 * Prints TAP. */
#include "config.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PEAK = 32 * 1024,       /* KiB */
	MIB = 1 << 20
};

typedef struct {
	const char *name;
	const char *text;       /* again and again */
	size_t mib;
	const char *option;
} input;

#define NEWS "今天上午，市里的几所学校同时开学，校门口站满了送孩子的家长。\n"
#define PAGE "<p>社區(qū)的學(xué)校今天開(kāi)學(xué)，日?qǐng)?bào)社的記者也來(lái)了。</p>\n"

static const input inputs[] = {
	{"256 MiB of clean text", NEWS, 256, "--script=hans"},
	{"100 MiB without LF", "今天上午，市里的几所学校同时开学 today ", 100, "--script=hans"},
	{"100 MiB of one letter", "a", 100, "--script=hans"},
	{"64 MiB of traditional text", "今天上午，市裡的幾所學校同時開學。\n", 64, "--script=hans"},
	{"16 MiB of spliced pages", PAGE, 16, "--script=keep"},
	{"16 MiB of mojibake without LF", "ä»\xC2\x8A天ä¸\xC2\x8Aå\xC2\x8D\xC2\x88",
	 16, "--script=keep"},
	{"16 MiB of LF", "\n", 16, "--script=hans"},
	{"16 MiB of short lines", NEWS "a\n\n", 16, "--unit=line"},
	{"32 MiB of GB 18030",
	 "\xBD\xF1\xCC\xEC\xC9\xCF\xCE\xE7\xA3\xAC\xD1\xA7\xD0\xA3\xBF\xAA\xD1\xA7\n",
	 32, "--script=hans"},
	{"16 MiB of NULs", "", 16, "--script=hans"},
	{"16 MiB of undecodable bytes", "\xFF", 16, "--invalid=replace"},
};

/* One MiB of the text, a whole number of pieces but for the last. */
static void write_all(const input *in, int fd)
{
	static char block[MIB];
	size_t length = strlen(in->text) + (in->text[0] == '\0'), at = 0;
	for (size_t i = 0; i < in->mib; i++) {
		for (size_t k = 0; k < MIB; k++, at = (at + 1) % length)
			block[k] = in->text[at];
		for (size_t done = 0; done < MIB;) {
			ssize_t n = write(fd, block + done, MIB - done);
			if (n <= 0)
				return; /* the exit status tells */
			done += (size_t)n;
		}
	}
}

static void run(const char *program, const char *option, int in)
{
	if (dup2(in, STDIN_FILENO) < 0 || freopen("/dev/null", "w", stdout) == NULL)
		_exit(126);
	execl(program, program, "repair", "-q", option, (char *)NULL);
	_exit(127);
}

/* Run the command with the input; its exit status, and its peak in KiB. */
static int measure(const char *program, const input *in, long *peak)
{
	int pipes[2], status = 0;
	struct rusage usage;
	if (pipe(pipes) != 0)
		return 99;
	fflush(stdout);
	pid_t pid = fork();
	if (pid < 0)
		return 99;
	if (pid == 0) {
		close(pipes[1]);
		run(program, in->option, pipes[0]);
	}
	close(pipes[0]);
	write_all(in, pipes[1]);
	close(pipes[1]);
	if (wait4(pid, &status, 0, &usage) != pid)
		return 99;
	*peak = usage.ru_maxrss;
	return status;
}

int main(void)
{
	const char *folder = getenv("top_builddir"), *sanitizers = getenv("QW_SANITIZERS");
	size_t count = sizeof inputs / sizeof *inputs;
	char program[4096];
	int failed = 0;
	if (sanitizers != NULL && sanitizers[0] != '\0') {
		puts("1..0 # SKIP a sanitizer needs more memory");
		return 0;
	}
	snprintf(program, sizeof program, "%s/qingwen", folder != NULL ? folder : ".");
	signal(SIGPIPE, SIG_IGN);
	printf("1..%zu\n", count);
	for (size_t i = 0; i < count; i++) {
		long peak = 0;
		int status = measure(program, &inputs[i], &peak);
		bool good = status == 0 && peak < PEAK;
		printf("# status %d, peak %.1f MiB\n", status, (double)peak / 1024);
		printf("%sok %zu - %s\n", good ? "" : "not ", i + 1, inputs[i].name);
		failed += !good;
	}
	return failed > 0;
}
