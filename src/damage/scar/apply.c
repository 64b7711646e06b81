/* SPDX-License-Identifier: Apache-2.0 */
/* What ftfy.fix_encoding() of 6.3.1 does, in rounds until nothing changes: a text that looks
 * bad is decoded as a whole, else those parts of it that look like UTF-8, else its C1 controls
 * become what they are in windows-1252. */
#include "config.h"
#include "damage/scar/apply.h"

#include "damage/scar/bad.h"
#include "damage/scar/decode.h"

#include <string.h>

enum { ROUNDS = 16 }; /* each undoes a layer of mojibake: nobody has so many */

/* Texts are emptied by their length: a failure is to be remembered. */
typedef struct {
	const qw_scar_classes *classes;
	qw_buffer bytes;
	qw_text line, changed;   /* of the round, and what it becomes */
	qw_text part, part_changed;
} scar;

static void scar_init(scar *s, const qw_scar_classes *classes, const qw_allocator *a)
{
	s->classes = classes;
	qw_buffer_init(&s->bytes, a);
	qw_text_init(&s->line, a);
	qw_text_init(&s->changed, a);
	qw_text_init(&s->part, a);
	qw_text_init(&s->part_changed, a);
}

static void scar_free(scar *s)
{
	qw_buffer_free(&s->bytes);
	qw_text_free(&s->line);
	qw_text_free(&s->changed);
	qw_text_free(&s->part);
	qw_text_free(&s->part_changed);
}

static bool failed(const scar *s)
{
	return s->bytes.failed || s->line.failed || s->changed.failed || s->part.failed
	    || s->part_changed.failed;
}

static void add_all(qw_text *out, const qw_cell *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		qw_text_add(out, c[i], 0, 0);
}

static void swap(qw_text *a, qw_text *b)
{
	qw_text t = *a;
	*a = *b;
	*b = t;
}

static bool same(const qw_text *a, const qw_text *b)
{
	return a->length == b->length
	    && (a->length == 0 || memcmp(a->cell, b->cell, a->length * sizeof *a->cell) == 0);
}

static void fix_controls(const scar *s, const qw_text *text, qw_text *out)
{
	const qw_charset *western = s->classes->charset[QW_SCAR_WESTERN];
	out->length = 0;
	for (size_t i = 0; i < text->length; i++) {
		qw_cell c = text->cell[i];
		bool control = c >= 0x80 && c <= 0x9F;
		qw_text_add(out, control ? qw_scar_character(western, (unsigned char)c) : c, 0, 0);
	}
}

/* Fix a part of the line that looks like UTF-8, and append it to `changed`. */
static void fix_part(scar *s, const qw_cell *c, size_t n)
{
	s->part.length = 0;
	add_all(&s->part, c, n);
	for (unsigned round = 0; round < ROUNDS && !failed(s); round++) {
		if (!qw_scar_is_bad(s->classes, s->part.cell, s->part.length))
			break;
		s->part_changed.length = 0;
		if (!qw_scar_decode(s->classes, s->part.cell, s->part.length, &s->bytes, &s->part_changed))
			fix_controls(s, &s->part, &s->part_changed);
		if (same(&s->part, &s->part_changed))
			break;
		swap(&s->part, &s->part_changed);
	}
	add_all(&s->changed, s->part.cell, s->part.length);
}

/* How many trail bytes may follow c[0..n)'s first character, and do; 0: it is none. */
static size_t sequence(const scar *s, const qw_cell *c, size_t n)
{
	uint32_t lead = qw_scar_class(s->classes, c[0]);
	size_t trails = 0;
	while (trails < 3 && trails + 1 < n
	       && (qw_scar_class(s->classes, c[trails + 1]) & QW_SCAR_TRAIL) != 0)
		trails++;
	if ((lead & QW_SCAR_FIRST_OF_2) != 0 && trails >= 1)
		return 2;
	if ((lead & QW_SCAR_FIRST_OF_3) != 0 && trails >= 2)
		return 3;
	return (lead & QW_SCAR_FIRST_OF_4) != 0 && trails == 3 ? 4 : 0;
}

/* The parts of the line that look like UTF-8, each in turn; behind an odd trail byte there
 * is none, since a longer mess would only become another one. */
static void fix_parts(scar *s)
{
	const qw_text *line = &s->line;
	for (size_t i = 0; i < line->length;) {
		size_t more, end = i;
		if (i == 0 || (qw_scar_class(s->classes, line->cell[i - 1]) & QW_SCAR_ODD_TRAIL) == 0)
			while (end < line->length
			       && (more = sequence(s, line->cell + end, line->length - end)) > 0)
				end += more;
		bool part = end > i && end - i < line->length
		         && qw_scar_is_bad(s->classes, line->cell + i, end - i);
		end += end == i;
		if (part)
			fix_part(s, line->cell + i, end - i);
		else
			add_all(&s->changed, line->cell + i, end - i);
		i = end;
	}
}

static void fix_line(scar *s)
{
	for (unsigned round = 0; round < ROUNDS && !failed(s); round++) {
		if (!qw_scar_is_bad(s->classes, s->line.cell, s->line.length))
			return;
		s->changed.length = 0;
		if (!qw_scar_decode(s->classes, s->line.cell, s->line.length, &s->bytes, &s->changed)) {
			s->changed.length = 0;
			fix_parts(s);
			if (same(&s->line, &s->changed))
				fix_controls(s, &s->line, &s->changed);
		}
		if (same(&s->line, &s->changed))
			return;
		swap(&s->line, &s->changed);
	}
}

bool qw_scar_apply(const qw_kind *d, const qw_cell *parameters, size_t n_parameters,
                   const qw_cell *c, size_t n, qw_text *out, size_t *bad)
{
	scar s;
	qw_scar_classes classes;
	(void)d;
	(void)parameters;
	*bad = 0;
	if (n_parameters > 0)
		return false;
	qw_scar_classes_init(&classes);
	scar_init(&s, &classes, &out->allocator);
	for (size_t i = 0, end; i < n && !failed(&s); i = end) {
		for (end = i; end < n && c[end] != '\n';)
			end++;
		end += end < n;
		s.line.length = 0;
		add_all(&s.line, c + i, end - i);
		fix_line(&s);
		for (size_t k = 0; k < s.line.length; k++)
			qw_text_add(out, s.line.cell[k], (uint32_t)i, (uint32_t)end);
	}
	out->failed = out->failed || failed(&s);
	scar_free(&s);
	return !out->failed;
}
