/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/commands.h"

#include "cli/i18n.h"

#include <string.h>

const struct cli_command cli_commands[] = {
	{"repair", CLI_REPAIR, N_("[OPTION]... [FILE]..."),
	 N_("Undo the damage of each FILE and write it as UTF-8"),
	 "qingwen repair --explain -o clean.txt page.txt", cli_repair},
	{"detect", CLI_DETECT, N_("[OPTION]... [PATH]..."),
	 N_("Tell the encoding, the script and the damages of each FILE"),
	 "qingwen detect --format=json *.txt", cli_detect},
	{"check", CLI_CHECK, N_("[OPTION]... [PATH]..."),
	 N_("Print each damaged place; exit 1 if there is one"),
	 "qingwen check page.txt", cli_check},
	{"explain", CLI_EXPLAIN, N_("[OPTION]... [TEXT]..."),
	 N_("Tell what may have happened to a pasted TEXT, the likeliest first"),
	 "qingwen explain '浣犲ソ'", cli_explain},
	{"undo", CLI_UNDO, N_("[OPTION]... FILE"),
	 N_("Put back the files that repair --in-place --journal=FILE replaced"),
	 "qingwen undo repair.journal", cli_undo},
	{"damage", CLI_DAMAGE, N_("[OPTION]... CHAIN [FILE]"),
	 N_("Damage UTF-8 text as the faulty programs named in CHAIN did"),
	 "qingwen damage utf8-as-gbk,utf8-as-latin1 sound.txt", cli_damage},
};
const size_t cli_command_count = sizeof cli_commands / sizeof cli_commands[0];

const struct cli_command *cli_find_command(const char *name)
{
	for (size_t i = 0; i < cli_command_count; i++)
		if (strcmp(cli_commands[i].name, name) == 0)
			return &cli_commands[i];
	return NULL;
}
