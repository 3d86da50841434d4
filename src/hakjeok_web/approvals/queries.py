"""Reads of approvals: who may see a paper, what waits for whom, what one has sent and decided (결재함)."""

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep, Dispatch
from hakjeok_web.approvals.people import deputized
from hakjeok_web.documents.models import Document

State = Document.State
MOST_WAITING = 500


def is_on_line(actor: Actor, document: Document) -> bool:
    """Whether the line, or keeping the register, lets somebody see a paper that was submitted once. Two queries."""
    if document.round == 0 and not document.is_approved:
        return False
    if actor.readable_classes(Menu.DOCUMENT_REGISTER) is None:
        return True
    mine = deputized(actor) | {actor.staff_id}
    return ApprovalStep.objects.filter(document=document, staff__in=mine).exists()


def waiting_for(actor: Actor) -> QuerySet[Document]:
    """What this person can sign now, for himself or for somebody absent, the oldest first (결재 대기)."""
    signed = ApprovalAct.objects.filter(step=OuterRef("pk"))
    at_turn = ApprovalStep.objects.filter(
        ~Exists(signed), document=OuterRef("pk"), round=OuterRef("round"), position=OuterRef("turn"),
        staff__in=deputized(actor) | {actor.staff_id},
    )  # fmt: skip
    on_their_way = Document.objects.filter(school_id=actor.school_id, state=State.SUBMITTED)
    found = on_their_way.filter(Exists(at_turn)).exclude(drafted_by=actor.user)
    return found.select_related("drafted_by").defer("values").order_by("submitted_at", "id")


def waiting_ids(actor: Actor) -> list[uuid.UUID]:
    """The papers that wait, in their order, for going from one to the next. Two queries."""
    return list(waiting_for(actor).values_list("pk", flat=True)[:MOST_WAITING])


def sent_by(actor: Actor) -> QuerySet[Document]:
    """One's own papers that went up a line and were not given back (올린 문서)."""
    own = Document.objects.filter(school_id=actor.school_id, drafted_by=actor.user, round__gt=0)
    sent = own.filter(state__in=(State.SUBMITTED, State.APPROVED))
    return sent.select_related("school").defer("values").order_by("-submitted_at", "-id")


def drafts_of(actor: Actor) -> QuerySet[Document]:
    """One's own papers that can still be written on (쓰는 중), those sent back among them."""
    own = Document.objects.filter(school_id=actor.school_id, drafted_by=actor.user, state__in=Document.EDITABLE)
    return own.defer("values").order_by("-saved_at", "-id")


def decided_by(actor: Actor) -> QuerySet[Document]:
    """The papers that one signed or sent back (결재한 문서)."""
    acts = ApprovalAct.objects.filter(by=actor.user, document=OuterRef("pk"), kind__in=("approve", "return"))
    found = Document.objects.filter(Exists(acts), school_id=actor.school_id)
    return found.select_related("drafted_by", "school").defer("values").order_by("-submitted_at", "-id")


def turns_of(documents: Iterable[Document]) -> dict[uuid.UUID, list[ApprovalStep]]:
    """The open places at the turn of each paper. One query."""
    on_their_way = [each for each in documents if each.state == State.SUBMITTED]
    wanted = Q(pk=None)
    for each in on_their_way:
        wanted |= Q(document=each, round=each.round, position=each.turn)
    found: dict[uuid.UUID, list[ApprovalStep]] = {}
    for step in ApprovalStep.objects.filter(wanted, acts=None).select_related("staff__user"):
        found.setdefault(step.document_id, []).append(step)
    return found


def reaches_dispatch(actor: Actor, menu: Menu, dispatch_id: uuid.UUID) -> bool:
    """Whether the person may know that it exists. One query."""
    return Dispatch.objects.filter(school_id=actor.school_id, pk=dispatch_id).exists()
