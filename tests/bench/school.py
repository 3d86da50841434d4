"""A school to measure (and to kill): pupils by way of a roster, a year of 190 days, and exceptions strewn over it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from hakjeok.dates import school_year_of
from hakjeok.public_holidays import holidays_of
from hakjeok_web.accounts.actions import SCHOOL_KEY
from hakjeok_web.accounts.models import Homeroom, Staff, User
from hakjeok_web.accounts.policies import Role
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.accounts.sessions import SessionStore
from hakjeok_web.attendance.models import AttendanceEntry, EntryChange, Form, Kind, RegisterAct, RegisterDay
from hakjeok_web.attendance.models import RegisterMonth as ClassMonth
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import CalendarEntry, School, SchoolClass, SchoolYear, Semester
from hakjeok_web.students import roster_import
from hakjeok_web.students.models import ClassPlacement
from hakjeok_web.students.synthetic import synthetic_pupils
from hakjeok_web.students.synthetic.pupils import SyntheticPupil
from hakjeok_web.students.synthetic.workbooks import clean_sheet, written

SEED = 20240503
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Size:
    """How large the school is: classes of each grade, pupils of each class, school days, exceptions."""

    classes: tuple[int, ...] = (7, 7, 7, 7, 6, 6)
    pupils_a_class: int = 25
    days: int = 190
    exceptions: int = 10_000

    @property
    def pupils(self) -> int:
        return sum(self.classes) * self.pupils_a_class


def open_year(school: School, today: date, days: int) -> SchoolYear:
    """The school year of `today` with holidays and a summer break, as long as it takes to have `days` school days."""
    number = school_year_of(today)
    first_on = date(number, 3, 2)
    year = SchoolYear.objects.create(
        school_id=school.pk, year=number, first_on=first_on, last_on=date(number + 1, 2, 20)
    )
    summer = ("break", "여름방학", date(number, 7, 22), date(number, 8, 16))
    lines = [("public_holiday", name, day, day) for day, name in holidays_of(number)]
    CalendarEntry.objects.bulk_create(
        CalendarEntry(school_id=school.pk, school_year=year, kind=kind, name=name, first_on=first, last_on=last)
        for kind, name, first, last in [summer, *lines]
    )
    year.last_on = calendars_of(SchoolYear.objects.get(pk=year.pk)).of(1).school_days[days - 1]
    year.save()
    halves = [(1, first_on, date(number, 8, 16)), (2, date(number, 8, 17), year.last_on)]
    for half, first, last in halves:
        Semester.objects.create(school_id=school.pk, school_year=year, number=half, first_on=first, last_on=last)
    return SchoolYear.objects.get(pk=year.pk)


def pupils_of(size: Size, year: int) -> list[SyntheticPupil]:
    """Invented pupils, seated in full classes."""
    invented = synthetic_pupils(SEED, 6 * max(size.classes) * size.pupils_a_class, year)
    seated = []
    for grade, classes in enumerate(size.classes, start=1):
        of_grade = [pupil for pupil in invented if pupil.grade == grade][: classes * size.pupils_a_class]
        for place, pupil in enumerate(of_grade):
            school_class, number = divmod(place, size.pupils_a_class)
            seated.append(replace(pupil, class_number=school_class + 1, number=number + 1))
    return seated


def roster_file(size: Size, year: int) -> bytes:
    return written([clean_sheet(pupils_of(size, year))])


def serve_at(school: School, role: str, name: str, login: str) -> Staff:
    """A person with a post at the school."""
    user = User(login=login, name=name)
    user.set_unusable_password()
    user.save()
    return Staff.objects.create(school_id=school.pk, user=user, role=role, from_on=date(2020, 3, 1))


def session_of(staff: Staff) -> str:
    """The key of a session as after a passkey."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(staff.user.pk), BACKEND
    store[HASH_SESSION_KEY] = staff.user.get_session_auth_hash()
    store["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    store["account_authentication_methods_user"] = str(staff.user.pk)
    store[SCHOOL_KEY] = str(staff.school_id)
    store.save()
    return store.session_key


def fill(school: School, size: Size, *, today: date) -> None:
    """Year, people, pupils, a taken register and its exceptions. The school must have been entered."""
    year = open_year(school, today, size.days)
    serve_at(school, Role.PRINCIPAL, "이교장", f"{school.code}-principal")
    registrar = serve_at(school, Role.REGISTRAR, "정학적", f"{school.code}-registrar")
    by = actor_of(registrar.user, school_id=school.pk, today=today)
    content = roster_file(size, year.year)
    roster = roster_import.upload(school_year=year, file_name="명렬표.xlsx", content=content, by=by)
    seen = roster_import.plan_for(roster, by=by).fingerprint
    roster_import.apply_roster(roster=roster, seen=seen, by=by)
    classes = list(SchoolClass.objects.filter(school_year=year))
    teachers = _give_homerooms(school, classes)
    _take(school, year, classes, teachers, today)
    _strew(school, year, classes, teachers, size)


def _give_homerooms(school: School, classes: Sequence[SchoolClass]) -> dict:
    teachers = {}
    for each in classes:
        login = f"{school.code}-{each.short_name}"
        teachers[each.pk] = staff = serve_at(school, Role.HOMEROOM, f"김담임{each.short_name}", login)
        Homeroom.objects.create(school_id=school.pk, staff=staff, school_class=each, from_on=date(2024, 3, 1))
    return teachers


def _take(school, year, classes, teachers, today: date) -> None:
    days = [day for day in calendars_of(year).of(1).school_days if day < today]
    pairs = [(each, day, teachers[each.pk].user) for each in classes for day in days]
    RegisterDay.objects.bulk_create(
        RegisterDay(school_id=school.pk, school_class=each, date=day, taken_at=noon(day), taken_by=user)
        for each, day, user in pairs
    )
    RegisterAct.objects.bulk_create(
        RegisterAct(school_id=school.pk, school_class=each, kind="take", date=day, by=user, at=noon(day))
        for each, day, user in pairs
    )


def _strew(school, year, classes, teachers, size: Size) -> None:
    chance = random.Random(SEED)
    days = calendars_of(year).of(1).school_days
    seats = list(ClassPlacement.objects.filter(school_class__in=classes).values_list("student_id", "school_class_id"))
    cells = chance.sample([(*seat, day) for seat in seats for day in days], size.exceptions)
    forms = [form for form in Form.values if form != Form.PRESENT]
    rows = [(*cell, chance.choice(forms), chance.choices(Kind.values, (70, 8, 7, 15))[0]) for cell in cells]
    AttendanceEntry.objects.bulk_create(
        AttendanceEntry(
            school_id=school.pk, student_id=student, school_class_id=school_class, date=day, form=form, kind=kind,
            reason="감기", version=1, entered_by=teachers[school_class].user, entered_at=noon(day),
        )
        for student, school_class, day, form, kind in rows
    )  # fmt: skip
    EntryChange.objects.bulk_create(
        EntryChange(
            school_id=school.pk, student_id=student, school_class_id=school_class, date=day, form=form, kind=kind,
            reason="감기", version=1, changed_by=teachers[school_class].user, changed_at=noon(day),
        )
        for student, school_class, day, form, kind in rows
    )  # fmt: skip
    months = {(school_class, day.replace(day=1)) for _, school_class, day in cells}
    ClassMonth.objects.bulk_create(
        ClassMonth(school_id=school.pk, school_class_id=school_class, first_on=month, version=1)
        for school_class, month in sorted(months)
    )


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def month_to_measure(year: SchoolYear, today: date) -> date:
    """The first of the last whole month of the year that is over, or of its first month."""
    last_over = today.replace(day=1) - timedelta(days=1)
    return max(last_over, year.first_on).replace(day=1)
