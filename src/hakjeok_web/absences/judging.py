"""What the rules say of a request (판정): the kind of its days, what stands against it, what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hakjeok.attendance.classify import BY_A_DIAGNOSIS_OF_THE_TERM, ClassifyFacts, classify
from hakjeok.attendance.field_trip import Against, FieldTrip, Outcome, field_trip
from hakjeok.attendance.papers import Paper
from hakjeok.attendance.reason_rows import ROWS
from hakjeok.attendance.reasons import DustLevel, Reason
from hakjeok.attendance.trip_facts import Epidemic, FieldTripFacts, Purpose
from hakjeok.result import Result
from hakjeok.vocabulary import AbsenceForm
from hakjeok_web.absences import sentences
from hakjeok_web.absences.pupil_days import PupilDays
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.attendance.athletes import RegisteredAthlete
from hakjeok_web.attendance.diagnosed import TermDiagnosis
from hakjeok_web.attendance.models import Form, Kind
from hakjeok_web.config.refusals import Reason as Refusal


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A request as the rules see it. `against` cannot be received, `warnings` can, and are told to who decides."""

    wanted: Wanted
    days: tuple[date, ...] = ()
    kind: str = ""
    form: str = Form.ABSENCE
    against: tuple[Refusal, ...] = ()
    warnings: tuple[Refusal, ...] = ()
    missing: tuple[Paper, ...] = ()
    results: tuple[Result, ...] = ()
    trip: FieldTrip | None = None
    diagnosis: TermDiagnosis | None = None  # of the semester, in place of evidence
    athlete: RegisteredAthlete | None = None  # of the year, where the trip is for training or a contest

    @property
    def lacks_diagnosis(self) -> bool:
        """Whether a diagnosis registered for the semester would spare the evidence (p.26)."""
        return not self.wanted.is_trip and self.diagnosis is None and self.wanted.reason in BY_A_DIAGNOSIS_OF_THE_TERM

    @property
    def word(self) -> str:
        """How the register will call the days: `출석인정결석`."""
        return f"{Kind(self.kind).label}{Form(self.form).label}" if self.kind else ""

    @property
    def days_off(self) -> int:
        """Days of the period that are no school days, and so do not count."""
        return (self.wanted.to_on - self.wanted.from_on).days + 1 - len(self.days)


def judge(wanted: Wanted, there: PupilDays) -> Judgement:
    """Ask the decisions about a request; pure, once the pupil's year has been read."""
    days = there.school_days(wanted)
    if refused := _not_to_be_judged(wanted, there, days):
        return Judgement(wanted=wanted, days=days, against=(refused,))
    judged = _judge_trip(wanted, there, days) if wanted.is_trip else _judge_report(wanted, there, days)
    return judged


def _not_to_be_judged(wanted: Wanted, there: PupilDays, days: tuple[date, ...]) -> Refusal | None:
    if not days:
        return sentences.no_school_days(wanted, there)
    if (other := there.overlapping(wanted)) is not None:
        return sentences.overlapping(other)
    if wanted.received_on > there.year.today:
        return sentences.received_in_future(wanted)
    return None


# --- field trips --------------------------------------------------------------------------------------------------


def _judge_trip(wanted: Wanted, there: PupilDays, days: tuple[date, ...]) -> Judgement:
    if wanted.report_on is not None and wanted.report_on < days[-1]:
        return Judgement(wanted=wanted, days=days, against=(sentences.reported_too_early(days[-1]),))
    trip = decide_trip(wanted, there, days)
    form = Form.EARLY_LEAVE if trip.recorded_as is AbsenceForm.EARLY_LEAVE else Form.ABSENCE
    return Judgement(
        wanted=wanted,
        days=days,
        form=form,
        kind=_kind_of_trip(trip, wanted),
        against=(*_against_trip(trip, wanted, there, days), *_clashes(wanted, there, days, form)),
        warnings=(*_warnings_about(trip, wanted, there, days, form), *_told_with_neighbours(wanted, there, days)),
        results=(trip,),
        trip=trip,
        athlete=there.athlete if wanted.purpose is Purpose.ATHLETE_TRAINING else None,
    )


def decide_trip(wanted: Wanted, there: PupilDays, days: tuple[date, ...]) -> FieldTrip:
    """attendance.field_trip for these days."""
    return field_trip(
        FieldTripFacts(
            dates=days,
            half_day=bool(wanted.half_day),
            applied_on=wanted.received_on,
            phone_approval=_is_phoned_before(wanted),
            calendar=there.calendar,
            used_days=there.used_trip_days(wanted),
            used_before_transfer=sentences.half_days(wanted.told.get("used_before_transfer", 0)),
            report_submitted_on=wanted.report_on,
            purpose=wanted.purpose,
            registered_sport=there.is_his_sport(wanted),
            epidemic_level=Epidemic(wanted.told.get("epidemic_level", Epidemic.NONE)),
            adult_companion=wanted.told.get("adult_companion", False),
            limits=there.limits(wanted),
        )
    )


def _is_phoned_before(wanted: Wanted) -> bool:
    """A permission by telephone counts where it came before the trip (사전 허가, p.35)."""
    return wanted.phone_approved_on is not None and wanted.phone_approved_on <= wanted.from_on


def _kind_of_trip(trip: FieldTrip, wanted: Wanted) -> str:
    if trip.outcome is Outcome.UNEXCUSED and not (trip.approvable and wanted.needs_the_principal):
        return Kind.UNEXCUSED
    return Kind.AUTHORIZED


def _against_trip(trip: FieldTrip, wanted: Wanted, there: PupilDays, days) -> Iterator[Refusal]:
    for reason in trip.reasons_against:
        yield sentences.against(reason, trip, wanted, there, days)
    if Against.TOO_LONG not in trip.reasons_against and not wanted.half_day:
        yield from _too_long_with_neighbours(wanted, there, days)


def _told_with_neighbours(wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Iterator[Refusal]:
    """The decision counts this trip alone; one that goes on from another is longer."""
    joined = days if wanted.half_day else there.with_adjacent_trips(wanted)
    if joined != days:
        yield sentences.goes_on(wanted, there, joined)


def _too_long_with_neighbours(wanted: Wanted, there: PupilDays, days) -> Iterator[Refusal]:
    joined = there.with_adjacent_trips(wanted)
    if joined == days:
        return
    whole = decide_trip(wanted, there, joined)
    if Against.TOO_LONG in whole.reasons_against:
        yield sentences.against(Against.TOO_LONG, whole, wanted, there, joined)


# --- reports of absence -------------------------------------------------------------------------------------------


def _judge_report(wanted: Wanted, there: PupilDays, days: tuple[date, ...]) -> Judgement:
    facts = facts_of(wanted, there)
    found = classify(facts)
    kind = ROWS[facts.reason].kind if wanted.needs_the_principal else found.kind
    return Judgement(
        wanted=wanted,
        days=days,
        form=wanted.form,
        kind=kind.value,
        against=tuple(_clashes(wanted, there, days, wanted.form)),
        warnings=tuple(_warnings_about(found, wanted, there, days, wanted.form)),
        missing=found.missing,
        results=(found,),
        diagnosis=there.diagnosis_for(wanted),
    )


def facts_of(wanted: Wanted, there: PupilDays) -> ClassifyFacts:
    """What attendance.classify asks; the approval that is asked for is taken as given."""
    run = there.run_of_illness(wanted)
    told = {key: value for key, value in wanted.told.items() if key in ClassifyFacts.__dataclass_fields__}
    told["documents"] = wanted.papers
    if told.get("dust_level"):
        told["dust_level"] = DustLevel(told["dust_level"])
    if (diagnosis := there.diagnosis_for(wanted)) is not None:
        told |= {"diagnosed_this_term": True} | ({"certificate": True} if diagnosis.has_certificate else {})
    return ClassifyFacts(
        reason=Reason(wanted.reason),
        form=AbsenceForm(wanted.form),
        principal_approved=True,
        submitted_within_days=max(0, (wanted.received_on - run[0]).days),
        days=len(run),
        times_this_month=there.times_in_month(wanted),
        **told,
    )


# --- what has to be told ------------------------------------------------------------------------------------------


def _warnings_about(found: Result, wanted: Wanted, there: PupilDays, days, form: str) -> Iterator[Refusal]:
    yield from (Refusal(text) for text in found.warnings)
    for day in days:
        if there.is_closed(day):
            yield sentences.closed_month(day)
            break
    present = [day for day in days if _was_present(there, day)]
    if form == Form.ABSENCE and present:
        yield sentences.were_present(present)
    if wanted.needs_the_principal:
        yield from (sentences.one_of_two(day, there.cell(day), form) for day in _clashing(there, days, form))


def _was_present(there: PupilDays, day: date) -> bool:
    return not there.cell(day).kind and there.year.is_known(day) and day <= there.year.today


def _clashes(wanted: Wanted, there: PupilDays, days: Sequence[date], form: str) -> Iterator[Refusal]:
    """Only one form counts a day; the principal says which (p.30)."""
    if not wanted.needs_the_principal:
        yield from (sentences.two_forms(day, there.cell(day), form) for day in _clashing(there, days, form))


def _clashing(there: PupilDays, days: Sequence[date], form: str) -> list[date]:
    return [day for day in days if there.cell(day).kind and there.cell(day).form != form]
