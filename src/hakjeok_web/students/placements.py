"""Which class and number a pupil has (반·번호), by date."""

import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.record.standing import belongs_on, standing_on
from hakjeok.vocabulary import Status
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.models import ClassPlacement, Student

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SeatChange:
    """A pupil who leaves or gets a place in a class from a day on (반을 떠나거나 얻음)."""

    student_id: uuid.UUID
    school_class_id: uuid.UUID
    from_on: date


# What stands on the places of pupils (the register) lives in a layer above. Its functions are told of every change
# inside the change's transaction, after it is written, and may refuse it; filled in `AppConfig.ready`.
after_seating: list[Callable[[Sequence[SeatChange]], None]] = []


def tell(seats: Iterable[SeatChange]) -> None:
    """Tell the layers above which places have changed. Raises Refused where one of them cannot follow."""
    told = list(seats)
    for each in after_seating:
        each(told)


def seats_left(student_ids: Collection[uuid.UUID], from_on: date) -> list[SeatChange]:
    """The places that these pupils have on a day or later. One query; ask before they are moved."""
    held = ClassPlacement.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), student_id__in=student_ids)
    return [SeatChange(*row, from_on) for row in held.values_list("student_id", "school_class_id")]


@transaction.atomic
def place(*, student: Student, school_class: SchoolClass, number: int, from_on: date, by: Actor) -> ClassPlacement:
    """Put a pupil into a class under a number from a day on (반편성·번호 변경); what he had before ends the day before.

    Raises:
        Refused: the record is not open, the class's year is past, the day lies outside of it or before a later
            change, somebody else has the number (with his name), or the register of one of these days is closed.

    """
    locked = Student.objects.select_for_update().get(pk=student.pk)
    _require_open(locked)
    require_open(school_class.school_year, today=by.today)
    _require_day_of_year(school_class, from_on)
    _require_free(locked, school_class, number, from_on)
    left = seats_left([locked.pk], from_on)
    _end_before(locked, from_on)
    made = _placed(locked, school_class, number, from_on)
    tell([*left, SeatChange(locked.pk, school_class.pk, from_on)])
    return made


def _placed(student: Student, school_class: SchoolClass, number: int, from_on: date) -> ClassPlacement:
    try:
        with transaction.atomic():
            return ClassPlacement.objects.create(
                school_id=student.school_id, student=student, school_class=school_class, number=number,
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
        left = seats_left([student.pk], on)
        _cut_after(student, on - ONE_DAY)
        tell(left)
        return
    ended = student.placements.filter(to_on__in=(on, on - ONE_DAY)).order_by("from_on").last()
    if ended is None or student.placements.filter(from_on__gt=ended.to_on).exists():
        return
    if not holders(ended.school_class, ended.number, ended.to_on + ONE_DAY).exclude(student=student).exists():
        again_on = ended.to_on + ONE_DAY
        ended.to_on = None
        ended.save(update_fields=["to_on"])
        tell([SeatChange(student.pk, ended.school_class_id, again_on)])


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
