/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mojibake/loss.h"

#include <string.h>

/* Which sets a policy is likely to have read; the cheapest first. */
enum { PAIRS = 1, SINGLES = 2, BIG5 = 4 };

static const struct {
	const char *words;
	uint8_t sets, price;
	uint16_t mark;
} policies[] = {
	{"python", PAIRS | SINGLES, 2, 0xFFFD},
	{"python-cp950", BIG5, 2, 0xFFFD},
	{"whatwg", PAIRS, 2, 0xFFFD},
	{"java", PAIRS, 3, 0xFFFD},
	{"whatwg+question", PAIRS, 2, '?'},
	{"glibc+question", PAIRS, 2, '?'},
	{"windows", PAIRS, 3, '?'},
	{"windows-nouser", PAIRS, 3, '?'},
	{"python+question", PAIRS | SINGLES, 3, '?'},
	{"c1-dropped", SINGLES, 3, 0},
	{"c1-dropped+nbsp-to-space", SINGLES, 3, 0},
	{"python+dropped", PAIRS, 3, 0},
	{"glibc", PAIRS | SINGLES, 4, 0},
	{"whatwg+dropped", PAIRS, 4, 0},
	{"python-cp950+question", BIG5, 4, '?'},
	{"python-cp950+dropped", BIG5, 4, 0},
	{"nbsp-to-space", SINGLES, 5, 0},
	{"python+nbsp-to-space", SINGLES, 5, 0xFFFD},
	{"python+question+nbsp-to-space", SINGLES, 5, '?'},
	{"java+question", PAIRS, 5, '?'},
	{"glibc+nbsp-to-space", SINGLES, 6, 0},
	{"whatwg+private-dropped", PAIRS, 6, 0xFFFD},
	{"whatwg+question+private-dropped", PAIRS, 6, '?'},
	{"shift", 0, 4, 0},
};

enum { POLICIES = sizeof policies / sizeof *policies };

const uint8_t qw_loss_shift = POLICIES;

const char *qw_loss_policy(unsigned i)
{
	return i > 0 && i <= POLICIES ? policies[i - 1].words : NULL;
}

unsigned qw_loss_price(unsigned i)
{
	return i > 0 ? policies[i - 1].price : 0;
}

qw_cell qw_loss_mark(unsigned i)
{
	return policies[i - 1].mark;
}

bool qw_loss_takes_blanks(unsigned i)
{
	return i > 0 && strstr(policies[i - 1].words, "nbsp-to-space") != NULL;
}

static bool is_single(const qw_set *set)
{
	return set->id >= QW_SET_LATIN1;
}

bool qw_loss_concerns(unsigned i, const qw_set *read, qw_cell mark)
{
	unsigned sets = is_single(read) ? SINGLES : read->id == QW_SET_BIG5 ? PAIRS | BIG5 : PAIRS;
	return policies[i - 1].mark == mark
	    && (policies[i - 1].sets & sets) != 0;
}

/* How many of p[0..n) are lost at once, QW_LOSS_MARKED when a mark tells of them; 0: they
 * are read. */
static uint8_t fate_of(const qw_codec *codec, const unsigned char *p, size_t n)
{
	qw_cell c[2];
	unsigned count;
	qw_reason reason = QW_REASON_NONE;
	size_t used = qw_codec_character(codec, p, n, c, &count, &reason);
	bool is_read = used > 0;
	if (is_read && !qw_codec_drops(codec))
		return 0;
	used = is_read ? qw_codec_read(codec, p, n, c, &count)
	               : qw_codec_replace(codec, p, n, reason, c, &count);
	if (is_read && count > 0)
		return 0;
	return (uint8_t)(used | (count > 0 ? QW_LOSS_MARKED : 0));
}

static bool is_likely(unsigned b)
{
	return b >= 0x80 || b == ' ' || (b >= '0' && b <= '9')
	    || (b > 0 && strchr(",.():;?!-", (int)b) != NULL);
}

static void note_lost_pairs(qw_loss *loss)
{
	uint16_t n = 0;
	for (unsigned b = 0; b < 128; b++) {
		loss->first[b] = n;
		for (unsigned k = 0; k < 256; k++)
			if ((loss->fate[b][k] & ~QW_LOSS_MARKED) == 2 && is_likely(k))
				loss->second[n++] = (uint8_t)k;
	}
	loss->first[128] = n;
}

/* Whatever stands behind it, or behind some bytes only? */
static void note_single(qw_loss *loss)
{
	for (unsigned b = 0; b < 128; b++)
		for (unsigned marked = 0; marked < 2; marked++) {
			unsigned n = 0, fate = 1 | (marked ? QW_LOSS_MARKED : 0);
			for (unsigned k = 0; k < 256; k++)
				n += loss->fate[b][k] == fate;
			loss->one[b][marked] = n == 256 ? QW_LOSS_ALWAYS
			                     : n > 0 || loss->last[b] == fate ? QW_LOSS_SOMETIMES
			                     : QW_LOSS_NEVER;
		}
}

static bool has_room(const qw_loss *loss, unsigned marked, unsigned lead, unsigned n)
{
	return n < QW_LOSS_TAILS && n - loss->tails[marked][lead] < QW_LOSS_TAILS_OF_LEAD;
}

/* Are trail bytes 80 + b and 80 + k behind it lost together, or one after the other? */
static bool is_lost_tail(const qw_loss *loss, unsigned b, unsigned k, unsigned marked)
{
	if (loss->single)
		return !marked && loss->one[b][0] == QW_LOSS_ALWAYS && loss->one[k][0] == QW_LOSS_ALWAYS;
	return loss->fate[b][0x80 + k] == (2 | (marked ? QW_LOSS_MARKED : 0));
}

/* Common characters only. */
static void note_tails(qw_loss *loss, unsigned marked)
{
	uint16_t n = 0;
	for (unsigned lead = 0; lead < 16; lead++) {
		loss->tails[marked][lead] = n;
		for (unsigned b = 0; b < 64; b++)
			for (unsigned k = 0; k < 64 && has_room(loss, marked, lead, n); k++) {
				qw_cell c = lead << 12 | b << 6 | k;
				if (c >= 0x800 && is_lost_tail(loss, b, k, marked)
				    && qw_model_single(c) <= QW_LOSS_RARE_TAIL * QW_BIT)
					loss->tail[marked][n++] = (uint16_t)c;
			}
	}
	loss->tails[marked][16] = n;
}

static void note_common(qw_loss *loss)
{
	for (qw_cell c = 0x2010; c < 0xFFFD && loss->common < QW_LOSS_TAILS; c++) {
		unsigned char code[4];
		if (!qw_cell_is_private(c) && qw_model_single(c) <= QW_LOSS_COMMON * QW_BIT
		    && qw_set_encode(&loss->read, c, code) == 2)
			loss->tail[0][loss->common++] = (uint16_t)c;
	}
}

void qw_loss_init(qw_loss *loss, unsigned i, const qw_set *read)
{
	const char *words = qw_loss_policy(i);
	memset(loss, 0, sizeof *loss);
	loss->shift = i == qw_loss_shift;
	loss->number = (uint8_t)i;
	loss->read = *read;
	loss->single = is_single(read);
	loss->remains = !loss->shift && read->id == QW_SET_UTF8;
	loss->mark = policies[i - 1].mark;
	if (loss->shift)
		note_common(loss);
	if (loss->shift || loss->remains)
		return;
	qw_policy_find(words, strlen(words), &loss->policy);
	qw_codec codec = qw_codec_of(&loss->policy, read);
	loss->nbsp_to_space = (loss->policy.words & QW_POLICY_NBSP_TO_SPACE) != 0;
	loss->unmarked = false;
	loss->loses = loss->nbsp_to_space;
	for (unsigned b = 0; b < 128; b++) {
		unsigned char p[4] = {(unsigned char)(0x80 + b), 0, 'A', 'A'};
		loss->last[b] = fate_of(&codec, p, 1);
		for (unsigned k = 0; k < 256; k++) {
			p[1] = (unsigned char)k;
			loss->fate[b][k] = loss->single ? loss->last[b] : fate_of(&codec, p, 4);
			loss->loses |= loss->fate[b][k] != 0;
			loss->unmarked |= loss->fate[b][k] != 0 && !(loss->fate[b][k] & QW_LOSS_MARKED);
		}
	}
	note_lost_pairs(loss);
	note_single(loss);
	note_tails(loss, 0);
	note_tails(loss, 1);
}

bool qw_loss_reads(const qw_loss *loss, uint16_t code)
{
	if (code < 0x80)
		return true;
	if (code == 0xA0 && loss->nbsp_to_space)
		return false;
	if (code > 0xFF)
		return code < 0x8000 || loss->fate[(code >> 8) - 0x80][code & 0xFF] == 0;
	const uint8_t *ever = loss->one[code - 0x80];
	return ever[0] != QW_LOSS_ALWAYS && ever[1] != QW_LOSS_ALWAYS;
}

void qw_losses_init(qw_losses *l, const qw_allocator *a)
{
	*l = (qw_losses){.allocator = *a};
}

void qw_losses_free(qw_losses *l)
{
	for (size_t i = 0; i < l->count; i++)
		l->allocator.resize(l->allocator.ctx, l->entry[i], sizeof *l->entry[i], 0);
	l->count = 0;
}

const qw_loss *qw_losses_get(qw_losses *l, unsigned i, const qw_set *read)
{
	for (size_t k = 0; k < l->count; k++)
		if (l->entry[k]->number == i && l->entry[k]->read.id == read->id)
			return l->entry[k];
	size_t at = l->count;
	if (at == QW_LOSSES) {
		at = l->oldest;
		l->oldest = (l->oldest + 1) % QW_LOSSES;
	} else {
		l->entry[at] = l->allocator.resize(l->allocator.ctx, NULL, 0, sizeof *l->entry[at]);
		if (l->entry[at] == NULL)
			return NULL;
		l->count++;
	}
	qw_loss_init(l->entry[at], i, read);
	return l->entry[at];
}
