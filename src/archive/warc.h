/* SPDX-License-Identifier: Apache-2.0 */
/* A record of a WARC file. */
#ifndef QW_ARCHIVE_WARC_H
#define QW_ARCHIVE_WARC_H

#include "archive/head.h"
#include "archive/media.h"
#include "archive/walk.h"

struct arc_record {
	struct arc_bytes head;      /* of the record */
	struct arc_bytes http;      /* of the response in it; none: it is the payload itself */
	uint64_t length;            /* of the payload */
	struct arc_value type;      /* of it, in one of the heads */
	char *name, charset[ARC_CHARSET];
	struct arc_bytes new_head, new_http;
};

/* The text became another one, which is in w->stash: write the record that holds it. */
bool arc_record_put(struct arc_walk *w, struct arc_record *r);

#endif
