/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 of files: whoever writes a journal may wish to have another file taken for the one
 * it tells of, so a hash that nobody can forge. */
#ifndef QW_CLI_DIGEST_H
#define QW_CLI_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CLI_DIGEST = 32, CLI_DIGEST_TEXT = 2 * CLI_DIGEST + 1 };

struct cli_digest {
	uint64_t size;
	unsigned char sha256[CLI_DIGEST];
};

/* Of a whole file, from its beginning. The descriptor's place stays. False: errno says why. */
bool cli_digest_file(int fd, struct cli_digest *digest);

bool cli_digest_equal(const struct cli_digest *a, const struct cli_digest *b);

/* In 64 hexadecimal digits, and back; false: these are none. */
void cli_digest_print(const struct cli_digest *digest, char text[CLI_DIGEST_TEXT]);
bool cli_digest_read(struct cli_digest *digest, const char *text);

#endif
