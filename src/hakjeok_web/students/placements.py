"""Which class and number a pupil has (반·번호), by date."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.record.standing import belongs_on, standing_on
from hakjeok.vocabulary import Status
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement, Student

ONE_DAY = timedelta(days=1)


@transaction.atomic
def place(*, student: Student, school_class: SchoolClass, number: int, from_on: date, by: Actor) -> ClassPlacement:
    """Put a pupil into a class under a number from a day on (반편성·번호 변경); what he had before ends the day before.

    Raises:
        Refused: the record is not open, the day lies outside the class's year or before a later change, or
            somebody else has the number (with his name).

    """
    locked = Student.objects.select_for_update().get(pk=student.pk)
    _require_open(locked)
    _require_day_of_year(school_class, from_on)
    _require_free(locked, school_class, number, from_on)
    _end_before(locked, from_on)
    try:
        with transaction.atomic():
            return ClassPlacement.objects.create(
                school_id=locked.school_id, student=locked, school_class=school_class, number=number,
                from_on=from_on,
            )  # fmt: skip
    except IntegrityError as error:  # somebody took the number since the look above
        raise Refused(
            Reason(
                f"{school_class} {number}번을 방금 다른 사람이 정했습니다. 명부를 다시 보고 번호를 골라 주세요.",
                "number",
            )
        ) from error


def end_with_spell(student: Student, told, *, on: date) -> None:
    """End the place in the class where the ledger ends the spell on `on` (전출·면제·유예·정원 외·졸업)."""
    if standing_on(told, on).status is not Status.ENROLLED:
        _cut_after(student, on if belongs_on(told, on) else on - ONE_DAY)


def give_back(student: Student, told, *, on: date) -> None:
    """After a cancellation (학적반영취소): the place goes on if nobody has taken the number meanwhile."""
    if standing_on(told, on).status is not Status.ENROLLED:
        _cut_after(student, on - ONE_DAY)
        return
    ended = student.placements.filter(to_on__in=(on, on - ONE_DAY)).order_by("from_on").last()
    if ended is None or student.placements.filter(from_on__gt=ended.to_on).exists():
        return
    if not holders(ended.school_class, ended.number, ended.to_on + ONE_DAY).exclude(student=student).exists():
        ended.to_on = None
        ended.save(update_fields=["to_on"])


def holders(school_class: SchoolClass, number: int, from_on: date):
    """Who has a number of a class on `from_on` or later. One query."""
    return ClassPlacement.objects.filter(
        Q(to_on=None) | Q(to_on__gte=from_on), school_class=school_class, number=number
    ).select_related("student")


def _require_open(student: Student) -> None:
    if not student.is_open:
        raise Refused(
            f"{student.name} 학생은 이 학교에 다니지 않아 반과 번호를 정할 수 없습니다. 학적변동을 먼저 봐 주세요."
        )


def _require_day_of_year(school_class: SchoolClass, day: date) -> None:
    year = school_class.school_year.year
    first, last = first_of_school_year(year), last_of_school_year(year)
    if not first <= day <= last:
        raise Refused(
            Reason(
                f"{korean_date(day)}은 {year}학년도가 아닙니다. "
                f"{korean_date(first)}부터 {korean_date(last)} 사이의 날을 적어 주세요.",
                "from_on",
            )
        )


def _require_free(student: Student, school_class: SchoolClass, number: int, from_on: date) -> None:
    holder = holders(school_class, number, from_on).exclude(student=student).first()
    if holder:
        raise Refused(
            Reason(
                f"{school_class} {number}번은 {holder.student.name} 학생의 번호입니다. 다른 번호를 골라 주세요.",
                "number",
            )
        )


def _end_before(student: Student, from_on: date) -> None:
    later = student.placements.filter(from_on__gt=from_on).order_by("from_on").first()
    if later:
        raise Refused(
            Reason(
                f"{korean_date(later.from_on)}부터 {later.school_class} {later.number}번으로 이미 정했습니다. "
                "그날이나 그 뒤의 날을 적어 주세요.",
                "from_on",
            )
        )
    student.placements.filter(from_on=from_on).delete()
    _cut_after(student, from_on - ONE_DAY)


def _cut_after(student: Student, last_on: date) -> None:
    student.placements.filter(from_on__gt=last_on).delete()
    student.placements.filter(Q(to_on=None) | Q(to_on__gt=last_on)).update(to_on=last_on)
