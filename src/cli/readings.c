/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/readings.h"

#include "cli/i18n.h"
#include "cli/json.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 100 }; /* characters shown to people */

void cli_readings_add(void *ctx, const qw_explanation *e)
{
	struct cli_readings *r = ctx;
	if (r->count == CLI_READINGS)
		return;
	r->reading[r->count++] = (struct cli_reading){
		.chain = cli_copy(e->chain, strlen(e->chain)),
		.text = cli_copy(e->text, e->length), .length = e->length,
		.bits = e->bits, .confidence = e->confidence,
	};
}

static bool is_as_it_stands(const struct cli_reading *reading)
{
	return reading->chain[0] == '\0';
}

bool cli_readings_found(const struct cli_readings *r)
{
	return r->count > 0 && !is_as_it_stands(&r->reading[0]);
}

static const char *chain_of(const struct cli_reading *reading)
{
	return is_as_it_stands(reading) ? _("(as it stands)") : reading->chain;
}

static size_t shown(const struct cli_readings *r, uint64_t most)
{
	return r->count < most ? r->count : (size_t)most;
}

/* As wide as its widest entry. */
static size_t chain_column(const struct cli_readings *r, size_t count)
{
	size_t width = cli_columns(_("chain"));
	for (size_t i = 0; i < count; i++) {
		size_t n = cli_columns(chain_of(&r->reading[i]));
		width = n > width ? n : width;
	}
	return width;
}

static void put_blanks(size_t n)
{
	while (n-- > 0)
		putchar(' ');
}

/* In a column, at its right or left end. */
static void put_cell(const char *text, size_t width, bool right)
{
	size_t columns = cli_columns(text), blanks = columns < width ? width - columns : 0;
	put_blanks(right ? blanks : 0);
	fputs(text, stdout);
	put_blanks(right ? 0 : blanks);
	put_blanks(2);
}

/* The text is the last column, since nobody knows how wide a terminal shows it. */
void cli_readings_print(const struct cli_readings *r, const char *text, size_t n, uint64_t most)
{
	size_t count = shown(r, most), width = chain_column(r, count);
	cli_put_masked(stdout, text, n, TEXT_MAX);
	putchar('\n');
	put_cell(_("bits"), 8, true);
	put_cell(_("confidence"), 10, true);
	put_cell(_("chain"), width, false);
	puts(_("text"));
	for (size_t i = 0; i < count; i++) {
		const struct cli_reading *reading = &r->reading[i];
		printf("%8.1f  %10.3f  ", reading->bits, reading->confidence);
		put_cell(chain_of(reading), width, false);
		cli_put_masked(stdout, reading->text, reading->length, TEXT_MAX);
		putchar('\n');
	}
}

void cli_readings_json(const struct cli_readings *r, const char *text, size_t n, uint64_t most)
{
	struct cli_json j = {.file = stdout};
	size_t count = shown(r, most);
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "explanation");
	cli_json_exact(&j, "text", text, n);
	cli_json_open(&j, "readings", '[');
	for (size_t i = 0; i < count; i++) {
		const struct cli_reading *reading = &r->reading[i];
		cli_json_open(&j, NULL, '{');
		cli_json_string(&j, "chain", reading->chain);
		cli_json_exact(&j, "text", reading->text, reading->length);
		cli_json_real(&j, "bits", reading->bits);
		cli_json_real(&j, "confidence", reading->confidence);
		cli_json_close(&j, '}');
	}
	cli_json_close(&j, ']');
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

void cli_readings_clear(struct cli_readings *r)
{
	for (size_t i = 0; i < r->count; i++) {
		free(r->reading[i].chain);
		free(r->reading[i].text);
	}
	r->count = 0;
}
