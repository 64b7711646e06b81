/* SPDX-License-Identifier: Apache-2.0 */
/* The named entities of HTML for characters that are not ASCII: data/entities. */
#ifndef QW_DAMAGE_ESCAPE_NAMES_H
#define QW_DAMAGE_ESCAPE_NAMES_H

#include "text/cell.h"

#include <stddef.h>

/* The name that c[0..n) begins with, and its ";": their length, and *value the character. 0:
 * there is none. */
size_t qw_entity_find(const qw_cell *c, size_t n, uint32_t *value);

/* The usual name of a character and its ";", "mdash;"; NULL: it has none. */
const char *qw_entity_name(qw_cell c);

#endif
