#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fill in the columns of ftfy: how many of the same cases it brings back exactly.

    ftfy-columns.py SAMPLES TABLE COMMITTED > NEW

SAMPLES are lines of JSON, some cases of each row of TABLE. Where ftfy is not installed, or
is another version, the columns of the table COMMITTED are taken."""
import json
import sys

VERSION = "6.3"
KEY = ("damage", "policy", "text", "length")
COLUMNS = ("ftfy cases", "ftfy exact", "ftfy encoding exact")


def functions():
    """ftfy as it comes, and with all but the repair of encodings left out."""
    import ftfy
    if not ftfy.__version__.startswith(VERSION):
        raise ImportError("it is version " + ftfy.__version__)
    config = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False,
        fix_character_width=False, uncurl_quotes=False, fix_line_breaks=False,
        fix_surrogates=False, remove_control_chars=False, normalization=None, explain=False)
    return ftfy.fix_text, lambda text: ftfy.fix_text(text, config)


def measure(path):
    """The columns by the key of the row."""
    default, encoding = functions()
    counts = {}
    with open(path, encoding="utf-8") as samples:
        for line in samples:
            case = json.loads(line)
            count = counts.setdefault(case["row"], [0, 0, 0])
            count[0] += 1
            count[1] += default(case["damaged"]) == case["original"]
            count[2] += encoding(case["damaged"]) == case["original"]
    return counts


def read_table(path):
    """Its lines, each with the key of its row and its fields; comments have neither."""
    names = None
    with open(path, encoding="utf-8") as table:
        for line in table:
            fields = line.rstrip("\n").split(",")
            if line.startswith("#"):
                yield None, None, line.rstrip("\n")
            elif names is None:
                names = fields
                yield None, None, line.rstrip("\n")
            else:
                row = dict(zip(names, fields))
                yield ",".join(row.get(k, "") for k in KEY), row, None


def committed(path):
    try:
        return {key: [row.get(c, "") for c in COLUMNS]
                for key, row, _ in read_table(path) if row is not None}
    except OSError:
        return {}


def main():
    samples, table, old = sys.argv[1:]
    try:
        columns = measure(samples)
    except ImportError as error:
        print(f"quality: the columns of ftfy are kept as they were: {error}", file=sys.stderr)
        columns = committed(old)
    for key, row, line in read_table(table):
        if row is not None:
            row.update(zip(COLUMNS, map(str, columns.get(key, ("", "", "")))))
            line = ",".join(row.values())
        print(line)


main()
