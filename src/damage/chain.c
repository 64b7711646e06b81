/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/chain.h"

#include <string.h>

/* One damage of a chain: name[0..length) and its parameters, in bytes. */
typedef struct {
	const qw_kind *damage;
	size_t parameters, end;
} link;

/* Does a damage's name begin at s? Then a comma before it ends the parameters. */
static const qw_kind *name_at(const char *s, size_t *length)
{
	*length = strcspn(s, ":,");
	return qw_damage_find(s, *length);
}

static bool read_link(const char *chain, size_t at, link *l)
{
	size_t length;
	l->damage = name_at(chain + at, &length);
	if (l->damage == NULL)
		return false;
	l->parameters = l->end = at + length;
	if (chain[l->end] == ':')
		l->parameters = ++l->end;
	for (; chain[l->end] != '\0' && l->end > at + length; l->end++)
		if (chain[l->end] == ',' && name_at(chain + l->end + 1, &length) != NULL)
			break;
	return true;
}

/* Bytes of the first n cells. */
static size_t bytes_of(const qw_text *t, size_t n)
{
	return n < t->length ? t->at[n] : t->length > 0 ? t->at[t->length] : 0;
}

static qw_status apply_link(const char *chain, const link *l, qw_text *text, size_t *bad)
{
	qw_text out, parameters;
	size_t bad_cell = 0;
	qw_text_init(&out, &text->allocator);
	qw_text_init(&parameters, &text->allocator);
	qw_text_add_utf8(&parameters, (const unsigned char *)chain + l->parameters,
	                 l->end - l->parameters, 0);
	bool done = !parameters.failed
	    && l->damage->apply(l->damage, parameters.cell, parameters.length, text->cell,
	                        text->length, &out, &bad_cell);
	qw_status status = done ? QW_OK : out.failed || parameters.failed ? QW_E_NOMEM : QW_E_CHAIN;
	*bad = l->parameters + bytes_of(&parameters, bad_cell);
	qw_text_free(&parameters);
	if (done) {
		qw_text swap = *text;
		*text = out;
		out = swap;
	}
	qw_text_free(&out);
	return status;
}

qw_status qw_chain_apply(const char *chain, qw_text *text, size_t *bad)
{
	size_t at = 0;
	for (;;) {
		link l;
		*bad = at;
		if (!read_link(chain, at, &l))
			return QW_E_CHAIN;
		qw_status status = apply_link(chain, &l, text, bad);
		if (status != QW_OK || chain[l.end] == '\0')
			return status;
		at = l.end + 1;
	}
}
