/* SPDX-License-Identifier: Apache-2.0 */
/* What unpack.c and pack.c ask of the libraries: gzip.c of zlib, foreign.c of libarchive. */
#ifndef QW_ARCHIVE_CODEC_H
#define QW_ARCHIVE_CODEC_H

#include "archive/pack.h"
#include "archive/unpack.h"

bool arc_gunzip_open(struct arc_unpack *u);
ssize_t arc_gunzip_read(struct arc_unpack *u, void *buffer, size_t n);
void arc_gunzip_close(struct arc_unpack *u);

bool arc_foreign_open(struct arc_unpack *u);
ssize_t arc_foreign_read(struct arc_unpack *u, void *buffer, size_t n);
void arc_foreign_close(struct arc_unpack *u);

/* Begin a member, put bytes into it, end it. */
bool arc_gzip_begin(struct arc_pack *p);
bool arc_gzip_put(struct arc_pack *p, const void *bytes, size_t n);
bool arc_gzip_end(struct arc_pack *p);
void arc_gzip_close(struct arc_pack *p);

bool arc_archive_begin(struct arc_pack *p);
bool arc_archive_put(struct arc_pack *p, const void *bytes, size_t n);
bool arc_archive_end(struct arc_pack *p);
void arc_archive_close(struct arc_pack *p);

#endif
