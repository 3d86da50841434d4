"""Classes and homeroom teachers: adding, removing, who has which class from when."""

from datetime import date

import pytest

from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools import class_actions, queries
from hakjeok_web.schools.models import SchoolClass
from tests import builders


@pytest.fixture
def admin(db):
    builders.enter(builders.HANBIT)
    return builders.actor(builders.a_staff("school_admin", name="한권한"))


@pytest.fixture
def year(admin):
    return builders.a_year()


def _field(call, **kwargs):
    with pytest.raises(Refused) as refused:
        call(**kwargs)
    return refused.value.reasons[0].field


def _names(year):
    return [each.short_name for each in SchoolClass.objects.filter(school_year=year)]


def test_each_grade_gets_the_classes_it_lacks(admin, year):
    builders.a_class(year, 4, 1)
    assert class_actions.set_class_counts(school_year=year, counts={1: 2, 4: 3}, by=admin) == 4
    assert _names(year) == ["1-1", "1-2", "4-1", "4-2", "4-3"]


def test_new_classes_are_numbered_after_the_last(admin, year):
    builders.a_class(year, 4, 5)
    class_actions.set_class_counts(school_year=year, counts={4: 2}, by=admin)
    assert _names(year) == ["4-5", "4-6"]


@pytest.mark.parametrize("counts", [{4: 0}, {4: 31}])
def test_a_grade_neither_loses_classes_nor_gets_more_than_thirty(admin, year, counts):
    builders.a_class(year, 4, 1)
    assert _field(class_actions.set_class_counts, school_year=year, counts=counts, by=admin) == "grade_4"
    assert _names(year) == ["4-1"]


def test_a_new_year_may_have_the_same_classes(admin, year):
    builders.a_class(year, 3, 1)
    builders.a_class(year, 6, 2)
    later = builders.a_year(year=2025)
    builders.a_class(later, 6, 2)
    assert class_actions.copy_classes(origin=year, school_year=later, by=admin) == 1
    assert _names(later) == ["3-1", "6-2"]


def test_an_empty_class_goes_with_its_homeroom(admin, year):
    empty = builders.a_class(year)
    builders.a_homeroom(empty)
    class_actions.remove_class(school_class=empty, by=admin)
    assert _names(year) == []


def test_a_class_in_which_a_pupil_was_stays(admin, year):
    left = builders.a_class(year)
    builders.a_pupil(left, to_on=date(2024, 4, 1))
    assert _field(class_actions.remove_class, school_class=left, by=admin) == ""
    assert _names(year) == ["4-2"]


def test_the_next_homeroom_teacher_ends_the_one_before(admin, year):
    school_class = builders.a_class(year)
    builders.a_homeroom(school_class, name="김담임")
    new = builders.a_staff("homeroom", name="오담임")
    class_actions.assign_homeroom(school_class=school_class, staff=new, from_on=date(2024, 5, 7), by=admin)
    history = school_class.homerooms.order_by("from_on").values_list("staff__user__name", "from_on", "to_on")
    assert list(history) == [
        ("김담임", date(2024, 3, 1), date(2024, 5, 6)),
        ("오담임", date(2024, 5, 7), None),
    ]


def test_on_the_first_day_the_line_itself_is_corrected(admin, year):
    school_class = builders.a_class(year)
    builders.a_homeroom(school_class)
    new = builders.a_staff("homeroom", name="오담임")
    class_actions.assign_homeroom(school_class=school_class, staff=new, from_on=date(2024, 3, 1), by=admin)
    assert school_class.homerooms.get().staff == new


@pytest.mark.parametrize(
    ("from_on", "serves_from", "field"),
    [
        (date(2024, 2, 29), date(2020, 3, 1), "from_on"),
        (date(2025, 3, 1), date(2020, 3, 1), "from_on"),
        (date(2024, 5, 7), date(2024, 5, 8), "staff"),
    ],
)
def test_a_day_outside_the_year_or_the_post_is_refused(admin, year, from_on, serves_from, field):
    new = builders.a_staff("homeroom", from_on=serves_from)
    school_class = builders.a_class(year)
    call = {"school_class": school_class, "staff": new, "from_on": from_on, "by": admin}
    assert _field(class_actions.assign_homeroom, **call) == field


def test_nobody_becomes_homeroom_teacher_before_the_present_one(admin, year):
    school_class = builders.a_class(year)
    builders.a_homeroom(school_class).homerooms.update(from_on=date(2024, 4, 1))
    call = {"school_class": school_class, "staff": builders.a_staff("homeroom"), "by": admin}
    assert _field(class_actions.assign_homeroom, from_on=date(2024, 3, 31), **call) == "from_on"


def test_a_class_is_without_teacher_from_the_day_after_the_last(admin, year):
    school_class = builders.a_class(year)
    builders.a_homeroom(school_class)
    class_actions.end_homeroom(homeroom=Homeroom.objects.get(), to_on=date(2024, 5, 3), by=admin)
    lines = [queries.class_lines(year, on=day)[0].homeroom for day in (date(2024, 5, 3), date(2024, 5, 4))]
    assert [bool(each) for each in lines] == [True, False]


def test_classes_without_a_homeroom_teacher_come_first_and_pupils_are_counted(admin, year, django_assert_num_queries):
    led, orphan = builders.a_class(year, 1, 1), builders.a_class(year, 5, 3)
    builders.a_homeroom(led)
    builders.a_pupil(led, number=1)
    builders.a_pupil(led, number=2, name="전출생", to_on=date(2024, 4, 30))
    with django_assert_num_queries(2):
        lines = queries.class_lines(year, on=builders.TODAY)
    assert [(str(line.school_class), line.pupils, line.is_removable) for line in lines] == [
        ("5학년 3반", 0, True),
        ("1학년 1반", 1, False),
    ]
    assert orphan.pk == lines[0].school_class.pk
