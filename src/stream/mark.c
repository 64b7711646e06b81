/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/mark.h"

enum { OPEN = 0x27E6, CLOSE = 0x27E7 };

/* The first that is shown in line `number` or behind it. */
static size_t first_shown(const qw_plan *plan, size_t number)
{
	size_t low = 0, high = plan->shows;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (plan->shown[middle].line < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool qw_mark_guesses(const qw_plan *plan, size_t number, const qw_cell *c, const uint32_t *at,
                     size_t n, qw_text *out)
{
	size_t k = first_shown(plan, number);
	uint32_t nth = 0;
	bool open = false;
	if (k == plan->shows || plan->shown[k].line != number)
		return false;
	for (size_t i = 0; i < n; i++) {
		nth = i > 0 && at[i] == at[i - 1] ? nth + 1 : 0;
		/* A splice, undone later, may have taken one away. */
		while (k < plan->shows && plan->shown[k].line == number
		       && (plan->shown[k].at < at[i]
		           || (plan->shown[k].at == at[i] && plan->shown[k].nth < nth)))
			k++;
		bool guess = k < plan->shows && plan->shown[k].line == number
		          && plan->shown[k].at == at[i] && plan->shown[k].nth == nth;
		if (guess != open)
			qw_text_add(out, guess ? OPEN : CLOSE, at[i], at[i]);
		open = guess;
		qw_text_add(out, c[i], at[i], at[i]);
	}
	if (open)
		qw_text_add(out, CLOSE, at[n - 1], at[n - 1]);
	return true;
}

/* How many of places[0..k) count from the byte that places[k] counts from. */
static uint32_t nth_of(const uint32_t *at, const uint32_t *places, size_t k)
{
	uint32_t nth = 0;
	while (k > nth && at[places[k - nth - 1]] == at[places[k]])
		nth++;
	return nth;
}

void qw_mark_move(qw_plan *plan, size_t number, const uint32_t *at, size_t n,
                  const uint32_t *places, size_t m)
{
	uint32_t nth = 0;
	size_t place = 0;
	for (size_t i = 0, k = first_shown(plan, number); i < n && k < plan->shows; i++) {
		qw_plan_shown *shown = &plan->shown[k];
		nth = i > 0 && at[i] == at[i - 1] ? nth + 1 : 0;
		while (place + 1 < m && places[place + 1] <= i)
			place++;
		if (shown->line != number)
			break;
		if (shown->at != at[i] || shown->nth != nth)
			continue;
		if (m > 0)
			*shown = (qw_plan_shown){(uint32_t)number, at[places[place]],
			                         nth_of(at, places, place)};
		k++;
	}
}
