/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes in: a file or standard input, a block at a time. */
#ifndef QW_CLI_INPUT_H
#define QW_CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { CLI_BLOCK = 128 * 1024 }; /* bytes asked of one read */

struct cli_input {
	const char *name; /* to show */
	int fd;
	const unsigned char *ahead; /* was read already, */
	size_t ahead_length;        /* so many bytes */
	bool failed;                /* and then reading failed, which was said */

	/* Another source than fd, with `ctx`; NULL: none. -1: it says why itself. */
	ssize_t (*read)(void *ctx, void *buffer, size_t size);
	void *ctx;
};

/* Open `file`, "-" is standard input (with a hint when that is a terminal and
 * not `quiet`). False: a message said why. Close in any case but that. */
bool cli_input_open(struct cli_input *in, const char *file, bool quiet);

/* At most `size` bytes, as soon as there are any; 0 at the end; -1: a message
 * said why. */
ssize_t cli_input_read(struct cli_input *in, void *buffer, size_t size);

/* Is the input the regular file that `fd` writes to? */
bool cli_input_is(const struct cli_input *in, int fd);

void cli_input_close(struct cli_input *in);

#endif
