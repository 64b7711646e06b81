/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/html_mark.h"

#include "cli/html_text.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

static void read_cells(const struct cli_sample_text *text, enum cli_mark mark,
                       struct cli_marked *to)
{
	to->n = 0;
	for (size_t at = 0; at < text->n && to->n < CLI_SAMPLE_TEXT; to->n++)
		at += cli_html_next(text->bytes + at, text->n - at, &to->cell[to->n]);
	memset(to->mark, (int)mark, to->n);
}

/* What both have in common, by the longest common subsequence, is not marked. Texts are short:
 * the table has 160 * 160 entries. */
static void unmark_common(struct cli_marked *a, struct cli_marked *b)
{
	unsigned char length[CLI_SAMPLE_TEXT + 1][CLI_SAMPLE_TEXT + 1] = {{0}};
	for (size_t i = a->n; i-- > 0;) {
		for (size_t k = b->n; k-- > 0;) {
			unsigned char skip = length[i + 1][k] > length[i][k + 1] ? length[i + 1][k]
			                                                          : length[i][k + 1];
			length[i][k] = a->cell[i] == b->cell[k] ? (unsigned char)(length[i + 1][k + 1] + 1)
			                                        : skip;
		}
	}
	for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
		if (a->cell[i] == b->cell[k]) {
			a->mark[i++] = CLI_MARK_NONE;
			b->mark[k++] = CLI_MARK_NONE;
		} else if (length[i + 1][k] >= length[i][k + 1]) {
			i++;
		} else {
			k++;
		}
	}
}

void cli_mark(const struct cli_sample *s, struct cli_marked *before, struct cli_marked *after)
{
	read_cells(&s->before, s->is_range ? CLI_MARK_NONE : CLI_MARK_DAMAGED, before);
	read_cells(&s->after, CLI_MARK_RESTORED, after);
	if (s->after.bytes != NULL)
		unmark_common(before, after);
	for (size_t i = 0; i < after->n; i++) {
		if (s->is_guess[i])
			after->mark[i] = CLI_MARK_GUESSED;
		else if (after->cell[i] == REPLACEMENT)
			after->mark[i] = CLI_MARK_LOST;
	}
}

void cli_marked_put(FILE *out, const struct cli_marked *text)
{
	static const char *const names[] = {NULL, "del", "ins", "mark", "s"};
	unsigned char open = CLI_MARK_NONE;
	for (size_t i = 0; i <= text->n; i++) {
		unsigned char mark = i < text->n ? text->mark[i] : CLI_MARK_NONE;
		if (mark != open && names[open] != NULL)
			fprintf(out, "</%s>", names[open]);
		if (mark != open && names[mark] != NULL)
			fprintf(out, "<%s>", names[mark]);
		open = mark;
		if (i < text->n && text->cell[i] == '\n')
			fputs("<i>↵</i>\n", out); /* a new line, as the style sheet has it */
		else if (i < text->n)
			cli_html_cell(out, text->cell[i]);
	}
}
