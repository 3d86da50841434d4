"""Whether a PDF can do anything but be read (PDF 검사): scripts, programs, files and forms inside it are refused."""

import re
import zlib
from collections.abc import Iterator

_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
# What makes a PDF act: `/OpenAction` alone only chooses a page. Long enough never to stand in a picture by chance.
_ACTING = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|GoToE|XFA(?=[\s\[]))(?![A-Za-z0-9])"
)
_WORDS = {b"JavaScript": "스크립트", b"Launch": "프로그램 실행", b"RichMedia": "동영상·플래시"}
# Other ways of packing objects than the usual one.
_ODD_PACKING = re.compile(rb"/(ASCII85Decode|ASCIIHexDecode|LZWDecode|RunLengthDecode|A85|AHx|LZW|RL)(?![A-Za-z0-9])")
_LONGEST_HEAD = 2048
_END_WITHIN = 1024
_MOST_UNPACKED = 64 * 1024 * 1024
_END_OF_ZIP = b"PK\x05\x06"


class UnsafePdf(Exception):
    """The PDF is not kept; the message says why, and what to do."""


def safe(content: bytes) -> bytes:
    """The same PDF, looked through with everything that is packed inside it.

    Raises:
        UnsafePdf: it can act, is locked, is cut off, or is another file at the same time.

    """
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise UnsafePdf("PDF가 덜 저장되었거나 뒤에 다른 내용이 붙어 있습니다. PDF로 다시 저장하여 올려 주세요.")
    if _END_OF_ZIP in content[-70_000:]:
        raise UnsafePdf("PDF 안에 다른 파일이 붙어 있습니다. PDF로 다시 저장하여 올려 주세요.")
    if re.search(rb"/Encrypt(?![A-Za-z0-9])", _plain_names(content)):
        raise UnsafePdf("암호가 걸린 PDF라서 살펴볼 수 없습니다. 암호를 풀고 다시 올려 주세요.")
    for part in _parts(content):
        if found := _ACTING.search(_plain_names(part)):
            what = _WORDS.get(found[1], "파일이나 양식")
            raise UnsafePdf(f"PDF 안에 {what} 기능이 들어 있습니다. 인쇄하듯 PDF로 다시 저장하여 올려 주세요.")
    return content


def _parts(content: bytes) -> Iterator[bytes]:
    """The file itself, and each pack of objects unpacked: names may hide in object streams."""
    yield content
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(content):
        head = _plain_names(content[max(0, found.start() - _LONGEST_HEAD) : found.start()]).rpartition(b" obj")[2]
        if b"/ObjStm" not in head:
            continue
        if _ODD_PACKING.search(head):
            raise UnsafePdf("드문 방식으로 저장한 PDF라서 살펴볼 수 없습니다. PDF로 다시 저장하여 올려 주세요.")
        unpacked = _unpacked(content[found.end() : content.find(b"endstream", found.end())], left)
        left -= len(unpacked)
        if left <= 0:
            raise UnsafePdf("PDF를 풀면 지나치게 커집니다. 쪽을 나누어 올려 주세요.")
        yield unpacked


def _unpacked(stream: bytes, most: int) -> bytes:
    """What a pack holds; an unpacked one is part of the file itself."""
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return b""


def _plain_names(part: bytes) -> bytes:
    """`/J#61vaScript` is `/JavaScript`."""
    return _NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), part)
