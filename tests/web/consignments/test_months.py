"""What an institution tells of a month, and what becomes of it in the pupil's year (p.32–33)."""

from datetime import date

import pytest

from hakjeok_web.attendance import statistics
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.year import pupil_year
from hakjeok_web.config.refusals import Refused
from hakjeok_web.consignments.models import ConsignedEntry, ConsignedMonth
from tests import builders
from tests.web.consignments.stays import APRIL, FIRST, LAST, MAY, consigned, enter_month, line_of, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
ILL, UNEXCUSED_LATE = ("absence", "illness"), ("late", "unexcused")


def year_of(pupil, school_class, today=builders.TODAY, reader=None):
    return pupil_year(pupil.pk, school_class.school_year, today=today, reader=reader)


def test_the_days_of_the_home_school_and_of_the_institution_are_added(school_class, pupil, teacher):
    """p.32: 위탁할 때까지 재적교 수업일수와 위탁 이후의 위탁기관의 수업일수를 합산하여 산정하며."""
    consigned(pupil, teacher)
    plain = year_of(pupil, school_class).calendar.count()
    enter_month(consigned_of(pupil), teacher, facts=told(15))
    found = year_of(pupil, school_class)
    assert (len(found.home_school_days), found.elsewhere.days) == (plain - 16, 15)
    assert found.totals.total_days == plain - 16 + 15


def consigned_of(pupil):
    return pupil.consignments.get()


def test_a_consigned_pupil_s_school_days_may_differ_from_his_grade_s(school_class, pupil, teacher):
    """p.32: 위탁학생의 수업일수는 해당 학년의 수업일수와 다를 수 있음."""
    made = consigned(pupil, teacher)
    enter_month(made, teacher, facts=told(17))  # the institution taught on the day of the election
    found = year_of(pupil, school_class).totals
    assert found.total_days == len(year_of(pupil, school_class).calendar.school_days) + 1
    assert any("다를 수 있습니다" in step.text for step in found.because)


def test_who_does_not_attend_the_hospital_school_is_absent(school_class, pupil, teacher):
    """p.32: 병원학교 및 원격수업에 출석하지 않은 경우에는 결석 처리함."""
    made = consigned(pupil, teacher)
    days = frozenset({date(2024, 4, 8), date(2024, 4, 9)})
    enter_month(made, teacher, facts=told(2, days=days, by_day={date(2024, 4, 9): ILL}))
    found = year_of(pupil, school_class).totals
    assert (found.absence.illness, found.absent_days) == (1, 1)


def test_a_month_at_both_schools_is_entered_with_the_days_and_records_of_both(school_class, pupil, teacher):
    """p.33: 위탁교의 수업일수 및 출결내용과 소속교의 수업일수 및 출결내용을 합산하여 입력해야 함."""
    made = consigned(pupil, teacher)
    home = date(2024, 4, 26)
    assert save(school_class, teacher, pupil, home).refused
    enter_month(made, teacher, facts=told(15, home_dates=frozenset({home}), counts={UNEXCUSED_LATE: 1}))
    assert save(school_class, teacher, pupil, home).written
    found = year_of(pupil, school_class).totals
    assert (found.absence.illness, found.late.unexcused) == (1, 1)


def save(school_class, teacher, pupil, day):
    entry = Entry(pupil.pk, day, *ILL)
    return save_cells(school_class=school_class, month=day.replace(day=1), entries=[entry], by=teacher)


def test_a_day_at_home_with_an_entry_does_not_go_back_to_the_institution(school_class, pupil, teacher):
    made, home = consigned(pupil, teacher), date(2024, 4, 26)
    enter_month(made, teacher, facts=told(15, home_dates=frozenset({home})))
    save(school_class, teacher, pupil, home)
    with pytest.raises(Refused, match=r"4\. 26\.\(금\)의 기록이 있습니다"):
        enter_month(made, teacher, seen=1, facts=told(16))


def test_months_told_as_numbers_count_like_days(school_class, pupil, teacher):
    made = consigned(pupil, teacher)
    enter_month(made, teacher, facts=told(17, counts={ILL: 3, UNEXCUSED_LATE: 2}))
    found = year_of(pupil, school_class).totals
    assert (found.absence.illness, found.late.unexcused, found.absent_days) == (3, 2, 3)
    assert found.warnings == ()


def test_a_month_not_entered_is_named_and_not_added(school_class, pupil, teacher):
    consigned(pupil, teacher)
    found = year_of(pupil, school_class)
    assert (found.elsewhere.missing, found.elsewhere.days) == ((APRIL,), 0)


def test_the_statistics_of_the_month_and_the_year_have_the_added_days(school_class, pupil, teacher):
    made = consigned(pupil, teacher)
    enter_month(made, teacher, facts=told(17, counts={ILL: 3}))
    year = school_class.school_year_id
    assert [row.counts[0] for row in statistics.month_counts(year, APRIL, MAY)] == [3]
    assert [row.counts[0] for row in statistics.month_counts(year, MAY, date(2024, 6, 1))] == [0]
    assert [row.counts[0] for row in statistics.year_counts(year)] == [3]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"school_days": 24}, r"위탁기관의 수업일수\(24일\)가 이 달의 위탁 기간\(23일\)보다 많습니다"),
        ({"school_days": 2, "counts": {ILL: 3}}, r"결석\(3일\)이 위탁기관의 수업일수\(2일\)보다 많습니다"),
        ({"school_days": 2, "counts": {ILL: 1, UNEXCUSED_LATE: 2}}, r"하루에는 한 가지만 적습니다\(p\.30\)"),
        ({"counts": {("absence", "party"): 1}}, "출결의 형태나 종류가 아닙니다"),
        ({"home_dates": frozenset({date(2024, 4, 10)})}, "소속교의 수업일에서 고릅니다"),
        ({"school_days": 1, "certificate_on": date(2024, 5, 4)}, "아직 오지 않은 날"),
        ({"school_days": 1, "by_day": {date(2024, 4, 5): ILL}}, "위탁 기간 밖의 날"),
    ],
)
def test_a_month_that_cannot_be_is_refused(pupil, teacher, wrong, sentence):
    made = consigned(pupil, teacher)
    with pytest.raises(Refused, match=sentence):
        enter_month(made, teacher, facts=told(**wrong))
    assert not ConsignedMonth.objects.exists()


def test_a_month_is_corrected_and_its_history_stays(pupil, teacher, registrar):
    made = consigned(pupil, teacher)
    enter_month(made, teacher, facts=told(17, counts={ILL: 3}))
    enter_month(made, registrar, seen=1, facts=told(16, counts={ILL: 2}))
    assert [(entry.count, entry.month.school_days) for entry in ConsignedEntry.objects.all()] == [(2, 16)]
    notes = [act.note for act in made.acts.filter(code="month").order_by("at")]
    assert [("질병결석 3" in note, "질병결석 2" in note) for note in notes] == [(True, False), (False, True)]


def test_who_enters_a_month_second_is_told_who_was_first(pupil, teacher, registrar):
    made = consigned(pupil, teacher)
    enter_month(made, registrar)
    with pytest.raises(Refused, match=r"정학적 선생님이 .*이 달을 먼저 적었습니다"):
        enter_month(made, teacher)


def test_open_months_are_those_that_are_over(pupil, teacher):
    made = consigned(pupil, teacher, from_on=date(2024, 3, 11), to_on=None)
    line = line_of(made, teacher)
    assert line.not_entered == [date(2024, 3, 1), APRIL]
    enter_month(made, teacher, facts=told(17, certificate_on=None))
    line = line_of(made, teacher)
    assert (line.not_entered, line.without_certificate) == ([date(2024, 3, 1)], [APRIL])


def test_two_institutions_of_one_month_are_both_added(school_class, pupil, teacher):
    first = consigned(pupil, teacher, to_on=date(2024, 4, 19))
    second = consigned(pupil, teacher, kind="remote_class", from_on=date(2024, 4, 22), to_on=LAST)
    enter_month(first, teacher, facts=told(9, counts={ILL: 1}))
    enter_month(second, teacher, facts=told(7, counts={ILL: 2}))
    found = year_of(pupil, school_class)
    assert (found.elsewhere.days, found.totals.absence.illness) == (16, 3)
    assert FIRST not in found.home_school_days
