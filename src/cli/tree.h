/* SPDX-License-Identifier: Apache-2.0 */
/* Whole trees of files: each is a job of its own, in as many threads as are asked for, and
 * what is printed is the same as if one had done it all. */
#ifndef QW_CLI_TREE_H
#define QW_CLI_TREE_H

#include "cli/run.h"
#include "cli/summary.h"

struct cli_tree {
	const struct cli_options *options;
	void (*on_event)(struct cli_run *run, const qw_event *event);
	bool spans;                 /* on_event wants to see every span */
	struct cli_journal *journal; /* of what is replaced; NULL: none */
	FILE *text;                 /* takes what on_event prints; NULL: nothing */
	bool reads;                 /* nothing is written but that */
	const struct cli_hooks *hooks; /* NULL: none */
	const char *output;         /* of what reads: where `text` goes; no input */
	struct cli_summary *sum;    /* gets what was found; NULL: nobody asks */
	FILE *dropped;              /* takes records that are set apart; NULL: none are */
};

/* Do the options ask for trees? Otherwise files are written one after the other. */
bool cli_is_tree(const struct cli_options *options);

/* The same where nothing is written: is there a folder, or what only trees have? */
bool cli_is_tree_to_read(const struct cli_options *options);

/* Work on the paths of the options, say what was found, and return the worst status. */
enum cli_status cli_tree(const struct cli_tree *tree);

#endif
