/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/uri.h"

#include "cli/memory.h"

#include <string.h>

bool cli_uri_is_absolute(const char *path)
{
	return path[0] == '/';
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
	    || (c != '\0' && strchr("-._~/", c) != NULL);
}

char *cli_uri(const char *path)
{
	static const char digits[] = "0123456789ABCDEF", scheme[] = "file://";
	while (path[0] == '.' && path[1] == '/')
		for (path += 2; *path == '/'; path++)
			;
	size_t n = cli_uri_is_absolute(path) ? sizeof scheme - 1 : 0;
	char *uri = cli_resize(NULL, n + 3 * strlen(path) + 1, 1), *p = uri + n;
	memcpy(uri, scheme, n);
	for (; *path != '\0'; path++) {
		unsigned char byte = (unsigned char)*path;
		if (is_plain(*path)) {
			*p++ = *path;
			continue;
		}
		*p++ = '%';
		*p++ = digits[byte >> 4];
		*p++ = digits[byte & 15];
	}
	*p = '\0';
	return uri;
}
