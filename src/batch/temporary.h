/* SPDX-License-Identifier: Apache-2.0 */
/* Temporary files that take the place of others when they are complete: gone whenever the
 * command ends before they are kept, also by a signal, and when it is killed or the machine
 * fails, removed by the next run that writes into the same folder. */
#ifndef QW_BATCH_TEMPORARY_H
#define QW_BATCH_TEMPORARY_H

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#ifndef NAME_MAX
#define NAME_MAX 255
#endif

/* One at a time. Its memory must live as long as the process once it was registered. */
struct batch_temporary {
	int folder;                 /* descriptor of the folder it lies in */
	char name[NAME_MAX + 1];
	volatile sig_atomic_t active;
	struct batch_temporary *next;
};

/* Make it known to what ends the process. Not while other threads run. */
void batch_temporary_register(struct batch_temporary *t);

/* Create .NAME.qingwen-XXXXXX in the folder, NAME being the target's, and lock it, which
 * tells other runs that its owner lives. Returns a descriptor for reading and writing, or -1
 * (errno). The mode is subject to the umask. */
int batch_temporary_open(struct batch_temporary *t, int folder, const char *target, mode_t mode);

/* Rename it to `target` in its folder and close `fd`, which batch_temporary_open() returned.
 * False: errno says why (also what closing it would have told), and it is gone. */
bool batch_temporary_keep(struct batch_temporary *t, int fd, const char *target);

void batch_temporary_remove(struct batch_temporary *t);

/* Is this the name of a temporary file of any run? Such a file never is input. */
bool batch_temporary_is(const char *name);

/* Remove those in the folder whose owners are gone. Returns how many. */
size_t batch_temporary_sweep(int folder);

#endif
