/* SPDX-License-Identifier: Apache-2.0 */
/* Where values stand in records, and how their text is read and written. */
#include "config.h"
#include "cli/record/find.h"
#include "cli/record/rows.h"
#include "cli/record/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const unsigned char *bytes(const char *string)
{
	return (const unsigned char *)string;
}

/* --- paths ---------------------------------------------------------------------------------- */

static void test_paths_refused(void **state)
{
	static const char *const wrong[] = {
		"jsonl", "jsonl:", "jsonl:.", "jsonl:,", "jsonl:a,", "jsonl:a..b", "jsonl:a.", "jsonl:[",
		"jsonl:[x]", "jsonl:[-1]", "jsonl:[1", "jsonl:[1234567890123456789]", "jsonl:a]",
		"jsonl:a[]b", "jsonl:\"a", "jsonl:\"a\\", "jsonl:\"a\"b", "jsonl:a\"b\"", "csv", "csv:",
		"csv:0", "csv:a,", "csv:1,a", "csv:\"a", "csv:\"a\"b", "tsv:", "json:a", "JSONL:a", "file",
		"",
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct cli_paths paths;
		const char *why = NULL;
		if (cli_paths_read(&paths, wrong[i], &why))
			fail_msg("%s was taken", wrong[i]);
		assert_non_null(why);
		cli_paths_free(&paths);
	}
}

static void test_paths_read(void **state)
{
	static const struct {
		const char *unit;
		size_t count, steps;
		enum cli_step_kind last;
		const char *name;
		uint64_t number;         /* index or column */
	} cases[] = {
		{"jsonl:a", 1, 1, CLI_STEP_NAME, "a", 0},
		{"jsonl:.a.b", 1, 2, CLI_STEP_NAME, "b", 0},
		{"jsonl:a.*", 1, 2, CLI_STEP_ANY, NULL, 0},
		{"jsonl:a[]", 1, 2, CLI_STEP_ELEMENTS, NULL, 0},
		{"jsonl:[][12]", 1, 2, CLI_STEP_INDEX, NULL, 12},
		{"jsonl:b,a.\"x.\\\"y\\\\\"", 2, 2, CLI_STEP_NAME, "x.\"y\\", 0},
		{"jsonl:\"*\"", 1, 1, CLI_STEP_NAME, "*", 0},
		{"jsonl:a b-c:d", 1, 1, CLI_STEP_NAME, "a b-c:d", 0},
		{"jsonl:\"\"", 1, 1, CLI_STEP_NAME, "", 0},
		{"csv:a.b[]", 1, 1, CLI_STEP_NAME, "a.b[]", 0},
		{"csv:*", 1, 1, CLI_STEP_NAME, "*", 0},
		{"csv:\"3\"", 1, 1, CLI_STEP_NAME, "3", 0},
		{"csv:3a", 1, 1, CLI_STEP_NAME, "3a", 0},
		{"csv:1,12", 2, 0, CLI_STEP_NAME, NULL, 12},
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct cli_paths paths;
		const char *why;
		if (!cli_paths_read(&paths, cases[i].unit, &why))
			fail_msg("%s: %s", cases[i].unit, why);
		assert_int_equal(paths.count, cases[i].count);
		const struct cli_path *path = &paths.path[paths.count - 1];
		assert_int_equal(path->steps, cases[i].steps);
		if (path->steps == 0) {
			assert_int_equal(path->column, cases[i].number);
		} else {
			const struct cli_step *step = &path->step[path->steps - 1];
			assert_int_equal(step->kind, cases[i].last);
			assert_int_equal(step->index, cases[i].number);
			if (cases[i].name != NULL)
				assert_string_equal(step->name, cases[i].name);
		}
		cli_paths_free(&paths);
	}
}

/* --- JSON ----------------------------------------------------------------------------------- */

/* The values as "<a><b>", or "no". */
static void find(const char *unit, const char *record, size_t n, char *out)
{
	struct cli_paths paths;
	struct cli_found found = {.value = NULL};
	const char *why;
	assert_true(cli_paths_read(&paths, unit, &why));
	*out = '\0';
	if (!cli_find_json(&found, &paths, NULL, bytes(record), n)) {
		assert_non_null(found.why);
		strcpy(out, "no");
	} else {
		for (size_t i = 0; i < found.count; i++) {
			const struct cli_value *v = &found.value[i];
			assert_true(v->from <= v->to && v->to < n);
			assert_true(record[v->from - 1] == '"' && record[v->to] == '"');
			out += sprintf(out, "<%.*s>", (int)(v->to - v->from), record + v->from);
		}
	}
	cli_found_free(&found);
	cli_paths_free(&paths);
}

static void test_find_json(void **state)
{
	static const struct {
		const char *unit, *record, *values;
	} cases[] = {
		{"jsonl:a", "{\"a\":\"x\"}", "<x>"},
		{"jsonl:a", " { \"a\" : \"x\" } \r", "<x>"},
		{"jsonl:a", "{\"b\":\"y\",\"a\":\"\",\"a\":\"z\"}", "<><z>"},
		{"jsonl:a", "{\"a\":\"\\\"\"}", "<\\\">"},
		{"jsonl:a", "{\"a\":\"\\\\\",\"b\":\"\\\"\"}", "<\\\\>"},
		{"jsonl:b", "{\"a\":\"\\\\\\\"b\\\":\",\"b\":\"\\\"x\"}", "<\\\"x>"},
		{"jsonl:a", "{\"\\u0061\":\"x\"}", "<x>"},
		{"jsonl:a", "{\"a\":1,\"b\":{\"a\":\"x\"},\"c\":[{\"a\":\"x\"}]}", ""},
		{"jsonl:b.a", "{\"a\":\"y\",\"b\":{\"a\":\"x\",\"b\":{\"a\":\"y\"}},\"a\":\"y\"}", "<x>"},
		{"jsonl:a[]", "{\"a\":[\"x\",1,null,true,[\"z\"],{\"a\":\"z\"},-1.5e3,\"y\\n\"]}",
			"<x><y\\n>"},
		{"jsonl:a[1]", "{\"a\":[\"x\",\"y\",\"z\"]}", "<y>"},
		{"jsonl:a[4]", "{\"a\":[0,{},[],[[]],\"y\",\"z\"]}", "<y>"},
		{"jsonl:a[].b", "{\"a\":[{\"b\":\"x\"},{\"c\":\"z\"},{\"b\":\"y\"}]}", "<x><y>"},
		{"jsonl:a[].b[0]", "{\"a\":[{\"b\":[\"x\",\"z\"]},{\"b\":[\"y\"]}]}", "<x><y>"},
		{"jsonl:*", "{\"a\":\"x\",\"b\":\"y\",\"c\":{\"d\":\"z\"}}", "<x><y>"},
		{"jsonl:*.*", "{\"a\":\"z\",\"b\":[\"x\"],\"c\":{\"d\":\"y\"}}", "<x><y>"},
		{"jsonl:[]", "[\"x\",[\"z\"],\"y\"]", "<x><y>"},
		{"jsonl:a,a,*", "{\"a\":\"x\"}", "<x>"},
		{"jsonl:b.c,a", "{\"a\":\"x\",\"b\":{\"c\":\"y\"}}", "<x><y>"},
		{"jsonl:a", "\"a\"", ""},
		{"jsonl:a", "123", ""},
		{"jsonl:a", "[\"a\",\"x\"]", ""},
		{"jsonl:a", "{}", ""},
		{"jsonl:a", "{\"a\":\"x\xFF\"}", "<x\xFF>"},
		{"jsonl:a", "{\"a\":\"\\ud83d\"}", "<\\ud83d>"},
		{"jsonl:a", "{\"a\":123456789012345678901234567890,\"b\":1e400}", ""},
		{"jsonl:a", "", "no"},
		{"jsonl:a", "{", "no"},
		{"jsonl:a", "{\"a\":\"x\"", "no"},
		{"jsonl:a", "{\"a\":\"x}", "no"},
		{"jsonl:a", "{\"a\":\"x\"}}", "no"},
		{"jsonl:a", "{\"a\":\"x\"} {}", "no"},
		{"jsonl:a", "{\"a\":\"x\",}", "no"},
		{"jsonl:a", "{\"a\" \"x\"}", "no"},
		{"jsonl:a", "{a:\"x\"}", "no"},
		{"jsonl:a", "{'a':'x'}", "no"},
		{"jsonl:a", "{\"a\":\"x\t\"}", "no"},
		{"jsonl:a", "{\"a\":\"\\x\"}", "no"},
		{"jsonl:a", "{\"a\":\"\\u12\"}", "no"},
		{"jsonl:a", "{\"a\":\"x\"}//", "no"},
		{"jsonl:a", "{\"a\":nul}", "no"},
		{"jsonl:a", "[1,2", "no"},
		{"jsonl:a", "]", "no"},
	};
	char out[256];
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		find(cases[i].unit, cases[i].record, strlen(cases[i].record), out);
		if (strcmp(out, cases[i].values) != 0)
			fail_msg("%s of %s: %s, not %s", cases[i].unit, cases[i].record, out, cases[i].values);
	}
	find("jsonl:a", "{\"a\":\"x\"}\0", 10, out);
	assert_string_equal(out, "no");
}

/* Where an annotation goes. */
static void test_find_member(void **state)
{
	static const struct {
		const char *record, *before, *member; /* what stands in front of it; what it replaces */
		bool has_members, has_blanks;
	} cases[] = {
		{"{}", "{", NULL, false, false},
		{"{ }", "{", NULL, false, false},
		{"{\"a\":1 }", "{\"a\":1", NULL, true, false},
		{"{\"a\": [2] }", "{\"a\": [2]", NULL, true, true},
		{"{\"a\":{\"q\":1}}", "{\"a\":{\"q\":1}", NULL, true, false},
		{"{\"q\" : {\"x\":[]} ,\"a\":1}", NULL, "{\"x\":[]}", true, true},
		{"{\"a\":1,\"q\":12}", NULL, "12", true, false},
		{"{\"q\":1,\"q\":\"\\\"\"}", NULL, "\"\\\"\"", true, false},
		{"{\"\\u0071\":null}", NULL, "null", true, false},
	};
	struct cli_paths paths;
	struct cli_found found = {.value = NULL};
	const char *why;
	(void)state;
	assert_true(cli_paths_read(&paths, "jsonl:*", &why));
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *record = cases[i].record, *before = cases[i].before;
		assert_true(cli_find_json(&found, &paths, "q", bytes(record), strlen(record)));
		assert_true(found.is_object);
		assert_int_equal(found.has_members, cases[i].has_members);
		assert_int_equal(found.has_blanks, cases[i].has_blanks);
		assert_int_equal(found.has_member, cases[i].member != NULL);
		assert_int_equal(found.count, 0);
		if (before != NULL) {
			assert_int_equal(found.last, strlen(before));
			continue;
		}
		assert_int_equal(found.member_to - found.member_from, strlen(cases[i].member));
		assert_memory_equal(record + found.member_from, cases[i].member, strlen(cases[i].member));
	}
	assert_true(cli_find_json(&found, &paths, "q", bytes("[1]"), 3));
	assert_false(found.is_object);
	cli_found_free(&found);
	cli_paths_free(&paths);
}

/* --- CSV ------------------------------------------------------------------------------------ */

static void test_row_end(void **state)
{
	static const struct {
		const char *rows;
		size_t end;
	} cases[] = {
		{"a,b\nc", 4}, {"\"a\nb\",c\nd", 8}, {"\"a\"\"\n\"\n", 7}, {"a\"b\nc\"\n", 4},
		{"a,\"\"\n", 5}, {"a,\"\"\"\n\"\n", 8}, {"\"a\"b\"\n", 6}, {",\"\n\",\n", 6},
		{"\"a\n", 0}, {"a,b", 0}, {"", 0}, {"\n", 1}, {"\"a\"\r\n", 5},
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *rows = cases[i].rows;
		size_t n = strlen(rows), end = 0;
		enum cli_row_state s = CLI_ROW_CELL;
		if (cli_row_end(CLI_CSV, &s, bytes(rows), n) != cases[i].end)
			fail_msg("the end of %s", rows);
		s = CLI_ROW_CELL;
		for (size_t k = 0; k < n && end == 0; k++)
			if (cli_row_end(CLI_CSV, &s, bytes(rows + k), 1) > 0)
				end = k + 1;
		assert_int_equal(end, cases[i].end);
	}
	enum cli_row_state s = CLI_ROW_CELL;
	assert_int_equal(cli_row_end(CLI_TSV, &s, bytes("\"a\nb\"\n"), 6), 3);
	assert_int_equal(cli_row_end(CLI_JSONL, &s, bytes("\"a\nb\"\n"), 6), 3);
}

static void test_cells(void **state)
{
	static const struct {
		enum cli_record_format format;
		const char *row, *cells;
	} cases[] = {
		{CLI_CSV, "a,b", "<a><b>"}, {CLI_CSV, "", "<>"}, {CLI_CSV, ",", "<><>"},
		{CLI_CSV, "\"a,b\",c", "<a,b><c>"}, {CLI_CSV, "\"\",\"\"\"\"", "<><\"\">"},
		{CLI_CSV, "a\"b\",c", "<a\"b\"><c>"}, {CLI_CSV, " \"a\", b", "< \"a\">< b>"},
		{CLI_CSV, "\"a\nb\",", "<a\nb><>"}, {CLI_CSV, "\"a", "no"}, {CLI_CSV, "\"a\"b,c", "no"},
		{CLI_CSV, "a,\"b\" ,c", "no"}, {CLI_CSV, "\"a\"\"", "no"}, {CLI_CSV, "\"", "no"},
		{CLI_CSV, "a\tb", "<a\tb>"}, {CLI_TSV, "a\tb", "<a><b>"}, {CLI_TSV,
			"\"a\t\t\\t", "<\"a><><\\t>"},
	};
	char out[256];
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const char *row = cases[i].row, *why = NULL;
		struct cli_cell cell = {.next = 0};
		char *to = out;
		for (size_t n = strlen(row); cell.next <= n && why == NULL;) {
			why = cli_cell_read(cases[i].format, bytes(row), n, cell.next, &cell);
			to += sprintf(to, "<%.*s>", (int)(cell.to - cell.from), row + cell.from);
		}
		if (strcmp(why != NULL ? "no" : out, cases[i].cells) != 0)
			fail_msg("%s: %s", row, out);
	}
}

static void test_columns(void **state)
{
	struct cli_paths paths;
	struct cli_columns columns = {.of = NULL};
	struct cli_found found = {.value = NULL};
	const char *why, *missing;
	(void)state;
	assert_true(cli_paths_read(&paths, "csv:b,\"a,c\"", &why));
	assert_true(cli_columns_read(&columns, &paths, "q", bytes("x,\"a,c\",q,b,b"), 13, &why,
		&missing));
	assert_int_equal(columns.count, 5);
	assert_int_equal(columns.of[0], 3);
	assert_int_equal(columns.of[1], 1);
	assert_int_equal(columns.member, 2);
	assert_true(cli_find_cells(&found, &paths, &columns, true, bytes("1,\"2\",\"3\",4,5"), 13));
	assert_int_equal(found.count, 2);
	assert_int_equal(found.value[0].from, 3);
	assert_int_equal(found.value[0].writing, CLI_CSV_QUOTED);
	assert_int_equal(found.value[1].from, 10);
	assert_int_equal(found.value[1].writing, CLI_PLAIN);
	assert_int_equal(found.member_from, 6);
	assert_int_equal(found.member_to, 9);
	assert_true(cli_find_cells(&found, &paths, &columns, false, bytes("1"), 1));
	assert_int_equal(found.count, 0);
	assert_false(cli_find_cells(&found, &paths, &columns, true, bytes("1"), 1));
	assert_false(cli_columns_read(&columns, &paths, NULL, bytes("a,b"), 3, &why, &missing));
	assert_null(why);
	assert_string_equal(missing, "\"a,c\"");
	assert_false(cli_columns_read(&columns, &paths, NULL, bytes("\"a"), 2, &why, &missing));
	assert_non_null(why);
	cli_columns_free(&columns);
	cli_found_free(&found);
	cli_paths_free(&paths);
}

/* --- text ----------------------------------------------------------------------------------- */

static void test_text_read(void **state)
{
	static const struct {
		enum cli_writing writing;
		const char *raw, *text;
	} cases[] = {
		{CLI_JSON_STRING, "ab", "ab"}, {CLI_JSON_STRING, "", ""}, {CLI_PLAIN, "a\\n\"\"",
			"a\\n\"\""},
		{CLI_JSON_STRING, "\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"},
		{CLI_JSON_STRING, "\\u4eca\\u00E9\\u0041x", "\xE4\xBB\x8A\xC3\xA9" "Ax"},
		{CLI_JSON_STRING, "\\ud83d\\uDE00", "\xF0\x9F\x98\x80"},
		{CLI_JSON_STRING, "\\ud83dx\\ude00", "\xED\xA0\xBDx\xED\xB8\x80"},
		{CLI_JSON_STRING, "\\ud83d\\ud83d\\ude00", "\xED\xA0\xBD\xF0\x9F\x98\x80"},
		{CLI_JSON_STRING, "\\\\u4eca", "\\u4eca"},
		{CLI_CSV_QUOTED, "a\"\"b\"\"\"\"\\n", "a\"b\"\"\\n"},
	};
	struct cli_bytes room = {.data = NULL};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		size_t n;
		const unsigned char *text = cli_text_read(cases[i].writing, bytes(cases[i].raw),
		                                          strlen(cases[i].raw), &room, &n);
		if (n != strlen(cases[i].text) || memcmp(text, cases[i].text, n) != 0)
			fail_msg("the text of %s", cases[i].raw);
	}
	cli_bytes_free(&room);
}

static void test_text_write(void **state)
{
	static const struct {
		enum cli_writing writing;
		enum cli_habit habit;
		const char *raw, *after, *written;
	} cases[] = {
		{CLI_JSON_STRING, CLI_WRITES_RAW, "a\\/\\u0062c", "a/bd", "a\\/\\u0062d"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u00e9", "\xE4\xBB\x8A", "\\u4eca"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u00E9", "\xE4\xBB\x8A", "\\u4ECA"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\xC3\xA9", "\xE4\xBB\x8A", "\xE4\xBB\x8A"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "x", "\xE4\xBB\x8A", "\xE4\xBB\x8A"},
		{CLI_JSON_STRING, CLI_WRITES_ESCAPES, "x", "\xE4\xBB\x8A", "\\u4eca"},
		{CLI_JSON_STRING, CLI_WRITES_ESCAPES, "\xC3\xA9", "\xE4\xBB\x8A", "\xE4\xBB\x8A"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u00e9", "\xF0\x9F\x98\x80", "\\ud83d\\ude00"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "x",
			"\"\\\n\r\t\b\f\x01\x1F/", "\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f/"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\/x\\u003c", "y/<", "y\\/\\u003c"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\ud83d\xC3\xA9", "\xED\xA0\xBDx\xED\xA0\xBD",
			"\\ud83dx\\ud83d"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "a\\nb\\nc", "a\nx\nc", "a\\nx\\nc"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u0061\\n\\u0062\\n\\u0063", "a\nx\nc",
			"\\u0061\\nx\\n\\u0063"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u0061\\n\\u0062", "a", "\\u0061"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u0061", "a\nb\nc", "\\u0061\\nb\\nc"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "\\u0061", "", ""},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "", "a", "a"},
		{CLI_JSON_STRING, CLI_WRITES_RAW, "aa", "aaa", "aaa"},
		{CLI_JSON_STRING, CLI_WRITES_ESCAPES, "x", "\xFF", "\xFF"},
		{CLI_CSV_QUOTED, CLI_WRITES_RAW, "a\"\"b", "a\"\"c", "a\"\"\"\"c"},
		{CLI_PLAIN, CLI_WRITES_RAW, "a\"b", "a\"c", "a\"c"},
	};
	struct cli_bytes room = {.data = NULL}, out = {.data = NULL};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct cli_text_change change = {
			.writing = cases[i].writing, .raw = bytes(cases[i].raw), .r = strlen(cases[i].raw),
			.after = bytes(cases[i].after), .m = strlen(cases[i].after), .habit = cases[i].habit};
		change.before = cli_text_read(change.writing, change.raw, change.r, &room, &change.n);
		out.length = 0;
		cli_text_write(&change, &out);
		cli_bytes_put(&out, '\0');
		if (strcmp((char *)out.data, cases[i].written) != 0)
			fail_msg("%s: %s, not %s", cases[i].raw, (char *)out.data, cases[i].written);
	}
	cli_bytes_free(&room);
	cli_bytes_free(&out);
}

static uint32_t draw(uint32_t *seed, uint32_t most)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % most;
}

/* A string of units of all sorts. */
static void random_raw(uint32_t *seed, enum cli_writing writing, struct cli_bytes *raw)
{
	static const char *const json[] = {"a", "/", "\\/", "\\n", "\\\"", "\\\\", "\\u0041", "\\u4eca",
	                                   "\xE4\xBB\x8A", "\\ud83d\\ude00", "\xC3\xA9", "\\u00E9",
	                                   "\xF0\x9F\x98\x80", " ", "\\u000a", "\xFF"};
	static const char *const csv[] = {"a", "\"\"", "\n", ",", "\xE4\xBB\x8A", "\xFF"};
	raw->length = 0;
	for (uint32_t n = draw(seed, 12); n > 0; n--) {
		const char *unit = writing == CLI_JSON_STRING ? json[draw(seed, LENGTH(json))]
		                                              : csv[draw(seed, LENGTH(csv))];
		cli_bytes_add(raw, unit, strlen(unit));
	}
}

/* What is not changed keeps its bytes; what is changed reads as what it was changed to. */
static void test_text_property(void **state)
{
	struct cli_bytes raw = {.data = NULL}, other = {.data = NULL}, out = {.data = NULL};
	struct cli_bytes before = {.data = NULL}, after = {.data = NULL}, again = {.data = NULL};
	uint32_t seed = 1;
	(void)state;
	for (int i = 0; i < 40000; i++) {
		enum cli_writing writing = i % 3 == 0 ? CLI_CSV_QUOTED : CLI_JSON_STRING;
		struct cli_text_change change = {.writing = writing, .habit = (enum cli_habit)(i & 1)};
		random_raw(&seed, writing, &raw);
		random_raw(&seed, writing, &other);
		change.raw = raw.data;
		change.r = raw.length;
		change.before = change.after = cli_text_read(writing, raw.data, raw.length, &before,
			&change.n);
		change.m = change.n;
		out.length = 0;
		cli_text_write(&change, &out);
		assert_int_equal(out.length, raw.length);
		assert_true(raw.length == 0 || memcmp(out.data, raw.data, raw.length) == 0);
		change.after = cli_text_read(writing, other.data, other.length, &after, &change.m);
		out.length = 0;
		cli_text_write(&change, &out);
		size_t n;
		const unsigned char *text = cli_text_read(writing, out.data, out.length, &again, &n);
		assert_int_equal(n, change.m);
		assert_true(n == 0 || memcmp(text, change.after, n) == 0);
	}
	cli_bytes_free(&raw);
	cli_bytes_free(&other);
	cli_bytes_free(&out);
	cli_bytes_free(&before);
	cli_bytes_free(&after);
	cli_bytes_free(&again);
}

static void test_utf8(void **state)
{
	static const struct {
		const char *text;
		bool utf8, ascii;
	} cases[] = {
		{"", true, true}, {"abcdefghijklmnopq", true, true}, {"abcdefgh\xE4\xBB\x8Aijklmnop", true,
			false},
		{"\xE4\xBB", false, false}, {"\xE4\xBB\x41", false, false}, {"\xED\xA0\x80", false, false},
		{"\xE0\x80\x80", false, false}, {"\xE0\xA0\x80", true, false}, {"\xC3\xA9", true, false},
		{"\xC0\x80", false, false}, {"\xF0\x9F\x98\x80", true, false}, {"\xF4\x90\x80\x80", false,
			false},
		{"\xE4\xBB\x8A\xE4\xBB\x8A\xE4\xBB", false, false}, {"\xEE\x80\x80\xEF\xBF\xBD", true,
			false},
		{"1234567\x80", false, false}, {"12345678\xFF", false, false},
	};
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		bool ascii;
		if (cli_text_is_utf8(bytes(cases[i].text), strlen(cases[i].text), &ascii) != cases[i].utf8
		    || (cases[i].utf8 && ascii != cases[i].ascii))
			fail_msg("case %zu", i);
	}
}

static void test_habit(void **state)
{
	enum cli_habit habit;
	(void)state;
	assert_false(cli_text_habit(bytes("{\"a\":\"\\n\\u0041\\\\u4eca\"}"), 22, &habit));
	assert_true(cli_text_habit(bytes("{\"a\":\"\\n\\u4eca\"}"), 16, &habit));
	assert_int_equal(habit, CLI_WRITES_ESCAPES);
	assert_true(cli_text_habit(bytes("\xC3\xA9\\u4eca"), 8, &habit));
	assert_int_equal(habit, CLI_WRITES_RAW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths_refused), cmocka_unit_test(test_paths_read),
		cmocka_unit_test(test_find_json), cmocka_unit_test(test_find_member),
		cmocka_unit_test(test_row_end), cmocka_unit_test(test_cells),
		cmocka_unit_test(test_columns), cmocka_unit_test(test_text_read),
		cmocka_unit_test(test_text_write), cmocka_unit_test(test_text_property),
		cmocka_unit_test(test_utf8), cmocka_unit_test(test_habit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
