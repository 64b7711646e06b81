/* SPDX-License-Identifier: Apache-2.0 */
/* .qingwen.conf is an INI file, read by inih. That cuts off long lines and names without a
 * word, so these are refused here. */
#include "config.h"
#include "cli/settings.h"

#include "cli/allow.h"
#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

enum { SECTION_MAX = 49 }; /* bytes that inih keeps of it */

struct reading {
	struct cli_settings *config;
	FILE *in;
	int line;                   /* that is read */
	const char *wrong;          /* what is, in line `wrong_line`; NULL: nothing yet */
	int wrong_line;
};

static int refuse(struct reading *r, const char *what)
{
	if (r->wrong == NULL) {
		r->wrong = what;
		r->wrong_line = r->line;
	}
	return 0;
}

/* As fgets(). */
static char *next_line(char *line, int size, void *ctx)
{
	struct reading *r = ctx;
	if (r->wrong != NULL || fgets(line, size, r->in) == NULL)
		return NULL;
	r->line++;
	size_t n = strlen(line);
	if ((n == (size_t)size - 1 && line[n - 1] != '\n') || (n == 0 && !feof(r->in))) {
		refuse(r, n == 0 ? _("it has a NUL") : _("the line is too long"));
		line[0] = '\0';
	}
	return line;
}

static bool add_section(struct cli_settings *c, const char *glob)
{
	struct cli_settings_section section = {.glob = cli_copy(glob, strlen(glob)),
	                                     .pattern = cli_copy(glob, strlen(glob))};
	c->section = cli_resize(c->section, c->sections + 1, sizeof *c->section);
	bool added = glob[0] == '\0' || batch_rules_add(&section.match, section.pattern);
	c->section[c->sections++] = section;
	return added;
}

/* An encoding that nobody knows would be found out too late, by a thread. */
static bool is_encoding(const char *name)
{
	qw_options options;
	qw_error error = {.status = QW_OK};
	qw_options_init(&options);
	options.from = name;
	qw_session *session = qw_session_new(&options, NULL, NULL, &error);
	qw_session_free(session);
	return error.status != QW_E_ENCODING;
}

static int set_text(char **where, const char *value)
{
	free(*where);
	*where = cli_copy(value, strlen(value));
	return 1;
}

/* Words between blanks and commas. */
static int add_allowed(struct reading *r, struct cli_words *words, const char *value)
{
	for (;;) {
		value += strspn(value, " \t,");
		size_t n = strcspn(value, " \t,");
		if (n == 0)
			return 1;
		char *word = cli_copy(value, n);
		bool known = cli_allow_is_known(word);
		if (known)
			cli_words_add(words, word);
		free(word);
		if (!known)
			return refuse(r, _("allow: there is no such rule"));
		value += n;
	}
}

/* What an option of the command line would say, by its own rules. */
static int set_option(struct reading *r, const char *name, const char *value)
{
	struct cli_settings *c = r->config;
	bool *said = strcmp(name, "unit") == 0           ? &c->unit
	           : strcmp(name, "entities") == 0       ? &c->entities
	           : strcmp(name, "min-confidence") == 0 ? &c->min_confidence
	           : strcmp(name, "max-lost") == 0       ? &c->max_lost
	           : strcmp(name, "max-share") == 0      ? &c->max_share
	                                                 : NULL;
	if (said == NULL)
		return refuse(r, _("unknown key"));
	if (!cli_option_set(&c->said, CLI_CHECK, name, value))
		return refuse(r, _("unknown value"));
	*said = true;
	return 1;
}

static int set_for_all(struct reading *r, const char *name, const char *value)
{
	struct cli_settings *c = r->config;
	if (strcmp(name, "include") == 0)
		cli_words_add(&c->include, value);
	else if (strcmp(name, "exclude") == 0)
		cli_words_add(&c->exclude, value);
	else
		return set_option(r, name, value);
	return 1;
}

static int on_key(void *ctx, const char *section, const char *name, const char *value)
{
	struct reading *r = ctx;
	struct cli_settings *c = r->config;
	if (r->wrong != NULL)
		return 0;
	if (strlen(section) >= SECTION_MAX)
		return refuse(r, _("the glob is too long"));
	if (strcmp(section, c->section[c->sections - 1].glob) != 0 && !add_section(c, section))
		return refuse(r, _("not enough memory"));
	struct cli_settings_section *s = &c->section[c->sections - 1];
	if (value[0] == '\0')
		return refuse(r, _("the value is missing"));
	if (strcmp(name, "allow") == 0)
		return add_allowed(r, &s->allow, value);
	if (strcmp(name, "hint") == 0)
		return set_text(&s->hint, value);
	if (strcmp(name, "from") == 0)
		return is_encoding(value) ? set_text(&s->from, value)
		                          : refuse(r, _("unknown encoding"));
	if (s->glob[0] != '\0')
		return refuse(r, _("unknown key, or none of a section: it may have allow, from, hint"));
	return set_for_all(r, name, value);
}

bool cli_settings_read(struct cli_settings *c, FILE *in)
{
	struct reading r = {.config = c, .in = in};
	if (!add_section(c, ""))
		return false;
	int line = ini_parse_stream(next_line, &r, on_key, &r);
	if (r.wrong == NULL && line != 0) {
		r.wrong = line > 0 ? _("neither KEY = VALUE nor [GLOB]") : _("not enough memory");
		r.wrong_line = line;
	}
	if (r.wrong == NULL)
		return true;
	cli_message(c->name, CLI_NO_BYTE, NULL, _("line %d: %s"), r.wrong_line, r.wrong);
	return false;
}
