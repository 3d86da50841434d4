"""What is to be done for a child who does not enter: who does what by when, with which form (p.11, 16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hakjeok.actions import Action, ActionCode, action, facility_letter_due, monthly_check
from hakjeok.vocabulary import Word

if TYPE_CHECKING:
    from hakjeok.admission.nonenrollment import NonenrollmentFacts

PRINCIPAL, REGISTRAR, STAFF = "학교장", "업무담당자", "교직원"
TWO_VISITORS = "학교 교직원과 동의 사회복지 전담직원 2인"
DEDICATED_BODY = "교육장 소속 전담기구"


class NonenrollmentStage(Word):
    """How far it has gone with a child who does not enter (미취학 아동 관리 단계)."""

    NONE = "none", "입학기일 전"
    CONTACT = "contact", "취학 독려·가정방문(1~3일차)"
    INTERVIEW = "interview", "내교 요청(4~9일차)"
    COMMITTEE = "committee", "의무교육관리위원회(10일차)"
    MONTHLY = "monthly", "전담기구의 지속 관리(11일차부터)"


TO_DAY_TEN = (NonenrollmentStage.CONTACT, NonenrollmentStage.INTERVIEW, NonenrollmentStage.COMMITTEE)
FROM_DAY_TEN = (NonenrollmentStage.COMMITTEE, NonenrollmentStage.MONTHLY)


@dataclass(frozen=True)
class Situation:
    """Where a child who does not enter stands: the school day, its number, the stage and the days that end stages.

    `today` is the last school day up to today; a day that the calendar does not reach is None.
    """

    day_no: int
    stage: NonenrollmentStage
    today: date
    entrance: date | None
    last_of_contact: date | None
    last_of_interview: date | None
    committee_on: date | None

    @property
    def has_begun(self) -> bool:
        """Whether the entrance day has come."""
        return self.stage is not NonenrollmentStage.NONE


def asks_police(facts: NonenrollmentFacts, at: Situation) -> bool:
    """Signs of abuse on any day; from the entrance on also a child not located or not brought to the interview."""
    is_missing = not facts.located or facts.answered_interview is False
    return facts.abuse_signs or (at.has_begun and is_missing)


def letter_due_of(facts: NonenrollmentFacts) -> date | None:
    """The day from which the unregistered facility's own letter is needed."""
    return facility_letter_due(facts.alternative_facility_certificate_on, facts.today, facts.calendar.school_year)


def actions(facts: NonenrollmentFacts, at: Situation) -> Iterator[Action]:
    """Everything that is to be done, in the order of the handbook's table."""
    if facts.abuse_signs:
        yield action(ActionCode.ABUSE_REPORT, STAFF, facts.today)
    if asks_police(facts, at):
        yield action(ActionCode.POLICE_REQUEST, PRINCIPAL, facts.today, "1-14", "1-15")
    if at.has_begun:
        yield action(ActionCode.CREATE_RECORD, REGISTRAR, at.entrance)
    if at.stage in TO_DAY_TEN:
        yield action(ActionCode.PHONE_DAILY, PRINCIPAL, at.today)
    yield from _of_stage(facts, at)


def _of_stage(facts: NonenrollmentFacts, at: Situation) -> Iterator[Action]:
    if at.stage is NonenrollmentStage.CONTACT:
        yield from _to_make_contact(facts, at)
    if at.stage is NonenrollmentStage.INTERVIEW:
        yield action(ActionCode.SUMMONS, PRINCIPAL, at.last_of_interview, "1-16")
    if at.stage is NonenrollmentStage.COMMITTEE:
        yield action(ActionCode.COMMITTEE, PRINCIPAL, at.committee_on, "1-18", "1-20", "1-21")
    if at.stage in FROM_DAY_TEN:
        yield action(ActionCode.REGISTER, PRINCIPAL, at.committee_on)
        yield action(ActionCode.REPORT_OFFICE, PRINCIPAL, at.committee_on)
    if at.stage is NonenrollmentStage.MONTHLY:
        yield monthly_check(
            DEDICATED_BODY, facts.today, overseas=facts.overseas_confirmed, letter_due=letter_due_of(facts)
        )


def _to_make_contact(facts: NonenrollmentFacts, at: Situation) -> Iterator[Action]:
    """The urging letter, the visit of two and the reports, all by the third school day."""
    due = at.last_of_contact
    visit_due = due if facts.located else facts.today
    yield action(ActionCode.URGE_LETTER, PRINCIPAL, due, "1-17")
    yield action(ActionCode.HOME_VISIT, TWO_VISITORS, visit_due, "1-13", waived=facts.overseas_confirmed)
    yield action(ActionCode.REPORT_OFFICE, PRINCIPAL, due, "1-12")
    yield action(ActionCode.REPORT_DONG, PRINCIPAL, due, "1-12")
