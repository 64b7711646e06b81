# SPDX-License-Identifier: Apache-2.0
# decode.py FILE NAME...: what errors="replace" makes of the bytes, in NAME.out.
import sys

with open(sys.argv[1], 'rb') as f:
    data = f.read()
for name in sys.argv[2:]:
    with open(name + '.out', 'wb') as f:
        f.write(data.decode(name, 'replace').encode('utf-8'))
