/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/unpack.h"

#include "archive/codec.h"

#include <stdio.h>
#include <string.h>

enum arc_form arc_form_of(const unsigned char *p, size_t n, bool *more)
{
	static const struct {
		enum arc_form form;
		unsigned char length;
		const char *bytes;
	} magic[] = {
		{ARC_GZIP, 3, "\x1F\x8B\x08"},
		{ARC_ZSTD, 4, "\x28\xB5\x2F\xFD"},
		{ARC_XZ, 6, "\xFD" "7zXZ\0"},
		{ARC_BZIP2, 3, "BZh"},
	};
	*more = false;
	for (size_t i = 0; i < sizeof magic / sizeof magic[0]; i++) {
		size_t length = magic[i].length < n ? magic[i].length : n;
		if (length > 0 && memcmp(p, magic[i].bytes, length) != 0)
			continue;
		if (length < magic[i].length || (magic[i].form == ARC_BZIP2 && n < 4))
			*more = true;
		else if (magic[i].form != ARC_BZIP2 || (p[3] >= '1' && p[3] <= '9'))
			return magic[i].form;
	}
	return ARC_PLAIN;
}

ssize_t arc_source_read(struct arc_source *s, void *buffer, size_t n)
{
	ssize_t got = s->read(s->ctx, buffer, n);
	if (got > 0)
		s->count += (uint64_t)got;
	return got;
}

ssize_t arc_unpack_fail(struct arc_unpack *u, enum arc_problem problem, const char *detail)
{
	if (u->problem == ARC_FINE) {
		u->problem = problem;
		snprintf(u->detail, sizeof u->detail, "%s", detail != NULL ? detail : "");
	}
	return -1;
}

bool arc_unpack_open(struct arc_unpack *u, struct arc_source *source, enum arc_form form)
{
	*u = (struct arc_unpack){.source = source, .form = form};
	if (form == ARC_PLAIN)
		return true;
	if (form == ARC_GZIP || form == ARC_DEFLATED)
		return arc_gunzip_open(u);
	return arc_foreign_open(u);
}

ssize_t arc_unpack_read(struct arc_unpack *u, void *buffer, size_t n)
{
	ssize_t got = -1;
	u->begins = false;
	if (u->problem != ARC_FINE)
		return -1;
	if (u->form == ARC_GZIP || u->form == ARC_DEFLATED)
		got = arc_gunzip_read(u, buffer, n);
	else if (u->form != ARC_PLAIN)
		got = arc_foreign_read(u, buffer, n);
	else if ((got = arc_source_read(u->source, buffer, n)) < 0)
		arc_unpack_fail(u, ARC_READ, NULL);
	if (got > 0)
		u->count += (uint64_t)got;
	if (got > 0 && u->sums)
		u->crc = arc_crc(u->crc, buffer, (size_t)got);
	return got;
}

void arc_unpack_close(struct arc_unpack *u)
{
	if (u->form == ARC_GZIP || u->form == ARC_DEFLATED)
		arc_gunzip_close(u);
	else if (u->form != ARC_PLAIN)
		arc_foreign_close(u);
	u->state = NULL;
}
