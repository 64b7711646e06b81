/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts of a line read better as UTF-16. */
#ifndef QW_DAMAGE_FRAME_WEIGH_H
#define QW_DAMAGE_FRAME_WEIGH_H

#include "damage/frame/codec.h"
#include "damage/page.h"

/* A part of the line. */
typedef struct {
	size_t from, to;         /* its cells */
	size_t first, end;       /* and qw_frames.bytes */
	int64_t gain;            /* bits/256 */
} qw_frame_part;

typedef struct {
	qw_frame_codec codec;
	qw_text bytes;           /* that the line was read from */
	qw_frame_part *part;
	size_t count, capacity;
	int64_t gain;            /* of all */
} qw_frames;

void qw_frames_init(qw_frames *f, const qw_allocator *a);
void qw_frames_free(qw_frames *f);

/* The parts of the line that codec explains, in their order; as it was found it has Han, or has
 * none. False: no memory. */
bool qw_frames_find(qw_frames *f, const qw_frame_codec *codec, const qw_slice *line, bool han);

#endif
