/* SPDX-License-Identifier: Apache-2.0 */
/* What a journal says of each file. */
#ifndef QW_CLI_JOURNAL_INDEX_H
#define QW_CLI_JOURNAL_INDEX_H

#include "cli/journal_read.h"

enum cli_entry_kind {
	CLI_ENTRY_SAME,             /* it needed no repair */
	CLI_ENTRY_FILE,             /* it was about to be replaced */
	CLI_ENTRY_LEFT              /* but it was not */
};

struct cli_entry {
	enum cli_entry_kind kind;
	char *path;                 /* below the root */
	char *identity;             /* SAME: of what stood there; else NULL */
	struct cli_digest before, after;
	off_t body;                 /* where its changes or parts begin in the journal, */
	uint64_t line;              /* and behind which line */
	uint64_t changes, parts;    /* one of them is 0 */
};

struct cli_index {
	struct cli_record *head;    /* the first line; NULL: there is no whole line */
	struct cli_entry *entry;    /* by path, and those of one path in the order of the lines */
	size_t count, capacity;
	off_t end;                  /* behind the last whole record */
	uint64_t bad, first_bad;    /* lines in front of it that are no records, and the first */
	uint64_t lines;             /* that have an end */
	bool complete;              /* it was read to its end; false: errno */
};

/* Read all of a journal. What a killed run left behind is no bad line. */
void cli_index_read(struct cli_index *index, int fd);

/* All entries of a path, *count of them. */
const struct cli_entry *cli_index_find(const struct cli_index *index, const char *path,
                                       size_t *count);

void cli_index_free(struct cli_index *index);

#endif
