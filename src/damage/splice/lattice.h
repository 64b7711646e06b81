/* SPDX-License-Identifier: Apache-2.0 */
/* What stood where a splice tore a run of bytes: a search over the originals that
 * fit, by the bits of the model.
 *
 * Up to the tear the text can be read. From there on it is read one byte late,
 * until an ASCII byte. A hypothesis walks over the damaged cells, turns them back
 * into bytes, fills in the bytes that the tear ate, and pairs them anew. */
#ifndef QW_DAMAGE_SPLICE_LATTICE_H
#define QW_DAMAGE_SPLICE_LATTICE_H

#include "damage/splice/recall.h"
#include "damage/splice/mark.h"
#include "damage/splice/table.h"
#include "damage/splice/view.h"
#include "text/text.h"

/* Does the first lost character carry a prefix, as punctuation may? */
typedef enum { QW_PREFIX_UNKNOWN = 0, QW_PREFIX_YES, QW_PREFIX_NO } qw_prefix;

typedef struct {
	const qw_view *view;
	const qw_table *table;
	const qw_recall *recall;
	const qw_cell *cell;     /* the damaged line */
	const uint32_t *at;      /* length + 1 byte offsets */
	size_t length;
	qw_prefix prefix;
	int drop_bits;           /* what a pair costs that vanished without a trace */
	qw_open_marks open;      /* quotation marks open in front of the place */
} qw_torn;

/* What a search found. */
typedef struct {
	size_t end;              /* index of the first cell behind the torn run */
	int64_t cost;            /* bits/256 */
	uint32_t lost;           /* characters that nothing tells */
	uint32_t newlines;       /* of these, LF maybe */
	uint32_t dropped, shown; /* pairs without a character that vanished, or left a mark */
	const qw_entry *entry;   /* the straddling characters and their notes; they live until */
	size_t entries;          /* the next qw_lattice_write() */
	const uint32_t *guess;   /* cells that nothing but the model told, by their numbers in */
	size_t guesses;          /* what was written, the last one first; they live as long */
} qw_mended;

typedef struct qw_lattice qw_lattice;

qw_lattice *qw_lattice_new(const qw_allocator *a);
void qw_lattice_free(qw_lattice *l);

/* Searches may from now on cost so much together as a text of so many cells
 * warrants; when that is used up, nothing is found any more. */
void qw_lattice_allow(qw_lattice *l, size_t cells);

/* Search from the torn place at cell[from]; before[] are the two original characters in front
 * of it, the nearer one last. `thorough`: characters may have vanished without a trace, which
 * takes several times as long. Returns how many originals fit, the likeliest first; 0: none.
 * `torn` must live until the last qw_lattice_write() for this search. */
size_t qw_lattice_search(qw_lattice *l, const qw_torn *torn, size_t from,
                         const qw_cell before[2],
                         bool thorough);

/* Append the cells of the original of that rank (from 0) of the last search.
 * How sure is what was no guess of the model alone the caller finds by comparing ranks.
 * False: no memory. */
bool qw_lattice_write(qw_lattice *l, size_t rank, qw_text *out, qw_mended *mended);

#endif
