"""The changes of the whole school (학적변동 대장), by day and kind."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Window

from hakjeok.vocabulary import Change
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.actions import reference
from hakjeok_web.students.models import RecordChange
from hakjeok_web.students.queries import PER_PAGE
from hakjeok_web.students.words import CANCELLATION, kind_word


@dataclass(frozen=True)
class LedgerFilters:
    """What the list is narrowed to (조건)."""

    kind: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def told(self) -> str:
        days = f"{korean_date(self.from_on)}~{korean_date(self.to_on)}" if self.from_on or self.to_on else ""
        return ", ".join(part for part in (kind_word(self.kind) if self.kind else "", days) if part) or "전체"


def ledger_filters_of(query) -> LedgerFilters:
    """From the address; what cannot be read is left out."""
    kind = query.get("kind", "")
    return LedgerFilters(
        kind=kind if kind in list(Change) else "", from_on=_day(query.get("from")), to_on=_day(query.get("to"))
    )


def changes_of_school(actor: Actor, filters: LedgerFilters) -> QuerySet[RecordChange]:
    """Lines of the school's ledgers within reach, latest effective day first; what is cancelled says so."""
    cancellation = RecordChange.objects.filter(cancels=OuterRef("pk"))
    lines = RecordChange.objects.filter(school_id=actor.school_id).annotate(is_cancelled=Exists(cancellation))
    if filters.kind:
        lines = lines.filter(kind=filters.kind)
    if filters.from_on:
        lines = lines.filter(effective_on__gte=filters.from_on)
    if filters.to_on:
        lines = lines.filter(effective_on__lte=filters.to_on)
    lines = lines.select_related("student", "document__school", "recorded_by")
    return lines.order_by("-effective_on", "student__name", "student_id", "-seq")


def page_of(lines: QuerySet[RecordChange], page: int) -> tuple[list[RecordChange], int]:
    """One page and how many there are in all. One query; a second one where the page is empty."""
    start = (page - 1) * PER_PAGE
    found = list(lines.annotate(total=Window(Count("pk")))[start : start + PER_PAGE])
    return found, found[0].total if found else lines.count()


def word_of(line: RecordChange) -> str:
    """`전출`, or `학적반영취소(전출)`."""
    return f"{CANCELLATION}({kind_word(line.kind)})" if line.cancels_id else kind_word(line.kind)


def row_of(line: RecordChange) -> list:
    """A line for the Excel file."""
    return [
        line.effective_on, line.student.name, word_of(line), line.grade, line.school_name, line.reason,
        reference(line.document), line.recorded_by.name, "취소됨" if line.is_cancelled else "",
    ]  # fmt: skip


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
