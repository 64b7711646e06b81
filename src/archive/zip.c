/* SPDX-License-Identifier: Apache-2.0 */
/* Zip archives. Members are read in the order of their places; all bytes pass as they are
 * but those of texts that change, their sizes in both heads, and the places of what stands
 * behind them. */
#include "config.h"
#include "archive/zip.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct slice {
	int fd;
	uint64_t at, left;
};

/* What stands between the place that was reached and this one goes out as it is. */
static bool pass_to(struct arc_walk *w, struct arc_zip *z, uint64_t to)
{
	unsigned char block[ARC_SAMPLE];
	uint64_t n = to - z->at;
	bool counts_only = w->reads_only || (!w->writer.started && w->writer.again >= 0);
	z->out += n;
	while (n > 0) {
		size_t length = n < sizeof block || counts_only ? (size_t)n : sizeof block;
		if (!counts_only && !arc_read_at(z->d.fd, z->at, block, length))
			return arc_fail(w, ARC_TRUNCATED, NULL);
		if (!arc_same(w, block, length))
			return false;
		z->at += length;
		n -= length;
	}
	return true;
}

static ssize_t read_slice(void *ctx, void *buffer, size_t n)
{
	struct slice *s = ctx;
	ssize_t got;
	n = s->left < n ? (size_t)s->left : n;
	do
		got = n > 0 ? pread(s->fd, buffer, n, (off_t)s->at) : 0;
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		s->at += (uint64_t)got;
		s->left -= (uint64_t)got;
	}
	return got;
}

/* The text must be what its checksum says, and no more than its size. */
static bool is_whole(struct arc_walk *w, const struct arc_entry *e, const char *name)
{
	bool more = arc_input_fill(&w->in, 1) > 0;
	if (w->in.unpack.problem != ARC_FINE)
		return arc_fail(w, w->in.unpack.problem, name);
	if (!more && w->in.unpack.crc == e->crc)
		return true;
	arc_fail(w, ARC_CORRUPT, name);
	snprintf(w->detail, sizeof w->detail, "%s", more ? "longer than its size" : "wrong checksum");
	return false;
}

static bool finish(struct arc_walk *w, struct arc_zip *z, struct arc_entry *e,
                   enum arc_answer answer, const char *name)
{
	if (answer == ARC_LEFT || answer == ARC_ENOUGH)
		return true; /* its bytes pass with those of the next ones */
	if (answer == ARC_STOP || !is_whole(w, e, name))
		return false;
	if (w->reads_only || !arc_text_changed(&w->now))
		return true;
	return pass_to(w, z, e->offset) && arc_zip_put_text(w, z, e);
}

static bool work_on(struct arc_walk *w, struct arc_zip *z, struct arc_entry *e, const char *name)
{
	struct slice slice = {.fd = z->d.fd, .at = e->data, .left = e->packed};
	struct arc_source source = {.read = read_slice, .ctx = &slice};
	enum arc_form form = e->method == ARC_ZIP_DEFLATED ? ARC_DEFLATED : ARC_PLAIN;
	bool good = arc_input_open(&w->in, &source, form);
	w->in.unpack.sums = true;
	w->in.unpack.count = z->unpacked;
	source.count = z->came;
	if (good)
		good = finish(w, z, e, arc_work(w, name, NULL, e->size), name);
	else
		arc_fail(w, w->in.unpack.problem, name);
	z->unpacked = w->in.unpack.count;
	z->came = source.count;
	arc_input_close(&w->in);
	return good;
}

/* The places of members move, also of those that stay. */
static bool member(struct arc_walk *w, struct arc_zip *z, struct arc_entry *e)
{
	size_t n;
	const char *known = arc_entry_name(&z->d, e, &n);
	bool is_folder = n > 0 && known[n - 1] == '/';
	if (!arc_entry_move(&z->d, e, z->out + (e->offset - z->at)))
		return arc_fail(w, ARC_UNKNOWN, NULL);
	if (is_folder || e->size == 0)
		return true;
	char *name = strndup(known, n);
	bool good = name != NULL || arc_fail(w, ARC_MEMORY, NULL);
	if (good && e->method != ARC_ZIP_STORED && e->method != ARC_ZIP_DEFLATED) {
		if (w->left != NULL)
			w->left(w->ctx, name, ARC_LEFT_CODED);
	} else if (good) {
		good = work_on(w, z, e, name);
	}
	free(name);
	return good;
}

/* Names are written for any system. */
static bool leads_out(char *name)
{
	bool drive = name[0] != '\0' && name[1] == ':';
	for (char *p = name; *p != '\0'; p++)
		if (*p == '\\')
			*p = '/';
	return drive || arc_name_leads_out(name);
}

static bool admit(struct arc_walk *w, const struct arc_zip *z, const struct arc_entry *e)
{
	size_t n;
	const char *known = arc_entry_name(&z->d, e, &n);
	char *name = strndup(known, n), *plain = strndup(known, n);
	enum arc_problem problem = name == NULL || plain == NULL          ? ARC_MEMORY
	                         : strlen(name) < n || leads_out(plain)   ? ARC_NAME
	                         : arc_entry_is_link(&z->d, e)            ? ARC_LINK
	                         : (e->flags & ARC_ZIP_ENCRYPTED) != 0    ? ARC_ENCRYPTED
	                                                                  : ARC_FINE;
	bool good = problem == ARC_FINE || arc_fail(w, problem, name);
	free(name);
	free(plain);
	return good;
}

/* Office documents, books and programs have such members. Somebody may have signed them, and
 * what is text in them is none to people. */
static bool is_document(const struct arc_zip *z)
{
	static const char *const marks[] = {"[Content_Types].xml", "mimetype",
	                                    "META-INF/MANIFEST.MF", "META-INF/container.xml",
	                                    "AndroidManifest.xml"};
	for (size_t i = 0; i < z->d.count; i++) {
		size_t n;
		const char *name = arc_entry_name(&z->d, &z->d.entry[i], &n);
		for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
			if (n == strlen(marks[k]) && memcmp(name, marks[k], n) == 0)
				return true;
	}
	return false;
}

/* What comes from a pipe is kept in a temporary file. */
static bool open_file(struct arc_walk *w, struct arc_zip *z)
{
	unsigned char block[ARC_SAMPLE];
	ssize_t n;
	z->d.fd = w->writer.again;
	if (z->d.fd >= 0)
		return true;
	while ((n = arc_source_read(&w->source, block, sizeof block)) > 0)
		if (!arc_stash_put(&z->whole, block, (size_t)n))
			return arc_fail(w, ARC_SPACE, NULL);
	z->d.fd = n == 0 ? arc_stash_file(&z->whole) : -1;
	return z->d.fd >= 0 || arc_fail(w, n < 0 ? ARC_READ : ARC_SPACE, NULL);
}

static bool open_directory(struct arc_walk *w, struct arc_zip *z)
{
	if (!open_file(w, z))
		return false;
	if (arc_directory_read(&z->d))
		return true;
	const char *fault = z->d.fault;
	if (fault == NULL)
		return arc_fail(w, ARC_MEMORY, NULL);
	arc_fail(w, ARC_CORRUPT, NULL);
	snprintf(w->detail, sizeof w->detail, "%s", fault);
	return false;
}

static bool put_directory(struct arc_walk *w, struct arc_zip *z)
{
	if (!pass_to(w, z, z->d.at))
		return false;
	if (!z->changed)
		return pass_to(w, z, z->d.size);
	if (!arc_directory_move(&z->d, z->out))
		return arc_fail(w, ARC_UNKNOWN, NULL);
	return arc_zip_put(w, z, z->d.bytes.p, z->d.bytes.n)
	    && arc_zip_put(w, z, z->d.tail.p, z->d.tail.n);
}

static bool walk(struct arc_walk *w, struct arc_zip *z)
{
	if (!open_directory(w, z))
		return false;
	w->document = is_document(z);
	if (w->document)
		return pass_to(w, z, z->d.size);
	for (size_t i = 0; i < z->d.count; i++)
		if (!admit(w, z, &z->d.entry[i]))
			return false;
	for (size_t i = 0; i < z->d.count; i++)
		if (!member(w, z, &z->d.entry[i]))
			return false;
	return put_directory(w, z);
}

bool arc_zip(struct arc_walk *w)
{
	struct arc_zip z = {.at = 0};
	bool good = walk(w, &z);
	arc_directory_free(&z.d);
	arc_stash_free(&z.whole);
	arc_stash_free(&z.packed);
	arc_bytes_free(&z.local);
	return good;
}
