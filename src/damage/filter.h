/* SPDX-License-Identifier: Apache-2.0 */
/* Which damages are repaired: patterns of their names.
 *
 * A pattern is the name of one link of a chain, `*` in it is any number of bytes and `?` one;
 * it may end where the name has a colon or a plus: "splice", "utf8-as-*", "escape:entity-*",
 * "utf8-as-gbk" for "utf8-as-gbk:python". A list has commas between them. */
#ifndef QW_DAMAGE_FILTER_H
#define QW_DAMAGE_FILTER_H

#include <stdbool.h>
#include <stddef.h>

/* Lists; NULL: there is none. */
typedef struct {
	const char *only;        /* each link of a chain must match one of these, */
	const char *skip;        /* and none of these */
} qw_filter;

/* May the chain be repaired? */
bool qw_filter_allows(const qw_filter *f, const char *chain);

/* Does each pattern of the list match the name of some damage? Otherwise *bad is where the first
 * one that doesn't begins. */
bool qw_filter_is_known(const char *list, size_t *bad);

#endif
