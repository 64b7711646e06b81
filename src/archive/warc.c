/* SPDX-License-Identifier: Apache-2.0 */
/* WARC files, 0.17 to 1.1, and what is made of them (WET): records, each a head and a block
 * of the length it says. Texts are the payloads of responses, resources and conversions;
 * everything else passes. */
#include "config.h"
#include "archive/warc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool arc_is_warc(const unsigned char *p, size_t n)
{
	return n > 7 && memcmp(p, "WARC/", 5) == 0 && p[5] >= '0' && p[5] <= '9' && p[6] == '.';
}

/* Take a head, and keep it. False: there is none, or no memory. */
static bool take_head(struct arc_walk *w, uint64_t most, struct arc_bytes *head)
{
	size_t wanted = most < ARC_AHEAD ? (size_t)most : ARC_AHEAD;
	size_t n = arc_input_fill(&w->in, wanted < 4096 ? wanted : 4096);
	size_t length = arc_head_length(arc_input_look(&w->in), n < wanted ? n : wanted);
	if (length == 0 && wanted > 4096) {
		n = arc_input_fill(&w->in, wanted);
		length = arc_head_length(arc_input_look(&w->in), n < wanted ? n : wanted);
	}
	arc_bytes_clear(head);
	if (length == 0 || !arc_bytes_add(head, arc_input_look(&w->in), length))
		return false;
	arc_input_take(&w->in, length);
	return true;
}

/* What can't be a record is passed with all that follows, and told. */
static bool broken(struct arc_walk *w)
{
	if (w->in.unpack.problem != ARC_FINE)
		return arc_fail(w, w->in.unpack.problem, NULL);
	arc_fail(w, ARC_BROKEN, NULL);
	arc_pass(w, ARC_ALL);
	return false;
}

static bool begin_record(struct arc_walk *w, struct arc_record *r)
{
	struct arc_value value;
	size_t n = arc_input_fill(&w->in, 8);
	if (!arc_is_warc(arc_input_look(&w->in), n) || !take_head(w, ARC_AHEAD, &r->head))
		return false;
	bool known = arc_head_find(&r->head, "Content-Length", &value)
	          && arc_value_number(&value, &r->length);
	if (!known) { /* its head is the first thing that passes */
		w->in.at -= r->head.n;
		w->in.offset -= r->head.n;
	}
	return known;
}

/* Where members are records, those who know their places can read single ones. */
static bool cut(struct arc_walk *w)
{
	enum arc_form form = w->writer.form;
	return (form != ARC_GZIP && form != ARC_ZSTD) || arc_cut(w);
}

static bool is_identity(const struct arc_bytes *head, const char *field)
{
	struct arc_value value;
	return !arc_head_find(head, field, &value) || value.n == 0 || arc_value_is(&value, "identity");
}

static void left(struct arc_walk *w, const struct arc_record *r, enum arc_left why)
{
	if (w->left != NULL)
		w->left(w->ctx, r->name, why);
}

static bool has_type(const struct arc_bytes *head, const char *type)
{
	struct arc_value value;
	return arc_head_find(head, "WARC-Type", &value) && arc_value_is(&value, type);
}

/* The head of the response, if there is one. */
static bool find_payload(struct arc_walk *w, struct arc_record *r)
{
	static const char http[] = "application/http";
	arc_bytes_clear(&r->http);
	arc_head_find(&r->head, "Content-Type", &r->type);
	bool response = has_type(&r->head, "response");
	if (!response && !has_type(&r->head, "resource") && !has_type(&r->head, "conversion"))
		return false;
	if (r->type.n < sizeof http - 1 || strncasecmp(r->type.p, http, sizeof http - 1) != 0)
		return !response; /* of a name server, or whatever else */
	size_t n = arc_input_fill(&w->in, 5);
	if (!response || n < 5 || r->length < 5 || memcmp(arc_input_look(&w->in), "HTTP/", 5) != 0
	    || !take_head(w, r->length, &r->http))
		return false;
	r->length -= r->http.n;
	arc_head_find(&r->http, "Content-Type", &r->type);
	return true;
}

/* Does the payload want to be looked at? */
static bool is_candidate(struct arc_walk *w, struct arc_record *r)
{
	struct arc_value value;
	if (!find_payload(w, r))
		return false;
	if (!arc_media_is_text(&r->type)) {
		left(w, r, ARC_LEFT_TYPE);
		return false;
	}
	if (is_identity(&r->http, "Content-Encoding") && is_identity(&r->http, "Transfer-Encoding")
	    && !arc_head_find(&r->head, "WARC-Segment-Number", &value))
		return true;
	left(w, r, ARC_LEFT_CODED);
	return false;
}

static bool name_it(struct arc_walk *w, struct arc_record *r)
{
	struct arc_value value;
	if (!arc_head_find(&r->head, "WARC-Target-URI", &value))
		arc_head_find(&r->head, "WARC-Record-ID", &value);
	if (value.n > 1 && value.p[0] == '<' && value.p[value.n - 1] == '>') {
		value.p++;
		value.n -= 2;
	}
	if (value.n == 0)
		value = (struct arc_value){.p = "?", .n = 1};
	free(r->name);
	r->name = strndup(value.p, value.n);
	return r->name != NULL || arc_fail(w, ARC_MEMORY, NULL);
}

static const char *charset_of(struct arc_record *r)
{
	struct arc_value value;
	if (!arc_media_charset(&r->type, &value))
		return NULL;
	memcpy(r->charset, value.p, value.n);
	r->charset[value.n] = '\0';
	return r->charset;
}

static bool put_heads(struct arc_walk *w, const struct arc_record *r)
{
	return arc_same(w, r->head.p, r->head.n) && arc_same(w, r->http.p, r->http.n);
}

static bool work_on(struct arc_walk *w, struct arc_record *r)
{
	switch (arc_work(w, r->name, charset_of(r), r->length)) {
	case ARC_LEFT:
	case ARC_ENOUGH:
		return put_heads(w, r) && arc_pass(w, r->length);
	case ARC_STOP: {
		const struct arc_bytes heads[] = {r->head, r->http};
		return arc_put_rest(w, heads, 2);
	}
	case ARC_TAKEN:
		break;
	}
	if (w->reads_only)
		return true;
	if (arc_text_changed(&w->now))
		return arc_record_put(w, r);
	return put_heads(w, r) && arc_put_stash(w, false);
}

static bool record(struct arc_walk *w, struct arc_record *r)
{
	if (!begin_record(w, r))
		return broken(w);
	if (!cut(w) || !name_it(w, r))
		return false;
	return is_candidate(w, r) ? work_on(w, r) : put_heads(w, r) && arc_pass(w, r->length);
}

/* Two line ends stand behind a record, or as many as some program wrote. */
static bool pass_line_ends(struct arc_walk *w)
{
	size_t n;
	while ((n = arc_input_fill(&w->in, 1)) > 0) {
		const unsigned char *p = arc_input_look(&w->in);
		size_t i = 0;
		while (i < n && (p[i] == '\r' || p[i] == '\n'))
			i++;
		if (i == 0)
			return true;
		if (!arc_pass(w, i))
			return false;
	}
	return false;
}

bool arc_warc(struct arc_walk *w)
{
	struct arc_record r = {.length = 0};
	bool good = true;
	while (good && pass_line_ends(w))
		good = record(w, &r);
	if (w->in.unpack.problem != ARC_FINE)
		arc_fail(w, w->in.unpack.problem, NULL);
	arc_bytes_free(&r.head);
	arc_bytes_free(&r.http);
	arc_bytes_free(&r.new_head);
	arc_bytes_free(&r.new_http);
	free(r.name);
	return good && w->problem == ARC_FINE;
}
