/* SPDX-License-Identifier: Apache-2.0 */
/* What the command says to people, on standard error:
 *
 *     qingwen: FILE: byte N: what: why; what you can do
 *
 * File names, options and text come from strangers, so everything is masked. */
#ifndef QW_CLI_MESSAGE_H
#define QW_CLI_MESSAGE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define CLI_PRINTF(format, first) __attribute__((__format__(__printf__, format, first)))
#else
#define CLI_PRINTF(format, first)
#endif

#define CLI_NO_BYTE UINT64_MAX
#define CLI_NO_LIMIT SIZE_MAX

/* Print bytes[0..n) so that a terminal shows it and does nothing else: a byte
 * that is no UTF-8 and an ASCII control become \xNN, other unsafe characters
 * <U+XXXX>. Longer text is cut behind `limit` characters. */
void cli_put_masked(FILE *out, const char *bytes, size_t n, size_t limit);
void cli_put_masked_string(FILE *out, const char *string);

/* Where this thread's messages go: standard error, unless another stream was given to it
 * (NULL: standard error again). */
FILE *cli_messages(void);
void cli_messages_to(FILE *stream);

/* This thread's messages are kept, too, the last one without its FILE and advice; NULL: no. */
enum { CLI_MESSAGE_MAX = 1024 };
void cli_messages_keep(char *buffer, size_t size);

/* The name to show for a FILE argument: "(standard input)" for "-". */
const char *cli_file_name(const char *file);

/* One message. `file` may be NULL, `byte` CLI_NO_BYTE; `advice` (what you can
 * do) may be NULL. */
void cli_message(const char *file, uint64_t byte, const char *advice, const char *format, ...)
	CLI_PRINTF(4, 5);

/* A write to `name` failed with `error` (an errno). A closed pipe is no news:
 * its reader went away on purpose. */
void cli_write_failed(const char *name, int error);

#endif
