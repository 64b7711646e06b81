/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "convert/code.h"

enum { LOOK_MOST = 256 /* cells to the end of a tag */ };

static bool begins_with(const qw_cell *cells, size_t n, const char *word)
{
	size_t i = 0;
	while (i < n && word[i] != '\0' && cells[i] == (unsigned char)word[i])
		i++;
	return word[i] == '\0';
}

bool qw_code_is_fence(const qw_cell *cells, size_t n)
{
	return begins_with(cells, n, "```");
}

/* What stands behind the < of a tag. */
static bool begins_tag(qw_cell c)
{
	return c == '/' || c == '!' || c == '?' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

size_t qw_code_behind(const qw_cell *cells, size_t n, size_t i)
{
	size_t to = i + 1, most = n - i > LOOK_MOST ? i + LOOK_MOST : n;
	qw_cell end = cells[i] == '<' ? '>' : '`';
	if (cells[i] != '`' && !(cells[i] == '<' && to < n && begins_tag(cells[to])))
		return i;
	while (to < most && cells[to] != end)
		to++;
	return to < most ? to + 1 : i;
}

static bool begins_code(const qw_cell *cells, size_t n)
{
	static const char *const sign[] = {
		"{", "}", ");", "==", "!=", "&&", "||", "->", "::", "/*", "*/", "=\"", "='", "\":", " = ",
		"+=", "//", "\\n", "#include", "$("
	};
	for (size_t k = 0; k < sizeof sign / sizeof *sign; k++)
		if (begins_with(cells, n, sign[k]))
			return true;
	return false;
}

bool qw_code_is_line(const qw_cell *cells, size_t n)
{
	for (size_t i = 0, next; i < n; i = next) {
		bool address = cells[i] == '/' && i > 0 && cells[i - 1] == ':';
		next = qw_code_behind(cells, n, i);
		if (next == i && cells[i] < 0x80 && !address && begins_code(cells + i, n - i))
			return true;
		next += next == i;
	}
	return false;
}
