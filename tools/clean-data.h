/* SPDX-License-Identifier: Apache-2.0 */
/* What cleaning may change, as the generators see it: the radicals of data/clean, and the
 * normal form C of ICU. */
#ifndef QW_TOOLS_CLEAN_DATA_H
#define QW_TOOLS_CLEAN_DATA_H

#include <stdbool.h>
#include <stdint.h>

enum { RADICALS_FIRST = 0x2E80, RADICALS_END = 0x2FE0 };

/* Read radicals.txt. Prints a message and exits when it is not as expected. */
void clean_data_read(const char *path);

/* The ideograph that a radical is read as; 0: none. */
uint32_t clean_data_radical(uint32_t c);

/* May the character compose with the one before it, or change places with it? */
bool clean_data_joins(uint32_t c);

/* May cleaning change the character, or what is before it, or take it away? Private use
 * apart, which has a class of its own. */
bool clean_data_touches(uint32_t c);

#endif
