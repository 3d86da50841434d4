"""A signature as somebody draws it with a finger: a PNG with a transparent ground."""

import base64
import struct
import zlib


def a_png(width=90, height=30):
    rows = b"".join(b"\0" + b"".join(_dot(x, y, width, height) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content) for kind, content in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def signed(name="박영수", content=None):
    return {"name": name, "drawn": base64.b64encode(a_png() if content is None else content).decode()}


def _dot(x, y, width, height):
    return b"\x10\x20\x80\xff" if abs(y - (x * height // width)) < 3 else b"\0\0\0\0"


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
