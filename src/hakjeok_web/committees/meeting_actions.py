"""Verbs on a meeting (회의): planned, put on an agenda, opened with a quorum, closed, or not held after all."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hakjeok.dates import last_of_school_year
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import queries, rules
from hakjeok_web.committees.models import AgendaItem, Attendance, Committee, Meeting, Member, Vote
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import clock_time, korean_date

State = Meeting.State
Kind = AgendaItem.Kind
# Of these the handbook says nothing without a child.
ABOUT_A_CHILD = frozenset(Kind) - {Kind.OTHER}


@dataclass(frozen=True)
class Plan:
    """When, where and on what ground a committee is to meet (개최 계획)."""

    session: str
    planned_at: datetime
    place: str
    chair_finds_needed: bool = False
    demanding: int = 0


@dataclass(frozen=True)
class NewItem:
    """An item to be put on the agenda (안건)."""

    kind: str
    subject: str
    pupil_id: uuid.UUID | None = None
    child_name: str = ""
    reason: str = ""
    proposer: str = ""


@transaction.atomic
def plan_meeting(*, committee: Committee, plan: Plan, item: NewItem, by: Actor) -> Meeting:
    """Plan the committee's next meeting of the year with its first item.

    Raises:
        Refused: the day lies outside of the committee's year, or the item lacks something.

    """
    locked = Committee.objects.select_for_update().get(pk=committee.pk)
    _require_day_of_the_year(locked, plan)
    last = locked.meetings.aggregate(last=Max("number"))["last"] or 0
    made = Meeting.objects.create(
        school_id=locked.school_id, committee=locked, number=last + 1, planned_by=by.user, **vars(plan)
    )
    _add(made, item, by)
    return made


def _require_day_of_the_year(committee: Committee, plan: Plan) -> None:
    day = timezone.localdate(plan.planned_at)
    # The matters of the entrants are decided before their school year begins.
    if not date(committee.year, 1, 1) <= day <= last_of_school_year(committee.year):
        text = (
            f"{korean_date(day)}은 {committee.year}학년도에 들지 않습니다. "
            "일시를 바꾸거나 그 학년도의 위원회를 열어 주세요."
        )
        raise Refused(Reason(text, "day"))


@transaction.atomic
def change_plan(*, meeting: Meeting, plan: Plan, seen: int, by: Actor) -> Meeting:
    """Move a planned meeting, or change its ground.

    Raises:
        Refused: it was opened or changed meanwhile, or the day lies outside of the year.

    """
    locked = lock(meeting, State.PLANNED, seen=seen)
    _require_day_of_the_year(locked.committee, plan)
    for name, value in vars(plan).items():
        setattr(locked, name, value)
    return touch(locked, by)


def lock(meeting: Meeting, *states: str, seen: int | None = None) -> Meeting:
    """The meeting, locked, in one of these states and as the person saw it.

    Raises:
        Refused: it is in another state by now, or somebody was faster; who, and when.

    """
    # Locked alone and then read: what is joined to a row that one had to wait for is as old as the waiting.
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    people = ("committee", "acting_chair", "changed_by", "ended_by", "opened_by")
    locked = Meeting.objects.select_related(*people).get(pk=meeting.pk)
    if locked.state not in states:
        raise Refused(_state_told(locked))
    if seen is not None and locked.version != seen:
        raise Refused(f"{_faster(locked)} 지금 내용을 보고 다시 해 주세요.")
    return locked


def _faster(meeting: Meeting) -> str:
    if meeting.changed_by is None:
        return "보던 화면과 지금의 회의가 다릅니다."
    return f"{meeting.changed_by.name} 님이 {clock_time(meeting.changed_at)}에 먼저 고쳤습니다."


def _state_told(meeting: Meeting) -> str:
    if meeting.is_planned:
        return "아직 열지 않은 회의입니다. 출석을 적고 개회한 뒤에 적어 주세요."
    if meeting.is_convened:
        who = f"{meeting.opened_by.name} 님이 {clock_time(meeting.opened_at)}에 먼저 개회했습니다."
        return f"{who} 회의 화면을 다시 열어 주세요."
    word = "회의를 마쳤습니다" if meeting.is_closed else "회의를 열지 않기로 했습니다"
    who = f"{meeting.ended_by.name} 님이 {clock_time(meeting.ended_at)}에 {word}."
    return f"{who} 이제 고칠 수 없습니다."


def touch(meeting: Meeting, by: Actor) -> Meeting:
    """Save the locked meeting as changed by this person now."""
    meeting.version, meeting.changed_by, meeting.changed_at = meeting.version + 1, by.user, clock.now()
    meeting.save()
    return meeting


@transaction.atomic
def add_item(*, meeting: Meeting, item: NewItem, by: Actor) -> AgendaItem:
    """Put an item on the agenda.

    Raises:
        Refused: the meeting is over, or the item lacks something.

    """
    locked = lock(meeting, State.PLANNED, State.CONVENED)
    made = _add(locked, item, by)
    touch(locked, by)
    return made


def _add(meeting: Meeting, item: NewItem, by: Actor) -> AgendaItem:
    _require_whole(meeting, item)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    values = vars(item) | {"proposer": item.proposer or by.user.name}
    return AgendaItem.objects.create(school_id=meeting.school_id, meeting=meeting, position=last + 1, **values)


def _require_whole(meeting: Meeting, item: NewItem) -> None:
    if item.kind not in rules.KINDS_OF_ITEMS[meeting.committee.kind]:
        word = meeting.committee.get_kind_display()
        raise Refused(Reason(f"{word}의 안건이 아닙니다. 목록에서 다시 골라 주세요.", "kind"))
    if item.pupil_id and item.child_name:
        raise Refused(Reason("학생과 아동 성명을 함께 적었습니다. 둘 가운데 하나만 남겨 주세요.", "child_name"))
    if item.kind in ABOUT_A_CHILD and not (item.pupil_id or item.child_name):
        text = "누구의 안건인지 적지 않았습니다. 학생을 찾아 고르거나, 학생 명부에 없는 아동이면 성명을 적어 주세요."
        raise Refused(Reason(text, "pupil"))


@transaction.atomic
def remove_item(*, meeting: Meeting, item: AgendaItem, by: Actor) -> None:
    """Take an item off the agenda before the meeting is opened.

    Raises:
        Refused: it was opened meanwhile, or nothing would be left to decide.

    """
    locked = lock(meeting, State.PLANNED)
    if locked.items.count() == 1:
        raise Refused("안건이 하나뿐이라 뺄 수 없습니다. 다른 안건을 더하거나 회의를 열지 않음으로 적어 주세요.")
    if item.papers.exists():
        raise Refused("이 안건으로 만든 문서가 있어 뺄 수 없습니다. 문서를 먼저 삭제해 주세요.")
    if item.recusals.exists() or item.votes.exists():
        raise Refused("이 안건에 적은 제척·기피·회피가 있어 뺄 수 없습니다. 회의에서 다음으로 미뤄 주세요.")
    item.delete()
    touch(locked, by)


@transaction.atomic
def save_attendance(*, meeting: Meeting, marks: Mapping[uuid.UUID, tuple[str, str]], seen: int, by: Actor) -> Meeting:
    """Keep who came (출석), by member: state and reason.

    Raises:
        Refused: the meeting is over, somebody was faster, or one of them has no seat on that day.

    """
    locked = lock(meeting, State.PLANNED, State.CONVENED, seen=seen)
    sitting = {each.pk: each for each in queries.members_on(locked.committee, locked.held_on)}
    _require_seats(locked, marks, sitting)
    for key, (state, reason) in marks.items():
        Attendance.objects.update_or_create(
            school_id=locked.school_id, meeting=locked, member=sitting[key],
            defaults={"state": state, "reason": reason},
        )  # fmt: skip
    return touch(locked, by)


def _require_seats(meeting: Meeting, marks: Mapping, sitting: Mapping[uuid.UUID, Member]) -> None:
    gone = Member.objects.filter(committee=meeting.committee, pk__in=marks.keys() - sitting.keys())
    reasons = [
        Reason(
            f"{each.name} 위원의 임기는 {korean_date(each.from_on)}~{korean_date(each.to_on)}이라 "
            f"{korean_date(meeting.held_on)} 회의에 들지 않습니다. 위원회 화면에서 다시 위촉해 주세요.",
            f"state-{each.pk}",
        )
        for each in gone
    ]
    if reasons:
        raise Refused(*reasons)


@transaction.atomic
def open_meeting(*, meeting: Meeting, acting_chair: Member | None, seen: int, by: Actor) -> Meeting:
    """Open the meeting (개회): made up lawfully, on a ground, with a quorum and somebody in the chair.

    Raises:
        Refused: one of these is missing, each with its remedy and page; or somebody was faster.

    """
    locked = lock(meeting, State.PLANNED, seen=seen)
    heads = queries.heads_of(locked)
    _require_day_has_come(locked, by)
    require_lawful(locked, heads, by)
    _require_attendance(locked, heads)
    _require_chair(heads, acting_chair)
    locked.state, locked.opened_at, locked.opened_by = State.CONVENED, clock.now(), by.user
    locked.acting_chair = None if heads.chair_is_present else acting_chair
    return touch(locked, by)


def _require_day_has_come(meeting: Meeting, by: Actor) -> None:
    if meeting.held_on > by.today:
        text = f"회의는 {korean_date(meeting.held_on)}에 열기로 되어 있습니다. 오늘 열려면 먼저 일시를 바꿔 주세요."
        raise Refused(text)


def require_lawful(meeting: Meeting, heads: queries.Heads, by: Actor) -> None:
    """Refuse a meeting of a committee that is not made up lawfully, or without a ground (p.12–13, 93)."""
    has_vice_principal = queries.has_vice_principal(by.school_id, meeting.held_on)
    made_up = rules.composition(meeting.committee, heads.members, has_vice_principal=has_vice_principal)
    if made_up and not made_up.valid:
        words, page = ", ".join(each.korean for each in made_up.problems), rules.PAGE_OF_COMPOSITION
        text = f"위원 구성이 기준에 맞지 않아 열 수 없습니다: {words}. 위원회 화면에서 위원을 바로잡아 주세요"
        raise Refused(Reason(f"{text}(p.{page[meeting.committee.kind]}).", page=page[meeting.committee.kind]))
    ground = rules.convening(meeting, meeting.items.all(), members=heads.enrolled)
    if ground and not ground.may_meet:
        raise Refused(*(Reason(step.text, page=step.source.page) for step in ground.because))


def _require_attendance(meeting: Meeting, heads: queries.Heads) -> None:
    marked = set(meeting.attendances.values_list("member_id", flat=True))
    unmarked = [each.name for each in heads.members if each.votes and each.pk not in marked]
    if unmarked:
        raise Refused(f"출석을 적지 않은 위원이 있습니다: {', '.join(unmarked)}. 출석이나 불참을 적어 주세요.")
    counted = heads.result()
    if counted is None or not counted.quorate:
        needed = counted.quorum if counted else 1
        raise Refused(
            f"재적위원 {heads.enrolled}명 가운데 {len(heads.voters)}명이 출석해 개회할 수 없습니다. "
            f"{needed}명 이상 출석해야 합니다(p.13). 더 오기를 기다리거나 일시를 바꿔 주세요."
        )


def _require_chair(heads: queries.Heads, acting_chair: Member | None) -> None:
    if heads.chair_is_present:
        return
    if acting_chair is None:
        text = "위원장이 출석하지 않았습니다. 학칙에 따라 위원장을 대신할 출석위원을 골라 주세요(p.12)."
        raise Refused(Reason(text, "acting_chair", page=12))
    if acting_chair.pk not in {each.pk for each in heads.voters}:
        text = f"{acting_chair.name} 위원은 출석하지 않아 위원장을 대신할 수 없습니다. 출석위원 가운데 골라 주세요."
        raise Refused(Reason(text, "acting_chair"))


@transaction.atomic
def close_meeting(*, meeting: Meeting, seen: int, by: Actor) -> Meeting:
    """Close the meeting (폐회). From now on nothing in it changes.

    Raises:
        Refused: an item is neither decided nor put off, or somebody was faster.

    """
    locked = lock(meeting, State.CONVENED, seen=seen)
    undecided = locked.items.filter(postponed_reason="").exclude(
        votes__in=Vote.objects.filter(item__meeting=locked, voided_at=None)
    )
    if undecided:
        words = ", ".join(f"{each.title} {each.subject}" for each in undecided)
        raise Refused(f"의결하지 않은 안건이 있습니다: {words}. 의결 결과를 적거나 다음 회의로 미뤄 주세요.")
    locked.state, locked.ended_at, locked.ended_by = State.CLOSED, clock.now(), by.user
    return touch(locked, by)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Actor) -> Meeting:
    """Note that a planned meeting is not held.

    Raises:
        Refused: it was opened, or is over.

    """
    locked = lock(meeting, State.PLANNED)
    locked.state, locked.ended_at, locked.ended_by = State.CANCELLED, clock.now(), by.user
    locked.cancel_reason = reason
    return touch(locked, by)
