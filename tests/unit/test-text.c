/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "text/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void ascii(void **state)
{
	qw_cell c;
	(void)state;
	assert_int_equal(qw_utf8_decode((const unsigned char *)"a", 1, &c), 1);
	assert_int_equal(c, 'a');
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(ascii)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
