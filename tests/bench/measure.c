/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "measure.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/* 0, or why it can't be run. */
static int spawn(const char *const argv[], const char *out, int out_fd, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);
	if (error != 0)
		return error;
	error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	if (error == 0 && out != NULL)
		error = posix_spawn_file_actions_addopen(&actions, 1, out,
		                                         O_WRONLY | O_CREAT | O_TRUNC, 0600);
	else if (error == 0)
		error = posix_spawn_file_actions_adddup2(&actions, out_fd, 1);
	if (error == 0)
		error = posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

static int wait_for(pid_t pid, struct rusage *usage)
{
	int status = 0;
	while (wait4(pid, &status, 0, usage) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

measure measure_command(const char *const argv[], const char *out)
{
	struct rusage usage;
	pid_t pid;
	double begin = now();
	if (spawn(argv, out, -1, &pid) != 0)
		return (measure){.status = -1};
	measure m = {.status = wait_for(pid, &usage)};
	m.wall = now() - begin;
	m.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	m.memory = (double)usage.ru_maxrss / 1024;
	return m;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static double median(measure *runs, size_t n, size_t field)
{
	double value[256] = {0};
	n = n < 256 ? n : 256;
	for (size_t i = 0; i < n; i++)
		memcpy(&value[i], (const char *)&runs[i] + field, sizeof *value);
	qsort(value, n, sizeof *value, compare);
	return n % 2 != 0 ? value[n / 2] : (value[n / 2 - 1] + value[n / 2]) / 2;
}

measure measure_median(measure *runs, size_t n)
{
	measure m = {.status = 0};
	for (size_t i = 0; i < n; i++)
		if (runs[i].status != 0)
			m.status = runs[i].status;
	m.cpu = median(runs, n, offsetof(measure, cpu));
	m.wall = median(runs, n, offsetof(measure, wall));
	m.memory = median(runs, n, offsetof(measure, memory));
	return m;
}

void measure_say(const char *const argv[], char *line, size_t size)
{
	struct rusage usage;
	pid_t pid;
	int ends[2];
	line[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	int error = spawn(argv, NULL, ends[1], &pid);
	close(ends[1]);
	FILE *in = fdopen(ends[0], "r");
	while (error == 0 && in != NULL && fgets(line, (int)size, in) != NULL)
		if (strpbrk(line, "0123456789") != NULL)
			break;
	line[strcspn(line, "\n")] = '\0';
	if (in != NULL)
		fclose(in);
	else
		close(ends[0]);
	if (error == 0)
		wait_for(pid, &usage);
}
