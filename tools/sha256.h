/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 (FIPS 180-4), for what a page says of its own style and script. */
#ifndef QW_TOOLS_SHA256_H
#define QW_TOOLS_SHA256_H

#include <stddef.h>

enum { SHA256_BASE64 = 45 }; /* with NUL */

/* The digest of bytes[0..n) in base64. */
void sha256_base64(const char *bytes, size_t n, char out[SHA256_BASE64]);

#endif
