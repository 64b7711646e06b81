/* SPDX-License-Identifier: Apache-2.0 */
/* Text in an encoding, as the programs of its time wrote it. */
#ifndef QW_QUALITY_ENCODINGS_WRITE_H
#define QW_QUALITY_ENCODINGS_WRITE_H

#include "text/buffer.h"
#include "text/text.h"

/* The text in an encoding that iconv knows, or in "hz". False: it can't hold all of it. */
bool encodings_write(const char *encoding, const qw_text *text, qw_buffer *out);

#endif
