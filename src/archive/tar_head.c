/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "archive/tar_head.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	NAME = 100, SIZE = 124, SIZE_LENGTH = 12, SUM = 148, SUM_LENGTH = 8, MAGIC = 257,
	PREFIX = 345, PREFIX_LENGTH = 155
};

static bool read_octal(const unsigned char *p, size_t n, uint64_t *number)
{
	size_t i = 0;
	*number = 0;
	while (i < n && p[i] == ' ')
		i++;
	size_t first = i;
	for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
		*number = *number * 8 + (uint64_t)(p[i] - '0');
	return i > first && (i == n || p[i] == ' ' || p[i] == '\0');
}

/* The sum of all bytes, those of its own field being blanks. Some programs had signed ones. */
static void sums(const unsigned char *head, uint64_t *sum, int64_t *with_sign)
{
	*sum = 0;
	*with_sign = 0;
	for (size_t i = 0; i < ARC_TAR_BLOCK; i++) {
		unsigned char c = i >= SUM && i < SUM + SUM_LENGTH ? ' ' : head[i];
		*sum += c;
		*with_sign += c < 128 ? c : c - 256;
	}
}

bool arc_tar_is_head(const unsigned char *head)
{
	uint64_t said, sum;
	int64_t with_sign;
	if (head[0] == '\0' || !read_octal(head + SUM, SUM_LENGTH, &said))
		return false;
	sums(head, &sum, &with_sign);
	return said == sum || (int64_t)said == with_sign;
}

bool arc_tar_size(const unsigned char *head, uint64_t *size)
{
	const unsigned char *p = head + SIZE;
	if (p[0] != 0x80)
		return read_octal(p, SIZE_LENGTH, size);
	*size = 0;
	for (size_t i = 1; i < SIZE_LENGTH; i++) {
		if (*size >> 54 != 0)
			return false;
		*size = *size << 8 | p[i];
	}
	return true;
}

void arc_tar_set_size(unsigned char *head, uint64_t size)
{
	unsigned char *p = head + SIZE;
	uint64_t sum;
	int64_t with_sign;
	char text[24];
	memset(p, 0, SIZE_LENGTH);
	if (size >> 33 == 0) {
		snprintf(text, sizeof text, "%011" PRIo64, size);
		memcpy(p, text, SIZE_LENGTH - 1);
	} else {
		p[0] = 0x80;
		for (size_t i = SIZE_LENGTH - 1; i > 3; i--, size >>= 8)
			p[i] = (unsigned char)size;
	}
	sums(head, &sum, &with_sign);
	snprintf(text, sizeof text, "%06" PRIo64, sum & 0777777);
	memcpy(head + SUM, text, 7);
	head[SUM + 7] = ' ';
}

static size_t length(const unsigned char *p, size_t most)
{
	const unsigned char *end = memchr(p, '\0', most);
	return end != NULL ? (size_t)(end - p) : most;
}

bool arc_tar_name(const unsigned char *head, struct arc_bytes *name)
{
	size_t prefix = length(head + PREFIX, PREFIX_LENGTH);
	arc_bytes_clear(name);
	if (memcmp(head + MAGIC, "ustar", 6) == 0 && prefix > 0) {
		arc_bytes_add(name, head + PREFIX, prefix);
		arc_bytes_add(name, "/", 1);
	}
	arc_bytes_add(name, head, length(head, NAME));
	return arc_bytes_add(name, "", 1);
}

/* The record "LENGTH KEY=VALUE\n" that begins there. */
struct record {
	size_t length;
	const char *key, *value;
	size_t key_length, value_length;
};

static bool read_record(struct record *r, const unsigned char *p, size_t n)
{
	size_t i = 0;
	r->length = 0;
	for (; i < n && p[i] >= '0' && p[i] <= '9' && r->length < n; i++)
		r->length = r->length * 10 + (size_t)(p[i] - '0');
	if (i == 0 || i == n || p[i] != ' ' || r->length > n || r->length <= i + 2
	    || p[r->length - 1] != '\n')
		return false;
	i++;
	const unsigned char *equals = memchr(p + i, '=', r->length - i);
	if (equals == NULL)
		return false;
	r->key = (const char *)p + i;
	r->key_length = (size_t)(equals - p) - i;
	r->value = (const char *)equals + 1;
	r->value_length = r->length - 1 - (size_t)(equals + 1 - p);
	return true;
}

static bool is_key(const struct record *r, const char *key)
{
	return r->key_length == strlen(key) && memcmp(r->key, key, r->key_length) == 0;
}

static bool read_size(const struct record *r, uint64_t *size)
{
	*size = 0;
	for (size_t i = 0; i < r->value_length; i++) {
		if (r->value[i] < '0' || r->value[i] > '9' || *size >> 58 != 0)
			return false;
		*size = *size * 10 + (uint64_t)(r->value[i] - '0');
	}
	return r->value_length > 0;
}

static bool take(struct arc_pax *pax, const struct record *r)
{
	if (is_key(r, "size")) {
		pax->has_size = true;
		return read_size(r, &pax->size);
	}
	if (is_key(r, "path")) {
		arc_bytes_clear(&pax->name);
		return arc_bytes_add(&pax->name, r->value, r->value_length)
		    && arc_bytes_add(&pax->name, "", 1);
	}
	pax->link = pax->link || is_key(r, "linkpath");
	pax->sparse = pax->sparse || (r->key_length > 11 && memcmp(r->key, "GNU.sparse.", 11) == 0);
	return true;
}

bool arc_pax_read(struct arc_pax *pax, const unsigned char *p, size_t n)
{
	struct record r;
	for (; n > 0; p += r.length, n -= r.length)
		if (!read_record(&r, p, n) || !take(pax, &r))
			return false;
	return true;
}

/* A record counts the digits of its own length. */
static bool add_size(struct arc_bytes *out, uint64_t size)
{
	char text[64];
	int n = snprintf(text, sizeof text, " size=%" PRIu64 "\n", size);
	unsigned all = (unsigned)n + (n + 2 > 99 ? 3 : n + 1 > 9 ? 2 : 1);
	snprintf(text, sizeof text, "%u size=%" PRIu64 "\n", all, size);
	return arc_bytes_add_string(out, text);
}

bool arc_pax_resize(struct arc_bytes *out, const unsigned char *p, size_t n, uint64_t size)
{
	struct record r;
	for (; n > 0; p += r.length, n -= r.length) {
		if (!read_record(&r, p, n))
			return false;
		if (!(is_key(&r, "size") ? add_size(out, size) : arc_bytes_add(out, p, r.length)))
			return false;
	}
	return true;
}
