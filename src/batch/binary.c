/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "batch/binary.h"

#include <stdint.h>
#include <string.h>

/* One byte of twenty: pages whose bytes a program replaced have up to one control of forty,
 * compressed data, which have the fewest of what is no text, one of sixteen. */
enum { CONTROLS = 20 };

/* Formats that may begin without controls. */
static bool has_magic(const unsigned char *p, size_t n)
{
	static const struct {
		unsigned char length;
		const char *bytes;
	} magic[] = {
		{4, "\x89PNG"}, {3, "\xFF\xD8\xFF"}, {6, "GIF87a"}, {6, "GIF89a"}, {4, "PK\3\4"},
		{3, "\x1F\x8B\x08"}, {5, "%PDF-"}, {4, "\x7F" "ELF"}, {6, "\xFD" "7zXZ\0"},
		{4, "\x28\xB5\x2F\xFD"}, {6, "7z\xBC\xAF\x27\x1C"}, {6, "Rar!\x1A\x07"},
		{8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"}, {8, "!<arch>\n"},
	};
	for (size_t i = 0; i < sizeof magic / sizeof magic[0]; i++)
		if (n >= magic[i].length && memcmp(p, magic[i].bytes, magic[i].length) == 0)
			return true;
	return false;
}

static bool is_control(unsigned char c, bool nul)
{
	if (c >= 0x20 || (c == 0 && nul))
		return false;
	return !(c >= 0x08 && c <= 0x0D) && c != 0x1A && c != 0x1B; /* blanks, end, shifts */
}

/* Code points of which nearly all text consists that anybody writes in Chinese. */
static bool is_common(uint32_t c)
{
	return (c >= 0x20 && c < 0x7F) || (c >= 0x09 && c <= 0x0D) || (c >= 0x2000 && c < 0x2070)
	    || (c >= 0x3000 && c < 0x3100) || (c >= 0x4E00 && c < 0xA000) || c == 0xFEFF
	    || (c >= 0xFF00 && c < 0xFFF0);
}

/* Nine of ten units of `size` bytes are such code points: bytes of any other data are so
 * one time in three. */
static bool is_wide(const unsigned char *p, size_t n, size_t size, bool little)
{
	size_t common = 0, units = n / size;
	for (size_t i = 0; i < units; i++) {
		uint32_t c = 0;
		for (size_t k = 0; k < size; k++)
			c = c << 8 | p[i * size + (little ? size - 1 - k : k)];
		common += is_common(c);
	}
	return units > 0 && common * 10 >= units * 9;
}

bool batch_is_wide(const unsigned char *p, size_t n)
{
	if (n >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0))
		return true;
	if (n >= 4 && memcmp(p, "\0\0\xFE\xFF", 4) == 0)
		return true;
	return is_wide(p, n, 2, true) || is_wide(p, n, 2, false) || is_wide(p, n, 4, true)
	    || is_wide(p, n, 4, false);
}

bool batch_is_binary(const unsigned char *p, size_t n, bool nul)
{
	size_t controls = 0;
	if (has_magic(p, n))
		return true;
	for (size_t i = 0; i < n; i++)
		controls += is_control(p[i], nul);
	return controls > 1 && controls * CONTROLS > n && !batch_is_wide(p, n);
}
