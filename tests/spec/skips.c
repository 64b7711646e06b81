/* SPDX-License-Identifier: Apache-2.0 */
/* The oracle of --only and --skip: what a run tells is all that it did. */
#include "config.h"
#include "spec/spec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Were all documents of the run UTF-8? */
static bool is_utf8(const run *r)
{
	static const char head[] = "document ", *const names[] = {"utf-8 ", "ascii ", "unknown "};
	const char *p = (const char *)r->log.data, *end = p + r->log.length;
	while (p < end && (p = memmem(p, (size_t)(end - p), head, sizeof head - 1)) != NULL) {
		bool good = false;
		p += sizeof head - 1;
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			good = good || strncmp(p, names[i], strlen(names[i])) == 0;
		if (!good)
			return false;
	}
	return true;
}

static bool same(const bytes *a, const bytes *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* The first place behind byte `at` of the input, and what stands there now; NULL: none. */
static const unsigned char *next_place(const run *r, uint64_t at, place *next)
{
	const unsigned char *found = NULL, *p = r->places.data, *end = p + r->places.length;
	while (p < end) {
		place here;
		memcpy(&here, p, sizeof here);
		p += sizeof here;
		if (here.offset >= at && (found == NULL || here.offset < next->offset)) {
			*next = here;
			found = p;
		}
		p += here.after;
	}
	return found;
}

static size_t count_places(const run *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->places.length; n++) {
		place here;
		memcpy(&here, r->places.data + i, sizeof here);
		i += sizeof here + (size_t)here.after;
	}
	return n;
}

/* Is the output the input, but for the places that were told? Unless some lie on others. */
static bool is_told(const bytes *in, const run *r)
{
	bytes want = {NULL, 0, 0};
	const unsigned char *after;
	uint64_t at = 0;
	size_t used = 0;
	place next;
	while ((after = next_place(r, at, &next)) != NULL) {
		bytes_add(&want, in->data + at, (size_t)(next.offset - at));
		bytes_add(&want, after, (size_t)next.after);
		at = next.offset + next.length;
		used++;
	}
	bytes_add(&want, in->data + at, (size_t)(in->length - at));
	bool told = used < count_places(r) || same(&want, &r->out);
	bytes_free(&want);
	return told;
}

/* Nothing but damages is looked at. */
static qw_options plain(const example *e, const char *skip)
{
	qw_options o = e->options;
	o.script = QW_SCRIPT_KEEP;
	o.clean = QW_CLEAN_NO;
	o.punct = QW_PUNCT_KEEP;
	o.declare = QW_DECLARE_KEEP;
	o.invalid = QW_INVALID_PASS;
	o.only = NULL;
	o.skip = skip;
	return o;
}

/* The input with this kind skipped. */
static const char *try_kind(const example *e, const char *kind, run *r)
{
	qw_options o = plain(e, kind);
	*r = run_session(&o, &e->in, SIZE_MAX, 1);
	if (r->kinds.length > 0
	    && memmem(r->kinds.data, r->kinds.length, kind, strlen(kind)) != NULL)
		return "told though it is skipped: ";
	if (e->options.unit == QW_UNIT_FILE && is_utf8(r) && !is_told(&e->in, r))
		return "with a kind skipped other than told: ";
	run_free(r);
	o = e->options;
	o.skip = kind;
	*r = run_session(&o, &e->in, SIZE_MAX, 1);
	run cut = run_session(&o, &e->in, 1, 1);
	bool alike = r->status == cut.status && same(&r->out, &cut.out) && same(&r->log, &cut.log);
	run_free(&cut);
	return alike ? NULL : "with a kind skipped, differs when cut: ";
}

const char *find_skip_fault(const example *e, const run *whole, run *r)
{
	char kind[256];
	const char *wrong = NULL;
	qw_options o = plain(e, "*");
	*r = run_session(&o, &e->in, SIZE_MAX, 1);
	if (r->kinds.length > 0 || (is_utf8(r) && !same(&r->out, &e->in)))
		return "with all skipped: ";
	for (size_t i = 0; i < whole->kinds.length && wrong == NULL;) {
		const char *name = (const char *)whole->kinds.data + i;
		size_t n = strcspn(name, "\n");
		snprintf(kind, sizeof kind, "%.*s", (int)strcspn(name, "\n,"), name);
		run_free(r);
		wrong = try_kind(e, kind, r);
		i += n + 1;
	}
	return wrong;
}
