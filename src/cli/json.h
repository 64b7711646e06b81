/* SPDX-License-Identifier: Apache-2.0 */
/* A writer of JSON, one object a line. Its output is valid UTF-8 whatever the
 * strings hold, and safe to show on a terminal. */
#ifndef QW_CLI_JSON_H
#define QW_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct cli_json {
	FILE *file;
	bool comma; /* something stands before in this object or array */
};

/* key NULL: an element of an array, or the object of the line. */
void cli_json_open(struct cli_json *j, const char *key, char bracket);
void cli_json_close(struct cli_json *j, char bracket);
void cli_json_end_line(struct cli_json *j);

/* Bytes that are no UTF-8 become U+FFFD. */
void cli_json_text(struct cli_json *j, const char *key, const char *bytes, size_t n);
void cli_json_string(struct cli_json *j, const char *key, const char *string);

/* The same; when they are no UTF-8 also KEY_hex, which has all of them. */
void cli_json_exact(struct cli_json *j, const char *key, const char *bytes, size_t n);

/* A file name, exactly: "file". */
void cli_json_file(struct cli_json *j, const char *name);

void cli_json_count(struct cli_json *j, const char *key, uint64_t number);
void cli_json_real(struct cli_json *j, const char *key, double number);
void cli_json_bool(struct cli_json *j, const char *key, bool value);

#endif
