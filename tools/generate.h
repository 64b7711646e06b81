/* SPDX-License-Identifier: Apache-2.0 */
/* What the table generators share: errors, arrays, a finish that checks. */
#ifndef QW_TOOLS_GENERATE_H
#define QW_TOOLS_GENERATE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((format(printf, 1, 2), noreturn))
static inline void gen_die(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fputs("generator: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

static inline void gen_banner(const char *from)
{
	printf("/* Made by %s. Do not edit. */\n", from);
}

static size_t gen_column;

static inline void gen_array_begin(const char *type, const char *name)
{
	printf("static const %s %s[] = {", type, name);
	gen_column = 0;
}

static inline void gen_array_item(size_t value)
{
	printf("%s%zu,", gen_column++ % 16 == 0 ? "\n\t" : "", value);
}

static inline void gen_array_end(void)
{
	puts("\n};");
}

/* One code point of valid UTF-8; returns its bytes. */
static inline size_t gen_utf8(const char *s, uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	*c = n == 1 ? p[0] : p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			gen_die("input is not UTF-8");
		*c = *c << 6 | (p[i] & 0x3F);
	}
	return n;
}

/* Exit status: 0 only when all output was written. */
static inline int gen_finish(void)
{
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}

#endif
