/* SPDX-License-Identifier: Apache-2.0 */
/* undo(apply(x)) = x for all kinds of escapes and their forms, on sentences and on characters by
 * chance; what never comes out of an escape; where escapes are meant. */
#include "config.h"
#include "damage/escape/apply.h"
#include "damage/escape/context.h"
#include "damage/escape/kind.h"
#include "damage/escape/names.h"
#include "damage/escape/spell.h"
#include "damage/escape/undo.h"
#include "unit/cells.h"
#include "unit/layers-text.h"
#include "unit/random-text.h"
#include "unit/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const qw_kind damage = {.name = "escape"};

/* Apply what the words say; false: they can't be read. */
static bool apply(const char *words, const qw_cell *c, size_t n, qw_text *out)
{
	qw_allocator a = qw_allocator_default();
	qw_cell parameters[128];
	size_t bad, length = strlen(words);
	for (size_t i = 0; i < length; i++)
		parameters[i] = (unsigned char)words[i];
	qw_text_init(out, &a);
	return qw_escape_apply(&damage, parameters, length, c, n, out, &bad);
}

/* The bits of nothing: all pieces are undone. */
static void undo(const qw_cell *c, size_t n, bool names, qw_escapes *e)
{
	qw_allocator a = qw_allocator_default();
	qw_escapes_init(e, &a);
	assert_true(qw_escapes_undo(e, c, n, names, 0));
}

/* Every spelling in every form that it has. */
static const char *const forms[] = {
	"entity-decimal", "entity-decimal+doubled", "entity-decimal+doubled=3", "entity-hex",
	"entity-hex+upper", "u-escape", "u-escape+upper", "u-escape+doubled", "u-escape+doubled=2",
	"percent-u", "percent-u+lower", "percent-utf8", "percent-utf8+lower", "percent-utf8+doubled",
	"percent-gbk", "percent-big5", "quoted-printable", "quoted-printable-gbk",
	"quoted-printable-big5", "x-escape", "x-escape+upper", "x-escape-gbk", "x-escape-big5", "octal",
	"octal-gbk", "octal-big5", "hz", "rfc2047", "rfc2047+q", "rfc2047-gbk", "rfc2047-gbk+q",
	"rfc2047-big5", "utf7",
};

static void check(const char *form, const qw_cell *c, size_t n)
{
	static const unsigned shares[] = {100, 60, 20};
	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		char words[80], wanted[CELLS_STRING], got[CELLS_STRING];
		qw_text damaged;
		qw_escapes e;
		snprintf(words, sizeof words, "%s+share=%u+seed=%zu", form, shares[i], n);
		assert_true(apply(words, c, n, &damaged));
		undo(damaged.cell, damaged.length, false, &e);
		if (e.text.length != n || memcmp(e.text.cell, c, n * sizeof *c) != 0)
			fail_msg("%s: %s is undone as %s", words, cells_string(c, n, wanted),
			         cells_string(e.text.cell, e.text.length, got));
		qw_escapes_free(&e);
		qw_text_free(&damaged);
	}
}

/* In the encoding of the form all of it can be written. */
static bool can_write(const char *form, const qw_cell *c, size_t n)
{
	const qw_escape_kind *k = qw_escape_kind_find(form, strcspn(form, "+"));
	assert_non_null(k);
	for (size_t i = 0; i < n; i++)
		if (c[i] >= 0x80 && !qw_escape_can_write(k, c[i]))
			return false;
	return true;
}

static void sentences_come_back(void **state)
{
	size_t checked = 0;
	(void)state;
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		qw_text text = cells_of(sentences[i]);
		for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
			if (can_write(forms[k], text.cell, text.length)) {
				check(forms[k], text.cell, text.length);
				checked++;
			}
		qw_text_free(&text);
	}
	print_message("# %zu sentences\n", checked);
	assert_true(checked > 100);
}

/* Characters of all planes: spelled as code points they need no model. */
static void characters_come_back(void **state)
{
	static const char *const code_points[] = {"entity-decimal", "entity-hex+upper", "u-escape",
	                                          "percent-u", "utf7"};
	generator g = {11};
	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		qw_cell c[12];
		size_t n = 1 + pick(&g, 12);
		for (size_t i = 0; i < n; i++)
			do
				c[i] = 0x100 + (qw_cell)pick(&g, round % 4 == 0 ? 0x10FF00 : 0xFF00);
			while (c[i] >= 0xD800 && c[i] <= 0xDFFF);
		for (size_t k = 0; k < sizeof code_points / sizeof *code_points; k++)
			check(code_points[k], c, n);
	}
}

static void parameters_are_checked(void **state)
{
	static const char *const wrong[] = {
		"", "nothing", "entity-decimal+", "entity-decimal+share=101", "entity-decimal+share=",
		"u-escape+bare", "hz+doubled", "utf7+doubled", "quoted-printable+doubled",
		"entity-hex+doubled=0", "entity-hex+doubled=4", "percent-utf8+q", "rfc2047+seed=x",
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		qw_text out;
		if (apply(wrong[i], NULL, 0, &out))
			fail_msg("'%s' was taken", wrong[i]);
		qw_text_free(&out);
	}
}

/* A name says all that apply() needs. */
static void names_make_what_was_found(void **state)
{
	qw_text text = cells_of("今天下午三点");
	(void)state;
	for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
		qw_text damaged, again;
		qw_escapes e;
		char name[QW_ESCAPE_NAME];
		assert_true(apply(forms[k], text.cell, text.length, &damaged));
		undo(damaged.cell, damaged.length, false, &e);
		assert_int_equal(e.count, 1);
		qw_escape_name(e.piece[0].kind, &e.piece[0].form, name);
		assert_memory_equal(name, "escape:", 7);
		assert_true(apply(name + 7, text.cell, text.length, &again));
		if (!same_cells(&damaged, &again))
			fail_msg("%s was named %s", forms[k], name);
		qw_text_free(&damaged);
		qw_text_free(&again);
		qw_escapes_free(&e);
	}
	qw_text_free(&text);
}

static void bare_entities_take_the_digits_that_make_sense(void **state)
{
	static const struct {
		const char *found, *wanted;
	} cases[] = {
		{"&#200133", "中3"}, {"&#x4e2da", "中a"}, {"&#x4f62", "佢"}, {"&#x1f92f", "\U0001F92F"},
		{"&#x1f600x", "\U0001F600x"}, {"&#20013&#25991", "中文"}, {"&#176C", "°C"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char got[CELLS_STRING], want[CELLS_STRING];
		qw_text found = cells_of(cases[i].found), wanted = cells_of(cases[i].wanted);
		qw_escapes e;
		undo(found.cell, found.length, false, &e);
		assert_string_equal(cells_string(e.text.cell, e.text.length, got),
		                    cells_string(wanted.cell, wanted.length, want));
		qw_escapes_free(&e);
		qw_text_free(&found);
		qw_text_free(&wanted);
	}
}

static void nothing_active_may_return(void **state)
{
	(void)state;
	for (qw_cell c = 0; c < 0xA0; c++)
		assert_false(qw_escape_may_return(c));
	static const qw_cell never[] = {0xAD, 0x200B, 0x200E, 0x202E, 0x2066, 0x2028, 0xFEFF, 0xD800,
	                                0xE000, 0xFFFE, 0x1FFFF, 0xE0001, 0x10FFFD, QW_CELL_HOLE};
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		assert_false(qw_escape_may_return(never[i]));
	static const qw_cell ever[] = {0xA0, 0xB7, 0xE9, 0x2014, 0x4E2D, 0xFF0C, 0x1F600, 0x20000};
	for (size_t i = 0; i < sizeof ever / sizeof *ever; i++)
		assert_true(qw_escape_may_return(ever[i]));
	for (const char *s = "<>&\"'%\\=+~{}[]$`#@/|^*_;\n\r\t"; *s != '\0'; s++)
		if (*s != ';')
			assert_false(qw_escape_is_harmless((unsigned char)*s));
}

static void names_of_entities(void **state)
{
	static const char *const ascii[] = {"lt;", "gt;", "amp;", "quot;", "apos;", "Tab;", "NewLine;",
	                                    "lt", "nbsp", "nosuch;", ""};
	uint32_t value;
	(void)state;
	for (size_t i = 0; i < sizeof ascii / sizeof *ascii; i++) {
		qw_text name = cells_of(ascii[i]);
		assert_int_equal(qw_entity_find(name.cell, name.length, &value), 0);
		qw_text_free(&name);
	}
	qw_text name = cells_of("mdash;x");
	assert_int_equal(qw_entity_find(name.cell, name.length, &value), 6);
	assert_int_equal(value, 0x2014);
	qw_text_free(&name);
	assert_string_equal(qw_entity_name(0x2014), "mdash;");
	assert_string_equal(qw_entity_name(0x2026), "hellip;");
	assert_string_equal(qw_entity_name(0xA0), "nbsp;");
	assert_null(qw_entity_name('<'));
	assert_null(qw_entity_name(0x4E2D));
}

/* Which of the pieces of a line are meant: one digit each. */
static void check_meant(const char *line, const char *wanted)
{
	char got[16] = "";
	qw_text text = cells_of(line);
	qw_escapes e;
	undo(text.cell, text.length, false, &e);
	qw_escape_context x = qw_escape_context_of(text.cell, text.length);
	for (size_t i = 0; i < e.count; i++)
		got[i] = qw_escape_is_meant(&x, &e, &e.piece[i]) ? '1' : '0';
	if (strcmp(got, wanted) != 0)
		fail_msg("%s: %s instead of %s", line, got, wanted);
	qw_escapes_free(&e);
	qw_text_free(&text);
}

static void places(void **state)
{
	(void)state;
	check_meant("http://a.cn/%E4%B8%AD/%E6%96%87 %E5%A5%BD", "110");
	check_meant("见http://a.cn/x%E3%80%82%E5%A5%BD", "0");
	check_meant("/usr/bin/perl%E4%B8%AD 和/%E6%88%96 GPS/%E5%8C%97%E6%96%97", "000");
	check_meant("s = \"\\u4e2d\" // \\u6587", "10");
	check_meant("他说: \"\\u4f60\\u597d\"。", "0");
	check_meant("{\"a\": \"\\u4e2d\", 'b': '\\u6587'}", "11");
	check_meant("don't say \\u4e2d, it isn't", "0");
	check_meant("`\\u4e2d` \\u6587 `&#20013;' ", "100");
	check_meant("key=\\u4e2d\\u6587", "1");
	check_meant("key=1; // \\u4e2d\\u6587", "0");
	check_meant("x[\\u4e00-\\u9fa5]y", "11");
	check_meant("<a title=&#20013;>&#25991;</a>", "10");
	check_meant("f(\"%E4%B8%AD\"); %E6%96%87", "10");
	check_meant("filename*=UTF-8''%E4%B8%AD.txt", "1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_come_back),
		cmocka_unit_test(characters_come_back),
		cmocka_unit_test(parameters_are_checked),
		cmocka_unit_test(names_make_what_was_found),
		cmocka_unit_test(bare_entities_take_the_digits_that_make_sense),
		cmocka_unit_test(nothing_active_may_return),
		cmocka_unit_test(names_of_entities),
		cmocka_unit_test(places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
