"""Reading an attendance list: a row for each entry, or a month with a column for each day."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hakjeok_web.config.sheets.cells import (
    Cell,
    read_class_number,
    read_grade,
    read_name,
    read_number,
    seat_reader,
    text_of,
    text_reader,
)
from hakjeok_web.config.sheets.errors import BadValue, Problem, Severity, UnreadableFile, shown
from hakjeok_web.config.sheets.headers import HEADER_ROWS_SEARCHED, ColumnNames, Header, class_in_titles, letter
from hakjeok_web.config.sheets.opening import MOST_ROWS, Sheet, Upload, open_sheets
from hakjeok_web.config.sheets.seat import Seat
from hakjeok_web.config.sheets.text_files import is_text, open_text, table_of

from .days import column_day, days_between, month_in, read_day, read_days
from .lines import Line, Reading
from .words import UNTAKEN, Said, is_untold, nothing_said, said_by, together, untaken_labels

PASTED = "붙여 넣은 표"
CONDITIONS = "조건"  # the second sheet of every list that is taken from here (config.spreadsheet)
MOST_LINES = 20_000
FEWEST_DAYS_OF_A_GRID = 3
LONGEST_REASON, LONGEST_NOTE = 100, 300
AGAIN = "고친 뒤 이 행만 다시 올릴 수 있습니다."
NAMES = ColumnNames(Path(__file__).with_name("columns.toml"), fewest=2, names_a_pupil=frozenset({"number", "name"}))
SEAT = ("grade", "class_number", "number")
ATTENDANCE = ("entry", "kind", "form")
DAYS = ("day", "first_day", "days")
WHO: Mapping[str, Callable[[Cell, int], object]] = {
    "grade": read_grade,
    "class_number": read_class_number,
    "number": read_number,
    "grade_class_number": seat_reader(*SEAT),
    "grade_class": seat_reader("grade", "class_number"),
    "class_and_number": seat_reader("class_number", "number"),
    "name": read_name,
}
TOLD = {"reason": text_reader(LONGEST_REASON), "note": text_reader(LONGEST_NOTE)}


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read: a list, or a month's grid if `day_columns` are found."""

    upload: Upload
    source: Sheet
    school_year: int
    header: Header
    from_title: Mapping[str, int]
    day_columns: Mapping[int, date]
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    classes: set[tuple[int, int]] = field(default_factory=set)
    passed_over: Counter = field(default_factory=Counter)

    def problem(self, row: int, error: BadValue, *, at: str = "", index: int | None = None, **who: object) -> None:
        place = self.header.places.get(at) if index is None else index
        title = self.header.titles.get(at, "") if index is None else ""
        cells = self.source.grid[row - 1]
        value = text_of(cells[place]) if place is not None and place < len(cells) else ""
        self.problems.append(
            Problem(
                Severity.UNREADABLE, self.upload.name, self.source.name, row, error.cause, error.remedy,
                column=letter(place) if place is not None else None, header=title or None, value=shown(value), **who,
            )
        )  # fmt: skip


def upload_of(file: str) -> Upload:
    """What messages about the file as a whole call it; what is compared must be what was typed."""
    return Upload(file, paper="출결표", smaller="한 달의 출결만 남기고", plain=True)


def read_attendance(data: bytes, filename: str, *, school_year: int) -> Reading:
    """Read the file; raises `UnreadableFile` if it cannot be used as a whole."""
    upload = upload_of(filename)
    if not is_text(data):
        return read_sheets(open_sheets(data, upload), upload, school_year=school_year)
    sheet = open_text(data, upload)
    if upload.is_named_as_excel and NAMES.find_header(sheet.grid) is None:
        raise upload.garbled
    return read_sheets([sheet], upload, school_year=school_year)


def read_pasted(text: str, *, school_year: int) -> Reading:
    """Read what was copied from a spreadsheet and pasted."""
    upload = upload_of(PASTED)
    return read_sheets([table_of(text, upload, sheet="표")], upload, school_year=school_year)


def read_sheets(sheets: Iterable[Sheet], upload: Upload, *, school_year: int) -> Reading:
    """Read sheets laid out as grids; hidden ones and those without a header are noted, not read."""
    read, notes = [], []
    for source in sheets:
        if len(source.grid) > MOST_ROWS:
            raise upload.too_many_rows
        sheet = None if source.hidden or source.name == CONDITIONS else _opened(source, upload, school_year)
        if sheet is None:
            notes += _note(source)
            continue
        _read_rows(sheet)
        read.append(sheet)
        if sum(len(each.lines) for each in read) > MOST_LINES:
            raise _too_many(upload)
    if not read:
        raise _no_header(upload, notes)
    return _reading(read, notes)


def _note(source: Sheet) -> list[str]:
    if source.name == CONDITIONS:
        return []
    if source.hidden:
        return [f"‘{source.name}’ 시트는 숨긴 시트라 읽지 않았습니다."]
    if any(text_of(cell) for row in source.grid for cell in row):
        return [f"‘{source.name}’ 시트는 머리글 행을 찾지 못해 읽지 않았습니다."]
    return []


def _no_header(upload: Upload, notes: Sequence[str]) -> UnreadableFile:
    return upload.refused(
        " ".join(("출결표의 머리글 행을 찾지 못했습니다.", *(notes if len(notes) > 1 else ()))),
        "‘학년’, ‘반’, ‘번호’, ‘성명’, ‘날짜’, ‘출결’ 같은 열 이름을 한 행에 적고 다시 올려 주세요. "
        "한 달 표는 ‘번호’, ‘성명’ 옆에 날마다 한 열을 두면 됩니다.",
    )


def _too_many(upload: Upload) -> UnreadableFile:
    return upload.refused(f"출결이 {MOST_LINES:,}개를 넘어 읽지 않았습니다.", "한 달이나 한 학기씩 나누어 올려 주세요.")


def _reading(read: Sequence[_Sheet], notes: Sequence[str]) -> Reading:
    lines = [line for sheet in read for line in sheet.lines]
    lines, twice = _once_a_day(lines, read[0].upload.name)
    problems = [problem for sheet in read for problem in sheet.problems] + twice
    order = {sheet.source.name: place for place, sheet in enumerate(read)}
    problems.sort(key=lambda problem: (order.get(problem.sheet, 0), problem.row))
    days = {line.day for line in lines} | {day for sheet in read for day in sheet.day_columns.values()}
    classes = sorted(set().union(*(sheet.classes for sheet in read)))
    span = (min(days), max(days)) if days else ()
    passed = sum((sheet.passed_over for sheet in read), Counter())
    return Reading(tuple(lines), tuple(problems), tuple(notes), span, tuple(classes), tuple(sorted(passed.items())))


def _once_a_day(lines: Sequence[Line], file: str) -> tuple[list[Line], list[Problem]]:
    """One form a day (p.30): a line that says the same again is left out, different ones are all refused."""
    groups: dict[tuple, list[Line]] = {}
    for line in lines:
        groups.setdefault((line.grade, line.class_number, line.number, line.name, line.day), []).append(line)
    single = [group[0] for group in groups.values() if len({line.said for line in group}) == 1]
    twice = [group for group in groups.values() if len({line.said for line in group}) > 1]
    return single, [_twice(line, group, file) for group in twice for line in group]


def _twice(line: Line, group: Sequence[Line], file: str) -> Problem:
    places = ", ".join(f"{other.row}행 {other.column}열" for other in group)
    return Problem(
        Severity.UNREADABLE, file, line.sheet, line.row,
        f"같은 학생의 같은 날 출결이 서로 다르게 적혀 있습니다({places}). 하루에는 한 가지만 적습니다(p.30).",
        "학교장이 정한 하나만 남기고 다시 올려 주세요.", column=line.column, name=line.name or None, seat=_seat(line),
    )  # fmt: skip


def _seat(line: Line) -> Seat | None:
    parts = (line.grade, line.class_number, line.number)
    return None if None in parts else Seat(*parts)


def _opened(source: Sheet, upload: Upload, school_year: int) -> _Sheet | None:
    head = source.filled(0, HEADER_ROWS_SEARCHED + 1)
    header = NAMES.find_header(head)
    if header is None:
        return None
    titles = [source.name] + [text_of(cell) for row in source.grid[: header.row + 1] for cell in row]
    said = class_in_titles(titles)
    from_title = {name: number for name, number in said.items() if name not in header.fields}
    sheet = _Sheet(upload, source, school_year, header, from_title, {})
    if not set(DAYS) & set(header.places):
        _find_day_columns(sheet, titles)
    return sheet


def _find_day_columns(sheet: _Sheet, titles: Sequence[str]) -> None:
    """See whether it is a month's grid; one of another year is a problem of the sheet."""
    try:
        found = _day_columns(sheet, month_in(titles, sheet.school_year))
    except BadValue as error:
        sheet.problem(sheet.header.row + 1, error)
        return
    if len(found) >= FEWEST_DAYS_OF_A_GRID:
        sheet.day_columns = found


def _day_columns(sheet: _Sheet, month: tuple[int, int] | None) -> dict[int, date]:
    """Which column is which day, by whichever of the header's rows names more of them.

    Raises:
        BadValue: the columns are days, but none of this school year.

    """
    known, best = set(sheet.header.places.values()), {}
    for row in _head_rows(sheet.source, sheet.header):
        found, wrong = {}, []
        for index, cell in ((index, cell) for index, cell in enumerate(row) if index not in known):
            try:
                found[index] = column_day(cell, month, sheet.school_year)
            except BadValue as error:
                wrong.append(error)
        found = {index: day for index, day in found.items() if day}
        if len(wrong) >= FEWEST_DAYS_OF_A_GRID > len(found):
            raise wrong[0]
        best = max(best, found, key=len)
    return best


def _head_rows(source: Sheet, header: Header) -> list[list[Cell]]:
    """The header with the row above it, and the one below it where that names no pupil: titles merged over two rows."""
    below = source.grid[header.first_data_row : header.first_data_row + 1]
    below = [row for row in below if not any(_filled(row, index) for index in header.places.values())]
    return [*source.grid[max(0, header.row - 1) : header.first_data_row], *below]


def _read_rows(sheet: _Sheet) -> None:
    first = sheet.header.first_data_row
    _note_class(sheet, sheet.from_title)
    if sheet.problems:
        return
    if missing := _missing(sheet):
        sheet.problem(sheet.header.row + 1, missing)
        return
    grid = sheet.source.filled(first, len(sheet.source.grid), sheet.header.class_columns)
    for row, cells in enumerate(grid, start=first + 1):
        known = {name: cells[index] for name, index in sheet.header.places.items() if _filled(cells, index)}
        if not _is_entry(known):
            continue
        if sheet.day_columns:
            _read_month(sheet, row, cells, known)
        else:
            _read_line(sheet, row, known)


def _missing(sheet: _Sheet) -> BadValue | None:
    """Why the sheet as a whole says nothing of attendance."""
    if sheet.day_columns:
        return None
    fields = sheet.header.fields
    if not set(DAYS) & set(sheet.header.places):
        remedy = "‘날짜’ 열을 넣거나, 한 달 표라면 시트 이름이나 제목에 ‘5월’처럼 달을 적고 다시 올려 주세요."
        return BadValue("날짜를 적은 열이 없어 이 시트를 읽지 않았습니다.", remedy)
    if not set(ATTENDANCE) & fields:
        remedy = "‘출결’ 열이나 ‘종류’와 ‘형태’ 열을 넣고 다시 올려 주세요."
        return BadValue("출결을 적은 열이 없어 이 시트를 읽지 않았습니다.", remedy)
    return None


def _filled(cells: Sequence[Cell], index: int) -> bool:
    return index < len(cells) and bool(text_of(cells[index]))


def _is_entry(known: Mapping[str, Cell]) -> bool:
    """Not blank, a total, a remark or the header once more."""
    who = set(known) & {"number", "name", "grade_class_number", "class_and_number"}
    name = text_of(known.get("name"))
    return bool(who) and NAMES.field_of(name) != "name" and name.replace(" ", "") not in ("합계", "계", "소계", "총계")


def _read_line(sheet: _Sheet, row: int, known: Mapping[str, Cell]) -> None:
    """Append the row's lines, one for each of its days, or the reason why not."""
    if not set(known) & {*ATTENDANCE, *TOLD}:
        return  # a pupil of whom nothing is entered on the day
    who = _who(sheet, row, known)
    said = _said(sheet, row, known, who)
    days = _days(sheet, row, known, who)
    told = _told(sheet, row, known, who)
    if None in (who, said, days, told):
        return
    at = next(name for name in ATTENDANCE if name in known)
    column = letter(sheet.header.places[at])
    for day in days:
        sheet.lines.append(
            Line(
                sheet.source.name, row, column, day, said.form, said.kind, **who, **told, of_range=len(days) > 1,
                word=said.word,
            )
        )  # fmt: skip


def _who(sheet: _Sheet, row: int, known: Mapping[str, Cell]) -> dict[str, object] | None:
    """Grade, class, number and name, as far as they are told; two columns must agree."""
    said: dict[str, object] = dict(sheet.from_title)
    for name in known.keys() & WHO.keys():
        try:
            value = WHO[name](known[name], sheet.school_year)
            parts = value if isinstance(value, dict) else {name: value}
            if any(said.get(part, one) != one for part, one in parts.items()):
                raise BadValue("다른 열이나 제목의 학년·반·번호와 다릅니다.", "맞는 쪽으로 고쳐 주세요.")
            said |= parts
        except BadValue as error:
            sheet.problem(row, _again(error), at=name, name=text_of(known.get("name")) or None)
            return None
    _note_class(sheet, said)
    return said


def _note_class(sheet: _Sheet, said: Mapping[str, object]) -> None:
    if "grade" in said and "class_number" in said:
        sheet.classes.add((said["grade"], said["class_number"]))


def _again(error: BadValue) -> BadValue:
    return BadValue(error.cause, f"{error.remedy} {AGAIN}")


def _named(who: Mapping[str, object] | None) -> dict[str, object]:
    """Whom a problem is about."""
    who = who or {}
    seat = Seat(*(who[part] for part in SEAT)) if all(part in who for part in SEAT) else None
    return {"name": who.get("name"), "seat": seat}


def _said(sheet: _Sheet, row: int, known: Mapping[str, Cell], who) -> Said | None:
    texts = [text_of(known[name]) for name in ATTENDANCE if name in known]
    if not texts:
        sheet.problem(
            row, BadValue("출결이 비어 있습니다.", f"출결의 종류와 형태를 적어 주세요. {AGAIN}"), **_named(who)
        )
        return None
    return _heard(sheet, texts)


def _heard(sheet: _Sheet, texts: Sequence[str]) -> Said | None:
    """What the cells say together; `None`, and counted, where they say nothing of attendance."""
    told = [text for text in texts if not nothing_said(text)]
    if not told:
        label = nothing_said(texts[0])
        if label in untaken_labels():
            return Said(UNTAKEN)
        sheet.passed_over[label] += 1
        return None
    try:
        return together([said_by(text) for text in told])
    except BadValue:
        return Said(word=shown(" ".join(told)))


def _days(sheet: _Sheet, row: int, known: Mapping[str, Cell], who) -> list[date] | None:
    at = next((name for name in DAYS if name in known), "day")
    try:
        if at not in known:
            raise BadValue("날짜가 비어 있습니다.", "적어 주세요.")
        if at == "first_day" and "last_day" in known:
            last = read_day(known["last_day"], sheet.school_year)
            return days_between(read_day(known[at], sheet.school_year), last)
        return read_days(known[at], sheet.school_year)
    except BadValue as error:
        sheet.problem(row, _again(error), at=at, **_named(who))
        return None


def _told(sheet: _Sheet, row: int, known: Mapping[str, Cell], who) -> dict[str, str] | None:
    told = {}
    for name in known.keys() & TOLD.keys():
        try:
            told[name] = TOLD[name](known[name], sheet.school_year)
        except BadValue as error:
            sheet.problem(row, _again(error), at=name, **_named(who))
            return None
    return {name: text for name, text in told.items() if not is_untold(text)}


def _read_month(sheet: _Sheet, row: int, cells: Sequence[Cell], known: Mapping[str, Cell]) -> None:
    """Append a line for each day of a pupil's row of which something is said."""
    heard = {
        index: said
        for index in sheet.day_columns
        if _filled(cells, index) and (said := _heard(sheet, [text_of(cells[index])]))
    }
    who = _who(sheet, row, known) if heard else None
    if who is None:
        return
    for index, said in heard.items():
        day, column = sheet.day_columns[index], letter(index)
        sheet.lines.append(Line(sheet.source.name, row, column, day, said.form, said.kind, **who, word=said.word))
