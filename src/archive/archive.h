/* SPDX-License-Identifier: Apache-2.0 */
/* Files that hold texts in some form: compressed, or many of them in an archive.
 * Each text is given to the caller, and what he makes of it takes its place; all other bytes
 * stay as they are. Nothing here knows what text is. */
#ifndef QW_ARCHIVE_ARCHIVE_H
#define QW_ARCHIVE_ARCHIVE_H

#include "archive/echo.h"
#include "archive/input.h"
#include "archive/stash.h"
#include "archive/writer.h"

enum arc_kind { ARC_TEXT, ARC_TAR, ARC_WARC, ARC_ZIP };

enum { ARC_SAMPLE = 8192, ARC_LOOK = 512 };

/* Is a file that begins so no plain text? `more`: more bytes of it (ARC_LOOK at most) may
 * tell. */
bool arc_is(const unsigned char *p, size_t n, bool *more);

/* What becomes of a text. */
enum arc_answer {
	ARC_TAKEN,                  /* it was read, and its successor put */
	ARC_LEFT,                   /* nothing was read: it stays as it is */
	ARC_ENOUGH,                 /* the file as a whole is not wanted: it stays as it is */
	ARC_STOP                    /* work on nothing more of the file */
};

/* Why a member stays as it is without being looked at. */
enum arc_left {
	ARC_LEFT_TYPE,              /* something says that it is no text */
	ARC_LEFT_CODED,             /* compressed inside, or in pieces */
	ARC_LEFT_SPARSE             /* with holes */
};

struct arc_walk;

/* A text, for the caller. */
struct arc_text {
	const char *name;           /* of the member; NULL: the file has no other text */
	const char *charset;        /* that a header says it is in; NULL: none does */
	unsigned char head[ARC_SAMPLE]; /* the first bytes of it, which are read again */
	size_t head_length;

	/* The rest belongs to text.c. */
	struct arc_walk *walk;
	uint64_t left;              /* bytes of it that were not read; UINT64_MAX: unknown */
	uint64_t length;            /* of all of it, once it is read */
};

/* At most n bytes; 0 at the end; -1: a problem. */
ssize_t arc_text_read(struct arc_text *t, void *buffer, size_t n);

/* What it becomes, a qw_write_fn. */
int arc_text_put(void *t, const void *bytes, size_t n);

/* All was put: is it another text than before? */
bool arc_text_changed(const struct arc_text *t);

struct arc_walk {
	/* From the caller. */
	struct arc_source source;
	const unsigned char *begin; /* its first bytes, as arc_is() saw them; they are read again */
	size_t begin_length;
	struct arc_writer writer;   /* its out, ctx, again; form, if not `keeps_form` */
	bool keeps_form;            /* it is compressed as it was */
	bool reads_only;            /* no text has a successor */
	bool shares;                /* other files go to the same output */
	bool declares;              /* rewrite the charset in headers of changed texts */
	uint64_t most;              /* unpacked bytes; 0: as many as are sane */
	enum arc_answer (*text)(void *ctx, struct arc_text *t);
	void (*left)(void *ctx, const char *name, enum arc_left why); /* may be NULL */
	void *ctx;

	/* What came of it. */
	enum arc_problem problem;
	char detail[ARC_DETAIL];
	bool document;              /* it is a zip archive inside, but something else to people */
	char *member;               /* that has the problem, or NULL */
	uint64_t offset;            /* of the unpacked file, where it is */

	/* The rest belongs to src/archive. */
	struct arc_input in;
	struct arc_echo echo;       /* of the text that is worked on */
	struct arc_stash stash;     /* what it becomes, if it is a member */
	struct arc_text now;
};

/* Work on a file. False: `problem` says why. arc_walk_free() in any case. */
bool arc_walk(struct arc_walk *w);
void arc_walk_free(struct arc_walk *w);

#endif
