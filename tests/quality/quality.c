/* SPDX-License-Identifier: Apache-2.0 */
/* How much of what was damaged comes back right: clean text is damaged by the library's
 * own forward functions, repaired by a session that knows nothing of it, and compared.
 * Writes a row of comma-separated counts for each damage, text and length; the same text
 * and program give the same counts everywhere.
 *
 *     quality [OPTION]... FOLDER
 *
 *     --every=N       leave rows out, so that of those of mojibake every N-th is there;
 *                     these are computed as ever
 *     --series=NAME   other cases, by chance
 *     --only=CHAIN    no rows but those of this chain, with + or commas between its links,
 *                     under all policies or, in CHAIN:POLICY, under one; or "lossy": all of
 *                     lossy.def, and clean text with marks of loss; "marks": the latter;
 *                     "mixed": documents of several encodings; "splice": all splices,
 *                     "splice:NAME": those with a policy
 *     --samples=FILE  write some cases of mojibake into it, for other programs to repair
 *
 * What is below hans/ and hant/ is damaged; what is in each of the folders has to stay as
 * it is where it is not. A FOLDER without them is taken for one such folder. QUALITY_SHOW
 * in the environment shows the cases that fail, as comments. */
#include "config.h"
#include "row.h"

#include <dirent.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define CHAIN(damage, policy) {damage, policy},
static const struct {
	const char *damage, *policy;
} damages[] = {
#include "chains.def"
}, lossy[] = {
#include "lossy.def"
}, escapes[] = {
#include "escapes.def"
};
#undef CHAIN

/* Is the link called so? */
static bool is_link(const char *link, size_t length, const char *name)
{
	return strlen(name) == length && memcmp(link, name, length) == 0;
}

/* The chain with the policy behind each pair, and behind shift; or behind escape, and then
 * nothing is lost in the pairs. */
static void add_policy(const char *damage, const char *policy, char *chain, size_t size)
{
	const char *of_pairs = strstr(damage, "escape") != NULL ? "strict" : policy;
	*chain = '\0';
	while (*damage != '\0') {
		size_t length = strcspn(damage, ","), used = strlen(chain);
		bool pair = memmem(damage, length, "-as-", 4) != NULL;
		bool other = is_link(damage, length, "shift") || is_link(damage, length, "escape");
		snprintf(chain + used, size - used, "%.*s%s%s%s", (int)length, damage,
		         pair || other ? ":" : "", pair ? of_pairs : other ? policy : "",
		         damage[length] != '\0' ? "," : "");
		damage += length + (damage[length] != '\0');
	}
}

/* Some or all rows of a damage; the number of calls of run_takes() never depends on them. */
static void rows_of(run *r, const row_kind *k)
{
	static const size_t length[] = {2, 4, 8, 16, 64};
	bool known = harm_knows(k->chain);
	for (size_t i = 0; i < sizeof length / sizeof *length; i++)
		if (run_takes(r) && known)
			row_phrases(r, k, length[i]);
	if (run_takes(r) && known)
		row_lines(r, k);
	if (run_takes(r) && known)
		row_documents(r, k);
	if (run_takes(r) && known)
		row_pages(r, k, false);
	if (run_takes(r) && known)
		row_pages(r, k, true);
}

/* The table has + where a chain has commas. */
static const char *with_commas(char *name)
{
	for (char *p = name; *p != '\0'; p++)
		if (*p == '+')
			*p = ',';
	return name;
}

/* Is `a`, in which with_commas() was at work, `b`? */
static bool same(const char *a, const char *b)
{
	for (; *a != '\0' && (*a == *b || (*a == ',' && *b == '+')); a++)
		b++;
	return *a == '\0' && *b == '\0';
}

/* Is s "DAMAGE", or "DAMAGE:POLICY"? */
static bool names(const char *s, const char *damage, const char *policy)
{
	size_t length = strlen(damage);
	return strncmp(s, damage, length) == 0
	    && (s[length] == '\0' || (s[length] == ':' && same(s + length + 1, policy)));
}

static bool wanted(const run *r, const char *damage, const char *policy)
{
	return r->only == NULL || names(r->only, damage, policy);
}

static void mojibake_rows(run *r, const corpus *c, const char *text)
{
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		char chain[256];
		if (!wanted(r, damages[i].damage, damages[i].policy))
			continue;
		add_policy(damages[i].damage, damages[i].policy, chain, sizeof chain);
		rows_of(r, &(row_kind){.corpus = c, .text = text, .damage = damages[i].damage,
		                       .policy = damages[i].policy, .chain = chain});
	}
}

/* What is lost is to be lost in reading: the first encoding must hold the line. */
static const char *holder_of(const char *damage, const char *policy)
{
	const char *set = strcmp(damage, "shift") == 0 ? policy : damage;
	return strncmp(set, "gbk", 3) == 0 ? "gbk-as-latin1:strict"
	     : strncmp(set, "big5", 4) == 0 ? "big5-as-latin1:strict" : NULL;
}

/* All of one length and then all of the other, so that of those that are taken some
 * are of either. */
static void lossy_rows(run *r, const corpus *c, const char *text)
{
	enum { ALL = sizeof lossy / sizeof *lossy };
	bool all = r->only != NULL && strcmp(r->only, "lossy") == 0;
	for (size_t i = 0; i < 2 * (size_t)ALL; i++) {
		const char *damage = lossy[i % ALL].damage, *policy = lossy[i % ALL].policy;
		char chain[256];
		if ((!all && !wanted(r, damage, policy)) || !run_takes(r))
			continue;
		add_policy(damage, policy, chain, sizeof chain);
		row_kind k = {.corpus = c, .text = text, .damage = damage, .policy = policy,
		              .chain = chain, .holds = holder_of(damage, policy)};
		if (i < ALL)
			row_lossy_lines(r, &k);
		else
			row_lossy_documents(r, &k);
	}
	for (int fffd = 0; fffd < 2 && strcmp(text, "hans") == 0; fffd++)
		if (all || r->only == NULL || strcmp(r->only, "marks") == 0) {
			row_marked_lines(r, c, text, fffd);
			row_marked_documents(r, c, text, fffd);
		}
}

static void escape_rows(run *r, const corpus *c, const char *text)
{
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
		char chain[256];
		if (!wanted(r, escapes[i].damage, escapes[i].policy))
			continue;
		add_policy(escapes[i].damage, escapes[i].policy, chain, sizeof chain);
		row_kind k = {.corpus = c, .text = text, .damage = escapes[i].damage,
		              .policy = escapes[i].policy, .chain = chain};
		if (run_takes(r))
			row_phrases(r, &k, 4);
		if (run_takes(r))
			row_lines(r, &k);
		if (run_takes(r))
			row_documents(r, &k);
	}
}

#define MARKS(prefix) "，=" prefix " 。=" prefix " 、=" prefix " ？=" prefix " ！=" prefix \
	" ；=" prefix
static const harm_splice_policy splice_policies[] = {
	{"", "", false},
	{"user areas lost", "user=lose", false},
	{"user areas dropped", "user=drop", false},
	{"U+FFFD", "user=lose lost=replacement", false},
	{"controls", "user=lose " MARKS("^"), false},
	{"blanks", "user=lose " MARKS("_"), false},
	{"blanks in notes", "user=drop", true},
	{"code points", "order=code-points", false},
	{"backwards", "order=backwards", false},
	{"characters", "unit=characters", false},
	{"byte table to Big5", HARM_BIG5, false},
};

/* "splice" is all splices, "splice:NAME" those of one policy. Behind a byte table to Big5
 * hardly a torn pair is left, and large tables take as long as all other rows together. */
static bool is_wanted(const run *r, const harm_splice_policy *policy, size_t size)
{
	enum { BIG5_MOST = 20 };
	if (size > BIG5_MOST && strstr(policy->words, HARM_BIG5) != NULL)
		return false;
	return r->only == NULL || r->only[6] != ':' || strcmp(r->only + 7, policy->name) == 0;
}

/* Of so many combinations of size and policy one is computed where rows are left out. */
enum { SPLICES_EVERY = 6 };

static void splice_rows(run *r, const corpus *c, const char *text)
{
	static const size_t size[] = {5, 20, 50, 100, 200, 400};
	size_t policies = sizeof splice_policies / sizeof *splice_policies;
	char html[40];
	snprintf(html, sizeof html, "%s in HTML", text);
	for (size_t i = 0; i < sizeof size / sizeof *size; i++)
		for (size_t k = 0; k < policies; k++) {
			bool left_out = r->every > 1 && (i + k) % SPLICES_EVERY != 1;
			if (left_out || !is_wanted(r, &splice_policies[k], size[i]))
				continue;
			row_spliced_documents(r, c, size[i], &splice_policies[k], text, HARM_GBK_LINES);
			row_spliced_documents(r, c, size[i], &splice_policies[k], html, HARM_GBK_PAGE);
		}
	if (!is_wanted(r, &splice_policies[0], 0))
		return;
	row_spliced_pieces(r, c, 50, text, 16);
	row_spliced_pieces(r, c, 50, text, 64);
	row_spliced_pieces(r, c, 50, text, 0);
}

static void mixed_rows(run *r, const corpus *c, const char *text)
{
	for (mixed_form form = 0; form <= MIXED_NOT; form++)
		row_mixed(r, c, text, form);
}

static void folder_rows(run *r, const char *path, const char *name)
{
	corpus c = corpus_read(path);
	printf("# %s: %zu files, %zu lines, checksum %016" PRIx64 "\n", name, c.files, c.lines,
	       c.checksum);
	if (c.lines > 0 && r->only == NULL) {
		row_clean(r, &c, name);
		if (r->every == 1)
			row_clean_lines(r, &c, name);
	}
	if (c.lines > 0 && strncmp(name, "han", 3) == 0)
		mojibake_rows(r, &c, name);
	if (c.lines > 0 && strncmp(name, "han", 3) == 0)
		lossy_rows(r, &c, name);
	if (c.lines > 0 && strncmp(name, "han", 3) == 0
	    && (r->only == NULL || strcmp(r->only, "mixed") == 0))
		mixed_rows(r, &c, name);
	if (c.lines > 0 && strncmp(name, "han", 3) == 0)
		escape_rows(r, &c, name);
	if (c.lines > 0 && strcmp(name, "hant") == 0
	    && (r->only == NULL || strncmp(r->only, "splice", 6) == 0))
		splice_rows(r, &c, name);
	corpus_free(&c);
}

static bool is_folder(const char *path)
{
	struct stat s;
	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static bool all_rows(run *r, const char *root)
{
	char path[4096];
	struct dirent **entry;
	snprintf(path, sizeof path, "%s/hant", root);
	if (!is_folder(path)) {
		folder_rows(r, root, "hant");
		return true;
	}
	int n = scandir(root, &entry, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s", root, entry[i]->d_name);
		if (entry[i]->d_name[0] != '.')
			folder_rows(r, path, entry[i]->d_name);
		free(entry[i]);
	}
	if (n >= 0)
		free(entry);
	return n > 0;
}

static _Noreturn void usage(void)
{
	fputs("usage: quality [--every=N] [--series=NAME] [--only=CHAIN]\n"
	      "               [--samples=FILE] FOLDER\n", stderr);
	exit(2);
}

static FILE *open_file(const char *path)
{
	FILE *out = fopen(path, "w");
	if (out == NULL) {
		perror(path);
		exit(1);
	}
	return out;
}

static run read_options(int argc, char **argv)
{
	static const struct option option[] = {
		{"every", required_argument, NULL, 'e'},
		{"only", required_argument, NULL, 'o'},
		{"series", required_argument, NULL, 's'},
		{"samples", required_argument, NULL, 'j'},
		{NULL, 0, NULL, 0},
	};
	run r = {.every = 1, .show = getenv("QUALITY_SHOW") != NULL, .series = ""};
	for (int c; (c = getopt_long(argc, argv, "", option, NULL)) != -1;)
		switch (c) {
		case 'o': r.only = with_commas(optarg); break;
		case 'e': r.every = strtoul(optarg, NULL, 10); break;
		case 's': r.series = optarg; break;
		case 'j': r.samples = open_file(optarg); break;
		default: usage();
		}
	if (optind + 1 != argc || r.every == 0)
		usage();
	return r;
}

int main(int argc, char **argv)
{
	run r = read_options(argc, argv);
	const char *folder = argv[optind];
	if (!is_folder(folder)) {
		fprintf(stderr, "quality: no folder %s\n", folder);
		return 1;
	}
	run_begin(&r);
	run_print_head();
	bool done = all_rows(&r, folder);
	row_confidence(&r);
	done = (r.samples == NULL || fclose(r.samples) == 0) && done;
	run_end(&r);
	return done && fflush(stdout) == 0 ? 0 : 1;
}
