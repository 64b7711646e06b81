/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of clean text, and damage done to them. */
#ifndef QW_QUALITY_HARM_H
#define QW_QUALITY_HARM_H

#include "corpus.h"
#include "text/buffer.h"
#include "text/cell.h"

enum {
	HARM_DOCUMENT_LINES = 200, HARM_PAGE_LINES = 40,
	HARM_MODERATE_LEAST = 20, HARM_MODERATE_MOST = 200 /* characters of a line */
};
#define HARM_MODERATE "20-200"

/* Bytes of the first `count` characters of p[0..n), 0 where there are less. */
size_t harm_bytes_of(const unsigned char *p, size_t n, size_t count);

size_t harm_lines_of(const qw_buffer *text);

size_t harm_count_han(const unsigned char *p, size_t n);

/* Does GBK give back what it is given? */
bool harm_survives_gbk(qw_cell c);

/* A phrase of so many characters, mostly Han: the i-th of its series. False: the place
 * that chance chose has none. */
bool harm_phrase(const corpus *c, const char *series, uint64_t i, size_t length, qw_buffer *out);

/* A line with Han, and its LF. */
bool harm_line(const corpus *c, const char *series, uint64_t i, qw_buffer *out);

typedef enum {
	HARM_LINES,             /* as they are */
	HARM_MODERATE_LINES,    /* only those of 20 to 200 characters, with Han */
	HARM_GBK_LINES,         /* only those that GBK holds */
	HARM_GBK_PAGE           /* these as paragraphs in HTML */
} harm_form;

/* A document: the next lines of a file, from *line on; *line advances. Lines that lose
 * something to `chain` (may be NULL) are left out. False: there is none left. */
bool harm_document(const corpus_file *f, size_t *line, harm_form form, const char *chain,
                   qw_buffer *out);

/* A page of lines from one file, of which one to three are damaged, or of each only
 * what stands behind its first full stop. False: chance chose no place where that can be. */
bool harm_page(const corpus *c, const char *series, uint64_t i, const char *chain, bool part,
               qw_buffer *original, qw_buffer *damaged);

/* Is it a chain, of damages that the library knows? */
bool harm_knows(const char *chain);

/* Damage a text by a chain. False: it lost something, or nothing changed. */
bool harm(const char *chain, const qw_buffer *original, qw_buffer *damaged);

/* Is it a line of moderate length, without its LF, with Han? */
bool harm_is_moderate(const unsigned char *p, size_t n);

/* Does a strict chain (may be NULL) take p[0..n)? */
bool harm_can_write(const char *chain, const unsigned char *p, size_t n);

/* Damage p[0..n) whatever may be lost, and append it. False: nothing changed. */
bool harm_add(const char *chain, const unsigned char *p, size_t n, qw_buffer *damaged);

/* Damage each line alone, without its LF, whatever may be lost. False: nothing changed. */
bool harm_each_line(const char *chain, const qw_buffer *original, qw_buffer *damaged);

/* Put question marks into the text, in the place of every second full stop and of a character
 * now and then; or U+FFFD. Chances from number i of the series on. False: nothing changed. */
bool harm_put_marks(bool fffd, const char *series, uint64_t i, const qw_buffer *original,
                    qw_buffer *out);

/* The parameter of a splice that was sent through a byte table to Big5. */
#define HARM_BIG5 "view=big5"

/* What a splice's program and its decoder did besides putting notes behind characters. */
typedef struct {
	const char *name;
	const char *words;      /* parameters of the splice */
	bool blank;             /* a blank ends each note */
} harm_splice_policy;

/* "splice:..." with the most frequent traditional characters of the text, `size` of them
 * or all that it has, ended by NUL. False: it has less than five. */
bool harm_table(const qw_buffer *text, size_t size, const harm_splice_policy *policy,
                qw_buffer *chain);

/* What the program read: a byte table to Big5 has one character for each simplified one. */
void harm_through_view(const harm_splice_policy *policy, qw_buffer *text);

/* Splice a text. False: a line feed was eaten, or nothing changed. */
bool harm_splice(const char *chain, const qw_buffer *original, qw_buffer *damaged);

#endif
