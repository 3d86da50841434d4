"""Tables as text: CSV files of any usual encoding, and what is pasted from a spreadsheet."""

import csv
import io

from .cells import Cell
from .opening import LARGEST_FILE, LONGEST_SHEET, Sheet, Upload

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Korean systems write CSV in the code page of Windows; it takes almost any bytes, so that it comes last.
_ENCODINGS = ("utf-8", "cp949")
_DELIMITERS = "\t,;|"
_LINES_LOOKED_AT = 30
LONGEST_FIELD = 2_000


def is_text(data: bytes) -> bool:
    """Whether the file can be a table written as text: no zip, no compound file, no PDF, no web page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    known = data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG"))
    return bool(data.strip()) and not known and b"\0" not in data[:4096] and data.lstrip()[:1] != b"<"


def open_text(data: bytes, file: Upload, *, sheet: str = "CSV") -> Sheet:
    """The table of a CSV file as one sheet.

    Raises:
        UnreadableFile: too large, or in an encoding that nobody uses here.

    """
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        raise file.refused(f"파일이 {limit}MB를 넘어 읽지 않았습니다.", f"{file.smaller} 다시 올려 주세요.")
    return table_of(_decoded(data, file), file, sheet=sheet)


def _decoded(data: bytes, file: Upload) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    remedy = "엑셀에서 열어 ‘CSV UTF-8’이나 .xlsx로 저장하고 다시 올려 주세요."
    raise file.refused("글자의 부호화 방식을 알 수 없어 읽지 않았습니다.", remedy)


def table_of(text: str, file: Upload, *, sheet: str) -> Sheet:
    """The table that a text is, by the delimiter that it uses most evenly."""
    csv.field_size_limit(LARGEST_FILE)
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Cell]] = []
    for row in csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines)):
        rows.append([cell[:LONGEST_FIELD] for cell in row])
        if len(rows) > LONGEST_SHEET:
            raise file.too_many_rows
    return Sheet(sheet, rows)


def _delimiter(text: str) -> str:
    """The sign that stands in most of the first lines; a comma where none does."""
    first = [line for line in text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT] if line.strip()]
    counted = {sign: sum(sign in line for line in first) for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: counted[sign])
    return best if counted[best] else ","
