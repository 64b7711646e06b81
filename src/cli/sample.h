/* SPDX-License-Identifier: Apache-2.0 */
/* --sample: some of all changes of a run, drawn so that each is as likely as any other, for a
 * person to look at.
 *
 * Each change gets a key that the seed, the number of its file and its own number in the file
 * make; those with the lowest keys are the sample. So it does not depend on the order in which
 * files are worked on, and a file need not keep more than the sample can take. */
#ifndef QW_CLI_SAMPLE_H
#define QW_CLI_SAMPLE_H

#include "cli/run.h"

#include <stdatomic.h>

/* A change, before and behind what stands around it. */
struct cli_change {
	uint64_t key, file, document; /* file: its number in the run */
	uint64_t member;             /* of an archive, its number, */
	char *name;                  /* and name; NULL: the file is none */
	uint64_t offset, length;     /* bytes of the file or member */
	uint64_t line, column;
	char *kind, *before, *after; /* UTF-8, cut; guesses of `after` are marked */
	size_t before_length, after_length;
	bool before_cut, after_cut;
	double confidence;
	uint32_t guessed, lost;
	bool proven;
	char encoding[32];           /* of its document */
	char *text;                  /* what is printed of it; NULL: not yet known */
};

struct cli_sample {
	uint64_t seed;
	size_t most;
	struct cli_change *change;   /* the one with the highest key first: a heap */
	size_t count;
	atomic_uint_fast64_t *bound; /* what has a higher key is in no sample */

	/* The file. */
	uint64_t file, number;       /* its number, and that of the next change */
	uint64_t fresh;              /* changes of the document whose encoding is not known yet */
};

void cli_sample_init(struct cli_sample *s, const struct cli_options *options,
                     atomic_uint_fast64_t *bound);
void cli_sample_free(struct cli_sample *s);

/* A file begins, the sample is empty. */
void cli_sample_begin(struct cli_sample *s, uint64_t file);

/* Look at an event of it. */
void cli_sample_event(struct cli_sample *s, const struct cli_run *run, const qw_event *event);

/* The file, which is open as fd, is complete: look what stands around its changes. */
void cli_sample_end(struct cli_sample *s, int fd, const char *name);

/* Take what is in `from` into the sample; `from` is empty then. */
void cli_sample_add(struct cli_sample *s, struct cli_sample *from);

/* Print it on standard output, in the order of files and text. */
void cli_sample_print(struct cli_sample *s);

#endif
