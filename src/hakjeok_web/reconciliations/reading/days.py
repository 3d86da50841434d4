"""Days as attendance lists write them (날짜): with or without the year, single or from–to, or a column of a month."""

import re
from datetime import date, datetime, timedelta

from hakjeok.dates import school_year_of
from hakjeok_web.config.sheets.cells import Cell, read_date, text_of
from hakjeok_web.config.sheets.errors import BadValue

LONGEST_RANGE = 200
WEEKDAYS = "월화수목금토일"
_WEEKDAY = re.compile(r"\s*\(?[월화수목금토일](?:요일)?\)?$")
_SAID_WEEKDAY = re.compile(r"(?:\(([월화수목금토일])(?:요일)?\)|([월화수목금토일])요일)$")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?")
_RANGE = re.compile(r"(.+?)\s*(?:~|∼|〜|–|부터)\s*(.+?)(?:까지)?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})\s*일?")
_MONTH_IN_TITLE = re.compile(r"(?:(\d{4})\s*[년.\-/학]*(?:년도|도)?\s*)?(?<!\d)(\d{1,2})\s*월(?!\s*\d+\s*일)")
_REMEDY = "‘5. 3.’처럼 월과 일을 적거나 연도까지 적어 주세요."


def read_day(cell: Cell, school_year: int) -> date:
    """A day of the school year; without a year in the cell, the one of the school year is meant.

    Raises:
        BadValue: it is no day, or none of the school year.

    """
    if isinstance(cell, float) and not cell.is_integer():
        raise BadValue("엑셀이 날짜를 소수로 바꾸었습니다.", f"칸 서식을 ‘텍스트’로 바꾸고 {_REMEDY}")
    match = _MONTH_DAY.fullmatch(_WEEKDAY.sub("", text_of(cell)))
    day = _of_year(int(match[1]), int(match[2]), school_year) if match else _full(cell, school_year)
    if match:
        _require_weekday(day, text_of(cell), school_year)
    if school_year_of(day) != school_year:
        raise BadValue(f"{school_year}학년도의 날이 아닙니다.", "연도를 보고, 다른 학년도의 것이면 그 행을 빼 주세요.")
    return day


def _require_weekday(day: date, text: str, school_year: int) -> None:
    """A day without its year tells by its weekday of which year it is."""
    said = _SAID_WEEKDAY.search(text)
    if said and (said[1] or said[2]) != WEEKDAYS[day.weekday()]:
        raise BadValue(
            f"{school_year}학년도의 {day.month}. {day.day}.은 {WEEKDAYS[day.weekday()]}요일입니다.",
            "다른 학년도의 표가 아닌지 보고, 날짜나 요일을 고쳐 주세요.",
        )


def _full(cell: Cell, school_year: int) -> date:
    try:
        return read_date(cell, school_year)
    except BadValue as error:
        raise BadValue(error.cause, _REMEDY) from error


def _of_year(month: int, day: int, school_year: int) -> date:
    try:
        return date(school_year + (month < 3), month, day)
    except ValueError:
        raise BadValue("없는 날짜입니다.", _REMEDY) from None


def read_days(cell: Cell, school_year: int) -> list[date]:
    """One day, or every day of `5. 3.~5. 7.`."""
    text = text_of(cell)
    match = _RANGE.fullmatch(text)
    if match is None or isinstance(cell, date | datetime):
        return [read_day(cell, school_year)]
    return days_between(read_day(match[1], school_year), _end(match[2], match[1], school_year))


def _end(text: str, begin: str, school_year: int) -> date:
    """The end of a range; `5. 3.~7.` ends in the month in which it begins."""
    if alone := _DAY_OF_MONTH.fullmatch(text.strip(" .")):
        first = read_day(begin, school_year)
        return _of_year(first.month, int(alone[1]), school_year)
    return read_day(text, school_year)


def days_between(first: date, last: date) -> list[date]:
    """Every day of a range, both ends included.

    Raises:
        BadValue: the end comes before the beginning, or it is longer than a school year has days.

    """
    if last < first:
        raise BadValue("끝나는 날이 시작하는 날보다 앞섭니다.", "두 날을 보고 고쳐 주세요.")
    if (last - first).days >= LONGEST_RANGE:
        raise BadValue(f"한 행의 기간이 {LONGEST_RANGE}일을 넘습니다.", "행을 나누어 적어 주세요.")
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def month_in(titles: list[str], school_year: int) -> tuple[int, int] | None:
    """Year and month that the name of a sheet or a title says (`2024년 5월`, `5월`).

    Raises:
        BadValue: the month is of another school year.

    """
    for title in titles:
        match = _MONTH_IN_TITLE.search(title)
        if match and 1 <= int(match[2]) <= 12:
            year, month = school_year + (int(match[2]) < 3), int(match[2])
            if match[1] and int(match[1]) not in (year, school_year):
                raise BadValue(
                    f"{match[1]}년 {month}월은 {school_year}학년도의 달이 아니라 이 시트를 읽지 않았습니다.",
                    "학년도를 보고, 이번 학년도의 표를 올려 주세요.",
                )
            return year, month
    return None


def column_day(cell: Cell, month: tuple[int, int] | None, school_year: int) -> date | None:
    """The day that a column of a month's grid is for, or `None`: a number of the month, or a whole date.

    Raises:
        BadValue: it is a day, but none of the school year.

    """
    text = _WEEKDAY.sub("", text_of(cell))
    if not text:
        return None
    if alone := _DAY_OF_MONTH.fullmatch(text):
        return _existing(month, int(alone[1])) if month else None
    if not (_MONTH_DAY.fullmatch(text) or isinstance(cell, date)):
        return _day_or_none(cell, school_year)
    return read_day(cell, school_year)


def _day_or_none(cell: Cell, school_year: int) -> date | None:
    try:
        return read_day(cell, school_year)
    except BadValue:
        return None


def _existing(month: tuple[int, int], day: int) -> date | None:
    try:
        return date(*month, day)
    except ValueError:
        return None
