"""Opening the spreadsheet file itself: its true kind, its size, and what it would grow to.

Everything is judged by content before the parser sees it, because the parser lays out every sheet as a full
rectangle: one cell far to the right and below would ask for billions of cells. The parser then works in a process
of its own with little memory, for whatever that judgement overlooks.
"""

import io
import json
import logging
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .errors import UnreadableFile
from .values import Cell

logger = logging.getLogger(__name__)

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 5 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 5_000
# Formatted but blank rows are common, so the sheet may be longer than the pupils in it.
LONGEST_SHEET = 4 * MOST_ROWS
MOST_CELLS = 2_000_000
LONGEST_PARSE = 30  # seconds

Range = tuple[tuple[int, int], tuple[int, int]]

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNZIPPING_FAILURES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_XLSX = "엑셀에서 ‘다른 이름으로 저장’을 눌러 .xlsx로 저장하고 다시 올려 주세요."
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb"r\s*=\s*[\"']([A-Za-z]{0,7})([0-9]{1,20})[\"']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a rectangle from A1, with its merged ranges (rows and columns from 0, both ends inside)."""

    name: str
    grid: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False


def open_sheets(data: bytes, file: str) -> list[Sheet]:
    """Every sheet of the file, or `UnreadableFile` with the reason and the remedy."""
    _refuse_other_kinds(data, file)
    _refuse_excess(data, file)
    parsed = _parsed(data)
    if parsed is None:
        raise _damaged(file)
    return [
        Sheet(sheet["name"], sheet["grid"], tuple((tuple(a), tuple(b)) for a, b in sheet["merged"]), sheet["hidden"])
        for sheet in parsed
    ]


def _parsed(data: bytes) -> list[dict[str, Any]] | None:
    """What the parser's own process read; `None` if it gave up, ran out of its memory or of its time."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("parser_process.py"))]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_PARSE, check=True)  # noqa: S603
    except subprocess.SubprocessError as error:
        logger.warning("A spreadsheet could not be parsed: %s", error)
        return None
    return json.loads(run.stdout, object_hook=_dated)


def _dated(value: dict[str, Any]) -> Any:
    if "day" in value:
        return date.fromisoformat(value["day"])
    return datetime.fromisoformat(value["at"]) if "at" in value else value


def too_many_rows(file: str) -> UnreadableFile:
    return UnreadableFile(
        file,
        f"행이 {MOST_ROWS:,}개를 넘어 읽지 않았습니다.",
        "한 학교의 명렬표만 남기고, 서식만 있는 빈 행은 지운 뒤 다시 올려 주세요.",
    )


def _refuse_other_kinds(data: bytes, file: str) -> None:
    if not data.strip(b"\0\r\n\t "):
        raise UnreadableFile(
            file, "빈 파일이라 읽을 것이 없습니다.", "명렬표가 든 엑셀 파일인지 보고 다시 올려 주세요."
        )
    if len(data) > LARGEST_FILE:
        size = f"{len(data) / 1024 / 1024:.1f}MB"
        raise UnreadableFile(
            file,
            f"파일이 {size}라 읽지 않았습니다. {LARGEST_FILE // 1024 // 1024}MB까지 올릴 수 있습니다.",
            "사진과 쓰지 않는 시트를 지우고 다시 올려 주세요.",
        )
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file(data, file)
    if not data.startswith(b"PK\x03\x04"):
        raise _not_excel(data, file)


def _compound_file(data: bytes, file: str) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile(
            file, "암호가 걸린 엑셀 파일이라 열 수 없습니다.", "엑셀에서 암호를 풀고 다시 올려 주세요."
        )
    if b"HWP Document File" in data:
        return UnreadableFile(
            file, "한글 문서라 명렬표로 읽을 수 없습니다.", "표를 엑셀에 옮겨 .xlsx로 저장하고 올려 주세요."
        )
    return UnreadableFile(file, "옛 엑셀 형식(.xls)이라 열 수 없습니다.", _SAVE_AS_XLSX)


def _not_excel(data: bytes, file: str) -> UnreadableFile:
    if data.startswith(b"%PDF"):
        return UnreadableFile(file, "PDF라 명렬표로 읽을 수 없습니다.", "같은 명렬표의 엑셀 파일(.xlsx)을 올려 주세요.")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return UnreadableFile(file, "이름만 엑셀이고 속은 웹 문서라 열 수 없습니다.", _SAVE_AS_XLSX)
    if b"\0" not in data[:4096] and b"\n" in data[:4096]:
        return UnreadableFile(file, "엑셀 파일이 아니라 글 파일(CSV)이라 열 수 없습니다.", _SAVE_AS_XLSX)
    return UnreadableFile(file, "엑셀 파일이 아니라 열 수 없습니다.", "명렬표를 엑셀 파일(.xlsx)로 저장해 올려 주세요.")


def _damaged(file: str) -> UnreadableFile:
    return UnreadableFile(file, "파일이 손상되어 열 수 없습니다.", "엑셀에서 열어 다시 저장한 뒤 올려 주세요.")


def _refuse_excess(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bomb(archive, parts, len(data), file)
            _refuse_other_office_kinds({part.filename for part in parts}, file)
            _refuse_large_sheets(archive, parts, file)
    except _UNZIPPING_FAILURES as error:
        raise _damaged(file) from error


def _refuse_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], packed: int, file: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * packed
    if unpacked <= LARGEST_UNPACKED and not swells and len(parts) <= MOST_PARTS:
        return
    if len(parts) <= MOST_PARTS and any(_begins_with_many_rows(archive, part) for part in parts):
        raise too_many_rows(file)
    raise UnreadableFile(
        file,
        "압축을 풀면 지나치게 커지는 파일이라 열지 않았습니다.",
        "명렬표의 값만 새 엑셀 파일에 붙여 넣고 다시 올려 주세요.",
    )


def _begins_with_many_rows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.startswith("xl/worksheets/"):
        return False
    with archive.open(part) as stream:
        beginning = stream.read(LARGEST_UNPACKED // 3)
    return len(_ROW.findall(beginning)) > LONGEST_SHEET


def _refuse_other_office_kinds(names: set[str], file: str) -> None:
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise UnreadableFile(file, "이 형식의 표 파일은 열 수 없습니다.", _SAVE_AS_XLSX)
    if not any(name.lower().startswith("xl/") for name in names):
        raise UnreadableFile(
            file, "엑셀 파일이 아니라 열 수 없습니다.", "명렬표를 엑셀 파일(.xlsx)로 저장해 올려 주세요."
        )


def _refuse_large_sheets(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: str) -> None:
    """Reads every part once: zipfile stops at the declared size and then finds the checksum wrong."""
    cells = 0
    for part in parts:
        content = archive.read(part)
        if content[:2] in _UTF_16 or b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
            raise _damaged(file)
        if b"sheetData" in content:
            rows, columns = _extent(content)
            if rows > LONGEST_SHEET:
                raise too_many_rows(file)
            cells += rows * columns
    if cells > MOST_CELLS:
        raise UnreadableFile(
            file,
            "시트가 지나치게 넓어 읽지 않았습니다.",
            "표의 오른쪽에 있는 쓰지 않는 열을 지우고 다시 올려 주세요.",
        )


def _extent(content: bytes) -> tuple[int, int]:
    """How many rows and columns the parser would lay out for this sheet, at most."""
    rows = widest = 0
    for start, end in _row_spans(content):
        rows += 1
        widest = max(widest, sum(1 for _ in _CELL.finditer(content, start, end)))
    for match in _REFERENCE.finditer(content):
        rows = max(rows, int(match[2]))
        widest = max(widest, _column_number(match[1]))
    return rows, widest


def _row_spans(content: bytes) -> Iterator[tuple[int, int]]:
    starts = (match.start() for match in _ROW.finditer(content))
    start = next(starts, None)
    for following in starts:
        yield start, following
        start = following
    if start is not None:
        yield start, len(content)


def _column_number(letters: bytes) -> int:
    number = 0
    for sign in letters.upper():
        number = number * 26 + sign - 64
    return number
