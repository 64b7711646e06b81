/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "harm.h"

#include <string.h>

enum {
	LEAST_LINES = 10,       /* of a page */
	LEAST_HAN = 8,          /* of what is damaged */
	MOST_DAMAGED = 3,       /* places of a page */
	PLACES = 12             /* tried */
};

/* The lines of a page, and which of them are damaged. */
typedef struct {
	const corpus_line *line;
	size_t lines;
	const char *chain;
	bool part, damaged[HARM_PAGE_LINES];
	qw_buffer from, to;     /* of the line at hand */
} page;

/* Up to so many lines of a file from a place of chance on. False: there are too few. */
static bool choose_lines(const corpus *c, uint64_t chance, page *p)
{
	size_t number = (size_t)(chance % c->lines), i = 0;
	while (number >= c->file[i].lines)
		number -= c->file[i++].lines;
	size_t left = c->file[i].lines - number;
	p->line = c->file[i].line + number;
	p->lines = left < HARM_PAGE_LINES ? left : HARM_PAGE_LINES;
	return p->lines >= LEAST_LINES;
}

/* Where the part of the line begins that is to be damaged. */
static size_t part_of(const page *p, const corpus_line *line)
{
	static const char stop[] = "\xE3\x80\x82";
	const unsigned char *found = NULL;
	if (!p->part || line->length == 0)
		return 0;
	found = memmem(line->byte, line->length, stop, sizeof stop - 1);
	return found == NULL ? line->length : (size_t)(found - line->byte) + sizeof stop - 1;
}

/* Damage a line as it goes into p->to, without its LF. */
static bool damage_line(page *p, const corpus_line *line)
{
	size_t begin = part_of(p, line);
	if (harm_count_han(line->byte + begin, line->length - begin) < LEAST_HAN)
		return false;
	qw_buffer_clear(&p->from);
	qw_buffer_add(&p->from, line->byte + begin, line->length - begin);
	return harm(p->chain, &p->from, &p->to);
}

static bool choose_damaged(page *p, const char *series, uint64_t i)
{
	size_t found = 0, wanted = 1 + (size_t)(corpus_chance(series, i) >> 40) % MOST_DAMAGED;
	for (uint64_t k = 0; k < PLACES && found < wanted; k++) {
		size_t number = (size_t)(corpus_chance(series, i + 1 + k) % p->lines);
		if (p->damaged[number] || !damage_line(p, &p->line[number]))
			continue;
		p->damaged[number] = true;
		found++;
	}
	return found > 0;
}

static void write_lines(page *p, qw_buffer *original, qw_buffer *damaged)
{
	qw_buffer_clear(original);
	qw_buffer_clear(damaged);
	for (size_t i = 0; i < p->lines; i++) {
		const corpus_line *line = &p->line[i];
		size_t clean = line->length;
		if (p->damaged[i] && damage_line(p, line))
			clean = part_of(p, line);
		qw_buffer_add(original, line->byte, line->length);
		qw_buffer_add_byte(original, '\n');
		qw_buffer_add(damaged, line->byte, clean);
		if (p->damaged[i])
			qw_buffer_add(damaged, p->to.data, p->to.length);
		qw_buffer_add_byte(damaged, '\n');
	}
}

bool harm_page(const corpus *c, const char *series, uint64_t i, const char *chain, bool part,
               qw_buffer *original, qw_buffer *damaged)
{
	page p = {.chain = chain, .part = part};
	qw_allocator a = qw_allocator_default();
	uint64_t number = i * (PLACES + 2); /* each place of chance is used once */
	if (!choose_lines(c, corpus_chance(series, number), &p))
		return false;
	qw_buffer_init(&p.from, &a);
	qw_buffer_init(&p.to, &a);
	bool found = choose_damaged(&p, series, number + 1);
	if (found)
		write_lines(&p, original, damaged);
	qw_buffer_free(&p.from);
	qw_buffer_free(&p.to);
	return found;
}
