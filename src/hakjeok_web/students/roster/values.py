"""Reading single cells of a roster: text, numbers, dates, sex, phones, seats.

Every reader takes a cell as calamine gives it and the school year, and returns the value or raises `BadValue`
with cause and remedy. Blank cells never come here.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from .errors import BadValue
from .rows import Sex

Cell = str | int | float | bool | date | datetime | time | timedelta | None

LARGEST_CLASS = 50
LARGEST_NUMBER = 99
LONGEST_NAME = 60
LONGEST_RELATION = 20

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000\u3164]+")
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
    narrow = _SPACES.sub(" ", unicodedata.normalize("NFKC", text))
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


def read_birth_date(cell: Cell, school_year: int) -> date:
    """A birth date that an elementary pupil of the school year can have (early entry included)."""
    text = text_of(cell)
    if match := re.fullmatch(r"(\d{6})-?[1-8*]\**", text):
        cell = match[1]
    born_on = read_date(cell, school_year)
    if not school_year - 30 <= born_on.year <= school_year - 6:
        raise BadValue(f"{school_year}학년도 초등학생의 생년월일일 수 없습니다.", "연도를 다시 봐 주세요.")
    return born_on


# -- words

_MALE = frozenset(("남", "남자", "남성", "남학생", "남아", "m", "male", "boy", "♂"))
_FEMALE = frozenset(("여", "여자", "여성", "여학생", "여아", "f", "female", "girl", "♀"))
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’·,\-])*", re.UNICODE)
_SPREAD_NAME = re.compile(r"[가-힣](?: [가-힣]){1,3}")
_RELATIONS = {
    "아버지": "부", "부친": "부", "아빠": "부", "어머니": "모", "모친": "모", "엄마": "모",
    "할아버지": "조부", "할머니": "조모", "외할아버지": "외조부", "외할머니": "외조모",
}  # fmt: skip


def read_sex(cell: Cell, school_year: int) -> Sex:
    word = text_of(cell).lower()
    if word in _MALE:
        return Sex.MALE
    if word in _FEMALE:
        return Sex.FEMALE
    raise BadValue("성별로 읽을 수 없습니다.", "‘남’이나 ‘여’로 적어 주세요.")


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


def read_relation(cell: Cell, school_year: int) -> str:
    """How a guardian is related (관계), `아버지` and the like in the record's word."""
    word = text_reader(LONGEST_RELATION)(cell, school_year)
    return _RELATIONS.get(word, word)


# -- numbers that are names

_PHONE = re.compile(r"(050\d|02|0\d\d)(\d{3,4})(\d{4})")


def read_phone(cell: Cell, school_year: int) -> str:
    """A telephone number as `010-0000-1234`; a number cell has lost its first nought."""
    text = text_of(cell)
    digits = re.sub(r"\D", "", text.replace("+82", "0", 1))
    if isinstance(cell, int | float) or digits.startswith("00"):
        digits = "0" + digits.lstrip("0")
    match = _PHONE.fullmatch(digits)
    if match is None or re.search(r"[^\d\s()+\-.]", text):
        raise BadValue("전화번호로 읽을 수 없습니다.", "번호 하나만 ‘010-0000-1234’처럼 적어 주세요.")
    return "-".join(match.groups())


def read_postal_code(cell: Cell, school_year: int) -> str:
    """Five digits; a number cell has lost its noughts."""
    text = text_of(cell)
    code = text.zfill(5) if isinstance(cell, int | float) else text
    if not re.fullmatch(r"[0-9]{5}", code):
        raise BadValue("우편번호로 읽을 수 없습니다.", "다섯 자리 숫자로 적어 주세요.")
    return code


def read_resident_number(cell: Cell, school_year: int) -> str:
    """Thirteen digits, first a birth date and a sex; numbers given since 2020 have no check digit."""
    digits = re.sub(r"\D", "", text_of(cell))
    if isinstance(cell, int | float):
        digits = digits.zfill(13)
    if not re.fullmatch(r"[0-9]{6}[1-8][0-9]{6}", digits):
        raise BadValue("주민등록번호 열세 자리가 아닙니다.", "앞 여섯 자리와 뒤 일곱 자리를 다시 봐 주세요.")
    read_birth_date(resident_birth_date(digits), school_year)
    return digits


def resident_birth_date(digits: str) -> date:
    century = 2000 if digits[6] in "3478" else 1900
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        raise BadValue("앞 여섯 자리가 없는 날짜입니다.", "생년월일과 같은지 봐 주세요.") from None


def resident_sex(digits: str) -> Sex:
    return Sex.MALE if digits[6] in "1357" else Sex.FEMALE


def masked(field: str, cell: Cell) -> str:
    """The cell as a message may show it: of a resident number only the birth date and the sex digit."""
    text = text_of(cell)
    if field == "resident_number" or re.search(r"\d{6}\s*-?\s*[1-8]\d{6}", text):
        digits = re.sub(r"\D", "", text)
        return f"{digits[:6]}-{digits[6:7]}" + "*" * max(0, len(digits) - 7)
    return text


READERS: Mapping[str, Callable[[Cell, int], object]] = {
    "grade": read_grade,
    "class_number": read_class_number,
    "number": read_number,
    "grade_class_number": seat_reader("grade", "class_number", "number"),
    "grade_class": seat_reader("grade", "class_number"),
    "class_and_number": seat_reader("class_number", "number"),
    "name": read_name,
    "sex": read_sex,
    "born_on": read_birth_date,
    "resident_number": read_resident_number,
    "postal_code": read_postal_code,
    "address": text_reader(150),
    "address_detail": text_reader(45),
    "pupil_phone": read_phone,
    "guardian_name": text_reader(LONGEST_NAME),
    "guardian_relation": read_relation,
    "guardian_phone": read_phone,
    "father_name": text_reader(LONGEST_NAME),
    "father_phone": read_phone,
    "mother_name": text_reader(LONGEST_NAME),
    "mother_phone": read_phone,
    "nationality": text_reader(40),
    "entered_on": read_date,
    "transferred_in_on": read_date,
    "note": text_reader(200),
}
