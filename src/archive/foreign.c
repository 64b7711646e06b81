/* SPDX-License-Identifier: Apache-2.0 */
/* Zstandard, xz and bzip2, by libarchive: a raw file behind one filter. */
#include "config.h"
#include "archive/codec.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

struct foreign {
	struct archive *archive;
	struct arc_unpack *unpack;
	bool empty, failed;
	unsigned char in[ARC_BLOCK];
};

static la_ssize_t give(struct archive *a, void *ctx, const void **block)
{
	struct foreign *f = ctx;
	ssize_t n = arc_source_read(f->unpack->source, f->in, sizeof f->in);
	*block = f->in;
	if (n >= 0)
		return n;
	f->failed = true;
	archive_set_error(a, EIO, "read");
	return -1;
}

/* Only the code in the library: it must not start programs. */
static bool add_filter(struct archive *a, enum arc_form form)
{
	int result = form == ARC_ZSTD ? archive_read_support_filter_zstd(a)
	           : form == ARC_XZ   ? archive_read_support_filter_xz(a)
	                              : archive_read_support_filter_bzip2(a);
	return result == ARCHIVE_OK;
}

static ssize_t fail(struct arc_unpack *u)
{
	struct foreign *f = u->state;
	const char *what = archive_error_string(f->archive);
	if (f->failed)
		return arc_unpack_fail(u, ARC_READ, NULL);
	if (archive_errno(f->archive) == ENOMEM)
		return arc_unpack_fail(u, ARC_MEMORY, NULL);
	bool truncated = what != NULL && (strstr(what, "runcated") != NULL
	                                  || strstr(what, "No progress") != NULL);
	return arc_unpack_fail(u, truncated ? ARC_TRUNCATED : ARC_CORRUPT, what);
}

bool arc_foreign_open(struct arc_unpack *u)
{
	struct foreign *f = u->state = calloc(1, sizeof *f);
	struct archive_entry *entry;
	if (f == NULL || (f->archive = archive_read_new()) == NULL) {
		arc_unpack_fail(u, ARC_MEMORY, NULL);
		return false;
	}
	f->unpack = u;
	if (!add_filter(f->archive, u->form)) {
		arc_unpack_fail(u, ARC_SUPPORT, NULL);
		return false;
	}
	archive_read_support_format_raw(f->archive);
	archive_read_support_format_empty(f->archive);
	int result = archive_read_open(f->archive, f, NULL, give, NULL);
	if (result == ARCHIVE_OK)
		result = archive_read_next_header(f->archive, &entry);
	f->empty = result == ARCHIVE_EOF;
	if (result != ARCHIVE_OK && !f->empty)
		fail(u);
	else if (archive_filter_count(f->archive) != 2) /* this one, and the file itself */
		arc_unpack_fail(u, ARC_UNKNOWN, NULL);
	return u->problem == ARC_FINE;
}

/* Libarchive stops where a filter ends, and is silent about the rest. */
static ssize_t end(struct arc_unpack *u)
{
	struct foreign *f = u->state;
	unsigned char byte;
	if ((uint64_t)archive_filter_bytes(f->archive, -1) != u->source->count)
		return arc_unpack_fail(u, ARC_GARBAGE, NULL);
	ssize_t n = arc_source_read(u->source, &byte, 1);
	if (n == 0)
		return 0;
	return arc_unpack_fail(u, n < 0 ? ARC_READ : ARC_GARBAGE, NULL);
}

ssize_t arc_foreign_read(struct arc_unpack *u, void *buffer, size_t n)
{
	struct foreign *f = u->state;
	la_ssize_t got = f->empty ? 0 : archive_read_data(f->archive, buffer, n);
	if (got > 0)
		return (ssize_t)got;
	return got == 0 ? end(u) : fail(u);
}

void arc_foreign_close(struct arc_unpack *u)
{
	struct foreign *f = u->state;
	if (f != NULL && f->archive != NULL)
		archive_read_free(f->archive);
	free(f);
}

static la_ssize_t take(struct archive *a, void *ctx, const void *bytes, size_t n)
{
	struct arc_pack *p = ctx;
	if (n == 0 || p->dropped || (p->problem == ARC_FINE && p->out(p->ctx, bytes, n) == 0))
		return (la_ssize_t)n;
	arc_pack_fail(p, ARC_WRITE);
	archive_set_error(a, EIO, "write");
	return -1;
}

static bool write_filter(struct archive *a, enum arc_form form)
{
	int result = form == ARC_ZSTD ? archive_write_add_filter_zstd(a)
	           : form == ARC_XZ   ? archive_write_add_filter_xz(a)
	                              : archive_write_add_filter_bzip2(a);
	return result == ARCHIVE_OK;
}

bool arc_archive_begin(struct arc_pack *p)
{
	struct archive *a = p->state = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	bool begun = false;
	if (a == NULL || entry == NULL) {
		arc_pack_fail(p, ARC_MEMORY);
	} else if (!write_filter(a, p->form)) {
		arc_pack_fail(p, ARC_SUPPORT);
	} else {
		archive_write_set_format_raw(a);
		archive_write_set_bytes_per_block(a, ARC_BLOCK);
		archive_write_set_bytes_in_last_block(a, 1); /* no padding */
		archive_entry_set_filetype(entry, AE_IFREG);
		begun = archive_write_open(a, p, NULL, take, NULL) == ARCHIVE_OK
		     && archive_write_header(a, entry) == ARCHIVE_OK;
		if (!begun)
			arc_pack_fail(p, ARC_MEMORY);
	}
	archive_entry_free(entry);
	return begun;
}

bool arc_archive_put(struct arc_pack *p, const void *bytes, size_t n)
{
	for (const unsigned char *from = bytes; n > 0;) {
		la_ssize_t done = archive_write_data(p->state, from, n);
		if (done <= 0)
			return arc_pack_fail(p, ARC_MEMORY);
		from += done;
		n -= (size_t)done;
	}
	return true;
}

bool arc_archive_end(struct arc_pack *p)
{
	bool closed = archive_write_close(p->state) == ARCHIVE_OK;
	arc_archive_close(p);
	p->state = NULL;
	return closed || arc_pack_fail(p, ARC_MEMORY);
}

/* What was not ended is not written any more. Only closing frees what the compressors hold, and
 * archive_write_free() does not close what failed. */
void arc_archive_close(struct arc_pack *p)
{
	struct archive *a = p->state;
	if (a == NULL)
		return;
	p->dropped = true;
	archive_write_close(a);
	archive_write_free(a);
}
