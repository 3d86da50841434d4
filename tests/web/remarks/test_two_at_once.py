"""Two people write one pupil's remark at the same moment: one text stands, the other person is told."""

import pytest
from django.db import transaction

from hakjeok_web.remarks.actions import save_remark
from hakjeok_web.remarks.models import Remark, RemarkChange
from hakjeok_web.schools.models import SchoolClass
from tests import builders
from tests.web.students.records import a_registrar
from tests.web.students.test_two_clerks_at_once import refusals, together


@pytest.fixture
def place(own_database):
    with transaction.atomic():
        builders.enter()
        school_class = builders.a_class(builders.a_year())
        pupil = builders.a_pupil(school_class, number=7, name="박하준")
        return pupil.pk, [a_registrar(name="정학적"), a_registrar(name="한학적")]


def _write(pupil, by, text):
    school_class = SchoolClass.objects.select_related("school_year").get()
    return save_remark(school_class=school_class, student=pupil, text=text, seen=0, by=by)


def test_of_two_texts_at_once_one_stands_and_the_other_person_is_told(place):
    pupil, clerks = place
    outcomes = together(*(lambda by=by: _write(pupil, by, f"{by.user.name}의 글") for by in clerks))
    assert len(refusals(outcomes)) == 1
    assert "먼저 고쳤습니다" in refusals(outcomes)[0]
    with transaction.atomic():
        builders.enter()
        assert Remark.objects.get().text == RemarkChange.objects.get().text


def test_of_two_who_write_the_same_nobody_is_troubled(place):
    pupil, clerks = place
    outcomes = together(*(lambda by=by: _write(pupil, by, "같은 글") for by in clerks))
    assert refusals(outcomes) == []
    with transaction.atomic():
        builders.enter()
        assert RemarkChange.objects.count() == 1
