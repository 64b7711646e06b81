/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/json.h"

#include "cli/unicode.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void put_escape(FILE *out, uint32_t c)
{
	if (c < 0x10000) {
		fprintf(out, "\\u%04" PRIX32, c);
		return;
	}
	c -= 0x10000;
	fprintf(out, "\\u%04" PRIX32 "\\u%04" PRIX32, 0xD800 + (c >> 10), 0xDC00 + (c & 0x3FF));
}

static size_t put_character(FILE *out, const unsigned char *p, size_t n)
{
	uint32_t c = 0xFFFD;
	size_t length = cli_utf8_next(p, n, &c);
	if (length == 0) {
		fputs("\xEF\xBF\xBD", out);
		return 1;
	}
	if (c == '"' || c == '\\') {
		fputc('\\', out);
		fputc((int)c, out);
	} else if (cli_unsafe(c)) {
		put_escape(out, c);
	} else {
		fwrite(p, 1, length, out);
	}
	return length;
}

static void put_quoted(FILE *out, const char *bytes, size_t n)
{
	const unsigned char *p = (const unsigned char *)bytes;
	fputc('"', out);
	for (size_t at = 0; at < n;)
		at += put_character(out, p + at, n - at);
	fputc('"', out);
}

/* The comma and the key that stand before a value. */
static void lead(struct cli_json *j, const char *key)
{
	if (j->comma)
		fputc(',', j->file);
	j->comma = true;
	if (key != NULL)
		fprintf(j->file, "\"%s\":", key);
}

void cli_json_open(struct cli_json *j, const char *key, char bracket)
{
	lead(j, key);
	fputc(bracket, j->file);
	j->comma = false;
}

void cli_json_close(struct cli_json *j, char bracket)
{
	fputc(bracket, j->file);
	j->comma = true;
}

void cli_json_end_line(struct cli_json *j)
{
	fputc('\n', j->file);
	j->comma = false;
}

void cli_json_text(struct cli_json *j, const char *key, const char *bytes, size_t n)
{
	lead(j, key);
	put_quoted(j->file, bytes, n);
}

void cli_json_string(struct cli_json *j, const char *key, const char *string)
{
	cli_json_text(j, key, string, strlen(string));
}

static bool is_utf8(const char *bytes, size_t n)
{
	uint32_t c;
	for (size_t at = 0, step; at < n; at += step) {
		step = cli_utf8_next((const unsigned char *)bytes + at, n - at, &c);
		if (step == 0)
			return false;
	}
	return true;
}

void cli_json_exact(struct cli_json *j, const char *key, const char *bytes, size_t n)
{
	cli_json_text(j, key, bytes, n);
	if (is_utf8(bytes, n))
		return;
	fprintf(j->file, ",\"%s_hex\":\"", key);
	for (size_t i = 0; i < n; i++)
		fprintf(j->file, "%02x", (unsigned char)bytes[i]);
	fputc('"', j->file);
}

void cli_json_file(struct cli_json *j, const char *name)
{
	cli_json_exact(j, "file", name, strlen(name));
}

void cli_json_count(struct cli_json *j, const char *key, uint64_t number)
{
	lead(j, key);
	fprintf(j->file, "%" PRIu64, number);
}

void cli_json_real(struct cli_json *j, const char *key, double number)
{
	lead(j, key);
	if (isfinite(number))
		fprintf(j->file, "%.3f", number);
	else
		fputs("null", j->file);
}

void cli_json_bool(struct cli_json *j, const char *key, bool value)
{
	lead(j, key);
	fputs(value ? "true" : "false", j->file);
}
