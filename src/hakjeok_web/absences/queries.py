"""Reads of requests: lists within reach, one request, open ones."""

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import Http404

from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.consigned import is_insider
from hakjeok_web.documents import handing_over
from hakjeok_web.documents.models import Document
from hakjeok_web.students import queries as students
from hakjeok_web.students.models import ClassPlacement

State = AbsenceRequest.State
MOST_PAPERS = 40  # of guardians, above a list
_ROW = ("student", "document__school", "report")


def within_reach(actor: Actor, menu: Menu, kind: str) -> QuerySet[AbsenceRequest]:
    """The requests of one kind about pupils within reach."""
    pupils = students.visible_to(actor, menu, actor.today)
    found = AbsenceRequest.objects.filter(school_id=actor.school_id, kind=kind)
    return found.filter(student__in=pupils.values("pk")).select_related(*_ROW)


def request_or_404(actor: Actor, menu: Menu, kind: str, key: uuid.UUID) -> AbsenceRequest:
    """One request; what is out of reach does not exist. One query."""
    found = within_reach(actor, menu, kind).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def reaches_request(actor: Actor, menu: Menu, key: uuid.UUID) -> bool:
    """Whether the request exists for this person. One query."""
    kinds = {Menu.ABSENCE_REPORTS: AbsenceRequest.Kind.REPORT, Menu.FIELD_TRIPS: AbsenceRequest.Kind.TRIP}
    return menu in kinds and within_reach(actor, menu, kinds[menu]).filter(pk=key).exists()


def withheld_from(actor: Actor, requests: Collection[AbsenceRequest]) -> frozenset[uuid.UUID]:
    """Those whose private reason the person is not told (가리는 사유). One query, and none where nothing is private.

    Told are the pupil's homeroom teacher, the registrar, the heads, and who entered the request himself.
    """
    private = [each for each in requests if each.entered_by_id != actor.user.pk and Wanted.of(each).is_private]
    if not private or is_insider(actor):
        return frozenset()
    seats = ClassPlacement.objects.filter(school_class__in=actor.homerooms, from_on__lte=actor.today)
    seats = seats.filter(Q(to_on=None) | Q(to_on__gte=actor.today), student__in={each.student_id for each in private})
    own = set(seats.values_list("student_id", flat=True))
    return frozenset(each.pk for each in private if each.student_id not in own)


def stands_on(paper: Document) -> bool:
    """Whether a request was received with the paper before."""
    return AbsenceRequest.objects.filter(document=paper).exists()


def on_one_paper(request: AbsenceRequest) -> list[AbsenceRequest]:
    """The requests that stand on the same paper (띄엄띄엄 여러 날), this one included. One query."""
    if request.document_id is None:
        return [request]
    found = AbsenceRequest.objects.filter(document_id=request.document_id).exclude(state=State.CANCELLED)
    return list(found.select_related(*_ROW).order_by("from_on"))


def open_ones(requests: QuerySet[AbsenceRequest], kind: str) -> QuerySet[AbsenceRequest]:
    """Those about which something is still to be done."""
    states = (State.RECEIVED, State.APPROVED) if kind == AbsenceRequest.Kind.TRIP else (State.RECEIVED,)
    return requests.filter(state__in=states).order_by("from_on", "id")


def loose_papers(actor: Actor, definition: str) -> QuerySet[Document]:
    """The person's own drafts of the form that belong to no request yet: sent by a guardian from his tablet."""
    return handing_over.sent_ones(_papers_of_no_request(actor, definition))


def tablet_papers(actor: Actor, definition: str) -> tuple[list[Document], list[Document]]:
    """The latest of them, and of those that were begun on his tablet and never sent (보내지 않음). Two queries."""
    found = handing_over.handed_ones(_papers_of_no_request(actor, definition))[:MOST_PAPERS]
    sent = [each for each in found if handing_over.handing_of(each).sent_at]
    return sent, [each for each in found if each not in sent]


def _papers_of_no_request(actor: Actor, definition: str) -> QuerySet[Document]:
    own = Document.objects.filter(school_id=actor.school_id, definition=definition, drafted_by=actor.user)
    taken = AbsenceRequest.objects.filter(school_id=actor.school_id)
    papers = [*taken.exclude(document=None).filter(document__drafted_by=actor.user).values_list("document", "report")]
    known = {key for pair in papers for key in pair if key}
    return own.filter(state=Document.State.DRAFT).exclude(pk__in=known).exclude(pupil_id=None)
