/* SPDX-License-Identifier: Apache-2.0 */
/* The names in a folder, sorted. */
#ifndef QW_BATCH_LIST_H
#define QW_BATCH_LIST_H

#include <stddef.h>

struct batch_list {
	char *bytes;                /* of each entry a type (DT_*) and its name */
	size_t used, capacity;
	char **name;                /* name[i][-1] is the type */
	size_t count, next;
};

/* Read the folder but . and .., and temporary files of this program. Returns 0 or an errno;
 * then there are as many names as could be read. Free it in any case. */
int batch_list_read(struct batch_list *l, int folder);

void batch_list_free(struct batch_list *l);

#endif
