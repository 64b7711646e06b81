# SPDX-License-Identifier: Apache-2.0
"""Folders of damaged files to make pages of."""
import os

SENTENCES = [
    "图书馆新到了一批杂志，读者可以在二楼的阅览室借阅。",
    "这座桥修了三年，去年冬天才通车，现在过河只要五分钟。",
    "工程师检查了服务器的日志，发现问题出在编码转换上。",
    "山路很窄，只能走一个人，前面的人要停下来等后面的。",
]

# How a file is damaged: its name, what was written, what was read.
MISREAD = [
    ("as-latin1", "utf-8", "latin-1"),
    ("as-gbk", "utf-8", "gbk"),
    ("gbk-as-latin1", "gbk", "latin-1"),
    ("gbk-as-big5", "gbk", "big5"),
]

HOSTILE_NAMES = [
    b'"><script>window.hacked=1<\xe2\x88\x95script>',
    b"<svg onload=window.hacked=2>",
    b"' autofocus onfocus='window.hacked=3",
    b"new\nline",
    "right\u202eleft\u2066".encode(),
    "\u05d0\u05d1\u05d2 \u0627\u0644".encode(),
    b"bytes\xff\xe4\xb8",
    b"&lt;b&gt;",
    b"-x" * 100,
]

HOSTILE_TEXT = [
    "<script>window.hacked=4</script>",
    '"><img src=x onerror="window.hacked=5">',
    "</article></section></main><script>window.hacked=6</script>",
    "<!-- ",
    "\u202e\u2067\u200b\u0301\u0301\u0301",
    "]]><style>*{display:none}</style>",
    "javascript:window.hacked=7",
]


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


def misread(text, written, read):
    """None where some program could not read it all: that is another damage."""
    try:
        return text.encode(written).decode(read)
    except UnicodeDecodeError:
        return None


def damaged(folder):
    """Some files of every kind that is easily made, and a sound one."""
    os.makedirs(folder)
    write(os.path.join(folder, "sound.txt"), "\n".join(SENTENCES).encode())
    write(os.path.join(folder, "bytes.txt"), SENTENCES[0].encode() + b"\xff\xfe\n")
    write(os.path.join(folder, "lost.txt"), (SENTENCES[0] + "锟斤拷锟斤拷\n").encode())
    write(os.path.join(folder, "guess.txt"),
          SENTENCES[1].encode().decode("gbk", "replace").encode() + b"\n")
    write(os.path.join(folder, "escapes.txt"),
          "".join("&#%d;" % ord(c) for c in SENTENCES[2]).encode() + b"\n")
    for kind, written, read in MISREAD:
        lines = [misread(sentence, written, read) for sentence in SENTENCES]
        text = "\n".join(filter(None, lines * 2)) + "\n"
        write(os.path.join(folder, kind + ".txt"), text.encode())


def hostile(folder):
    """Names and text that would like to be markup, in each other's neighbourhood."""
    os.makedirs(folder)
    bad = misread(SENTENCES[0], "utf-8", "latin-1")
    text = "".join("%s%s%s\n" % (evil, bad, evil) for evil in HOSTILE_TEXT)
    text += "长" * 4000 + bad + "x" * 4000 + "\n"
    for name in HOSTILE_NAMES:
        write(os.path.join(folder.encode(), name), text.encode() + b"<script>\xff</script>\n")


def large(folder):
    """More files and places than a page shows, all different."""
    os.makedirs(folder)
    for i in range(500):
        text = "".join("%s %d-%d\n" % (misread(sentence, written, read), i, k)
                       for k, sentence in enumerate(SENTENCES)
                       for _, written, read in MISREAD if misread(sentence, written, read))
        write(os.path.join(folder, "file-%04d-%s.txt" % (i, "y" * 150)), text.encode())
