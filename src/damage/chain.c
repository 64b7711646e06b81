/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/chain.h"

#include "damage/damage.h"
#include "damage/mixed/apply.h"
#include "damage/mojibake/apply.h"

#include <string.h>

/* One damage of a chain: a pair of encodings or a damage of the registry, and its
 * parameters, in bytes. */
typedef struct {
	const qw_kind *damage;   /* NULL: */
	qw_set written, read;    /* mojibake of a pair, or */
	bool mixed;              /* a part of a file in another encoding */
	size_t parameters, end;
} link;

/* "X-as-Y", or "X-in-Y". */
static bool read_pair(const char *name, size_t length, const char *word, link *l)
{
	const char *middle = memmem(name, length, word, strlen(word));
	if (middle == NULL)
		return false;
	size_t written = (size_t)(middle - name), behind = written + strlen(word);
	return qw_set_find(name, written, &l->written)
	    && qw_set_find(name + behind, length - behind, &l->read);
}

/* Does a damage's name begin at s? Then a comma before it ends the parameters. */
static bool name_at(const char *s, size_t *length, link *l)
{
	*length = strcspn(s, ":,");
	l->damage = NULL;
	l->mixed = read_pair(s, *length, "-in-", l);
	if (l->mixed || read_pair(s, *length, "-as-", l))
		return true;
	l->damage = qw_damage_find(s, *length);
	return l->damage != NULL;
}

static bool read_link(const char *chain, size_t at, link *l)
{
	size_t length;
	link next;
	if (!name_at(chain + at, &length, l))
		return false;
	l->parameters = l->end = at + length;
	if (chain[l->end] == ':')
		l->parameters = ++l->end;
	for (; chain[l->end] != '\0' && l->end > at + length; l->end++)
		if (chain[l->end] == ',' && name_at(chain + l->end + 1, &length, &next))
			break;
	return true;
}

/* Bytes of the first n cells. */
static size_t bytes_of(const qw_text *t, size_t n)
{
	return n < t->length ? t->at[n] : t->length > 0 ? t->at[t->length] : 0;
}

/* A damage of the registry. *bad: bytes from the start of the chain. */
static qw_status apply_kind(const char *chain, const link *l, const qw_text *text, qw_text *out,
                            size_t *bad)
{
	qw_text parameters;
	size_t bad_cell = 0;
	qw_text_init(&parameters, &text->allocator);
	qw_text_add_utf8(&parameters, (const unsigned char *)chain + l->parameters,
	                 l->end - l->parameters, 0);
	bool done = !parameters.failed
	    && l->damage->apply(l->damage, parameters.cell, parameters.length, text->cell,
	                        text->length, out, &bad_cell);
	qw_status status = done ? QW_OK : out->failed || parameters.failed ? QW_E_NOMEM : QW_E_CHAIN;
	*bad = l->parameters + bytes_of(&parameters, bad_cell);
	/* What came out says from which cell it came; a later link counts bytes. */
	for (size_t i = 0; done && i <= out->length && out->length > 0; i++)
		out->at[i] = (uint32_t)bytes_of(text, out->at[i]);
	qw_text_free(&parameters);
	return status;
}

static qw_status apply_pair(const char *chain, const link *l, const qw_text *text, qw_text *out,
                            size_t *bad)
{
	size_t lost = 0;
	bool done = l->mixed
		? l->end == l->parameters && qw_mixed_apply(&l->written, &l->read, text, out, &lost)
		: qw_mojibake_apply(&l->written, &l->read, chain + l->parameters, l->end - l->parameters,
		                    text, out, &lost);
	if (done)
		return QW_OK;
	*bad = lost > 0 ? text->at[lost - 1] : l->parameters;
	return out->failed ? QW_E_NOMEM : lost > 0 ? QW_E_UNDECODABLE : QW_E_CHAIN;
}

static qw_status apply_link(const char *chain, const link *l, qw_text *text, size_t *bad)
{
	qw_text out;
	qw_text_init(&out, &text->allocator);
	qw_status status = l->damage != NULL ? apply_kind(chain, l, text, &out, bad)
	                                     : apply_pair(chain, l, text, &out, bad);
	if (status == QW_OK) {
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
