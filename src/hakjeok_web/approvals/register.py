"""문서대장: every finished paper, found by number, title, pupil, period, kind and drafter."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hakjeok_web.accounts.models import User
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.approvals.delegation import OTHER, form_title
from hakjeok_web.documents import registry
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import definitions

PER_PAGE = 50
LIST_FIELDS = ("number", "title", "pupil_id", "definition", "approved_on", "kept_years", "drafted_by__name")


@dataclass(frozen=True)
class Filters:
    """What is looked for; everything empty means all papers."""

    text: str = ""
    first_on: date | None = None
    last_on: date | None = None
    kind: str = ""
    drafter: str = ""

    @property
    def is_any(self) -> bool:
        return any((self.text, self.first_on, self.last_on, self.kind, self.drafter))


@dataclass(frozen=True)
class Key:
    """The last paper of the page before: pages go by key, so that the ten-thousandth costs what the first does."""

    approved_on: date
    number: int

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """From `2024-05-03.17`; None for anything else."""
        day, _, number = text.partition(".")
        try:
            return cls(date.fromisoformat(day), int(number))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.approved_on.isoformat()}.{self.number}"


def papers(by: Actor, filters: Filters, after: Key | None = None) -> QuerySet[Document]:
    """The newest first. Only the index `document_register` is read; names are looked up before, a query each."""
    found = Document.objects.filter(school_id=by.school_id, approved_on__isnull=False)
    found = found.filter(_period(filters), _kind(filters.kind), _text(by, filters.text))
    if filters.drafter:
        drafters = User.objects.filter(posts__school_id=by.school_id, name__contains=filters.drafter)
        found = found.filter(drafted_by__in=list(drafters.values_list("pk", flat=True)))
    if after:
        found = found.filter(approved_on__lte=after.approved_on).exclude(
            approved_on=after.approved_on, number__gte=after.number
        )
    return found.order_by("-approved_on", "-number")


def page_of(found: QuerySet[Document]) -> tuple[list[Document], Key | None]:
    """One page, and the key of the next; nothing is counted. Two queries."""
    wanted = list(found.values_list("pk", "approved_on", "number")[: PER_PAGE + 1])
    shown = [key for key, _, _ in wanted[:PER_PAGE]]
    rows = rows_of(Document.objects.filter(pk__in=shown).order_by("-approved_on", "-number"))
    return rows, Key(*wanted[PER_PAGE - 1][1:]) if len(wanted) > PER_PAGE else None


def rows_of(found: QuerySet[Document]) -> list[Document]:
    """With what a line of the register shows. One query."""
    return list(found.select_related("drafted_by").only(*LIST_FIELDS))


def _period(filters: Filters) -> Q:
    wanted = Q()
    if filters.first_on:
        wanted &= Q(approved_on__gte=filters.first_on)
    return wanted & Q(approved_on__lte=filters.last_on) if filters.last_on else wanted


def _kind(kind: str) -> Q:
    if not kind:
        return Q()
    forms = definitions()
    if kind == OTHER:
        return ~Q(definition__in=list(forms))
    return Q(definition__in=[each.id for each in forms.values() if each.kind == kind])


def _text(by: Actor, text: str) -> Q:
    """A number, words of the title, or a pupil's name."""
    if not text:
        return Q()
    if text.isdecimal() and len(text) <= 9:
        return Q(number=int(text))
    return Q(title__contains=text) | Q(pupil_id__in=registry.pupils_called(by.school_id, text))


def form_of(document: Document) -> str:
    """`2-3 내교 통지서`; papers without a form are called by what they are."""
    known = definitions().get(document.definition)
    return form_title(known) if known else "학적 처리"


def labels(rows: list[Document]) -> Mapping[uuid.UUID, str]:
    """The pupils of these papers. One query."""
    return registry.labels_of(each.pupil_id for each in rows)
