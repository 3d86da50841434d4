"""Verbs of entry bans (등교중지): register several pupils at once, extend, return, cancel."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hakjeok.attendance.classify import ClassifyFacts, classify
from hakjeok.attendance.reasons import Reason as Ground
from hakjeok_web.absence_grounds.models import EntryBan, GroundAct
from hakjeok_web.absence_grounds.register import (
    NOTHING,
    Seated,
    Value,
    locked,
    require_period,
    require_school_days,
    write,
)
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Form
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date, korean_time

RIGHT = Menu.ENTRY_BANS
MOST = 60
SHORTEST_REASON = 2
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


@transaction.atomic
def register(
    *, students: Collection[uuid.UUID], told: Particulars, by: Actor, replaces: bool = False
) -> list[EntryBan]:
    """Keep pupils from school for a time, and enter its school days in the register.

    Raises:
        Refused: nobody chosen, no right to a class, another ban in the period, or a day may not be written.

    """
    _require_some(students)
    require_period(told.from_on, told.to_on)
    seated = locked(students, by=by, right=RIGHT)
    if len(seated) < len(set(students)):
        raise Refused("고른 학생 가운데 없는 학생이 있습니다. 화면을 새로 열어 다시 골라 주세요.")
    for each in seated:
        _require_alone(each, told.from_on, told.to_on)
    made = [_made(each, told, by) for each in seated]
    days = [(each, _days(each, ban, told.from_on, told.to_on)) for each, ban in zip(seated, made, strict=True)]
    write(days, by=by, right=RIGHT, replaces=replaces)
    return made


def _require_some(students: Collection[uuid.UUID]) -> None:
    if not students:
        raise Refused(Reason("학생을 고르지 않았습니다. 한 명 이상 골라 주세요.", "students"))
    if len(set(students)) > MOST:
        raise Refused(Reason(f"한 번에 {MOST}명까지 등록할 수 있습니다. 나누어 등록해 주세요.", "students"))


def _made(each: Seated, told: Particulars, by: Actor) -> EntryBan:
    ban = EntryBan.objects.create(
        school_id=each.student.school_id, student=each.student, ground=told.ground, illness=told.illness.strip(),
        from_on=told.from_on, to_on=told.to_on, is_recognised=told.is_recognised, evidence=told.evidence.strip(),
        kind=kind_of(told), registered_by=by.user,
    )  # fmt: skip
    _record(ban, Code.REGISTER, by, f"{korean_date(told.from_on)}부터 {korean_date(told.to_on)}까지")
    return ban


def _days(each: Seated, ban: EntryBan, first: date, last: date) -> dict[date, Value]:
    return dict.fromkeys(require_school_days(each, first, last), value_of(ban))


def value_of(ban: EntryBan) -> Value:
    """What the register says of each day of the ban."""
    return Value(Form.ABSENCE, ban.kind, ban.reason)


def _require_alone(each: Seated, first: date, last: date, *, but: uuid.UUID | None = None) -> None:
    others = EntryBan.objects.filter(student=each.student, is_cancelled=False).exclude(pk=but)
    other = others.filter(from_on__lte=last, to_on__gte=first).select_related("registered_by").first()
    if other:
        raise Refused(
            Reason(
                f"{each.student.name} 학생은 {other.registered_by.name} 선생님이 {korean_time(other.registered_at)}에 "
                f"등록한 등교중지({korean_date(other.from_on)}~{korean_date(other.to_on)})와 날짜가 겹칩니다. "
                "앞의 등교중지를 연장하거나 날짜를 바꿔 주세요.",
                "from_on",
            )
        )


@transaction.atomic
def extend(*, ban: EntryBan, seen: int, to_on: date, by: Actor) -> EntryBan:
    """Let the ban last longer (연장): the further school days are entered.

    Raises:
        Refused: the day is not later, it is over, or somebody changed it meanwhile.

    """
    each, stands = _seated_as_seen(ban, seen, by)
    _require_running(stands)
    if to_on <= stands.to_on:
        raise Refused(Reason(f"지금 마지막 날은 {korean_date(stands.to_on)}입니다. 더 뒤의 날을 적어 주세요.", "to_on"))
    first = stands.to_on + timedelta(days=1)
    require_period(stands.from_on, to_on)
    _require_alone(each, first, to_on, but=stands.pk)
    stands.to_on = to_on
    write([(each, dict.fromkeys(each.school_days(first, to_on), value_of(stands)))], by=by, right=RIGHT)
    return _saved(stands, Code.EXTEND, by, f"{korean_date(to_on)}까지")


@transaction.atomic
def end(*, ban: EntryBan, seen: int, returned_on: date, by: Actor) -> EntryBan:
    """Say on which day the pupil came back (등교함): what was entered from that day on is taken back.

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
    _take_back(each, stands, max(returned_on, stands.from_on), by)
    stands.returned_on = returned_on
    stands.to_on = min(stands.to_on, returned_on - timedelta(days=1))
    return _saved(stands, Code.RETURN, by, korean_date(returned_on))


@transaction.atomic
def cancel(*, ban: EntryBan, seen: int, reason: str, by: Actor) -> EntryBan:
    """Take back a ban that was wrong (등록 취소) with its entries; it stays on record with its reason."""
    each, stands = _seated_as_seen(ban, seen, by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(Reason("취소하는 까닭이 비어 있습니다. 무엇이 틀렸는지 적어 주세요.", "reason"))
    _take_back(each, stands, stands.from_on, by)
    stands.is_cancelled = True
    return _saved(stands, Code.CANCEL, by, reason.strip())


def _take_back(each: Seated, ban: EntryBan, first: date, by: Actor) -> None:
    """Clear the days from `first` on, where the register still says what the ban wrote."""
    days = dict.fromkeys(each.school_days(first, ban.to_on), NOTHING)
    write([(each, days)], by=by, right=RIGHT, only_if=value_of(ban))


def _seated_as_seen(ban: EntryBan, seen: int, by: Actor) -> tuple[Seated, EntryBan]:
    """The locked pupil and the ban as it stands; refuse who saw an older state."""
    [each] = locked([ban.student_id], by=by, right=RIGHT)
    stands = EntryBan.objects.get(pk=ban.pk)
    if stands.version != seen:
        last = stands.acts.select_related("by").first()
        who = f"{last.by.name} 선생님이 {korean_time(last.at)}에 ‘{last.get_code_display()}’로" if last else "누군가"
        raise Refused(f"{who} 이 등교중지를 바꾸었습니다. 화면을 새로 열어 본 뒤 다시 해 주세요.")
    if stands.is_cancelled:
        raise Refused("취소한 등교중지입니다. 필요하면 새로 등록해 주세요.")
    return each, stands


def _require_running(ban: EntryBan) -> None:
    if ban.returned_on:
        raise Refused(f"{korean_date(ban.returned_on)}에 등교한 것으로 적혀 있습니다. 다시 쉬면 새로 등록해 주세요.")


def _saved(ban: EntryBan, code: str, by: Actor, note: str) -> EntryBan:
    ban.version += 1
    ban.save()
    _record(ban, code, by, note)
    return ban


def _record(ban: EntryBan, code: str, by: Actor, note: str) -> None:
    GroundAct.objects.create(school_id=ban.school_id, ban=ban, code=code, note=note, by=by.user)
