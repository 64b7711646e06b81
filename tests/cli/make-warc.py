# SPDX-License-Identifier: Apache-2.0
"""make-warc.py FILE...: a WARC file on standard output, of records with correct lengths and
digests. A FILE is TYPE:NAME; what is in it is the payload. TYPE is html or image (responses),
chunked (a response that says so), text (a conversion), request or page+CHARSET (a response
whose head names it). --gzip compresses each record."""
import base64
import gzip
import hashlib
import sys


def sha1(data):
    return b"sha1:" + base64.b32encode(hashlib.sha1(data).digest())


def head(kind, number, media, block, payload):
    fields = [
        b"WARC/1.0",
        b"WARC-Type: " + kind,
        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>" % number,
        b"WARC-Target-URI: http://example.org/%d" % number,
        b"WARC-Date: 2020-02-03T04:05:06Z",
        b"Content-Type: " + media,
        b"WARC-Payload-Digest: " + sha1(payload),
        b"WARC-Block-Digest: " + sha1(block),
        b"X-Other: kept   as it is",
        b"Content-Length: %d" % len(block),
    ]
    return b"\r\n".join(fields) + b"\r\n\r\n"


def response(media, payload, more=b""):
    return (b"HTTP/1.1 200 OK\r\nServer:  any\r\nContent-Type: " + media + b"\r\n" + more
            + b"Content-Length: %d\r\n\r\n" % len(payload) + payload)


def record(number, kind, payload):
    if kind == "text":
        parts = b"conversion", b"text/plain", payload
    elif kind == "request":
        parts = b"request", b"application/http; msgtype=request", payload
    else:
        media = b"image/png" if kind == "image" else b"text/html"
        if kind.startswith("page+"):
            media += b"; charset=" + kind[5:].encode()
        more = b"Transfer-Encoding: chunked\r\n" if kind == "chunked" else b""
        parts = b"response", b"application/http; msgtype=response", response(media, payload, more)
    kind, media, block = parts
    return head(kind, number, media, block, payload) + block + b"\r\n\r\n"


def main():
    packed = sys.argv[1] == "--gzip"
    out = sys.stdout.buffer
    for number, word in enumerate(sys.argv[1 + packed:], 1):
        kind, name = word.split(":", 1)
        with open(name, "rb") as file:
            data = record(number, kind, file.read())
        out.write(gzip.compress(data, mtime=0) if packed else data)


main()
