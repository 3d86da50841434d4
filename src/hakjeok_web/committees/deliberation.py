"""Verbs on an item of the agenda (심의·의결): who takes no part, what was said, how it was voted."""

from dataclasses import dataclass

from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import queries, rules
from hakjeok_web.committees.meeting_actions import lock, touch
from hakjeok_web.committees.models import AgendaItem, Meeting, Member, Recusal, Statement, Vote
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import clock_time

CONVENED, PLANNED = Meeting.State.CONVENED, Meeting.State.PLANNED


@dataclass(frozen=True)
class Count:
    """How a vote was counted."""

    in_favour: int
    against: int
    abstained: int

    @property
    def all(self) -> int:
        return self.in_favour + self.against + self.abstained


def _again(item: AgendaItem) -> AgendaItem:
    """The item as it is now, with all that was recorded of it, and its heads. Five queries."""
    return queries.read_items(AgendaItem.objects.filter(pk=item.pk)).get()


def _heads(meeting: Meeting, item: AgendaItem) -> queries.Heads:
    return queries.heads_of(meeting).without(queries.excluded_of(item))


@transaction.atomic
def record_recusal(
    *, item: AgendaItem, member: Member, kind: str, reason: str, in_favour: int | None, by: Actor
) -> Recusal:
    """Keep a member out of an item (제척·회피), or decide on a challenge (기피).

    Raises:
        Refused: the item is about nobody or decided, or the numbers of the vote on the challenge do not fit.

    """
    meeting = lock(item.meeting, PLANNED, CONVENED)
    now = _again(item)
    _require_recusable(now, member)
    upheld = kind == Recusal.Kind.BY_CHALLENGE and _is_upheld(meeting, now, member, in_favour)
    result = rules.recused(meeting.committee, kind, upheld=upheld)
    made = Recusal.objects.create(
        school_id=item.school_id, item=item, member=member, kind=kind, reason=reason, excluded=result.excluded,
        in_favour=in_favour if kind == Recusal.Kind.BY_CHALLENGE else None, recorded_by=by.user,
        recorded_at=clock.now(),
    )  # fmt: skip
    touch(meeting, by)
    return made


def _require_recusable(item: AgendaItem, member: Member) -> None:
    if not item.is_about_somebody:
        raise Refused(Reason("학생의 안건이 아니라 제척·기피·회피를 적을 수 없습니다(p.93).", "member"))
    if vote := queries.vote_of(item):
        raise Refused(f"{_told(vote)} 의결한 뒤에는 적을 수 없습니다. 먼저 의결을 다시 적기로 해 주세요.")
    if earlier := next((each for each in item.recusals.all() if each.member_id == member.pk), None):
        who, at = earlier.recorded_by.name, clock_time(earlier.recorded_at)
        raise Refused(
            Reason(
                f"{who} 님이 {at}에 {member.name} 위원의 제척·기피·회피({earlier.word})를 먼저 적었습니다.", "member"
            )
        )


def _is_upheld(meeting: Meeting, item: AgendaItem, member: Member, in_favour: int | None) -> bool:
    """Whether the committee accepts the challenge; the member himself has no vote on it (p.93)."""
    if not meeting.is_convened:
        raise Refused(Reason("기피는 위원회가 의결로 정합니다(p.93). 개회한 뒤에 적어 주세요.", "kind", page=93))
    if in_favour is None:
        raise Refused(Reason("기피를 받아들인 위원 수가 비어 있습니다. 찬성한 위원 수를 적어 주세요.", "in_favour"))
    heads = _heads(meeting, item).without([member.pk])
    if in_favour > len(heads.voters):
        text = f"찬성이 {in_favour}명인데 의결에 참여하는 출석위원은 {len(heads.voters)}명입니다. 다시 세어 주세요."
        raise Refused(Reason(text, "in_favour"))
    return bool(heads.result(in_favour).passed)


@transaction.atomic
def add_statement(*, item: AgendaItem, speaker: Member, text: str, by: Actor) -> Statement:
    """Write down what a member said (발언).

    Raises:
        Refused: the meeting is not open, or the member is not there or takes no part.

    """
    meeting = lock(item.meeting, CONVENED)
    heads = queries.heads_of(meeting)
    if speaker.pk not in heads.present:
        raise Refused(Reason(f"{speaker.name} 위원은 출석하지 않았습니다. 출석을 먼저 적어 주세요.", "speaker"))
    if speaker.pk in queries.excluded_of(_again(item)):
        raise Refused(Reason(f"{speaker.name} 위원은 이 안건의 심의에서 빠집니다(p.93).", "speaker", page=93))
    made = Statement.objects.create(
        school_id=item.school_id, item=item, speaker=speaker, text=text, recorded_by=by.user, recorded_at=clock.now()
    )
    touch(meeting, by)
    return made


@transaction.atomic
def remove_statement(*, statement: Statement, by: Actor) -> None:
    """Take back what was written down wrongly, while the meeting is open.

    Raises:
        Refused: the meeting is over.

    """
    meeting = lock(statement.item.meeting, CONVENED)
    statement.delete()
    touch(meeting, by)


@transaction.atomic
def record_vote(*, item: AgendaItem, count: Count, summary: str, by: Actor) -> Vote:
    """Keep how an item was voted (의결).

    Raises:
        Refused: no quorum, more or fewer votes than voters, somebody wrote it before, or the item was put off.

    """
    meeting = lock(item.meeting, CONVENED)
    now = _again(item)
    _require_undecided(now)
    heads = _heads(meeting, now)
    _require_quorum(heads)
    _require_every_vote_once(count, voters=len(heads.voters))
    result = heads.result(count.in_favour)
    made = Vote.objects.create(
        school_id=item.school_id, item=item, enrolled=heads.enrolled, excluded=heads.out, quorum=result.quorum,
        majority=result.majority, passed=result.passed, summary=summary, recorded_by=by.user,
        recorded_at=clock.now(), **vars(count),
    )  # fmt: skip
    touch(meeting, by)
    return made


def _require_undecided(item: AgendaItem) -> None:
    if vote := queries.vote_of(item):
        raise Refused(f"{_told(vote)} 틀렸으면 ‘의결 다시 적기’로 까닭을 적고 고쳐 주세요.")
    if item.postponed_reason:
        raise Refused("다음 회의로 미룬 안건입니다. 의결하려면 미루기를 되돌려 주세요.")


def _told(vote: Vote) -> str:
    return f"{vote.recorded_by.name} 님이 {clock_time(vote.recorded_at)}에 먼저 의결을 적었습니다({vote.counts})."


def _require_quorum(heads: queries.Heads) -> None:
    counted = heads.result()
    if counted is None or not counted.quorate:
        needed = counted.quorum if counted else 1
        text = (
            f"의결에 참여하는 출석위원이 {len(heads.voters)}명이라 의결할 수 없습니다. "
            f"{needed}명 이상이어야 합니다(p.13). 출석을 살펴보거나 안건을 다음 회의로 미뤄 주세요."
        )
        raise Refused(Reason(text, page=13))


def _require_every_vote_once(count: Count, *, voters: int) -> None:
    if count.all > voters:
        text = (
            f"찬성·반대·기권을 더하면 {count.all}명인데 의결에 참여하는 출석위원은 {voters}명입니다. "
            "두 번 센 표가 없는지 다시 세어 주세요."
        )
        raise Refused(Reason(text, "in_favour"))
    if count.all < voters:
        text = (
            f"{voters - count.all}명의 표가 빠졌습니다. 출석위원 {voters}명의 표를 모두 적어 주세요. "
            "찬반을 밝히지 않았으면 기권으로 적습니다."
        )
        raise Refused(Reason(text, "abstained"))


@transaction.atomic
def void_vote(*, item: AgendaItem, reason: str, by: Actor) -> None:
    """Mark a vote that was written down wrongly, so that it can be written anew. It stays in the history.

    Raises:
        Refused: there is none, or the meeting is over.

    """
    meeting = lock(item.meeting, CONVENED)
    vote = queries.vote_of(_again(item))
    if vote is None:
        raise Refused("다시 적을 의결이 없습니다. 화면을 다시 열어 주세요.")
    vote.void_reason, vote.voided_by, vote.voided_at = reason, by.user, clock.now()
    vote.save(update_fields=["void_reason", "voided_by", "voided_at"])
    touch(meeting, by)


@transaction.atomic
def postpone(*, item: AgendaItem, reason: str, by: Actor) -> None:
    """Put an item off to the next meeting; an empty reason takes that back.

    Raises:
        Refused: it is decided, or the meeting is over.

    """
    meeting = lock(item.meeting, CONVENED)
    now = _again(item)
    if vote := queries.vote_of(now):
        raise Refused(f"{_told(vote)} 의결한 안건은 미룰 수 없습니다.")
    now.postponed_reason = reason
    now.save(update_fields=["postponed_reason"])
    touch(meeting, by)
