from datetime import date, datetime

import pytest

from hakjeok_web.config.sheets.errors import BadValue
from hakjeok_web.students.roster import Sex
from hakjeok_web.students.roster.values import (
    masked,
    read_birth_date,
    read_class_number,
    read_date,
    read_grade,
    read_name,
    read_phone,
    read_postal_code,
    read_relation,
    read_resident_number,
    read_sex,
    resident_sex,
    seat_reader,
    text_of,
)

THIRD_OF_MAY = date(2014, 5, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "2014.5.3", "2014. 5. 3.", "2014. 5. 3.(토)", "2014-05-03", "2014/5/3", "2014년 5월 3일", "20140503", "140503",
        "14.05.03", "'14. 5. 3", "２０１４.５.３", "2014-05-03 00:00:00", "\u00a02014-05-03 ", 20140503, 20140503.0,
        140503.0,        41762.0, date(2014, 5, 3), datetime(2014, 5, 3),  # noqa: DTZ001 - as a spreadsheet gives it
    ],
)  # fmt: skip
def test_every_notation_of_a_date_gives_the_same_day(cell):
    assert read_date(cell, 2024) == THIRD_OF_MAY


def test_a_number_that_lost_its_nought_is_still_a_date():
    assert read_date(90503.0, 2016) == date(2009, 5, 3)


def test_two_digit_years_after_the_next_year_belong_to_the_last_century():
    assert read_date("250301", 2024) == date(2025, 3, 1)
    assert read_date("260301", 2024) == date(1926, 3, 1)


@pytest.mark.parametrize("cell", ["2014-13-02", "20140230", "2015.2.29"])
def test_a_day_that_does_not_exist_is_named_so(cell):
    with pytest.raises(BadValue, match="없는 날짜입니다") as caught:
        read_date(cell, 2024)
    assert "2014-05-03" in caught.value.remedy


@pytest.mark.parametrize("cell", ["5/3/2014", "모름", "2014", "3.5", True, float("inf"), float("nan"), "１"])
def test_what_is_no_date_asks_for_year_month_day(cell):
    with pytest.raises(BadValue, match="날짜로 읽을 수 없습니다"):
        read_date(cell, 2024)


def test_the_youngest_pupil_is_an_early_entrant():
    assert read_birth_date("2018-12-31", 2024) == date(2018, 12, 31)
    with pytest.raises(BadValue, match="2024학년도 초등학생"):
        read_birth_date("2019-01-01", 2024)


def test_the_front_of_a_resident_number_is_a_birth_date():
    assert read_birth_date("140503-4******", 2024) == THIRD_OF_MAY
    assert read_birth_date("140503-4", 2024) == THIRD_OF_MAY


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("남", "male"), ("남자", "male"), ("M", "male"), ("남 ", "male"), ("여", "female"),
     ("여학생", "female"), ("Ｆ", "female")],
)  # fmt: skip
def test_sex_is_read_from_its_usual_words(cell, sex):
    assert read_sex(cell, 2024) == Sex(sex)


def test_an_unknown_word_for_sex_is_refused():
    with pytest.raises(BadValue, match="성별"):
        read_sex("1", 2024)


@pytest.mark.parametrize("cell", ["4", "4학년", "４", 4.0, " 4 학년", "제4학년"])
def test_a_grade_is_a_number_with_or_without_its_word(cell):
    assert read_grade(cell, 2024) == 4


@pytest.mark.parametrize("cell", [0, 7, 3.5, "넷", "사", -1, 10**30])
def test_a_grade_outside_one_to_six_is_refused(cell):
    with pytest.raises(BadValue):
        read_grade(cell, 2024)


@pytest.mark.parametrize(
    "cell", ["4-2-3", "4학년 2반 3번", "4학년2반3번", "40203", "4203", 40203.0, "4/2/3", "4 - 2 - 3"]
)
def test_one_cell_gives_grade_class_and_number(cell):
    read = seat_reader("grade", "class_number", "number")
    assert read(cell, 2024) == {"grade": 4, "class_number": 2, "number": 3}


def test_a_class_cell_may_name_the_grade():
    assert read_class_number("4학년 2반", 2024) == {"grade": 4, "class_number": 2}
    assert read_class_number("4-12", 2024) == {"grade": 4, "class_number": 12}
    assert read_class_number("12반", 2024) == 12


def test_a_class_that_excel_made_a_date_is_explained():
    with pytest.raises(BadValue, match="‘4-2’ 꼴을 날짜로 바꾸었습니다"):
        read_class_number(date(2024, 4, 2), 2024)


@pytest.mark.parametrize("cell", ["가람반", "2024-4-2-3", "4-51"])
def test_what_is_no_class_is_refused(cell):
    with pytest.raises(BadValue):
        read_class_number(cell, 2024)


@pytest.mark.parametrize(
    ("cell", "name"),
    [("김 서 연", "김서연"), ("김  철", "김철"), (" 남궁 별\u3000", "남궁 별"), ("응우옌 티 호아", "응우옌 티 호아"),
     ("O'Neil, Jean-Luc", "O'Neil, Jean-Luc"), ("김\u200b서연", "김서연")],
)  # fmt: skip
def test_names_lose_only_the_blanks_put_in_for_looks(cell, name):
    assert read_name(cell, 2024) == name


@pytest.mark.parametrize("cell", ["김서연1", "=cmd|'/c calc'!A1", "???", 7.0, "가" * 61])
def test_what_is_no_name_is_refused(cell):
    with pytest.raises(BadValue):
        read_name(cell, 2024)


@pytest.mark.parametrize(
    "cell", ["010-0000-1234", "01000001234", 1000001234.0, "010 0000 1234", "010.0000.1234", "+82 10-0000-1234"]
)
def test_a_telephone_number_gets_its_dashes_and_its_nought(cell):
    assert read_phone(cell, 2024) == "010-0000-1234"


def test_seoul_and_office_numbers_are_telephone_numbers():
    assert read_phone("020001234", 2024) == "02-000-1234"
    assert read_phone("0310001234", 2024) == "031-000-1234"
    assert read_phone("050000001234", 2024) == "0500-0000-1234"


@pytest.mark.parametrize("cell", ["없음", "010-0000-1234/010-0000-5678", "1234", "010-0000-12345"])
def test_what_is_not_one_telephone_number_is_refused(cell):
    with pytest.raises(BadValue, match="전화번호"):
        read_phone(cell, 2024)


def test_a_postal_code_keeps_its_noughts():
    assert read_postal_code(123.0, 2024) == "00123"
    assert read_postal_code("00123", 2024) == "00123"
    with pytest.raises(BadValue):
        read_postal_code("135-010", 2024)


def test_relations_take_the_words_of_the_record():
    assert [read_relation(word, 2024) for word in ("어머니", "부", "외할머니")] == ["모", "부", "외조모"]


def test_a_resident_number_says_birth_date_and_sex():
    digits = read_resident_number("140503-4000000", 2024)
    assert digits == "1405034000000"
    assert resident_sex(digits) is Sex.FEMALE


@pytest.mark.parametrize("cell", ["140503-4", "140503-9000000", "141303-4000000", "990503-4000000"])
def test_a_resident_number_that_cannot_be_is_refused(cell):
    with pytest.raises(BadValue):
        read_resident_number(cell, 2024)


def test_a_message_shows_a_resident_number_only_in_part():
    assert masked("resident_number", "140503-4123456") == "140503-4******"
    assert masked("note", "140503 4123456") == "140503-4******"
    assert masked("note", "전출 예정") == "전출 예정"


def test_text_is_cleaned_of_wide_signs_and_strange_blanks():
    assert text_of("\ufeff４\u00a0학년\u3000\n2반 ") == "4 학년 2반"
    assert text_of(3.0) == "3"
    assert text_of(None) == ""
