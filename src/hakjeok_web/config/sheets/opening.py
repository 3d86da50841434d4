"""Opening the file itself: its true kind, its size, and what it would grow to.

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
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from .cells import Cell
from .errors import UnreadableFile
from .headers import COLUMNS_READ

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
# Overlapping merges are no Excel file; without a bound a forged one could ask for any amount of work.
MOST_MERGED_CELLS = 200_000

Range = tuple[tuple[int, int], tuple[int, int]]

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNZIPPING_FAILURES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AGAIN = "엑셀에서 열어 다시 저장한 뒤 올려 주세요."
_SAVE_AS_XLSX = "엑셀에서 ‘다른 이름으로 저장’을 눌러 .xlsx로 저장하고 다시 올려 주세요."
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_CELL_NAME = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]{1,3}[0-9]{1,7})")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb"r\s*=\s*[\"']([A-Za-z]{0,7})([0-9]{1,20})[\"']")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a rectangle from A1, with its merged ranges (rows and columns from 0, both ends inside)."""

    name: str
    grid: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False

    def filled(self, first: int, end: int, only: Container[int] = range(COLUMNS_READ)) -> list[list[Cell]]:
        """The rows with the value of each merged range written into all its cells, in the columns `only`."""
        rows = [list(row) for row in self.grid[first:end]]
        left_to_fill = MOST_MERGED_CELLS
        for (top, left), (bottom, right) in self.merged:
            if not (first <= top < first + len(rows) and left < len(self.grid[top])) or left_to_fill <= 0:
                continue
            indexes = [index for index in range(left, min(right + 1, COLUMNS_READ)) if index in only]
            for row in rows[top - first : bottom - first + 1] if indexes else ():
                left_to_fill -= len(indexes)
                _fill(row, indexes, self.grid[top][left])
        return rows


def _fill(row: list[Cell], indexes: list[int], value: Cell) -> None:
    for index in indexes:
        row[index : index + 1] = [value] if index < len(row) else []


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody brought: its name, the kind of paper it should be, and how to make it smaller.

    `paper` ends in a vowel (`명렬표`). `plain`: no formulas and no macros, so that what is read is what was typed.
    """

    name: str
    paper: str
    smaller: str
    plain: bool = False

    def refused(self, sentence: str, remedy: str) -> UnreadableFile:
        return UnreadableFile(self.name, sentence, remedy)

    @property
    def too_many_rows(self) -> UnreadableFile:
        remedy = f"{self.smaller}, 서식만 있는 빈 행은 지운 뒤 다시 올려 주세요."
        return self.refused(f"행이 {MOST_ROWS:,}개를 넘어 읽지 않았습니다.", remedy)

    @property
    def damaged(self) -> UnreadableFile:
        return self.refused("파일이 손상되어 열 수 없습니다.", _SAVE_AGAIN)

    @property
    def garbled(self) -> UnreadableFile:
        """Its name is that of an Excel file, its content a text that is no table."""
        return self.refused("엑셀 파일이 아니거나 깨졌습니다.", _SAVE_AGAIN)

    @property
    def is_named_as_excel(self) -> bool:
        return self.name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def open_sheets(data: bytes, file: Upload) -> list[Sheet]:
    """Every sheet of an Excel file, or `UnreadableFile` with the reason and the remedy."""
    _refuse_other_kinds(data, file)
    _refuse_excess(data, file)
    parsed = _parsed(data)
    if not parsed:  # a workbook without a sheet is what is left of one
        raise file.damaged
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


def _refuse_other_kinds(data: bytes, file: Upload) -> None:
    if not data.strip(b"\0\r\n\t "):
        remedy = f"{file.paper}가 든 엑셀 파일인지 보고 다시 올려 주세요."
        raise file.refused("빈 파일이라 읽을 것이 없습니다.", remedy)
    if len(data) > LARGEST_FILE:
        size = f"{len(data) / 1024 / 1024:.1f}MB"
        raise file.refused(
            f"파일이 {size}라 읽지 않았습니다. {LARGEST_FILE // 1024 // 1024}MB까지 올릴 수 있습니다.",
            "사진과 쓰지 않는 시트를 지우고 다시 올려 주세요.",
        )
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file(data, file)
    if not data.startswith(b"PK\x03\x04"):
        raise _not_excel(data, file)


def _compound_file(data: bytes, file: Upload) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return file.refused("암호가 걸린 엑셀 파일이라 열 수 없습니다.", "엑셀에서 암호를 풀고 다시 올려 주세요.")
    if b"HWP Document File" in data:
        return file.refused(
            f"한글 문서라 {file.paper}로 읽을 수 없습니다.", "표를 엑셀에 옮겨 .xlsx로 저장하고 올려 주세요."
        )
    return file.refused("옛 엑셀 형식(.xls)이라 열 수 없습니다.", _SAVE_AS_XLSX)


def _not_excel(data: bytes, file: Upload) -> UnreadableFile:
    if data.startswith(b"%PDF"):
        remedy = f"같은 {file.paper}의 엑셀 파일(.xlsx)을 올려 주세요."
        return file.refused(f"PDF라 {file.paper}로 읽을 수 없습니다.", remedy)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return file.refused("이름만 엑셀이고 속은 웹 문서라 열 수 없습니다.", _SAVE_AS_XLSX)
    if b"\0" not in data[:4096] and b"\n" in data[:4096]:
        return file.refused("엑셀 파일이 아니라 글 파일(CSV)이라 열 수 없습니다.", _SAVE_AS_XLSX)
    return _not_a_sheet(file)


def _not_a_sheet(file: Upload) -> UnreadableFile:
    return file.refused("엑셀 파일이 아니라 열 수 없습니다.", f"{file.paper}를 엑셀 파일(.xlsx)로 저장해 올려 주세요.")


def _refuse_excess(data: bytes, file: Upload) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bomb(archive, parts, len(data), file)
            _refuse_other_office_kinds({part.filename for part in parts}, file)
            _refuse_macros({part.filename for part in parts}, file)
            _refuse_large_sheets(archive, parts, file)
    except _UNZIPPING_FAILURES as error:
        raise file.damaged from error


def _refuse_bomb(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], packed: int, file: Upload) -> None:
    unpacked = sum(part.file_size for part in parts)
    swells = unpacked > RATIO_COUNTS_FROM and unpacked > LARGEST_RATIO * packed
    if unpacked <= LARGEST_UNPACKED and not swells and len(parts) <= MOST_PARTS:
        return
    if len(parts) <= MOST_PARTS and any(_begins_with_many_rows(archive, part) for part in parts):
        raise file.too_many_rows
    raise file.refused(
        "압축을 풀면 지나치게 커지는 파일이라 열지 않았습니다.",
        f"{file.paper}의 값만 새 엑셀 파일에 붙여 넣고 다시 올려 주세요.",
    )


def _begins_with_many_rows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if not part.filename.startswith("xl/worksheets/"):
        return False
    with archive.open(part) as stream:
        beginning = stream.read(LARGEST_UNPACKED // 3)
    return len(_ROW.findall(beginning)) > LONGEST_SHEET


def _refuse_other_office_kinds(names: set[str], file: Upload) -> None:
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise file.refused("이 형식의 표 파일은 열 수 없습니다.", _SAVE_AS_XLSX)
    if not any(name.lower().startswith("xl/") for name in names):
        raise _not_a_sheet(file)


def _refuse_macros(names: set[str], file: Upload) -> None:
    if file.plain and any(name.lower().endswith("vbaproject.bin") for name in names):
        raise file.refused("매크로가 든 엑셀 파일이라 열지 않았습니다.", _SAVE_AS_XLSX)


def _refuse_formulas(content: bytes, file: Upload) -> None:
    """A formula shows what it last came to, which may not be what the other system holds."""
    if file.plain and _FORMULA.search(content):
        raise file.refused(
            f"수식이 든 칸이 있어 읽지 않았습니다({_first_formula(content)}).",
            "표를 모두 골라 ‘값만 붙여넣기’를 한 뒤 다시 올려 주세요.",
        )


def _first_formula(content: bytes) -> str:
    before = _CELL_NAME.findall(content[: _FORMULA.search(content).start()])
    return f"{before[-1].decode()} 칸" if before else "자리를 알 수 없는 칸"


def _refuse_large_sheets(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], file: Upload) -> None:
    """Reads every part once: zipfile stops at the declared size and then finds the checksum wrong."""
    cells = 0
    for part in parts:
        content = archive.read(part)
        if content[:2] in _UTF_16 or b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
            raise file.damaged
        if b"sheetData" in content:
            _refuse_formulas(content, file)
            rows, columns = _extent(content)
            if rows > LONGEST_SHEET:
                raise file.too_many_rows
            cells += rows * columns
    if cells > MOST_CELLS:
        raise file.refused(
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
