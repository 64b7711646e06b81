/* SPDX-License-Identifier: Apache-2.0 */
/* What the names in chains are called, by chain_words_table.c. */
#ifndef QW_CLI_CHAIN_WORDS_TABLE_H
#define QW_CLI_CHAIN_WORDS_TABLE_H

#include "cli/chain_words.h"

#include <stddef.h>

struct cli_word {
	const char *name;                /* in chains */
	const char *text[CLI_LANGUAGES];
};

enum cli_word_list {
	CLI_WORD_SET,     /* encodings: "GBK" */
	CLI_WORD_READER,  /* programs */
	CLI_WORD_LOSS,    /* and what became of the bytes that they could not read */
	CLI_WORD_POLICY,  /* what else was done to the text */
	CLI_WORD_ESCAPE,  /* kinds of escapes */
	CLI_WORD_FORM,    /* and their forms */
	CLI_WORD_DAMAGE,  /* damages that stand alone */
	CLI_WORD_RULE,    /* rules of check, by their numbers; in English see rules.def */
	CLI_WORD_ADVICE   /* and what to do */
};

/* The word of name[0..length); NULL: nobody knows it. */
const char *cli_word(enum cli_word_list list, const char *name, size_t length,
                     enum cli_language language);

#endif
