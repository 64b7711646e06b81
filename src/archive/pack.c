/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/pack.h"

#include "archive/codec.h"

bool arc_pack_fail(struct arc_pack *p, enum arc_problem problem)
{
	if (p->problem == ARC_FINE)
		p->problem = problem;
	return false;
}

static bool by_zlib(const struct arc_pack *p)
{
	return p->form == ARC_GZIP || p->form == ARC_DEFLATED;
}

static bool begin(struct arc_pack *p)
{
	p->inside = p->any = true;
	return by_zlib(p) ? arc_gzip_begin(p) : arc_archive_begin(p);
}

bool arc_pack_put(struct arc_pack *p, const void *bytes, size_t n)
{
	if (p->problem != ARC_FINE)
		return false;
	if (n == 0)
		return true;
	if (p->form == ARC_PLAIN)
		return p->out(p->ctx, bytes, n) == 0 || arc_pack_fail(p, ARC_WRITE);
	if (!p->inside && !begin(p))
		return false;
	return by_zlib(p) ? arc_gzip_put(p, bytes, n) : arc_archive_put(p, bytes, n);
}

bool arc_pack_cut(struct arc_pack *p)
{
	if (!p->inside || p->problem != ARC_FINE)
		return p->problem == ARC_FINE;
	p->inside = false;
	return by_zlib(p) ? arc_gzip_end(p) : arc_archive_end(p);
}

bool arc_pack_end(struct arc_pack *p)
{
	if (p->problem == ARC_FINE && p->form != ARC_PLAIN && !p->any && !begin(p))
		return false;
	return arc_pack_cut(p);
}

void arc_pack_close(struct arc_pack *p)
{
	if (by_zlib(p))
		arc_gzip_close(p);
	else if (p->form != ARC_PLAIN)
		arc_archive_close(p);
	p->state = NULL;
}
