/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/options_wrong.h"

#include "cli/i18n.h"
#include "cli/message.h"

#include <string.h>

/* What contradicts itself; NULL: nothing. A suffix is the end of a name in the same
 * folder. */
static const char *wrong_tree(const struct cli_options *options, unsigned mask)
{
	if (options->files_from != NULL && options->count > 0)
		return _("--files-from and a PATH contradict each other");
	if (mask == CLI_REPAIR && options->files_from != NULL && !options->in_place && !options->dry_run
	    && options->output == NULL)
		return _("--files-from needs --output or --in-place");
	if (options->update_baseline && options->baseline == NULL)
		return _("--update-baseline needs --baseline");
	if (mask == CLI_CHECK && options->output != NULL && options->quiet)
		return _("--quiet and --output contradict each other");
	if (options->output != NULL && options->baseline != NULL
	    && strcmp(options->output, options->baseline) == 0)
		return _("--output and --baseline name the same file");
	if (options->config != NULL && options->no_config)
		return _("--config and --no-config contradict each other");
	if (options->dry_run && options->count == 0 && options->files_from == NULL)
		return _("--dry-run needs a PATH");
	if (options->resume && options->journal == NULL)
		return _("--resume needs --journal");
	if (options->journal != NULL && !options->in_place)
		return _("--journal needs --in-place: a mirror is undone by removing it");
	if (options->journal != NULL && options->dry_run)
		return _("--journal and --dry-run contradict each other");
	if (options->journal != NULL && options->report != NULL
	    && strcmp(options->journal, options->report) == 0)
		return _("--journal and --report name the same file");
	if (!options->in_place)
		return NULL;
	if (options->output != NULL)
		return _("--in-place and --output contradict each other");
	if (options->suffix != NULL && (options->suffix[0] == '\0' || strchr(options->suffix, '/')))
		return _("the suffix of --in-place is empty or has a slash");
	if (options->count == 0 && options->files_from == NULL)
		return _("--in-place needs a PATH");
	return NULL;
}

/* The same of how it is written, and what is printed. */
static const char *wrong_form(const struct cli_options *options, unsigned mask)
{
	if (options->unmappable != CLI_UNMAPPABLE_ERROR && options->to == NULL)
		return _("--unmappable needs --to");
	if (options->diff && options->to != NULL)
		return _("--diff and --to contradict each other: people read UTF-8");
	if (options->color != CLI_COLOR_AUTO && !options->diff)
		return _("--color needs --diff");
	if (options->diff && options->sample > 0)
		return _("--diff and --sample contradict each other");
	if (mask == CLI_REPAIR && options->seeded && options->sample == 0)
		return _("--seed needs --sample");
	return NULL;
}

/* Would what --annotate writes take the place of what --unit reads? */
static bool annotates_text(const struct cli_options *options)
{
	const struct cli_paths *paths = &options->paths;
	size_t n = options->annotate != NULL ? strlen(options->annotate) : 0;
	for (size_t i = 0; i < paths->count && options->annotate != NULL; i++) {
		const struct cli_path *path = &paths->path[i];
		if (path->column == 0 && path->steps > 0 && path->step[0].kind == CLI_STEP_NAME
		    && path->step[0].length == n
		    && memcmp(path->step[0].name, options->annotate, n) == 0)
			return true;
	}
	return false;
}

/* Records that are set apart must be somewhere before the file that they were in is gone. */
static const char *wrong_records(const struct cli_options *options, unsigned mask)
{
	bool records = options->paths.format != CLI_NO_RECORDS, drops = options->drop_lost >= 0;
	if (records && mask == CLI_DAMAGE)
		return _("--unit: documents of damage are file, line or nul");
	if (!records && (options->annotate != NULL || drops))
		return _("--annotate and --drop-lost need records: --unit=jsonl:FIELD");
	if (drops != (options->dropped != NULL))
		return _("--drop-lost and --dropped need each other");
	if (drops && options->in_place && options->suffix == NULL && options->journal == NULL)
		return _("--drop-lost needs --in-place=SUFFIX, --journal or --output");
	if (drops && options->diff)
		return _("--drop-lost and --diff contradict each other");
	if (annotates_text(options))
		return _("--annotate names a field of --unit, and would replace its text");
	if (options->annotate != NULL)
		for (const char *p = options->annotate; *p != '\0'; p++)
			if ((unsigned char)*p < 0x20)
				return _("the name of --annotate has a control character");
	return options->annotate != NULL && options->annotate[0] == '\0'
	     ? _("the name of --annotate is empty") : NULL;
}

/* Two options that write to one file. */
static bool same_file(const char *one, const char *other, const char *option,
                      const char *other_option)
{
	if (one == NULL || other == NULL || strcmp(one, other) != 0)
		return false;
	cli_message(NULL, CLI_NO_BYTE, NULL, _("--%s and --%s name the same file"), option,
	            other_option);
	return true;
}

bool cli_contradiction(const struct cli_options *options, unsigned mask)
{
	const char *what = wrong_tree(options, mask);
	if (what == NULL)
		what = wrong_form(options, mask);
	if (what == NULL)
		what = wrong_records(options, mask);
	if (what != NULL) {
		cli_message(NULL, CLI_NO_BYTE, NULL, "%s", what);
		return true;
	}
	return same_file(options->output, options->report, "output",
	                 mask == CLI_DAMAGE ? "record" : "report")
	    || same_file(options->output, options->dropped, "output", "dropped")
	    || same_file(options->report, options->dropped, "report", "dropped");
}
