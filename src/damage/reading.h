/* SPDX-License-Identifier: Apache-2.0 */
/* Readings of Chinese characters: which can be read so, and how can this be read. */
#ifndef QW_DAMAGE_READING_H
#define QW_DAMAGE_READING_H

#include "damage/reading_letter.h"
#include "text/cell.h"

#include <stddef.h>

/* A reading: the number of a toneless syllable << 3 | tone (0: any). 0: none. */
typedef uint16_t qw_reading;

/* The reading that a syllable writes; 0 when Mandarin has no such syllable. */
qw_reading qw_reading_find(const qw_syllable *s);

/* Can `c` be read so? */
bool qw_reading_fits(qw_cell c, qw_reading reading);

/* The first reading of `c` in the sources, 0 when it has none. */
qw_reading qw_reading_first(qw_cell c);

/* Write a reading as pinyin with its tone mark into out, at most 8 cells.
 * Returns how many. */
size_t qw_reading_write(qw_reading reading, qw_cell out[8]);

/* All characters of the toneless syllable of `reading`, in code point order. */
const uint16_t *qw_reading_characters(qw_reading reading, size_t *count);

#endif
