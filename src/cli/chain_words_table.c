/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/chain_words_table.h"

#include <string.h>

#define SAME(name, text) {name, {text, text}}
#define END {NULL, {NULL, NULL}}

static const struct cli_word sets[] = {
	SAME("utf8", "UTF-8"), SAME("gbk", "GBK"), SAME("gb18030", "GB18030"),
	SAME("big5", "Big5"), SAME("euc-tw", "EUC-TW"), SAME("shift_jis", "Shift_JIS"),
	SAME("euc-kr", "EUC-KR"), SAME("latin1", "Latin-1"),
	SAME("cp936", "GBK (Windows)"), SAME("cp950", "Big5 (Windows)"),
	SAME("koi8-r", "KOI8-R"), SAME("iso-8859-2", "ISO-8859-2"), SAME("macroman", "Mac Roman"),
	SAME("utf16le", "UTF-16LE"), SAME("utf16be", "UTF-16BE"),
	{"cp437", {"code page 437", "代码页 437"}},
	{"cp850", {"code page 850", "代码页 850"}},
	{"cp866", {"code page 866", "代码页 866"}},
	{"gpt2", {"the letters that tokenizers print bytes with", "分词器显示字节所用的字母"}},
	{"utf8-else-latin1", {"UTF-8 and, where it is none, as Latin-1",
	                      "UTF-8（不合之处逐字节按 Latin-1）"}},
	{"utf8-else-windows-1252", {"UTF-8 and, where it is none, as windows-1252",
	                            "UTF-8（不合之处逐字节按 windows-1252）"}},
	END,
};

static const struct cli_word readers[] = {
	{"python", {" by Python", "（Python）"}},
	{"whatwg", {" by a browser", "（浏览器）"}},
	{"java", {" by Java", "（Java）"}},
	{"glibc", {" by iconv", "（iconv）"}},
	{"windows", {" by Windows", "（Windows）"}},
	{"windows-nouser", {" by Windows", "（Windows）"}},
	{"python-cp950", {" by Python", "（Python）"}},
	END,
};

#define FFFD     {", with U+FFFD for what could not be read", "，读不出的写成 U+FFFD"}
#define QUESTION {", with ? for what could not be read", "，读不出的写成 ?"}
#define NOTHING  {", without what could not be read", "，读不出的略去"}

static const struct cli_word losses[] = {
	{"python", FFFD}, {"whatwg", FFFD}, {"java", FFFD}, {"glibc", NOTHING},
	{"windows", QUESTION}, {"windows-nouser", QUESTION},
	{"python-cp950", FFFD},
	END,
};

static const struct cli_word policies[] = {
	{"strict", {"", ""}},
	{"question", QUESTION},
	{"dropped", NOTHING},
	{"c1-dropped", {", and the control characters were dropped", "，控制字符被删去"}},
	{"nbsp-to-space", {", and no-break spaces became blanks", "，不换行空格变成了空格"}},
	{"private-dropped", {", and characters of private use were dropped", "，专用区的字被删去"}},
	END,
};

static const struct cli_word escapes[] = {
	{"entity-decimal", {"decimal references of HTML (&#20013;)", "HTML 十进制引用（&#20013;）"}},
	{"entity-hex", {"hexadecimal references of HTML (&#x4e2d;)", "HTML 十六进制引用（&#x4e2d;）"}},
	{"entity-named", {"named references of HTML (&mdash;)", "HTML 命名引用（&mdash;）"}},
	{"u-escape", {"escapes of programming languages (\\u4e2d)", "程序语言的转义（\\u4e2d）"}},
	{"percent-u", {"escapes of old scripts (%u4E2D)", "旧脚本的转义（%u4E2D）"}},
	{"percent-utf8", {"escapes of addresses (%E4%B8%AD)", "网址转义（%E4%B8%AD）"}},
	{"percent-gbk", {"escapes of addresses, of GBK (%D6%D0)", "GBK 网址转义（%D6%D0）"}},
	{"percent-big5", {"escapes of addresses, of Big5 (%A4%A4)", "Big5 网址转义（%A4%A4）"}},
	{"quoted-printable", {"quoted-printable of mail (=E4=B8=AD)", "邮件的 QP 编码（=E4=B8=AD）"}},
	{"quoted-printable-gbk", {"quoted-printable of GBK (=D6=D0)", "GBK 的 QP 编码（=D6=D0）"}},
	{"quoted-printable-big5", {"quoted-printable of Big5 (=A4=A4)", "Big5 的 QP 编码（=A4=A4）"}},
	{"x-escape", {"escaped bytes (\\xe4\\xb8\\xad)", "字节转义（\\xe4\\xb8\\xad）"}},
	{"x-escape-gbk", {"escaped bytes of GBK (\\xd6\\xd0)", "GBK 字节转义（\\xd6\\xd0）"}},
	{"x-escape-big5", {"escaped bytes of Big5 (\\xa4\\xa4)", "Big5 字节转义（\\xa4\\xa4）"}},
	{"octal", {"octal bytes (\\344\\270\\255)", "八进制字节转义（\\344\\270\\255）"}},
	{"octal-gbk", {"octal bytes of GBK (\\326\\320)", "GBK 八进制字节转义（\\326\\320）"}},
	{"octal-big5", {"octal bytes of Big5 (\\244\\244)", "Big5 八进制字节转义（\\244\\244）"}},
	{"hz", {"HZ (~{VP~})", "HZ 编码（~{VP~}）"}},
	{"rfc2047", {"encoded words of mail (=?UTF-8?B?...?=)", "邮件编码字（=?UTF-8?B?...?=）"}},
	{"rfc2047-gbk", {"encoded words of mail, of GBK (=?GBK?B?...?=)",
	                 "GBK 邮件编码字（=?GBK?B?...?=）"}},
	{"rfc2047-big5", {"encoded words of mail, of Big5 (=?BIG5?B?...?=)",
	                  "Big5 邮件编码字（=?BIG5?B?...?=）"}},
	{"utf7", {"UTF-7 (+Ti0-)", "UTF-7（+Ti0-）"}},
	END,
};

static const struct cli_word forms[] = {
	{"bare", {", without the semicolon", "，缺分号"}},
	{"doubled", {", which were escaped once more", "，而且又转义了一次"}},
	{"doubled=2", {", which were escaped twice more", "，而且又转义了两次"}},
	{"doubled=3", {", which were escaped three times more", "，而且又转义了三次"}},
	{"upper", {"", ""}}, {"lower", {"", ""}}, {"q", {"", ""}},
	END,
};

/* As the first link of a chain. */
static const struct cli_word damages[] = {
	{"splice", {"A program put readings behind characters, searching and replacing in the bytes of "
	            "GBK, and hit bytes between two characters as well",
	            "某程序在 GBK 字节里查找替换，给字加注读音，也插进了两字之间的字节"}},
	{"ftfy-scar", {"The program ftfy took the text for UTF-8 and “repaired” it",
	               "ftfy 把文本当成 UTF-8“修复”过"}},
	{"undecodable", {"These bytes are no text in the encoding that the file is read in",
	                 "按文件所用的编码，这些字节不成文字"}},
	{"debris", {"These are the remains of characters that were lost long before",
	            "这是早先丢失的字留下的残迹"}},
	END,
};

/* English is in rules.def, for both. */
static const struct cli_word rules[] = {
	{"QW101", {"", "UTF-8 被当作东亚编码读取"}},
	{"QW102", {"", "UTF-8 被当作单字节编码读取"}},
	{"QW103", {"", "东亚编码被当作单字节编码读取"}},
	{"QW104", {"", "一种东亚编码被当作另一种读取"}},
	{"QW105", {"", "不止一次用错编码读取"}},
	{"QW106", {"", "编辑器把碰巧合规的当作 UTF-8，其余逐字节读取"}},
	{"QW107", {"", "正文成了分词器显示字节用的字母"}},
	{"QW108", {"", "某程序把乱码认作另一种，错误地“修复”过"}},
	{"QW201", {"", "无法解码的字节"}},
	{"QW202", {"", "局部与整个文件编码不同"}},
	{"QW203", {"", "缺了或多了一个字节，其后都错开一个字节来读"}},
	{"QW204", {"", "UTF-16 的字节序弄反了"}},
	{"QW205", {"", "UTF-16 被逐字节读取"}},
	{"QW301", {"", "某程序在字的字节之间插入了注音"}},
	{"QW401", {"", "字已丢失，只剩 U+FFFD"}},
	{"QW402", {"", "字已丢失，只剩 U+FFFD 在别的编码里的样子"}},
	{"QW403", {"", "从未写入的内存被当作文字打印"}},
	{"QW501", {"", "正文里留有 HTML 引用"}},
	{"QW502", {"", "正文里留有码点转义"}},
	{"QW503", {"", "正文里留有字节转义"}},
	{"QW504", {"", "邮件用的编码没有解开"}},
	{"QW901", {"", "看似受损，但没有能证实的修复"}},
	{"QW999", {"", "没有专门规则的损坏"}},
	END,
};

static const struct cli_word advice[] = {
	{"QW101", {"", "按 UTF-8 读取即可；qingwen repair 会还原。"}},
	{"QW102", {"", "按 UTF-8 读取即可；qingwen repair 会还原。"}},
	{"QW103", {"", "从原来的编码转换；qingwen repair 会还原。"}},
	{"QW104", {"", "从原来的编码转换；qingwen repair 会还原。"}},
	{"QW105", {"", "查一查何处转换了两次；qingwen repair 会一并还原。"}},
	{"QW106", {"", "告诉编辑器是什么编码；qingwen repair 会还原。"}},
	{"QW107", {"", "要解码词元，不要直接打印；qingwen repair 会还原。"}},
	{"QW108", {"", "在那个程序处理之前先用 qingwen 修复。"}},
	{"QW201", {"", "查明编码，用 --from 指定；丢失的字节找不回来。"}},
	{"QW202", {"", "各部分分别转换；qingwen repair 就是这样做的。"}},
	{"QW203", {"", "查一查什么在按字节截断文本；qingwen repair 会恢复剩下的。"}},
	{"QW204", {"", "按它本来的字节序读取；qingwen repair 会还原。"}},
	{"QW205", {"", "按 UTF-16 读取；qingwen repair 会还原。"}},
	{"QW301", {"", "查找替换要按字，不要按字节；qingwen repair 会取出注音。"}},
	{"QW401", {"", "从来源重新取得文本；没有办法恢复。"}},
	{"QW402", {"", "从来源重新取得文本；没有办法恢复。"}},
	{"QW403", {"", "查一查什么文本没有结尾就被打印；没有可恢复的。"}},
	{"QW501", {"", "再解码一次，或不要转义两次；qingwen repair 会解码。"}},
	{"QW502", {"", "用该格式的解析器读取；qingwen repair 会解码。"}},
	{"QW503", {"", "存储之前先解码；qingwen repair 会解码。"}},
	{"QW504", {"", "存储之前先解开邮件；qingwen repair 会解码。"}},
	{"QW901", {"", "看看那一处：qingwen 保持原样。"}},
	{"QW999", {"", "看看那一处；qingwen explain 会说明更多。"}},
	END,
};

const char *cli_word(enum cli_word_list list, const char *name, size_t length,
                     enum cli_language language)
{
	static const struct cli_word *const lists[] = {sets, readers, losses, policies,
	                                               escapes, forms, damages, rules, advice};
	for (const struct cli_word *w = lists[list]; w->name != NULL; w++)
		if (strlen(w->name) == length && memcmp(w->name, name, length) == 0)
			return w->text[language];
	return NULL;
}
