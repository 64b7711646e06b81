/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/digest.h"

#include <errno.h>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

_Static_assert(CLI_DIGEST == SHA256_DIGEST_SIZE, "SHA-256");

bool cli_digest_file(int fd, struct cli_digest *digest)
{
	struct sha256_ctx sha;
	unsigned char block[BLOCK];
	ssize_t n;
	sha256_init(&sha);
	digest->size = 0;
	while ((n = pread(fd, block, sizeof block, (off_t)digest->size)) != 0) {
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			sha256_update(&sha, (size_t)n, block);
			digest->size += (uint64_t)n;
		}
	}
	sha256_digest(&sha, CLI_DIGEST, digest->sha256);
	return true;
}

bool cli_digest_equal(const struct cli_digest *a, const struct cli_digest *b)
{
	return a->size == b->size && memcmp(a->sha256, b->sha256, CLI_DIGEST) == 0;
}

void cli_digest_print(const struct cli_digest *digest, char text[CLI_DIGEST_TEXT])
{
	base16_encode_update(text, CLI_DIGEST, digest->sha256);
	text[CLI_DIGEST_TEXT - 1] = '\0';
}

bool cli_digest_read(struct cli_digest *digest, const char *text)
{
	struct base16_decode_ctx context;
	size_t n = CLI_DIGEST;
	if (strlen(text) != CLI_DIGEST_TEXT - 1)
		return false;
	base16_decode_init(&context);
	return base16_decode_update(&context, &n, digest->sha256, CLI_DIGEST_TEXT - 1, text)
	    && base16_decode_final(&context) && n == CLI_DIGEST;
}
