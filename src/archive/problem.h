/* SPDX-License-Identifier: Apache-2.0 */
/* Why an archive can't be worked on. */
#ifndef QW_ARCHIVE_PROBLEM_H
#define QW_ARCHIVE_PROBLEM_H

enum { ARC_DETAIL = 128 };

enum arc_problem {
	ARC_FINE,
	ARC_READ,                   /* the source failed, and said why */
	ARC_WRITE,                  /* nobody takes more output */
	ARC_STOPPED,                /* by who works on the texts */
	ARC_MEMORY,
	ARC_SPACE,                  /* no room for what a member becomes: errno */
	ARC_SUPPORT,                /* built without the library for it */
	ARC_TRUNCATED,              /* it ends too early */
	ARC_CORRUPT,                /* `detail` says more */
	ARC_GARBAGE,                /* something stands behind its end */
	ARC_TOO_LARGE,              /* more comes out than is allowed */
	ARC_BROKEN,                 /* no record, member or directory where one should be */
	ARC_NAME,                   /* a member whose name leads out of the archive */
	ARC_LINK,                   /* a member that is a link */
	ARC_ENCRYPTED,              /* a member that only a password opens */
	ARC_SHARED,                 /* other files go to the same output: that is no archive */
	ARC_UNKNOWN                 /* a kind of archive, or of member, that nothing is known of */
};

#endif
