"""What the records fill into papers: every name that a form uses is known, and one pupil costs as much as thirty."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.documents import registry
from hakjeok_web.documents.known import ALL_NAMES, known_values
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.students.models import Address, Guardian
from tests import builders
from tests.web.students.records import an_enrolled_pupil, change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def autos():
    for definition in definitions().values():
        for field in definition.fields:
            yield from ((definition.id, each.auto) for each in (field, *field.columns) if each.auto)


def test_every_name_that_a_form_asks_the_records_for_is_known():
    assert [(form, name) for form, name in autos() if name not in ALL_NAMES] == []


@pytest.fixture
def pupil(school_class, homeroom):
    registrar = builders.a_staff("registrar", name="정학적")
    builders.a_staff("principal", name="오교장")
    pupil = an_enrolled_pupil(builders.actor(registrar), school_class, number=7, name="박하준")
    for name, relation, is_first in (("박어머", "모", True), ("박아비", "부", False)):
        Guardian.objects.create(
            school_id=builders.HANBIT, student=pupil, name=name, relation=relation, phone=f"010-0000-{len(name):04}",
            is_first_contact=is_first,
        )  # fmt: skip
    Address.objects.create(
        school_id=builders.HANBIT, student=pupil, line="가온시 배움로 7", from_on=date(2024, 3, 4),
        entered_by=homeroom.user,
    )  # fmt: skip
    return pupil


def test_school_people_and_pupil_are_filled_in(teacher, pupil):
    known = known_values(teacher, registry.subject_of(teacher, pupil.pk))
    wanted = {
        "student.name": "박하준", "student.sex": "남", "student.class": "4학년 2반", "student.number": 7,
        "student.class_and_number": "4학년 2반 7번", "student.grade": 4, "student.address": "가온시 배움로 7",
        "student.standing": "재학", "student.nationality": "대한민국",
        "guardian.name": "박어머", "guardian.relation": "모", "guardian.mother_name": "박어머",
        "guardian.father_name": "박아비", "school.name": "한빛초등학교", "school.principal_title": "한빛초등학교장",
        "school.principal_name": "오교장", "school.year": 2024, "school.support_office": "가온교육지원청",
        "staff.homeroom_name": "김담임", "staff.registrar_name": "정학적", "staff.drafter_name": "김담임",
        "staff.drafter_title": "담임교사", "document.issued_on": "2024-05-03", "document.drafted_by": "김담임",
    }  # fmt: skip
    assert {name: known.get(name) for name in wanted} == wanted
    assert set(known) <= ALL_NAMES


def test_what_the_record_does_not_know_is_left_out(teacher, pupil):
    known = known_values(teacher, registry.subject_of(teacher, pupil.pk))
    assert not {"student.phone", "student.leaves_on", "staff.homeroom_phone", "school.dong_office"} & set(known)


def test_the_ledger_tells_when_a_pupil_left(teacher, pupil):
    registrar = builders.actor(builders.a_staff("registrar"))
    change(pupil, "transfer_out", date(2024, 4, 12), by=registrar, school_name="한빛초등학교")
    assert registry.subject_of(teacher, pupil.pk).values["student.leaves_on"] == date(2024, 4, 12)


def test_thirty_pupils_cost_as_many_queries_as_one(teacher, school_class, pupil):
    many = [
        builders.a_pupil(school_class, number=number, name=f"도하{number}", birth=date(2014, 3, 5))
        for number in range(8, 20)
    ]
    counts = []
    for wanted in ([pupil.pk], [each.pk for each in many]):
        with CaptureQueriesContext(connection) as queries:
            assert len(registry.pupil_source.several(teacher, wanted)) == len(wanted)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
