/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/uchardet.h"

#ifdef HAVE_UCHARDET
#include "charset/name.h"
#include "decode/sample.h"

#include <uchardet.h>

enum { MOST_BYTES = 1 << 16 };

static const char *known(const char *said)
{
	static const char *const names[] = {
		"johab", "tis-620", "viscii", "koi8-r",
		"windows-1250", "windows-1251", "windows-1253", "windows-1254",
		"windows-1255", "windows-1256", "windows-1257", "windows-1258",
		"iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7",
		"iso-8859-8", "iso-8859-9", "iso-8859-10", "iso-8859-11", "iso-8859-13", "iso-8859-15",
		"iso-8859-16", "ibm852", "ibm855", "ibm865", "ibm866", "mac-cyrillic",
		"mac-centraleurope",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (qw_same_name(said, names[i]))
			return names[i];
	return NULL;
}

const char *qw_ask_uchardet(const unsigned char *p, size_t n)
{
	uchardet_t detector = uchardet_new();
	const char *name = NULL;
	size_t start = qw_ascii_length(p, n);
	size_t length = n - start < MOST_BYTES ? n - start : MOST_BYTES;
	if (detector == NULL)
		return NULL;
	if (uchardet_handle_data(detector, (const char *)p + start, length) == 0) {
		uchardet_data_end(detector);
		name = known(uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
	return name;
}

#else

const char *qw_ask_uchardet(const unsigned char *p, size_t n)
{
	(void)p;
	(void)n;
	return NULL;
}

#endif
