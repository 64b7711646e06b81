/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/glob.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { NO_CHARACTER = 0x110000 }; /* and above: bytes that are no UTF-8 */

/* The character at p[0], and behind it. */
static uint32_t next(const char **p)
{
	const unsigned char *s = (const unsigned char *)*p;
	size_t length = s[0] < 0xC2 || s[0] > 0xF4 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	uint32_t c = length == 1 ? s[0] : s[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xC0) != 0x80) {
			length = 1;
			c = s[0];
			break;
		}
		c = c << 6 | (s[i] & 0x3Fu);
	}
	*p += length;
	return length == 1 && c >= 0x80 ? NO_CHARACTER + c : c;
}

/* Is c in the set behind "["? *end gets what stands behind it; NULL: it has no "]". */
static bool in_set(const char *set, uint32_t c, const char **end)
{
	bool negated = *set == '!' || *set == '^', found = false;
	set += negated;
	for (const char *first = set; *set != ']' || set == first;) {
		if (*set == '\0' || *set == '/') {
			*end = NULL;
			return false;
		}
		set += *set == '\\' && set[1] != '\0';
		uint32_t from = next(&set), to = from;
		if (set[0] == '-' && set[1] != ']' && set[1] != '\0') {
			set++;
			to = next(&set);
		}
		found |= from <= c && c <= to;
	}
	*end = set + 1;
	return found != negated;
}

/* Match one character of the path, which is no slash, but by `*`. NULL: it does not match;
 * otherwise what of the pattern is left. */
static const char *match_one(const char *pattern, uint32_t c)
{
	const char *end;
	if (*pattern == '\0' || *pattern == '/')
		return NULL;
	if (*pattern == '?')
		return pattern + 1;
	if (*pattern == '[') {
		bool found = in_set(pattern + 1, c, &end);
		if (end != NULL)
			return found ? end : NULL;
	}
	if (*pattern == '\\' && pattern[1] != '\0')
		pattern++;
	return next(&pattern) == c ? pattern : NULL;
}

/* One name against one part of the pattern. Of several stars only the last is tried anew:
 * what was before it matched already. */
static bool match_name(const char *pattern, const char *name)
{
	const char *star = NULL, *tried = NULL;
	while (*name != '\0' && *name != '/') {
		if (*pattern == '*') {
			star = ++pattern;
			tried = name;
			continue;
		}
		const char *after = name;
		const char *left = match_one(pattern, next(&after));
		if (left != NULL) {
			pattern = left;
			name = after;
		} else if (star != NULL) {
			pattern = star;
			next(&tried);
			name = tried;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0' || *pattern == '/';
}

static bool is_any_folders(const char *pattern)
{
	return strncmp(pattern, "**", 2) == 0 && (pattern[2] == '/' || pattern[2] == '\0');
}

/* Behind the slash that ends this part; at the end: the end. */
static const char *skip_part(const char *p)
{
	p += strcspn(p, "/");
	return p + (*p == '/');
}

/* The same with parts: only the last ** is tried anew. */
bool batch_glob(const char *pattern, const char *path)
{
	const char *folders = NULL, *tried = NULL;
	while (*path != '\0') {
		if (is_any_folders(pattern)) {
			if (pattern[2] == '\0')
				return true;
			folders = pattern += 3;
			tried = path;
		} else if (*pattern != '\0' && match_name(pattern, path)) {
			pattern = skip_part(pattern);
			path = skip_part(path);
		} else if (folders != NULL) {
			pattern = folders;
			path = tried = skip_part(tried);
		} else {
			return false;
		}
	}
	return *pattern == '\0';
}
