/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cli/commands.h"
#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A descriptor 0 to 2 that is closed would be given to the next file opened.
 * Take it, in the direction that can't be used, so that use of it still fails. */
static void guard_descriptors(void)
{
	static const int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", wrong_way[fd]);
}

#ifdef ENABLE_NLS
/* Translations are where they were installed, or where QINGWEN_LOCALEDIR says. It is not
 * asked by a program that has more rights than its user: they hold formats of printf(). */
static const char *translations(void)
{
	const char *folder = getenv("QINGWEN_LOCALEDIR");
	bool trusted = getuid() == geteuid() && getgid() == getegid();
	return folder != NULL && folder[0] == '/' && trusted ? folder : LOCALEDIR;
}
#endif

/* LC_NUMERIC stays "C": JSON has decimal points. Text is written as UTF-8 whatever the
 * locale is, so messages are, or in English where the terminal expects something else. */
static void speak(void)
{
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? "" : "C");
#ifdef ENABLE_NLS
	bindtextdomain("qingwen", translations());
	bind_textdomain_codeset("qingwen", "UTF-8");
	textdomain("qingwen");
#endif
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
	/* What musl does by the line, so that the reason why a write failed is not forgotten. */
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
}

/* What this build has and lacks, for scripts and reports of faults: never translated. */
static const char features[] =
#ifdef HAVE_UCHARDET
	" +uchardet"
#else
	" -uchardet"
#endif
#ifdef ENABLE_NLS
	" +nls"
#else
	" -nls"
#endif
#ifdef HAVE_ARCHIVE
	" +archive"
#else
	" -archive"
#endif
	;

static enum cli_status show(enum cli_parsed what, const struct cli_command *command)
{
	if (what == CLI_SHOW_HELP || what == CLI_SHOW_LONG_HELP)
		cli_help(command, what == CLI_SHOW_LONG_HELP);
	else
		printf("qingwen %s\nfeatures:%s\n", qw_version(), features);
	return cli_close_stdout() ? CLI_DONE : CLI_IO;
}

static enum cli_status wrong(const struct cli_command *command)
{
	cli_try_help(command);
	return CLI_USAGE;
}

static enum cli_status start(int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : "";
	const struct cli_command *command = cli_find_command(first);
	if (command != NULL) {
		struct cli_options options;
		enum cli_parsed parsed = cli_parse(command, argc - 1, argv + 1, &options);
		enum cli_status status = parsed == CLI_WRONG ? wrong(command)
		                       : parsed == CLI_RUN   ? command->run(&options)
		                                             : show(parsed, command);
		cli_options_free(&options);
		return status;
	}
	if (strcmp(first, "complete") == 0)
		return cli_complete(argv + 2, (size_t)argc - 2);
	if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
		return show(CLI_SHOW_HELP, NULL);
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
		return show(CLI_SHOW_VERSION, NULL);
	if (argc < 2)
		cli_message(NULL, CLI_NO_BYTE, NULL, _("a command is missing"));
	else
		cli_message(NULL, CLI_NO_BYTE, NULL, _("%s: unknown command"), first);
	return wrong(NULL);
}

int main(int argc, char **argv)
{
	guard_descriptors();
	speak();
	return (int)start(argc, argv);
}
