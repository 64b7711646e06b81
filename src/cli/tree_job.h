/* SPDX-License-Identifier: Apache-2.0 */
/* One file of a tree: worked on in any thread, told in the order of the walk. */
#ifndef QW_CLI_TREE_JOB_H
#define QW_CLI_TREE_JOB_H

#include "batch/pool.h"
#include "batch/replace.h"
#include "batch/spool.h"
#include "batch/walk.h"
#include "cli/diff.h"
#include "cli/journal.h"
#include "cli/progress.h"
#include "cli/sample.h"
#include "cli/tree.h"

struct cli_job {
	struct batch_item *item;
	uint64_t number;            /* of all that was found, from 1 */
	struct cli_sample sample;   /* of the changes in it */
	struct cli_summary found;
	enum cli_status status;
	struct batch_spool messages, text, diff, dropped;
	void *own;                  /* of the hooks */
};

/* What a thread keeps from file to file. */
struct cli_worker {
	struct cli_run run;
	struct batch_replace replace;
	struct cli_diff *diff;      /* NULL: not asked for */
	FILE *diff_out;             /* of this file; NULL: none */
	bool compares;              /* this text by lines */
	const struct cli_tree *tree;
	struct cli_job *job;        /* that it works on */
	double loss;                /* the worst of a document of it that is not worth keeping */
	uint64_t invalid;           /* bytes of it that can't be decoded */
	struct cli_journal *journal; /* NULL: none */
	struct cli_places places;   /* of this file, for the journal */
	char *path;                 /* of this file in it */
	bool announced;             /* it is in it */
};

/* What all jobs of a run share. */
struct cli_jobs {
	const struct cli_tree *tree;
	enum batch_place place;
	int quarantine;             /* folder of what is set apart; -1: none */
	struct stat report, dropped; /* st_ino 0: there is none */
	struct cli_journal *journal; /* NULL: none */
	struct batch_pool *pool;
	uint64_t count;             /* of what was found */
	struct cli_worker *workers;
	struct cli_progress *progress;
	struct cli_summary sum;     /* of what was told */
	struct cli_sample sample;   /* the same */
	atomic_uint_fast64_t bound; /* of keys that may still be in it */
	enum cli_status status;     /* the worst of it */
	int text_error;             /* errno of what the report lacks */
	int dropped_error;          /* and of what is not set apart */
};

/* False: no memory. Before any thread is started. */
bool cli_worker_init(struct cli_worker *w, const struct cli_jobs *jobs);

/* For batch_pool, with a cli_jobs as the context. */
void cli_job_work(void *jobs, unsigned worker, void *job);
void cli_job_tell(void *jobs, void *job);

#endif
