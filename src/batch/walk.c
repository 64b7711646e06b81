/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/walk.h"

#include "batch/list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH = 200 }; /* each level keeps two descriptors */

struct level {
	struct batch_folder *folder;
	struct batch_list list;
	struct batch_rules rules;   /* of its own file */
};

void batch_item_free(struct batch_item *item)
{
	if (item->folder != NULL)
		batch_folder_release(item->folder);
	free(item->name);
	free(item);
}

static void no_memory(struct batch_walk *w)
{
	w->stopped = w->no_memory = true;
}

/* Joined anew; NULL: no memory, and the walk is stopped. */
static char *join(struct batch_walk *w, const char *a, const char *b, const char *c)
{
	size_t la = strlen(a), lb = strlen(b), lc = strlen(c);
	char *joined = malloc(la + lb + lc + 1);
	if (joined == NULL) {
		no_memory(w);
		return NULL;
	}
	memcpy(joined, a, la);
	memcpy(joined + la, b, lb);
	memcpy(joined + la + lb, c, lc + 1);
	return joined;
}

static void tell_as(struct batch_walk *w, struct batch_folder *f, const char *name,
                    enum batch_found found, int error, bool named)
{
	struct batch_item *item = calloc(1, sizeof *item);
	char *copy = item != NULL ? join(w, "", name, "") : NULL;
	if (copy == NULL) {
		free(item);
		no_memory(w);
		return;
	}
	*item = (struct batch_item){.found = found, .error = error, .named = named,
	                            .follow = named || w->follow, .name = copy};
	if (f != NULL) {
		item->folder = batch_folder_hold(f);
		if (found != BATCH_FILE)
			batch_folder_unuse(f);
	}
	if (!w->found(w->ctx, item))
		w->stopped = true;
}

static void tell(struct batch_walk *w, struct batch_folder *f, const char *name,
                 enum batch_found found, int error)
{
	tell_as(w, f, name, found, error, false);
}

static void drop(struct batch_folder *f)
{
	batch_folder_unuse(f);
	batch_folder_release(f);
}

static bool is_control(const char *name)
{
	static const char *const names[] = {".git", ".hg", ".svn", ".bzr"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* A file behind a link is written where it is: the link stays one. */
static void tell_target(struct batch_walk *w, struct batch_folder *f, const char *name)
{
	char *path = join(w, f->path, name, ""), *target = NULL;
	if (path == NULL)
		return;
	target = realpath(path, NULL);
	if (target == NULL)
		tell(w, f, name, BATCH_ERROR, errno);
	else
		batch_walk_path(w, target, "");
	free(target);
	free(path);
}

/* What stands at a name. */
struct found_at {
	enum batch_found found;
	int error;
	bool link;                  /* it is behind a symbolic link */
};

static struct found_at look(const struct batch_walk *w, const struct batch_folder *f,
                                    const char *name, unsigned char type)
{
	struct stat st;
	bool follow = w->follow && (type == DT_LNK || type == DT_UNKNOWN);
	if (type == DT_UNKNOWN || follow) {
		if (fstatat(f->in, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
			return (struct found_at){BATCH_ERROR, errno, follow};
		type = S_ISREG(st.st_mode) ? DT_REG : S_ISDIR(st.st_mode) ? DT_DIR
		     : S_ISLNK(st.st_mode) ? DT_LNK : DT_CHR;
	}
	enum batch_found found = type == DT_DIR ? BATCH_FOLDER : type == DT_REG ? BATCH_FILE
	                       : type == DT_LNK ? BATCH_LINK : BATCH_SPECIAL;
	return (struct found_at){found, 0, follow};
}

static void tell_found(struct batch_walk *w, struct batch_folder *f, const char *name,
                       const struct found_at *what)
{
	if (what->found == BATCH_FILE && what->link && w->in_place)
		tell_target(w, f, name);
	else
		tell(w, f, name, what->found, what->error);
}

/* The rules of the deepest folder count first; those of the command line are about paths
 * below what was named there. Paths to show begin with those of the folders above. */
static bool is_excluded(struct batch_walk *w, const struct level *levels, size_t depth,
                        const char *path, bool folder)
{
	const char *below = path + strlen(levels[0].folder->path);
	if (w->exclude != NULL && batch_rules_pick(w->exclude, below, folder) == BATCH_OUT)
		return true;
	if (!folder && w->include != NULL && batch_rules_pick(w->include, below, false) != BATCH_OUT)
		return true;
	for (size_t i = depth; i > 0; i--) {
		const struct level *l = &levels[i - 1];
		enum batch_pick pick = batch_rules_pick(&l->rules, path + strlen(l->folder->path), folder);
		if (pick != BATCH_NO_RULE)
			return pick == BATCH_OUT;
	}
	return false;
}

/* Make where it is written. False: told why not. */
static bool give_target(struct batch_walk *w, struct batch_folder *f, int at, const char *as)
{
	if (w->in_place)
		batch_folder_in_place(f);
	if (w->target < 0)
		return true;
	if (as[0] == '\0')
		as = ".";
	return batch_folder_mirror(f, at, as);
}

static bool overlaps(int a, int b)
{
	return batch_folder_is_in(a, b) || batch_folder_is_in(b, a);
}

/* Read what is in the folder of a level. When its rules can't be read nothing in it is
 * taken: that might be just what they exclude. */
static void fill(struct batch_walk *w, struct level *l, struct batch_folder *parent,
                 const char *name)
{
	int error = batch_list_read(&l->list, l->folder->in);
	if (error != 0)
		tell(w, parent, name, BATCH_ERROR, error);
	error = batch_rules_read(&l->rules, l->folder->in);
	if (error == 0)
		return;
	tell(w, l->folder, BATCH_IGNORE_FILE, BATCH_ERROR, error);
	l->list.next = l->list.count;
}

/* Open a folder as the next level. False: it was told why it is not gone into. */
static bool enter(struct batch_walk *w, struct level *levels, size_t depth, const char *name,
                  const char *path, const char *as)
{
	struct level *next = &levels[depth];
	struct batch_folder *parent = depth > 0 ? levels[depth - 1].folder : NULL;
	int in = parent != NULL ? parent->in : AT_FDCWD, out = parent != NULL ? parent->out : w->target;
	enum batch_found found = BATCH_FILE;
	struct batch_folder *f = batch_folder_open(in, name, parent == NULL || w->follow, path);
	if (f == NULL) {
		tell(w, parent, name, BATCH_ERROR, errno);
		return false;
	}
	for (size_t i = 0; i < depth; i++)
		if (batch_is_same(&levels[i].folder->st, &f->st))
			found = BATCH_LOOP;
	if (w->target >= 0 && (batch_is_same(&w->target_st, &f->st)
	                       || (parent == NULL && overlaps(w->target, f->in))))
		found = BATCH_OUTPUT;
	int error = 0;
	bool below = parent != NULL && parent->as[0] != '\0';
	f->as = join(w, below ? parent->as : "", below ? "/" : "", as);
	if (f->as == NULL) {
		drop(f);
		return false;
	}
	if (found == BATCH_FILE && !give_target(w, f, out, as)) {
		error = errno;
		found = BATCH_NO_FOLDER;
	}
	if (found == BATCH_FILE) {
		next->folder = f;
		fill(w, next, parent, name);
		return true;
	}
	tell(w, parent, name, found, error);
	drop(f);
	return false;
}

/* Work on the next name of the deepest level. Returns the new depth. */
static size_t step(struct batch_walk *w, struct level *levels, size_t depth)
{
	struct level *l = &levels[depth - 1];
	if (l->list.next == l->list.count || w->stopped) {
		batch_list_free(&l->list);
		batch_rules_free(&l->rules);
		drop(l->folder);
		return depth - 1;
	}
	const char *name = l->list.name[l->list.next++];
	char *path = join(w, l->folder->path, name, "/");
	if (path == NULL)
		return depth;
	size_t end = strlen(path) - 1;
	path[end] = '\0';
	struct found_at found = look(w, l->folder, name, (unsigned char)name[-1]);
	bool folder = found.found == BATCH_FOLDER;
	if (folder || found.found == BATCH_FILE)
		if (is_excluded(w, levels, depth, path, folder))
			found.found = BATCH_EXCLUDED;
	path[end] = '/';
	if (found.found != BATCH_FOLDER)
		tell_found(w, l->folder, name, &found);
	else if (is_control(name) || depth == DEPTH)
		tell(w, l->folder, name, is_control(name) ? BATCH_CONTROL : BATCH_DEEP, 0);
	else if (enter(w, levels, depth, name, path, name))
		depth++;
	free(path);
	return depth;
}

static void walk_tree(struct batch_walk *w, const char *path, const char *as)
{
	struct level *levels = calloc(DEPTH, sizeof *levels);
	size_t length = strlen(path);
	char *shown = join(w, path, length > 0 && path[length - 1] == '/' ? "" : "/", "");
	if (strcmp(path, ".") == 0 && shown != NULL)
		shown[0] = '\0'; /* "a.txt", not "./a.txt" */
	if (levels == NULL)
		no_memory(w);
	else if (shown != NULL && enter(w, levels, 0, path, shown, as))
		for (size_t depth = 1; depth > 0;)
			depth = step(w, levels, depth);
	free(shown);
	free(levels);
}

/* The folder of a file that was named; the last one is kept, since files that are named one
 * after the other mostly are in one folder. */
static struct batch_folder *folder_of(struct batch_walk *w, const char *path, size_t length,
                                      const char *as)
{
	if (w->last != NULL && strlen(w->last->path) == length
	    && memcmp(w->last->path, path, length) == 0)
		return w->last;
	char *folder = join(w, "", path, "");
	if (folder == NULL)
		return NULL;
	folder[length] = '\0';
	struct batch_folder *f = batch_folder_open(AT_FDCWD, length > 0 ? folder : ".", true, folder);
	free(folder);
	if (f == NULL)
		return NULL;
	char *below = join(w, "", as, "");
	char *slash = below != NULL ? strrchr(below, '/') : NULL;
	if (slash != NULL)
		*slash = '\0';
	f->as = below != NULL ? join(w, slash != NULL ? below : "", "", "") : NULL;
	if (f->as == NULL || !give_target(w, f, w->target, slash != NULL ? below : "")) {
		int saved = errno;
		drop(f);
		f = NULL;
		errno = saved;
	}
	free(below);
	if (f != NULL && w->last != NULL)
		drop(w->last);
	if (f != NULL)
		w->last = f;
	return f;
}

static void walk_file(struct batch_walk *w, const char *path, const char *as, bool is_link)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	struct batch_folder *f = folder_of(w, path, (size_t)(name - path), as);
	enum batch_found found = BATCH_FILE;
	if (f == NULL) {
		tell_as(w, NULL, path, BATCH_ERROR, errno, true);
		return;
	}
	if (w->target >= 0 && batch_is_same(&f->st, &w->target_st))
		found = BATCH_OUTPUT;
	else if (is_link && w->in_place && !w->follow)
		found = BATCH_LINK;
	tell_as(w, f, name, found, 0, true);
}

void batch_walk_path(struct batch_walk *w, const char *path, const char *as)
{
	struct stat st, link;
	if (w->stopped)
		return;
	if (stat(path, &st) != 0 || lstat(path, &link) != 0)
		tell_as(w, NULL, path, BATCH_ERROR, errno, true);
	else if (S_ISDIR(st.st_mode))
		walk_tree(w, path, as);
	else if (!S_ISREG(st.st_mode))
		tell_as(w, NULL, path, BATCH_SPECIAL, 0, true);
	else if (S_ISLNK(link.st_mode) && w->follow && w->in_place) {
		char *target = realpath(path, NULL);
		if (target == NULL)
			tell_as(w, NULL, path, BATCH_ERROR, errno, true);
		else
			walk_file(w, target, as, false);
		free(target);
	} else {
		walk_file(w, path, as, S_ISLNK(link.st_mode));
	}
}

void batch_walk_end(struct batch_walk *w)
{
	if (w->last != NULL)
		drop(w->last);
	w->last = NULL;
}
