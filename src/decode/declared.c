/* SPDX-License-Identifier: Apache-2.0 */
/* A reader of the heads of pages, no more of HTML than that takes: markup follows markup,
 * and the first text ends it. What begins, ends or quotes markup is never the trail byte
 * of a character: those are digits or begin at 0x40. */
#include "config.h"
#include "decode/declared.h"

#include <string.h>

static bool is_space(unsigned char b)
{
	return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f';
}

static unsigned char lower(unsigned char b) { return b >= 'A' && b <= 'Z' ? b | 0x20 : b; }

static bool is_letter(unsigned char b) { return lower(b) >= 'a' && lower(b) <= 'z'; }

static bool is_name_byte(unsigned char b)
{
	return is_letter(b) || (b >= '0' && b <= '9') || (b != 0 && strchr("-_.:+", b) != NULL);
}

static size_t skip_space(const unsigned char *p, size_t n, size_t i)
{
	while (i < n && is_space(p[i]))
		i++;
	return i;
}

/* Does p[i..n) begin with the word, in capitals or small letters? */
static bool begins(const unsigned char *p, size_t n, size_t i, const char *word)
{
	for (; *word != '\0'; word++, i++)
		if (i >= n || lower(p[i]) != (unsigned char)*word)
			return false;
	return true;
}

/* Is p[i..end) the word? */
static bool is_word(const unsigned char *p, size_t i, size_t end, const char *word)
{
	return end - i == strlen(word) && begins(p, end, i, word);
}

/* Behind the next `word` in p[i..n); n: there is none. */
static size_t behind(const unsigned char *p, size_t n, size_t i, const char *word)
{
	for (; i < n; i++)
		if (begins(p, n, i, word))
			return i + strlen(word);
	return n;
}

/* --- names ---------------------------------------------------------------------------------- */

/* The name that is p[from..to) but for white space around it. */
static bool take_name(const unsigned char *p, size_t from, size_t to, qw_declared *found)
{
	from = skip_space(p, to, from);
	while (to > from && is_space(p[to - 1]))
		to--;
	if (to - from < 2 || to - from > QW_DECLARED_NAME_MAX || strchr("-_.:+", p[from]) != NULL)
		return false;
	for (size_t i = from; i < to; i++)
		if (!is_name_byte(p[i]))
			return false;
	*found = (qw_declared){from, to - from};
	return true;
}

/* The name behind "charset=" in p[from..to), as in "text/html; charset=gbk". */
static bool take_parameter(const unsigned char *p, size_t from, size_t to, qw_declared *found)
{
	for (size_t i = from; (i = behind(p, to, i, "charset")) < to;) {
		i = skip_space(p, to, i);
		if (i >= to || p[i] != '=')
			continue;
		i = skip_space(p, to, i + 1);
		unsigned char quote = i < to && (p[i] == '"' || p[i] == '\'') ? p[i++] : 0;
		size_t end = i;
		while (end < to && (quote != 0 ? p[end] != quote : p[end] != ';' && !is_space(p[end])))
			end++;
		return take_name(p, i, end, found);
	}
	return false;
}

bool qw_declared_is_utf8(const unsigned char *p, const qw_declared *d)
{
	return is_word(p, d->at, d->at + d->length, "utf-8")
	    || is_word(p, d->at, d->at + d->length, "utf8");
}

/* --- tags ----------------------------------------------------------------------------------- */

typedef struct {
	size_t name, name_end, value, value_end;
} attribute;

/* The next attribute of the tag that p[*i..n) is in. False: the tag ends, at *i. */
static bool next_attribute(const unsigned char *p, size_t n, size_t *i, attribute *a)
{
	while (*i < n && (is_space(p[*i]) || p[*i] == '/'))
		++*i;
	if (*i >= n || p[*i] == '>')
		return false;
	a->name = (*i)++;
	while (*i < n && !is_space(p[*i]) && p[*i] != '/' && p[*i] != '>' && p[*i] != '=')
		++*i;
	a->name_end = a->value = a->value_end = *i;
	size_t equals = skip_space(p, n, *i);
	if (equals >= n || p[equals] != '=')
		return true;
	*i = skip_space(p, n, equals + 1);
	unsigned char quote = *i < n && (p[*i] == '"' || p[*i] == '\'') ? p[(*i)++] : 0;
	a->value = *i;
	while (*i < n && (quote != 0 ? p[*i] != quote : !is_space(p[*i]) && p[*i] != '>'))
		++*i;
	a->value_end = *i;
	*i += quote != 0 && *i < n;
	return true;
}

/* The attributes from *i on; *i is then behind the tag. Does it declare a charset? */
static bool read_meta(const unsigned char *p, size_t n, size_t *i, qw_declared *found)
{
	bool content_type = false, has_charset = false, has_content = false;
	qw_declared content = {0, 0};
	for (attribute a; next_attribute(p, n, i, &a);)
		if (is_word(p, a.name, a.name_end, "charset") && !has_charset)
			has_charset = take_name(p, a.value, a.value_end, found);
		else if (is_word(p, a.name, a.name_end, "http-equiv"))
			content_type = is_word(p, a.value, a.value_end, "content-type");
		else if (is_word(p, a.name, a.name_end, "content") && !has_content)
			has_content = take_parameter(p, a.value, a.value_end, &content);
	bool complete = *i < n;
	*i += complete;
	if (!has_charset && content_type && has_content)
		*found = content;
	return complete && (has_charset || (content_type && has_content));
}

static bool read_xml(const unsigned char *p, size_t n, size_t *i, qw_declared *found)
{
	bool has = false;
	for (attribute a; next_attribute(p, n, i, &a);)
		if (is_word(p, a.name, a.name_end, "encoding"))
			has = take_name(p, a.value, a.value_end, found);
	bool complete = *i < n;
	*i += complete;
	return complete && has;
}

/* Behind the tag that p[i..n) is in. */
static size_t skip_tag(const unsigned char *p, size_t n, size_t i)
{
	for (attribute a; next_attribute(p, n, &i, &a);)
		continue;
	return i + (i < n);
}

/* Behind the end of the element `name`, whose content is no markup. */
static size_t skip_element(const unsigned char *p, size_t n, size_t i, const char *name)
{
	while (i < n) {
		i = behind(p, n, i, "</");
		if (begins(p, n, i, name))
			return skip_tag(p, n, i + strlen(name));
	}
	return n;
}

/* Read the tag p[*i..n), `<` and a letter or `</`. True: it declares a charset. *i is then
 * behind the tag; n: the head ends here. */
static bool read_tag(const unsigned char *p, size_t n, size_t *i, qw_declared *found)
{
	static const char *const opaque[] = {"title", "script", "style", "noframes"};
	bool closes = p[*i + 1] == '/';
	size_t name = *i + 1 + closes, end = name;
	while (end < n && is_name_byte(p[end]))
		end++;
	bool body = is_word(p, name, end, "body") || is_word(p, name, end, "frameset");
	if (end == name || body || (closes && is_word(p, name, end, "head"))) {
		*i = n;
		return false;
	}
	*i = end;
	if (!closes && is_word(p, name, end, "meta"))
		return read_meta(p, n, i, found);
	*i = skip_tag(p, n, end);
	for (size_t k = 0; !closes && k < sizeof opaque / sizeof *opaque; k++)
		if (is_word(p, name, end, opaque[k]))
			*i = skip_element(p, n, *i, opaque[k]);
	return false;
}

/* --- documents ------------------------------------------------------------------------------ */

/* A style sheet begins with these bytes, or it declares nothing. */
static bool read_css(const unsigned char *p, size_t n, size_t i, qw_declared *found)
{
	static const char rule[] = "@charset \"";
	size_t name = i + strlen(rule), end = name;
	if (!begins(p, n, i, rule))
		return false;
	while (end < n && p[end] != '"')
		end++;
	return end + 1 < n && p[end + 1] == ';' && take_name(p, name, end, found);
}

bool qw_declared_next(const unsigned char *p, size_t n, size_t *from, qw_declared *found)
{
	size_t i = *from;
	bool has = false;
	if (i == 0) {
		i = begins(p, n, 0, "\xEF\xBB\xBF") ? 3 : 0;
		if (read_css(p, n, i, found)) {
			*from = n;
			return true;
		}
	}
	while (!has && (i = skip_space(p, n, i)) < n) {
		if (p[i] != '<' || i + 1 >= n)
			i = n;
		else if (begins(p, n, i, "<!--"))
			i = behind(p, n, i + 2, "-->");
		else if (begins(p, n, i, "<?xml") && i + 5 < n && is_space(p[i + 5])) {
			i += 5;
			has = read_xml(p, n, &i, found);
		} else if (p[i + 1] == '!' || p[i + 1] == '?')
			i = behind(p, n, i, ">");
		else
			has = read_tag(p, n, &i, found);
	}
	*from = i;
	return has;
}
