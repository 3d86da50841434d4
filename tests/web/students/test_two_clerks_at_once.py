"""Two clerks act on one pupil at the same time: one wins, the other is told why, nothing is lost."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students import placements
from hakjeok_web.students.models import Student
from tests import builders
from tests.web.students.records import a_registrar, an_enrolled_pupil, change

MAY_SECOND = date(2024, 5, 2)


def together(*acts):
    """Run each act in a thread and a transaction of its own, started at the same moment; returns what came of them."""
    start = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(place, act):
        try:
            with transaction.atomic():
                builders.enter()
                start.wait(5)
                outcomes[place] = act()
        except Refused as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return outcomes


def refusals(outcomes):
    return [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]


@pytest.fixture
def two_clerks(own_database):
    with transaction.atomic():
        builders.enter()
        return a_registrar(name="정학적"), a_registrar(name="한학적")


@pytest.fixture
def pupil(two_clerks):
    with transaction.atomic():
        builders.enter()
        return an_enrolled_pupil(two_clerks[0])


def test_of_two_who_let_a_pupil_go_one_is_refused(two_clerks, pupil):
    outcomes = together(
        *(lambda clerk=clerk: change(pupil_again(pupil), "transfer_out", MAY_SECOND, by=clerk) for clerk in two_clerks)
    )
    assert len(refusals(outcomes)) == 1
    assert "재학 중일 때만 할 수 있는데" in refusals(outcomes)[0]
    with transaction.atomic():
        builders.enter()
        assert [line.kind for line in pupil.changes.all()] == ["enrollment", "transfer_out"]


def test_of_two_who_give_one_number_one_is_told(two_clerks, pupil):
    with transaction.atomic():
        builders.enter()
        school_class = SchoolClass.objects.select_related("school_year").get()
        other = an_enrolled_pupil(two_clerks[0], school_class, number=8, name="최유나")
    outcomes = together(
        *(
            lambda clerk=clerk, who=who: placements.place(
                student=who, school_class=school_class, number=21, from_on=MAY_SECOND, by=clerk
            )
            for clerk, who in zip(two_clerks, (pupil, other), strict=True)
        )
    )
    assert len(refusals(outcomes)) == 1
    assert "4학년 2반 21번" in refusals(outcomes)[0]


def pupil_again(pupil):
    return Student.objects.get(pk=pupil.pk)
