/* SPDX-License-Identifier: Apache-2.0 */
/* Which chains of mojibake may have made a stretch of text what it is? */
#ifndef QW_DAMAGE_MOJIBAKE_SEARCH_H
#define QW_DAMAGE_MOJIBAKE_SEARCH_H

#include "damage/mojibake/layers.h"
#include "model/model.h"
#include "text/text.h"

enum {
	QW_SEARCH_SAMPLE = 128, /* cells of a stretch that are looked at */
	QW_SEARCH_NODES = 96,  /* texts that are made of them at most */
	QW_SEARCH_FOUND = 8    /* chains that are returned at most */
};

typedef struct {
	qw_layers layers;
	int64_t gain;          /* bits/256 by which the sample's part is cheaper, less the price */
} qw_found;

/* A text made of the sample by undoing `layers`. */
typedef struct {
	qw_layers layers;
	size_t first, length;  /* in `texts` */
	uint64_t hash;
	size_t cover;          /* cells of the wider text that are its reader's own */
	int64_t damaged;       /* bits/256 of the part of the sample that it comes of, */
	int64_t bits;          /* and its own */
} qw_search_node;

typedef struct {
	qw_set set[QW_SETS];
	qw_text texts, scratch;
	size_t core;           /* cells of the sample that must be explained, */
	size_t around;         /* and so many beside them that need not be, */
	size_t front;          /* so many of these in front of them */
	int64_t hope;          /* bits/256 that a chain may cost */
	qw_search_node node[QW_SEARCH_NODES];
	size_t nodes;
	qw_found found[QW_SEARCH_FOUND]; /* the best first */
	size_t count;
} qw_search;

void qw_search_init(qw_search *s, const qw_allocator *a);
void qw_search_free(qw_search *s);

/* Search c[from..to) of a line of n cells, or the begin of it. `sum` are the line's bits
 * as in damage/surprise.h. Chains that cost more than `hope` (bits/256) are not looked for.
 * False: no memory. */
bool qw_search_run(qw_search *s, const qw_cell *c, size_t n, const int64_t *sum, size_t from,
                   size_t to, int64_t hope);

#endif
