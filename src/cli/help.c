/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/options.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <stdio.h>
#include <string.h>

enum { COLUMN = 33, LEFT = 64 }; /* where the words about an option begin */

static void option_line(const struct cli_option *o)
{
	char left[LEFT];
	const char *argument = o->argument != NULL ? o->argument : "";
	bool optional = argument[0] == '['; /* [SUFFIX] is written [=SUFFIX] */
	snprintf(left, sizeof left, "  %c%c%c --%s%s%s", o->letter != 0 ? '-' : ' ',
	         o->letter != 0 ? o->letter : ' ', o->letter != 0 ? ',' : ' ', o->name,
	         optional ? "[=" : o->argument != NULL ? "=" : "", argument + optional);
	printf("%-*s %s\n", COLUMN, left, _(o->help));
}

static void command_help(const struct cli_command *command)
{
	printf(_("Usage: qingwen %s %s\n"), command->name, _(command->arguments));
	printf("%s\n\n", _(command->summary));
	for (size_t i = 0; i < cli_option_count; i++)
		if ((cli_option_table[i].commands & command->mask) != 0)
			option_line(&cli_option_table[i]);
	printf(_("\nExample: %s\n"), command->example);
}

static void program_help(void)
{
	fputs(_("Usage: qingwen COMMAND [OPTION]... [FILE]...\n"
	        "Repair damaged Chinese text. Without FILE, or when it is -, read\n"
	        "standard input.\n\n"),
	      stdout);
	for (size_t i = 0; i < cli_command_count; i++) {
		const char *summary = _(cli_commands[i].summary);
		printf("  %-8s %.*s\n", cli_commands[i].name, (int)strcspn(summary, "."), summary);
	}
	fputs(_("\nThe options of a command: qingwen COMMAND --help. All of it: man qingwen.\n"),
	      stdout);
}

void cli_help(const struct cli_command *command)
{
	if (command != NULL)
		command_help(command);
	else
		program_help();
	fputs(_("Exit status: 0 done, 1 check or explain found damage, 2 usage, 3 input or\n"
	        "output failed, 4 not decodable, or --strict and not certain.\n"),
	      stdout);
}

void cli_try_help(const struct cli_command *command)
{
	fprintf(stderr, _("Try 'qingwen%s%s --help'.\n"), command != NULL ? " " : "",
	        command != NULL ? command->name : "");
}
