/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "fuzz/proof.h"

#include "fuzz/oracle.h"

#include <string.h>

static void check_proof(void *ctx, const qw_event *event)
{
	(void)ctx;
	if (event->type != QW_EVENT_SPAN || !event->of.span->proven
	    || strcmp(event->of.span->kind, "splice") == 0)
		return;
	const qw_span *s = event->of.span;
	char *damaged;
	size_t length;
	qw_status status = qw_damage(s->kind, s->after, s->after_length, NULL, &damaged, &length, NULL);
	demand(status == QW_OK, "a proven span can't be damaged again");
	demand(length == s->before_length && memcmp(damaged, s->before, length) == 0,
	       "a proven span is not what its chain makes");
	qw_free(NULL, damaged, length);
}

void check_proofs(const qw_options *options, const void *in, size_t n)
{
	qw_options o = *options;
	o.event = check_proof;
	qw_session *session = qw_session_new(&o, NULL, NULL, NULL);
	if (session == NULL)
		return;
	if (qw_session_feed(session, in, n) == QW_OK)
		qw_session_finish(session);
	qw_session_free(session);
}
