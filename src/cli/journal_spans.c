/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/journal_spans.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_MAX = 1 << 20 }; /* of one file: 40 MiB */

void cli_places_clear(struct cli_places *p)
{
	p->count = 0;
	p->too_many = false;
}

static size_t kind_number(struct cli_places *p, const char *kind)
{
	for (size_t i = 0; i < p->kind_count; i++)
		if (strcmp(p->kinds[i], kind) == 0)
			return i;
	p->kinds = cli_resize(p->kinds, p->kind_count + 1, sizeof *p->kinds);
	p->kinds[p->kind_count] = cli_copy(kind, strlen(kind));
	return p->kind_count++;
}

void cli_places_add(struct cli_places *p, uint64_t start, const qw_span *span)
{
	if (p->count == PLACES_MAX)
		p->too_many = true;
	if (p->too_many)
		return;
	if (p->count == p->capacity) {
		p->capacity = p->capacity * 2 + 64;
		p->place = cli_resize(p->place, p->capacity, sizeof *p->place);
	}
	p->place[p->count++] = (struct cli_place){
		.offset = start + span->offset, .length = span->length,
		.after = span->after_length, .kind = kind_number(p, span->kind),
		.confidence = span->confidence};
}

static int by_offset(const void *a, const void *b)
{
	const struct cli_place *x = a, *y = b;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

void cli_places_sort(struct cli_places *p)
{
	if (p->count > 1)
		qsort(p->place, p->count, sizeof *p->place, by_offset);
}
