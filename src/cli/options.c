/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/options.h"

#include "cli/allow.h"
#include "cli/i18n.h"
#include "cli/kinds.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/options_wrong.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Above all letters, so that getopt_long() can return either. */
enum {
	ID_BASE = 256,
#define GROUP(heading)
#define OPTION(name, letter, long_name, argument, commands, help) ID_##name,
#include "cli/options.def"
#undef OPTION
#undef GROUP
};

enum {
	REPAIR = CLI_REPAIR,
	DETECT = CLI_DETECT,
	CHECK = CLI_CHECK,
	EXPLAIN = CLI_EXPLAIN,
	DAMAGE = CLI_DAMAGE,
	UNDO = CLI_UNDO,
	COMMON = CLI_COMMON,
};

enum { READINGS_SHOWN = 5, THREADS_MAX = 256, SAMPLE_MAX = 100000 };

const struct cli_option cli_option_table[] = {
#define GROUP(heading) {ID_BASE, 0, NULL, NULL, 0, heading},
#define OPTION(name, letter, long_name, argument, commands, help) \
	{ID_##name, letter, long_name, argument, commands, help},
#include "cli/options.def"
#undef OPTION
#undef GROUP
};
const size_t cli_option_count = sizeof cli_option_table / sizeof cli_option_table[0];

enum { OPTION_MAX = sizeof cli_option_table / sizeof cli_option_table[0] };

/* The words of an argument are in the order of these enums. */
_Static_assert(QW_SCRIPT_HANS == 0 && QW_SCRIPT_KEEP == 1, "hans|keep");
_Static_assert(QW_VARIANT_AUTO == 0 && QW_VARIANT_TW == 1 && QW_VARIANT_HK == 2, "auto|tw|hk");
_Static_assert(QW_PUNCT_KEEP == 0 && QW_PUNCT_FULLWIDTH == 1, "keep|fullwidth");
_Static_assert(QW_CLEAN_YES == 1 && QW_CLEAN_NO == 2, "default, yes|no");
_Static_assert(QW_DECLARE_KEEP == 0 && QW_DECLARE_REWRITE == 1, "keep|rewrite");
_Static_assert(QW_UNIT_FILE == 0 && QW_UNIT_LINE == 1 && QW_UNIT_NUL == 2, "file|line|nul");
_Static_assert(QW_INVALID_PASS == 0 && QW_INVALID_REPLACE == 1 && QW_INVALID_STOP == 2,
               "pass|replace|stop");
_Static_assert(QW_ENTITIES_NUMERIC == 0 && QW_ENTITIES_KEEP == 1 && QW_ENTITIES_NAMED == 2,
               "numeric|keep|named");
_Static_assert(CLI_UNMAPPABLE_ERROR == 0 && CLI_UNMAPPABLE_ENTITY == 1
               && CLI_UNMAPPABLE_REPLACE == 2, "error|entity|replace");
_Static_assert(CLI_COLOR_AUTO == 0 && CLI_COLOR_ALWAYS == 1 && CLI_COLOR_NEVER == 2,
               "auto|always|never");
_Static_assert(CLI_BOM_KEEP == 0 && CLI_BOM_YES == 1 && CLI_BOM_NO == 2, "keep|yes|no");

/* What getopt_long() wants, for one command: ":" first to tell a missing
 * argument from an unknown option. */
struct tables {
	struct option longs[OPTION_MAX + 1];
	char shorts[3 * OPTION_MAX + 2];
};

static void make_tables(unsigned mask, struct tables *t)
{
	struct option *l = t->longs;
	char *s = t->shorts;
	*s++ = ':';
	for (size_t i = 0; i < OPTION_MAX; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if ((o->commands & mask) == 0)
			continue;
		int has = o->argument == NULL       ? no_argument
		        : o->argument[0] == '['     ? optional_argument
		                                    : required_argument;
		*l++ = (struct option){o->name, has, NULL, o->id};
		if (o->letter == 0)
			continue;
		*s++ = o->letter;
		for (int n = 0; n < has; n++) /* their numbers are 0, 1, 2 */
			*s++ = ':';
	}
	*l = (struct option){NULL, 0, NULL, 0};
	*s = '\0';
}

static const struct cli_option *find(unsigned mask, int returned)
{
	for (size_t i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if ((o->commands & mask) != 0 && (o->id == returned || o->letter == returned))
			return o;
	}
	return NULL;
}

/* The place of `value` among the words of a "one|two|three", -1: not there. */
static int word_index(const char *words, const char *value)
{
	size_t length = strlen(value);
	for (int i = 0;; i++) {
		size_t n = strcspn(words, "|");
		if (n == length && memcmp(words, value, n) == 0)
			return i;
		if (words[n] == '\0')
			return -1;
		words += n + 1;
	}
}

/* Decimal digits only: strtoull() would take blanks and signs. */
static bool read_number(const struct cli_option *o, const char *value, uint64_t least,
                        uint64_t most, uint64_t *number)
{
	const char *s = value;
	*number = 0;
	for (; *s >= '0' && *s <= '9'; s++) {
		unsigned digit = (unsigned)(*s - '0');
		if (*number > (most - digit) / 10)
			break;
		*number = *number * 10 + digit;
	}
	if (s > value && *s == '\0' && *number >= least)
		return true;
	cli_message(NULL, CLI_NO_BYTE, NULL, _("--%s=%s: not a number from %" PRIu64 " to %" PRIu64),
	            o->name, value, least, most);
	return false;
}

/* A number of bytes, of KiB (K), MiB (M), GiB (G) or TiB (T). */
static bool read_size(const struct cli_option *o, const char *value, uint64_t *size)
{
	static const char units[] = "KMGT";
	size_t digits = strspn(value, "0123456789");
	const char *unit = value[digits] != '\0' ? strchr(units, value[digits]) : NULL;
	unsigned shift = unit != NULL ? 10 * (unsigned)(unit - units + 1) : 0;
	bool good = digits > 0 && digits < 20 && value[digits + (unit != NULL)] == '\0';
	*size = 0;
	for (size_t i = 0; i < digits && good; i++)
		*size = *size * 10 + (uint64_t)(value[i] - '0');
	if (good && *size > 0 && *size <= UINT64_MAX >> shift) {
		*size <<= shift;
		return true;
	}
	cli_message(NULL, CLI_NO_BYTE, _("like 500M or 2G"), _("--%s=%s: not a size"), o->name,
	            value);
	return false;
}

/* 0 to `most` in decimal: strtod() would ask the locale what a decimal point is. */
static bool read_share(const struct cli_option *o, const char *value, unsigned most, double *share)
{
	const char *s = value;
	double unit = 1;
	size_t digits = 0;
	*share = 0;
	for (; *s >= '0' && *s <= '9' && *share <= most; s++, digits++)
		*share = *share * 10 + (*s - '0');
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++, digits++)
			*share += (unit /= 10) * (*s - '0');
	if (digits > 0 && *s == '\0' && *share <= most)
		return true;
	cli_message(NULL, CLI_NO_BYTE, NULL, _("--%s=%s: not a number from 0 to %u"), o->name, value,
	            most);
	return false;
}

/* A kind of document, or where the text of a record is. */
static bool read_unit(struct cli_options *options, const struct cli_option *o, const char *value)
{
	const char *why;
	int word = word_index("file|line|nul", value);
	cli_paths_free(&options->paths);
	options->library.unit = word < 0 ? QW_UNIT_FILE : (qw_unit)word;
	if (word >= 0 || cli_paths_read(&options->paths, value, &why))
		return true;
	if (options->paths.format == CLI_NO_RECORDS)
		cli_message(NULL, CLI_NO_BYTE, NULL, _("--%s=%s: unknown value, not one of %s"),
		            o->name, value, o->argument);
	else
		cli_message(NULL, CLI_NO_BYTE, NULL, "--unit=%s: %s", value, why);
	return false;
}

/* What else is said, how fast and where to makes no other text. */
static void remember(struct cli_options *options, const struct cli_option *o, const char *value)
{
	switch (o->id) {
	case ID_JOBS:
	case ID_COMPRESS:
	case ID_DROPPED:
	case ID_OUTPUT:
	case ID_QUARANTINE:
	case ID_SAMPLE:
	case ID_DRAW:
	case ID_COLOR:
	case ID_REPORT:
	case ID_JOURNAL:
	case ID_RESUME:
	case ID_EXPLAIN:
	case ID_VERBOSE:
	case ID_QUIET:
		return;
	default:
		break;
	}
	size_t length = strlen(o->name), n = value != NULL ? strlen(value) + 1 : 0;
	char *text = cli_resize(NULL, length + n + 1, 1);
	memcpy(text, o->name, length + 1);
	if (value != NULL) {
		text[length] = '=';
		memcpy(text + length + 1, value, n);
	}
	cli_words_add(&options->given, text);
	free(text);
}

void cli_options_free(struct cli_options *options)
{
	cli_words_free(&options->include);
	cli_words_free(&options->exclude);
	cli_words_free(&options->given);
	cli_words_free(&options->allow);
	free(options->only);
	free(options->skip);
	cli_paths_free(&options->paths);
}

static bool allow(struct cli_options *options, const char *value)
{
	bool known = cli_allow_is_known(value);
	if (known)
		cli_words_add(&options->allow, value);
	else
		cli_message(NULL, CLI_NO_BYTE, _("the manual lists them"),
		            _("--allow=%s: there is no such rule"), value);
	return known;
}

static bool set(struct cli_options *options, const struct cli_option *o, const char *value)
{
	int word = 0;
	if (o->id != ID_UNIT && o->argument != NULL && strchr(o->argument, '|') != NULL) {
		word = word_index(o->argument, value);
		if (word < 0) {
			cli_message(NULL, CLI_NO_BYTE, NULL,
			            _("--%s=%s: unknown value, not one of %s"), o->name, value,
			            o->argument);
			return false;
		}
	}
	switch (o->id) {
	case ID_SCRIPT: options->library.script = (qw_script)word; break;
	case ID_VARIANT: options->library.variant = (qw_variant)word; break;
	case ID_PUNCT: options->library.punct = (qw_punct)word; break;
	case ID_CLEAN: options->library.clean = (qw_clean)(word + 1); break;
	case ID_DECLARE: options->library.declare = (qw_declare)word; break;
	case ID_UNIT: return read_unit(options, o, value);
	case ID_ANNOTATE: options->annotate = value; break;
	case ID_DROP_LOST: return read_share(o, value, 1, &options->drop_lost);
	case ID_DROPPED: options->dropped = value; break;
	case ID_INVALID: options->library.invalid = (qw_invalid)word; break;
	case ID_ENTITIES: options->library.entities = (qw_entities)word; break;
	case ID_FORMAT: options->json = word != 0; break;
	case ID_CHECK_FORMAT: options->format = (unsigned)word; break;
	case ID_MIN_CONFIDENCE: return read_share(o, value, 1, &options->library.min_confidence);
	case ID_MARK_GUESSED: options->library.mark_guessed = 1; break;
	case ID_FROM: options->library.from = value; break;
	case ID_HINT: options->library.hint = value; break;
	case ID_ONLY:
		return cli_kinds_add(&options->only, "only", value)
		    && (options->library.only = options->only) != NULL;
	case ID_SKIP:
		return cli_kinds_add(&options->skip, "skip", value)
		    && (options->library.skip = options->skip) != NULL;
	case ID_TO: options->to = options->library.to = value; break;
	case ID_UNMAPPABLE: options->unmappable = (enum cli_unmappable)word; break;
	case ID_COLOR: options->color = (enum cli_color)word; break;
	case ID_BOM: options->bom = (enum cli_bom)word; break;
	case ID_RECORD:
	case ID_REPORT: options->report = value; break;
	case ID_SAMPLE:
		options->dry_run = true;
		return read_number(o, value, 1, SAMPLE_MAX, &options->sample);
	case ID_DRAW:
	case ID_SEED:
		options->seeded = true;
		return read_number(o, value, 0, UINT64_MAX, &options->seed);
	case ID_SHARE: return read_number(o, value, 0, 100, &options->share);
	case ID_MOST: return read_number(o, value, 1, CLI_READINGS, &options->most);
	case ID_LOSSY: options->lossy = true; break;
	case ID_ALLOW: return allow(options, value);
	case ID_MAX_LOST:
		options->has_max_lost = true;
		return read_number(o, value, 0, UINT64_MAX, &options->max_lost);
	case ID_MAX_SHARE:
		options->has_max_share = true;
		return read_share(o, value, 100, &options->max_share);
	case ID_BASELINE: options->baseline = value; break;
	case ID_UPDATE_BASELINE: options->update_baseline = true; break;
	case ID_CONFIG: options->config = value; break;
	case ID_NO_CONFIG: options->no_config = true; break;
	case ID_NO_IGNORE: options->no_ignore = true; break;
	case ID_OUTPUT: options->output = value; break;
	case ID_IN_PLACE:
		options->in_place = true;
		options->suffix = value;
		break;
	case ID_DIFF:
		options->diff = options->dry_run = true;
		options->library.mark_guessed = 1; /* nothing but people will see it */
		break;
	case ID_QUARANTINE: options->quarantine = value; break;
	case ID_DRY_RUN: options->dry_run = true; break;
	case ID_JOURNAL: options->journal = value; break;
	case ID_RESUME: options->resume = true; break;
	case ID_INCLUDE: cli_words_add(&options->include, value); break;
	case ID_EXCLUDE: cli_words_add(&options->exclude, value); break;
	case ID_FILES_FROM: options->files_from = value; break;
	case ID_NULL: options->null = true; break;
	case ID_FOLLOW: options->follow = true; break;
	case ID_ARCHIVE: options->no_archive = word != 0; break;
	case ID_COMPRESS: options->compress = (enum cli_compress)word; break;
	case ID_MAX_OUTPUT: return read_size(o, value, &options->max_output);
	case ID_JOBS: return read_number(o, value, 1, THREADS_MAX, &options->jobs);
	case ID_VERBOSE: options->verbose = true; break;
	case ID_STRICT: options->strict = true; break;
	case ID_EXPLAIN: options->explain = true; break;
	case ID_ENCODINGS:
	case ID_LIST: options->list = true; break;
	default: options->quiet = true; break;
	}
	return true;
}

bool cli_option_set(struct cli_options *options, unsigned command, const char *name,
                    const char *value)
{
	for (size_t i = 0; i < cli_option_count; i++) {
		const struct cli_option *o = &cli_option_table[i];
		if ((o->commands & command) != 0 && strcmp(o->name, name) == 0)
			return set(options, o, value);
	}
	return false;
}

bool cli_option_is_given(const struct cli_options *options, const char *name)
{
	size_t n = strlen(name);
	for (size_t i = 0; i < options->given.count; i++)
		if (strncmp(options->given.word[i], name, n) == 0 && options->given.word[i][n] == '=')
			return true;
	return false;
}

/* getopt_long() returned '?' or ':'. */
static enum cli_parsed complain(int returned, char **argv)
{
	char letter[] = {'-', (char)optopt, '\0'};
	bool is_long = optopt == 0 || optopt > ID_BASE;
	const char *name = is_long ? argv[optind - 1] : letter;
	const char *what = returned == ':'               ? _("its value is missing")
	                 : is_long && optopt > ID_BASE    ? _("takes no value")
	                                                  : _("unknown option");
	cli_message(NULL, CLI_NO_BYTE, NULL, _("%s: %s"), name, what);
	return CLI_WRONG;
}

enum cli_parsed cli_parse(const struct cli_command *command, int argc, char **argv,
                          struct cli_options *options)
{
	struct tables tables = {.shorts = ""};
	make_tables(command->mask, &tables);
	*options = (struct cli_options){.share = 100, .most = READINGS_SHOWN, .drop_lost = -1};
	qw_options_init(&options->library);
	opterr = 0;
	for (;;) {
		optopt = 0;
		int returned = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
		if (returned == -1)
			break;
		const struct cli_option *o = find(command->mask, returned);
		if (o == NULL)
			return complain(returned, argv);
		if (o->id == ID_HELP)
			return CLI_SHOW_HELP;
		if (o->id == ID_LONG_HELP)
			return CLI_SHOW_LONG_HELP;
		if (o->id == ID_VERSION)
			return CLI_SHOW_VERSION;
		if (!set(options, o, optarg))
			return CLI_WRONG;
		remember(options, o, optarg);
	}
	options->files = argv + optind;
	options->count = (size_t)(argc - optind);
	return cli_contradiction(options, command->mask) ? CLI_WRONG : CLI_RUN;
}
