/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/forms.h"

#include "convert/dictionary.h"
#include "generated/forms.inc"
#include "model/model.h"

enum {
	RUN_MAX = 32,            /* waiting cells side by side that are weighed together */
	OPTIONS_MAX = sizeof choice->option / sizeof *choice->option,
	BIT = 256,
	MODEL_SHARE = 4,         /* the general model counts for a quarter, see ask_model() */
	MODEL_MOST = 4 * BIT,    /* and for no more than this */
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

/* A waiting cell: its choice, what the dictionary wrote, and what the phrase is worth
 * that says so. */
typedef struct {
	size_t choice;
	qw_cell written;
	int32_t worth;
} waiting;

static waiting waiting_of(qw_cell in, qw_cell out)
{
	return (waiting){
		choice_of(qw_dictionary_normal(in)), out & QW_DICTIONARY_CODE,
		(int32_t)(out >> QW_WAITS_WORTH_SHIFT & QW_WAITS_WORTH_MOST) * QW_WAITS_WORTH_STEP * BIT
	};
}

/* The price of form k in 1/256 bit: that of the region that explains it best, each as
 * much dearer as it is less likely. */
static int32_t price_of_form(const waiting *w, size_t k, const qw_region *region)
{
	const uint8_t *bits = choice[w->choice].option[k].price;
	int32_t taiwan = bits[0] * BIT + (region->odds > 0 ? region->odds : 0);
	int32_t hong_kong = bits[1] * BIT + (region->odds < 0 ? -region->odds : 0);
	return taiwan < hong_kong ? taiwan : hong_kong;
}

/* The price of option k on its own. */
static int32_t price(const waiting *w, size_t k, const qw_region *region)
{
	uint32_t f = choice[w->choice].option[k].form;
	bool chosen = w->worth > 0 && form[f].code == w->written;
	if (choice[w->choice].option[k].only_phrase && !chosen)
		return IMPOSSIBLE;
	return price_of_form(w, k, region) - (chosen ? w->worth : 0);
}

static inline bool waits(qw_cell c) { return (c & QW_CELL_WAITS) != 0; }

/* The line as it is written so far. */
typedef struct {
	const qw_cell *cell;
	size_t length;
	const qw_region *region;
} written;

/* Cell i, counted from the first; before and behind the line is its border. What waits
 * stands there as the dictionary wrote it. */
static qw_cell cell_at(const written *line, size_t i)
{
	if (i >= line->length)
		return QW_MODEL_START;
	return waits(line->cell[i]) ? line->cell[i] & QW_DICTIONARY_CODE : line->cell[i];
}

/* The options of one waiting cell of a run: the least cost up to each, and the
 * option of the cell before that it comes from. */
typedef struct {
	waiting wait;
	int32_t own[OPTIONS_MAX];  /* what each costs wherever it comes from */
	int32_t cost[OPTIONS_MAX];
	uint8_t from[OPTIONS_MAX];
} step;

static size_t form_at(const step *s, size_t k) { return choice[s->wait.choice].option[k].form; }

static step step_at(const written *line, size_t i, qw_cell in)
{
	step s = {.wait = waiting_of(in, line->cell[i])};
	for (size_t k = 0; k < choice[s.wait.choice].count; k++)
		s.own[k] = price(&s.wait, k, line->region);
	return s;
}

/* Add what the general model says of each option in place i, from two characters on both
 * sides. It looks further than the contexts do, but has read traditional text as well,
 * to which one form is often as good as the other; so it has a smaller voice, and none
 * where all but one form are but for phrases, which are names more often than not. */
static void ask_model(step *s, const written *line, size_t i)
{
	qw_cell b = cell_at(line, i - 2), a = cell_at(line, i - 1);
	qw_cell d = cell_at(line, i + 1), e = cell_at(line, i + 2);
	int32_t bits[OPTIONS_MAX], least = INT32_MAX;
	if (choice[s->wait.choice].single != 0)
		return;
	for (size_t k = 0; k < choice[s->wait.choice].count; k++) {
		qw_cell c = form[form_at(s, k)].code;
		bits[k] = (qw_model_triple(b, a, c) + qw_model_triple(a, c, d) + qw_model_triple(c, d, e))
		        / MODEL_SHARE;
		least = bits[k] < least ? bits[k] : least;
	}
	for (size_t k = 0; k < choice[s->wait.choice].count; k++)
		s->own[k] += bits[k] - least < MODEL_MOST ? bits[k] - least : MODEL_MOST;
}

static void step_first(step *s, qw_cell before)
{
	for (size_t k = 0; k < choice[s->wait.choice].count; k++)
		s->cost[k] = s->own[k] - gain(form_at(s, k), 0, before);
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
		s->cost[k] += s->own[k];
	}
}

/* The last step's best option, and by how much it leads. */
static size_t best_option(const step *s, qw_cell behind, int32_t *lead)
{
	size_t best = 0;
	int32_t least = INT32_MAX, next = INT32_MAX;
	for (size_t k = 0; k < choice[s->wait.choice].count; k++) {
		int32_t cost = s->cost[k] - gain(form_at(s, k), 1, behind);
		if (cost < least) {
			next = least;
			least = cost;
			best = k;
		} else if (cost < next) {
			next = cost;
		}
	}
	*lead = next - least;
	return best;
}

/* Choose for out[from..to), all of several forms, from < to <= from + RUN_MAX. The
 * model is asked where it could change something. */
static void choose_run(const qw_cell *in, qw_cell *out, const written *line, size_t from, size_t to)
{
	step run[RUN_MAX];
	qw_cell before = qw_forms_neighbour(from > 0 ? out[from - 1] : QW_FORMS_BORDER);
	qw_cell behind = qw_forms_neighbour(cell_at(line, to));
	int32_t lead = 0;
	size_t last = to - from - 1, k = 0;
	for (size_t i = from; i < to; i++)
		run[i - from] = step_at(line, i, in[i]);
	if (last == 0) {
		step_first(run, before);
		k = best_option(run, behind, &lead);
	}
	if (lead < MODEL_MOST) {
		for (size_t i = from; i < to; i++)
			ask_model(&run[i - from], line, i);
		step_first(run, before);
		for (size_t i = 1; i <= last; i++)
			step_next(&run[i], &run[i - 1]);
		k = best_option(&run[last], behind, &lead);
	}
	for (size_t i = to; i-- > from; k = run[i - from].from[k])
		out[i] = form[form_at(&run[i - from], k)].code;
}

qw_cell qw_forms_single(qw_cell c)
{
	return choice[choice_of(c)].single;
}

void qw_forms_choose(const qw_cell *in, qw_cell *out, size_t n, const qw_region *region)
{
	const written line = {out, n, region};
	for (size_t i = 0; i < n; i++) {
		while (n - i >= 8 && !waits(out[i] | out[i + 1] | out[i + 2] | out[i + 3] | out[i + 4]
		                            | out[i + 5] | out[i + 6] | out[i + 7]))
			i += 8;
		size_t to = i;
		while (to < n && to - i < RUN_MAX && waits(out[to]))
			to++;
		if (to > i) {
			choose_run(in, out, &line, i, to);
			i = to - 1;
		}
	}
}
