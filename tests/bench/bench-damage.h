/* SPDX-License-Identifier: Apache-2.0 */
/* Damaged documents for the benchmark. */
#ifndef QW_BENCH_DAMAGE_H
#define QW_BENCH_DAMAGE_H

#include "text/buffer.h"

_Noreturn void bench_fail(int status, const char *what);

/* All of the text at once. */
void bench_damage(const char *chain, const qw_buffer *text, qw_buffer *out);

/* Line by line; those that lose something are left out, unless the chain names a policy. */
void bench_damage_lines(const char *chain, const qw_buffer *text, qw_buffer *out);

/* Of each `every` lines one, by another chain each time; those that lose something stay
 * as they are. */
void bench_damage_some(size_t every, const qw_buffer *text, qw_buffer *out);

#endif
