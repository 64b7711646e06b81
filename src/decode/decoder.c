/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/decoder.h"

#include <string.h>

void qw_decoder_set_name(qw_decoder *d, const char *name)
{
	size_t i = 0;
	for (; i < QW_DECODER_NAME - 1 && name[i] != '\0'; i++)
		d->name[i] = qw_name_folded(name[i]);
	d->name[i] = '\0';
}

size_t qw_add_raw(qw_text *out, const unsigned char *p, size_t n, uint32_t at, qw_reason reason)
{
	for (size_t i = 0; i < n; i++)
		qw_add_cell(out, qw_cell_raw(p[i], reason), at + (uint32_t)i);
	return n;
}

static qw_status set_up(qw_decoder *d, const char *name)
{
	bool ours = qw_utf_setup(d, name) || qw_shift_setup(d, name) || qw_table_setup(d, name);
	/* Our table of EUC-TW ends with plane 2; iconv's goes on. */
	if (ours && strcmp(d->name, "euc-tw") != 0)
		return QW_OK;
	qw_status status = qw_iconv_setup(d, name);
	return ours ? QW_OK : status;
}

qw_decoder *qw_decoder_new(const char *name, const qw_allocator *a, qw_status *status)
{
	qw_decoder *d = a->resize(a->ctx, NULL, 0, sizeof *d);
	if (d == NULL) {
		*status = QW_E_NOMEM;
		return NULL;
	}
	*d = (qw_decoder){.allocator = *a};
	*status = set_up(d, name);
	if (*status == QW_OK)
		return d;
	qw_decoder_free(d);
	return NULL;
}

const char *qw_decoder_known(size_t i)
{
	static const char *const names[] = {
		"utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "cesu-8", "ascii", "hz",
		"iso-2022-cn",
	};
	size_t count = sizeof names / sizeof *names;
	if (i < count)
		return names[i];
	const qw_charset *cs = qw_charset_number(i - count);
	return cs != NULL ? qw_charset_name(cs) : NULL;
}

const char *qw_decoder_name(const qw_decoder *d)
{
	return d->name;
}

size_t qw_decoder_run(qw_decoder *d, const unsigned char *p, size_t n, bool final,
                      uint32_t from, qw_text *out)
{
	return d->run(d, p, n, final, from, out);
}

void qw_decoder_free(qw_decoder *d)
{
	if (d == NULL)
		return;
	qw_allocator a = d->allocator;
	qw_iconv_close(d);
	a.resize(a.ctx, d, sizeof *d, 0);
}
