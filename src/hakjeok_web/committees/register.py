"""The result register of a year (심의결과 기록부): every decided item of the closed meetings, generated."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import queries, told
from hakjeok_web.committees.models import AgendaItem, Committee, Meeting, MeetingPaper, Vote
from hakjeok_web.committees.papers import MINUTES
from hakjeok_web.committees.pupils import Pupil, pupils_of
from hakjeok_web.documents.actions import reference


@dataclass(frozen=True)
class Entry:
    """One line (심의결과 한 줄)."""

    number: int
    item: AgendaItem
    pupil: Pupil | None
    vote: Vote | None
    minutes: str  # the number of the minutes, or where they are wanting

    @property
    def name(self) -> str:
        return self.pupil.label if self.pupil else self.item.child_name or "–"

    @property
    def decided_on(self) -> date:
        return self.item.meeting.held_on

    @property
    def decision(self) -> str:
        return told.decision_word(self.item)

    @property
    def summary(self) -> str:
        return self.vote.summary if self.vote else self.item.postponed_reason

    def values(self) -> dict[str, Any]:
        """The line under the keys of form 1-21. Numbers of residents are never written by the system in full."""
        birth = self.pupil.birth_on if self.pupil else None
        return {
            "seq_no": self.number,
            "student_name": self.pupil.name if self.pupil else self.item.child_name or "-",
            "student_rrn": f"{birth:%y%m%d}-*******" if birth else "",
            "decided_on": self.decided_on,
            "summary": f"{self.item.subject}. {self.summary}",
            "decision": self.decision,
            "minutes_no": self.minutes,
        }


def entries_of(committee: Committee, by: Actor) -> list[Entry]:
    """The register in the order of the meetings. A fixed number of queries."""
    closed = AgendaItem.objects.filter(meeting__committee=committee, meeting__state=Meeting.State.CLOSED)
    found = closed.select_related("meeting").order_by("meeting__number", "position")
    items = list(queries.read_items(found))
    pupils, minutes = pupils_of(by, (each.pupil_id for each in items)), _minutes(committee)
    return [
        Entry(
            number, each, pupils.get(each.pupil_id), queries.vote_of(each),
            minutes.get(each.meeting_id) or f"제{each.meeting.number}차(회의록 결재 전)",
        )
        for number, each in enumerate(items, start=1)
    ]  # fmt: skip


def _minutes(committee: Committee) -> dict[Any, str]:
    papers = MeetingPaper.objects.filter(committee=committee, definition__in=MINUTES)
    return {each.meeting_id: reference(each.document) for each in papers.select_related("document__school")}
