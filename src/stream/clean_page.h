/* SPDX-License-Identifier: Apache-2.0 */
/* Clean the lines of a page that are Chinese. */
#ifndef QW_STREAM_CLEAN_PAGE_H
#define QW_STREAM_CLEAN_PAGE_H

#include "stream/document.h"

/* The writing of the page's lines is decided: clean those that are Chinese. *changed: some
 * changed, and may now be decided otherwise. False: no memory. */
bool qw_clean_page(qw_document *d, bool *changed);

#endif
