/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz-X [FILE...]: give files to a fuzz target, for "make check" without a fuzzer;
 * without arguments those in fixtures/fuzz/X. Prints TAP; a target that finds a fault
 * aborts. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole file in a heap block of exactly its size, so that a sanitizer sees a
 * read of one byte too many. */
static uint8_t *read_all(const char *name, size_t *size)
{
	FILE *f = fopen(name, "rb");
	if (f == NULL)
		return NULL;
	uint8_t *data = NULL;
	long end = fseek(f, 0, SEEK_END) == 0 ? ftell(f) : -1;
	if (end >= 0 && fseek(f, 0, SEEK_SET) == 0) {
		*size = (size_t)end;
		data = malloc(*size != 0 ? *size : 1);
		if (data != NULL && fread(data, 1, *size, f) != *size) {
			free(data);
			data = NULL;
		}
	}
	fclose(f);
	return data;
}

static int replay(int number, const char *name)
{
	size_t size = 0;
	uint8_t *data = read_all(name, &size);
	if (data == NULL) {
		printf("Bail out! %s: %s\n", name, strerror(errno));
		return 99;
	}
	fflush(stdout);
	LLVMFuzzerTestOneInput(data, size);
	free(data);
	printf("ok %d - %s\n", number, name);
	return 0;
}

static int is_input(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static int replay_folder(const char *program)
{
	const char *srcdir = getenv("srcdir"), *target = strstr(program, "fuzz-");
	char folder[4096], name[4096 + 256];
	struct dirent **inputs;
	snprintf(folder, sizeof folder, "%s/fixtures/fuzz/%s", srcdir != NULL ? srcdir : ".",
	         target != NULL ? target + strlen("fuzz-") : "");
	int count = scandir(folder, &inputs, is_input, alphasort), status = 0;
	if (count <= 0) {
		printf("Bail out! %s: no inputs\n", folder);
		return 99;
	}
	printf("1..%d\n", count);
	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof name, "%s/%s", folder, inputs[i]->d_name);
		if (status == 0)
			status = replay(i + 1, name);
		free(inputs[i]);
	}
	free(inputs);
	return status;
}

int main(int argc, char **argv)
{
	int status = 0;
	if (argc < 2)
		return replay_folder(argv[0]);
	printf("1..%d\n", argc - 1);
	for (int i = 1; i < argc && status == 0; i++)
		status = replay(i, argv[i]);
	return status;
}
