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
#include <sys/stat.h>
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
	struct cli_input in = {.name = file,
	                       .fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
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

static bool is_same_file(const struct stat *st, const char *input)
{
	struct stat other;
	int failed = strcmp(input, "-") == 0 ? fstat(STDIN_FILENO, &other) : stat(input, &other);
	return failed == 0 && other.st_dev == st->st_dev && other.st_ino == st->st_ino;
}

bool cli_output_open_report(struct cli_output *out, const char *file, char *const *inputs,
                            size_t count)
{
	struct stat st;
	bool exists = stat(file, &st) == 0 && S_ISREG(st.st_mode);
	bool same = exists && count == 0 && is_same_file(&st, "-");
	for (size_t i = 0; i < count && exists; i++)
		same = same || is_same_file(&st, inputs[i]);
	if (same) {
		cli_message(file, CLI_NO_BYTE, _("name another one"),
		            _("cannot write the report: it is also an input"));
		return false;
	}
	return cli_output_open(out, file);
}

FILE *cli_output_stream(struct cli_output *out)
{
	int fd = fcntl(out->fd, F_DUPFD_CLOEXEC, 0);
	FILE *stream = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (stream != NULL)
		return stream;
	cli_message(out->name, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(errno));
	if (fd >= 0)
		close(fd);
	return NULL;
}

bool cli_output_close_stream(struct cli_output *out, FILE *stream, bool complete)
{
	int error = close_error(stream);
	if (out->error == 0)
		out->error = error;
	return cli_output_close(out, complete);
}

FILE *cli_apart_open(const char *file)
{
	struct stat st;
	int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
	FILE *apart = fd < 0 || fstat(fd, &st) != 0 ? NULL : fdopen(fd, "w");
	if (apart == NULL) {
		cli_message(file, CLI_NO_BYTE, NULL, _("cannot write: %s"), strerror(errno));
	} else if (S_ISREG(st.st_mode) && st.st_size > 0) {
		cli_message(file, CLI_NO_BYTE, _("move it away, or give another name"),
		            _("cannot write: there are records in it"));
		fclose(apart);
		apart = NULL;
	}
	return apart;
}

/* Devices and pipes can't be synced. */
bool cli_apart_close(FILE *apart, const char *file)
{
	bool flushed = fflush(apart) == 0; /* if not, closing says why */
	bool synced = !flushed || fsync(fileno(apart)) == 0 || errno == EINVAL || errno == EROFS
	           || errno == ENOTSUP;
	if (!synced)
		cli_write_failed(file, errno);
	return cli_text_close(apart, file) && synced;
}
