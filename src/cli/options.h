/* SPDX-License-Identifier: Apache-2.0 */
/* The command line, parsed. */
#ifndef QW_CLI_OPTIONS_H
#define QW_CLI_OPTIONS_H

#include "cli/encode.h"
#include "cli/record/path.h"
#include "cli/status.h"
#include "qingwen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The values of an option that may come again and again. */
struct cli_words {
	char **word;                 /* copies */
	size_t count;
};

enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER };
/* How what is written is compressed, in the order of the words in options.def. AUTO: files
 * of trees like the old ones, others as their name says. */
enum cli_compress {
	CLI_COMPRESS_AUTO,
	CLI_COMPRESS_SAME,
	CLI_COMPRESS_GZ,
	CLI_COMPRESS_ZST,
	CLI_COMPRESS_XZ,
	CLI_COMPRESS_BZ2
};

struct cli_options {
	qw_options library;
	bool strict, explain, json, list, quiet, verbose, lossy, seeded;
	bool in_place, follow;
	bool dry_run, diff, null;        /* null: ends the names of files_from */
	const char *to;              /* the encoding to write; NULL: UTF-8 */
	enum cli_bom bom;
	enum cli_color color;
	enum cli_unmappable unmappable;
	bool no_archive;             /* all bytes are text */
	enum cli_compress compress;
	uint64_t max_output;         /* bytes that a file may unpack to; 0: as many as are sane */
	const char *files_from;      /* names in this file, not on the command line */
	struct cli_words include, exclude;
	char *only, *skip;           /* lists with commas; NULL: not given */
	const char *suffix;          /* --in-place: of backups; NULL: none */
	uint64_t jobs;               /* threads; 0: as many as there are processors */
	const char *quarantine;      /* where files go that are set apart; NULL: nowhere */
	uint64_t sample;             /* changes to print; 0: not asked for */
	const char *journal;         /* of what is replaced; NULL: none */
	bool resume;                 /* the run that wrote it */
	const char *output, *report; /* NULL: not asked for; report: also --record */
	struct cli_words given;      /* NAME or NAME=VALUE of each option that the text depends on */
	uint64_t seed, share;        /* share: percent */
	unsigned format;             /* of check: its number in options.def */
	bool has_max_lost, has_max_share, update_baseline, no_config, no_ignore;
	uint64_t max_lost;
	double max_share;            /* percent */
	struct cli_words allow;      /* globs */
	const char *baseline, *config; /* files */
	struct cli_paths paths;      /* --unit: where the text of a record is */
	const char *annotate;        /* a member that says what was found; NULL: none */
	const char *dropped;         /* where records go of which more is lost than */
	double drop_lost;            /* this share; < 0: not asked for */
	uint64_t most;               /* readings that explain prints */
	char *const *files;          /* what is left of the command line */
	size_t count;
};

/* One of repair, detect, check, explain, undo, damage. */
struct cli_command {
	const char *name;
	unsigned mask;               /* its bit in options.def */
	const char *arguments, *summary, *example;
	enum cli_status (*run)(const struct cli_options *options);
};

/* One row of options.def: an option, or the heading of those below it, which has no name
 * and is of no command. */
struct cli_option {
	int id;                      /* its letter, or a number above all letters */
	char letter;
	const char *name, *argument;
	unsigned commands;
	const char *help;
};

enum { CLI_REPAIR = 1, CLI_DETECT = 2, CLI_CHECK = 4, CLI_DAMAGE = 8, CLI_EXPLAIN = 16,
       CLI_UNDO = 32 };
enum { CLI_COMMON = 1 << 30 }; /* among them: --help shows it, too */

enum { CLI_READINGS = 16 }; /* that qw_explain() lists at most, and so explain */

extern const struct cli_command cli_commands[];
extern const size_t cli_command_count;
extern const struct cli_option cli_option_table[];
extern const size_t cli_option_count;

enum cli_parsed { CLI_RUN, CLI_SHOW_HELP, CLI_SHOW_LONG_HELP, CLI_SHOW_VERSION, CLI_WRONG };

/* Parse argv[1..argc), argv[0] being the command's name. After CLI_WRONG a
 * message said what. */
enum cli_parsed cli_parse(const struct cli_command *command, int argc, char **argv,
                          struct cli_options *options);

/* Set one option of the command by its long name; false: a message said why the value is
 * wrong, or there is no such option. The value must live as long as the options. */
bool cli_option_set(struct cli_options *options, unsigned command, const char *name,
                    const char *value);

/* Does the command line have it? Of those that the text depends on. */
bool cli_option_is_given(const struct cli_options *options, const char *name);

void cli_words_add(struct cli_words *words, const char *value);
void cli_words_append(struct cli_words *to, const struct cli_words *from);
void cli_words_free(struct cli_words *words);

/* What cli_parse() took, whatever it returned. */
void cli_options_free(struct cli_options *options);

/* Print the help of a command, or of the program (NULL), on standard output: its common
 * options or all. */
void cli_help(const struct cli_command *command, bool all);

/* End of a message about wrong usage: where to read more. */
void cli_try_help(const struct cli_command *command);

#endif
