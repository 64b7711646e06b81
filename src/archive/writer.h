/* SPDX-License-Identifier: Apache-2.0 */
/* The new file. As long as all is as it was nothing is written: what was the same is only
 * counted, and when the first difference comes, it is unpacked once more from the old file.
 * So a file in which nothing changes is never packed anew. */
#ifndef QW_ARCHIVE_WRITER_H
#define QW_ARCHIVE_WRITER_H

#include "archive/bytes.h"
#include "archive/pack.h"

struct arc_writer {
	arc_write_fn out;           /* NULL: nobody wants the file, `changed` is all */
	void *ctx;
	int again;                  /* descriptor of the old file; -1: it can't be read again, so
	                               everything is written as it comes */
	enum arc_form old_form, form;

	/* The rest belongs to writer.c. */
	struct arc_pack pack;
	bool started, changed;
	uint64_t same;              /* unpacked bytes that were as before, not written yet, */
	struct arc_bytes cuts;      /* and where of them members begin, as uint64_t */
	enum arc_problem problem;
};

/* The next n bytes are as they were in the old file. */
bool arc_writer_same(struct arc_writer *w, const void *bytes, size_t n);

/* They are not; or, with n 0, some are left out. */
bool arc_writer_put(struct arc_writer *w, const void *bytes, size_t n);

/* The next byte begins a member. */
bool arc_writer_cut(struct arc_writer *w);

/* That was all. False: `problem` says why. Close in any case. */
bool arc_writer_end(struct arc_writer *w);
void arc_writer_close(struct arc_writer *w);

#endif
