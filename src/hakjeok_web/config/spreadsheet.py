"""Any list as an Excel file (엑셀 받기): what is shown, and on a second sheet under which conditions.

Rows are written as they come and never held together, so a list of any length costs the same memory.
"""

import io
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from uuid import UUID

import xlsxwriter
from django.utils import timezone

FONT = "맑은 고딕"
CONDITIONS_SHEET = "조건"
LONGEST_CELL = 32_767
LONGEST_SHEET_TITLE = 31
NARROWEST, WIDEST = 6, 60
ROWS_MEASURED = 200
_NOT_IN_SHEET_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# Signs with which a spreadsheet begins a formula once somebody edits the cell.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

Value = str | int | float | Decimal | bool | date | datetime | UUID | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its title and, if the content shall not decide, its width in narrow characters."""

    title: str
    width: int | None = None


def workbook(
    sheet_title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Value]],
    conditions: Iterable[tuple[str, str]],
) -> bytes:
    """The list as an .xlsx file with the sheets `sheet_title` and 조건.

    Text stays text: nothing becomes a formula or a link, not even when the cell is edited later. Dates and instants
    become real dates (instants in the local time zone). `conditions` are the lines of 조건: school, filter, person,
    time, purpose.
    """
    target = io.BytesIO()
    # The rows pass through a temporary file; its folder is readable by this user only and goes with it.
    with (
        tempfile.TemporaryDirectory(prefix="hakjeok-list-") as folder,
        xlsxwriter.Workbook(target, _options(folder)) as book,
    ):
        looks = _Looks.of(book)
        _write_list(book.add_worksheet(_sheet_title(sheet_title)), looks, columns, rows)
        _write_conditions(book.add_worksheet(CONDITIONS_SHEET), looks, conditions)
    return target.getvalue()


def _options(folder: str) -> dict[str, Any]:
    return {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a workbook."""

    head: Any
    plain: Any
    quoted: Any
    day: Any
    instant: Any

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> "_Looks":
        def look(**properties: object) -> Any:
            return book.add_format({"font_name": FONT, "font_size": 10, "valign": "top"} | properties)

        return cls(
            head=look(bold=True, bottom=1, bg_color="#EDF1F5", text_wrap=True),
            plain=look(),
            quoted=look(quote_prefix=True),
            day=look(num_format="yyyy. m. d.", align="left"),
            instant=look(num_format="yyyy. m. d. hh:mm", align="left"),
        )


def _write_list(sheet: Any, looks: _Looks, columns: Sequence[Column | str], rows: Iterable) -> None:
    columns = [column if isinstance(column, Column) else Column(column) for column in columns]
    rows = iter(rows)
    first_rows = list(islice(rows, ROWS_MEASURED))
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width or _width_of(index, column.title, first_rows))
        _write(sheet, 0, index, column.title, looks, looks.head)
    last = 0
    for last, row in enumerate(chain(first_rows, rows), start=1):
        for index, value in enumerate(row):
            _write(sheet, last, index, value, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_conditions(sheet: Any, looks: _Looks, conditions: Iterable[tuple[str, str]]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, WIDEST)
    for row, (name, value) in enumerate(conditions):
        _write(sheet, row, 0, name, looks, looks.head)
        _write(sheet, row, 1, value, looks)


def _write(sheet: Any, row: int, column: int, value: Value, looks: _Looks, look: Any = None) -> None:
    """Writes by the type of the value; only ever as text, number, truth or date."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "예" if value else "아니요", look or looks.plain)
    elif isinstance(value, int | float | Decimal) and abs(value) < 1e15:
        sheet.write_number(row, column, value, look or looks.plain)
    elif isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local, looks.instant)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks.day)
    else:
        text = _writable(str(value))
        quoted = looks.quoted if text.startswith(_FORMULA_SIGNS) else looks.plain
        sheet.write_string(row, column, text, look or quoted)


def _writable(text: str) -> str:
    """The text without halves of characters, which no file can hold, and no longer than a cell may be."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= LONGEST_CELL else whole[: LONGEST_CELL - 1] + "…"


def _sheet_title(title: str) -> str:
    """The title as Excel allows it: 31 characters, no brackets or slashes, not the name of the second sheet."""
    allowed = " ".join(_writable(title).translate(_NOT_IN_SHEET_TITLES).split())[:LONGEST_SHEET_TITLE]
    allowed = allowed.strip(" '")
    return "목록" if allowed in ("", CONDITIONS_SHEET) else allowed


def _width_of(index: int, title: str, rows: Iterable[Sequence[Value]]) -> int:
    widest = max(chain([_columns_wide(title) + 3], _widths(index, rows)))
    return min(max(widest + 2, NARROWEST), WIDEST)


def _widths(index: int, rows: Iterable[Sequence[Value]]) -> Iterator[int]:
    for row in rows:
        value = row[index] if index < len(row) else None
        if isinstance(value, datetime):
            yield 18
        elif isinstance(value, date):
            yield 12
        elif value is not None:
            yield _columns_wide(str(value))


def _columns_wide(text: str) -> int:
    """Narrow characters the text takes; Korean ones take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text[: WIDEST * 2])
