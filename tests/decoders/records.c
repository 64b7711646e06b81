/* SPDX-License-Identifier: Apache-2.0 */
/* Records of bytes for decoders to read, and what two of them made of these compared.
 *
 *     records bytes|text        write them; text: each byte as its character of Latin-1
 *     records compare A B       print how many records differ
 *
 * All sequences of one and two bytes, and random ones. A record ends with three LF, which a
 * lead byte may swallow, and RS; neither is in a record. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { RANDOM = 20000, LONGEST = 12, END = 0x1E, LF = 0x0A };

static uint32_t random_number(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void put(unsigned byte, bool text)
{
	if (text && byte >= 0x80) {
		putchar((int)(0xC0 | byte >> 6));
		byte = 0x80 | (byte & 0x3F);
	}
	putchar((int)byte);
}

static void put_record(const unsigned *byte, unsigned n, bool text)
{
	for (unsigned i = 0; i < n; i++)
		if (byte[i] == LF || byte[i] == END)
			return;
	for (unsigned i = 0; i < n; i++)
		put(byte[i], text);
	for (int i = 0; i < 3; i++)
		putchar(LF);
	putchar(END);
}

/* What lead bytes, trail bytes and codes of four bytes consist of is likelier. */
static unsigned random_byte(uint32_t *state, unsigned kind)
{
	unsigned r = random_number(state) >> 8;
	switch (kind) {
	case 0: return r & 0xFF;
	case 1: return 0x80 | (r & 0x7F);
	case 2: return r & 1 ? 0x30 + (r >> 1) % 10 : 0x81 + (r >> 1) % 0x7E;
	default: return r & 1 ? 0x40 + (r >> 1) % 0x3F : 0xA1 + (r >> 1) % 0x5E;
	}
}

static void make(bool text)
{
	unsigned byte[LONGEST];
	uint32_t state = 2463534242u;
	for (unsigned i = 0; i < 0x100; i++)
		put_record(&i, 1, text);
	for (unsigned i = 0; i < 0x10000; i++)
		put_record((unsigned[]){i >> 8, i & 0xFF}, 2, text);
	for (unsigned i = 0; i < RANDOM; i++) {
		unsigned n = 3 + random_number(&state) % (LONGEST - 2);
		for (unsigned k = 0; k < n; k++)
			byte[k] = random_byte(&state, i % 4);
		put_record(byte, n, text);
	}
}

/* Read both up to the next RS. *same: nothing differed. False: a file ended. */
static bool compare_record(FILE *a, FILE *b, bool *same)
{
	int x = 0, y = 0;
	*same = true;
	while (x != END || y != END) {
		x = x == END ? END : getc(a);
		y = y == END ? END : getc(b);
		if (x == EOF || y == EOF)
			return false;
		*same = *same && x == y;
	}
	return true;
}

static int compare(const char *first, const char *second)
{
	FILE *a = fopen(first, "rb"), *b = fopen(second, "rb");
	unsigned long differ = 0;
	bool same;
	if (a == NULL || b == NULL) {
		perror("records");
		return 2;
	}
	while (compare_record(a, b, &same))
		differ += !same;
	printf("%lu\n", differ + (getc(a) != EOF) + (getc(b) != EOF));
	fclose(a);
	fclose(b);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "compare") == 0)
		return compare(argv[2], argv[3]);
	if (argc != 2)
		return 2;
	make(strcmp(argv[1], "text") == 0);
	return 0;
}
