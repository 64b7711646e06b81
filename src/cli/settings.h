/* SPDX-License-Identifier: Apache-2.0 */
/* The file .qingwen.conf: what check is to find in a project. It can make it find less, and say
 * in which encoding files are; it names no output and runs nothing, so that it can be taken from
 * strangers.
 *
 *     allow = QW301            ; for all files
 *     exclude = vendor/
 *     [old/]                   ; for files that the glob matches
 *     from = gb18030 */
#ifndef QW_CLI_SETTINGS_H
#define QW_CLI_SETTINGS_H

#include "batch/select.h"
#include "cli/options.h"

#include <stdio.h>

#define CLI_SETTINGS_NAME ".qingwen.conf"

struct cli_settings_section {
	char *glob;                 /* as it stands there; "": of all files */
	struct batch_rules match;   /* the same, in a copy: */
	char *pattern;
	struct cli_words allow;
	char *from, *hint;          /* NULL: not said */
};

struct cli_settings {
	char *name;                 /* to show; NULL: there is none */
	char *folder;               /* absolute, that globs are below */
	struct cli_words include, exclude;
	struct cli_options said;    /* of the numbers and words below, what the file says: */
	bool unit, entities, min_confidence, max_lost, max_share; /* it does */
	struct cli_settings_section *section; /* the first one is that of all files */
	size_t sections;
};

/* Find and read it, and add to the options what the command line does not say. CLI_DONE, or a
 * message said what is wrong. They must live as long as the options. */
enum cli_status cli_settings_open(struct cli_settings *c, struct cli_options *options);

/* What is to be done with a file. */
struct cli_file_settings {
	const char *from, *hint;
	const struct cli_words **allow; /* to free; each one counts */
	size_t allows;
};
void cli_settings_of(const struct cli_settings *c, const struct cli_options *options,
                   const char *file, struct cli_file_settings *found);

void cli_settings_free(struct cli_settings *c);

/* Of settings_read.c. False: a message said what is wrong, and in which line. */
bool cli_settings_read(struct cli_settings *c, FILE *in);

#endif
