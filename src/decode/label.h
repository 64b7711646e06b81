/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of encodings, as documents and protocols bear them. */
#ifndef QW_DECODE_LABEL_H
#define QW_DECODE_LABEL_H

/* The encoding that decoders take for a label, static: the supersets that the WHATWG standard
 * takes, and GB18030 for all of GB2312 and GBK. NULL: it is not known, or one in which nobody
 * could have read the label (UTF-16). */
const char *qw_label_encoding(const char *label);

#endif
