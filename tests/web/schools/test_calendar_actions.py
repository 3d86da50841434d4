"""Opening a year and changing its days: what is written, what is refused and what the refusal says."""

from datetime import date

import pytest

from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.schools import actions, facts
from hakjeok_web.schools.actions import NewEntry
from hakjeok_web.schools.models import CalendarEntry, SchoolYear
from tests import builders


@pytest.fixture
def registrar(db):
    builders.enter(builders.HANBIT)
    return builders.actor(builders.a_staff("registrar", name="정학적"))


@pytest.fixture
def year(registrar):
    return SchoolYear.objects.get(pk=builders.a_year().pk)


def _open(by, year=2025, **facts_):
    days = {"first_on": date(year, 3, 4), "last_on": date(year + 1, 1, 9)} | facts_
    return actions.open_school_year(school_id=by.school_id, year=year, by=by, **days)


def _entry(first, last=None, *, kind="discretionary", name="개교기념일", grades=()):
    return NewEntry(kind=kind, name=name, first_on=first, last_on=last or first, grades=grades)


def _add(year, by, *args, seen=None, **kwargs):
    seen = SchoolYear.objects.get(pk=year.pk).version if seen is None else seen
    return actions.add_entry(school_year=year, entry=_entry(*args, **kwargs), seen=seen, by=by)


def _refusal(call, *args, **kwargs) -> Reason:
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.reasons[0]


def test_a_new_year_has_its_public_holidays_as_lines_of_its_own(registrar):
    made = _open(registrar)
    lines = dict(made.entries.filter(kind="public_holiday").values_list("first_on", "name"))
    assert lines[date(2025, 6, 3)] == "대통령 선거일"
    assert lines[date(2025, 3, 3)] == "삼일절 대체공휴일"
    assert date(2025, 1, 1) not in lines  # belongs to 2024


def test_a_new_year_has_two_semesters_that_meet(registrar):
    first, second = _open(registrar).semesters.all()
    assert (first.first_on, first.last_on) == (date(2025, 3, 4), date(2025, 8, 17))
    assert (second.first_on, second.last_on) == (date(2025, 8, 18), date(2026, 1, 9))


def test_a_year_is_opened_once(registrar):
    _open(registrar)
    assert _refusal(_open, registrar).field == "year"


def test_a_year_beyond_the_table_of_holidays_opens_without_them(registrar):
    assert not _open(registrar, year=2040).entries.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_on": date(2025, 2, 28)}, "first_on"),
        ({"last_on": date(2026, 3, 1)}, "last_on"),
        ({"last_on": date(2025, 3, 4)}, "last_on"),
        ({"second_semester_on": date(2025, 3, 4)}, "second_semester_on"),
        ({"second_semester_on": date(2026, 1, 12)}, "second_semester_on"),
    ],
)
def test_days_outside_the_year_are_refused_at_their_field(registrar, wrong, field):
    assert _refusal(_open, registrar, **wrong).field == field


def test_opening_the_next_year_ends_the_homerooms_of_the_last(registrar, year):
    homeroom = builders.a_homeroom(builders.a_class(year)).homerooms.get()
    _open(registrar)
    homeroom.refresh_from_db()
    assert homeroom.to_on == date(2025, 2, 28)


def test_a_day_off_for_two_grades_is_one_for_them_alone(registrar, year):
    _add(year, registrar, date(2024, 5, 7), grades=(2, 5))
    calendars = facts.calendars_of_year(year.pk)
    assert [grade for grade in range(1, 7) if calendars.name_of(date(2024, 5, 7), grade)] == [2, 5]


def test_all_six_grades_are_every_grade(registrar, year):
    assert list(_add(year, registrar, date(2024, 5, 7), grades=(6, 5, 4, 3, 2, 1)).grades) == []


def test_who_changed_the_calendar_last_is_kept(registrar, year):
    _add(year, registrar, date(2024, 5, 7))
    assert SchoolYear.objects.get(pk=year.pk).changed_by == registrar.user


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first": date(2024, 2, 29), "last": date(2024, 5, 7)}, "first_on"),
        ({"first": date(2025, 2, 28), "last": date(2025, 3, 1)}, "last_on"),
        ({"first": date(2024, 5, 8), "last": date(2024, 5, 7)}, "last_on"),
        ({"first": date(2024, 5, 7), "name": "  "}, "name"),
        ({"first": date(2024, 5, 4)}, "first_on"),  # a Saturday off already
        ({"first": date(2024, 6, 6)}, "first_on"),  # a holiday
        ({"first": date(2024, 8, 16), "last": date(2024, 8, 20), "kind": "break"}, "first_on"),
        ({"first": date(2024, 6, 6), "kind": "public_holiday", "name": "현충일"}, "first_on"),
    ],
)
def test_a_wrong_line_is_refused_at_its_field(registrar, year, wrong, field):
    first, last = wrong.pop("first"), wrong.pop("last", None)
    assert _refusal(_add, year, registrar, first, last, **wrong).field == field


def test_breaks_may_meet_and_may_overlap_for_other_grades(registrar, year):
    _add(year, registrar, date(2024, 8, 17), date(2024, 8, 20), kind="break", name="개학 연기", grades=(6,))
    _add(year, registrar, date(2024, 8, 19), date(2024, 8, 21), kind="break", name="개학 연기", grades=(5,))
    assert CalendarEntry.objects.filter(kind="break").count() == 3


def test_a_change_over_another_persons_change_is_refused_and_names_him(registrar, year):
    seen = year.version
    other = builders.actor(builders.a_staff("school_admin", name="한권한"))
    _add(year, other, date(2024, 5, 7))
    reason = _refusal(_add, year, registrar, date(2024, 5, 10), seen=seen)
    assert "한권한 선생님이 먼저" in reason.text
    assert not CalendarEntry.objects.filter(first_on=date(2024, 5, 10)).exists()


def test_removing_a_line_gives_the_day_back(registrar, year):
    line = CalendarEntry.objects.get(first_on=date(2024, 4, 10))
    actions.remove_entry(line=line, seen=year.version, by=registrar)
    assert facts.calendars_of_year(year.pk).of(1).is_school_day(date(2024, 4, 10))


def test_a_line_may_be_moved_over_its_own_days(registrar, year):
    line = CalendarEntry.objects.get(kind="break")
    moved = _entry(date(2024, 7, 24), date(2024, 8, 18), kind="break", name="여름방학")
    actions.change_entry(line=line, entry=moved, seen=year.version, by=registrar)
    assert facts.calendars_of_year(year.pk).of(1).is_school_day(date(2024, 7, 23))


def test_what_stands_on_a_day_can_refuse_its_change(registrar, year, monkeypatch):
    asked = []

    def check(changed):
        asked.append((changed.grade, changed.become_off, changed.become_school))
        return [Reason("이 날에 적은 출결이 있습니다. 출결을 먼저 지워 주세요.")] if changed.grade == 3 else []

    monkeypatch.setattr(actions, "day_checks", [check])
    reason = _refusal(_add, year, registrar, date(2024, 5, 7), grades=(3, 4))
    assert reason.text.startswith("이 날에 적은 출결")
    assert asked == [(grade, frozenset({date(2024, 5, 7)}), frozenset()) for grade in (3, 4)]
    assert not CalendarEntry.objects.filter(first_on=date(2024, 5, 7)).exists()


def test_a_shorter_year_asks_about_the_days_it_loses(registrar, year, monkeypatch):
    lost = set()
    monkeypatch.setattr(actions, "day_checks", [lambda changed: lost.update(changed.become_off) or ()])
    actions.change_year(
        school_year=year, first_on=date(2024, 3, 5), last_on=year.last_on, second_semester_on=date(2024, 8, 19),
        cut_cause="", council_reviewed_on=date(2024, 2, 1), seen=year.version, by=registrar,
    )  # fmt: skip
    assert lost == {date(2024, 3, 4)}


def test_a_grade_cannot_outlast_its_school(registrar, year):
    reason = _refusal(
        actions.change_grade_year, school_year=year, grade=6, first_on=year.first_on, last_on=date(2025, 1, 13),
        seen=year.version, by=registrar,
    )  # fmt: skip
    assert "6학년" in reason.text


def test_a_grade_that_gets_the_schools_days_has_none_of_its_own(registrar, year):
    for last in (date(2025, 1, 6), year.last_on):
        fresh = SchoolYear.objects.get(pk=year.pk)
        actions.change_grade_year(
            school_year=fresh, grade=6, first_on=year.first_on, last_on=last, seen=fresh.version, by=registrar
        )
    assert not year.grade_years.exists()


def test_a_past_year_is_read_only(registrar, year):
    later = builders.actor(builders.a_staff("registrar"), today=date(2025, 3, 1))
    assert "지난 학년도" in _refusal(_add, year, later, date(2024, 5, 7)).text


def test_holidays_are_added_once(registrar):
    made = _open(registrar)
    made.entries.filter(first_on__in=(date(2025, 6, 3), date(2025, 10, 9))).delete()
    made.refresh_from_db()
    chosen = [date(2025, 6, 3), date(2025, 12, 25)]
    assert actions.add_holidays(school_year=made, days=chosen, seen=made.version, by=registrar) == 1
    assert made.entries.filter(first_on=date(2025, 6, 3)).count() == 1
    assert not made.entries.filter(first_on=date(2025, 10, 9)).exists()
