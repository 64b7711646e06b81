/* SPDX-License-Identifier: Apache-2.0 */
/* A zip archive that is worked on. */
#ifndef QW_ARCHIVE_ZIP_H
#define QW_ARCHIVE_ZIP_H

#include "archive/walk.h"
#include "archive/zip_head.h"

struct arc_zip {
	struct arc_directory d;
	struct arc_stash whole;     /* of what can't be read twice */
	uint64_t at;                /* of the old archive: all before it went out, */
	uint64_t out;               /* as so many bytes */
	uint64_t came, unpacked;    /* bytes of all texts so far */
	bool changed;
	struct arc_stash packed;    /* a new text, as it is in the archive */
	struct arc_bytes local;     /* and its head */
};

/* Bytes go out that are not as they were. */
bool arc_zip_put(struct arc_walk *w, struct arc_zip *z, const void *bytes, size_t n);

/* All before a member went out; its text became another one, which is in w->stash. */
bool arc_zip_put_text(struct arc_walk *w, struct arc_zip *z, const struct arc_entry *e);

#endif
