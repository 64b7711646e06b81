/* SPDX-License-Identifier: Apache-2.0 */
/* Just enough Unicode to print the text of strangers. */
#ifndef QW_CLI_UNICODE_H
#define QW_CLI_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at the start of p[0..n), n > 0. Returns its bytes, or 0 when
 * they are no UTF-8. */
size_t cli_utf8_next(const unsigned char *p, size_t n, uint32_t *c);

/* Does it do something to a terminal or to the eye other than show a character
 * (controls, bidi, zero width, private use, noncharacters)? */
bool cli_unsafe(uint32_t c);

/* Columns that a message in the language of the user takes on a terminal. */
size_t cli_columns(const char *message);

#endif
