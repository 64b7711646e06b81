/* SPDX-License-Identifier: Apache-2.0 */
/* One damage: what a faulty program does to a text, forward and backward.
 *
 * To add one: a file with its functions, a line in registry.c, a fixture file. */
#ifndef QW_DAMAGE_DAMAGE_H
#define QW_DAMAGE_DAMAGE_H

#include "charset/charset.h"
#include "model/model.h"
#include "scan/scan.h"
#include "text/text.h"

/* A place where a damage may be undone, and what stood there. */
typedef struct {
	size_t from, to;        /* damaged cells */
	size_t out_from, out_to;/* the original's cells, in the text given to undo() */
} qw_frame;

typedef struct qw_kind qw_kind;

struct qw_kind {
	const char *name;       /* in chains, options, reports and tables */
	uint32_t gate;          /* QW_SEEN_*: lines with none of these are not looked at */
	qw_bits price;          /* bits/256: how rare it is */
	const char *read_as;    /* mojibake: the wrong character set */

	/* Find the next frame at or behind c[start] and append its original to `out`; at[]
	 * are the byte offsets of c. `read_as` is the character set of that name. False:
	 * there is no further frame. A NULL pointer: one line does not tell enough to undo
	 * this damage, repair.c calls what undoes it. */
	bool (*undo)(const qw_kind *d, const qw_charset *read_as, const qw_cell *c,
	             const uint32_t *at, size_t n, size_t start, qw_frame *frame, qw_text *out);

	/* Damage c[0..n), appending to `out`. `parameters` is what the chain says behind
	 * the name and ":", n_parameters cells. False: *bad is the index of the cell of
	 * the parameters that can't be read, or out->failed. */
	bool (*apply)(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
	              const qw_cell *c, size_t n, qw_text *out, size_t *bad);
};

/* The damages; NULL behind the last one. */
const qw_kind *qw_damage_number(size_t i);

/* By name; NULL: none is called so. */
const qw_kind *qw_damage_find(const char *name, size_t length);

/* Is `seen` what the damage makes of `original`? The proof of a repair.
 * `scratch` is overwritten. */
bool qw_damage_proves(const qw_kind *d, const qw_cell *original, size_t n,
                      const qw_cell *seen, size_t m, qw_text *scratch);

#endif
