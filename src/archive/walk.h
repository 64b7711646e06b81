/* SPDX-License-Identifier: Apache-2.0 */
/* What the kinds of archives have in common. */
#ifndef QW_ARCHIVE_WALK_H
#define QW_ARCHIVE_WALK_H

#include "archive/archive.h"

/* Note a problem, with the first one's member and place. Returns false. */
bool arc_fail(struct arc_walk *w, enum arc_problem problem, const char *member);

/* The next n bytes stay as they are: less than n only at the end, which is a problem unless n
 * is ARC_ALL. */
#define ARC_ALL UINT64_MAX
bool arc_pass(struct arc_walk *w, uint64_t n);

/* Bytes that were taken already stay as they are, or do not. */
bool arc_same(struct arc_walk *w, const void *bytes, size_t n);
bool arc_put(struct arc_walk *w, const void *bytes, size_t n);
bool arc_cut(struct arc_walk *w);

/* The next `length` bytes are a text: let the caller work on it. When it was left, its bytes
 * are still to come, otherwise none is. Name NULL: it is all there is (length ARC_ALL). */
enum arc_answer arc_work(struct arc_walk *w, const char *name, const char *charset,
                         uint64_t length);

/* What the text became, which is in w->stash, goes on, as changed or as the same. */
bool arc_put_stash(struct arc_walk *w, bool changed);

/* The text ends too early, and the archive with it: what came of it goes on as it does from a
 * file, behind these heads. Returns false. */
bool arc_put_rest(struct arc_walk *w, const struct arc_bytes *heads, size_t count);

/* Does the name of a member lead out of where it is unpacked? */
bool arc_name_leads_out(const char *name);

/* The kinds. False: there is a problem. */
bool arc_is_tar(const unsigned char *p, size_t n);
bool arc_tar(struct arc_walk *w);
bool arc_is_zip(const unsigned char *p, size_t n);
bool arc_zip(struct arc_walk *w);   /* which is read from its end, so w->in is not open */
bool arc_is_warc(const unsigned char *p, size_t n);
bool arc_warc(struct arc_walk *w);

#endif
