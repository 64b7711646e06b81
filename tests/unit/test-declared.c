/* SPDX-License-Identifier: Apache-2.0 */
/* Which charset does a page say it is in, and where? */
#include "config.h"
#include "decode/declared.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* The names that p[0..n) declares, each with a blank behind it. */
static void names(const char *p, size_t n, char out[256])
{
	qw_declared d;
	size_t length = 0;
	out[0] = '\0';
	for (size_t from = 0; qw_declared_next((const unsigned char *)p, n, &from, &d);) {
		assert_true(d.at + d.length <= n && from <= n && length + d.length + 2 < 256);
		length += (size_t)snprintf(out + length, 256 - length, "%.*s ", (int)d.length, p + d.at);
	}
}

static void assert_names(const char *page, const char *expected)
{
	char out[256];
	names(page, strlen(page), out);
	assert_string_equal(out, expected);
	/* A page that is cut off names a beginning of these, and nothing else. */
	for (size_t n = 0; n < strlen(page); n++) {
		names(page, n, out);
		assert_memory_equal(out, expected, strlen(out));
	}
}

static void meta_tags(void **state)
{
	(void)state;
	assert_names("<meta charset=gb2312>", "gb2312 ");
	assert_names("<META CharSet = 'GBK' />", "GBK ");
	assert_names("<meta charset=\" big5 \">", "big5 ");
	assert_names("<meta charset=gbk/>", "");
	assert_names("<!DOCTYPE html>\n<html lang=zh>\n<head>\n<title>甲 < 乙</title>\n"
	             "<link rel=icon href='a>b'><meta name=x content=y>\n<meta charset='gb18030'>",
	             "gb18030 ");
	assert_names("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
	             "gb2312 ");
	assert_names("<meta content='text/html;charset = \"big5-hkscs\"' http-equiv=content-type>",
	             "big5-hkscs ");
	assert_names("<meta content=\"charset charset=gbk;x\" http-equiv=Content-Type>", "gbk ");
	/* Without quotes the parameter is an attribute. */
	assert_names("<meta http-equiv=Content-Type content=text/html; charset=gb2312>", "gb2312 ");
	assert_names("<meta charset=gbk http-equiv=content-type content='text/html;charset=big5'>",
	             "gbk ");
	assert_names("\xEF\xBB\xBF<meta charset=utf-8>", "utf-8 ");
}

static void other_declarations(void **state)
{
	(void)state;
	assert_names("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<a>甲</a>", "GBK ");
	assert_names("<?xml version='1.0' encoding='gb2312' ?><html><meta charset='big5'>",
	             "gb2312 big5 ");
	assert_names("<?xml version='1.0'?><html><head/><meta charset='big5'>", "big5 ");
	assert_names("<?xml-stylesheet encoding='gbk'?>", "");
	assert_names("@charset \"GB2312\";\nbody { }", "GB2312 ");
	assert_names("@charset 'GB2312';", "");
	assert_names(" @charset \"GB2312\";", "");
}

static void what_declares_nothing(void **state)
{
	(void)state;
	assert_names("", "");
	assert_names("甲<meta charset=gbk>", "");
	assert_names("So schreibt man es: <meta charset=gbk>", "");
	assert_names("<!-- <meta charset=gbk> -->", "");
	assert_names("<script>document.write('<meta charset=gbk>')</script>", "");
	assert_names("<style>/*<meta charset=gbk>*/</style>", "");
	assert_names("<title><meta charset=gbk></title>", "");
	assert_names("<html><head></head><meta charset=gbk>", "");
	assert_names("<html><body><meta charset=gbk>", "");
	assert_names("<html><head><p>甲</p><meta charset=gbk>", "");
	assert_names("<metacharset=gbk>", "");
	assert_names("<meta name=content-type content='text/html; charset=gbk'>", "");
	assert_names("<meta http-equiv=refresh content='0; url=?charset=gbk'>", "");
	assert_names("<meta http-equiv=content-type content='text/html'>", "");
	assert_names("<meta data-charset=gbk>", "");
	assert_names("<meta charset>", "");
	assert_names("<meta charset=''>", "");
	assert_names("<meta charset='{{ charset }}'>", "");
	assert_names("<meta charset=\"gbk", "");
	assert_names("<link rel=x charset=gbk>", "");
	assert_names("< meta charset=gbk>", "");
	assert_names("<", "");
	assert_names("<=/=/>", "");
}

static void a_page_in_gbk(void **state)
{
	(void)state;
	/* 乗 is 81 5C, a backslash for its second byte, in the title. */
	assert_names("<title>\x81\x5C</title><meta charset=gbk>", "gbk ");
}

static void names_of_utf8(void **state)
{
	(void)state;
	const unsigned char p[] = "UTF-8utf8gbkutf-16";
	assert_true(qw_declared_is_utf8(p, &(qw_declared){0, 5}));
	assert_true(qw_declared_is_utf8(p, &(qw_declared){5, 4}));
	assert_false(qw_declared_is_utf8(p, &(qw_declared){9, 3}));
	assert_false(qw_declared_is_utf8(p, &(qw_declared){12, 6}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meta_tags),
		cmocka_unit_test(other_declarations),
		cmocka_unit_test(what_declares_nothing),
		cmocka_unit_test(a_page_in_gbk),
		cmocka_unit_test(names_of_utf8),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
