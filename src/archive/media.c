/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/media.h"

#include <string.h>
#include <strings.h>

static bool ends_with(const struct arc_value *v, const char *end)
{
	size_t n = strlen(end);
	return v->n >= n && strncasecmp(v->p + v->n - n, end, n) == 0;
}

bool arc_media_is_text(const struct arc_value *type)
{
	static const char *const texts[] = {
		"application/xhtml+xml", "application/xml", "application/json", "application/javascript",
		"application/x-javascript", "application/ecmascript",
	};
	struct arc_value name = {.p = type->p, .n = 0};
	while (name.n < type->n && strchr("; \t\r\n", type->p[name.n]) == NULL)
		name.n++;
	if (name.n == 0 || (name.n > 5 && strncasecmp(name.p, "text/", 5) == 0))
		return true;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (arc_value_is(&name, texts[i]))
			return true;
	return ends_with(&name, "+xml") || ends_with(&name, "+json");
}

static bool is_of_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
	    || c == '-' || c == '_' || c == '.' || c == ':';
}

static bool is_charset(const struct arc_value *type, size_t at)
{
	return type->n - at > 8 && strncasecmp(type->p + at, "charset", 7) == 0;
}

bool arc_media_charset(const struct arc_value *type, struct arc_value *charset)
{
	for (size_t i = 0; i < type->n; i++) {
		if ((i > 0 && is_of_name(type->p[i - 1])) || !is_charset(type, i))
			continue;
		for (i += 7; i < type->n && strchr(" \t=\"'", type->p[i]) != NULL && type->p[i] != '\0';)
			i++;
		size_t begin = i;
		while (i < type->n && is_of_name(type->p[i]))
			i++;
		*charset = (struct arc_value){.p = type->p + begin, .n = i - begin};
		return charset->n > 0 && charset->n < ARC_CHARSET;
	}
	*charset = (struct arc_value){.p = "", .n = 0};
	return false;
}
