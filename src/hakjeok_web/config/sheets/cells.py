"""Reading single cells of a sheet: text, numbers, seats, dates, names.

Every reader takes a cell as calamine gives it and the school year, and returns the value or raises `BadValue`
with cause and remedy. Blank cells never come here.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from .errors import BadValue

Cell = str | int | float | bool | date | datetime | time | timedelta | None

LARGEST_CLASS = 50
LARGEST_NUMBER = 99
LONGEST_NAME = 60

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000\u3164]+")
# Single letters (ㅁ, ㅎㅎ) would become halves of syllables, which no font shows.
_NOT_JAMO = re.compile(r"[^\u3131-\u3163]+")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_EXCEL_EPOCH = date(1899, 12, 30)
# Excel counts days; this span is 1982 to 2064, where no pupil's birth date without separators can fall.
_SERIAL_DAYS = range(30_000, 60_000)


def text_of(cell: Cell) -> str:
    """The cell as text: full-width signs made narrow, every kind of space one blank, no space at the ends."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return _cleaned(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell)


def _cleaned(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    narrow = _SPACES.sub(" ", _NOT_JAMO.sub(lambda part: unicodedata.normalize("NFKC", part[0]), text))
    return "".join(sign for sign in _INVISIBLE.sub("", narrow) if sign.isprintable()).strip()


# -- numbers and seats

_ONE_NUMBER = re.compile(r"제?(\d{1,4})(?:학년|반|번|번호)?")
_MARKED = {
    "grade": re.compile(r"(\d{1,4}) ?학년(?!도)"),
    "class_number": re.compile(r"(\d{1,4}) ?반"),
    "number": re.compile(r"(\d{1,4}) ?번"),
}
_LARGEST = {"grade": 6, "class_number": LARGEST_CLASS, "number": LARGEST_NUMBER}
UNITS = {"grade": "학년", "class_number": "반", "number": "번"}
_UNMARKED = {
    3: re.compile(r"(\d)(\d{1,2})(\d\d)"),
    2: re.compile(r"(\d)(\d{1,2})"),
}


def read_grade(cell: Cell, school_year: int) -> int:
    return _small_number(text_of(cell), "grade")


def read_class_number(cell: Cell, school_year: int) -> int | dict[str, int]:
    """The class (반); `4학년 2반` and `4-2` under this title give the grade as well."""
    text = text_of(cell)
    if _ONE_NUMBER.fullmatch(text.replace(" ", "")):
        return _small_number(text, "class_number")
    return seat_reader("grade", "class_number")(cell, school_year)


def says_grade(text: str) -> bool:
    """Whether a cell of the column 반 says the grade too."""
    return _seat_numbers(text, ("grade", "class_number")) is not None and not _ONE_NUMBER.fullmatch(text)


def read_number(cell: Cell, school_year: int) -> int:
    return _small_number(text_of(cell), "number")


def _small_number(text: str, field: str) -> int:
    match = _ONE_NUMBER.fullmatch(text.replace(" ", ""))
    if not match:
        raise BadValue("숫자가 아닙니다.", f"‘{_example(field)}’처럼 숫자로 적어 주세요.")
    return _within(int(match[1]), field)


def _within(value: int, field: str) -> int:
    largest = _LARGEST[field]
    if not 1 <= value <= largest:
        raise BadValue(f"1부터 {largest}까지의 수가 아닙니다.", "값을 다시 봐 주세요.")
    return value


def _example(field: str) -> str:
    return {"grade": "4", "class_number": "2", "number": "3"}[field]


def seat_reader(*fields: str) -> Callable[[Cell, int], dict[str, int]]:
    """A reader for a cell that says several of grade, class, number: `4-2-3`, `4학년 2반 3번`, `40203`."""

    def read_seat(cell: Cell, school_year: int) -> dict[str, int]:
        if isinstance(cell, date | datetime):
            raise BadValue(
                f"엑셀이 ‘{_seat_example(fields)}’ 꼴을 날짜로 바꾸었습니다.",
                "칸 서식을 ‘텍스트’로 바꾸고 다시 적어 주세요.",
            )
        found = _seat_numbers(text_of(cell), fields)
        if found is None:
            wanted = "·".join(UNITS[field] for field in fields)
            raise BadValue(f"{wanted}으로 나눌 수 없습니다.", f"‘{_seat_example(fields)}’처럼 적어 주세요.")
        return {field: _within(value, field) for field, value in found.items()}

    return read_seat


def _seat_numbers(text: str, fields: tuple[str, ...]) -> dict[str, int] | None:
    marked = {field: match for field, mark in _MARKED.items() if (match := mark.search(text))}
    if marked:
        return {f: int(m[1]) for f, m in marked.items()} if set(fields) <= set(marked) else None
    numbers = re.split(r"\s*[-~/.,\s]\s*", text)
    if len(numbers) != len(fields) and fields[0] == "grade":
        together = _UNMARKED[len(fields)].fullmatch(text)
        numbers = list(together.groups()) if together else []
    if len(numbers) != len(fields) or not all(re.fullmatch(r"\d{1,4}", part) for part in numbers):
        return None
    return dict(zip(fields, map(int, numbers), strict=True))


def _seat_example(fields: tuple[str, ...]) -> str:
    return "-".join(_example(field) for field in fields)


# -- dates

_WEEKDAY = re.compile(r"\s*\(?[월화수목금토일]요?일?\)?$")
_DATE_PARTS = re.compile(r"'?(\d{4}|\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?")
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")
_DATE_REMEDY = "‘2014-05-03’처럼 적어 주세요."


def read_date(cell: Cell, school_year: int) -> date:
    """A date: an Excel date, `2014.5.3`, `2014년 5월 3일`, `20140503`, `140503`, or Excel's own day count.

    Two-digit years up to the year after the school year are of this century, all others of the last.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if text.isdecimal() and isinstance(cell, int | float) and int(text) in _SERIAL_DAYS:
        return _EXCEL_EPOCH + timedelta(days=int(text))
    return _existing_day(*_date_parts(text, isinstance(cell, int | float)), school_year)


def _date_parts(text: str, is_number: bool) -> tuple[str, str, str]:
    if is_number and len(text) == 5:
        text = "0" + text  # a number has lost the nought of 090503
    if text.isdecimal() and len(text) in (6, 8):
        return text[:-4], text[-4:-2], text[-2:]
    match = _DATE_PARTS.fullmatch(_WEEKDAY.sub("", _TIME_OF_DAY.sub("", text)))
    if match is None:
        raise BadValue("날짜로 읽을 수 없습니다.", f"연, 월, 일 순서로 {_DATE_REMEDY}")
    return match[1], match[2], match[3]


def _existing_day(year: str, month: str, day: str, school_year: int) -> date:
    full_year = int(year)
    if len(year) == 2:
        full_year += 2000 if full_year <= school_year % 100 + 1 else 1900
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        raise BadValue("없는 날짜입니다.", _DATE_REMEDY) from None


# -- words

_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’·,\-])*", re.UNICODE)
_SPREAD_NAME = re.compile(r"[가-힣](?: [가-힣]){1,3}")


def read_name(cell: Cell, school_year: int) -> str:
    """A pupil's name; `김 서 연`, spread for looks, becomes `김서연`, blanks in foreign names stay."""
    name = text_of(cell)
    if not isinstance(cell, str) or not _NAME.fullmatch(name):
        raise BadValue("이름에 쓸 수 없는 글자가 있습니다.", "숫자나 기호를 빼고 이름만 적어 주세요.")
    if len(name) > LONGEST_NAME:
        raise BadValue(f"{len(name)}자라 이름으로 읽을 수 없습니다.", f"{LONGEST_NAME}자 안으로 적어 주세요.")
    return name.replace(" ", "") if _SPREAD_NAME.fullmatch(name) else name


def text_reader(longest: int) -> Callable[[Cell, int], str]:
    """A reader for free text of at most `longest` characters."""

    def read_text(cell: Cell, school_year: int) -> str:
        text = text_of(cell)
        if len(text) > longest:
            raise BadValue(f"{len(text)}자로 너무 깁니다.", f"{longest}자 안으로 줄여 주세요.")
        return text

    return read_text
