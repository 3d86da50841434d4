"""Consigned pupils of the demonstration school (시범 위탁학생): at a hospital, at an alternative school, protected.

Registered before the year's register is filled, as in a school: the register is not written on their days.
"""

from datetime import date, timedelta

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.consignments.actions import Code, Particulars, record_step, register
from hakjeok_web.consignments.models import Consignment
from hakjeok_web.consignments.month_actions import Told, open_days, save_month
from hakjeok_web.consignments.queries import line_or_404
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.models import ClassPlacement

Kind = Consignment.Kind
MONTHS = 2
# Grade, class and number of each.
AT_HOSPITAL, AT_ALTERNATIVE, PROTECTED = (4, 2, 10), (5, 2, 4), (3, 1, 6)
STEPS = (Code.DIAGNOSIS, Code.OPINION, Code.APPLIED, Code.ACCEPTED)
ABSENT = ("absence", "unexcused")


def consign(school_year: SchoolYear, *, by: Actor) -> int:
    """Three consignments as the registrar enters them; how many months the institutions have told."""
    _at_hospital(school_year, by)
    _protected(school_year, by)
    return _at_alternative(school_year, by)


def _at_hospital(school_year: SchoolYear, by: Actor) -> None:
    made = _registered(
        AT_HOSPITAL, school_year, by, since=by.today - timedelta(days=20),
        kind=Kind.HOSPITAL_SCHOOL, institution="가온병원학교", ground="가온교육지원청-2417",
    )  # fmt: skip
    for code in STEPS:
        record_step(consignment=made, code=code, done_on=by.today, by=by)


def _at_alternative(school_year: SchoolYear, by: Actor) -> int:
    since = (by.today.replace(day=1) - timedelta(days=45)).replace(day=1)
    made = _registered(
        AT_ALTERNATIVE, school_year, by, since=since,
        kind=Kind.ALTERNATIVE, institution="가온대안교육센터", ground="가온교육지원청-1180",
    )  # fmt: skip
    over = line_or_404(by, made.pk).due[:MONTHS]
    for number, month in enumerate(over):
        line = line_or_404(by, made.pk)
        days = len(open_days(line, month))
        # The proof of the last month is still to come.
        proof = None if number + 1 == MONTHS else by.today
        told = Told(school_days=days, counts={ABSENT: min(3, days)}, certificate_on=proof)
        save_month(line=line, first_on=month, seen=0, told=told, by=by)
    return len(over)


def _protected(school_year: SchoolYear, by: Actor) -> None:
    grade, number, _ = PROTECTED
    homeroom = Staff.objects.filter(
        homerooms__school_class__school_year=school_year, homerooms__school_class__grade=grade,
        homerooms__school_class__number=number,
    ).first()  # fmt: skip
    _registered(
        PROTECTED, school_year, by, since=by.today - timedelta(days=9), kind=Kind.PROTECTION,
        institution="가온아동보호전문기관", ground="가온시 아동보호팀-77", place="가온시(주소는 공문 참고)",
        named=homeroom,
    )  # fmt: skip


def _registered(seat: tuple[int, int, int], school_year: SchoolYear, by: Actor, *, since: date, **told) -> Consignment:
    grade, number, place = seat
    classes = {"school_class__school_year": school_year, "school_class__grade": grade, "school_class__number": number}
    found = ClassPlacement.objects.filter(**classes, number=place).select_related("student").earliest("from_on")
    return register(student=found.student, told=Particulars(from_on=max(since, found.from_on), **told), by=by)
