/* SPDX-License-Identifier: Apache-2.0 */
/* Where the values stand in the bytes of a record. What is not between them is never touched,
 * so it needs no writer. */
#ifndef QW_CLI_RECORD_FIND_H
#define QW_CLI_RECORD_FIND_H

#include "cli/record/path.h"

/* How the text of a value is written. */
enum cli_writing {
	CLI_PLAIN,                   /* as it is: a cell without quotes */
	CLI_JSON_STRING,             /* with escapes, without the quotes around it */
	CLI_CSV_QUOTED               /* with doubled quotes, without those around it */
};

struct cli_value {
	size_t from, to;             /* bytes of the record */
	size_t path;                 /* that selects it */
	enum cli_writing writing;
};

struct cli_found {
	struct cli_value *value;     /* in the order of the record */
	size_t count, capacity;
	const char *why;             /* what is wrong with the record, to translate; NULL: nothing */
	char text[160];              /* for `why` */

	/* Where an annotation goes: over the value of a member of its name, or behind the last
	 * member. JSON: only in objects. */
	bool is_object, has_members, has_blanks; /* has_blanks: it has them behind ':' */
	bool has_member;
	size_t member_from, member_to;
	size_t last;                 /* behind the last member; where there is none, behind '{' */
};

/* Find the values of a JSON text; `member` is the name of the annotation, or NULL. False: it
 * is none, and found->why says why. */
bool cli_find_json(struct cli_found *found, const struct cli_paths *paths, const char *member,
                   const unsigned char *record, size_t n);

void cli_found_add(struct cli_found *found, const struct cli_value *value);
void cli_found_free(struct cli_found *found);

#endif
