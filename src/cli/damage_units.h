/* SPDX-License-Identifier: Apache-2.0 */
/* Damaging a text, unit by unit. */
#ifndef QW_CLI_DAMAGE_UNITS_H
#define QW_CLI_DAMAGE_UNITS_H

#include "cli/options.h"
#include "cli/output.h"

struct cli_damage {
	const struct cli_options *options;
	const char *chain;      /* NULL: drawn for each unit */
	const char *file;       /* as on the command line */
	const char *bytes;      /* the text */
	size_t length;
	struct cli_output *output;
	FILE *record;           /* takes a line for each damaged unit; NULL: nobody wants it */
};

enum cli_status cli_damage_units(const struct cli_damage *damage);

/* Tell why qw_damage() failed on a text that begins at byte `offset` of the file as named
 * on the command line. */
enum cli_status cli_damage_failed(const qw_error *error, const char *file, uint64_t offset);

#endif
