/* SPDX-License-Identifier: Apache-2.0 */
/* Chains: damages one after another, "utf8-as-gbk,utf8-as-latin1". */
#ifndef QW_DAMAGE_CHAIN_H
#define QW_DAMAGE_CHAIN_H

#include "damage/damage.h"

/* Apply a chain to text; `text` is replaced by the result. QW_E_CHAIN: *bad is the
 * byte of the chain that can't be read. QW_E_NOMEM. */
qw_status qw_chain_apply(const char *chain, qw_text *text, size_t *bad);

#endif
