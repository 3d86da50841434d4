"""What people do with classes and homeroom teachers (학급·담임)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, ProtectedError, Q

from hakjeok.dates import first_of_school_year, last_of_school_year, spoken_date
from hakjeok_web.accounts.models import Homeroom, Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.schools.actions import require_open
from hakjeok_web.schools.models import GRADES, SchoolClass, SchoolYear

MOST_CLASSES = 30  # of one grade; more is a slip of the finger


@transaction.atomic
def set_class_counts(*, school_year: SchoolYear, counts: Mapping[int, int], by: Actor | None) -> int:
    """Bring each grade to this number of classes (반 수); how many were added.

    Classes are only ever added: an empty one is removed by itself (`remove_class`).

    Raises:
        Refused: a grade would lose classes, or would get more than a school has.

    """
    year = _locked(school_year, by)
    last = dict(year.classes.order_by().values_list("grade").annotate(Max("number")))
    have = _counts(year)
    reasons = [reason for grade in GRADES for reason in _wrong_count(grade, have, counts)]
    if reasons:
        raise Refused(*reasons)
    new = [
        SchoolClass(school_id=year.school_id, school_year=year, grade=grade, number=last.get(grade, 0) + number)
        for grade in GRADES
        for number in range(1, counts.get(grade, have[grade]) - have[grade] + 1)
    ]
    return len(SchoolClass.objects.bulk_create(new))


@transaction.atomic
def copy_classes(*, origin: SchoolYear, school_year: SchoolYear, by: Actor | None) -> int:
    """Give a new year the same classes (반 구성) as another one, without teachers and pupils; how many."""
    year = _locked(school_year, by)
    have = set(year.classes.values_list("grade", "number"))
    new = [
        SchoolClass(school_id=year.school_id, school_year=year, grade=grade, number=number)
        for grade, number in origin.classes.values_list("grade", "number")
        if (grade, number) not in have
    ]
    return len(SchoolClass.objects.bulk_create(new))


@transaction.atomic
def remove_class(*, school_class: SchoolClass, by: Actor) -> None:
    """Remove a class that no pupil was ever in (빈 반 없애기).

    Raises:
        Refused: pupils are or were in it, or the year is past.

    """
    _locked(school_class.school_year, by)
    if school_class.placements.exists():
        raise Refused(
            f"{school_class}에는 학생이 있거나 있었습니다. 빈 반만 없앨 수 있습니다. 학생을 먼저 다른 반으로 옮겨 "
            "주세요. 학생이 있었던 반은 기록으로 남습니다."
        )
    try:
        school_class.homerooms.all().delete()
        school_class.delete()
    except ProtectedError as error:
        raise Refused(
            f"{school_class}에 적은 출결이나 서류가 있어 없앨 수 없습니다. 그 반은 기록으로 남습니다."
        ) from error


@transaction.atomic
def assign_homeroom(*, school_class: SchoolClass, staff: Staff, from_on: date, by: Actor | None) -> Homeroom:
    """Make a person the homeroom teacher (담임) of a class from a day on; the one before ends the day before.

    On the day on which the present one began it corrects that line instead.

    Raises:
        Refused: the day lies outside the class's year, before the present one's first day, or the person does
            not serve at the school on that day.

    """
    _locked(school_class.school_year, by)
    _require_day(school_class, from_on)
    if not staff.is_serving(from_on):
        raise Refused(
            Reason(
                f"{staff.user.name} 선생님은 {spoken_date(from_on)}에 이 학교에서 근무하지 않습니다. "
                "시작일이나 담임을 바꿔 주세요.",
                field="staff",
            )
        )
    last = school_class.homerooms.select_related("staff__user").order_by("-from_on").first()
    _require_after(last, from_on, staff)
    if last and last.from_on == from_on:
        last.staff, last.to_on = staff, None
        last.save(update_fields=("staff", "to_on"))
        return last
    _running(school_class, from_on).update(to_on=from_on - timedelta(days=1))
    return Homeroom.objects.create(
        school_id=school_class.school_id, school_class=school_class, staff=staff, from_on=from_on
    )


@transaction.atomic
def end_homeroom(*, homeroom: Homeroom, to_on: date, by: Actor) -> None:
    """Let a homeroom teacher's time end on a day (담임 끝내기); the class is without one from the next day on."""
    _locked(homeroom.school_class.school_year, by)
    _require_day(homeroom.school_class, to_on, field="to_on")
    if to_on < homeroom.from_on:
        raise Refused(
            Reason(
                f"{spoken_date(homeroom.from_on)}에 시작한 담임입니다. 그날이나 그 뒤의 날짜를 적어 주세요.",
                field="to_on",
            )
        )
    homeroom.to_on = to_on
    homeroom.save(update_fields=("to_on",))


def _locked(school_year: SchoolYear, by: Actor | None) -> SchoolYear:
    year = SchoolYear.objects.select_for_update().get(pk=school_year.pk)
    if by is not None:
        require_open(year, today=by.today)
    return year


def _counts(year: SchoolYear) -> dict[int, int]:
    grades = list(year.classes.values_list("grade", flat=True))
    return {grade: grades.count(grade) for grade in GRADES}


def _wrong_count(grade: int, have: Mapping[int, int], wanted: Mapping[int, int]) -> Iterable[Reason]:
    count = wanted.get(grade, have[grade])
    if count < have[grade]:
        yield Reason(
            f"{grade}학년은 이미 {have[grade]}개 반입니다. 줄이려면 아래에서 빈 반을 하나씩 없애 주세요.",
            field=f"grade_{grade}",
        )
    if count > MOST_CLASSES:
        yield Reason(
            f"{grade}학년 {count}개 반은 너무 많습니다. {MOST_CLASSES} 이하로 적어 주세요.", field=f"grade_{grade}"
        )


def _require_day(school_class: SchoolClass, day: date, *, field: str = "from_on") -> None:
    year = school_class.school_year.year
    first, last = first_of_school_year(year), last_of_school_year(year)
    if not first <= day <= last:
        raise Refused(
            Reason(
                f"{spoken_date(day)}은 {year}학년도에 들지 않습니다. {spoken_date(first)}부터 {spoken_date(last)} "
                "사이의 날짜를 적어 주세요.",
                field=field,
            )
        )


def _require_after(last: Homeroom | None, from_on: date, staff: Staff) -> None:
    if last and from_on < last.from_on:
        raise Refused(
            Reason(
                f"{last.staff.user.name} 선생님이 {spoken_date(last.from_on)}부터 담임입니다. 그날이나 그 뒤의 날짜를 "
                "적어 주세요.",
                field="from_on",
            )
        )
    if last and last.to_on is None and last.staff_id == staff.pk and from_on > last.from_on:
        raise Refused(
            Reason(
                f"{staff.user.name} 선생님은 이미 {spoken_date(last.from_on)}부터 이 반의 담임입니다. 다른 사람을 골라 "
                "주세요.",
                field="staff",
            )
        )


def _running(school_class: SchoolClass, day: date):
    return school_class.homerooms.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lt=day)
