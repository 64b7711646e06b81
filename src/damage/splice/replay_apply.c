/* SPDX-License-Identifier: Apache-2.0 */
/* The splice forwards: what the decoder made of the bytes with the notes in them. */
#include "config.h"
#include "damage/splice/replay_internal.h"

typedef struct {
	const qw_replay *r;
	const qw_cell *original;
	qw_text *out;
	uint32_t at;            /* the cell at hand */
} writer;

static void write(writer *w, qw_cell c) { qw_text_add(w->out, c, w->at, w->at + 1); }

/* What can't be decoded. True: the ASCII byte behind it is gone, too. */
static bool write_lost(writer *w)
{
	bool big5 = w->r->view->through_big5;
	write(w, big5 ? 0 : w->r->decoder.replacement ? 0xFFFD : '?');
	if (big5)
		write(w, 0);
	return big5 || !w->r->decoder.replacement;
}

/* The control characters that sites drew by chance for each mark: here the place is the
 * chance. */
static void write_controls(writer *w, bool *eaten)
{
	uint32_t chance = (w->at + 1) * UINT32_C(0x9E3779B1);
	for (uint32_t n = 1 + (chance >> 29) % 5; n > 0; n--) {
		chance = chance * UINT32_C(0x85EBCA6B) + UINT32_C(0xC2B2AE35);
		if (!*eaten)
			write(w, 5 + (chance >> 28) % 4);
		*eaten = false;
	}
}

/* What an entry puts in front of its mark; `eaten`: without its first byte. */
static void write_prefix(writer *w, uint16_t entry, bool eaten)
{
	const qw_entry *e = &w->r->table->entry[entry - 1];
	for (size_t i = 0; i < e->length; i++) {
		if (e->text[i] == '^')
			write_controls(w, &eaten);
		else if (!eaten)
			write(w, e->text[i]);
		eaten = false;
	}
}

static void write_note(writer *w, uint16_t entry, bool eaten)
{
	const qw_entry *e = &w->r->table->entry[entry - 1];
	if (!eaten)
		write(w, '(');
	for (size_t i = 0; i < e->length; i++)
		write(w, e->text[i]);
	write(w, ')');
}

/* What follows unit k before the next one: the entry whose note it is, then the prefix of
 * the next. */
static uint16_t note_at(const qw_replay *r, size_t k) { return r->insert[k]; }
static uint16_t prefix_at(const qw_replay *r, size_t k)
{
	return r->prefixes && k + 1 < r->length ? r->prefix[k + 1] : 0;
}

/* `eaten`: the first byte of what follows went with the lead byte before it. */
static void write_between(writer *w, size_t k, bool eaten)
{
	uint16_t note = note_at(w->r, k), prefix = prefix_at(w->r, k);
	if (note != 0)
		write_note(w, note, eaten);
	if (prefix != 0)
		write_prefix(w, prefix, eaten && note == 0);
}

/* A pair without a proper character; byte tables to Big5 have an ideographic space for
 * what GB 2312 has and they have not. */
static void write_improper(writer *w, qw_cell c, unsigned lead)
{
	const qw_decoder *d = &w->r->decoder;
	if (w->r->view->through_big5 && lead >= 0xA1 && lead <= 0xA9)
		write(w, 0x3000);
	else if (w->r->view->through_big5 || d->user == QW_USER_LOSE
	         || (d->user == QW_USER_KEEP && c == 0))
		write_lost(w);
	else if (d->user == QW_USER_KEEP)
		write(w, c);
}

/* The lead byte at k and what it takes along. Returns the index behind. */
static size_t write_lead(writer *w, size_t k)
{
	const qw_replay *r = w->r;
	unsigned byte = r->unit[k], next = k + 1 < r->length ? r->unit[k + 1] : QW_NO_BYTES;
	if (note_at(r, k) != 0 || prefix_at(r, k) != 0) {
		write_between(w, k, write_lost(w));
		return k + 1;
	}
	if (!qw_replay_is_trail(next))
		return k + 1 + (write_lost(w) && next < 0x80);
	qw_cell c = qw_view_cell(r->view, (unsigned char)byte, (unsigned char)next);
	if (c == 0 || qw_cell_is_private(c))
		write_improper(w, c, byte);
	else
		write(w, c);
	write_between(w, k + 1, false);
	return k + 2;
}

bool qw_replay_apply(qw_replay *r, const qw_cell *c, size_t n, qw_text *out)
{
	writer w = {.r = r, .original = c, .out = out};
	if (!qw_replay_prepare(r, c, n))
		return false;
	if (r->prefixes && r->length > 0 && r->prefix[0] != 0)
		write_prefix(&w, r->prefix[0], false);
	for (size_t k = 0; k < r->length;) {
		unsigned byte = r->unit[k];
		w.at = r->source[k];
		if (byte > 0x80 && byte != QW_NO_BYTES) {
			k = write_lead(&w, k);
			continue;
		}
		write(&w, byte == QW_NO_BYTES ? c[w.at] : byte == 0x80 ? 0x20AC : byte);
		write_between(&w, k++, false);
	}
	return !out->failed;
}
