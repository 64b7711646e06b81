/* SPDX-License-Identifier: Apache-2.0 */
/* Marks for translation. Without NLS they cost nothing. */
#ifndef QW_CLI_I18N_H
#define QW_CLI_I18N_H

#ifdef ENABLE_NLS
#include <libintl.h>
#define _(text) gettext(text)
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))
#else
#define _(text) (text)
#define P_(one, many, n) ((n) == 1 ? (one) : (many))
#endif

/* A string that is translated where it is printed. */
#define N_(text) text

#endif
