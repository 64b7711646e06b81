# SPDX-License-Identifier: Apache-2.0
# scar.py CHARACTERS: text of random characters, as common as that list says, in "soup" as
# it looks when its bytes are read as a Western encoding, and in "scar" after ftfy. Exit
# status 77 where there is no ftfy of the version that is mimicked.
import random
import sys

try:
    import ftfy
except ImportError:
    sys.exit(77)
if not ftfy.__version__.startswith('6.3.'):
    sys.exit(77)

LINES = 5000
HANS, HANT = 2, 3  # columns


def characters(column):
    found, counts = [], []
    for line in open(sys.argv[1], encoding='utf-8'):
        fields = line.split('\t')
        if fields[0].startswith('U+') and fields[0] >= 'U+0020':
            found.append(chr(int(fields[0][2:], 16)))
            counts.append(int(fields[column]))
    return found, counts


random.seed(1)
with open('soup', 'wb') as soup, open('scar', 'wb') as scar:
    for encoding, column in ('gbk', HANS), ('big5hkscs', HANT):
        letters, counts = characters(column)
        for western in 'latin-1', 'sloppy-windows-1252':
            for _ in range(LINES):
                text = ''.join(random.choices(letters, counts, k=random.randrange(1, 60)))
                line = text.encode(encoding, 'ignore').decode(western) + '\n'
                soup.write(line.encode('utf-8'))
                scar.write(ftfy.fix_encoding(line).encode('utf-8'))
