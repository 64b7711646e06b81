/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/occurrence.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

/* The slot of a content, or the empty one where it belongs. */
static struct cli_occurrence *find(struct cli_occurrence *slot, size_t capacity, uint64_t content)
{
	size_t i = (size_t)(content ^ content >> 32) & (capacity - 1);
	while (slot[i].count != 0 && slot[i].content != content)
		i = (i + 1) & (capacity - 1);
	return &slot[i];
}

static void grow(struct cli_occurrences *o)
{
	size_t capacity = o->capacity > 0 ? o->capacity * 2 : 16;
	struct cli_occurrence *slot = cli_resize(NULL, capacity, sizeof *slot);
	memset(slot, 0, capacity * sizeof *slot);
	for (size_t i = 0; i < o->capacity; i++)
		if (o->slot[i].count != 0)
			*find(slot, capacity, o->slot[i].content) = o->slot[i];
	free(o->slot);
	o->slot = slot;
	o->capacity = capacity;
}

uint64_t cli_occurrence_add(struct cli_occurrences *o, uint64_t content, uint64_t count,
                            const struct cli_rule *rule)
{
	if (o->used * 2 >= o->capacity)
		grow(o);
	struct cli_occurrence *slot = find(o->slot, o->capacity, content);
	o->used += slot->count == 0;
	slot->content = content;
	slot->rule = rule;
	return slot->count += count;
}

uint64_t cli_occurrence_count(const struct cli_occurrences *o, uint64_t content)
{
	return o->capacity > 0 ? find(o->slot, o->capacity, content)->count : 0;
}

uint64_t cli_fingerprint(const char *file, uint64_t content, uint64_t number)
{
	while (file[0] == '.' && file[1] == '/')
		file += 2;
	uint64_t hash = cli_hash(CLI_HASH, file, strlen(file) + 1);
	return cli_hash_number(cli_hash_number(hash, content), number);
}

void cli_occurrences_free(struct cli_occurrences *o)
{
	free(o->slot);
	*o = (struct cli_occurrences){.slot = NULL};
}
