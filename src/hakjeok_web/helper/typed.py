"""What people type (적은 글): days, numbers and lists of them, read generously and refused in plain Korean."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from hakjeok.korean import with_particle

EARLIEST, LATEST = 1900, 2100  # narrower than the rules' own: whoever types another year has mistyped
LONGEST_NUMBER = 9
IN_A_LINE = 3
_DAY = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)\s*[.일]?\s*(?:\([월화수목금토일]\))?")
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
    """The days of a text, in its order, whatever stands between them."""
    spaced = _COMPACT_DAY.sub(r"\1-\2-\3", text)
    rest = _BETWEEN.sub(" ", _DAY.sub(" ", spaced)).strip()
    if rest:
        raise ValueError(f"{_no(rest)} 날짜가 아닙니다. 2024-05-03처럼 적어 주세요.")
    return [_checked(*map(int, found.groups())) for found in _DAY.finditer(spaced)]


def _checked(year: int, month: int, number: int) -> str:
    told = f"{year}. {month}. {number}."
    try:
        found = date(year, month, number)
    except ValueError:
        raise ValueError(f"{told}은 없는 날짜입니다. 날짜를 바로잡아 주세요.") from None
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"{told}은 다룰 수 없는 해입니다. {EARLIEST}년부터 {LATEST}년 사이의 날짜를 적어 주세요.")
    return found.isoformat()


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
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return with_particle(f"‘{shown}’", "은", "는")
