"""The third of the year counts unexcused absences at the institution too; the ladder of p.27 is another thing."""

from datetime import date

import pytest

from hakjeok_web.attendance import watch
from hakjeok_web.attendance.cases import read_cases
from hakjeok_web.attendance.year import pupil_year
from hakjeok_web.attendance.year_map import sentence_of_forecast
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.consignments.stays import APRIL, FIRST, LAST, consigned, enter_month, told
from tests.web.obligations.absences import mark, recompute, take, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
UNEXCUSED, LATE = ("absence", "unexcused"), ("late", "other")
WEEK_BEFORE = tuple(date(2024, 4, day) for day in range(1, 6))
JUNE_END = date(2024, 6, 28)
MONTHS = {date(2024, 3, 1): 20, APRIL: 21, date(2024, 5, 1): 20, date(2024, 6, 1): 12}


def the_case(school_class, today=builders.TODAY):
    year = school_class.school_year
    return next(iter(read_cases(year, calendars_of(year), today=today)), None)


def year_of(pupil, school_class, reader=None):
    return pupil_year(pupil.pk, school_class.school_year, today=builders.TODAY, reader=reader)


def away(pupil, by, **facts):
    """At an alternative school since 4. 8., with three unexcused absences told of April."""
    made = consigned(pupil, by, kind="alternative_consignment", to_on=None, **facts)
    enter_month(made, by, facts=told(17, counts={UNEXCUSED: 3, LATE: 1}))
    return made


def test_unexcused_absences_of_both_places_are_added_up(school_class, pupil, teacher):
    """p.33: 위탁교의 수업일수 및 출결내용과 소속교의 수업일수 및 출결내용을 합산하여 입력해야 함."""
    mark(school_class, teacher, pupil, date(2024, 4, 4), date(2024, 4, 5))
    away(pupil, teacher)
    assert year_of(pupil, school_class).forecast.count == 5
    assert the_case(school_class).forecast.count == 5


def test_the_third_is_of_the_school_days_of_both_places(school_class, pupil, teacher):
    """p.32: 재적교 수업일수와 위탁 이후의 위탁기관의 수업일수를 합산하여 산정하며."""
    away(pupil, teacher)
    school_days = calendars_of(school_class.school_year).of(4).count()
    found = the_case(school_class).facts.places
    assert (found.total_days, found.institution_days) == (school_days - 16 + 17, 17)  # May is not told yet


def test_the_forecast_goes_on_from_the_end_of_what_was_told(school_class, pupil, teacher):
    """Of April everything is known: the days that he attended there are no absences to come."""
    away(pupil, teacher)
    calendar = calendars_of(school_class.school_year).of(4)
    forecast = year_of(pupil, school_class).forecast
    assert forecast.threshold_date == calendar.nth_from(date(2024, 5, 1), forecast.threshold - 3)


def test_the_list_of_cases_says_that_he_is_consigned(client, school_class, pupil, teacher, homeroom):
    away(pupil, teacher)
    page = builders.sign_in(client, homeroom).get("/absence-cases/?all=1").content.decode()
    assert "위탁 중" in page
    assert "지금은 출석" not in page


def test_who_is_unexcused_at_the_institution_alone_is_a_case_off_the_ladder(school_class, pupil, teacher):
    """p.27 ⑤: 관리·대응 절차를 따르지 않음; the third of the year is not a step of it (p.60–61)."""
    take(school_class, teacher, date(2024, 4, 5))
    away(pupil, teacher)
    found = the_case(school_class)
    assert (found.forecast.count, found.facts.in_year, found.is_running) == (3, 3, False)
    assert found.forecast_on is not None
    assert found.open_tasks == []


@pytest.fixture
def gone_a_third(pupil, registrar_staff, school_class, teacher):
    """Unexcused on 65 days at an alternative school from March to June."""
    take(school_class, teacher, date(2024, 3, 4))
    late = builders.actor(registrar_staff, today=JUNE_END)
    made = consigned(pupil, late, kind="alternative_consignment", from_on=date(2024, 3, 5), to_on=None)
    for month, absent in MONTHS.items():
        facts = told(absent, counts={UNEXCUSED: min(absent, 19)}, certificate_on=None)
        enter_month(made, late, month=month, facts=facts)
    return made


def test_a_third_missed_at_the_institution_is_put_before_the_registrar(school_class, gone_a_third):
    recompute(today=JUNE_END)
    assert "정원 외 학적관리 결정" in titles()
    assert "유선 연락" not in " ".join(titles())


def test_entering_the_month_tells_of_it_at_once(school_class, pupil, registrar_staff, teacher):
    take(school_class, teacher, date(2024, 3, 4))
    late = builders.actor(registrar_staff, today=JUNE_END)
    made = consigned(pupil, late, kind="alternative_consignment", from_on=date(2024, 3, 5), to_on=None)
    for month, days in MONTHS.items():
        assert not Obligation.objects.filter(title="정원 외 학적관리 결정").exists()
        enter_month(made, late, month=month, facts=told(days, counts={UNEXCUSED: days}, certificate_on=None))
    assert Obligation.objects.filter(title="정원 외 학적관리 결정").exists()


def test_near_the_third_the_guardian_is_told_beforehand(school_class, pupil, registrar_staff, teacher):
    take(school_class, teacher, date(2024, 3, 4))
    late = builders.actor(registrar_staff, today=JUNE_END)
    made = consigned(pupil, late, kind="alternative_consignment", from_on=date(2024, 3, 5), to_on=None)
    for month in list(MONTHS)[:3]:
        enter_month(made, late, month=month, facts=told(20, counts={UNEXCUSED: 18}, certificate_on=None))
    recompute(today=JUNE_END)
    assert "정원 외·진급 불가 미리 안내" in titles()


def test_the_pupils_to_look_at_have_the_absences_of_both_places(school_class, pupil, teacher):
    mark(school_class, teacher, pupil, *WEEK_BEFORE)
    made = consigned(pupil, teacher, from_on=FIRST, to_on=None)
    assert [each.absent for each in watched(school_class)] == [5]
    enter_month(made, teacher, facts=told(17, counts={UNEXCUSED: 17}))
    [found] = watched(school_class)
    assert found.absent == 22
    assert found.forecast is not None


def watched(school_class, reader=None):
    calendars = calendars_of(school_class.school_year)
    return watch.watched(school_class.school_year, calendars, day=builders.TODAY, reader=reader)


def test_of_a_secret_stay_only_its_insiders_see_the_sum(school_class, pupil, teacher, registrar):
    mark(school_class, teacher, pupil, *WEEK_BEFORE)
    made = consigned(pupil, registrar, kind="child_protection", institution="가온아동보호전문기관")
    enter_month(made, registrar, facts=told(17, counts={UNEXCUSED: 17}))
    assert year_of(pupil, school_class, registrar).forecast.count == 22
    assert year_of(pupil, school_class, teacher).forecast.count == 5
    assert the_case(school_class).forecast.count == 5  # everybody's list
    assert [each.absent for each in watched(school_class, registrar)] == [22]
    assert [each.absent for each in watched(school_class, teacher)] == [5]


@pytest.mark.parametrize(("school_days", "replaced"), [(6, 5), (20, 19)])
def test_a_month_told_before_it_is_over_leaves_the_days_to_come(
    school_class, pupil, registrar_staff, time_machine, school_days, replaced
):
    """p.32: 수업일수를 합산하여 산정; six days are those until 10 June, twenty can only be the whole month."""
    time_machine.move_to("2024-06-10T09:00:00+09:00", tick=False)
    clerk = builders.actor(registrar_staff, today=date(2024, 6, 10))
    made = consigned(pupil, clerk, kind="alternative_consignment", from_on=date(2024, 6, 3), to_on=None)
    facts = told(school_days, counts={UNEXCUSED: 1}, certificate_on=None)
    enter_month(made, clerk, month=date(2024, 6, 1), facts=facts)
    calendar = calendars_of(school_class.school_year).of(4)
    for day in (date(2024, 6, 10), date(2024, 6, 20)):
        places = the_case(school_class, today=day).facts.places
        assert places.total_days == calendar.count() - replaced + school_days


def test_of_a_pupil_who_has_come_back_nothing_is_forecast(school_class, pupil, teacher):
    """계속 결석하면 is said of an absence that goes on, wherever it does."""
    mark(school_class, teacher, pupil, *WEEK_BEFORE)
    made = consigned(pupil, teacher, kind="alternative_consignment", to_on=LAST)
    enter_month(made, teacher, facts=told(17, counts={UNEXCUSED: 17}))
    take(school_class, teacher, date(2024, 5, 2), builders.TODAY)
    assert [each.forecast for each in watched(school_class)] == [None]
    assert the_case(school_class).forecast_on is None


def test_the_case_page_says_one_forecast_in_its_sentence_and_its_reasons(
    client, school_class, pupil, teacher, registrar
):
    """Even an insider reads there what the case counts, which many read: without a secret stay."""
    mark(school_class, teacher, pupil, *WEEK_BEFORE, *(date(2024, 5, day) for day in (2, 3)))
    made = consigned(pupil, registrar, kind="child_protection", institution="가온아동보호전문기관")
    enter_month(made, registrar, facts=told(17, counts={UNEXCUSED: 17}))
    page = builders.sign_in(client, builders.a_staff("principal")).get(f"/absence-cases/{pupil.pk}/")
    forecast = the_case(school_class).forecast
    assert page.context["forecast_sentence"] == sentence_of_forecast(forecast)
    assert year_of(pupil, school_class, registrar).forecast.threshold_date != forecast.threshold_date
