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

typedef struct qw_kind qw_kind;

struct qw_kind {
	const char *name;       /* in chains, options, reports and tables */
	uint32_t gate;          /* QW_SEEN_*: lines with none of these are not looked at */
	qw_bits price;          /* bits/256: how rare it is */
	const char *read_as;    /* the character set whose bytes it works on */

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

#endif
