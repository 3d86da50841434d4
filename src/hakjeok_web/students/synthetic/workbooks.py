"""The sample files: a clean roster, a messy one as schools send them, and files to be refused."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter

from .pupils import SyntheticPupil, synthetic_pupils

Cell = str | int | date | None
# The year of the shipped samples; `--school-year` makes others.
SAMPLE_SCHOOL_YEAR = 2026
SAMPLE_SEED = 600
MESSY_SEED = 41

CLEAN_TITLES = (
    "학년", "반", "번호", "성명", "성별", "생년월일", "우편번호", "주소", "보호자 성명", "관계",
    "보호자 연락처", "국적", "최초입학일", "전입일", "비고",
)  # fmt: skip


@dataclass(slots=True)
class SheetContent:
    """A sheet before it is written. Ranges and hidden columns count from 0."""

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: tuple[int, ...] = ()
    hidden: bool = False
    widths: Sequence[int] = ()


def sample_files(school_year: int = SAMPLE_SCHOOL_YEAR) -> Mapping[str, bytes]:
    """Name and content of every sample file."""
    return {
        "roster-600.xlsx": written([clean_sheet(synthetic_pupils(SAMPLE_SEED, 600, school_year))]),
        "roster-messy.xlsx": written(messy_sheets(school_year)),
        "refused-empty.xlsx": b"",
        "refused-encrypted.xlsx": encrypted_file(),
        "refused-text.xlsx": text_file(synthetic_pupils(SAMPLE_SEED, 12, school_year)),
    }


def clean_sheet(pupils: Iterable[SyntheticPupil]) -> SheetContent:
    """A roster as the columns' usual names and order have it."""
    rows = [list(CLEAN_TITLES)] + [_clean_row(pupil) for pupil in pupils]
    return SheetContent("명렬표", rows, widths=(6, 5, 6, 20, 6, 13, 9, 52, 12, 6, 16, 12, 13, 13, 10))


def _clean_row(pupil: SyntheticPupil) -> list[Cell]:
    return [
        pupil.grade, pupil.class_number, pupil.number, pupil.name, pupil.sex.korean, pupil.born_on,
        pupil.postal_code, pupil.address, pupil.guardian_name, pupil.guardian_relation, pupil.guardian_phone,
        pupil.nationality, pupil.entered_on, pupil.transferred_in_on, None,
    ]  # fmt: skip


def messy_sheets(school_year: int = SAMPLE_SCHOOL_YEAR) -> list[SheetContent]:
    """Everything that goes wrong in real rosters, on one sheet per grade."""
    pupils = synthetic_pupils(MESSY_SEED, 300, school_year)
    fourth = [pupil for pupil in pupils if pupil.grade == 4]
    fifth = [pupil for pupil in pupils if pupil.grade == 5]
    last_year = SheetContent("작년 자료", [["성명", "반", "번호"], ["옛학생", 1, 1]], hidden=True)
    notes = SheetContent("작성 안내", [["3월 명렬표를 이 파일에 모아 주세요."], [None], ["문의: 학적 담당"]])
    return [_fourth_grade(fourth, school_year), _fifth_grade(fifth), notes, last_year]


def _fourth_grade(pupils: Sequence[SyntheticPupil], school_year: int) -> SheetContent:
    """A title, two header rows with merged cells, grade and class in one cell, a hidden column, a total."""
    rows = _fourth_grade_head(school_year)
    for place, pupil in enumerate(pupils):
        rows.append(_fourth_grade_row(place, pupil))
        if place == 24:
            rows.append([None] * 12)
    _spoil_fourth_grade(rows)
    rows.append(["합계", None, f"{len(pupils)}명", None, "남 26 여 24"])
    merged = [(0, 0, 0, 11), (3, 6, 3, 8), (3, 9, 3, 10)] + [(3, c, 4, c) for c in (0, 1, 2, 3, 4, 5, 11)]
    return SheetContent("4학년", rows, merged, hidden_columns=(3,), widths=(11, 5, 14, 8, 6, 13, 10, 6, 16, 9, 50))


def _fourth_grade_head(school_year: int) -> list[list[Cell]]:
    return [
        [f"{school_year}학년도 4학년 명렬표"],
        [None],
        [None, "(3월 3일 기준, 순서 바꾸지 말 것)"],
        [
            "학급",
            "번\n호",
            "이  름",
            "작년 반",
            "성별",
            "생년월일",
            "보호자",
            None,
            None,
            "주소",
            None,
            "비고",
        ],
        [None, None, None, None, None, None, "성명", "관계", "휴대폰", "우편번호", "도로명 주소", None],
    ]


def _fourth_grade_row(place: int, pupil: SyntheticPupil) -> list[Cell]:
    sex = {"male": ("남", "남자", "M")[place % 3], "female": ("여", "여자", "F")[place % 3]}[pupil.sex]
    phone = pupil.guardian_phone.replace("-", "") if place % 4 == 0 else pupil.guardian_phone
    return [
        f"4학년 {pupil.class_number}반", str(pupil.number) if place % 2 else pupil.number,
        pupil.name + ("  " if place % 5 == 0 else ""), (place % 2) + 1, sex,
        _date_in_some_notation(place, pupil.born_on),
        pupil.guardian_name, pupil.guardian_relation, phone, pupil.postal_code,
        pupil.address.replace(" ", "\u00a0", 1), None,
    ]  # fmt: skip


def _date_in_some_notation(place: int, day: date) -> Cell:
    notations = (
        f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}", f"{day:%Y-%m-%d}", day, f"{day:%y%m%d}",
        f"{day.year}년 {day.month}월 {day.day}일", int(f"{day:%Y%m%d}"),
    )  # fmt: skip
    return notations[place % len(notations)]


def _spoil_fourth_grade(rows: list[list[Cell]]) -> None:
    """Row numbers in the comments are those that Excel shows."""
    rows[7][5] = "2016-13-02"  # 8: no such month
    rows[9][1] = 4  # 10: the number of row 9
    rows[11][2] = None  # 12: no name
    rows[13][4] = "?"  # 14: sex cannot be read
    rows[15][8] = "없음"  # 16: telephone cannot be read, the row can
    rows[17][5] = None  # 18: no birth date
    rows[19][9] = 105  # 20: a postal code that lost its noughts
    rows.insert(22, list(rows[21]))  # 23: row 22 once more


def _fifth_grade(pupils: Sequence[SyntheticPupil]) -> SheetContent:
    """Other order and names, class cells merged down, full-width figures, a number without a pupil."""
    rows: list[list[Cell]] = [
        ["5학년 학생 명단", None, None, None, None, None, None, None],
        [None],
        ["연번", "학년", "반", "번호", "연락처", "학생명(한글)", "생일", "남·여", "주 소", "보호자"],
    ]
    for place, pupil in enumerate(pupils):
        rows.append(_fifth_grade_row(place, pupil))
    last = pupils[-1]
    rows.append([len(pupils) + 1, None, None, last.number + 1])
    first_of_second = 3 + next(place for place, pupil in enumerate(pupils) if pupil.class_number == 2)
    merged = [
        (3, 1, len(rows) - 1, 1),
        (3, 2, first_of_second - 1, 2),
        (first_of_second, 2, len(rows) - 1, 2),
    ]
    rows[5][6] = date(2051, 4, 9)  # 6: born in the future
    return SheetContent("5학년", rows, merged, widths=(6, 6, 5, 6, 16, 20, 13, 7, 52, 14))


def _fifth_grade_row(place: int, pupil: SyntheticPupil) -> list[Cell]:
    wide = str(pupil.number).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)})
    spread = " ".join(pupil.name) if len(pupil.name) == 3 and place % 6 == 0 else pupil.name
    return [
        place + 1, 5 if place == 0 else None, pupil.class_number if pupil.number == 1 else None, wide,
        pupil.guardian_phone, f"\u3000{spread} ", _date_in_some_notation(place + 2, pupil.born_on),
        f"{pupil.sex.korean}학생" if place % 2 else pupil.sex.korean, f" {pupil.address}\n",
        f"{pupil.guardian_name}({pupil.guardian_relation})",
    ]  # fmt: skip


def written(sheets: Iterable[SheetContent]) -> bytes:
    """The sheets as an .xlsx file; the same content gives the same bytes."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"created": datetime(SAMPLE_SCHOOL_YEAR, 3, 1)})  # noqa: DTZ001 - a file property
        formats = {
            "date": book.add_format({"num_format": "yyyy-mm-dd", "font_name": "맑은 고딕"}),
            "plain": book.add_format({"font_name": "맑은 고딕"}),
            "merged": book.add_format({"font_name": "맑은 고딕", "bold": True, "align": "center"}),
        }  # fmt: skip
        for content in sheets:
            _write_sheet(book.add_worksheet(content.name), content, formats)
    return target.getvalue()


def _write_sheet(sheet: "xlsxwriter.worksheet.Worksheet", content: SheetContent, formats: Mapping) -> None:
    for first_row, first, last_row, last in content.merged:
        sheet.merge_range(first_row, first, last_row, last, "", formats["merged"])
    starts = {(row, column) for row, column, _, _ in content.merged}
    for row, cells in enumerate(content.rows):
        for column, cell in enumerate(cells):
            look = "merged" if (row, column) in starts else "plain"
            _write_cell(sheet, row, column, cell, formats, look)
    for column, width in enumerate(content.widths):
        hidden = {"hidden": True} if column in content.hidden_columns else {}
        sheet.set_column(column, column, width, None, hidden)
    if content.hidden:
        sheet.hide()


def _write_cell(sheet, row: int, column: int, cell: Cell, formats: Mapping, look: str) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats[look])
    elif cell is not None:
        sheet.write_string(row, column, cell, formats[look])


def encrypted_file() -> bytes:
    """What Excel writes for a file with a password, as far as the reader looks: the names of its streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return header + directory.ljust(512, b"\0")


def text_file(pupils: Iterable[SyntheticPupil]) -> bytes:
    """A CSV file under the name of an Excel file."""
    lines = [CLEAN_TITLES] + [tuple("" if cell is None else str(cell) for cell in _clean_row(p)) for p in pupils]
    return "\r\n".join(",".join(line) for line in lines).encode("cp949")
