/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/message.h"

#include "cli/i18n.h"
#include "cli/unicode.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

/* Print one character or byte, return how many bytes it took. */
static size_t put_one(FILE *out, const unsigned char *p, size_t n)
{
	uint32_t c;
	size_t length = cli_utf8_next(p, n, &c);
	if (length == 0 || (length == 1 && cli_unsafe(c))) {
		fprintf(out, "\\x%02X", p[0]);
		return 1;
	}
	if (cli_unsafe(c))
		fprintf(out, "<U+%04" PRIX32 ">", c);
	else
		fwrite(p, 1, length, out);
	return length;
}

void cli_put_masked(FILE *out, const char *bytes, size_t n, size_t limit)
{
	const unsigned char *p = (const unsigned char *)bytes;
	size_t at = 0;
	for (size_t shown = 0; at < n && shown < limit; shown++)
		at += put_one(out, p + at, n - at);
	if (at < n)
		fputs("...", out);
}

void cli_put_masked_string(FILE *out, const char *string)
{
	cli_put_masked(out, string, strlen(string), CLI_NO_LIMIT);
}

/* Each thread may have its own place for them. */
static _Thread_local FILE *messages;

FILE *cli_messages(void)
{
	return messages != NULL ? messages : stderr;
}

void cli_messages_to(FILE *stream)
{
	messages = stream;
}

static _Thread_local struct {
	char *buffer;
	size_t size;
} kept;

void cli_messages_keep(char *buffer, size_t size)
{
	kept.buffer = buffer;
	kept.size = size;
}

const char *cli_file_name(const char *file)
{
	return strcmp(file, "-") == 0 ? _("(standard input)") : file;
}

void cli_message(const char *file, uint64_t byte, const char *advice, const char *format, ...)
{
	char text[CLI_MESSAGE_MAX];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);

	if (kept.buffer != NULL)
		snprintf(kept.buffer, kept.size, "%s", text);
	FILE *out = cli_messages();
	fputs("qingwen: ", out);
	if (file != NULL) {
		cli_put_masked_string(out, file);
		fputs(": ", out);
	}
	if (byte != CLI_NO_BYTE)
		fprintf(out, _("byte %" PRIu64 ": "), byte);
	cli_put_masked_string(out, text);
	if (advice != NULL)
		fprintf(out, _("; %s"), advice);
	fputc('\n', out);
}

void cli_write_failed(const char *name, int error)
{
	if (error == EPIPE)
		return;
	const char *advice = error == ENOSPC ? _("make room, then run it again")
	                                     : _("nothing more was written");
	cli_message(name, CLI_NO_BYTE, advice, _("cannot write: %s"), strerror(error));
}
