/* SPDX-License-Identifier: Apache-2.0 */
/* The readable files of data/model: their formats are explained in their first lines. */
#include "model-counts.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Characters that would not be seen, or would disturb the file, stand as "-". */
static bool is_visible(uint32_t c)
{
	return c > 0x20 && (c < 0x7F || c > 0xA0) && c != 0xAD && c != 0x3000 && c != 0xFEFF
	    && !(c >= 0x2000 && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202F)
	    && !(c >= 0x205F && c <= 0x206F) && !(c >= 0xFE00 && c <= 0xFE0F);
}

static void put_character(uint32_t c, FILE *out)
{
	unsigned char bytes[QW_UTF8_MAX];
	fwrite(bytes, 1, qw_utf8_encode(c, bytes), out);
}

void counts_write_characters(const model_counts *m, FILE *out)
{
	for (uint32_t c = 0; c < CODE_POINTS; c++) {
		const char_count *s = &m->single[c];
		if (s->weight == 0)
			continue;
		fprintf(out, "U+%04" PRIX32 "\t", c);
		put_character(is_visible(c) ? c : '-', out);
		for (int column = 0; column < COLUMNS; column++)
			fprintf(out, "\t%" PRIu32, s->count[column]);
		fprintf(out, "\t%" PRIu64 "\n", s->weight);
	}
}
