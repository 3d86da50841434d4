"""Reading a roster (명렬표) file: columns in any order under their usual names, whatever stands around."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hakjeok_web.config.sheets.cells import UNITS, Cell, says_grade, text_of
from hakjeok_web.config.sheets.errors import BadValue, Problem, Severity, UnreadableFile, shown
from hakjeok_web.config.sheets.headers import HEADER_ROWS_SEARCHED, Header, class_in_titles, letter
from hakjeok_web.config.sheets.opening import MOST_ROWS, Sheet, Upload, open_sheets
from hakjeok_web.config.sheets.seat import Seat

from .columns import REQUIRED, columns, field_of, find_header, label_of
from .duplicates import without_duplicates
from .guardians import guardians_of
from .rows import Origin, RosterRow
from .values import READERS, masked, resident_birth_date, resident_sex

AGAIN = "고친 뒤 이 행만 다시 올릴 수 있습니다."
LEFT_BLANK = "이 칸만 비워 두고 나머지는 읽었습니다."
FEWEST_FOR_WRONG_YEAR = 10
SEAT = ("grade", "class_number", "number")
SEAT_COLUMNS = frozenset((*SEAT, "grade_class", "grade_class_number", "class_and_number"))
IDENTIFYING = frozenset(("name", "born_on", "resident_number"))
_TOTALS = re.compile(
    r"[-=<\[(]*(?:합계|총계|소계|누계|계|총원|총인원|인원|재적|현원|평균|이하여백|끝|(?:남|여|남자|여자)\d+명?)(?::?\d+명?)?[->\])=.:]*"
)


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column that was recognised: where it stands, what the file calls it, what we call it."""

    sheet: str
    letter: str
    title: str
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What became of one sheet; rows as Excel counts; no `header_row` if it was not read (see `note`)."""

    name: str
    header_row: int | None = None
    pupil_rows: int = 0
    ignored_rows: tuple[int, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A roster as read: the usable rows in file order and everything the registrar should know."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    columns_found: tuple[FoundColumn, ...]
    sheets: tuple[SheetReading, ...]

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is severity)


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read."""

    file: str
    name: str
    school_year: int
    header: Header
    from_title: Mapping[str, int]
    letters: Mapping[str, str]
    rows: list[RosterRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pupil_rows: int = 0
    ignored_rows: list[int] = field(default_factory=list)

    def problem(self, severity: Severity, row: int, cause: str, remedy: str, **details: object) -> None:
        self.problems.append(Problem(severity, self.file, self.name, row, cause, remedy, **details))


def read_roster(data: bytes, filename: str, *, school_year: int) -> Reading:
    """Reads the roster in `data`; raises `UnreadableFile` if the file as a whole cannot be used."""
    return read_sheets(open_sheets(data, upload_of(filename)), filename, school_year=school_year)


def upload_of(file: str) -> Upload:
    """What messages about the file as a whole call it."""
    return Upload(file, paper="명렬표", smaller="한 학교의 명렬표만 남기고")


def read_sheets(sheets: Iterable[Sheet], file: str, *, school_year: int) -> Reading:
    """Reads sheets laid out as grids; hidden sheets and sheets without a header are noted, not read."""
    read, about = [], []
    for sheet in sheets:
        opened = None if sheet.hidden else _open(sheet, file, school_year)
        if opened is None:
            about.append(SheetReading(sheet.name, note=_why_not_read(sheet)))
            continue
        _read_rows(opened, sheet)
        read.append(opened)
        about.append(_about(opened))
        if sum(one.pupil_rows for one in read) > MOST_ROWS:
            raise upload_of(file).too_many_rows
    if not read:
        raise _no_header(file)
    if not any(one.pupil_rows or one.problems for one in read):
        raise UnreadableFile(
            file, "머리글만 있고 학생이 한 명도 없습니다.", "학생을 적은 명렬표인지 보고 다시 올려 주세요."
        )
    return _reading(read, tuple(about))


def _reading(read: list[_Sheet], about: tuple[SheetReading, ...]) -> Reading:
    rows, duplicates = without_duplicates([row for sheet in read for row in sheet.rows])
    problems = [problem for sheet in read for problem in sheet.problems] + duplicates
    order = {sheet.name: place for place, sheet in enumerate(read)}
    problems.sort(key=lambda problem: (order[problem.sheet], problem.row))
    found = tuple(
        FoundColumn(sheet.name, sheet.letters[name], sheet.header.titles[name], name, label_of(name))
        for sheet in read
        for name in sheet.header.places
    )
    return Reading(tuple(rows), tuple(problems), found, about)


def _about(sheet: _Sheet) -> SheetReading:
    return SheetReading(
        sheet.name, sheet.header.row + 1, sheet.pupil_rows, tuple(sheet.ignored_rows), sheet.header.unknown
    )


def _why_not_read(sheet: Sheet) -> str:
    if sheet.hidden:
        return "숨긴 시트라 읽지 않았습니다."
    if not any(text_of(cell) for row in sheet.grid for cell in row):
        return "빈 시트입니다."
    return "머리글 행을 찾지 못해 읽지 않았습니다."


def _no_header(file: str) -> UnreadableFile:
    names = ", ".join(f"‘{label_of(field)}’" for field in REQUIRED)
    return UnreadableFile(
        file,
        "명렬표의 머리글 행을 찾지 못했습니다.",
        f"시트의 1~30행 안에 {names} 같은 열 이름이 한 행에 있는지 보고 다시 올려 주세요.",
    )


def _open(sheet: Sheet, file: str, school_year: int) -> _Sheet | None:
    head = sheet.filled(0, HEADER_ROWS_SEARCHED + 1)
    header = find_header(head)
    if header is None:
        return None
    letters = {name: letter(index) for name, index in header.places.items()}
    opened = _Sheet(file, sheet.name, school_year, header, _class_of_sheet(sheet, header), letters)
    for index, title in header.doubled:
        opened.problem(
            Severity.WARNING, header.row + 1, "같은 뜻의 열이 둘 있어 앞의 열만 읽었습니다.",
            "뒤의 열을 읽어야 하면 앞의 열 이름을 바꿔 주세요.",
            column=letter(index), header=title, value=title,
        )  # fmt: skip
    return opened


def _class_of_sheet(sheet: Sheet, header: Header) -> dict[str, int]:
    """Grade and class from the sheet's name or a title above the header, for sheets without such columns."""
    titles = [sheet.name] + [text_of(cell) for row in sheet.grid[: header.row] for cell in row]
    return {name: number for name, number in class_in_titles(titles).items() if name not in header.fields}


def _read_rows(sheet: _Sheet, source: Sheet) -> None:
    first = sheet.header.first_data_row
    grid = source.filled(first, len(source.grid), sheet.header.class_columns)
    rows = [(first + index + 1, _cells(sheet, row)) for index, row in enumerate(grid)]
    if missing := _missing_columns(sheet, rows):
        _report_missing_columns(sheet, missing)
        return
    for row, cells in rows:
        if _is_pupil(cells):
            sheet.pupil_rows += 1
            _read_row(sheet, row, cells)
        elif cells:
            sheet.ignored_rows.append(row)
    _check_ages(sheet)


def _missing_columns(sheet: _Sheet, rows: list[tuple[int, dict[str, Cell]]]) -> list[str]:
    """The required fields that no column and no title gives; a class written `4학년 2반` gives the grade."""
    missing = [name for name in REQUIRED if name not in sheet.header.fields and name not in sheet.from_title]
    classes = [text_of(cells["class_number"]) for _, cells in rows[:50] if "class_number" in cells]
    if "grade" in missing and any(says_grade(text) for text in classes):
        missing.remove("grade")
    return missing


def _report_missing_columns(sheet: _Sheet, missing: list[str]) -> None:
    names = ", ".join(f"‘{label_of(name)}’" for name in missing)
    known = ", ".join(f"‘{alias}’" for name in missing for alias in columns()[name].aliases[:3])
    sheet.problem(
        Severity.UNREADABLE, sheet.header.row + 1, f"{names} 열이 없어 이 시트를 읽지 않았습니다.",
        f"{known} 같은 이름으로 열을 넣고 다시 올려 주세요.",
    )  # fmt: skip


def _cells(sheet: _Sheet, row: list[Cell]) -> dict[str, Cell]:
    """The cells of the known columns that are not blank."""
    return {name: row[index] for name, index in sheet.header.places.items() if index < len(row) and text_of(row[index])}


def _is_pupil(cells: Mapping[str, Cell]) -> bool:
    """Not blank, a number without a pupil, a remark, a total or the header once more."""
    about_pupil = set(cells) - SEAT_COLUMNS - {"note"}
    if len(cells) < 2 or not about_pupil or not (about_pupil & IDENTIFYING or set(cells) & SEAT_COLUMNS):
        return False
    if field_of(text_of(cells.get("name"))) == "name":
        return False
    return "born_on" in cells or not any(_TOTALS.fullmatch(_tight(cell)) for cell in cells.values())


def _tight(cell: Cell) -> str:
    return text_of(cell).replace(" ", "")


def _read_row(sheet: _Sheet, row: int, cells: Mapping[str, Cell]) -> None:
    """Appends the row to the sheet's rows, or the reasons why not to its problems."""
    said: dict[str, object] = dict(sheet.from_title)
    bad: set[str] = set()
    failures = []
    for name, cell in cells.items():
        try:
            _add(said, name, READERS[name](cell, sheet.school_year))
        except BadValue as error:
            failures.append((name, cell, error))
            bad |= {name, *columns()[name].gives} | ({"grade"} if name == "class_number" else set())
    _add_from_resident_number(said)
    for name, cell, error in failures:
        _report_value(sheet, row, name, cell, error, said)
    missing = [name for name in REQUIRED if name not in said]
    for name in missing:
        if name not in bad:
            _report_blank(sheet, row, name, said)
    if not missing and not any(_spoils(name, said) for name, _, _ in failures):
        sheet.rows.append(_roster_row(Origin(sheet.file, sheet.name, row, sheet.letters), said))


def _add(said: dict[str, object], name: str, value: object) -> None:
    """Adds what a cell says; a cell of several (`4-2-3`) must agree with the other columns."""
    for field_name, one in value.items() if isinstance(value, dict) else ((name, value),):
        if field_name in SEAT and said.get(field_name, one) != one:
            raise BadValue(
                f"다른 열이나 시트 제목에는 {said[field_name]}{UNITS[field_name]}이라고 적혀 있습니다.",
                "맞는 쪽으로 고쳐 주세요.",
            )
        said[field_name] = one


def _add_from_resident_number(said: dict[str, object]) -> None:
    digits = said.get("resident_number")
    if isinstance(digits, str):
        said.setdefault("born_on", resident_birth_date(digits))
        said.setdefault("sex", resident_sex(digits))


def _spoils(name: str, said: Mapping[str, object]) -> bool:
    """Whether an unreadable cell of this column makes the row unusable."""
    column = columns()[name]
    return column.required or bool(set(column.gives) & set(SEAT))


def _report_value(sheet: _Sheet, row: int, name: str, cell: Cell, error: BadValue, said: Mapping[str, object]) -> None:
    spoils = _spoils(name, said)
    details = _details(sheet, name, said) | {"value": shown(masked(name, cell))}
    severity = Severity.UNREADABLE if spoils else Severity.WARNING
    sheet.problem(severity, row, error.cause, f"{error.remedy} {AGAIN if spoils else LEFT_BLANK}", **details)


def _report_blank(sheet: _Sheet, row: int, name: str, said: Mapping[str, object]) -> None:
    details = _details(sheet, name, said)
    sheet.problem(Severity.UNREADABLE, row, "꼭 있어야 하는 값입니다.", f"적어 주세요. {AGAIN}", **details)


def _details(sheet: _Sheet, name: str, said: Mapping[str, object]) -> dict[str, object]:
    """Column, header, name and seat of a problem; a field given by another column is placed there."""
    giving = [column.field for column in columns().values() if name in column.gives]
    place = next((field for field in (name, *giving) if field in sheet.letters), name)
    seat = Seat(*(said[part] for part in SEAT)) if all(part in said for part in SEAT) else None
    return {
        "column": sheet.letters.get(place),
        "header": sheet.header.titles.get(place, label_of(name)),
        "name": said.get("name"),
        "seat": seat,
    }


def _check_ages(sheet: _Sheet) -> None:
    """Warns of unusual birth years; if most are off by the same years, of the school year instead, once."""
    unusual = [(row, row.born_on.year - (sheet.school_year - 6 - row.grade)) for row in sheet.rows]
    years_off, count = Counter(off for _, off in unusual).most_common(1)[0] if unusual else (0, 0)
    if years_off and count >= FEWEST_FOR_WRONG_YEAR and count >= len(unusual) * 0.8:
        _report_school_year(sheet, years_off)
        return
    for row, off in unusual:
        if off:
            _report_age(sheet, row)


def _report_school_year(sheet: _Sheet, years_off: int) -> None:
    sheet.problem(
        Severity.WARNING, sheet.header.row + 1,
        f"생년월일로 보면 {sheet.school_year + years_off}학년도 명렬표입니다.",
        f"{sheet.school_year}학년도로 올린 것이 맞는지 봐 주세요.",
    )  # fmt: skip


def _report_age(sheet: _Sheet, row: RosterRow) -> None:
    usual = sheet.school_year - 6 - row.grade
    said = {"name": row.name} | row.seat._asdict()
    sheet.problem(
        Severity.WARNING, row.origin.row, f"{row.grade}학년은 보통 {usual}년에 태어났습니다.",
        "맞는 생년월일이면 그대로 두어 주세요.",
        **_details(sheet, "born_on", said) | {"value": row.born_on.isoformat()},
    )  # fmt: skip


def _roster_row(origin: Origin, said: Mapping[str, object]) -> RosterRow:
    address = " ".join(str(said[name]) for name in ("address", "address_detail") if name in said) or None
    plain = (
        "resident_number",
        "postal_code",
        "pupil_phone",
        "nationality",
        "entered_on",
        "transferred_in_on",
        "note",
    )
    return RosterRow(
        origin=origin, address=address, guardians=guardians_of(said),
        **{name: said[name] for name in REQUIRED}, **{name: said.get(name) for name in plain},
    )  # fmt: skip
