/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/expected.h"

#include "model/model.h"

#include <string.h>

enum {
	LASTING = 64,    /* lines for which a chain is expected to go on */
	THROUGHOUT = 8   /* lines in a row that tell that a document is damaged throughout */
};

enum {                   /* bits */
	GOES_ON = 3,     /* the price of a chain that is expected */
	STOPS = 6        /* what it costs that it does not, when it was in every line */
};

void qw_expected_clear(qw_expected *e)
{
	e->count = e->run = 0;
	e->line = 0;
}

const qw_layers *qw_expected_get(const qw_expected *e, size_t i)
{
	return i < e->count && e->line - e->chain[i].line <= LASTING ? &e->chain[i].layers : NULL;
}

bool qw_expected_has(const qw_expected *e, const qw_layers *l)
{
	const qw_layers *known;
	for (size_t i = 0; (known = qw_expected_get(e, i)) != NULL; i++)
		if (qw_layers_equal(known, l))
			return true;
	return false;
}

int32_t qw_expected_price(const qw_expected *e, const qw_layers *l)
{
	bool throughout = qw_expected_throughout(e) && qw_layers_equal(l, &e->chain[0].layers);
	return (throughout ? -STOPS : GOES_ON) * QW_BIT;
}

bool qw_expected_throughout(const qw_expected *e) { return e->run >= THROUGHOUT; }

void qw_expected_end_run(qw_expected *e) { e->run = 0; }

bool qw_expected_note(qw_expected *e, const qw_layers *l)
{
	bool known = qw_expected_has(e, l);
	size_t i = 0;
	while (i < e->count && !qw_layers_equal(&e->chain[i].layers, l))
		i++;
	e->run = i == 0 && e->count > 0 ? e->run + 1 : 1;
	if (i == e->count && i < QW_EXPECTED)
		e->count++;
	i = i < QW_EXPECTED ? i : QW_EXPECTED - 1;
	memmove(e->chain + 1, e->chain, i * sizeof *e->chain);
	e->chain[0].layers = *l;
	e->chain[0].line = e->line;
	return !known;
}
