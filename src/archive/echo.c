/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/echo.h"

#include <string.h>

enum { KEPT = 64 * 1024 }; /* bytes that may lie there before the rest moves up */

/* Without memory it is called different: then it is written, which harms nothing. */
void arc_echo_in(struct arc_echo *e, const void *bytes, size_t n)
{
	if (e->differs)
		return;
	if (e->at >= KEPT && e->at >= e->waiting.n / 2) {
		arc_bytes_drop(&e->waiting, e->at);
		e->at = 0;
	}
	e->differs = !arc_bytes_add(&e->waiting, bytes, n);
}

static size_t common(const unsigned char *a, const unsigned char *b, size_t n)
{
	if (memcmp(a, b, n) == 0)
		return n;
	size_t i = 0;
	while (a[i] == b[i])
		i++;
	return i;
}

size_t arc_echo_out(struct arc_echo *e, const void *bytes, size_t n)
{
	size_t left = e->waiting.n - e->at;
	if (e->differs || n == 0 || left == 0) {
		e->differs = e->differs || n > 0;
		return 0;
	}
	size_t same = common(e->waiting.p + e->at, bytes, n < left ? n : left);
	e->at += same;
	e->differs = same < n;
	return same;
}

bool arc_echo_is_same(const struct arc_echo *e)
{
	return !e->differs && e->at == e->waiting.n;
}

void arc_echo_clear(struct arc_echo *e)
{
	arc_bytes_clear(&e->waiting);
	e->at = 0;
	e->differs = false;
}

void arc_echo_free(struct arc_echo *e)
{
	arc_bytes_free(&e->waiting);
}
