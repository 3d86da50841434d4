"""Reading single cells of a roster: birth dates, sex, relations, phones, resident numbers.

Every reader takes a cell as calamine gives it and the school year, and returns the value or raises `BadValue`
with cause and remedy. Blank cells never come here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from hakjeok_web.config.sheets.cells import (
    LONGEST_NAME,
    Cell,
    read_class_number,
    read_date,
    read_grade,
    read_name,
    read_number,
    seat_reader,
    text_of,
    text_reader,
)
from hakjeok_web.config.sheets.errors import BadValue

from .rows import Sex

LONGEST_RELATION = 20


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
