"""What an attached file really is (파일 검사), told by its content; anything that could run is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import package_check, pdf_check
from hakjeok_web.documents.pictures import NotAPicture, rewritten

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
ALLOWED = "PDF, JPEG, PNG, 한글(HWP·HWPX), 엑셀(XLSX), 워드(DOCX)"
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be attached: how its name ends, and what makes it safe to keep."""

    media_type: str
    endings: tuple[str, ...]
    safe: Callable[[bytes], bytes]  # raises Unsafe


class Unsafe(Exception):
    """The file is not kept; the message says why, and what to do."""


@dataclass(frozen=True)
class KnownFile:
    """A file that was looked through and may be kept (`content` may differ from what was sent)."""

    name: str
    media_type: str
    content: bytes


def recognised(name: str, content: bytes) -> KnownFile:
    """The file as it is kept.

    Raises:
        Refused: with the file's name, the cause and the remedy.

    """
    plain = clean_name(name)
    try:
        _require_size(content)
        kind = _kind_of(content)
        if not plain.lower().endswith(kind.endings):
            said = kind.endings[0].lstrip(".").upper()
            raise Unsafe(f"내용은 {said}인데 이름의 끝이 다릅니다. 이름의 끝을 {kind.endings[0]}로 바꾸어 올려 주세요.")
        return KnownFile(plain, kind.media_type, kind.safe(content))
    except (Unsafe, pdf_check.UnsafePdf, package_check.UnsafePackage) as unsafe:
        raise Refused(f"‘{plain}’: {unsafe}") from unsafe


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, its ending kept."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    stem, dot, ending = shown.rpartition(".")
    kept = f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else shown
    return kept[:LONGEST_NAME] or "이름 없는 파일"


def _require_size(content: bytes) -> None:
    if not content:
        raise Unsafe("빈 파일입니다. 파일을 열어 내용을 확인하고 다시 올려 주세요.")
    if len(content) > LARGEST:
        megabytes = len(content) / 1024 / 1024
        raise Unsafe(f"{megabytes:.1f}MB라서 너무 큽니다. 10MB까지 올릴 수 있으니 나누거나 줄여서 올려 주세요.")


def _kind_of(content: bytes) -> Kind:
    if content.startswith(b"PK\x03\x04"):
        return _PACKAGES[package_check.kind_of(content)]
    for magic, kind in _BY_MAGIC.items():
        if content.startswith(magic):
            return kind
    raise Unsafe(f"올릴 수 있는 파일이 아닙니다. {ALLOWED} 파일로 바꾸어 올려 주세요.")


def _picture(kind: str) -> Callable[[bytes], bytes]:
    def safe(content: bytes) -> bytes:
        try:
            return rewritten(content, kind)
        except NotAPicture as error:
            raise Unsafe(f"{error} 사진을 다시 찍거나 저장하여 올려 주세요.") from error

    return safe


_BY_MAGIC: Mapping[bytes, Kind] = {
    b"%PDF-": Kind("application/pdf", (".pdf",), pdf_check.safe),
    b"\xff\xd8\xff": Kind("image/jpeg", (".jpg", ".jpeg"), _picture("JPEG")),
    b"\x89PNG\r\n\x1a\n": Kind("image/png", (".png",), _picture("PNG")),
    _COMPOUND: Kind("application/x-hwp", (".hwp",), package_check.safe_hwp),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKAGES: Mapping[str, Kind] = {
    "hwpx": Kind("application/hwp+zip", (".hwpx",), package_check.safe_hwpx),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), package_check.safe_office),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",), package_check.safe_office),
}
