"""Verbs of pupil athletes (학생선수): register, enter a contest, say whether lessons were made up, cancel."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from hakjeok.attendance.athlete import ExemptEvent
from hakjeok.attendance.classify import ClassifyFacts, classify
from hakjeok.attendance.reasons import Reason as Ground
from hakjeok_web.absence_grounds.acts import record, require_as_seen, require_reason, saved
from hakjeok_web.absence_grounds.models import Athlete, AthleteEvent, GroundAct
from hakjeok_web.absence_grounds.queries import allowance_of
from hakjeok_web.absence_grounds.register import (
    Seated,
    Value,
    Written,
    locked,
    overwritten,
    require_period,
    require_school_days,
    write,
)
from hakjeok_web.absence_grounds.taking_back import take_back
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Form
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.students.models import Student

RIGHT = Menu.ATHLETES
LIMIT_PAGE = 21
Code = GroundAct.Code
MakeUp = AthleteEvent.MakeUp


@dataclass(frozen=True)
class Particulars:
    """What a person writes about a contest or training (대회·훈련)."""

    name: str
    from_on: date
    to_on: date
    letter: str
    form: str = Form.ABSENCE
    lessons: int = 0
    exempt: str = ""


def register(*, student: Student, sport: str, checked_on: date | None, by: Actor) -> Athlete:
    """Register a pupil athlete for his class's school year (학생선수 등록, p.35).

    Raises:
        Refused: no right to his class, registered already, or a day to come.

    """
    [each] = locked([student.pk], by=by, right=RIGHT)
    school_year = each.school_class.school_year
    if Athlete.objects.filter(student=student, school_year=school_year).exists():
        raise Refused(f"{student.name} 학생은 {school_year} 학생선수로 이미 등록되어 있습니다. 목록에서 찾아 주세요.")
    if checked_on and checked_on > by.today:
        raise Refused(Reason("확인한 날이 아직 오지 않은 날입니다. 오늘까지의 날을 적어 주세요.", "checked_on"))
    return Athlete.objects.create(
        school_id=student.school_id, student=student, school_year=school_year, sport=sport.strip(),
        checked_on=checked_on, registered_by=by.user,
    )  # fmt: skip


@transaction.atomic
def enter_event(*, athlete: Athlete, told: Particulars, by: Actor, replaces: bool = False) -> AthleteEvent:
    """Enter a contest or training within the allowance, and its days in the register (대회·훈련 등록, p.21).

    Raises:
        Refused: it goes beyond the allowance, overlaps another one, or a day may not be written.

    """
    require_period(told.from_on, told.to_on)
    [each] = locked([athlete.student_id], by=by, right=RIGHT)
    days = require_school_days(each, told.from_on, told.to_on)
    _require_within_year(athlete, told)
    _require_alone(athlete, told)
    _require_allowance(athlete, told, len(days))
    event = _made(athlete, told, len(days), by)
    wanted = [(each, dict.fromkeys(days, value_of(event)))]
    write(wanted, by=by, right=RIGHT, replaces=overwritten(wanted, by=by) if replaces else ())
    return event


def _require_within_year(athlete: Athlete, told: Particulars) -> None:
    year = athlete.school_year
    if not year.first_on <= told.from_on <= told.to_on <= year.last_on:
        raise Refused(
            Reason(f"허용일수는 학년도마다 셉니다. {year}의 날로 적어 주세요. 넘어가면 나누어 등록해 주세요.", "to_on")
        )


def _require_alone(athlete: Athlete, told: Particulars) -> None:
    others = athlete.events.filter(is_cancelled=False, from_on__lte=told.to_on, to_on__gte=told.from_on)
    if other := others.first():
        raise Refused(
            Reason(
                f"‘{other.name}’({korean_date(other.from_on)}~{korean_date(other.to_on)})과 날짜가 겹칩니다. "
                "날짜를 바로잡거나 앞의 것을 취소해 주세요.",
                "from_on",
            )
        )


def _require_allowance(athlete: Athlete, told: Particulars, days: int) -> None:
    """The principal may not confirm what goes beyond the allowance (p.21)."""
    by_day = told.form == Form.ABSENCE
    found = allowance_of(
        athlete.events.all(), asked_days=days if by_day else 0, lessons=0 if by_day else told.lessons,
        exempt_event=ExemptEvent(told.exempt) if told.exempt else None,
    )  # fmt: skip
    if not found.may_confirm:
        asked = f"이번 {days}일" if by_day else f"이번 {told.lessons}시간"
        left = allowance_of(athlete.events.all()).remaining
        raise Refused(
            Reason(
                f"허용일수 {found.limit}일을 넘습니다. 남은 날은 {left}일인데 {asked}이 더해집니다. "
                f"넘는 참가에는 학교장 확인서를 발급할 수 없습니다(p.{LIMIT_PAGE}). "
                "기간을 줄이거나, 누적되지 않는 대회인지 확인해 주세요.",
                "to_on",
                page=LIMIT_PAGE,
            )
        )


def _made(athlete: Athlete, told: Particulars, days: int, by: Actor) -> AthleteEvent:
    by_day = told.form == Form.ABSENCE
    event = AthleteEvent.objects.create(
        school_id=athlete.school_id, athlete=athlete, name=told.name.strip(), from_on=told.from_on, to_on=told.to_on,
        form=told.form, days=days if by_day else 0, lessons=0 if by_day else told.lessons, exempt=told.exempt,
        letter=told.letter.strip(), registered_by=by.user,
    )  # fmt: skip
    record(event, Code.REGISTER, by, event.name)
    return event


def value_of(event: AthleteEvent) -> Value:
    """What the register says of its days: 출석인정, or 미인정 where lessons were not made up (attendance.classify)."""
    made_up = event.make_up != MakeUp.MISSED
    facts = ClassifyFacts(reason=Ground.REPRESENTATIVE_EVENT, principal_approved=True, make_up_done=made_up)
    return Value(event.form, classify(facts).kind.value, event.reason)


@transaction.atomic
def say_made_up(*, event: AthleteEvent, seen: int, made_up: bool, by: Actor) -> AthleteEvent:
    """Say whether the missed lessons were made up; where not, the days become unexcused (p.21).

    Raises:
        Refused: it is not over yet, is cancelled, or somebody changed it meanwhile.

    """
    each, stands = _seated_as_seen(event, seen, by)
    if stands.to_on > by.today:
        raise Refused("아직 끝나지 않은 대회입니다. 끝난 뒤에 적어 주세요.")
    before = value_of(stands)
    stands.make_up = MakeUp.DONE if made_up else MakeUp.MISSED
    _rewrite(each, stands, before, by)
    return saved(stands, Code.MADE_UP if made_up else Code.NOT_MADE_UP, by, stands.name)


@transaction.atomic
def cancel(*, event: AthleteEvent, seen: int, reason: str, by: Actor) -> Written:
    """Take back an event that did not take place (등록 취소): its days say what they said before."""
    each, stands = _seated_as_seen(event, seen, by)
    require_reason(reason)
    days = each.school_days(stands.from_on, stands.to_on)
    done = take_back(each, stands, value_of(stands), days, by=by, right=RIGHT)
    stands.is_cancelled = True
    saved(stands, Code.CANCEL, by, reason.strip())
    return done


def _rewrite(each: Seated, event: AthleteEvent, before: Value, by: Actor) -> None:
    """Let the event's days say what it means now, where the register still says what it wrote."""
    if before != value_of(event):
        days = dict.fromkeys(each.school_days(event.from_on, event.to_on), value_of(event))
        write([(each, days)], by=by, right=RIGHT, only_if=before)


def _seated_as_seen(event: AthleteEvent, seen: int, by: Actor) -> tuple[Seated, AthleteEvent]:
    [each] = locked([event.athlete.student_id], by=by, right=RIGHT)
    stands = AthleteEvent.objects.select_related("athlete").get(pk=event.pk)
    require_as_seen(stands, seen)
    return each, stands
