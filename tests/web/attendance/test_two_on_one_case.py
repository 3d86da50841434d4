"""Two people on one case at the same time: numbers are given once, one of two reports stays, one asks for approval."""

import pytest
from django.db import transaction

from hakjeok_web.attendance import registrations
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.measures import record_measure, void_measure
from hakjeok_web.attendance.models import RegistrationReport
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark
from tests.web.students.test_two_clerks_at_once import together


@pytest.fixture
def stage(own_database, friday):
    """Class 4-2, a pupil absent for ten days, his teacher and a registrar."""
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        teacher = builders.actor(builders.a_homeroom(school_class))
        registrar = builders.actor(builders.a_staff("registrar", name="정학적"))
        mark(school_class, teacher, builders.a_pupil(school_class), *TEN_DAYS)
        return school_class, teacher, registrar


def the_case(school_class):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=builders.TODAY)))


def test_of_two_who_report_at_once_the_most_recent_number_is_deleted(stage):
    school_class, *people = stage
    together(
        *(lambda by=by: registrations.register(case=the_case(school_class), reason="가출", by=by) for by in people)
    )
    with transaction.atomic():
        builders.enter()
        reports = RegistrationReport.objects.order_by("number")
        assert [(each.number, each.state) for each in reports] == [(1, "보고"), (2, "삭제")]


def test_of_two_who_ask_for_approval_at_once_one_is_told(stage):
    school_class, teacher, registrar = stage
    with transaction.atomic():
        builders.enter()
        report = registrations.register(case=the_case(school_class), reason="가출", by=teacher)
    outcomes = together(*[lambda: registrations.request_approval(report=report, by=registrar)] * 2)
    refused = [str(each) for each in outcomes if isinstance(each, Refused)]
    assert len(refused) == 1
    assert "정학적 선생님이 먼저 승인을 요청했습니다" in refused[0]


def test_of_two_who_take_a_measure_back_at_once_the_second_is_told(stage):
    school_class, teacher, registrar = stage
    with transaction.atomic():
        builders.enter()
        pupil = school_class.placements.get().student
        visit = record_measure(
            student=pupil, code="home_visit", done_on=builders.TODAY, by=teacher, note="집에 아무도 없음"
        )
    acts = [lambda by=by: void_measure(measure=visit, reason="다른 학생", by=by) for by in (teacher, registrar)]
    outcomes = together(*acts)
    (refused,) = [str(each) for each in outcomes if isinstance(each, Refused)]
    assert "먼저 ‘잘못 적음’으로 표시했습니다" in refused
