#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The page of check --format=html in a headless Chromium: see tests/html/page.py.
python=$(command -v python3) || {
	echo "no python3"
	exit 77
}
qingwen=$(cd "$top_builddir" && pwd)/qingwen
exec "$python" -B "$srcdir/tests/html/page.py" "$qingwen"
