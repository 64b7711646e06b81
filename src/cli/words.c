/* SPDX-License-Identifier: Apache-2.0 */
/* The values of an option that may come again and again. */
#include "config.h"
#include "cli/options.h"

#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

void cli_words_add(struct cli_words *words, const char *value)
{
	words->word = cli_resize(words->word, words->count + 1, sizeof *words->word);
	words->word[words->count++] = cli_copy(value, strlen(value));
}

void cli_words_append(struct cli_words *to, const struct cli_words *from)
{
	for (size_t i = 0; i < from->count; i++)
		cli_words_add(to, from->word[i]);
}

void cli_words_free(struct cli_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->word[i]);
	free(words->word);
	*words = (struct cli_words){.word = NULL};
}
