"""Verbs of entry bans (등교중지): register several pupils at once, extend, return, cancel."""

import uuid
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hakjeok.attendance.classify import ClassifyFacts, classify
from hakjeok.attendance.reasons import Reason as Ground
from hakjeok_web.absence_grounds.acts import record, require_as_seen, require_reason, saved
from hakjeok_web.absence_grounds.models import EntryBan, GroundAct
from hakjeok_web.absence_grounds.register import (
    Days,
    Key,
    Seated,
    Standing,
    Value,
    Written,
    locked,
    overwritten,
    require_period,
    require_school_days,
    standing,
    write,
)
from hakjeok_web.absence_grounds.taking_back import take_back
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Form
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time

RIGHT = Menu.ENTRY_BANS
MOST = 60
Code = GroundAct.Code


@dataclass(frozen=True)
class Particulars:
    """What a person writes about a ban, the same for all its pupils (등록할 내용)."""

    ground: str
    illness: str
    from_on: date
    to_on: date
    is_recognised: bool = False
    evidence: str = ""


def kind_of(told: Particulars) -> str:
    """The kind of its entries (attendance.classify, p.20)."""
    return classify(ClassifyFacts(reason=Ground(told.ground), principal_approved=told.is_recognised)).kind.value


@dataclass(frozen=True)
class Planned:
    """What a registration would write for one pupil, and what it would overwrite (등록하기 전의 확인)."""

    each: Seated
    days: Sequence[date]
    value: Value
    standing: Sequence[Standing]


@transaction.atomic
def plan(*, students: Collection[uuid.UUID], told: Particulars, by: Actor) -> list[Planned]:
    """What `register` would do, for the person to look at before; nothing is written.

    Raises:
        Refused: as `register` does, but for what stands on the days.

    """
    wanted = _wanted(students, told, by)
    stands = standing(wanted, by=by)
    return [
        Planned(each, sorted(days), value_of(_ban(told)), [one for one in stands if one.student == each.student])
        for each, days in wanted
    ]


@transaction.atomic
def register(
    *, students: Collection[uuid.UUID], told: Particulars, by: Actor, replaces: Container[Key] = frozenset()
) -> list[EntryBan]:
    """Keep pupils from school for a time, and enter its school days in the register.

    `replaces` names the cells, as the person saw them, that may be overwritten.

    Raises:
        Refused: nobody chosen, no right to a class, another ban in the period, or a day may not be written.

    """
    wanted = _wanted(students, told, by)
    made = [_made(each, told, by) for each, _ in wanted]
    write(wanted, by=by, right=RIGHT, replaces=replaces)
    return made


def _wanted(students: Collection[uuid.UUID], told: Particulars, by: Actor) -> list[tuple[Seated, Days]]:
    _require_some(students)
    require_period(told.from_on, told.to_on)
    seated = locked(students, by=by, right=RIGHT)
    if len(seated) < len(set(students)):
        raise Refused("고른 학생 가운데 없는 학생이 있습니다. 화면을 새로 열어 다시 골라 주세요.")
    _require_alone(seated, told.from_on, told.to_on)
    value = value_of(_ban(told))
    return [(each, dict.fromkeys(require_school_days(each, told.from_on, told.to_on), value)) for each in seated]


def _require_some(students: Collection[uuid.UUID]) -> None:
    if not students:
        raise Refused(Reason("학생을 고르지 않았습니다. 한 명 이상 골라 주세요.", "students"))
    if len(set(students)) > MOST:
        raise Refused(Reason(f"한 번에 {MOST}명까지 등록할 수 있습니다. 나누어 등록해 주세요.", "students"))


def _made(each: Seated, told: Particulars, by: Actor) -> EntryBan:
    ban = _ban(told)
    ban.school_id, ban.student, ban.registered_by = each.student.school_id, each.student, by.user
    ban.save(force_insert=True)
    record(ban, Code.REGISTER, by, f"{korean_date(told.from_on)}부터 {korean_date(told.to_on)}까지")
    return ban


def _ban(told: Particulars) -> EntryBan:
    return EntryBan(
        ground=told.ground, illness=told.illness.strip(), from_on=told.from_on, to_on=told.to_on,
        is_recognised=told.is_recognised, evidence=told.evidence.strip(), kind=kind_of(told),
    )  # fmt: skip


def value_of(ban: EntryBan) -> Value:
    """What the register says of each day of the ban."""
    return Value(Form.ABSENCE, ban.kind, ban.reason)


def _require_alone(seated: Sequence[Seated], first: date, last: date, *, but: uuid.UUID | None = None) -> None:
    students = [each.student.pk for each in seated]
    others = EntryBan.objects.filter(student__in=students, is_cancelled=False, from_on__lte=last, to_on__gte=first)
    other = others.exclude(pk=but).select_related("student", "registered_by").first()
    if other:
        raise Refused(
            Reason(
                f"{other.student.name} 학생은 {other.registered_by.name} 선생님이 {korean_time(other.registered_at)}에 "
                f"등록한 등교중지({korean_date(other.from_on)}~{korean_date(other.to_on)})와 날짜가 겹칩니다. "
                "앞의 등교중지를 연장하거나 날짜를 바꿔 주세요.",
                "from_on",
            )
        )


@transaction.atomic
def extend(*, ban: EntryBan, seen: int, to_on: date, by: Actor, replaces: bool = False) -> EntryBan:
    """Let the ban last longer (연장): the further school days are entered.

    Raises:
        Refused: the day is not later, it is over, something else is entered, or somebody changed it meanwhile.

    """
    each, stands = _seated_as_seen(ban, seen, by)
    _require_running(stands)
    if to_on <= stands.to_on:
        raise Refused(Reason(f"지금 마지막 날은 {korean_date(stands.to_on)}입니다. 더 뒤의 날을 적어 주세요.", "to_on"))
    first = stands.to_on + timedelta(days=1)
    require_period(stands.from_on, to_on)
    _require_alone([each], first, to_on, but=stands.pk)
    stands.to_on = to_on
    wanted = [(each, dict.fromkeys(each.school_days(first, to_on), value_of(stands)))]
    write(wanted, by=by, right=RIGHT, replaces=overwritten(wanted, by=by) if replaces else ())
    return saved(stands, Code.EXTEND, by, f"{korean_date(to_on)}까지")


@transaction.atomic
def end(*, ban: EntryBan, seen: int, returned_on: date, by: Actor) -> Written:
    """Say on which day the pupil came back (등교함): what was entered from that day on is taken back.

    A return after the last day changes no day.

    Raises:
        Refused: the day is before the ban or to come, it is over, a month is closed, or somebody changed it meanwhile.

    """
    each, stands = _seated_as_seen(ban, seen, by)
    _require_running(stands)
    if not stands.from_on < returned_on <= by.today:
        raise Refused(
            Reason(
                f"등교한 날은 {korean_date(stands.from_on)} 다음 날부터 오늘까지로 적어 주세요. "
                "하루도 쉬지 않았으면 등록을 취소해 주세요.",
                "returned_on",
            )
        )
    done = _take_back(each, stands, returned_on, by)
    stands.returned_on = returned_on
    stands.to_on = min(stands.to_on, returned_on - timedelta(days=1))
    saved(stands, Code.RETURN, by, korean_date(returned_on))
    return done


@transaction.atomic
def cancel(*, ban: EntryBan, seen: int, reason: str, by: Actor) -> Written:
    """Take back a ban that was wrong (등록 취소): its days say what they said before; it stays with its reason."""
    each, stands = _seated_as_seen(ban, seen, by)
    require_reason(reason)
    done = _take_back(each, stands, stands.from_on, by)
    stands.is_cancelled = True
    saved(stands, Code.CANCEL, by, reason.strip())
    return done


def _take_back(each: Seated, ban: EntryBan, first: date, by: Actor) -> Written:
    """Leave the days from `first` on as they were before the ban."""
    return take_back(each, ban, value_of(ban), each.school_days(first, ban.to_on), by=by, right=RIGHT)


def _seated_as_seen(ban: EntryBan, seen: int, by: Actor) -> tuple[Seated, EntryBan]:
    """The locked pupil and the ban as it stands; refuse who saw an older state."""
    [each] = locked([ban.student_id], by=by, right=RIGHT)
    stands = EntryBan.objects.get(pk=ban.pk)
    require_as_seen(stands, seen)
    return each, stands


def _require_running(ban: EntryBan) -> None:
    if ban.returned_on:
        raise Refused(f"{korean_date(ban.returned_on)}에 등교한 것으로 적혀 있습니다. 다시 쉬면 새로 등록해 주세요.")
