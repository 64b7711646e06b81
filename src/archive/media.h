/* SPDX-License-Identifier: Apache-2.0 */
/* What a Content-Type says. */
#ifndef QW_ARCHIVE_MEDIA_H
#define QW_ARCHIVE_MEDIA_H

#include "archive/head.h"

/* May it be text? What says nothing may. */
bool arc_media_is_text(const struct arc_value *type);

/* Its charset. False: it has none, or a strange one. */
enum { ARC_CHARSET = 40 };
bool arc_media_charset(const struct arc_value *type, struct arc_value *charset);

#endif
