/* SPDX-License-Identifier: Apache-2.0 */
/* The bits of a text: how surprising characters are, as integers of 1/256 bit,
 * so that every machine decides alike. Read-only tables, no state. */
#ifndef QW_MODEL_MODEL_H
#define QW_MODEL_MODEL_H

#include "text/cell.h"

#include <stddef.h>

typedef int32_t qw_bits;            /* 1/256 bit; sums are int64_t */
#define QW_BIT 256
#define QW_MODEL_START ((qw_cell)'\n') /* stands before the first character of a line */

/* Cost of `current` behind `previous`. Never negative. Raw cells and holes have
 * high costs of their own. */
qw_bits qw_model_pair(qw_cell previous, qw_cell current);

/* Cost of `current` behind `previous`, before which `before` stood: the longer context
 * where it was counted, else qw_model_pair(). Never negative. Before the first
 * character of a line stands QW_MODEL_START twice. Only sums of triples compare with each
 * other: these costs are lower than those of pairs. For the choice of single characters. */
qw_bits qw_model_triple(qw_cell before, qw_cell previous, qw_cell current);

/* Two characters, looked up once for all that may stand behind them. */
typedef struct {
	uint32_t first, second;  /* ids, of the simplified forms if `folded` */
	qw_bits more;            /* what triples that were not counted cost more than pairs */
	bool counted, folded;
} qw_model_context;

qw_model_context qw_model_behind(qw_cell before, qw_cell previous);

/* qw_model_triple() of a character in that context whose qw_model_pair() is `cost`. */
qw_bits qw_model_triple_of(const qw_model_context *context, qw_cell current, qw_bits cost);

/* Cost of cells[0..n) behind `previous`. */
int64_t qw_model_text(qw_cell previous, const qw_cell *cells, size_t n);

/* The same, and sum[i] is the cost of cells[0..i]. */
void qw_model_sums(qw_cell previous, const qw_cell *cells, size_t n, int64_t *sum);

/* Cost of `current` on its own (unigram). */
qw_bits qw_model_single(qw_cell current);

#endif
