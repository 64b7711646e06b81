/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes out: standard output, or a file that takes its place only when all of
 * it is written. */
#ifndef QW_CLI_OUTPUT_H
#define QW_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct cli_output {
	const char *name;      /* to show */
	char *target;          /* what the temporary file becomes; NULL: written directly */
	int folder;            /* that the target lies in */
	int fd;
	int error;             /* errno of the first write that failed; 0: none */
	size_t used;
	unsigned char *buffer;
};

/* Open; `file` NULL or "-" is standard output. False: a message said why. */
bool cli_output_open(struct cli_output *out, const char *file);

/* A qw_write_fn with a cli_output as its context. The failure of a write is
 * kept in `error`, cli_output_close() tells it. */
int cli_output_put(void *out, const void *bytes, size_t n);

/* Pass on what waits in the buffer. */
bool cli_output_flush(struct cli_output *out);

/* Write the rest and close. A file takes its place if all went well and
 * `complete`; otherwise what was there stays. False: a message said why. */
bool cli_output_close(struct cli_output *out, bool complete);

/* The same of a report, which may not take the place of what it is about. */
bool cli_output_open_report(struct cli_output *out, const char *file, char *const *inputs,
                            size_t count);

/* A stream into it, for printf and its like, instead of cli_output_put(). NULL: a message said
 * why. Both are closed together. */
FILE *cli_output_stream(struct cli_output *out);
bool cli_output_close_stream(struct cli_output *out, FILE *stream, bool complete);

/* Flush and close standard output after printf and its like. */
bool cli_close_stdout(void);

/* A text file for --report, written directly. NULL: a message said why. */
FILE *cli_text_open(const char *file, char *const *inputs, size_t count);
bool cli_text_close(FILE *text, const char *file);

/* A file for records that are set apart, which there is no other copy of: it must be new or
 * empty, and is on the disk when it is closed. NULL: a message said why. */
FILE *cli_apart_open(const char *file);
bool cli_apart_close(FILE *apart, const char *file);

#endif
