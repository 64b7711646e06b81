#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""ftfy over the lines of a file, to standard output: a peer of the benchmark.

    ftfy-lines.py fix_text|fix_encoding FILE

With --version say which one it is. Exits 77 where it is not installed."""
import platform
import sys

try:
    import ftfy
except ImportError:
    sys.exit(77)


def main():
    if sys.argv[1] == "--version":
        print("ftfy", ftfy.__version__, "Python", platform.python_version())
        return
    fix = getattr(ftfy, sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    with open(sys.argv[2], encoding="utf-8", newline="\n") as lines:
        for line in lines:
            sys.stdout.write(fix(line))


main()
