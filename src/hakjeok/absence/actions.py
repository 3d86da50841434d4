"""What the ladder of unexcused absences asks for: who does what by when, with which form (p.27–29, 60)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hakjeok.absence.runs import Run
from hakjeok.actions import Action, ActionCode, action, facility_letter_due, monthly_check
from hakjeok.dates import days_later
from hakjeok.parameters import load
from hakjeok.vocabulary import Stage

if TYPE_CHECKING:
    from hakjeok.absence.ladder import LadderFacts

PARAMETERS = load("absence")
REGISTER_ON_DAY = PARAMETERS["register_on_day"]
RETURN_WITHIN = PARAMETERS["return_report_within_days"]


PRINCIPAL, HOMEROOM, REGISTRAR = "학교장", "담임교사", "업무담당자"
VISITORS = "교직원(주민센터 사회복지전담직원과 함께 할 수 있음)"
SCHOOL_AND_OFFICE = "학교와 지원청 취학관리전담기구"


@dataclass(frozen=True)
class Placement:
    """Where an absence stands on the ladder on a school day."""

    run: Run | None
    stage: Stage
    registers: bool
    tenth_day: date | None


def actions(facts: LadderFacts, placed: Placement) -> Iterator[Action]:
    """Everything that is to be done, in the order of the handbook's table."""
    yield from _for_safety(facts, placed)
    if placed.run is not None:
        yield from _for_contact(facts, placed, placed.run)
        yield from _for_registration(facts, placed)
    if placed.stage is Stage.REPORT:
        yield monthly_check(
            SCHOOL_AND_OFFICE, facts.today, overseas=facts.overseas_confirmed, letter_due=letter_due_of(facts)
        )
    if facts.returned_on is not None and facts.excluded is None:
        within = RETURN_WITHIN.at(facts.calendar.school_year).whole
        yield action(ActionCode.RETURN_REPORT, HOMEROOM, days_later(facts.returned_on, within))


def _for_safety(facts: LadderFacts, placed: Placement) -> Iterator[Action]:
    """Signs of abuse are reported whoever the pupil is; the police are asked at once (p.10, 27)."""
    missing = not facts.located and placed.stage is not Stage.NONE
    if facts.abuse_signs:
        yield action(ActionCode.ABUSE_REPORT, "교직원", facts.today)
    if facts.excluded is None and (missing or facts.abuse_signs):
        yield action(ActionCode.POLICE_REQUEST, PRINCIPAL, facts.today, "2-4", "4-9", "4-10")


def _for_contact(facts: LadderFacts, placed: Placement, run: Run) -> Iterator[Action]:
    """Telephone on every day; visit and summons from the third day, the visit at once for one not located."""
    if placed.stage in (Stage.CONTACT, Stage.VISIT):
        yield action(ActionCode.PHONE_DAILY, PRINCIPAL, facts.today)
    last_day_of_stage = run.nth(REGISTER_ON_DAY.at(facts.calendar.school_year).whole - 1, facts.calendar)
    waived = facts.overseas_confirmed
    if placed.stage is Stage.CONTACT and not facts.located:
        yield action(ActionCode.HOME_VISIT, VISITORS, facts.today, "2-6", waived=waived)
    if placed.stage is Stage.VISIT:
        due = last_day_of_stage if facts.located else facts.today
        yield action(ActionCode.HOME_VISIT, VISITORS, due, "2-6", waived=waived)
        yield action(ActionCode.SUMMONS, PRINCIPAL, last_day_of_stage, "2-3", waived=waived)


def _for_registration(facts: LadderFacts, placed: Placement) -> Iterator[Action]:
    """Registered and handed in on the tenth day, or at once where the police were asked (p.27, 60)."""
    if not placed.registers:
        return
    due = placed.tenth_day or facts.today
    yield action(ActionCode.REGISTER, HOMEROOM, due)
    yield action(ActionCode.REPORT_OFFICE, REGISTRAR, due)
    yield action(ActionCode.REPORT_DONG, REGISTRAR, due, "4-8")


def letter_due_of(facts: LadderFacts) -> date | None:
    """The day from which the facility's own letter is needed; None without the guardian's certificate."""
    return facility_letter_due(facts.alternative_facility_certificate_on, facts.today, facts.calendar.school_year)
