/* SPDX-License-Identifier: Apache-2.0 */
/* gen-page page.html page.css page.js > page.inc
 *
 * The page of check --format=html in pieces: {{css}} and {{js}} are put in, {{css-hash}} and
 * {{js-hash}} are what its security policy allows, and {{=name}} is a slot, which the program
 * fills in: SLOT_NAME. */
#include "generate.h"
#include "sha256.h"

#include <ctype.h>
#include <string.h>

enum { SIZE = 256 * 1024, PIECES = 64, NAME = 32 };

static struct {
	char name[NAME];         /* of the slot behind it; "": none */
	size_t end;
} piece[PIECES];
static size_t pieces;
static char text[SIZE];
static size_t length;

static char *read_file(const char *name, char *into)
{
	FILE *file = fopen(name, "rb");
	if (file == NULL)
		gen_die("page: cannot open %s", name);
	size_t n = fread(into, 1, SIZE, file);
	if (n == SIZE || ferror(file) || strlen(into) != n)
		gen_die("page: %s is too long, or holds NUL", name);
	fclose(file);
	return into;
}

/* What stands in an element as it is must not end it. */
static void check_raw(const char *raw, const char *what)
{
	if (strstr(raw, "</") != NULL || strstr(raw, "<!--") != NULL || strchr(raw, '\r') != NULL)
		gen_die("page: %s would end its element, or has CR", what);
}

static void put(const char *bytes, size_t n)
{
	if (length + n > SIZE)
		gen_die("page: too long%s", "");
	memcpy(text + length, bytes, n);
	length += n;
}

static void put_hash(const char *of)
{
	char hash[SHA256_BASE64];
	sha256_base64(of, strlen(of), hash);
	put("sha256-", 7);
	put(hash, strlen(hash));
}

static void end_piece(const char *name, size_t n)
{
	if (pieces == PIECES || n >= NAME)
		gen_die("page: too many slots, or too long a name%s", "");
	memcpy(piece[pieces].name, name, n);
	for (size_t i = 0; i < n; i++)
		if (name[i] != '-' && !islower((unsigned char)name[i]))
			gen_die("page: no name of a slot: %.*s", (int)n, name);
	piece[pieces++].end = length;
}

static void put_named(const char *name, size_t n, const char *css, const char *js)
{
	if (n > 1 && name[0] == '=')
		end_piece(name + 1, n - 1);
	else if (n == 3 && memcmp(name, "css", n) == 0)
		put(css, strlen(css));
	else if (n == 2 && memcmp(name, "js", n) == 0)
		put(js, strlen(js));
	else if (n == 8 && memcmp(name, "css-hash", n) == 0)
		put_hash(css);
	else if (n == 7 && memcmp(name, "js-hash", n) == 0)
		put_hash(js);
	else
		gen_die("page: what is {{%.*s}}?", (int)n, name);
}

static void assemble(const char *page, const char *css, const char *js)
{
	const char *open;
	while ((open = strstr(page, "{{")) != NULL) {
		const char *close = strstr(open, "}}");
		if (close == NULL)
			gen_die("page: {{ without }}%s", "");
		put(page, (size_t)(open - page));
		put_named(open + 2, (size_t)(close - open - 2), css, js);
		page = close + 2;
	}
	put(page, strlen(page));
	end_piece("", 0);
}

static void print_slot(const char *name)
{
	printf("SLOT_");
	for (; *name != '\0'; name++)
		putchar(*name == '-' ? '_' : toupper((unsigned char)*name));
}

static void print(void)
{
	gen_banner("tools/gen-page.c from data/report");
	printf("enum page_slot {\n\tSLOT_NONE,\n");
	for (size_t i = 0; i + 1 < pieces; i++) {
		printf("\t");
		print_slot(piece[i].name);
		printf(",\n");
	}
	printf("};\n\n");
	gen_array_begin("char", "page_text");
	for (size_t i = 0; i < length; i++) {
		/* char may be signed. */
		printf("%s%d,", gen_column++ % 16 == 0 ? "\n\t" : "",
		       (unsigned char)text[i] < 128 ? text[i] : (unsigned char)text[i] - 256);
	}
	gen_array_end();
	printf("\nstatic const struct {\n\tsize_t end;\n\tenum page_slot slot;\n} page_piece[] = {\n");
	for (size_t i = 0; i < pieces; i++) {
		printf("\t{%zu, ", piece[i].end);
		print_slot(i + 1 < pieces ? piece[i].name : "none");
		printf("},\n");
	}
	printf("};\n");
}

int main(int argc, char **argv)
{
	static char page[SIZE], css[SIZE], js[SIZE];
	if (argc != 4)
		gen_die("usage: gen-page page.html page.css page.js%s", "");
	read_file(argv[1], page);
	check_raw(read_file(argv[2], css), "the style");
	check_raw(read_file(argv[3], js), "the script");
	assemble(page, css, js);
	print();
	return gen_finish();
}
