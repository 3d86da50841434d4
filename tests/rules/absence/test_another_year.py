"""A year whose days are those of another, 52 weeks later, gives the same answers 52 weeks later."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hakjeok.absence.ladder import LadderFacts, ladder
from hakjeok.absence.out_of_quota import OutOfQuotaFacts, out_of_quota
from hakjeok.school_calendar import Calendar, Period
from hakjeok.schooldays.count import CountFacts, Span, count
from tests.rules.calendars import year_2024

LATER = timedelta(weeks=52)
THEN = year_2024()
NOW = Calendar(
    school_year=2025,
    first_day=THEN.first_day + LATER,
    last_day=THEN.last_day + LATER,
    breaks=tuple(Period(from_=each.from_ + LATER, to=each.to + LATER) for each in THEN.breaks),
    days_off=tuple(each + LATER for each in THEN.days_off),
    public_holidays=False,
)
school_days = st.sampled_from(THEN.school_days)
absences = st.sets(school_days, max_size=90)


def later(day):
    return day and day + LATER


def test_both_years_have_the_same_shape():
    assert NOW.school_days == tuple(each + LATER for each in THEN.school_days)


@given(absences, school_days)
def test_the_ladder_moves_along(days, today):
    then = ladder(LadderFacts(absences=tuple(days), calendar=THEN, today=today))
    now = ladder(LadderFacts(absences=tuple(map(later, days)), calendar=NOW, today=later(today)))
    assert (now.stage, now.longest, now.register, now.watch_card) == (
        then.stage, then.longest, then.register, then.watch_card,
    )  # fmt: skip
    assert (now.first_absence_date, now.tenth_day) == (later(then.first_absence_date), later(then.tenth_day))


@given(absences, school_days, st.integers(171, 200))
def test_out_of_quota_moves_along(days, today, total):
    then = out_of_quota(OutOfQuotaFacts(total_days=total, absences=tuple(days), calendar=THEN, today=today))
    moved = OutOfQuotaFacts(total_days=total, absences=tuple(map(later, days)), calendar=NOW, today=later(today))
    now = out_of_quota(moved)
    assert (now.threshold, now.count, now.reached) == (then.threshold, then.count, then.reached)
    assert (now.threshold_date, now.change_date) == (later(then.threshold_date), later(then.change_date))
    assert now.close_registration_by == later(then.close_registration_by)


@given(st.lists(st.tuples(school_days, school_days).map(sorted), max_size=3))
def test_the_school_days_of_spells_move_along(spells):
    spells.sort()
    then = count(CountFacts(calendar=THEN, spans=tuple(Span(from_=a, to=b) for a, b in spells)))
    moved = tuple(Span(from_=later(a), to=later(b)) for a, b in spells)
    now = count(CountFacts(calendar=NOW, spans=moved))
    assert (now.total_days, now.by_span) == (then.total_days, then.by_span)


@given(st.lists(st.tuples(school_days, school_days).map(sorted), min_size=1, max_size=3))
def test_overlapping_days_count_once(spells):
    counted = count(CountFacts(calendar=THEN, spans=tuple(Span(from_=a, to=b) for a, b in sorted(spells))))
    covered = {day for a, b in spells for day in THEN.between(a, b)}
    assert counted.total_days == sum(counted.by_span) == len(covered)
