/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of gen-charset: sets as read, before they become tables. */
#ifndef GEN_CHARSET_H
#define GEN_CHARSET_H

#include "charset/table.h"

#include <stdio.h>

enum {
	MAX_SETS = 64,
	MAX_WORDS = 64,      /* words in one column of charsets.txt */
	MAX_MORE = 4096,     /* further codes of a set */
	FOUR_BYTE_BMP = 39420 /* four-byte codes of GB18030 that lie in the BMP */
};

#define NO_CODE_POINT 0xFFFFFFFFu
#define UNASSIGNED 0xFFFFFFFEu /* no code point, but well-formed: it doesn't shift what follows */
#define NO_BYTE 0x100u

/* A code as table.h has it. */
typedef struct {
	char *line;                       /* what the strings below point into */
	const char *name, *converter;
	qw_charset_shape shape;
	const char *differences[MAX_WORDS], *also[MAX_WORDS], *aliases[MAX_WORDS];
	qw_cell of_code[0x10000];         /* a code point, QW_CHARSET_TWO | a << 16 | b, or none */
	qw_cell of_number[FOUR_BYTE_BMP]; /* by the number of a four-byte code */
	uint16_t code_of[0x110000];       /* the reverse; 0: none */
	qw_charset_more more[MAX_MORE];   /* further codes, the best first */
	size_t mores;
} charset;

typedef struct {
	const char *folder;
	charset *set[MAX_SETS];
	size_t count;
} registry;

/* One line of a list: a code, and what it means. */
typedef struct {
	uint32_t code, value;
	unsigned bytes;
	bool run;             /* the next code means the next code point */
} entry;

/* Print a message and end the program. */
_Noreturn void die(const char *where, unsigned line, const char *why);

/* gen-charset-read.c: charsets.txt, and lists (each entry goes to `take`). */
void read_registry(registry *all);
void read_list(const registry *all, const char *name, charset *into,
               void (*take)(charset *into, const entry *e));
charset *find_set(const registry *all, const char *name);

/* gen-charset-map.c: forward from ICU and the differences, then the reverse. */
void map_forward(const registry *all, charset *set);
void map_reverse(const registry *all, charset *set);

/* gen-charset-write.c */
void write_tables(const registry *all, const char *source, FILE *out);

#endif
