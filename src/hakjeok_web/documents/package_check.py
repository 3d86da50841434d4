"""Whether a document that is a package of files can be kept (문서 파일 검사): HWPX, XLSX, DOCX, and the older HWP."""

import io
import re
import zipfile
import zlib

MOST_FILES = 3000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_PACKED_RATIO = 200
_SMALL = 1024 * 1024  # a small file of blanks may be packed as tightly as it likes
_PROGRAMS = (
    ".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".hta", ".jar",
    ".msi", ".lnk", ".sh", ".apk", ".svg", ".html", ".htm",
)  # fmt: skip
_MACROS = re.compile(r"vbaproject|macrosheets/|activex/|/embeddings/|oleobject|\.ole$", re.IGNORECASE)
_SCRIPTS = re.compile(r"^Scripts/[\w.-]+$")
# What every HWPX of the word processor carries: handlers with nothing in them.
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_NOTHING = re.compile(r"\s|var\s+\w+\s*=\s*\w+(\.\w+)*\s*;|function\s+\w+\([^)]*\)\s*\{\s*\}")
_HWP_SIGNATURE = b"HWP Document File"
_HWP_LOCKED, _HWP_SCRIPTED = 0b10, 0b1000


class UnsafePackage(Exception):
    """The file is not kept; the message says why, and what to do."""


def kind_of(content: bytes) -> str:
    """`hwpx`, `xlsx` or `docx`, told by what the package holds.

    Raises:
        UnsafePackage: none of them, broken, or packed to burst.

    """
    with _opened(content) as package:
        names = set(package.namelist())
        if "mimetype" in names and package.read("mimetype").strip() == b"application/hwp+zip":
            return "hwpx"
        if "[Content_Types].xml" in names:
            return _office_kind(package.read("[Content_Types].xml"))
    raise UnsafePackage("압축 파일은 올릴 수 없습니다. 안에 든 문서를 하나씩 올려 주세요.")


def _office_kind(types: bytes) -> str:
    if b"macroEnabled" in types:
        raise UnsafePackage("매크로가 든 문서입니다. 매크로 없이 저장하여 올려 주세요.")
    for kind, mark in (("xlsx", b"spreadsheetml.sheet.main+xml"), ("docx", b"wordprocessingml.document.main+xml")):
        if mark in types:
            return kind
    raise UnsafePackage("엑셀이나 워드 문서가 아닙니다. XLSX, DOCX, PDF로 저장하여 올려 주세요.")


def safe_office(content: bytes) -> bytes:
    """The same XLSX or DOCX.

    Raises:
        UnsafePackage: something in it can run.

    """
    with _opened(content) as package:
        _require_harmless(package.namelist())
    return content


def safe_hwpx(content: bytes) -> bytes:
    """The same HWPX; the empty handlers that every one has are no macro.

    Raises:
        UnsafePackage: something in it can run.

    """
    with _opened(content) as package:
        names = package.namelist()
        scripts = [name for name in names if _SCRIPTS.match(name)]
        _require_harmless([name for name in names if name not in scripts])
        for name in scripts:
            if _NOTHING.sub("", _COMMENT.sub("", _script(package.read(name)))):
                raise UnsafePackage("매크로가 든 한글 파일입니다. 매크로를 지우고 저장하여 올려 주세요.")
    return content


def safe_hwp(content: bytes) -> bytes:
    """The same HWP of the older kind, known by the names of its parts.

    Raises:
        UnsafePackage: it is another old document (DOC, XLS), locked, or something in it can run.

    """
    head = content.find(_HWP_SIGNATURE)
    if head < 0 or not all(_part(name) in content for name in ("FileHeader", "DocInfo", "BodyText")):
        raise UnsafePackage("옛 문서이거나 암호가 걸린 문서입니다. 암호를 풀고 XLSX, DOCX, PDF로 저장하여 올려 주세요.")
    flags = int.from_bytes(content[head + 36 : head + 40], "little")
    if flags & _HWP_LOCKED:
        raise UnsafePackage("암호가 걸린 한글 파일입니다. 암호를 풀고 다시 올려 주세요.")
    if flags & _HWP_SCRIPTED or any(_part(name) in content for name in ("_VBA_PROJECT", ".OLE", "Workbook")):
        raise UnsafePackage("매크로나 다른 파일이 든 한글 파일입니다. PDF로 저장하여 올려 주세요.")
    return content


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        _require_modest(package, content)
        broken = package.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise UnsafePackage("파일이 깨져 있거나 암호가 걸려 열 수 없습니다. 다시 저장하여 올려 주세요.") from error
    if broken:
        raise UnsafePackage("파일이 깨져 있습니다. 다시 저장하여 올려 주세요.")
    return package


def _require_modest(package: zipfile.ZipFile, content: bytes) -> None:
    """Before anything is unpacked: sizes as they are declared (reading more than declared is an error of its own)."""
    parts = package.infolist()
    first = min((part.header_offset for part in parts), default=0)
    if first != 0 or package.comment or not content[-22:].startswith(b"PK\x05\x06"):
        raise UnsafePackage("문서의 앞이나 뒤에 다른 내용이 붙어 있습니다. 다시 저장하여 올려 주세요.")
    packs = [part for part in parts if part.file_size > _SMALL]
    bursts = any(part.file_size > MOST_PACKED_RATIO * max(part.compress_size, 1) for part in packs)
    if bursts or len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnsafePackage("풀면 지나치게 커지는 파일입니다. 내용을 나누어 올려 주세요.")
    if any(part.flag_bits & 1 for part in parts):
        raise UnsafePackage("암호가 걸린 파일입니다. 암호를 풀고 다시 올려 주세요.")


def _require_harmless(names: list[str]) -> None:
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise UnsafePackage("문서 안의 파일 이름이 이상합니다. 다시 저장하여 올려 주세요.")
        if name.lower().endswith(_PROGRAMS):
            raise UnsafePackage("문서 안에 실행할 수 있는 파일이 들어 있습니다. 그 파일을 빼고 저장하여 올려 주세요.")
        if _MACROS.search(name):
            raise UnsafePackage("문서 안에 매크로나 다른 파일이 들어 있습니다. 빼고 저장하거나 PDF로 올려 주세요.")


def _script(content: bytes) -> str:
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]
    return content.decode("utf-16" if is_wide else "utf-8", "replace")


def _part(name: str) -> bytes:
    """A part of an older document is named in UTF-16."""
    return name.encode("utf-16-le")
