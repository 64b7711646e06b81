/* SPDX-License-Identifier: Apache-2.0 */
/* How often the model chooses the right character where bytes were lost. */
#ifndef QW_QUALITY_REPORT_CHOICE_H
#define QW_QUALITY_REPORT_CHOICE_H

#include "report-text.h"

/* A sum over parts and over all. */
typedef struct {
	size_t n;
	int64_t sum;
} report_total;

/* A line of the report, if n > 0. */
void report_share(const char *what, const char *name, size_t n, double figure);

/* Lines for each file of a folder, and for all of it under `name`. */
void report_choices(const char *folder, const char *name);

#endif
