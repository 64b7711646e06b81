/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/convert.h"

/* How a line is written. */
enum { HANS, HANT, JAPANESE_KOREAN, OTHER, STATES };

/* All costs in 1/256 bit. */
enum {
	BIT = 256,
	PRIOR_HANT = 8 * BIT,    /* at the start of a document: what converting a lone line takes */
	PRIOR_JAPANESE = 12 * BIT,
	PRIOR_OTHER = 6 * BIT,
	LEAN_MOST = 64 * BIT,    /* no single line weighs more */
	KANA = 6 * BIT,          /* a kana or Hangul letter against Chinese */
	NO_KANA = 3 * BIT,       /* a line of Han alone in Japanese: headings, names */
	BEGIN_NO_KANA = 14 * BIT, /* Japanese begins with such a line */
	CHINESE = 5 * BIT,       /* a Han that is not used in Japanese */
	HAN_NO_KANA = BIT / 2,   /* each Han more than NO_KANA_HAN against Japanese and Korean */
	NO_KANA_HAN = 10,
	HAN_OTHER = 3 * BIT,     /* a Han against other languages */
	HAN_MOST = 40 * BIT,
	OTHER_MOST = 48 * BIT,
	NO_HAN = BIT / 4,        /* a line without any of them forgets slowly */
	MIXED_LEAST = 24 * BIT   /* so much in a line that isn't traditional: ask its sentences */
};

static const int32_t switch_cost[STATES][STATES] = {
	[HANS]            = {0, 12 * BIT, 10 * BIT, 4 * BIT},
	[HANT]            = {12 * BIT, 0, 10 * BIT, 4 * BIT},
	[JAPANESE_KOREAN] = {10 * BIT, 10 * BIT, 0, 4 * BIT},
	[OTHER]           = {4 * BIT, 8 * BIT, 12 * BIT, 0},
};

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t positive(int32_t a) { return a > 0 ? a : 0; }

/* What it costs to come from state `from` to state `to` at the line. */
static int32_t switch_to(const qw_line *line, size_t from, size_t to)
{
	bool begins = to == JAPANESE_KOREAN && from != to && line->kana + line->hangul == 0;
	return switch_cost[from][to] + (begins ? BEGIN_NO_KANA : 0);
}

/* What each state has to pay for the line. */
static void emission(const qw_line *line, int32_t cost[STATES])
{
	int32_t kana = least(line->kana + line->hangul, 256);
	int32_t han = least(line->han, 256);
	int32_t chinese = positive(han - NO_KANA_HAN) * HAN_NO_KANA + (kana == 0 ? NO_KANA : 0)
	                + least(line->chinese, 256) * CHINESE;
	int32_t japanese = kana * KANA - least(chinese, HAN_MOST);
	if (han + kana == 0) {
		cost[HANS] = cost[HANT] = cost[JAPANESE_KOREAN] = NO_HAN;
		cost[OTHER] = 0;
		return;
	}
	cost[HANS] = least(positive(line->lean), LEAN_MOST) + least(positive(japanese), LEAN_MOST);
	cost[HANT] = line->lean < -LEAN_MOST ? LEAN_MOST : positive(-line->lean);
	cost[HANT] += least(positive(japanese), LEAN_MOST);
	cost[JAPANESE_KOREAN] = least(positive(-japanese), LEAN_MOST);
	cost[OTHER] = least((han + kana) * HAN_OTHER, OTHER_MOST);
}

static void begin(qw_script_state *state)
{
	for (size_t s = 0; s < STATES; s++)
		if (state->cost[s] != 0)
			return;
	state->cost[HANT] = PRIOR_HANT;
	state->cost[JAPANESE_KOREAN] = PRIOR_JAPANESE;
	state->cost[OTHER] = PRIOR_OTHER;
}

/* One line further: the costs, and where each state comes from, two bits each. */
static unsigned char advance(qw_script_state *state, const qw_line *line)
{
	int32_t own[STATES], cost[STATES], smallest = INT32_MAX;
	unsigned char from = 0;
	emission(line, own);
	for (size_t s = 0; s < STATES; s++) {
		size_t best = s;
		cost[s] = state->cost[s];
		for (size_t t = 0; t < STATES; t++)
			if (state->cost[t] + switch_to(line, t, s) < cost[s]) {
				cost[s] = state->cost[t] + switch_to(line, t, s);
				best = t;
			}
		cost[s] += own[s];
		smallest = least(smallest, cost[s]);
		from |= (unsigned char)(best << 2 * s);
	}
	for (size_t s = 0; s < STATES; s++)
		state->cost[s] = cost[s] - smallest;
	return from;
}

static unsigned char decide(const qw_line *line, size_t s)
{
	unsigned char keep = s == HANS || s == HANT ? QW_LINE_CHINESE : QW_LINE_KEEP;
	if ((line->seen & QW_SEEN_HANT) == 0)
		return keep;
	bool foreign = (line->seen & (QW_SEEN_KANA | QW_SEEN_HANGUL)) != 0;
	if (s == HANT)
		return foreign ? QW_LINE_MIXED : QW_LINE_CONVERT;
	return s != JAPANESE_KOREAN && line->hant >= MIXED_LEAST ? QW_LINE_MIXED : keep;
}

void qw_script_decide(qw_script_state *state, const qw_line *lines, size_t count,
                      unsigned char *decision)
{
	begin(state);
	for (size_t i = 0; i < count; i++)
		decision[i] = advance(state, &lines[i]);
	size_t s = HANS;
	for (size_t t = 0; t < STATES; t++)
		if (state->cost[t] < state->cost[s])
			s = t;
	for (size_t i = count; i-- > 0;) {
		size_t before = decision[i] >> 2 * s & 3;
		decision[i] = decide(&lines[i], s);
		if (s == HANS)
			state->hans_han += lines[i].han;
		else if (s == HANT)
			state->hant_han += lines[i].han;
		s = before;
	}
}
