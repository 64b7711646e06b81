/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/baseline.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/place.h"
#include "cli/uri.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static uint64_t hash_of(const char *file)
{
	return cli_hash(CLI_HASH, file, strlen(file) + 1);
}

static uint64_t key_of(const char *file, uint64_t content)
{
	return cli_hash_number(hash_of(file), content);
}

void cli_knowns_add(struct cli_knowns *k, struct cli_known known)
{
	if (k->count == k->capacity) {
		k->capacity = k->capacity * 2 + 16;
		k->known = cli_resize(k->known, k->capacity, sizeof *k->known);
	}
	k->known[k->count++] = known;
}

enum cli_status cli_baseline_open(struct cli_baseline *b, const struct cli_options *options)
{
	*b = (struct cli_baseline){.name = options->baseline, .update = options->update_baseline};
	b->folder = cli_absolute(b->name);
	cli_to_folder(b->folder);
	FILE *in = fopen(b->name, "re");
	if (in == NULL && errno == ENOENT && b->update)
		return CLI_DONE;
	if (in == NULL) {
		cli_message(b->name, CLI_NO_BYTE,
		            errno == ENOENT ? _("--update-baseline makes it") : NULL,
		            _("cannot open: %s"), strerror(errno));
		return CLI_IO;
	}
	enum cli_status status = CLI_DONE;
	if (!cli_baseline_read(b, in))
		status = CLI_USAGE;
	if (ferror(in)) {
		cli_message(b->name, CLI_NO_BYTE, NULL, _("cannot read: %s"), strerror(errno));
		status = CLI_IO;
	}
	fclose(in);
	for (size_t i = 0; i < b->old.count; i++) {
		const struct cli_known *k = &b->old.known[i];
		cli_occurrence_add(&b->table, key_of(k->file, k->content), k->count, k->rule);
	}
	return status;
}

char *cli_baseline_file(const struct cli_baseline *b, const char *path)
{
	char *below = cli_below(b->folder, path);
	char *file = cli_uri(below);
	free(below);
	return file;
}

bool cli_baseline_knows(const struct cli_baseline *b, const char *file, uint64_t content,
                        uint64_t number)
{
	return b->update || number <= cli_occurrence_count(&b->table, key_of(file, content));
}

void cli_baseline_tell(struct cli_baseline *b, const char *file,
                       const struct cli_occurrences *seen)
{
	if (cli_occurrence_add(&b->files, hash_of(file), 1, NULL) > 1)
		return; /* it was named twice */
	for (size_t i = 0; i < seen->capacity; i++) {
		const struct cli_occurrence *o = &seen->slot[i];
		if (o->count > 0)
			cli_knowns_add(&b->now, (struct cli_known){o->rule, o->content, o->count,
			                                           cli_copy(file, strlen(file))});
	}
}

/* The bytes that a name was encoded from. */
static void decode(char *name)
{
	char *to = name;
	for (const char *p = name; *p != '\0'; p++) {
		char digits[3] = "";
		if (p[0] == '%' && p[1] != '\0' && p[2] != '\0') {
			memcpy(digits, p + 1, 2);
			p += 2;
			*to++ = (char)strtoul(digits, NULL, 16);
		} else {
			*to++ = *p;
		}
	}
	*to = '\0';
}

/* A file that this run did not read: is it there? */
static bool exists(const struct cli_baseline *b, const char *file)
{
	static const char scheme[] = "file://";
	bool absolute = strncmp(file, scheme, sizeof scheme - 1) == 0;
	const char *folder = absolute ? "" : b->folder;
	const char *path = absolute ? file + sizeof scheme - 1 : file;
	size_t n = strlen(folder), length = strlen(path);
	char *name = cli_resize(NULL, n + length + 2, 1);
	memcpy(name, folder, n);
	name[n] = '/';
	memcpy(name + n + 1, path, length + 1);
	decode(name + n + 1);
	struct stat st;
	bool there = lstat(name, &st) == 0 || (errno != ENOENT && errno != ENOTDIR);
	free(name);
	return there;
}

/* Of what was known, how much is gone; what this run can't say anything about goes on. */
static uint64_t count_gone(struct cli_baseline *b, struct cli_knowns *kept)
{
	struct cli_occurrences now = {.slot = NULL};
	uint64_t gone = 0;
	for (size_t i = 0; i < b->now.count; i++) {
		const struct cli_known *k = &b->now.known[i];
		cli_occurrence_add(&now, key_of(k->file, k->content), k->count, k->rule);
	}
	for (size_t i = 0; i < b->old.count; i++) {
		const struct cli_known *k = &b->old.known[i];
		uint64_t there = cli_occurrence_count(&now, key_of(k->file, k->content));
		bool read = cli_occurrence_count(&b->files, hash_of(k->file)) > 0;
		if (!read && (strcmp(k->file, "-") == 0 || exists(b, k->file)))
			cli_knowns_add(kept, *k);
		else
			gone += k->count > there ? k->count - there : 0;
	}
	cli_occurrences_free(&now);
	return gone;
}

enum cli_status cli_baseline_finish(struct cli_baseline *b, bool quiet)
{
	struct cli_knowns all = {.known = NULL};
	uint64_t gone = count_gone(b, &all);
	enum cli_status status = CLI_DONE;
	if (b->update) {
		for (size_t i = 0; i < b->now.count; i++)
			cli_knowns_add(&all, b->now.known[i]);
		status = cli_baseline_write(b, &all) ? CLI_DONE : CLI_IO;
	}
	if (gone > 0 && !quiet && status == CLI_DONE)
		cli_message(b->name, CLI_NO_BYTE, b->update ? NULL : _("--update-baseline takes them out"),
		            P_("%" PRIu64 " finding of the baseline is gone",
		               "%" PRIu64 " findings of the baseline are gone", gone), gone);
	free(all.known);
	return status;
}

static void free_knowns(struct cli_knowns *k)
{
	for (size_t i = 0; i < k->count; i++)
		free(k->known[i].file);
	free(k->known);
}

void cli_baseline_free(struct cli_baseline *b)
{
	free_knowns(&b->old);
	free_knowns(&b->now);
	cli_occurrences_free(&b->table);
	cli_occurrences_free(&b->files);
	free(b->folder);
}
