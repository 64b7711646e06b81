/* SPDX-License-Identifier: Apache-2.0 */
/* What check found at one place, in terms of the file; the formats tell it. */
#ifndef QW_CLI_FINDING_H
#define QW_CLI_FINDING_H

#include "cli/rules.h"
#include "cli/run.h"

/* Pointers live until the format returns. */
struct cli_finding {
	const char *file;           /* as on the command line or in a tree: any bytes but NUL;
	                               "-" is standard input, see cli_file_name() */
	uint64_t document;          /* of the file, from 1 */
	uint64_t line, column;      /* from 1; columns in code points */
	uint64_t last_line;         /* of places that are unproven, else `line` */
	uint64_t offset, length;    /* bytes of the file */
	const struct cli_rule *rule;
	const char *kind;           /* chain of damages, or "undecodable" */
	const char *before, *after; /* UTF-8, bytes that can't be decoded are as they came; */
	size_t before_length, after_length; /* NULL: not known what stands there, or should */
	uint64_t exact, guessed, lost, unproven; /* code points, unproven: places */
	double confidence;          /* 0 to 1 */
	uint64_t content;           /* a hash of the rule and what stands there: the same
	                               wherever the place moves to */
	uint64_t fingerprint;       /* the same of the file's name, too, and of how many places of
	                               this content are in front of it; 0: nobody asked for it */
	int fd;                     /* the file, for pread() of what stands around, in the
	                               encoding of the file; -1: it can't be read at a place */
	const struct cli_run *run;  /* for cli_report(): */
	const qw_event *event;
};

/* Is the event something that check finds? Then fill in everything but `fingerprint`. Each
 * finding is a place, undecodable bytes, or what a segment has of places that nothing is done
 * about. */
bool cli_finding_of(const struct cli_run *run, const qw_event *event, struct cli_finding *f);

/* "'before' should read 'after', 1 guessed": in words, masked, so that it is printable UTF-8
 * without controls whatever the text holds. */
void cli_finding_describe(const struct cli_finding *f, FILE *out);

/* The same as a string to free; `kind`: with "KIND: " in front. */
char *cli_finding_words(const struct cli_finding *f, bool kind);

/* What can come back is a warning, what is lost an error, what can't be proven a note. */
enum cli_severity { CLI_NOTE, CLI_WARNING, CLI_ERROR };
enum cli_severity cli_finding_severity(const struct cli_finding *f);

/* A hash of 64 bits, FNV-1a: begin with CLI_HASH, and go on with what it returns. */
#define CLI_HASH UINT64_C(0xCBF29CE484222325)
uint64_t cli_hash(uint64_t hash, const void *bytes, size_t n);
uint64_t cli_hash_number(uint64_t hash, uint64_t number);

#endif
