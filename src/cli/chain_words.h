/* SPDX-License-Identifier: Apache-2.0 */
/* A chain of damages in words: "The bytes were UTF-8 and were read as GBK." */
#ifndef QW_CLI_CHAIN_WORDS_H
#define QW_CLI_CHAIN_WORDS_H

#include <stdio.h>

/* Reports for readers in both have both, whatever the language of messages is. */
enum cli_language { CLI_ENGLISH, CLI_CHINESE, CLI_LANGUAGES };

/* One sentence with its full stop. A name that is not known stands in it as it is, so
 * whoever shows the sentence has to escape it. */
void cli_chain_words(FILE *out, const char *chain, enum cli_language language);

#endif
