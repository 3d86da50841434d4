"""A pupil's year as one picture (출결 그림): in each month columns are weeks, rows 월–금; SVG made on the server."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.safestring import SafeString

from hakjeok.absence.out_of_quota import OutOfQuota
from hakjeok_web.attendance.month import Cell, month_of
from hakjeok_web.attendance.year import PupilYear
from hakjeok_web.config.templatetags.korean import short_date

CELL, GAP, LEFT, TOP = 16, 2, 16, 20
ROWS = 5
STEP = CELL + GAP
LEGEND = (
    ("present", "출석"),
    ("unexcused", "미인정결석"),
    ("illness", "질병결석"),
    ("other", "기타결석"),
    ("authorized", "출석인정결석"),
    ("part", "지각·조퇴·결과"),
    ("consigned", "위탁"),
    ("unknown", "확인 전"),
    ("later", "아직"),
    ("threshold", "3분의 1을 넘는 날(예상)"),
    ("change", "정원 외 예정"),
)


@dataclass(frozen=True)
class _Mark:
    day: date
    look: str
    kind: str = ""


def render_year_map(year: PupilYear, *, name: str) -> SafeString:
    """The whole year, a drawing for each month, so that a phone and a sheet of paper take as many in a row as fit.

    `name` is how the picture is called for those who cannot see it.
    """
    months = "".join(_month(month, weeks, year) for month, weeks in _months(year).items())
    said = escape(f"{name}. {describe(year)}")
    return SafeString(f'<div class="hj-year-map" role="img" aria-label="{said}">{_PATTERNS}{months}</div>')


def describe(year: PupilYear) -> str:
    """`수업일 44일 가운데 출석 34일, 미인정결석 10일.`"""
    counts = Counter((cell.word, "일" if cell.is_absence else "번") for _, cell in year.entered)
    absent = sum(cell.is_absence and cell.kind != "authorized" for _, cell in year.entered)
    parts = [
        f"출석 {max(0, year.known_days - absent)}일",
        *(f"{word} {count}{unit}" for (word, unit), count in counts.items()),
    ]
    parts += [f"위탁 {year.consigned_days}일"] if year.consigned_days else []
    return f"지금까지 확인한 수업일 {year.known_days}일 가운데 {', '.join(parts)}."


def render_legend() -> SafeString:
    """What the marks mean, each drawn as in the picture."""
    items = "".join(
        f'<li><svg width="{CELL}" height="{CELL}" viewBox="0 0 {CELL} {CELL}" aria-hidden="true">'
        f"{_shape(look, 0, 0)}</svg>"
        f"{escape(word)}</li>"
        for look, word in LEGEND
    )
    return SafeString(f'<ul class="hj-year-legend">{items}</ul>')


def _months(year: PupilYear) -> dict[date, list[list[_Mark]]]:
    """The weeks of each month; a week that is cut by a month's end appears once in each of the two."""
    weeks: dict[tuple[date, date], list[_Mark]] = {}
    for mark in _marks(year):
        monday = mark.day - timedelta(days=mark.day.weekday())
        weeks.setdefault((month_of(mark.day), monday), []).append(mark)
    months: dict[date, list[list[_Mark]]] = {}
    for (month, _), marks in sorted(weeks.items()):
        months.setdefault(month, []).append(marks)
    return months


def _month(month: date, weeks: list[list[_Mark]], year: PupilYear) -> str:
    width, height = LEFT + len(weeks) * STEP, TOP + ROWS * STEP
    cells = "".join(_cell(mark, LEFT + column * STEP, year) for column, week in enumerate(weeks) for mark in week)
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">'
        f'{_WEEKDAYS}<text x="{LEFT}" y="12">{month.month}월</text>{cells}</svg>'
    )


def _marks(year: PupilYear) -> Iterator[_Mark]:
    forecast = year.forecast
    threshold = forecast.threshold_date if forecast else None
    change = forecast.change_date if forecast else None
    for day in year.calendar.school_days:
        cell = year.cells.get(day)
        if day == threshold and day > year.today:
            yield _Mark(day, "threshold")
        elif day == change and day > year.today:
            yield _Mark(day, "change")
        elif not year.belongs(day):
            yield _Mark(day, "elsewhere")
        elif cell is not None and cell.kind:
            yield _Mark(day, _look(cell), cell.kind)
        elif year.elsewhere.covers(day):
            yield _Mark(day, "consigned")
        elif year.is_known(day):
            yield _Mark(day, "present")
        else:
            yield _Mark(day, "unknown" if day <= year.today else "later")


def _look(cell: Cell) -> str:
    return cell.kind if cell.is_absence else "part"


def _cell(mark: _Mark, left: int, year: PupilYear) -> str:
    top = TOP + mark.day.weekday() * STEP
    today = (
        f'<rect class="today" x="{left - 1}" y="{top - 1}" width="{CELL + 2}" height="{CELL + 2}"/>'
        if mark.day == year.today
        else ""
    )
    return _shape(mark.look, left, top, mark.kind) + today


def _shape(look: str, x: int, y: int, kind: str = "unexcused") -> str:
    box = f'<rect class="{look}" x="{x}.5" y="{y}.5" width="{CELL - 1}" height="{CELL - 1}"/>'
    if look in ("illness", "other", "authorized"):
        return box + f'<rect fill="url(#hj-{look})" x="{x}" y="{y}" width="{CELL}" height="{CELL}"/>'
    if look == "part":
        fill = "currentColor" if kind == "unexcused" else f"url(#hj-{kind})"
        corner = f'<path fill="{fill}" d="M{x} {y}h{CELL}l-{CELL} {CELL}z"/>'
        return box + corner
    if look == "threshold":
        return box + f'<path class="mark" d="M{x + 3} {y + 5}h10l-5 8z"/>'
    if look == "change":
        return box + f'<path class="mark" d="M{x + 3} {y + 12}h10l-5 -8z"/>'
    if look == "consigned":
        return box + f'<path class="bar" d="M{x + 4} {y + 8}h8"/>'
    if look == "elsewhere":
        return f'<circle class="dot" cx="{x + CELL // 2}" cy="{y + CELL // 2}" r="1.5"/>'
    return box


_PATTERNS = (
    '<svg class="patterns" width="0" height="0" aria-hidden="true">'
    '<pattern id="hj-illness" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-illness" d="M-1 1l2-2M0 4l4-4M3 5l2-2"/></pattern>'
    '<pattern id="hj-other" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-other" d="M0 4l4-4M0 0l4 4"/></pattern>'
    '<pattern id="hj-authorized" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<path class="ink-authorized" d="M0 2h4"/></pattern></svg>'
)


_WEEKDAYS = "".join(f'<text x="0" y="{TOP + row * STEP + 12}">{name}</text>' for row, name in enumerate("월화수목금"))


def sentence_of_forecast(forecast: OutOfQuota | None) -> str:
    """`계속 결석하면 8. 27.(화)에 64일이 되어 8. 28.(수)부터 정원 외로 …`; empty without a forecast."""
    if forecast is None or forecast.threshold_date is None:
        return ""
    when = f"{short_date(forecast.threshold_date)}에 {forecast.threshold}일이 되어"
    if forecast.reached:
        when = f"{short_date(forecast.threshold_date)}에 {forecast.threshold}일이 되었고"
    lead = "" if forecast.reached else "계속 결석하면 "
    if forecast.change_date is None:
        return f"{lead}{when} 이 학년도의 수업일이 끝납니다."
    return f"{lead}{when} {short_date(forecast.change_date)}부터 정원 외로 관리할 수 있습니다."
