/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "cli/memory.h"

#include "cli/i18n.h"
#include "cli/message.h"
#include "cli/status.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *cli_resize(void *array, size_t count, size_t size)
{
	void *moved = count <= SIZE_MAX / size ? realloc(array, count * size) : NULL;
	if (moved == NULL) {
		cli_message(NULL, CLI_NO_BYTE, NULL, _("not enough memory"));
		exit(CLI_IO);
	}
	return moved;
}

char *cli_copy(const char *bytes, size_t n)
{
	char *copy = cli_resize(NULL, n + 1, 1);
	memcpy(copy, bytes, n);
	copy[n] = '\0';
	return copy;
}
