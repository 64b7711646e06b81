/* SPDX-License-Identifier: Apache-2.0 */
/* The readable tables of data/convert, as the generators see them. */
#ifndef QW_TOOLS_CONVERT_DATA_H
#define QW_TOOLS_CONVERT_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CODE_LIMIT = 0x32400,    /* no table speaks of code points from here on */
	PHRASE_LENGTH_MAX = 16,
	PHRASES_MAX = 1 << 12,
	FORMS_MAX = 4,
	AMBIGUOUS_MAX = 512
};

typedef struct {
	uint32_t from[PHRASE_LENGTH_MAX], to[PHRASE_LENGTH_MAX];
	size_t length;
	bool own;                /* of words.txt: the dictionary alone doesn't know it */
} phrase;

typedef struct {
	uint32_t code;
	unsigned price[2];       /* bits: in Taiwan's text, in Hong Kong's */
	bool only_phrase;
} form;

typedef struct {
	uint32_t code;
	form form[FORMS_MAX];
	size_t forms;
	bool variant;            /* of variants.txt: one form, and no sign of traditional text */
} ambiguous;

typedef struct {
	uint32_t normal[CODE_LIMIT];     /* compatibility ideographs; 0: itself */
	uint32_t character[CODE_LIMIT];  /* simplified; 0: not listed */
	phrase phrase[PHRASES_MAX];      /* sorted by first character, longest first */
	size_t phrases;
	ambiguous ambiguous[AMBIGUOUS_MAX]; /* sorted by code point */
	size_t ambiguities;
} convert_data;

/* Read the tables of a folder. Prints a message and exits when one is not as expected. */
const convert_data *convert_data_read(const char *folder);

/* The entry of a character, or NULL. */
const ambiguous *convert_data_ambiguous(const convert_data *d, uint32_t code);

/* Write NAME_block and NAME_index: the table of all code points in blocks of 64, those
 * that are alike stored once. */
void write_blocks(const char *name, const uint16_t value[CODE_LIMIT]);

/* Call `take` for every line of a file but comments and empty ones, without its LF. */
void read_file_lines(const char *path, void (*take)(char *line));

#endif
