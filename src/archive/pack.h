/* SPDX-License-Identifier: Apache-2.0 */
/* Plain bytes in, compressed ones out, in one member or several. */
#ifndef QW_ARCHIVE_PACK_H
#define QW_ARCHIVE_PACK_H

#include "archive/unpack.h"

/* Takes n > 0 bytes; 0 to go on. */
typedef int (*arc_write_fn)(void *ctx, const void *bytes, size_t n);

struct arc_pack {
	enum arc_form form;
	arc_write_fn out;
	void *ctx;
	const struct arc_gzip_head *head; /* for gzip; NULL: nothing is known */
	bool inside, any;           /* a member is open; one was */
	bool dropped;               /* nobody wants what is still to come */
	enum arc_problem problem;
	void *state;
};

/* The next bytes. False: `problem` says why. */
bool arc_pack_put(struct arc_pack *p, const void *bytes, size_t n);

/* The next bytes begin a member of their own. */
bool arc_pack_cut(struct arc_pack *p);

/* That was all: there is one member at least. Close in any case. */
bool arc_pack_end(struct arc_pack *p);
void arc_pack_close(struct arc_pack *p);

bool arc_pack_fail(struct arc_pack *p, enum arc_problem problem);

#endif
