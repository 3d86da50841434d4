"""Hakjeok (학적): the rules of the academic-record handbook as pure functions.

What to import, by name:
- `hakjeok.decide(name, facts)`: any decision by its name, JSON values in, the contract's envelope out
- `hakjeok.school_calendar`: Calendar(school_year, first_day, last_day, breaks=(Period(from_, to),), days_off,
  public_holidays) with school_days, is_school_day, count, between, nth_from, next_after, previous_or_same
- `hakjeok.vocabulary`: AbsenceKind, AbsenceForm, Change, Status, Stage, Basis … (`.korean`, `.choices()`)
- `hakjeok.attendance.day`: day(DayFacts(events=(DayEvent(form, kind),), chosen)) -> Day
- `hakjeok.attendance.totals`: totals(TotalsFacts(total_days, records=(Record(date, form, kind),))) -> Totals
- `hakjeok.absence.ladder`: ladder(LadderFacts(absences, calendar, today, …)) -> Ladder
- `hakjeok.absence.out_of_quota`: out_of_quota(OutOfQuotaFacts(total_days, absences, calendar, today)) -> OutOfQuota
- `hakjeok.completion.required`: required(CompletionFacts(basis, total_days, attended, school_year, …)) -> Completion
- `hakjeok.schooldays.count`: count(CountFacts(calendar, spans=(Span(from_, to, end, school),))) -> Count
- `hakjeok.record.events`: Event(change, date, school, grade, reason, reason_date, office)
- `hakjeok.record.standing`: standing_on(events, day) -> Standing(status, school, grade, since); belongs_on(events, day)
- `hakjeok.record.validate`: validate(ValidateFacts(events)) -> Validation(valid, problems)
- `hakjeok.record.lines`: lines(LinesFacts(events)) -> Lines(history, remarks)
- `hakjeok.public_holidays`: holidays_of(school_year) -> ((date, Korean name), …)
- `hakjeok.dates`: school_year_of, first_of_school_year, last_of_school_year, spoken_date …
- `hakjeok.errors`: BadInput(field, message), UnknownDecision
Every result carries `because` (Step(text, source)), `warnings` and `school_year`; all arguments are keywords.
"""

from typing import Any

__all__ = ["decide"]


def decide(name: str, facts: dict[str, Any]) -> dict[str, Any]:
    """Decide by name: facts as JSON values in, the envelope of the contract out.

    Raises BadInput for facts that are wrong and UnknownDecision for an unknown name.
    """
    from hakjeok.faces.answering import answer

    return answer(name, facts)
