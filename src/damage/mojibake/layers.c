/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/layers.h"

#include "damage/mojibake/loss.h"

#include <stdio.h>

void qw_layers_name(const qw_layers *l, char name[QW_LAYERS_NAME])
{
	size_t length = 0;
	name[0] = '\0';
	if (l->loss == qw_loss_shift) {
		snprintf(name, QW_LAYERS_NAME, "shift:%s", qw_set_name(l->layer[0].written));
		return;
	}
	for (size_t i = l->count; i-- > 0;) {
		const char *policy = length == 0 ? qw_loss_policy(l->loss) : NULL;
		int n = snprintf(name + length, QW_LAYERS_NAME - length, "%s%s-as-%s%s%s",
		                 length > 0 ? "," : "", qw_set_name(l->layer[i].written),
		                 qw_set_name(l->layer[i].read), policy != NULL ? ":" : "",
		                 policy != NULL ? policy : "");
		length += n > 0 ? (size_t)n : 0;
	}
}

unsigned qw_layers_price(const qw_layers *l)
{
	unsigned bits = qw_loss_price(l->loss);
	/* Nobody read it as another encoding. */
	if (l->loss == qw_loss_shift)
		return bits + qw_set_written(l->layer[0].written);
	for (size_t i = 0; i < l->count; i++)
		bits += qw_set_written(l->layer[i].written) + qw_set_read(l->layer[i].read);
	return bits;
}

bool qw_layers_equal(const qw_layers *a, const qw_layers *b)
{
	return a->loss == b->loss && qw_layers_alike(a, b);
}

bool qw_layers_alike(const qw_layers *a, const qw_layers *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->layer[i].written != b->layer[i].written || a->layer[i].read != b->layer[i].read)
			return false;
	return true;
}
