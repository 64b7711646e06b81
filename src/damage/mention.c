/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mention.h"

enum { NEAR = 20 };      /* lines before and behind that are looked at */

bool qw_mentions_mojibake(const qw_page *page, size_t first, size_t last)
{
	static const char *const words[] = {"ojibake", "乱码", "亂碼", "文字化け"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (qw_page_mentions(page, first, last, words[i]))
			return true;
	return false;
}

bool qw_is_about_mojibake(const qw_page *page, size_t number)
{
	size_t first = number > NEAR ? number - NEAR : 0;
	size_t last = page->lines - number > NEAR ? number + NEAR : page->lines;
	return qw_mentions_mojibake(page, first, last);
}
