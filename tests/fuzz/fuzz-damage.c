/* SPDX-License-Identifier: Apache-2.0 */
/* Damages, forward. The input is a chain, LF, and a text. What qw_damage() makes of UTF-8
 * is UTF-8, but for what is put into a file as it is; a failure says why and where, a strict
 * chain replaces nothing, an escape keeps lines, and a session takes the result. */
#include "config.h"
#include "fuzz/oracle.h"
#include "qingwen.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count_newlines(void *ctx, const void *data, size_t n)
{
	*(size_t *)ctx += newlines(data, n);
	return 0;
}

static void repair(const char *damaged, size_t length)
{
	size_t lines = 0;
	qw_session *session = qw_session_new(NULL, count_newlines, &lines, NULL);
	demand(session != NULL, "no session");
	demand(qw_session_feed(session, damaged, length) == QW_OK, "feed failed");
	demand(qw_session_finish(session) == QW_OK, "finish failed");
	demand(lines == newlines(damaged, length), "LF came or went");
	qw_session_free(session);
}

static bool has_replacement(const void *text, size_t n)
{
	return n >= 3 && memmem(text, n, "\xEF\xBF\xBD", 3) != NULL;
}

/* One strict pair, read as a set that has no code for U+FFFD itself? */
static bool is_strict(const char *chain)
{
	static const char *const ends[] = {
		"-as-big5:strict", "-as-cp936:strict", "-as-euc-kr:strict", "-as-koi8-r:strict",
		"-as-shift_jis:strict", "-as-windows-1252:python+strict", "-as-windows-1255:strict"};
	size_t length = strlen(chain);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i]);
		if (length > end && strcmp(chain + length - end, ends[i]) == 0)
			return strchr(chain, ',') == NULL;
	}
	return false;
}

/* One kind of escape, and nothing else? Then what was ASCII stays, LF among it. */
static bool is_escape(const char *chain)
{
	return strncmp(chain, "escape:", 7) == 0 && strchr(chain, ',') == NULL;
}

static void apply(const char *chain, const uint8_t *text, size_t n)
{
	char *out = NULL;
	size_t length = 0;
	qw_error error;
	qw_status status = qw_damage(chain, text, n, NULL, &out, &length, &error);
	if (status == QW_OK) {
		demand(is_utf8(text, n), "what is no UTF-8 was damaged");
		demand(is_utf8(out, length) || strstr(chain, "-in-") != NULL, "the result is no UTF-8");
		demand(!is_strict(chain) || !has_replacement(out, length) || has_replacement(text, n),
		       "a strict chain replaced something");
		demand(!is_escape(chain) || newlines(out, length) == newlines(text, n),
		       "an escape made or took an LF");
		repair(out, length);
		qw_free(NULL, out, length);
		return;
	}
	demand(error.status == status && error.message != NULL, "no reason given");
	demand(status == QW_E_CHAIN || status == QW_E_UNDECODABLE, "an unexpected failure");
	demand(status != QW_E_CHAIN || error.offset <= strlen(chain), "an offset outside of the chain");
	demand(status != QW_E_UNDECODABLE || error.offset < n, "an offset outside of the text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size > 0 ? memchr(data, '\n', size) : NULL;
	if (end == NULL || memchr(data, 0, (size_t)(end - data)) != NULL)
		return 0;
	char *chain = malloc((size_t)(end - data) + 1);
	if (chain == NULL)
		return 0;
	memcpy(chain, data, (size_t)(end - data));
	chain[end - data] = '\0';
	apply(chain, end + 1, size - (size_t)(end - data) - 1);
	free(chain);
	return 0;
}
