/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/tally.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

static struct cli_kind *find_or_add(struct cli_tally *t, const char *chain)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->kinds[i].chain, chain) == 0)
			return &t->kinds[i];
	if (t->count == t->capacity) {
		t->capacity = t->capacity * 2 + 4;
		t->kinds = cli_resize(t->kinds, t->capacity, sizeof *t->kinds);
	}
	struct cli_kind *kind = &t->kinds[t->count++];
	*kind = (struct cli_kind){.chain = cli_copy(chain, strlen(chain))};
	return kind;
}

void cli_tally_add(struct cli_tally *t, const qw_segment *segment)
{
	struct cli_kind *kind = find_or_add(t, segment->chain);
	kind->segments++;
	kind->spans += segment->spans;
	kind->exact += segment->exact;
	kind->guessed += segment->guessed;
	kind->lost += segment->lost;
	kind->unproven += segment->unproven;
	kind->skipped += segment->skipped;
}

void cli_tally_clear(struct cli_tally *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->kinds[i].chain);
	t->count = 0;
}

void cli_tally_free(struct cli_tally *t)
{
	cli_tally_clear(t);
	free(t->kinds);
	*t = (struct cli_tally){.kinds = NULL};
}
