/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/forms.h"

#include "convert/dictionary.h"
#include "generated/forms.inc"

enum {
	RUN_MAX = 32,            /* waiting cells side by side that are weighed together */
	OPTIONS_MAX = sizeof choice->option / sizeof *choice->option,
	BIT = 256,
	PHRASE_BITS = 6,         /* for each further character of a phrase that chose a form */
	IMPOSSIBLE = 1 << 28
};

/* What `neighbour` on one side (0: before, 1: behind) says for a form, in 1/256 bit. */
static int32_t gain(size_t f, unsigned side, qw_cell neighbour)
{
	size_t low = form_list[2 * f + side], high = form_list[2 * f + side + 1];
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (form_neighbour[middle] == neighbour)
			return form_gain[middle];
		if (form_neighbour[middle] < neighbour)
			low = middle + 1;
		else
			high = middle;
	}
	return form[f].unseen[side];
}

static size_t choice_of(qw_cell c)
{
	size_t low = 0, high = sizeof choice / sizeof *choice - 1;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (choice[middle].code < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A waiting cell: its choice, what the dictionary wrote, and the phrase's length. */
typedef struct {
	size_t choice;
	qw_cell written;
	int32_t phrase;
} waiting;

static waiting waiting_of(qw_cell in, qw_cell out)
{
	return (waiting){
		choice_of(qw_dictionary_normal(in)), out & QW_DICTIONARY_CODE,
		(int32_t)(out >> QW_WAITS_PHRASE_SHIFT & QW_WAITS_PHRASE_MASK)
	};
}

/* The price of option k on its own, in 1/256 bit. */
static int32_t price(const waiting *w, size_t k)
{
	uint32_t f = choice[w->choice].option[k].form;
	bool chosen = w->phrase > 0 && form[f].code == w->written;
	if (choice[w->choice].option[k].only_phrase && !chosen)
		return IMPOSSIBLE;
	int32_t bits = choice[w->choice].option[k].price;
	return (bits - (chosen ? PHRASE_BITS * (w->phrase - 1) : 0)) * BIT;
}

/* The options of one waiting cell of a run: the least cost up to each, and the
 * option of the cell before that it comes from. */
typedef struct {
	waiting wait;
	int32_t cost[OPTIONS_MAX];
	uint8_t from[OPTIONS_MAX];
} step;

static size_t form_at(const step *s, size_t k) { return choice[s->wait.choice].option[k].form; }

static void step_first(step *s, qw_cell before)
{
	for (size_t k = 0; k < choice[s->wait.choice].count; k++)
		s->cost[k] = price(&s->wait, k) - gain(form_at(s, k), 0, before);
}

static void step_next(step *s, const step *last)
{
	for (size_t k = 0; k < choice[s->wait.choice].count; k++) {
		size_t f = form_at(s, k);
		s->cost[k] = INT32_MAX;
		for (size_t j = 0; j < choice[last->wait.choice].count; j++) {
			size_t g = form_at(last, j);
			int32_t cost = last->cost[j] - gain(g, 1, form[f].code) - gain(f, 0, form[g].code);
			if (cost < s->cost[k]) {
				s->cost[k] = cost;
				s->from[k] = (uint8_t)j;
			}
		}
		s->cost[k] += price(&s->wait, k);
	}
}

static size_t best_option(const step *s, qw_cell behind)
{
	size_t best = 0;
	int32_t least = INT32_MAX;
	for (size_t k = 0; k < choice[s->wait.choice].count; k++) {
		int32_t cost = s->cost[k] - gain(form_at(s, k), 1, behind);
		if (cost < least) {
			least = cost;
			best = k;
		}
	}
	return best;
}

/* Choose for out[from..to), all of several forms, from < to <= from + RUN_MAX. */
static void choose_run(const qw_cell *in, qw_cell *out, size_t n, size_t from, size_t to)
{
	step run[RUN_MAX];
	qw_cell before = from > 0 ? qw_forms_neighbour(out[from - 1]) : QW_FORMS_BORDER;
	qw_cell behind = to < n ? qw_forms_neighbour(out[to] & QW_DICTIONARY_CODE) : QW_FORMS_BORDER;
	run[0].wait = waiting_of(in[from], out[from]);
	step_first(&run[0], before);
	for (size_t i = from + 1; i < to; i++) {
		run[i - from].wait = waiting_of(in[i], out[i]);
		step_next(&run[i - from], &run[i - from - 1]);
	}
	size_t k = best_option(&run[to - from - 1], behind);
	for (size_t i = to; i-- > from; k = run[i - from].from[k])
		out[i] = form[form_at(&run[i - from], k)].code;
}

qw_cell qw_forms_single(qw_cell c)
{
	return choice[choice_of(c)].single;
}

static inline bool waits(qw_cell c) { return (c & QW_CELL_WAITS) != 0; }

void qw_forms_choose(const qw_cell *in, qw_cell *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		while (n - i >= 8 && !waits(out[i] | out[i + 1] | out[i + 2] | out[i + 3] | out[i + 4]
		                            | out[i + 5] | out[i + 6] | out[i + 7]))
			i += 8;
		size_t to = i;
		while (to < n && to - i < RUN_MAX && waits(out[to]))
			to++;
		if (to > i) {
			choose_run(in, out, n, i, to);
			i = to - 1;
		}
	}
}
