/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "decode/label.h"

#include "charset/charset.h"
#include "charset/name.h"

#include <string.h>

typedef struct {
	const char *label, *encoding;
} known;

static const char *find(const known *table, size_t n, const char *label)
{
	for (size_t i = 0; i < n; i++)
		if (qw_same_name(table[i].label, label))
			return table[i].encoding;
	return NULL;
}

const char *qw_label_encoding(const char *label)
{
	static const known without_table[] = {
		{"utf-8", "utf-8"}, {"cesu-8", "utf-8"}, {"unicode-1-1-utf-8", "utf-8"},
		{"hz-gb-2312", "hz"}, {"hz", "hz"}, {"iso-2022-cn", "iso-2022-cn"},
		{"iso-2022-jp", "iso-2022-jp"}, {"iso-2022-kr", "iso-2022-kr"},
		{"euc-jp", "euc-jp"}, {"x-euc-jp", "euc-jp"}, {"us-ascii", "windows-1252"},
		{"ascii", "windows-1252"}, {"johab", "johab"}, {"viscii", "viscii"},
	}, supersets[] = {
		{"gbk", "gb18030"}, {"cp936", "gb18030"}, {"gb18030-2005", "gb18030"},
		{"gb18030-2000", "gb18030"}, {"cp950", "big5-hkscs"}, {"iso-8859-1", "windows-1252"},
		{"iso-8859-9", "windows-1254"}, {"iso-8859-11", "windows-874"},
	};
	const qw_charset *cs = qw_charset_find(label);
	if (cs == NULL)
		return find(without_table, sizeof without_table / sizeof *without_table, label);
	const char *name = qw_charset_name(cs);
	const char *superset = find(supersets, sizeof supersets / sizeof *supersets, name);
	return superset != NULL ? superset : name;
}
