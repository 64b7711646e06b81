/* SPDX-License-Identifier: Apache-2.0 */
/* What happened to this text? Print its readings, the likeliest first.
 *
 *     cc 02_explain.c $(pkg-config --cflags --libs qingwen) -o 02_explain
 *     ./02_explain 'æ–‡'
 */
#include <qingwen.h>

#include <stdio.h>
#include <string.h>

/* Takes one reading after the other. What it points to is gone when this returns. A program
 * for people should mask control characters before it prints text of strangers. */
static void tell(void *ctx, const qw_explanation *reading)
{
	size_t *count = ctx;
	const char *chain = reading->chain[0] != '\0' ? reading->chain : "as it stands";
	printf("%zu. %s, %+.1f bits, confidence %.3f: ", ++*count, chain, reading->bits,
	       reading->confidence);
	fwrite(reading->text, 1, reading->length, stdout);
	putchar('\n');
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: 02_explain TEXT\n");
		return 2;
	}
	size_t count = 0;
	qw_error error;
	if (qw_explain(argv[1], strlen(argv[1]), NULL, tell, &count, &error) != QW_OK) {
		fprintf(stderr, "failed: %s\n", error.message);
		return 1;
	}
	return fflush(stdout) != 0;
}
