"""The register of a class with a consigned pupil: his days are marked, cannot be filled, and nobody looks for him."""

from datetime import date

import pytest

from hakjeok_web.attendance import actions as register
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.paper import sheet_of
from hakjeok_web.consignments import actions
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.consignments.stays import APRIL, MAY, consigned, line_of
from tests.web.obligations.absences import TEN_DAYS, mark, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def test_a_day_at_an_institution_cannot_be_filled(school_class, pupil, teacher):
    consigned(pupil, teacher)
    entry = Entry(pupil.pk, date(2024, 4, 8), "absence", "unexcused")
    saved = register.save_cells(school_class=school_class, month=APRIL, entries=[entry], by=teacher)
    assert [each.reason.text.split(".")[0] for each in saved.refused] == ["박하준 학생은 4"]
    assert "위탁학생에서 적습니다(p.32)" in saved.refused[0].reason.text


def test_nobody_looks_for_him_on_such_a_day(school_class, pupil, teacher):
    builders.a_pupil(school_class, number=8, name="최유나")
    consigned(pupil, teacher)
    month = queries.class_month(school_class, APRIL)
    assert [each.name for each in month.pupils_on(date(2024, 4, 8))] == ["최유나"]
    assert [each.name for each in month.listed_on(date(2024, 4, 8))] == ["박하준", "최유나"]
    assert month.count_on(date(2024, 4, 8)).untaken == 1


def test_the_month_the_day_and_the_paper_say_that_he_is_consigned(client, school_class, homeroom, pupil, teacher):
    consigned(pupil, teacher, to_on=None)
    builders.sign_in(client, homeroom)
    month = client.get(f"/registers/{school_class.pk}/2024-05/").content.decode()
    assert 'data-d="2024-05-03" class="g"><i>위탁</i>' in month
    day = client.get(f"/registers/{school_class.pk}/2024-05-03/").content.decode()
    assert '<span class="state is-known"><span>위탁</span>' in day
    shown = queries.class_month(school_class, MAY)
    sheet = sheet_of(school_class, shown, calendars_of(school_class.school_year), school_name="한빛", homeroom="김")
    assert sheet.pupils[0].cells[2] == "위"
    assert sheet.pupils[0].cells[5] == "."  # the holiday


def test_the_excel_of_the_month_says_that_he_is_consigned(client, school_class, homeroom, pupil, teacher):
    consigned(pupil, teacher, to_on=None)
    answer = builders.sign_in(client, homeroom).post(
        f"/registers/{school_class.pk}/2024-05/excel/", {"purpose": "점검"}
    )
    assert "위탁" in text_of(answer)


def text_of(answer):
    from tests.web.test_access_matrix import _text_of

    return _text_of(answer)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("juvenile_facility", "소년원 재소자"), ("alternative_consignment", "대안교육 위탁교육기관 위탁학생")],
)
def test_the_ladder_of_unexcused_absence_does_not_run(school_class, pupil, teacher, kind, words):
    """p.27: 관리·대응 절차를 따르지 않음 ④소년원 재소자 ⑤서울특별시교육청 지정 대안교육 위탁교육기관 위탁학생."""
    mark(school_class, teacher, pupil, *TEN_DAYS[:9])
    assert the_case(school_class).open_tasks
    consigned(pupil, teacher, kind=kind, from_on=builders.TODAY, to_on=None)
    found = the_case(school_class)
    assert [task.title for task in found.open_tasks] == []
    assert any(words in step.text for step in found.ladder.because)


def the_case(school_class):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=builders.TODAY)), None)


def test_days_at_a_facility_are_no_return_from_an_absence(school_class, pupil, teacher):
    builders.a_pupil(school_class, number=8, name="최유나")
    mark(school_class, teacher, pupil, *TEN_DAYS[:9])
    consigned(pupil, teacher, kind="juvenile_facility", from_on=builders.TODAY, to_on=None)
    take(school_class, teacher, builders.TODAY)
    assert the_case(school_class).facts.returned_on is None


def test_days_at_a_hospital_school_count_as_attended(school_class, pupil, teacher):
    """p.32: 이용하여 수업을 받을 경우 출석으로 인정하며."""
    builders.a_pupil(school_class, number=8, name="최유나")
    mark(school_class, teacher, pupil, *TEN_DAYS[:9])
    consigned(pupil, teacher, from_on=builders.TODAY, to_on=None)
    take(school_class, teacher, builders.TODAY)
    assert not the_case(school_class).is_running


def test_the_pupil_s_page_shows_both_places(client, school_class, pupil, teacher, registrar_staff):
    consigned(pupil, teacher)
    page = builders.sign_in(client, registrar_staff).get(f"/students/{pupil.pk}/attendance/").content.decode()
    assert "위탁 16일" in page
    assert 'class="consigned"' in page
    assert "위탁기관의 기록이 없는 달(4월)" in page


def test_a_cancelled_consignment_marks_nothing(school_class, pupil, teacher):
    made = consigned(pupil, teacher)
    actions.cancel(consignment=made, seen=1, reason="잘못 골랐음", by=teacher)
    assert queries.class_month(school_class, APRIL).consigned == {}
    assert not line_of(made, teacher).is_running
