/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/format.h"

void cli_sheet_between(struct cli_sheet *sheet)
{
	if (!sheet->first && sheet->format->between != NULL)
		fputs(sheet->format->between, sheet->out);
	sheet->first = false;
	sheet->parts++;
}

const struct cli_format *cli_format_of(const struct cli_options *options)
{
	static const struct cli_format *const formats[] = {
		&cli_format_text, &cli_format_json, &cli_format_sarif, &cli_format_junit,
		&cli_format_github, &cli_format_gitlab, &cli_format_html,
	};
	return formats[options->format];
}
