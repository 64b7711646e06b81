/* SPDX-License-Identifier: Apache-2.0 */
/* What was wrong with an archive, for people. */
#ifndef QW_CLI_ARCHIVE_PROBLEM_H
#define QW_CLI_ARCHIVE_PROBLEM_H

#include "archive/archive.h"

/* FILE!MEMBER. Free it. */
char *cli_member_name(const char *file, const char *member);

void cli_archive_problem(const char *file, const struct arc_walk *w);

#endif
