"""Readable rows for tests: `a_year()`, `a_class()`, `a_pupil()` … Plain functions with asymmetric defaults.

The schools themselves stand in the template database: the application's role may not make any.
"""

import uuid
from datetime import date
from itertools import count

import psycopg
from django.db import connection
from django.utils import timezone

from hakjeok_web.accounts.access_log import GENESIS
from hakjeok_web.accounts.models import AccessChain, Homeroom, Staff, User
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.config import tenancy
from hakjeok_web.documents.actions import complete_document, submit_document
from hakjeok_web.documents.models import Document
from hakjeok_web.nonenrollments.actions import add_child
from hakjeok_web.nonenrollments.models import NonEnrolledChild
from hakjeok_web.platform import embedded, site
from hakjeok_web.schools.models import CalendarEntry, Office, Ruling, School, SchoolClass, SchoolYear, Semester
from hakjeok_web.students.models import ClassPlacement, Person, Student

TODAY = date(2024, 5, 3)  # a Friday; ten school days back is Monday, 2024-04-22
HANBIT = uuid.UUID("01900000-0000-7000-8000-000000000001")
SAESOL = uuid.UUID("01900000-0000-7000-8000-000000000002")
SCHOOLS = {HANBIT: "한빛초등학교", SAESOL: "새솔초등학교"}
DAYS_OFF = {
    date(2024, 4, 10): "국회의원선거일",
    date(2024, 5, 6): "대체공휴일",
    date(2024, 5, 15): "부처님오신날",
    date(2024, 6, 6): "현충일",
    date(2024, 8, 15): "광복절",
    date(2024, 9, 16): "추석 연휴",
    date(2024, 9, 17): "추석",
    date(2024, 9, 18): "추석 연휴",
    date(2024, 10, 3): "개천절",
    date(2024, 10, 9): "한글날",
    date(2024, 12, 25): "성탄절",
    date(2025, 1, 1): "신정",
}
_serial = count(1)


def make_schools():
    """The stage of every test; runs as the owner while the template database is made."""
    office = Office.objects.create(kind="office", name="가온특별시교육청", code="G10")
    support = Office.objects.create(kind="support_office", name="가온교육지원청", code="G11", parent=office)
    for number, (key, name) in enumerate(SCHOOLS.items(), start=1):
        School.objects.create(
            id=key, support_office=support, name=name, code=f"G{number:06}", address=f"가온시 배움로 {number * 7}",
            phone=f"02-0000-{number:04}",
        )  # fmt: skip
        tenancy.enter(schools=[key])
        AccessChain.objects.create(school_id=key, digest=GENESIS)


def enter(*schools, user=None):
    """See these schools' rows for the rest of the test."""
    tenancy.enter(schools=schools or (HANBIT,), user=user)


def a_year(school=HANBIT, year=2024) -> SchoolYear:
    """The school year 2024 of the handbook's examples; `year=` moves it without holidays."""
    made = SchoolYear.objects.create(
        school_id=school, year=year, first_on=date(year, 3, 4), last_on=date(year + 1, 1, 10)
    )
    Semester.objects.create(
        school_id=school, school_year=made, number=1, first_on=made.first_on, last_on=date(year, 8, 18)
    )
    Semester.objects.create(
        school_id=school, school_year=made, number=2, first_on=date(year, 8, 19), last_on=made.last_on
    )
    _entry(made, "break", "여름방학", date(year, 7, 22), date(year, 8, 16))
    if year == 2024:
        for day, name in DAYS_OFF.items():
            _entry(made, "public_holiday", name, day, day)
    return made


def _entry(year, kind, name, first, last):
    CalendarEntry.objects.create(
        school_id=year.school_id, school_year=year, kind=kind, name=name, first_on=first, last_on=last
    )


def a_class(year: SchoolYear, grade=4, number=2) -> SchoolClass:
    return SchoolClass.objects.create(school_id=year.school_id, school_year=year, grade=grade, number=number)


def a_ruling(year: SchoolYear, figure, value, *, from_on=None, ground="학칙 제12조", by="나관리", place=1) -> Ruling:
    """What the school set in place of the handbook's figure (학교 규정값)."""
    return Ruling.objects.create(
        school_id=year.school_id, school_year=year, figure=figure, value=value, ground=ground,
        from_on=from_on or date(year.year, 3, 1), place=place, set_by=a_user(by), set_at=timezone.now(),
    )  # fmt: skip


def a_user(name="김담임", login=None) -> User:
    user = User(login=login or f"teacher{next(_serial)}", name=name)
    user.set_unusable_password()
    user.save()
    return user


def a_staff(role, *, school=HANBIT, name=None, from_on=date(2020, 3, 1), to_on=None, position="") -> Staff:
    return Staff.objects.create(
        school_id=school, user=a_user(name or Staff.Role(role).label), role=role, position=position,
        from_on=from_on, to_on=to_on,
    )  # fmt: skip


def a_homeroom(school_class: SchoolClass, *, name="김담임", staff=None) -> Staff:
    staff = staff or a_staff("homeroom", school=school_class.school_id, name=name)
    Homeroom.objects.create(
        school_id=school_class.school_id, staff=staff, school_class=school_class, from_on=date(2024, 3, 1)
    )
    return staff


def actor(staff: Staff, today=TODAY) -> Actor:
    return actor_of(staff.user, school_id=staff.school_id, today=today)


def a_pupil(school_class, *, number=7, name="박하준", from_on=None, to_on=None, sex="male", birth=None) -> Student:
    """A pupil with a place in a class but without a ledger; use `students.actions` where the ledger matters."""
    school = school_class.school_id
    student = Student.objects.create(
        school_id=school, person=_a_person(), name=name, sex=sex, birth_on=birth or date(2014, 8, number),
        standing="enrolled", is_open=True, grade=school_class.grade,
    )  # fmt: skip
    ClassPlacement.objects.create(
        school_id=school, student=student, school_class=school_class, number=number,
        from_on=from_on or date(2024, 3, 1), to_on=to_on,
    )  # fmt: skip
    return student


def a_child_who_never_came(by: Actor, **other) -> NonEnrolledChild:
    """A child on the list who did not come on the entrance day (미취학 아동)."""
    facts = {
        "name": "이새봄", "sex": "female", "birth_on": date(2017, 11, 20), "address": "가온시 배움로 15, 가동 301호",
        "guardian_name": "최나래", "guardian_relation": "모", "guardian_phone": "010-0000-1234",
        "entrance_on": date(2024, 3, 4),
    }  # fmt: skip
    return add_child(facts=facts | other, by=by)


def _a_person() -> Person:
    person = Person()
    # No RETURNING: the new row becomes visible only with the record that follows.
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO students_person (id, created_at) VALUES (%s, now())", (person.pk,))
    return person


def approved(document: Document, *, by: Actor | None = None) -> Document:
    """The paper after its approval line: submitted by its drafter, finished by him or by somebody else."""
    drafter = actor_of(document.drafted_by, school_id=document.school_id, today=by.today if by else TODAY)
    submitted = submit_document(document=document, by=drafter)
    return complete_document(document=submitted, by=by or drafter)


def owner_connection():
    """A connection of the owner to the test database: for what the application's role may not do."""
    server = embedded.address(site.current().postgres_directory)
    return psycopg.connect(**server.dsn("owner", connection.settings_dict["NAME"]), autocommit=True)


def sign_in(client, staff: Staff):
    """Let a test client be this person, as after a passkey, without going through the browser."""
    from hakjeok_web.accounts.middleware import SCHOOL_KEY

    client.force_login(staff.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    session["account_authentication_methods_user"] = str(staff.user.pk)
    session[SCHOOL_KEY] = str(staff.school_id)
    session.save()
    return client
