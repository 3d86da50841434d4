"""What somebody asks for (신청·신고한 내용), as a form or a stored request tells it, before it is judged."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hakjeok.attendance.papers import Paper
from hakjeok.attendance.reasons import Reason
from hakjeok.attendance.trip_facts import Purpose
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.reason_words import is_private, words_of

FIELDS = (
    "kind", "from_on", "to_on", "half_day", "form", "reason", "reason_text", "told", "how", "received_on",
    "original_seen", "phone_approved_on", "exception_reason",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One request as it is told. `told` holds what the decision asks besides, by the names of its facts."""

    kind: str
    from_on: date
    to_on: date
    received_on: date
    half_day: str = ""
    form: str = Form.ABSENCE
    reason: str = Reason.FIELD_TRIP.value
    reason_text: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    how: str = AbsenceRequest.How.PAPER
    original_seen: bool = False
    phone_approved_on: date | None = None
    exception_reason: str = ""
    id: uuid.UUID | None = None  # of the stored request
    report_on: date | None = None

    @classmethod
    def of(cls, request: AbsenceRequest) -> "Wanted":
        """What a stored request says."""
        return cls(id=request.pk, report_on=request.report_on, **{name: getattr(request, name) for name in FIELDS})

    @property
    def is_trip(self) -> bool:
        return self.kind == AbsenceRequest.Kind.TRIP

    @property
    def papers(self) -> tuple[Paper, ...]:
        return tuple(Paper(each) for each in self.told.get("documents", ()))

    @property
    def purpose(self) -> Purpose:
        return Purpose(self.told.get("purpose", Purpose.TRIP))

    @property
    def needs_the_principal(self) -> bool:
        """학교장 결정을 구함: only the principal, or who stands in for him, may approve it."""
        return bool(self.exception_reason.strip())

    @property
    def is_private(self) -> bool:
        """Whether its reason is told to few only (가리는 사유), by its code or by what was typed."""
        return not self.is_trip and (words_of(Reason(self.reason)).is_private or is_private(self.reason_text))

    @property
    def words(self) -> str:
        """The reason as the register writes it; what is nobody else's business stays out of it."""
        if self.is_trip:
            return Reason.FIELD_TRIP.korean
        if self.is_private:
            return ""
        return self.reason_text.strip() or Reason(self.reason).korean
