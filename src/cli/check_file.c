/* SPDX-License-Identifier: Apache-2.0 */
/* One file of a check: which of its findings are told. */
#include "config.h"
#include "cli/check.h"

#include "cli/allow.h"
#include "cli/memory.h"

#include <stdlib.h>
#include <string.h>

struct file {
	const struct cli_check *check;
	struct cli_sheet sheet;
	struct cli_summary found;
	struct cli_file_settings config;
	struct cli_ignores ignores;
	struct cli_occurrences seen;
	char *known_as;             /* in the baseline; NULL: there is none */
	uint64_t documents, lost;   /* as in cli_check */
	bool ended;                 /* the text that the marks are of */
	bool damaged;               /* so far the document is */
	bool mute;                  /* nobody wants to see the findings, or there was no memory */
	char *failure;              /* why it could not be read; NULL: it could */
};

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* A file in another encoding than the last one needs another session. */
static void take_encoding(struct cli_run *run, const struct cli_file_settings *config)
{
	const qw_options *library = &run->options->library;
	if (is_same(library->from, config->from) && is_same(library->hint, config->hint))
		return;
	struct cli_options options = *run->options;
	options.library.from = config->from;
	options.library.hint = config->hint;
	run->varied = options;
	run->options = &run->varied;
	qw_session_free(run->session);
	run->session = NULL;
}

void *cli_check_begin(void *ctx, struct cli_run *run, const char *name, FILE *out)
{
	const struct cli_check *check = ctx;
	struct file *file = cli_resize(NULL, 1, sizeof *file);
	*file = (struct file){.check = check, .mute = check->options->quiet || out == NULL};
	file->sheet = (struct cli_sheet){.format = check->format, .options = check->options,
	                                 .out = out, .file = cli_copy(name, strlen(name)),
	                                 .tree = check->tree,
	                                 .first = !check->tree && !check->began};
	cli_settings_of(check->config, check->options, name, &file->config);
	take_encoding(run, &file->config);
	if (check->baseline != NULL)
		file->known_as = cli_baseline_file(check->baseline, name);
	if (check->format->file_begin != NULL && !file->mute)
		check->format->file_begin(&file->sheet);
	return file;
}

static bool is_allowed(const struct file *file, const struct cli_finding *f)
{
	const struct cli_options *options = file->check->options;
	bool allowed = cli_allows_any(&options->allow, f->rule, f->kind);
	for (size_t i = 0; i < file->config.allows && !allowed; i++)
		allowed = cli_allows_any(file->config.allow[i], f->rule, f->kind);
	return allowed;
}

static void tell(struct file *file, struct cli_finding *f, uint64_t number)
{
	const struct cli_check *check = file->check;
	file->found.findings++;
	file->lost += f->lost;
	file->damaged = true;
	if (file->mute)
		return;
	if (check->format->fingerprints)
		f->fingerprint = cli_fingerprint(f->file, f->content, number);
	check->format->finding(&file->sheet, f);
	file->sheet.findings++;
}

static void judge(struct file *file, struct cli_finding *f)
{
	const struct cli_check *check = file->check;
	uint64_t number = 0;
	if (cli_ignores_has(&file->ignores, f->offset, f->rule, f->kind)) {
		file->found.ignored++;
		return;
	}
	if (is_allowed(file, f)) {
		file->found.allowed++;
		return;
	}
	if (check->baseline != NULL || check->format->fingerprints)
		number = cli_occurrence_add(&file->seen, f->content, 1, f->rule);
	if (check->baseline != NULL
	    && cli_baseline_knows(check->baseline, file->known_as, f->content, number))
		file->found.known++;
	else
		tell(file, f, number);
}

void cli_check_bytes(struct cli_run *run, const unsigned char *bytes, size_t n)
{
	struct file *file = run->own;
	if (n > 0 && file->ended) { /* by another member of an archive */
		cli_ignores_free(&file->ignores);
		file->ignores = (struct cli_ignores){0};
	}
	file->ended = n == 0;
	if (!file->check->options->no_ignore)
		cli_ignores_scan(&file->ignores, bytes, n);
}

void cli_check_event(struct cli_run *run, const qw_event *event)
{
	struct file *file = run->own;
	struct cli_finding finding;
	if (event->type == QW_EVENT_DOCUMENT) {
		cli_summary_document(&file->found, event->of.report);
		file->documents += file->damaged;
		file->damaged = false;
	} else if (cli_finding_of(run, event, &finding)) {
		judge(file, &finding);
	}
}

void cli_check_end(void *own, const struct cli_file_end *given)
{
	struct file *file = own;
	struct cli_file_end end = *given;
	const struct cli_format *format = file->check->format;
	end.found = &file->found;
	file->documents += file->damaged; /* of a document that was not read to its end */
	if (end.outcome == CLI_SOUND && file->found.findings > 0)
		end.outcome = CLI_DAMAGED;
	if (end.outcome == CLI_FAILED_FILE)
		file->failure = cli_copy(end.message, strlen(end.message));
	file->found.files = end.outcome == CLI_SOUND || end.outcome == CLI_DAMAGED;
	if (format->file_end != NULL && !file->mute)
		format->file_end(&file->sheet, &end);
}

static void add_failure(struct cli_check *check, struct file *file)
{
	if (file->failure == NULL)
		return;
	check->failed_files += file->found.findings == 0;
	check->failure = cli_resize(check->failure, check->failures + 1, sizeof *check->failure);
	check->failure[check->failures++] = (struct cli_failure){(char *)file->sheet.file,
	                                                         file->failure};
	file->sheet.file = NULL;
}

static void free_file(struct file *file)
{
	cli_occurrences_free(&file->seen);
	cli_ignores_free(&file->ignores);
	free(file->config.allow);
	free(file->known_as);
	free((char *)file->sheet.file);
	free(file);
}

/* In a tree every part has something in front, also the first one. */
size_t cli_check_tell(void *ctx, void *own)
{
	struct cli_check *check = ctx;
	struct file *file = own;
	bool has = file->sheet.parts > 0;
	size_t lead = has && check->tree && !check->began && check->format->between != NULL
		? strlen(check->format->between) : 0;
	check->began = check->began || has;
	check->files++;
	check->damaged_files += file->found.findings > 0;
	check->documents += file->documents;
	check->lost += file->lost;
	cli_summary_add(&check->found, &file->found);
	if (check->baseline != NULL && file->found.files > 0)
		cli_baseline_tell(check->baseline, file->known_as, &file->seen);
	file->sheet.shared = check->shared;
	if (check->format->told != NULL && !check->options->quiet)
		check->format->told(&file->sheet);
	add_failure(check, file);
	free_file(file);
	return lead;
}
