/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/select.h"

#include "batch/glob.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1024 * 1024 };

struct batch_rule {
	const char *pattern;
	bool in;                    /* !pattern */
	bool folder;                /* pattern/ */
	bool anchored;              /* matches the path; otherwise the name in any folder */
};

bool batch_rules_add(struct batch_rules *r, char *pattern)
{
	struct batch_rule rule = {.in = pattern[0] == '!'};
	pattern += rule.in;
	size_t length = strlen(pattern);
	if (length > 1 && pattern[length - 1] == '/') {
		pattern[length - 1] = '\0';
		rule.folder = true;
	}
	rule.anchored = strchr(pattern, '/') != NULL;
	rule.pattern = pattern + (pattern[0] == '/');
	if (r->count == r->capacity) {
		size_t capacity = r->capacity * 2 + 8;
		struct batch_rule *moved = realloc(r->rule, capacity * sizeof *moved);
		if (moved == NULL)
			return false;
		r->rule = moved;
		r->capacity = capacity;
	}
	r->rule[r->count++] = rule;
	return true;
}

/* Blanks at the end don't count, unless a backslash stands before. */
static void trim(char *line)
{
	size_t n = strlen(line);
	while (n > 0 && line[n - 1] == ' ' && (n < 2 || line[n - 2] != '\\'))
		line[--n] = '\0';
}

static bool add_lines(struct batch_rules *r)
{
	for (char *line = r->text, *end; *line != '\0'; line = end) {
		end = line + strcspn(line, "\n");
		if (*end == '\n')
			*end++ = '\0';
		trim(line);
		if (line[0] != '\0' && line[0] != '#' && !batch_rules_add(r, line))
			return false;
	}
	return true;
}

static int read_text(struct batch_rules *r, int fd)
{
	struct stat st;
	size_t used = 0;
	if (fstat(fd, &st) != 0)
		return errno;
	if (!S_ISREG(st.st_mode) || st.st_size > FILE_MAX)
		return S_ISREG(st.st_mode) ? EFBIG : EINVAL;
	r->text = malloc((size_t)st.st_size + 1);
	if (r->text == NULL)
		return ENOMEM;
	while (used < (size_t)st.st_size) {
		ssize_t n = read(fd, r->text + used, (size_t)st.st_size - used);
		if (n < 0 && errno != EINTR)
			return errno;
		if (n == 0)
			break;
		used += n > 0 ? (size_t)n : 0;
	}
	r->text[used] = '\0';
	return 0;
}

int batch_rules_read(struct batch_rules *r, int folder)
{
	*r = (struct batch_rules){.rule = NULL};
	int fd = openat(folder, BATCH_IGNORE_FILE,
	                O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	int error = read_text(r, fd);
	close(fd);
	if (error == 0 && !add_lines(r))
		error = ENOMEM;
	return error;
}

void batch_rules_free(struct batch_rules *r)
{
	free(r->rule);
	free(r->text);
	*r = (struct batch_rules){.rule = NULL};
}

enum batch_pick batch_rules_pick(const struct batch_rules *r, const char *path, bool folder)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	for (size_t i = r->count; i > 0; i--) {
		const struct batch_rule *rule = &r->rule[i - 1];
		if ((folder || !rule->folder) && batch_glob(rule->pattern, rule->anchored ? path : name))
			return rule->in ? BATCH_IN : BATCH_OUT;
	}
	return BATCH_NO_RULE;
}
