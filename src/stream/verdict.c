/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "stream/verdict.h"

/* Per mille of the characters.
 *
 * Less than 10 are one in two or three sentences at most: no more than the misprints of a text
 * that nobody proofread, and readers hardly notice.
 *
 * From 100 on one of ten is missing, so that half the sentences of a text, which have about
 * twenty characters, lack two or more, words of two characters among them: what stood there
 * can't be told from what is left. In between each gap has a sound sentence around it.
 *
 * A wrong character is worse than a missing one, since nobody sees it, so what was guessed
 * counts with the probability of being wrong. */
enum { KEEP = 10, PATCH = 100 };

void qw_report_judge(qw_report *r)
{
	double all = (double)r->han + (double)r->lost, wrong = (double)r->lost + r->doubt;
	r->loss = r->lost > 0 ? (double)r->lost / all : 0;
	r->verdict = wrong * 1000 < KEEP * all || wrong <= 0 ? QW_VERDICT_KEEP
	           : wrong * 1000 < PATCH * all              ? QW_VERDICT_PATCH : QW_VERDICT_DROP;
}
