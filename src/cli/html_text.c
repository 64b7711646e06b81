/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/html_text.h"

#include "cli/unicode.h"
#include "cli/chain_words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	SENTENCE = 1024,
	NAME_MAX_SHOWN = 200     /* characters */
};

size_t cli_html_next(const char *bytes, size_t n, uint32_t *cell)
{
	const unsigned char *p = (const unsigned char *)bytes;
	size_t length = cli_utf8_next(p, n, cell);
	if (length > 0)
		return length;
	*cell = CLI_HTML_BYTE | p[0];
	return 1;
}

static void put_utf8(FILE *out, uint32_t c)
{
	if (c < 0x80) {
		fputc((int)c, out);
	} else if (c < 0x800) {
		fputc((int)(0xC0 | c >> 6), out);
		fputc((int)(0x80 | (c & 0x3F)), out);
	} else {
		if (c < 0x10000) {
			fputc((int)(0xE0 | c >> 12), out);
		} else {
			fputc((int)(0xF0 | c >> 18), out);
			fputc((int)(0x80 | (c >> 12 & 0x3F)), out);
		}
		fputc((int)(0x80 | (c >> 6 & 0x3F)), out);
		fputc((int)(0x80 | (c & 0x3F)), out);
	}
}

static bool is_shown(uint32_t cell)
{
	return (cell & CLI_HTML_BYTE) == 0 && !cli_unsafe(cell);
}

static void put_shown(FILE *out, uint32_t c)
{
	switch (c) {
	case '&': fputs("&amp;", out); break;
	case '<': fputs("&lt;", out); break;
	case '>': fputs("&gt;", out); break;
	case '"': fputs("&quot;", out); break;
	case '\'': fputs("&#39;", out); break;
	case '`': fputs("&#96;", out); break;
	default: put_utf8(out, c);
	}
}

static void put_hidden(FILE *out, uint32_t cell)
{
	if ((cell & CLI_HTML_BYTE) != 0)
		fprintf(out, "\\x%02" PRIX32, cell & 0xFF);
	else
		fprintf(out, "U+%04" PRIX32, cell);
}

void cli_html_cell(FILE *out, uint32_t cell)
{
	if (is_shown(cell)) {
		put_shown(out, cell);
		return;
	}
	fputs("<i>", out);
	put_hidden(out, cell);
	fputs("</i>", out);
}

void cli_html_text(FILE *out, const char *bytes, size_t n)
{
	uint32_t cell;
	for (size_t at = 0; at < n;) {
		at += cli_html_next(bytes + at, n - at, &cell);
		cli_html_cell(out, cell);
	}
}

void cli_html_string(FILE *out, const char *string)
{
	cli_html_text(out, string, strlen(string));
}

void cli_html_plain(FILE *out, const char *bytes, size_t n)
{
	uint32_t cell;
	for (size_t at = 0; at < n;) {
		at += cli_html_next(bytes + at, n - at, &cell);
		if (is_shown(cell))
			put_shown(out, cell);
		else
			put_hidden(out, cell);
	}
}

void cli_html_name(FILE *out, const char *name)
{
	size_t n = strlen(name), count = 0, number = 0;
	uint32_t cell;
	for (size_t at = 0; at < n; count++)
		at += cli_html_next(name + at, n - at, &cell);
	size_t head = NAME_MAX_SHOWN / 3, tail = NAME_MAX_SHOWN - head;
	bool cut = count > NAME_MAX_SHOWN;
	for (size_t at = 0; at < n; number++) {
		at += cli_html_next(name + at, n - at, &cell);
		if (cut && number == head)
			fputs("<i>…</i>", out);
		if (!cut || number < head || number >= count - tail)
			cli_html_cell(out, cell);
	}
}

const char *cli_html_number(uint64_t number, char text[CLI_HTML_NUMBER])
{
	char digits[CLI_HTML_NUMBER];
	int n = snprintf(digits, sizeof digits, "%" PRIu64, number);
	char *to = text;
	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	*to = '\0';
	return text;
}

void cli_html_both(FILE *out, const char *english, const char *chinese)
{
	fputs("<span lang=en>", out);
	cli_html_string(out, english);
	fputs("</span><span lang=zh-Hans>", out);
	cli_html_string(out, chinese);
	fputs("</span>", out);
}

/* The format is the caller's, and checked there. */
CLI_PRINTF(3, 0)
static void say(FILE *out, const char *language, const char *format, va_list list)
{
	char sentence[SENTENCE];
	vsnprintf(sentence, sizeof sentence, format, list);
	fprintf(out, "<span lang=%s>", language);
	cli_html_string(out, sentence);
	fputs("</span>", out);
}

void cli_html_say(FILE *out, const char *english, const char *chinese, ...)
{
	va_list list;
	va_start(list, chinese);
	say(out, "en", english, list);
	va_end(list);
	va_start(list, chinese);
	say(out, "zh-Hans", chinese, list);
	va_end(list);
}

void cli_html_words(FILE *out, const char *chain)
{
	static const char *const names[CLI_LANGUAGES] = {"en", "zh-Hans"};
	for (int language = 0; language < CLI_LANGUAGES; language++) {
		char *words = NULL;
		size_t size = 0;
		FILE *to = open_memstream(&words, &size);
		if (to == NULL)
			continue;
		cli_chain_words(to, chain, (enum cli_language)language);
		if (fclose(to) == 0) {
			fprintf(out, "<span lang=%s>", names[language]);
			cli_html_text(out, words, size);
			fputs("</span>", out);
		}
		free(words);
	}
}
