/* SPDX-License-Identifier: Apache-2.0 */
/* What repair, detect and check have in common: each FILE through a session. */
#ifndef QW_CLI_RUN_H
#define QW_CLI_RUN_H

#include "cli/options.h"
#include "cli/output.h"
#include "cli/tally.h"

struct cli_records;

struct cli_run {
	const struct cli_options *options;
	qw_write_fn write;          /* takes the repaired text; NULL: nobody wants it */
	void *write_ctx;
	struct cli_output *output;  /* if that is where it goes in the end */
	struct cli_encoder *encoder; /* before it is written; NULL: it leaves as UTF-8 */
	FILE *dropped;              /* takes records that are set apart */
	FILE *text;                 /* takes what on_event prints; NULL: nothing */

	bool spans;                 /* on_event wants to see every span */
	bool picks;                 /* what is no text is left out: nobody named it */
	bool is_tree;               /* files keep their form, and `again` can be read anew */

	/* Look at an event; with the fields below it can be told in terms of the file. */
	void (*on_event)(struct cli_run *run, const qw_event *event);

	/* A text begins, which is open as `fd`, it becomes these bytes, it ends; NULL: nobody
	 * asks. */
	void (*begin_text)(struct cli_run *run, const char *name, int fd);
	void (*put_text)(struct cli_run *run, const char *bytes, size_t n);
	void (*end_text)(struct cli_run *run, const char *name);

	/* Look at the bytes before they are repaired; none: the file ended. NULL: don't. */
	void (*on_bytes)(struct cli_run *run, const unsigned char *bytes, size_t n);

	void *own;                  /* what cli_hooks.begin returned for the file */
	struct cli_options varied;  /* the options, where a file has some of its own */

	void *ctx;                  /* for these and write */

	/* What came of the last file, when it was an archive. */
	bool packed;                /* it was one: `write` got the bytes of a new one, if any */
	bool changed;               /* another than the old one */
	bool no_text;               /* it is one file, and no text */
	uint64_t left;              /* members that were no text */

	/* The rest belongs to run.c and archive.c. */
	qw_session *session;
	uint64_t member;            /* number of the text at hand in its archive, from 1; 0: none */
	const char *hint;           /* that a header gives for the next text; NULL: none does */
	char session_hint[40];      /* that the session was made with */
	struct cli_records *records; /* NULL: documents are no values of records */
	uint64_t record;            /* line of the record at hand, from 1; 0: there is none */
	const char *field;          /* what of it the document is */
	unsigned char *block;       /* what was read last, */
	size_t beginning;           /* and so many bytes of it begin the file */
	const char *file;           /* as on the command line */
	int seekable;               /* its descriptor, if it can be read at any place; else -1 */
	uint64_t document;          /* of this file, from 1 */
	uint64_t offset, line;      /* bytes and lines of the file before this document */
	uint64_t first_invalid;     /* byte of the file, if the report counts any */
	qw_reason first_reason;
	char declared[40];          /* as qw_report.declared, of the first document that has it, */
	uint64_t declared_at;       /* and its byte of the file */
	struct cli_tally tally;     /* of this document */
	enum cli_status status;     /* the worst so far */
	bool broken;                /* the output failed: stop everything */
};

/* What is done around each file, where more is told than its events. */
struct cli_file_end;
struct cli_hooks {
	/* A file begins; what it prints goes to `out`. What is returned is its own. */
	void *(*begin)(void *ctx, struct cli_run *run, const char *name, FILE *out);

	/* As cli_run.on_bytes. */
	void (*bytes)(struct cli_run *run, const unsigned char *bytes, size_t n);

	/* All of it was read, or it failed. */
	void (*end)(void *file, const struct cli_file_end *end);

	/* It is the file's turn, in one thread: print what it wrote, but for so many bytes at its
	 * beginning. Frees the file. */
	size_t (*tell)(void *ctx, void *file);
	void *ctx;
};

/* Work on the files of the options, standard input when there are none, and
 * return the worst status. */
enum cli_status cli_run(struct cli_run *run);

/* Work on one file that is open, of `name` on the command line or in a tree; the session
 * goes on to the next one. */
struct cli_input;
void cli_run_input(struct cli_run *run, struct cli_input *in, const char *name);

/* Work on one text, which may be a part of a file. False: not all of it could be read, or be
 * written. */
bool cli_run_text(struct cli_run *run, struct cli_input *in, const char *name);

/* The same of one that is not open: "-" is standard input. */
void cli_run_file(struct cli_run *run, const char *file);

/* Can a session begin? Otherwise a message says why, for example for an unknown encoding. */
bool cli_run_begin(struct cli_run *run);

/* Something was found, in terms of the file. */
void cli_run_event(struct cli_run *run, const qw_event *event);

/* The session failed in the document that begins at byte `start` of the file: say why, and have
 * none. */
void cli_run_give_up(struct cli_run *run, const char *name, uint64_t start);

void cli_run_end(struct cli_run *run);

/* Write repaired text, in the encoding that is asked for; as a qw_write_fn. */
int cli_run_put(struct cli_run *run, const void *bytes, size_t n);

void cli_run_worse(struct cli_run *run, enum cli_status status);

#endif
