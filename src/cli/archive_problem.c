/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/archive_problem.h"

#include "cli/i18n.h"
#include "cli/memory.h"
#include "cli/message.h"

#include <stdlib.h>
#include <string.h>

char *cli_member_name(const char *file, const char *member)
{
	size_t n = strlen(file), length = strlen(member);
	char *name = cli_resize(NULL, n + length + 2, 1);
	memcpy(name, file, n);
	name[n] = '!';
	memcpy(name + n + 1, member, length + 1);
	return name;
}

static const char *what(enum arc_problem problem)
{
	switch (problem) {
	case ARC_MEMORY:
		return _("not enough memory");
	case ARC_SUPPORT:
		return _("cannot unpack: this qingwen was built without support for it");
	case ARC_TRUNCATED:
		return _("cannot unpack: it ends too early");
	case ARC_CORRUPT:
		return _("cannot unpack: its data are damaged");
	case ARC_GARBAGE:
		return _("something else stands behind the end of the compressed data");
	case ARC_TOO_LARGE:
		return _("unpacked it is larger than --max-output allows");
	case ARC_BROKEN:
		return _("what should begin here is no member of the archive");
	case ARC_NAME:
		return _("its name leads out of the archive");
	case ARC_LINK:
		return _("it is a link");
	case ARC_ENCRYPTED:
		return _("it is encrypted");
	case ARC_SHARED:
		return _("an archive and other files don't become one file");
	case ARC_UNKNOWN:
		return _("an archive of a kind that can't be worked on");
	case ARC_FINE:
	case ARC_READ:
	case ARC_WRITE:
	case ARC_STOPPED:
	case ARC_SPACE:
		break;
	}
	return _("no room for a temporary file");
}

static const char *advice(enum arc_problem problem)
{
	switch (problem) {
	case ARC_SUPPORT:
	case ARC_UNKNOWN:
		return _("unpack it, and repair what is in it");
	case ARC_GARBAGE:
		return _("take it away, nothing of it would remain");
	case ARC_SHARED:
		return _("repair them one after the other, or write to a folder");
	case ARC_TOO_LARGE:
		return _("allow more if it is no bomb");
	case ARC_NAME:
	case ARC_LINK:
	case ARC_ENCRYPTED:
		return _("unpack the archive yourself, and repair what is in it");
	default:
		return NULL;
	}
}

void cli_archive_problem(const char *file, const struct arc_walk *w)
{
	if (w->problem == ARC_READ || w->problem == ARC_WRITE || w->problem == ARC_STOPPED)
		return; /* was said, or will be */
	char *shown = w->member != NULL ? cli_member_name(file, w->member) : NULL;
	uint64_t byte = w->problem == ARC_BROKEN ? w->offset : CLI_NO_BYTE;
	const char *detail = w->problem == ARC_CORRUPT ? w->detail : "";
	cli_message(shown != NULL ? shown : file, byte, advice(w->problem), "%s%s%s",
	            what(w->problem), detail[0] != '\0' ? ": " : "", detail);
	free(shown);
}
