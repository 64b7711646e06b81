/* SPDX-License-Identifier: Apache-2.0 */
/* Hashes by which equal texts are known. */
#ifndef QW_DAMAGE_MOJIBAKE_HASH_H
#define QW_DAMAGE_MOJIBAKE_HASH_H

#include <stdint.h>

static inline uint64_t qw_hash_add(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
}

#endif
