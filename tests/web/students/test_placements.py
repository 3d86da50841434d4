"""Class and number by date: what was before ends the day before, and a number has one holder."""

from datetime import date

import pytest

from hakjeok_web.config.refusals import Refused
from hakjeok_web.students.placements import place
from tests import builders
from tests.web.students.records import a_registrar, an_enrolled_pupil, change

pytestmark = pytest.mark.django_db
MAY_SEVENTH = date(2024, 5, 7)


@pytest.fixture
def registrar():
    builders.enter()
    return a_registrar()


@pytest.fixture
def year(registrar):
    return builders.a_year()


@pytest.fixture
def pupil(registrar, year):
    return an_enrolled_pupil(registrar, builders.a_class(year, 4, 2), number=7)


def seats(pupil):
    return [
        (str(each.school_class), each.number, each.from_on, each.to_on)
        for each in pupil.placements.order_by("from_on").select_related("school_class")
    ]


def first_class(pupil):
    return pupil.placements.order_by("from_on").first().school_class


def test_another_class_from_a_day_on(registrar, year, pupil):
    place(student=pupil, school_class=builders.a_class(year, 4, 3), number=21, from_on=MAY_SEVENTH, by=registrar)
    assert seats(pupil) == [
        ("4학년 2반", 7, date(2024, 3, 1), date(2024, 5, 6)),
        ("4학년 3반", 21, MAY_SEVENTH, None),
    ]


def test_a_correction_on_the_same_day_replaces(registrar, year, pupil):
    school_class = builders.a_class(year, 4, 3)
    place(student=pupil, school_class=school_class, number=21, from_on=MAY_SEVENTH, by=registrar)
    place(student=pupil, school_class=school_class, number=22, from_on=MAY_SEVENTH, by=registrar)
    assert [seat[1] for seat in seats(pupil)] == [7, 22]


def test_a_number_that_somebody_has_is_refused_with_his_name(registrar, pupil):
    school_class = pupil.placements.get().school_class
    other = an_enrolled_pupil(registrar, school_class, number=8, name="최유나")
    with pytest.raises(Refused, match="4학년 2반 7번은 박하준 학생의 번호입니다"):
        place(student=other, school_class=school_class, number=7, from_on=MAY_SEVENTH, by=registrar)
    assert [seat[1] for seat in seats(other)] == [8]


def test_the_number_of_one_who_left_is_free_from_the_day_after(registrar, pupil):
    school_class = pupil.placements.get().school_class
    other = an_enrolled_pupil(registrar, school_class, number=8, name="최유나")
    change(pupil, "transfer_out", date(2024, 5, 6), by=registrar)
    place(student=other, school_class=school_class, number=7, from_on=MAY_SEVENTH, by=registrar)
    assert [seat[1] for seat in seats(other)] == [8, 7]


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 3, 1)])
def test_a_day_outside_the_class_s_year_is_refused(registrar, pupil, day):
    school_class = pupil.placements.get().school_class
    with pytest.raises(Refused, match="2024학년도가 아닙니다"):
        place(student=pupil, school_class=school_class, number=9, from_on=day, by=registrar)


def test_a_day_before_a_later_change_is_refused(registrar, year, pupil):
    place(student=pupil, school_class=builders.a_class(year, 4, 3), number=21, from_on=MAY_SEVENTH, by=registrar)
    with pytest.raises(Refused, match=r"2024\. 5\. 7\.\(화\)부터 4학년 3반 21번으로 이미 정했습니다"):
        place(
            student=pupil,
            school_class=pupil.placements.first().school_class,
            number=9,
            from_on=date(2024, 4, 1),
            by=registrar,
        )


def test_one_who_left_gets_no_number(registrar, pupil):
    change(pupil, "transfer_out", date(2024, 5, 6), by=registrar)
    with pytest.raises(Refused, match="이 학교에 다니지 않아"):
        place(
            student=pupil, school_class=pupil.placements.get().school_class, number=9, from_on=MAY_SEVENTH, by=registrar
        )
