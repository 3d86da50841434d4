"""Two people close the school's month at the same time: one does, the other is told who did."""

from django.db import transaction

from hakjeok_web.accounts.models import Staff
from hakjeok_web.schools.models import SchoolClass
from tests import builders
from tests.web.attendance.test_closing_checks import take_april
from tests.web.attendance.test_several_closings import close
from tests.web.students.test_two_clerks_at_once import together


def test_of_two_who_close_the_school_at_once_the_second_is_told(own_database):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        builders.a_pupil(school_class)
        take_april(school_class)
        clerks = [builders.a_staff("registrar", name=name).pk for name in ("정학적", "한학적")]

    def act(clerk):
        found = list(SchoolClass.objects.select_related("school_year"))
        return close(found, Staff.objects.select_related("user").get(pk=clerk))

    outcomes = together(*(lambda clerk=clerk: act(clerk) for clerk in clerks))
    first, second = sorted((each for (each,) in outcomes), key=lambda each: each.before)
    assert (first.kept, first.before, second.kept) == ((), "", ())
    assert "선생님이 마감했습니다" in second.before
