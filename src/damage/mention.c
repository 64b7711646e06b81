/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "damage/mention.h"

enum {                   /* lines before and behind that are looked at */
	NEAR = 20,
	BESIDE = 2       /* for words that are more common */
};

static bool mentions(const qw_page *page, size_t first, size_t last, const char *const *words,
                     size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (qw_page_mentions(page, first, last, words[i]))
			return true;
	return false;
}

bool qw_mentions_mojibake(const qw_page *page, size_t first, size_t last)
{
	static const char *const words[] = {"ojibake", "乱码", "亂碼", "文字化け"};
	return mentions(page, first, last, words, sizeof words / sizeof *words);
}

bool qw_is_about_mojibake(const qw_page *page, size_t number)
{
	size_t first = number > NEAR ? number - NEAR : 0;
	size_t last = page->lines - number > NEAR ? number + NEAR : page->lines;
	return qw_mentions_mojibake(page, first, last);
}

unsigned qw_line_mentions(const qw_page *page, size_t number)
{
	static const char *const escapes[] = {
		"nicode", "UNICODE", "scape", "ntity", "ntities", "RFC", "MIME", "ase64", "UTF-7", "utf-7",
		"转义", "轉義", "跳脫", "字符实体", "字元實體", "码点", "碼點",
	};
	static const char *const codes[] = {"编码", "編碼", "ASCII"};
	bool told = mentions(page, number, number + 1, escapes, sizeof escapes / sizeof *escapes)
	         || qw_mentions_mojibake(page, number, number + 1);
	bool coded = mentions(page, number, number + 1, codes, sizeof codes / sizeof *codes);
	return (told ? QW_MENTIONS_ESCAPES : 0) | (coded ? QW_MENTIONS_CODES : 0);
}

bool qw_is_about_escapes(const qw_page *page, size_t number, signed char *known)
{
	size_t first = number > NEAR ? number - NEAR : 0;
	size_t last = page->lines - number > NEAR ? number + NEAR : page->lines;
	for (size_t i = first; i < last; i++) {
		bool beside = i + BESIDE >= number && i <= number + BESIDE;
		int counts = QW_MENTIONS_ESCAPES | (beside ? QW_MENTIONS_CODES : 0);
		if (known[i] < 0)
			known[i] = (signed char)qw_line_mentions(page, i);
		if ((known[i] & counts) != 0)
			return true;
	}
	return false;
}
