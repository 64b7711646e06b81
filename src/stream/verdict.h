/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a document is lost, and what that means for it. */
#ifndef QW_STREAM_VERDICT_H
#define QW_STREAM_VERDICT_H

#include "qingwen.h"

/* Fill in loss and verdict from han and lost. */
void qw_report_judge(qw_report *report);

#endif
