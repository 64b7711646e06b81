/* SPDX-License-Identifier: Apache-2.0 */
/* Traditional to simplified characters, where the text is written in the former. */
#ifndef QW_CONVERT_CONVERT_H
#define QW_CONVERT_CONVERT_H

#include "convert/region.h"
#include "scan/scan.h"
#include "text/text.h"

/* What qw_script_decide() remembers from window to window of a document. Zero
 * it to begin. */
typedef struct {
	int32_t cost[4];         /* bits/256 of having ended in each state, smallest 0 */
	uint64_t hans_han, hant_han; /* Han in lines of each writing, for the report */
} qw_script_state;

enum {
	QW_LINE_KEEP = 0,
	QW_LINE_CONVERT = 1,
	QW_LINE_MIXED = 2,       /* decide sentence by sentence */
	QW_LINE_CHINESE = 3      /* keep, too: in Chinese text, and nothing to convert */
};

static inline bool qw_line_converts(unsigned char decision)
{
	return decision == QW_LINE_CONVERT || decision == QW_LINE_MIXED;
}

/* Decide for each of the lines, in bits, with what neighbours say (a Viterbi
 * search over simplified, traditional, Japanese/Korean, other). */
void qw_script_decide(qw_script_state *state, const qw_line *lines, size_t count,
                      unsigned char *decision);

/* Convert the cells of one line into `out` (appended; offsets of `out` are those
 * of the input; in the rare case that a phrase changes length the offset is that of
 * its first cell). `decision` is QW_LINE_CONVERT or QW_LINE_MIXED. Returns how many
 * code points changed. */
size_t qw_convert_line(const qw_cell *cells, const uint32_t *at, size_t n,
                       unsigned char decision, const qw_region *region, qw_text *out);

/* The dictionary alone (phrases before characters, leftmost longest), without
 * the model: the unit that equals OpenCC's t2s. */
size_t qw_convert_dictionary(const qw_cell *cells, const uint32_t *at, size_t n, qw_text *out);

#endif
