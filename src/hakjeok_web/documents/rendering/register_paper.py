"""Lays out the monthly register (출석부): A4 landscape, one page for up to 45 pupils, notes on the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hakjeok_web.documents.rendering.approval import approval_box
from hakjeok_web.documents.rendering.blocks import (
    POINT_MM,
    SANS,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Text,
)
from hakjeok_web.documents.rendering.register_sheet import (
    CONSIGNED,
    FORMS,
    KINDS,
    NOT_ENROLLED,
    NOTHING,
    RegisterDay,
    RegisterPupil,
    RegisterSheet,
)

PUPILS_A_PAGE = 45
NUMBER, NAME, DAY, TOTAL = 8.0, 20.0, 5.6, 4.6
OFF_FILL, HEAD_FILL = 15, 8
HEAD_ROW, FOOT_ROW = 3.9, 3.4
UNTAKEN = "?"


def register_blocks(sheet: RegisterSheet, width: float) -> Iterator[Block]:
    """The pages of a register: a class of more than 45 pupils takes a page for each 45."""
    starts = range(0, max(len(sheet.pupils), 1), PUPILS_A_PAGE)
    for start in starts:
        if start:
            yield PageBreak()
        pupils = sheet.pupils[start : start + PUPILS_A_PAGE]
        yield _head(sheet, width)
        yield _grid(sheet, pupils)
        yield from _below(sheet)
    if sheet.notes:
        yield PageBreak()
        yield from _notes(sheet, width)


def _head(sheet: RegisterSheet, width: float) -> Table:
    box = approval_box(sheet.approvals)
    side = max(box.width + 1, width * 0.32)
    title = Paragraph(
        (Text(f"{sheet.heading} 출석부 · {sheet.class_name}"),),
        align="center", size=16, bold=True, font=SANS, heading=1, leading=1.3,
    )  # fmt: skip
    cells = (
        Cell((_facts(sheet),), borders="", padding=(0.5, 0), valign="bottom"),
        Cell((title,), borders="", padding=(0.5, 0)),
        Cell((box,), borders="", padding=(0, 0), valign="top"),
    )
    return Table((side, width - 2 * side, side), (Row(cells, 20),), layout=True, below=1.5)


def _facts(sheet: RegisterSheet) -> Paragraph:
    """School, teacher, days and pupils; an unfinished register must say so where it is seen first."""
    if sheet.is_blank:
        counts = "수업일수      일 · 재적      명(남      , 여      )"
    else:
        counts = f"수업일수 {sheet.school_days}일 · 재적 {sheet.enrolled}명(남 {sheet.boys}, 여 {sheet.girls})"
    runs = [Text(f"{sheet.school_name} · 담임 {sheet.homeroom}\n{counts}", field="출석부")]
    if sheet.untaken_days:
        runs.append(Text(f"\n확인하지 않은 날 {sheet.untaken_days}일 있음", bold=True))
    return Paragraph(tuple(runs), size=9, font=SANS, leading=1.5)


def _line(text: str, size: float, **style: object) -> Paragraph:
    return Paragraph((Text(text, field="출석부"),), size=size, font=SANS, leading=1.5, **style)  # type: ignore[arg-type]


def _grid(sheet: RegisterSheet, pupils: Sequence[RegisterPupil]) -> Table:
    height = min(max(3.0, 140 / max(len(pupils), 1)), 5.5)
    size = min(8.5, height * 2.25)
    name_width = NAME + (31 - len(sheet.days)) * DAY
    columns = (NUMBER, name_width, *[DAY] * len(sheet.days), *[TOTAL] * 16)
    rows = (
        *_header(sheet.days),
        *(_pupil_row(sheet, pupils, index, height, size, name_width) for index in range(len(pupils))),
        *(_foot_row(sheet, pupils, form) for form in FORMS),
    )
    return Table(columns, rows, header_rows=2, align="center", fixed=True, line=0.1)


def _header(days: Sequence[RegisterDay]) -> Iterator[Row]:
    top = [_cell("번호", 6.5, rowspan=2, fill=HEAD_FILL), _cell("성명", 8, rowspan=2, fill=HEAD_FILL)]
    top += [_cell(str(day.number), 7, fill=_fill(day, HEAD_FILL)) for day in days]
    top += [_cell(form, 7, colspan=4, fill=HEAD_FILL, heavy="l") for form in FORMS]
    below = [_cell(day.weekday, 6.5, fill=_fill(day, HEAD_FILL)) for day in days]
    below += [
        _cell(kind[:1] if kind != "출석인정" else "인", 6.5, fill=HEAD_FILL, heavy="l" if at == 0 else "")
        for _ in FORMS
        for at, kind in enumerate(KINDS)
    ]
    yield Row(tuple(top), HEAD_ROW)
    yield Row(tuple(below), HEAD_ROW)


def _pupil_row(
    sheet: RegisterSheet, pupils: Sequence[RegisterPupil], index: int, height: float, size: float, name_width: float
) -> Row:
    pupil = pupils[index]
    heavy = "t" if index % 5 == 0 else ""
    cells = [
        _cell(str(pupil.number), size, heavy=heavy),
        _cell(pupil.name, _fitting(pupil.name, size, name_width), heavy=heavy, source=f"{pupil.number}번 성명"),
    ]
    for at, day in enumerate(sheet.days):
        if day.off:
            cells += [_off_column(day, len(pupils), size)] if index == 0 else []
        else:
            cells.append(_day_cell(day, pupil.cells[at], size, heavy))
    for at, count in enumerate(pupil.totals):
        side = heavy + ("l" if at % 4 == 0 else "")
        cells.append(_cell(str(count) if count else "", min(size, 7.5), heavy=side))
    return Row(tuple(cells), height)


def _off_column(day: RegisterDay, rows: int, size: float) -> Cell:
    """A day without school: one shaded cell down the page, its name written downwards unless it is a weekend."""
    name = "" if day.off in ("토", "일") else "\n".join(day.off)
    text = Paragraph((Text(name, field="쉬는 날 이름"),), align="center", size=min(size, 7), font=SANS, leading=1.3)
    return Cell((text,), rowspan=rows, fill=OFF_FILL, padding=(0, 0), heavy="t")


def _day_cell(day: RegisterDay, mark: str, size: float, heavy: str) -> Cell:
    if mark == NOT_ENROLLED:
        return _cell(NOT_ENROLLED, size, fill=5, heavy=heavy)
    if mark == CONSIGNED:
        return _cell(CONSIGNED, min(size, 7), fill=5, heavy=heavy)
    if mark != NOTHING:
        return _cell(mark, size, heavy=heavy, source=f"{day.number}일")
    return _cell("" if day.taken else UNTAKEN, size, heavy=heavy)


def _foot_row(sheet: RegisterSheet, pupils: Sequence[RegisterPupil], form: str) -> Row:
    marks = {entry.symbol for entry in sheet.legend if entry.form == form}
    top = "t" if form == FORMS[0] else ""
    cells = [_cell(form, 7, colspan=2, fill=HEAD_FILL, heavy=top)]
    for at, day in enumerate(sheet.days):
        count = sum(pupil.cells[at] in marks for pupil in pupils)
        shown = UNTAKEN if not day.taken and not day.off and not count else str(count or "")
        cells.append(_cell(shown, 6.5, fill=_fill(day, 0), heavy=top))
    for at in range(16):
        own = FORMS[at // 4] == form
        total = sum(pupil.totals[at] for pupil in pupils)
        cells.append(
            _cell(str(total or "") if own else "", 6.5, fill=0 if own else 5, heavy=top + ("l" if at % 4 == 0 else ""))
        )
    return Row(tuple(cells), FOOT_ROW)


def _below(sheet: RegisterSheet) -> Iterator[Paragraph]:
    if not sheet.legend:
        return
    groups = (
        f"{form} " + " ".join(f"{entry.symbol} {entry.kind}" for entry in sheet.legend if entry.form == form)
        for form in FORMS
    )
    legend = "  |  ".join(groups) + f"  |  {UNTAKEN} 확인 전  {NOT_ENROLLED} 재적 아님  {CONSIGNED} 위탁  빈칸 출석"
    yield _line(legend, 7, above=1.2)
    if sheet.changes:
        yield _line("학적 변동: " + ", ".join(sheet.changes), 7)


def _notes(sheet: RegisterSheet, width: float) -> Iterator[Block]:
    title = f"{sheet.heading} 비고 대장 · {sheet.class_name}"
    yield Paragraph((Text(title),), align="center", size=14, bold=True, font=SANS, heading=1, above=2, below=4)
    heads = ("번호", "성명", "날짜", "종류", "사유", "신고서", "증빙")
    rows = [Row(tuple(_note_cell(head, fill=HEAD_FILL) for head in heads), 7)]
    for note in sheet.notes:
        texts = (str(note.number), note.name, note.day, note.kind, note.reason, note.report, note.evidence)
        rows.append(
            Row(tuple(_note_cell(text, "left" if at in (4, 6) else "center") for at, text in enumerate(texts)), 6.5)
        )
    shares = (12, 36, 32, 30, 92, 30, 45)
    columns = tuple(share * width / sum(shares) for share in shares)
    yield Table(columns, tuple(rows), header_rows=1, align="center")


def _note_cell(text: str, align: str = "center", fill: int = 0) -> Cell:
    words = Paragraph((Text(text, field="비고 대장"),), align=align, size=9, font=SANS, leading=1.35)
    return Cell((words,), fill=fill, padding=(0.5, 1.0))


def _cell(text: str, size: float, *, source: str = "출석부", **style: object) -> Cell:
    words = Paragraph((Text(text, field=source),) if text else (), align="center", size=size, font=SANS, leading=1.0)
    return Cell((words,), padding=(0, 0), **style)  # type: ignore[arg-type]


def _fill(day: RegisterDay, otherwise: int) -> int:
    return OFF_FILL if day.off else otherwise


def _fitting(name: str, size: float, width: float) -> float:
    """The type size at which a name fits its column on one line; names are never cut."""
    ems = sum(0.58 if ord(letter) < 0x2000 else 0.93 for letter in name)
    return round(min(size, (width - 1) / POINT_MM / max(ems, 1)), 1)
