/* SPDX-License-Identifier: Apache-2.0 */
/* The public qw_explain(): readings of a text, with their probabilities. */
#include "config.h"
#include "qingwen.h"

#include "damage/confidence.h"
#include "damage/mojibake/readings.h"
#include "text/buffer.h"

/* The share of reading i: 2 to the power of its bits among the sum of all. */
static double share_of(const qw_readings *r, size_t i)
{
	double sum = 0;
	for (size_t k = 0; k < r->count; k++)
		sum += qw_probability(r->reading[0].gain - r->reading[k].gain);
	return qw_probability(r->reading[0].gain - r->reading[i].gain) / sum;
}

static bool tell(const qw_readings *r, size_t i, qw_buffer *text, qw_explanation_fn each, void *ctx)
{
	const qw_reading_of *o = &r->reading[i];
	char name[QW_LAYERS_NAME];
	qw_buffer_clear(text);
	for (size_t k = o->first; k < o->first + o->length; k++)
		qw_buffer_add_cell(text, r->texts.cell[k]);
	qw_buffer_add_byte(text, '\0');
	if (text->failed)
		return false;
	qw_layers_name(&o->layers, name);
	qw_explanation told = {
		.chain = name, .text = (const char *)text->data, .length = text->length - 1,
		.bits = (double)o->gain / QW_BIT, .confidence = share_of(r, i),
	};
	each(ctx, &told);
	return true;
}

static qw_status explain(qw_readings *r, qw_text *in, qw_buffer *text, qw_explanation_fn each,
                         void *ctx)
{
	qw_slice slice = {in->cell, in->at, in->length};
	if (in->failed || (in->length > 0 && !qw_readings_find(r, &slice)))
		return QW_E_NOMEM;
	for (size_t i = 0; i < r->count; i++)
		if (!tell(r, i, text, each, ctx))
			return QW_E_NOMEM;
	return QW_OK;
}

qw_status qw_explain(const void *in, size_t n, const qw_allocator *allocator,
                     qw_explanation_fn each, void *ctx, qw_error *error)
{
	qw_allocator a = qw_allocator_or_default(allocator);
	qw_status status = QW_E_ARGUMENT;
	if (each != NULL && (in != NULL || n == 0) && n <= QW_EXPLAIN_MAX) {
		qw_text cells;
		qw_buffer text;
		qw_readings *r = a.resize(a.ctx, NULL, 0, sizeof *r);
		status = QW_E_NOMEM;
		if (r != NULL) {
			qw_text_init(&cells, &a);
			qw_buffer_init(&text, &a);
			qw_readings_init(r, &a);
			qw_text_add_utf8(&cells, in, n, 0);
			status = explain(r, &cells, &text, each, ctx);
			qw_readings_free(r);
			qw_buffer_free(&text);
			qw_text_free(&cells);
			a.resize(a.ctx, r, sizeof *r, 0);
		}
	}
	if (error != NULL)
		*error = (qw_error){.status = status, .message = qw_strerror(status)};
	return status;
}
