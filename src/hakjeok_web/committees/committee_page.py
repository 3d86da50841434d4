"""A committee as its pages show it (위원회 화면): composition on a day, the next meeting, what is to be reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from hakjeok.committee.compose import Composition
from hakjeok.dates import end_of_month, first_of_school_year, last_of_school_year
from hakjeok.parameters import load
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import queries, rules
from hakjeok_web.committees.models import Committee, Meeting, MeetingPaper, Member
from hakjeok_web.committees.papers import MINUTES
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.models import Document

REPORT_MONTH = load("reports")["committee_result_month"]
BY_SCHOOL_RULE = "위원의 수와 자격은 학칙으로 정합니다. 학칙에 맞는지 살펴봐 주세요."


@dataclass(frozen=True)
class Shown:
    """A committee with what its pages say of it."""

    committee: Committee
    day: date  # of which the composition is told
    members: Sequence[Member]  # sitting on that day
    composition: Composition | None
    meetings: Sequence[Meeting]  # latest first
    report: dict[str, Any] | None

    @property
    def enrolled(self) -> int:
        return sum(each.votes for each in self.members)

    @property
    def chair(self) -> Member | None:
        return next((each for each in self.members if each.is_chair), None)

    @property
    def next_meeting(self) -> Meeting | None:
        """The earliest that is planned or open."""
        return next((each for each in reversed(self.meetings) if not each.is_over), None)

    @property
    def problems(self) -> list[str]:
        return [each.korean for each in self.composition.problems] if self.composition else []

    @property
    def reasons(self) -> dict[str, Any] | None:
        return reasons_of(self.composition) if self.composition else None

    @property
    def is_past(self) -> bool:
        return self.day == last_of_school_year(self.committee.year)


def shown(committees: Iterable[Committee], actor: Actor) -> list[Shown]:
    """The committees as their pages show them. Five queries at most, however many there are."""
    listed = _read(committees)
    minutes = set(_minutes_approved(listed))
    has_vice_principal = queries.has_vice_principal(actor.school_id, actor.today)
    return [_of(each, actor.today, minutes, has_vice_principal) for each in listed]


def _read(committees: Iterable[Committee]) -> list[Committee]:
    listed = list(committees)
    prefetch_related_objects(listed, "members", Prefetch("meetings", Meeting.objects.order_by("-planned_at")))
    return listed


def _minutes_approved(committees: Sequence[Committee]):
    papers = MeetingPaper.objects.filter(committee__in=committees, definition__in=MINUTES)
    return papers.filter(document__state=Document.State.APPROVED).values_list("meeting_id", flat=True)


def _of(committee: Committee, today: date, minutes: set, has_vice_principal: bool) -> Shown:
    day = within(committee.year, today)
    seats = [each for each in committee.members.all() if each.sits_on(day)]
    members = sorted(seats, key=lambda each: list(Member.Position).index(each.position))
    composition = rules.composition(committee, members, has_vice_principal=has_vice_principal)
    meetings = list(committee.meetings.all())
    return Shown(committee, day, members, composition, meetings, report_of(committee, meetings, minutes, today))


def within(year: int, today: date) -> date:
    """Today, or the nearest day of the school year."""
    return min(max(today, first_of_school_year(year)), last_of_school_year(year))


def report_of(committee: Committee, meetings: Sequence[Meeting], minutes: set, today: date) -> dict[str, Any] | None:
    """The report of the regular meetings at the end of March (p.13): by when, and what is still missing for it."""
    if committee.kind != Committee.Kind.COMPULSORY_EDUCATION:
        return None
    regular = [each for each in meetings if each.session == Meeting.Session.REGULAR]
    held = [each for each in regular if each.is_closed]
    due = report_due(min((each.held_on for each in held), default=date(committee.year, 3, 1)))
    missing = list(_missing(regular, held, minutes))
    overdue = committee.reported_on is None and bool(held) and due < today
    return {"due": due, "missing": missing, "done": committee.reported_on, "overdue": overdue, "held": held}


def _missing(regular: Sequence[Meeting], held: Sequence[Meeting], minutes: set):
    if not regular:
        yield "이 학년도의 정기 회의가 없습니다. 면제·유예 신청이 없으면 열지 않을 수 있습니다(p.12)."
    for each in regular:
        if not each.is_over:
            yield f"{each}({korean_date(each.held_on)})를 아직 마치지 않았습니다."
    for each in held:
        if each.pk not in minutes:
            yield f"{each}({korean_date(each.held_on)})의 회의록이 아직 완결되지 않았습니다."


def report_due(day: date) -> date:
    """The end of the first March that does not lie before the meeting."""
    month = REPORT_MONTH.at(day.year).whole
    return end_of_month(date(day.year + (day.month > month), month, 1))
