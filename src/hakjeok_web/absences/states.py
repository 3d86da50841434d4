"""How a request stands (신청의 상태): a badge, what is to be done next, and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hakjeok.attendance.illness_evidence import DEADLINE
from hakjeok.attendance.reasons import Reason
from hakjeok.dates import days_later
from hakjeok.school_calendar import Calendar
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.attendance.reason_words import NOT_TOLD
from hakjeok_web.config.templatetags.korean import days_left, short_date
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.figures import TRIP_REPORT_WITHIN
from hakjeok_web.schools.queries import year_of
from hakjeok_web.schools.rulings import InForce, Rulings

State, Paper = AbsenceRequest.State, Document.State
_BADGES = {
    State.CANCELLED: ("취소", "outline", ""),
    State.CLOSED: ("마침", "ok", "done"),
    Paper.SUBMITTED: ("결재 중", "info", "waiting"),
    Paper.RETURNED: ("반려", "danger", "warning"),
    Paper.WITHDRAWN: ("회수", "neutral", ""),
}


@dataclass(frozen=True)
class Standing:
    """A request on a day."""

    request: AbsenceRequest
    calendar: Calendar
    today: date
    rulings: Rulings
    is_withheld: bool = False  # its reason is not told to the person who reads it

    @property
    def last_day(self) -> date:
        """The last school day of the request; its last day where there is none."""
        days = self.calendar.between(self.request.from_on, self.request.to_on)
        return days[-1] if days else self.request.to_on

    @property
    def report_due(self) -> date:
        """Until when the report of a trip comes (p.22)."""
        return days_later(self.last_day, self.report_within.days)

    @property
    def report_within(self) -> InForce:
        """The figure that the report's last day follows: the school's own, or the handbook's."""
        return self.rulings.on(TRIP_REPORT_WITHIN, self.request.received_on)

    @property
    def reason(self) -> str:
        """What the list says of it."""
        if self.is_withheld:
            return NOT_TOLD
        return self.request.reason_text or Reason(self.request.reason).korean

    @property
    def is_over(self) -> bool:
        return self.last_day < self.today

    @property
    def due(self) -> date | None:
        """By when something has to be done; None where nothing has."""
        request = self.request
        if request.state == State.RECEIVED:
            return request.from_on if request.is_trip else days_later(request.from_on, DEADLINE.whole)
        return self.report_due if request.is_trip and request.state == State.APPROVED else None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def when(self) -> str:
        """`5. 8.(수)까지 · 3일 남음`."""
        return f"{short_date(self.due)}까지 · {days_left(self.due, self.today)}" if self.due else ""

    @property
    def badge(self) -> dict[str, str]:
        """As `_badge.html` wants it."""
        text, tone, icon = self._look()
        return {"text": text, "tone": tone, "icon": icon}

    def _look(self) -> tuple[str, str, str]:
        request = self.request
        if request.state in (State.CANCELLED, State.CLOSED):
            return _BADGES[request.state]
        if request.state == State.APPROVED:
            return self._look_of_approved()
        return _BADGES.get(request.document.state if request.document else "", ("접수", "neutral", ""))

    def _look_of_approved(self) -> tuple[str, str, str]:
        if not self.request.is_trip:
            return "승인", "ok", "done"
        if self.request.report_on:
            return "보고서 확인", "warn", "warning"
        if self.is_over:
            return ("보고서 늦음", "danger", "warning") if self.is_late else ("보고서 기다림", "warn", "waiting")
        return "승인", "ok", "done"

    @property
    def next_step(self) -> dict[str, Any] | None:
        """What is to be done now: a sentence, and the page where it is done."""
        request = self.request
        if request.state == State.RECEIVED:
            return _next_of_paper(request)
        if request.state == State.APPROVED and request.is_trip:
            return self._next_of_trip()
        return None

    def _next_of_trip(self) -> dict[str, Any]:
        address = f"/field-trips/{self.request.pk}/report/"
        if not self.is_over:
            return {"text": f"다녀온 뒤 {short_date(self.report_due)}까지 보고서를 받습니다.", "url": "", "link": ""}
        if self.is_late and not self.request.report_on:
            return {"text": "보고서 기한이 지났습니다. 어떻게 할지 정해 주세요.", "url": address, "link": "보고서 처리"}
        text = f"보고서를 {short_date(self.report_due)}까지 받고 사실을 확인해 주세요."
        return {"text": text, "url": address, "link": "보고서 받기"}


def next_day(request: AbsenceRequest) -> date | None:
    """The school day on which a request that goes on from this one begins. Two queries."""
    calendars = calendars_of(year_of(request.school_id, request.from_on))
    return calendars.of(request.student.grade or 1).next_after(request.to_on)


def _next_of_paper(request: AbsenceRequest) -> dict[str, Any]:
    paper = request.document
    if paper is None or paper.state == Paper.DISCARDED:
        return {"text": "서식이 없습니다. 서식을 쓰고 상신해야 출석부에 적힙니다.", "url": "", "link": ""}
    address = f"/documents/{paper.pk}/"
    if paper.state == Paper.SUBMITTED:
        return {"text": "결재 중입니다. 완결되면 출석부에 적힙니다.", "url": address, "link": "문서 보기"}
    if paper.state == Paper.RETURNED:
        return {"text": "반려되었습니다. 의견을 보고 고쳐 다시 상신해 주세요.", "url": address, "link": "문서 보기"}
    return {
        "text": "서식을 채우고 서명을 받아 상신해 주세요. 완결되기 전에는 출석부에 적히지 않습니다.",
        "url": f"/documents/{paper.pk}/edit/",
        "link": "서식 쓰기",
    }
