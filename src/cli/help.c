/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/options.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <stdio.h>

enum { COLUMN = 34 }; /* where the words about an option begin */

static void option_line(const struct cli_option *o)
{
	const char *argument = o->argument != NULL ? o->argument : "";
	bool optional = argument[0] == '['; /* [SUFFIX] is written [=SUFFIX] */
	int width = printf("  %c%c%c --%s%s%s", o->letter != 0 ? '-' : ' ',
	                   o->letter != 0 ? o->letter : ' ', o->letter != 0 ? ',' : ' ', o->name,
	                   optional ? "[=" : o->argument != NULL ? "=" : "", argument + optional);
	if (width >= COLUMN) {
		putchar('\n');
		width = 0;
	}
	printf("%*s%s\n", COLUMN - width, "", _(o->help));
}

/* Returns whether there are more. */
static bool print_options(unsigned mask, bool all)
{
	const char *heading = NULL; /* not yet printed */
	bool more = false;
	for (size_t i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if (o->name == NULL)
			heading = o->help;
		if ((o->commands & mask) == 0)
			continue;
		if (!all && (o->commands & CLI_COMMON) == 0) {
			more = true;
			continue;
		}
		if (heading != NULL)
			printf(_("%s:\n"), _(heading));
		heading = NULL;
		option_line(o);
	}
	return more;
}

static void command_help(const struct cli_command *command, bool all)
{
	printf(_("Usage: qingwen %s %s\n"), command->name, _(command->arguments));
	printf(_("%s.\n\n"), _(command->summary));
	if (print_options(command->mask, all))
		printf(_("More options: qingwen %s --long-help\n"), command->name);
	printf(_("\nExample: %s\n"), command->example);
}

static void program_help(void)
{
	fputs(_("Usage: qingwen COMMAND [OPTION]... [FILE]...\n"
	        "Repair damaged Chinese text. Without FILE, or when it is -, read\n"
	        "standard input.\n\n"),
	      stdout);
	for (size_t i = 0; i < cli_command_count; i++)
		printf("  %-8s %s\n", cli_commands[i].name, _(cli_commands[i].summary));
	fputs(_("\nThe options of a command: qingwen COMMAND --help. All of it: man qingwen.\n"),
	      stdout);
}

void cli_help(const struct cli_command *command, bool all)
{
	if (command != NULL)
		command_help(command, all);
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
