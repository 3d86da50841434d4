"""Requests of the demonstration school (시범 결석신고·교외체험학습): some wait, one goes up its line."""

from datetime import date, timedelta
from typing import Any

from hakjeok_web.absences import actions
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.approvals.actions import submit
from hakjeok_web.approvals.lines import propose_line
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import save_draft
from hakjeok_web.schools.models import School
from hakjeok_web.students.models import ClassPlacement

Kind, How = AbsenceRequest.Kind, AbsenceRequest.How
CLASS = (4, 2)
WRITTEN = {
    "place": "경상북도 경주시",
    "plan": "첨성대와 불국사를 둘러보고 신라의 문화유산을 알아봅니다.",
    "contact_phone": "010-0000-0001",
}


def receive_requests(school: School, *, today: date) -> int:
    """What lies on the desk of 4-2's teacher on any morning; how many."""
    desk = _Desk(school, today)
    desk.trip(4, in_days=14, days=3, reason_text="가족여행")
    desk.sent_up(desk.trip(5, in_days=7, days=2, reason_text="친척 방문"))
    desk.report(6, days_ago=2, reason_text="감기", papers=["guardian_opinion"])
    desk.report(8, days_ago=4, reason_text="장염", papers=[])
    return AbsenceRequest.objects.filter(school=school).count()


class _Desk:
    def __init__(self, school: School, today: date) -> None:
        self.school, self.today, self.by = school, today, _teacher(school, today)

    def trip(self, number: int, *, in_days: int, days: int, reason_text: str) -> AbsenceRequest | None:
        first = self.today + timedelta(days=in_days)
        told: dict[str, Any] = {"purpose": "trip", "adult_companion": True}
        return self._received(
            number, kind=Kind.TRIP, from_on=first, to_on=first + timedelta(days=days - 1), told=told,
            reason_text=reason_text, how=How.GUARDIAN,
        )  # fmt: skip

    def report(self, number: int, *, days_ago: int, reason_text: str, papers: list[str]) -> AbsenceRequest | None:
        day = self.today - timedelta(days=days_ago)
        return self._received(
            number, kind=Kind.REPORT, from_on=day, to_on=day + timedelta(days=1), told={"documents": papers},
            reason="illness", reason_text=reason_text, how=How.PAPER, original_seen=True,
        )  # fmt: skip

    def _received(self, number: int, **told: Any) -> AbsenceRequest | None:
        """Nothing where the days are a holiday or the pupil was recorded otherwise on them."""
        place = ClassPlacement.objects.filter(school_class__in=self.by.homerooms, number=number).latest("from_on")
        try:
            return actions.receive(
                student=place.student, wanted=Wanted(received_on=self.today, **told), by=self.by
            )  # fmt: skip
        except Refused:
            return None

    def sent_up(self, request: AbsenceRequest | None) -> None:
        if request is None or request.document is None:
            return
        paper = request.document
        values = {"purpose": request.reason_text, **WRITTEN}
        paper = save_draft(document=paper, values=paper.values | values, seen=paper.version, by=self.by)
        try:
            submit(document=paper, line=propose_line(paper, self.by), by=self.by)
        except Refused:
            return


def _teacher(school: School, today: date) -> Actor:
    grade, number = CLASS
    classes = Homeroom.objects.filter(school=school, to_on=None, school_class__grade=grade)
    staff = classes.select_related("staff__user").get(school_class__number=number).staff
    return actor_of(staff.user, school_id=school.pk, today=today)
