/* SPDX-License-Identifier: Apache-2.0 */
/* The exit status: the same in the manual, in --help and here. */
#ifndef QW_CLI_STATUS_H
#define QW_CLI_STATUS_H

enum cli_status {
	CLI_DONE = 0,
	CLI_FOUND = 1, /* check or explain found damage */
	CLI_USAGE = 2,
	CLI_IO = 3,     /* input or output failed, or memory */
	CLI_LOSS = 4    /* undecodable and asked to stop, or --strict and not all certain */
};

/* The worse of two, in the order 2, 3, 4, 1, 0. */
static inline enum cli_status cli_worse(enum cli_status a, enum cli_status b)
{
	static const unsigned char rank[] = {0, 1, 4, 3, 2};
	return rank[a] >= rank[b] ? a : b;
}

#endif
