"""Papers that begin from a meeting (회의에서 만드는 문서): which there are, and drafts filled from it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import queries, told
from hakjeok_web.committees.fitting import fitted
from hakjeok_web.committees.meeting_actions import lock
from hakjeok_web.committees.models import AgendaItem, Committee, Meeting, MeetingPaper
from hakjeok_web.committees.pupils import pupils_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference, start_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.documents.wordings import definition_in_use
from hakjeok_web.schools.models import SchoolYear

Kind, State = Committee.Kind, Meeting.State
Item = AgendaItem.Kind
BEFORE = (State.PLANNED, State.CONVENED)
AFTER = (State.CLOSED,)
REGISTER = "1-21"
MINUTES = frozenset({"1-20", "5-4", "6-6"})
PLANS = frozenset({"1-18", "5-3", "6-4"})


@dataclass(frozen=True)
class PaperKind:
    """A paper of a committee: from which meetings, or items of them, and in which state it can be made."""

    definition: str
    word: str
    committee: str
    states: tuple[str, ...]
    of: tuple[str, ...] = ()  # kinds of items; empty: any
    each: bool = False  # one for each such item
    passed: bool | None = None  # only for items that were, or were not, decided in favour


PAPERS = (
    PaperKind("1-18", "개최 기안", Kind.COMPULSORY_EDUCATION, BEFORE),
    PaperKind("1-22", "참석 요청서", Kind.COMPULSORY_EDUCATION, BEFORE, told.SUSPENSIONS, each=True),
    PaperKind("1-20", "회의록", Kind.COMPULSORY_EDUCATION, AFTER),
    PaperKind("1-19", "심의 결과 기안", Kind.COMPULSORY_EDUCATION, AFTER, told.SUSPENSIONS),
    PaperKind("1-23", "승인 통지문", Kind.COMPULSORY_EDUCATION, AFTER, told.SUSPENSIONS, each=True, passed=True),
    PaperKind("1-24", "미승인 통지문", Kind.COMPULSORY_EDUCATION, AFTER, told.SUSPENSIONS, each=True, passed=False),
    PaperKind("5-3", "개최 기안(재취학·편입학)", Kind.EARLY_PROMOTION, BEFORE, (Item.REENTRY,)),
    PaperKind("6-4", "개최 계획 기안", Kind.EARLY_PROMOTION, BEFORE, told.EARLY),
    PaperKind("5-4", "회의록(재취학·편입학)", Kind.EARLY_PROMOTION, AFTER, (Item.REENTRY,)),
    PaperKind("6-6", "회의록", Kind.EARLY_PROMOTION, AFTER, (*told.EARLY, Item.OTHER)),
    PaperKind("6-7", "대상자 명단", Kind.EARLY_PROMOTION, AFTER, told.EARLY),
    PaperKind("6-5", "개최 결과 기안", Kind.EARLY_PROMOTION, AFTER, told.EARLY),
    PaperKind("6-8", "선정 결과 통지 기안", Kind.EARLY_PROMOTION, AFTER, told.EARLY),
)


@dataclass(frozen=True)
class Offer:
    """A paper that can be made now, or the one that was made."""

    kind: PaperKind
    item: AgendaItem | None
    made: MeetingPaper | None

    @property
    def key(self) -> str:
        return f"{self.kind.definition}:{self.item.pk if self.item else ''}"


def offers(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Offer]:
    """What can be made of the meeting as it stands, in the order of the work. One query."""
    made = {(each.definition, each.item_id): each for each in _made(meeting)}
    known = definitions()
    return [
        Offer(kind, item, made.get((kind.definition, item.pk if item else None)))
        for kind, item in _wanted(meeting, list(items))
        if kind.definition in known
    ]


def _made(meeting: Meeting) -> Iterable[MeetingPaper]:
    papers = meeting.papers.exclude(document__state=Document.State.DISCARDED)
    return papers.select_related("document__school", "made_by")


def _wanted(meeting: Meeting, items: list[AgendaItem]) -> Iterator[tuple[PaperKind, AgendaItem | None]]:
    for kind in PAPERS:
        fitting = [each for each in items if not kind.of or each.kind in kind.of]
        if kind.committee != meeting.committee.kind or meeting.state not in kind.states or not fitting:
            continue
        if kind.each:
            yield from ((kind, each) for each in fitting if _is_decided_so(kind, each))
        else:
            yield kind, None


def _is_decided_so(kind: PaperKind, item: AgendaItem) -> bool:
    vote = queries.vote_of(item)
    return kind.passed is None or (vote is not None and vote.passed == kind.passed)


@transaction.atomic
def start_paper(*, meeting: Meeting, definition: str, item_id: uuid.UUID | None, by: Actor) -> Document:
    """Begin a paper from the meeting, or find the one that was begun before.

    Raises:
        Refused: the meeting as it stands gives no such paper.

    """
    # Locked, so that of two people at once the second finds the first one's draft.
    now = lock(meeting, *State)
    held = read(now, by)
    wanted = ((each.kind.definition, each.item.pk if each.item else None) for each in offers(now, held.items))
    if (definition, item_id) not in set(wanted):
        raise Refused("지금 이 회의에서 만들 수 없는 문서입니다. 회의 화면을 다시 열어 주세요.")
    found = next(each for each in offers(now, held.items) if _is(each, definition, item_id))
    return found.made.document if found.made else _begin(held, found, by)


def _is(offer: Offer, definition: str, item_id: uuid.UUID | None) -> bool:
    return (offer.kind.definition, offer.item.pk if offer.item else None) == (definition, item_id)


def read(meeting: Meeting, by: Actor) -> told.Held:
    """Everything of the meeting that papers and pages tell. A fixed number of queries."""
    items = queries.items_of(meeting)
    pupils = pupils_of(by, (each.pupil_id for each in items))
    return told.Held(meeting, queries.heads_of(meeting), items, pupils, by.school_name)


def _begin(held: told.Held, offer: Offer, by: Actor) -> Document:
    meeting, item = held.meeting, offer.item
    title = told.title_of(held, offer.kind.word)
    facts = told.of_item(held, item, today=by.today) if item else told.of_meeting(held)
    subject = ", ".join(each.subject for each in held.items) if offer.kind.definition in MINUTES else title
    facts |= {
        "subject": subject,
        "related": _related(meeting),
        "notice_date": by.today,
        "entrance_date": _entrance(meeting),
    }
    about = subject_of(by, item.pupil_id) if item and item.pupil_id else None
    draft = _draft(offer.kind.definition, facts, title, by, about)
    MeetingPaper.objects.create(
        school_id=meeting.school_id, committee=meeting.committee, meeting=meeting, item=item, document=draft,
        definition=offer.kind.definition, made_by=by.user,
    )  # fmt: skip
    return draft


def _draft(definition_id: str, facts: Mapping[str, Any], title: str, by: Actor, subject=None) -> Document:
    definition = definition_in_use(definition_id, by.school_id)
    law = ", ".join(definition.legal_basis)
    facts = {**facts, "related": facts.get("related") or law}
    return start_draft(definition=definition, values=fitted(definition, facts), subject=subject, by=by, title=title)


def _entrance(meeting: Meeting) -> date | None:
    """The day on which the children of the committee's year enter (입학기일)."""
    years = SchoolYear.objects.filter(school_id=meeting.school_id, year=meeting.committee.year)
    return years.values_list("first_on", flat=True).first()


def _related(meeting: Meeting) -> str:
    """What a paper after the meeting refers to: the minutes, or the plan, once they have their number."""
    if meeting.state not in AFTER:
        return ""
    approved = [each for each in _made(meeting) if each.document.is_approved]
    wanted = [each for kinds in (MINUTES, PLANS) for each in approved if each.definition in kinds]
    return reference(wanted[0].document) if wanted else ""


def has_register_form(committee: Committee) -> bool:
    """Whether the results of this committee have a form of the appendix (1-21)."""
    return committee.kind == Kind.COMPULSORY_EDUCATION and REGISTER in definitions()


@transaction.atomic
def start_register(*, committee: Committee, entries: list[dict[str, Any]], by: Actor) -> Document:
    """Begin the result register of the year (심의결과 기록부) as a paper.

    Raises:
        Refused: nothing was decided yet, or the form is missing.

    """
    if not entries or not has_register_form(committee):
        raise Refused("아직 심의한 안건이 없습니다. 회의를 마치면 기록부에 나타납니다.")
    Committee.objects.select_for_update().get(pk=committee.pk)
    facts = {"school_year": committee.year, "school_name": by.school_name, "entries": entries}
    draft = _draft(REGISTER, facts, f"{committee} 심의결과 기록부", by)
    MeetingPaper.objects.create(
        school_id=committee.school_id, committee=committee, document=draft, definition=REGISTER, made_by=by.user
    )
    return draft
