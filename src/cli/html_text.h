/* SPDX-License-Identifier: Apache-2.0 */
/* Text in a page of HTML. What comes from a corpus gets in by these functions alone. */
#ifndef QW_CLI_HTML_TEXT_H
#define QW_CLI_HTML_TEXT_H

#include "cli/message.h"

#include <stdint.h>

/* A character of UTF-8, or a byte that is none. */
#define CLI_HTML_BYTE UINT32_C(0x80000000)
size_t cli_html_next(const char *bytes, size_t n, uint32_t *cell);

/* What a reader sees of it: markup is escaped, and what can't be seen, or changes how other
 * text is seen, stands there as U+202E or \xE4, in an <i>. */
void cli_html_cell(FILE *out, uint32_t cell);
void cli_html_text(FILE *out, const char *bytes, size_t n);
void cli_html_string(FILE *out, const char *string);

/* The same without <i>, for places where no element may stand. */
void cli_html_plain(FILE *out, const char *bytes, size_t n);

/* A name of at most so many characters; of a longer one the middle is left out. */
void cli_html_name(FILE *out, const char *name);

/* A number with a comma before each three digits. */
enum { CLI_HTML_NUMBER = 32 };
const char *cli_html_number(uint64_t number, char text[CLI_HTML_NUMBER]);

/* A text in both languages, of which the style sheet shows one. */
void cli_html_both(FILE *out, const char *english, const char *chinese);

/* A sentence in both languages, whose formats take the same arguments. */
void cli_html_say(FILE *out, const char *english, const char *chinese, ...)
	CLI_PRINTF(2, 4) CLI_PRINTF(3, 4);

/* What a chain means, in both languages. */
void cli_html_words(FILE *out, const char *chain);

#endif
