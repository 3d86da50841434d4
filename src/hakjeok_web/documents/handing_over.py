"""Handing a draft's page over to a guardian (보호자에게 건네기), what he sends, and pages that were never sent."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hakjeok_web.accounts import handed_over
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config import clock
from hakjeok_web.documents import entry
from hakjeok_web.documents.guardian_side import FIRST, merged, unsigned
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import Definition
from hakjeok_web.documents.wordings import definition_of

MARK = "_guardian"  # among the values, where the system keeps what nobody types
UNSENT_KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Handing:
    """How a draft was handed over last: which part, and when it was sent, if it was."""

    part: str = FIRST
    began_it: bool = False  # the paper was begun for this alone, and was neither sent nor received since
    sent_at: str = ""
    was_sent: bool = False  # by an earlier handing over


def handing_of(document: Document) -> Handing:
    """The last handing over of a draft; of one that never was, an unsent one of its first part."""
    return Handing(**document.values.get(MARK, {}))


def start(request, document: Document, *, part: str = FIRST, back: str, began_it: bool = False) -> HttpResponse:
    """Lock this sign-in to the guardian's page of the draft, on which nobody has signed yet, and go there.

    Raises:
        Outdated: the draft was saved in another window meanwhile.
        Refused: it is no draft any more.

    """
    before = handing_of(document)
    was_sent = before.was_sent or bool(before.sent_at)
    handing = Handing(part, began_it or (before.began_it and not was_sent), was_sent=was_sent)
    values = unsigned(definition_of(document), document.values, part) | {MARK: asdict(handing)}
    entry.keep(document=document, values=values, seen=document.version, by=request.actor)
    page = reverse("documents:guardian", args=(document.pk,))
    handed_over.hand_over(request, page=page, back=back, pupils=entry.pupils_of(document))
    return redirect(page)


def keep(
    *, document: Document, definition: Definition, typed: Mapping[str, Any], is_sent: bool, seen: int, by: Actor
) -> Document:
    """Keep what the guardian has written so far; with `is_sent`, he is done.

    Raises:
        Outdated: it was saved in another window meanwhile.
        Refused: it is no draft any more.

    """
    handing = handing_of(document)
    values = merged(definition, document.values, typed, handing.part)
    if is_sent:
        sent_at = timezone.localtime(clock.now()).isoformat(timespec="minutes")
        values[MARK] = asdict(replace(handing, sent_at=sent_at, began_it=False))
    return entry.keep(document=document, values=values, seen=seen, by=by)


def received(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a paper that the school has taken in (접수): sent or not, it is no page of a guardian's alone."""
    return {**values, MARK: {**values[MARK], "began_it": False}} if MARK in values else dict(values)


def sent_ones(papers: QuerySet[Document]) -> QuerySet[Document]:
    """Those that a guardian has sent."""
    return papers.filter(values__has_key=MARK).exclude(**{f"values__{MARK}__sent_at": ""})


def handed_ones(papers: QuerySet[Document]) -> QuerySet[Document]:
    """Those that a guardian has sent, now or before, and those that were begun for him."""
    return sent_ones(papers) | unsent_ones(papers) | papers.filter(**{f"values__{MARK}__was_sent": True})


def unsent_ones(papers: QuerySet[Document]) -> QuerySet[Document]:
    """Drafts that were begun for a guardian, who has not sent them (보내지 않음)."""
    drafts = papers.filter(state=Document.State.DRAFT, round=0)
    return drafts.filter(**{f"values__{MARK}__sent_at": "", f"values__{MARK}__began_it": True})


def forget_unsent() -> None:
    """Remove the unsent ones of this school that nobody has touched for two weeks; a printed one after its file."""
    untouched = Document.objects.filter(saved_at__lt=clock.now() - UNSENT_KEPT_FOR)
    unsent_ones(untouched.filter(files=None)).delete()
