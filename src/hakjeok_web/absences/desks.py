"""The two desks of requests (결석신고, 교외체험학습): one set of pages, told apart by kind, right and words."""

from dataclasses import dataclass

from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.papers import FORMS
from hakjeok_web.accounts.policies import Menu

Kind = AbsenceRequest.Kind


@dataclass(frozen=True)
class Desk:
    """Everything that differs between the pages of one kind and those of the other."""

    kind: str
    menu: Menu
    title: str  # of the list
    paper: str  # how the form is called
    address: str
    period: str
    none_open: str

    @property
    def definition(self) -> str:
        return FORMS[self.kind]

    @property
    def is_trip(self) -> bool:
        return self.kind == Kind.TRIP


REPORTS = Desk(
    Kind.REPORT, Menu.ABSENCE_REPORTS, "결석신고", "결석신고서", "/absence-reports/", "결석 기간",
    "처리할 결석신고가 없습니다.",
)  # fmt: skip
TRIPS = Desk(
    Kind.TRIP, Menu.FIELD_TRIPS, "교외체험학습", "교외체험학습 신청서", "/field-trips/", "체험학습 기간",
    "처리할 교외체험학습이 없습니다.",
)  # fmt: skip
