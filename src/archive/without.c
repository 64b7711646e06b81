/* SPDX-License-Identifier: Apache-2.0 */
/* A build without zlib and libarchive: compressed files are refused. */
#include "config.h"
#include "archive/codec.h"
#include "archive/walk.h"

bool arc_gunzip_open(struct arc_unpack *u)
{
	arc_unpack_fail(u, ARC_SUPPORT, NULL);
	return false;
}

ssize_t arc_gunzip_read(struct arc_unpack *u, void *buffer, size_t n)
{
	(void)buffer, (void)n;
	return arc_unpack_fail(u, ARC_SUPPORT, NULL);
}

void arc_gunzip_close(struct arc_unpack *u)
{
	(void)u;
}

bool arc_gzip_begin(struct arc_pack *p)
{
	return arc_pack_fail(p, ARC_SUPPORT);
}

bool arc_gzip_put(struct arc_pack *p, const void *bytes, size_t n)
{
	(void)bytes, (void)n;
	return arc_pack_fail(p, ARC_SUPPORT);
}

bool arc_gzip_end(struct arc_pack *p)
{
	return arc_pack_fail(p, ARC_SUPPORT);
}

void arc_gzip_close(struct arc_pack *p)
{
	(void)p;
}

bool arc_foreign_open(struct arc_unpack *u)
{
	arc_unpack_fail(u, ARC_SUPPORT, NULL);
	return false;
}

ssize_t arc_foreign_read(struct arc_unpack *u, void *buffer, size_t n)
{
	(void)buffer, (void)n;
	return arc_unpack_fail(u, ARC_SUPPORT, NULL);
}

void arc_foreign_close(struct arc_unpack *u)
{
	(void)u;
}

bool arc_archive_begin(struct arc_pack *p)
{
	return arc_pack_fail(p, ARC_SUPPORT);
}

bool arc_archive_put(struct arc_pack *p, const void *bytes, size_t n)
{
	(void)bytes, (void)n;
	return arc_pack_fail(p, ARC_SUPPORT);
}

bool arc_archive_end(struct arc_pack *p)
{
	return arc_pack_fail(p, ARC_SUPPORT);
}

void arc_archive_close(struct arc_pack *p)
{
	(void)p;
}

uint32_t arc_crc(uint32_t crc, const void *bytes, size_t n)
{
	(void)bytes, (void)n;
	return crc;
}

bool arc_zip(struct arc_walk *w)
{
	return arc_fail(w, ARC_SUPPORT, NULL);
}
