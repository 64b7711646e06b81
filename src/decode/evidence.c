/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/evidence.h"

#include "decode/decoder.h"
#include "decode/sample.h"
#include "text/utf8.h"

enum { BAD_BYTE = 10 }; /* bits that a byte takes off which is none */

qw_utf8_evidence qw_utf8_look(const unsigned char *p, size_t n, bool final)
{
	static const int bits_of_length[7] = {0, 0, 2, 5, 7, 0, 14};
	qw_utf8_evidence e = {0, true};
	qw_sample sample;
	qw_stretch s;
	qw_sample_begin(&sample, QW_SAMPLE_STRETCHES, p, n, final);
	while (qw_sample_next(&sample, &s)) {
		size_t end = s.cut ? s.n - qw_utf8_unfinished(s.p, s.n) : s.n;
		for (size_t i = 0, length; i < end; i += length) {
			qw_cell c;
			length = qw_cesu_decode(s.p + i, end - i, &c);
			bool bad = qw_cell_is_raw(c);
			e.bits += bad ? -BAD_BYTE : bits_of_length[length];
			e.valid = e.valid && !bad;
		}
	}
	return e;
}
