/* SPDX-License-Identifier: Apache-2.0 */
/* Output by stdio: what detect and check print, and the file of --report. */
#include "config.h"
#include "cli/output.h"

#include "cli/i18n.h"
#include "cli/input.h"
#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* fclose() alone forgets a write that failed earlier. */
static int close_error(FILE *text)
{
	errno = 0;
	int failed = ferror(text);
	if (fflush(text) != 0 && errno != 0)
		failed = errno;
	else if (failed != 0)
		failed = EIO;
	if (fclose(text) != 0 && failed == 0)
		failed = errno;
	return failed;
}

bool cli_close_stdout(void)
{
	int error = close_error(stdout);
	if (error != 0)
		cli_write_failed(_("(standard output)"), error);
	return error == 0;
}

bool cli_text_close(FILE *text, const char *file)
{
	int error = close_error(text);
	if (error != 0)
		cli_write_failed(file, error);
	return error == 0;
}

static bool is_input(int fd, const char *file)
{
	struct cli_input in = {file, open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
	bool same = in.fd >= 0 && cli_input_is(&in, fd);
	cli_input_close(&in);
	return same;
}

FILE *cli_text_open(const char *file, char *const *inputs, size_t count)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
	FILE *text = fd < 0 ? NULL : fdopen(fd, "w");
	if (text == NULL) {
		cli_message(file, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(errno));
		return NULL;
	}
	for (size_t i = 0; i < count; i++) {
		if (strcmp(inputs[i], "-") != 0 && is_input(fd, inputs[i])) {
			cli_message(file, CLI_NO_BYTE, _("name another one"),
			            _("cannot write the report: it is also an input"));
			fclose(text);
			return NULL;
		}
	}
	(void)!ftruncate(fd, 0); /* fails for devices and pipes, which need none */
	return text;
}
