#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fill in the columns of other programs: of how many of the same cases they know the encoding.

    encodings-peers.py SAMPLES TABLE COMMITTED > NEW

SAMPLES are some cases of each row of TABLE. The programs: chardet, charset-normalizer,
uchardet (as faust-cchardet) and chardetng (as chardetng_py) of PyPI, ced of npm (Google's
compact_enc_det; NODE_PATH says where it is), and the command enca, which is told that the
language is Chinese. Of what is not installed the columns of the table COMMITTED are taken."""
import codecs
import os
import shutil
import subprocess
import sys
import tempfile

KEY = ("encoding", "text", "length")
# Names that mean the same, or a superset: the decoders of the web take them for one.
FAMILIES = [
    {"gb2312", "gbk", "gb18030", "euccn", "cp936", "gb"},
    {"big5", "big5hkscs", "cp950", "big5cp950", "chinesebig5"},
    {"utf8", "ascii", "utf8sig", "ascii7bit", "usascii"},
    {"hz", "hzgb2312", "hzgb"}, {"euctw", "cns11643", "chineseeuctw"},
    {"utf16", "utf16le", "utf16be"}, {"utf32", "utf32le", "utf32be"},
    {"shiftjis", "cp932", "japaneseshiftjis", "sjis", "windows31j", "shiftjis2004"},
    {"eucjp", "japaneseeucjp"}, {"euckr", "cp949", "koreaneuckr", "uhc"},
    {"windows1251", "russiancp1251"}, {"koi8r", "koi8u", "russiankoi8r"},
    {"cp866", "ibm866", "russiancp866"},
]


def plain(name):
    name = (name or "").lower().replace("-", "").replace("_", "").replace(" ", "")
    return name.replace("msft", "").replace("cp125", "windows125")


def same(name, encoding):
    a, b = plain(name), plain(encoding)
    return a == b or any(a in f and b in f for f in FAMILIES)


def says(name, data, text):
    """Does the text come out? Sets of the same name may differ in a sign."""
    try:
        return bool(text) and data.decode(codecs.lookup(name).name) == text
    except (LookupError, UnicodeDecodeError, TypeError):
        return False


def by_chardet(cases):
    import chardet
    return [chardet.detect(data)["encoding"] for data in cases]


def by_charset_normalizer(cases):
    import charset_normalizer
    return [getattr(charset_normalizer.from_bytes(data).best(), "encoding", None)
            for data in cases]


def by_uchardet(cases):
    import cchardet
    return [cchardet.detect(data)["encoding"] for data in cases]


def by_chardetng(cases):
    import chardetng_py
    return [chardetng_py.detect(data) for data in cases]


def by_ced(cases):
    if shutil.which("node") is None:
        raise ImportError("no node")
    program = ("const ced = require('ced');"
               "require('fs').readFileSync(0, 'latin1').split('\\n').slice(0, -1)"
               ".forEach(line => console.log(ced(Buffer.from(line, 'hex'))))")
    given = "".join(data.hex() + "\n" for data in cases)
    done = subprocess.run(["node", "-e", program], input=given, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise ImportError("node has no module ced")
    return done.stdout.split("\n")[:len(cases)]


def by_enca(cases):
    if shutil.which("enca") is None:
        raise ImportError("no enca")
    names = []
    with tempfile.TemporaryDirectory() as folder:
        for i, data in enumerate(cases):
            with open(os.path.join(folder, f"{i:06}"), "wb") as file:
                file.write(data)
        for i in range(0, len(cases), 500):
            part = [f"{k:06}" for k in range(i, min(i + 500, len(cases)))]
            done = subprocess.run(["enca", "-L", "zh", "-m", *part], cwd=folder, check=False,
                                  capture_output=True, text=True)
            found = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
            names += [found.get(name, "") for name in part]
    return names


PEERS = {
    "chardet": by_chardet, "charset-normalizer": by_charset_normalizer, "uchardet": by_uchardet,
    "enca": by_enca, "chardetng": by_chardetng, "ced": by_ced,
}


def read_samples(path):
    cases = []
    with open(path, encoding="ascii") as samples:
        for line in samples:
            key, data, text = line.rstrip("\n").split("\t")
            cases.append((key, bytes.fromhex(data), bytes.fromhex(text).decode("utf-8")))
    return cases


def read_table(path):
    with open(path, encoding="utf-8") as table:
        names = table.readline().rstrip("\n").split(",")
        return [dict(zip(names, line.rstrip("\n").split(","))) for line in table]


def committed(path):
    try:
        return {tuple(row[k] for k in KEY): row for row in read_table(path)}
    except OSError:
        return {}


def count(name, guess, cases):
    """How many of the cases of each row the program gets right; None: it is not here."""
    try:
        guesses = guess([data for _, data, _ in cases])
    except ImportError as error:
        print(f"encodings: the column of {name} is kept as it was: {error}", file=sys.stderr)
        return None
    right = {}
    for (key, data, text), said in zip(cases, guesses):
        # Where a byte is missing only the name can tell.
        broken = key.rsplit(",", 1)[1].startswith("broken")
        good = same(said, key.split(",")[0]) or (not broken and says(said, data, text))
        right[key] = right.get(key, 0) + good
    return right


def main():
    samples, table, old = sys.argv[1:]
    cases, before = read_samples(samples), committed(old)
    columns = {name: count(name, guess, cases) for name, guess in PEERS.items()}
    print(",".join([*KEY, "cases", "right", "chinese", "unknown", "peer cases", *PEERS]))
    for row in read_table(table):
        key = tuple(row[k] for k in KEY)
        name = ",".join(key)
        row["peer cases"] = sum(1 for case in cases if case[0] == name)
        for peer, right in columns.items():
            kept = before.get(key, {}).get(peer, "")
            row[peer] = kept if right is None else right.get(name, 0)
        print(",".join(map(str, row.values())))


main()
