/* SPDX-License-Identifier: Apache-2.0 */
#ifndef QW_DECODE_UCHARDET_H
#define QW_DECODE_UCHARDET_H

#include <stddef.h>

/* What uchardet names for at most 64 KiB of the bytes, if it is an encoding that is not
 * tried anyway; else NULL, which is all that a build without uchardet says. The name is static. */
const char *qw_ask_uchardet(const unsigned char *p, size_t n);

#endif
