/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/escape/names.h"

#include "generated/entities.inc"

enum { COUNT = sizeof entity_code / sizeof *entity_code };

/* < 0: the name stands before what c[0..n) begins with; 0: it is that. *length: of the name. */
static int compare(const char *name, const qw_cell *c, size_t n, size_t *length)
{
	size_t i = 0;
	for (; name[i] != '\0'; i++)
		if (i >= n || (unsigned char)name[i] != c[i])
			return i < n && (unsigned char)name[i] < c[i] ? -1 : 1;
	*length = i;
	return 0;
}

size_t qw_entity_find(const qw_cell *c, size_t n, uint32_t *value)
{
	size_t low = 0, high = COUNT, length;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(entity_text + entity_at[middle], c, n, &length);
		if (order == 0) {
			*value = entity_code[middle];
			return length;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

const char *qw_entity_name(qw_cell c)
{
	size_t low = 0, high = sizeof entity_usual / sizeof *entity_usual;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t code = entity_code[entity_usual[middle]];
		if (code == c)
			return entity_text + entity_at[entity_usual[middle]];
		if (code < c)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
