"""The month grid of a register (월별 출석부) as HTML: one loop over strings, because a school has 22,000 cells.

What a cell can be and how it looks is said by static/css/register.css; static/js/register.js reads the same markup:
`tr[data-p]` is a pupil, `[data-d]` a day, `td` has one of the classes u (확인 전), p (출석), e (entry), x (재적 아님),
g (위탁); an entry carries data-s (symbol), data-v (version), data-reason, data-note and the flags n (비고),
ev (증빙 아직), late (사후 입력), plan (예정). A column off has class off, the first column of a week w.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString

from hakjeok_web.attendance.symbols import FORM_WORDS, FORMS, KIND_WORDS, KINDS, SYMBOLS, word_of

WEEKDAYS = "월화수목금토일"
NO_TOTALS = (0,) * 16


@dataclass(frozen=True, slots=True)
class GridCell:
    """An entry (출결 입력). `form` "present" is an explicit 출석 on a day that nobody has taken yet; it has no kind."""

    form: str
    kind: str = ""
    reason: str = ""
    note: str = ""
    version: int = 0
    entered_later: bool = False
    lacks_evidence: bool = False
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class GridDay:
    """A column: a school day (수업일), or a weekday off when `off_name` is given. Counts are pupils (명)."""

    on: date
    off_name: str = ""
    is_taken: bool = False
    is_closed: bool = False
    present: int = 0
    absent: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A pupil (학생) with the month's entries; `away` are days before entry or after leaving, `totals` as PAIRS."""

    student: str
    number: str
    name: str
    twin_mark: str = ""  # `(5. 3.)`, the birth day, where two pupils of the class have the same name
    cells: Mapping[date, GridCell] = field(default_factory=dict)
    away: frozenset[date] = frozenset()
    consigned: frozenset[date] = frozenset()
    totals: tuple[int, ...] = NO_TOTALS


@dataclass(frozen=True, slots=True)
class GridMonth:
    """A month of one class."""

    days: tuple[GridDay, ...]
    rows: tuple[GridRow, ...]
    sprite: str  # address of img/symbols.svg
    today: date | None = None
    is_readonly: bool = False
    label_id: str = "register-title"  # of the heading that names the table


def render_grid(month: GridMonth) -> SafeString:
    """The whole table; nothing in it needs escaping again."""
    columns = list(_columns(month.days))
    parts = [
        _open_tag(month),
        _head(month, columns),
        "<tbody>",
        *_body(month, columns),
        "</tbody>",
        _foot(columns),
        "</table>",
    ]
    return SafeString("".join(parts))


@dataclass(frozen=True, slots=True)
class _Column:
    day: GridDay
    iso: str
    starts_week: bool

    @property
    def week(self) -> str:
        return " w" if self.starts_week else ""


def _columns(days: tuple[GridDay, ...]) -> Iterator[_Column]:
    if days:
        yield _Column(days[0], days[0].on.isoformat(), starts_week=False)
    for before, day in pairwise(days):
        new_week = before.on.isocalendar()[:2] != day.on.isocalendar()[:2]
        yield _Column(day, day.on.isoformat(), starts_week=new_week)


def _open_tag(month: GridMonth) -> str:
    return (
        f'<table class="hj-grid" role="grid" aria-labelledby="{month.label_id}" aria-multiselectable="true"'
        f' aria-rowcount="{len(month.rows) + 4}" aria-colcount="{len(month.days) + 20}" data-sprite="{month.sprite}"'
        f' aria-readonly="{"true" if month.is_readonly else "false"}" data-totals="short">'
    )


# Head


def _head(month: GridMonth, columns: list[_Column]) -> str:
    days = "".join(_day_head(column, is_today=column.day.on == month.today) for column in columns)
    corner = '<th scope="col" rowspan="2" class="who"><span class="no">번호</span> <span>성명</span></th>'
    return f"<thead><tr>{corner}{days}{_total_groups()}</tr><tr>{_total_kinds()}</tr></thead>"


def _day_head(column: _Column, *, is_today: bool) -> str:
    day = column.day
    weekday = WEEKDAYS[day.on.weekday()]
    spoken = f"{day.on.month}월 {day.on.day}일 {weekday}요일"
    if day.off_name:
        return (
            f'<th scope="col" rowspan="2" class="off{column.week}">'
            f'<span class="sr-only">{spoken} {escape(day.off_name)}, 수업 없음</span></th>'
        )
    state = "마감" if day.is_closed else "확인함" if day.is_taken else "확인 전"
    classes = column.week + (" taken" if day.is_taken else "") + (" closed" if day.is_closed else "")
    today = ' today" aria-current="date' if is_today else ""
    shown = f"<i>{weekday}요일 </i><span>오늘</span>" if is_today else f"<span>{weekday}</span><i>요일</i>"
    return (
        f'<th scope="col" rowspan="2" data-d="{column.iso}" class="day{classes}{today}">'
        f'<button type="button" tabindex="-1" aria-haspopup="menu"><i>{day.on.month}월 </i><b>{day.on.day}</b>'
        f'<i>일 </i>{shown}<i class="state">, {state}</i></button></th>'
    )


def _total_groups() -> str:
    absence = f'<th scope="colgroup" colspan="4" class="t w">{FORM_WORDS["absence"]}</th>'
    return absence + "".join(
        f'<th scope="col" rowspan="2" class="t s">{FORM_WORDS[form]}</th>'
        f'<th scope="colgroup" colspan="4" class="t l w">{FORM_WORDS[form]}</th>'
        for form in FORMS[1:]
    )


def _total_kinds() -> str:
    short = {"illness": "질", "unexcused": "미", "other": "기", "authorized": "인정"}
    return "".join(
        f'<th scope="col" class="t{"" if form == "absence" else " l"}{" w" if kind == "illness" else ""}"'
        f' aria-label="{KIND_WORDS[kind]}{FORM_WORDS[form]}">{short[kind]}</th>'
        for form in FORMS
        for kind in KINDS
    )


# Body


def _body(month: GridMonth, columns: list[_Column]) -> Iterator[str]:
    usual = [_usual_cell(column) for column in columns]
    place = {column.day.on: index for index, column in enumerate(columns) if not column.day.off_name}
    totals: dict[tuple[int, ...], str] = {}
    for index, row in enumerate(month.rows):
        cells = usual.copy()
        for on, cell in row.cells.items():
            if on in place:
                cells[place[on]] = _entry_cell(cell, columns[place[on]], month.sprite)
        for on in row.away | row.consigned:
            if on in place:
                cells[place[on]] = _away_cell(columns[place[on]], is_consigned=on in row.consigned)
        if index == 0:
            _mark_first_row(cells, columns, month)
        if row.totals not in totals:
            totals[row.totals] = _total_cells(row.totals)
        yield _row_head(row, index)
        yield "".join(cells)
        yield totals[row.totals]


def _row_head(row: GridRow, index: int) -> str:
    fifth = ' class="five"' if index % 5 == 4 else ""
    twin = f" <small>{escape(row.twin_mark)}</small>" if row.twin_mark else ""
    return (
        f'<tr data-p="{row.student}"{fifth}><th scope="row" class="who"><span class="no">{row.number}</span>'
        f'<span class="sr-only">번 </span><span class="name{_long(row)}">{escape(row.name)}{twin}</span></th>'
    )


def _long(row: GridRow) -> str:
    """A name that needs two lines: more than six syllables, or twice as many Latin letters."""
    width = sum(2 if letter > "\u1100" else 1 for letter in row.name + row.twin_mark)
    return " long" if width > 12 else ""


def _usual_cell(column: _Column) -> str:
    day = column.day
    if day.off_name:
        return ""  # one cell that spans all rows, made with the first row
    known = day.is_taken or day.is_closed
    classes = ("p" if known else "u") + (" closed" if day.is_closed else "") + column.week
    word = "출석" if known else "확인 전"
    return f'<td role="gridcell" tabindex="-1" data-d="{column.iso}" class="{classes}"><i>{word}</i></td>'


def _away_cell(column: _Column, *, is_consigned: bool) -> str:
    letter, word = ("g", "위탁") if is_consigned else ("x", "재적 아님")
    return f'<td role="gridcell" tabindex="-1" data-d="{column.iso}" class="{letter}{column.week}"><i>{word}</i></td>'


def _entry_cell(cell: GridCell, column: _Column, sprite: str) -> str:
    closed = " closed" if column.day.is_closed else ""
    if cell.form == "present":
        return (
            f'<td role="gridcell" tabindex="-1" data-d="{column.iso}" data-v="{cell.version}" data-form="present"'
            f' class="p{closed}{column.week}"><i>출석</i></td>'
        )
    symbol = SYMBOLS[cell.form, cell.kind]
    classes = f"e k-{cell.kind}{closed}{column.week}{_flags(cell)}"
    extra = f' data-reason="{escape(cell.reason)}"' if cell.reason else ""
    extra += f' data-note="{escape(cell.note)}"' if cell.note else ""
    return (
        f'<td role="gridcell" tabindex="-1" data-d="{column.iso}" data-v="{cell.version}" data-s="{symbol.id}"'
        f'{extra} class="{classes}"><svg aria-hidden="true"><use href="{sprite}#{symbol.id}"/></svg>'
        f"<i>{_spoken(cell)}</i></td>"
    )


def _flags(cell: GridCell) -> str:
    flags = (
        (" n", cell.note or cell.reason),
        (" ev", cell.lacks_evidence),
        (" late", cell.entered_later),
        (" plan", cell.is_planned),
    )
    return "".join(name for name, is_on in flags if is_on)


def _spoken(cell: GridCell) -> str:
    words = [word_of(cell.form, cell.kind) + (" 예정" if cell.is_planned else "")]
    words += ["비고 있음"] if cell.note or cell.reason else []
    words += ["증빙 아직"] if cell.lacks_evidence else []
    words += ["사후 입력"] if cell.entered_later else []
    return ", ".join(words)


def _mark_first_row(cells: list[str], columns: list[_Column], month: GridMonth) -> None:
    """The first row holds the columns off, each spanning all rows, and the grid's one tab stop."""
    for index, column in enumerate(columns):
        if column.day.off_name:
            name = escape(column.day.off_name)
            cells[index] = f'<td class="off{column.week}" rowspan="{len(month.rows)}"><span>{name}</span></td>'
    school_days = [index for index, column in enumerate(columns) if not column.day.off_name]
    todays = [index for index in school_days if columns[index].day.on == month.today]
    for index in (todays or school_days)[:1]:
        cells[index] = cells[index].replace('tabindex="-1"', 'tabindex="0"', 1)


def _total_cells(totals: tuple[int, ...]) -> str:
    parts = []
    for place, form in enumerate(FORMS):
        counts = totals[place * 4 : place * 4 + 4]
        kinds = ["t w" if index == 0 else "t" for index in range(4)]
        if form != "absence":
            parts.append(f'<td class="t s">{sum(counts) or ""}</td>')
            kinds = [f"{names} l" for names in kinds]
        parts += [f'<td class="{names}">{count or ""}</td>' for names, count in zip(kinds, counts, strict=True)]
    return "".join(parts) + "</tr>"


# Foot


def _foot(columns: list[_Column]) -> str:
    rows = (("present", "등교"), ("absent", "결석"))
    spare = '<td class="t" colspan="19"></td>'
    lines = (
        f'<tr><th scope="row" class="who">{word}</th>'
        + "".join(_foot_cell(column, name) for column in columns)
        + spare
        + "</tr>"
        for name, word in rows
    )
    return f"<tfoot>{''.join(lines)}</tfoot>"


def _foot_cell(column: _Column, name: str) -> str:
    if column.day.off_name:
        return f'<td class="off{column.week}"></td>'
    if column.day.is_taken or column.day.is_closed:
        count = getattr(column.day, name)
        return f'<td data-d="{column.iso}" data-foot="{name}" class="{column.week.strip()}">{count}</td>'
    return f'<td data-d="{column.iso}" data-foot="{name}" class="not-yet{column.week}"><i>확인 전</i></td>'


def render_legend(sprite: str) -> SafeString:
    """The sixteen symbols as the 4 × 4 block of keys (범례); register.js reads its keys from here."""
    rows = []
    for form in FORMS:
        cells = "".join(_legend_cell(form, kind, sprite) for kind in KINDS)
        rows.append(f'<tr><th scope="row">{FORM_WORDS[form]}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{KIND_WORDS[kind]}</th>' for kind in KINDS)
    return SafeString(
        '<table class="hj-legend"><caption>출결 기호와 글자판의 글자</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _legend_cell(form: str, kind: str, sprite: str) -> str:
    symbol = SYMBOLS[form, kind]
    return (
        f'<td data-code="{symbol.code}" data-form="{form}" data-kind="{kind}" data-symbol="{symbol.id}"'
        f' data-sign="{symbol.sign}" class="k-{kind}"><svg aria-hidden="true"><use href="{sprite}#{symbol.id}"/></svg>'
        f'<span class="sr-only">{symbol.word} </span><kbd>{symbol.key}</kbd></td>'
    )
