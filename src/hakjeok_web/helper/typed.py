"""What people type (적은 글): days, numbers and lists of them, read generously and refused in plain Korean."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hakjeok.korean import with_particle

EARLIEST, LATEST = 1900, 2100  # narrower than the rules' own: whoever types another year has mistyped
LONGEST_NUMBER = 9
IN_A_LINE = 3
LONGEST_PERIOD, SATURDAY = timedelta(days=366), 5
_DAY = re.compile(
    r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)\s*[.일]?"
    r"(?:\s*\([월화수목금토일](?:요일)?\)|\s*00?:00(?::00)?)?"  # a spreadsheet may add midnight
)
_TO = re.compile(r"\s*(?:[~∼～〜]|부터)\s*")
_NO_YEAR = re.compile(r"(?:\d\d\s*[-./년]\s*)?\d{1,2}\s*[-./월]\s*\d{1,2}(?!\d)")
_APART = re.compile(r"[,;·\n]|까지")
_COMPACT_DAY = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_BETWEEN = re.compile(r"[\s,;·]+")
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_LONGEST_SHOWN = 20


def day(text: str) -> str:
    """A day as JSON has it. `2024-05-03`, `2024. 5. 3.(금)` and `20240503` are understood."""
    found = days(text)
    if len(found) != 1:
        raise ValueError("날짜를 하나만 적어 주세요.")
    return found[0]


def days(text: str) -> list[str]:
    """The days of a text, in its order, whatever stands between them; `~` stands for all weekdays between two."""
    spaced = _COMPACT_DAY.sub(r"\1-\2-\3", text)
    found: list[date] = []
    end = 0
    for match in _DAY.finditer(spaced):
        between, each = spaced[end : match.start()], _checked(*map(int, match.groups()))
        if found and _TO.fullmatch(between):
            found += _weekdays_after(found[-1], each)
        else:
            _refuse_rest(between)
            found.append(each)
        end = match.end()
    _refuse_rest(spaced[end:])
    return [each.isoformat() for each in found]


def _refuse_rest(text: str) -> None:
    """Complain of the first thing between days that is none."""
    rest = next(filter(None, map(str.strip, _APART.split(text))), "")
    if rest and _NO_YEAR.match(rest):
        raise ValueError(f"{_quoted(rest)}에 네 자리 연도가 없습니다. 2024-05-03처럼 적어 주세요.")
    if rest:
        raise ValueError(f"{_no(rest)} 날짜가 아닙니다. 2024-05-03처럼 적어 주세요.")


def _weekdays_after(first: date, last: date) -> list[date]:
    """The days after `first` up to `last` on which there can be school."""
    if not timedelta() < last - first <= LONGEST_PERIOD:
        told = f"{first.isoformat()}~{last.isoformat()}"
        raise ValueError(f"{told}은 적을 수 없는 기간입니다. 1년 안의 기간을 앞 날짜부터 적어 주세요.")
    following = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return [each for each in following if each.weekday() < SATURDAY]


def _checked(year: int, month: int, number: int) -> date:
    told = f"{year}. {month}. {number}."
    try:
        found = date(year, month, number)
    except ValueError:
        raise ValueError(f"{told}은 없는 날짜입니다. 날짜를 바로잡아 주세요.") from None
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"{told}은 다룰 수 없는 해입니다. {EARLIEST}년부터 {LATEST}년 사이의 날짜를 적어 주세요.")
    return found


def whole(text: str) -> int:
    """A whole number; thousands may be set apart by commas."""
    written = text.replace(",", "")
    if not _WHOLE.fullmatch(written):
        raise ValueError(f"{_no(text)} 정수가 아닙니다. 3처럼 숫자로만 적어 주세요.")
    return int(_short(written))


def number(text: str) -> int | float:
    """A number that may have decimals."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{_no(text)} 수가 아닙니다. 0.5처럼 적어 주세요.")
    return float(_short(text)) if "." in text else int(_short(text))


def wholes(text: str) -> list[int]:
    """Whole numbers with anything between them."""
    return [whole(each) for each in _BETWEEN.split(text) if each]


def numbers(text: str) -> list[int | float]:
    """Numbers with anything between them."""
    return [number(each) for each in _BETWEEN.split(text) if each]


def lines(text: str) -> list[str]:
    """One word or sentence a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def one_below_the_other(values: Iterable[Any]) -> str:
    """A list as it stands in a box of several lines."""
    return "\n".join(str(each) for each in values if isinstance(each, str | int | float))


def in_a_row(values: Iterable[Any]) -> str:
    """A list as it stands in a few lines, so short that no day is cut in two."""
    told = [str(each) for each in values if isinstance(each, str | int | float)]
    starts = range(0, len(told), IN_A_LINE)
    return "\n".join(", ".join(told[start : start + IN_A_LINE]) for start in starts)


def _short(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise ValueError("수가 너무 깁니다. 바로잡아 주세요.")
    return text


def _no(text: str) -> str:
    return with_particle(_quoted(text), "은", "는")


def _quoted(text: str) -> str:
    return f"‘{text if len(text) <= _LONGEST_SHOWN else f'{text[:_LONGEST_SHOWN]}…'}’"
