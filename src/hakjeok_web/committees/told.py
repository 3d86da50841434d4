"""A meeting as its papers tell it (문서에 적는 회의): every fact under the key that the forms of the appendix use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hakjeok.dates import first_of_school_year, last_of_school_year
from hakjeok.suspension.dates import DatesFacts, dates
from hakjeok.suspension.words import DatedKind
from hakjeok_web.committees.models import AgendaItem, Committee, Meeting, Member
from hakjeok_web.committees.pupils import Pupil
from hakjeok_web.committees.queries import Heads, excluded_of, vote_of

Kind = AgendaItem.Kind
SUSPENSIONS = (Kind.DEFERMENT, Kind.EXEMPTION)
EARLY = (Kind.EARLY_PROMOTION, Kind.EARLY_GRADUATION, Kind.EARLY_ENTRY)


@dataclass(frozen=True)
class Held:
    """All that is known of a meeting, read once."""

    meeting: Meeting
    heads: Heads
    items: Sequence[AgendaItem]
    pupils: Mapping[Any, Pupil]
    school_name: str

    @property
    def committee(self) -> Committee:
        return self.meeting.committee

    def name_of(self, item: AgendaItem) -> str:
        """Whom an item is about."""
        found = self.pupils.get(item.pupil_id)
        return found.name if found else item.child_name

    def came(self) -> list[Member]:
        return [each for each in self.heads.members if each.pk in self.heads.present]


def title_of(held: Held, what: str) -> str:
    """`2024학년도 제1차 의무교육관리위원회 회의록`."""
    return f"{held.committee.year}학년도 제{held.meeting.number}차 {held.committee.get_kind_display()} {what}"


def of_meeting(held: Held) -> dict[str, Any]:
    """What every paper of the meeting may ask for."""
    meeting, committee, local = held.meeting, held.committee, held.meeting.local
    people = held.heads.members if meeting.is_planned else held.came()
    return {
        "recipient": "내부결재",
        "school_year": committee.year,
        "committee_school_year": committee.year,
        "school_name": held.school_name,
        "round": meeting.number,
        "meeting_name": f"{committee.year}학년도 제{meeting.number}차 {committee.get_kind_display()}",
        "meeting_datetime": local,
        "committee_datetime": local,
        "meeting_date": local,
        "meeting_ends_at": _ended(meeting),
        "committee_date": local,
        "meeting_place": meeting.place,
        "attendees": _people(people),
        "members": _people(people),
        "attendee_count": f"재적위원 {held.heads.enrolled}명 가운데 {len(held.heads.voters)}명",
        "quorum_total": held.heads.enrolled,
        "quorum_present": len(held.heads.voters),
        "attendee_signatures": [{"role": each.get_position_display(), "signature": each.name} for each in people],
        **_of_agenda(held),
    }


def _ended(meeting: Meeting) -> datetime | None:
    """When it ended; not told where it was written down on a later day."""
    at = timezone.localtime(meeting.ended_at) if meeting.is_closed else None
    return at if at and at.date() == meeting.held_on and at > meeting.local else None


def _people(members: Iterable[Member]) -> str:
    """`위원장 오교장, 위원 한교감(교감)`."""
    return ", ".join(f"{each}({each.affiliation or each.get_role_display()})" for each in members)


def _of_agenda(held: Held) -> dict[str, Any]:
    return {
        "agenda": [{"item": f"{each.title} {each.subject}", "proposer": each.proposer} for each in held.items],
        "deliberation": list(_deliberation(held)),
        "content": "\n".join(_content(held)),
        "resolutions": list(_resolutions(held)),
        "results": list(_results(held)),
        "candidates": list(_candidates(held)),
        "students": list(_students(held)),
        "target_count": sum(each.kind in EARLY for each in held.items),
    }


def _deliberation(held: Held) -> Iterator[dict[str, Any]]:
    """Each statement in its order, and at the end of each item what came of it."""
    for item in held.items:
        named = f"{item.title} {item.subject}"
        for each in item.recusals.all():
            yield {"agenda_item": named, "speaker": each.member.name, "statement": recusal_told(each)}
        for each in item.statements.all():
            yield {"agenda_item": named, "speaker": each.speaker.name, "statement": each.text}
        if told := outcome(item):
            yield {"agenda_item": named, "speaker": _chair(held), "statement": told}


def _chair(held: Held) -> str:
    if held.meeting.acting_chair:
        return held.meeting.acting_chair.name
    return next((each.name for each in held.heads.members if each.is_chair), "")


def recusal_told(recusal) -> str:
    """One sentence: why a member takes no part, or that he does after all."""
    if not recusal.excluded:
        return f"기피 신청을 받아들이지 않아 심의에 참여합니다({recusal.reason})."
    return f"{recusal.word}: 심의와 의결에서 빠집니다({recusal.reason})."


def outcome(item: AgendaItem) -> str:
    """What came of an item, with its numbers."""
    vote = vote_of(item)
    if vote is None:
        return f"다음 회의로 미룸({item.postponed_reason})" if item.postponed_reason else ""
    out = f", 제척·기피·회피 {vote.excluded}명" if excluded_of(item) else ""
    return f"출석위원 {vote.present}명 가운데 {vote.counts}{out}: {decision_word(item)}. {vote.summary}"


def decision_word(item: AgendaItem) -> str:
    """승인 or 거부 of an application, else 가결 or 부결; empty without a vote."""
    vote = vote_of(item)
    if vote is None:
        return "미룸" if item.postponed_reason else ""
    if item.kind in SUSPENSIONS:
        return "승인" if vote.passed else "거부"
    if item.kind in EARLY:
        return "선정" if vote.passed else "미선정"
    return "가결" if vote.passed else "부결"


def _content(held: Held) -> Iterator[str]:
    for line in _deliberation(held):
        yield f"[{line['agenda_item']}] {line['speaker']}: {line['statement']}"


def _resolutions(held: Held) -> Iterator[dict[str, Any]]:
    """What was decided on each item, with its reason, as the report of results wants it (p.13)."""
    for item in held.items:
        if vote := vote_of(item):
            yield {
                "agenda_item": f"{item.title} {item.subject}",
                "decision": "승인" if vote.passed else "불승인",
                "votes_for": vote.in_favour,
                "votes_against": vote.against,
                "reason": vote.summary,
            }


def _results(held: Held) -> Iterator[dict[str, Any]]:
    """Lines of 1-19: applications for exemption and deferment with their decision."""
    for item in held.items:
        if item.kind in SUSPENSIONS and vote_of(item):
            yield {
                **pupil_values(held, item),
                "kind": "취학유예" if item.kind == Kind.DEFERMENT else "취학면제",
                "reason": item.reason,
                "decision": decision_word(item),
                "effective_on": held.meeting.held_on if vote_of(item).passed else None,
                "remark": vote_of(item).summary,
            }


def _candidates(held: Held) -> Iterator[dict[str, Any]]:
    """Lines of 6-4, 6-7 and 6-8."""
    found = [each for each in held.items if each.kind in EARLY]
    for number, item in enumerate(found, start=1):
        yield {
            **pupil_values(held, item),
            "kind": "조기졸업" if item.kind == Kind.EARLY_GRADUATION else "조기진급",
            "seq_no": number,
            "school_name": held.school_name,
            "recommender": item.proposer,
            "result": decision_word(item),
        }


def _students(held: Held) -> Iterator[dict[str, Any]]:
    """Lines of 5-3: who comes back."""
    for item in held.items:
        if item.kind == Kind.REENTRY:
            yield {**pupil_values(held, item), "quota_out_school": held.school_name}


def pupil_values(held: Held, item: AgendaItem) -> dict[str, Any]:
    """The pupil of an item under the keys of the forms."""
    pupil = held.pupils.get(item.pupil_id) or Pupil(id=item.pk, name=item.child_name, label=item.child_name)
    return {
        "student_name": pupil.name,
        "student_birth": pupil.birth_on,
        "student_class": pupil.place,
        "student_sex": pupil.sex,
        "student_address": pupil.address,
        "guardian_name": pupil.guardian,
        "addressee": pupil.guardian,
    }


def of_item(held: Held, item: AgendaItem, *, today: date) -> dict[str, Any]:
    """What a paper about one pupil's item asks for besides."""
    return {
        **of_meeting(held),
        **pupil_values(held, item),
        "attendees": "",  # the form itself says who is invited
        "decision": "취학 유예" if item.kind == Kind.DEFERMENT else "취학 면제",
        "issue_date": today,
        "deferral_period": _deferral(held, item),
    }


def _deferral(held: Held, item: AgendaItem) -> dict[str, str] | None:
    if item.kind != Kind.DEFERMENT:
        return None
    if item.pupil_id is None:  # who has not entered yet is let off the whole year
        year = held.committee.year
        return {"from": first_of_school_year(year).isoformat(), "to": last_of_school_year(year).isoformat()}
    day = held.meeting.held_on
    until = dates(DatesFacts(kind=DatedKind.DEFERMENT, decided_on=day)).deferment_until
    return {"from": day.isoformat(), "to": until.isoformat()} if until else None
