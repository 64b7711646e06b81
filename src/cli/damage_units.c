/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/damage_units.h"

#include "cli/i18n.h"
#include "cli/json.h"
#include "cli/message.h"

#include <string.h>

enum { DRAWS = 64 }; /* chains that are tried before a unit stays as it is */

/* Where the work is. */
struct place {
	size_t begin, end;      /* the unit, without what ends it */
	uint64_t unit, line;    /* from 1 */
	uint64_t written;       /* bytes of the output before it */
};

enum cli_status cli_damage_failed(const qw_error *error, const char *file, uint64_t offset)
{
	if (error->status == QW_E_CHAIN) {
		cli_message("CHAIN", error->offset, _("qingwen damage --list prints the names"),
		            "%s", _(error->message));
		return CLI_USAGE;
	}
	const char *name = cli_file_name(file);
	if (error->status != QW_E_UNDECODABLE) {
		cli_message(name, CLI_NO_BYTE, NULL, "%s", _(error->message));
		return CLI_IO;
	}
	if (error->reason == QW_REASON_NONE)
		cli_message(name, offset + error->offset, _("name another policy than strict"),
		            _("the chain can't write or read this"));
	else
		cli_message(name, offset + error->offset, _("repair it first"), _("is not UTF-8: %s"),
		            _(qw_reason_name(error->reason)));
	return CLI_LOSS;
}

/* A number that depends on the seed, the unit and the draw, and on nothing else: lines can
 * be damaged in any order, or alone. (FNV-1a.) */
static uint64_t number(const struct cli_options *options, uint64_t unit, uint64_t draw)
{
	const uint64_t from[] = {options->seed, unit, draw};
	uint64_t hash = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < sizeof from / sizeof *from; i++)
		for (unsigned shift = 0; shift < 64; shift += 8)
			hash = (hash ^ (from[i] >> shift & 0xFF)) * UINT64_C(0x100000001B3);
	return hash;
}

static bool is_chosen(const struct cli_options *options, uint64_t unit)
{
	return options->share == 100 || (number(options, unit, DRAWS) >> 16) % 100 < options->share;
}

static void record(const struct cli_damage *d, const struct place *p, const char *chain,
                   size_t length)
{
	struct cli_json j = {.file = d->record};
	if (d->record == NULL)
		return;
	cli_json_open(&j, NULL, '{');
	cli_json_string(&j, "type", "damage");
	cli_json_file(&j, d->file);
	cli_json_count(&j, "document", p->unit);
	cli_json_count(&j, "line", p->line);
	cli_json_count(&j, "offset", p->begin);
	cli_json_count(&j, "length", p->end - p->begin);
	cli_json_count(&j, "output_offset", p->written);
	cli_json_count(&j, "output_length", length);
	cli_json_string(&j, "chain", chain);
	cli_json_close(&j, '}');
	cli_json_end_line(&j);
}

static void put(const struct cli_damage *d, struct place *p, const char *bytes, size_t n)
{
	if (n > 0)
		cli_output_put(d->output, bytes, n);
	p->written += n;
}

/* Damage a unit by a chain, write it, and record it if it changed. */
static qw_status apply(const struct cli_damage *d, struct place *p, const char *chain,
                       qw_error *error)
{
	const char *in = d->bytes + p->begin;
	size_t n = p->end - p->begin, length;
	char *out;
	qw_status status = qw_damage(chain, in, n, NULL, &out, &length, error);
	if (status != QW_OK)
		return status;
	if (length != n || (n > 0 && memcmp(in, out, n) != 0))
		record(d, p, chain, length);
	put(d, p, out, length);
	qw_free(NULL, out, length);
	return QW_OK;
}

/* The chain of the options, or drawn ones until one loses nothing. */
static qw_status damage_unit(const struct cli_damage *d, struct place *p, qw_error *error)
{
	char drawn[QW_CHAIN_SIZE];
	bool chosen = is_chosen(d->options, p->unit);
	if (chosen && d->chain != NULL)
		return apply(d, p, d->chain, error);
	for (unsigned draw = 0; chosen && draw < DRAWS; draw++) {
		qw_damage_random(number(d->options, p->unit, draw), d->options->lossy, drawn);
		qw_status status = apply(d, p, drawn, error);
		if (status != QW_E_UNDECODABLE || error->reason != QW_REASON_NONE)
			return status;
	}
	put(d, p, d->bytes + p->begin, p->end - p->begin);
	return QW_OK;
}

/* Where the unit that begins at `begin` ends. */
static size_t unit_end(const struct cli_damage *d, size_t begin)
{
	if (d->options->library.unit == QW_UNIT_FILE || begin == d->length)
		return d->length;
	int terminator = d->options->library.unit == QW_UNIT_LINE ? '\n' : '\0';
	const char *end = memchr(d->bytes + begin, terminator, d->length - begin);
	return end != NULL ? (size_t)(end - d->bytes) : d->length;
}

static uint64_t count_lines(const char *bytes, size_t n)
{
	uint64_t lines = 0;
	const char *end = bytes + n;
	while (n > 0 && (bytes = memchr(bytes, '\n', (size_t)(end - bytes))) != NULL) {
		bytes++;
		lines++;
	}
	return lines;
}

enum cli_status cli_damage_units(const struct cli_damage *d)
{
	struct place p = {.unit = 1, .line = 1};
	while (p.begin < d->length && d->output->error == 0) {
		qw_error error;
		p.end = unit_end(d, p.begin);
		if (damage_unit(d, &p, &error) != QW_OK)
			return cli_damage_failed(&error, d->file, p.begin);
		size_t next = p.end < d->length ? p.end + 1 : p.end;
		put(d, &p, d->bytes + p.end, next - p.end);
		p.line += count_lines(d->bytes + p.begin, next - p.begin);
		p.begin = next;
		p.unit++;
	}
	return CLI_DONE;
}
