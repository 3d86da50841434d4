"""Reads about the grounds of absence, each within what the person may know."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from hakjeok.attendance.athlete import Athlete as Allowance
from hakjeok.attendance.athlete import AthleteFacts
from hakjeok.attendance.athlete import athlete as decide
from hakjeok.attendance.reasons import Reason
from hakjeok_web.absence_grounds.models import Athlete, AthleteEvent, Diagnosis, EntryBan, FamilyEvent, GroundAct
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.athletes import RegisteredAthlete
from hakjeok_web.attendance.diagnosed import TermDiagnosis
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.students.models import ClassPlacement, Student

OVER_LATELY = timedelta(days=14)


def covering(on: date) -> Q:
    """Rows with `from_on` and `to_on` that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def within(found: QuerySet, actor: Actor, menu: Menu, student: str = "student") -> QuerySet:
    """Rows of the pupils whom the person may read by this menu."""
    found = found.filter(school_id=actor.school_id)
    reach = actor.readable_classes(menu)
    if reach is None:
        return found
    seats = ClassPlacement.objects.filter(covering(actor.today), student=OuterRef(student), school_class__in=reach)
    return found.filter(Exists(seats))


@dataclass(frozen=True)
class Seat:
    """A pupil with where he sits today (자리), from prefetched placements."""

    student: Student
    placement: ClassPlacement | None

    @property
    def words(self) -> str:
        """`4-2 7번`; of a pupil without a class, nothing."""
        found = self.placement
        return f"{found.school_class.grade}-{found.school_class.number} {found.number}번" if found else ""

    @property
    def school_class(self) -> SchoolClass | None:
        return self.placement.school_class if self.placement else None


def seat_of(student: Student, today: date) -> Seat:
    """The pupil's place today; of a pupil who left, or of a day before he comes, the nearest. No query."""
    placements = list(student.placements.all())
    begun = [each for each in placements if each.from_on <= today]
    return Seat(student, (begun or placements or [None])[-1])


def may_write(actor: Actor, menu: Menu, seat: Seat) -> bool:
    """Whether the person may write about a pupil who sits there."""
    return seat.school_class is not None and actor.may_write_class(menu, seat.school_class.pk)


def seated(student: str = "student") -> Prefetch:
    """The placements of each row's pupil, in one query for all."""
    rows = ClassPlacement.objects.select_related("school_class__school_year").order_by("from_on")
    return Prefetch(f"{student}__placements", rows)


# ── 등교중지 ──


@dataclass(frozen=True)
class BanLine:
    """A ban with where its pupil sits and how it stands today."""

    ban: EntryBan
    seat: Seat
    today: date

    @property
    def place(self) -> str:
        return self.seat.words

    @property
    def ends_today(self) -> bool:
        return self.ban.is_running(self.today) and self.ban.to_on == self.today

    @property
    def is_over(self) -> bool:
        """Whether the last day has gone by while nobody has said that the pupil came back."""
        return not self.ban.is_cancelled and self.ban.returned_on is None and self.ban.to_on < self.today

    @property
    def state(self) -> str:
        if self.ban.is_cancelled:
            return "취소"
        if self.ban.returned_on:
            return "등교함"
        if self.is_over:
            return "등교 확인"
        if self.ends_today:
            return "오늘 끝남"
        return "등교중지" if self.ban.from_on <= self.today else "예정"


def bans(actor: Actor, *, everything: bool) -> list[BanLine]:
    """Bans that still need a hand, those over or ending today first; with `everything` all of them. Two queries."""
    found = within(EntryBan.objects.all(), actor, Menu.ENTRY_BANS)
    if not everything:
        found = found.filter(is_cancelled=False, returned_on=None, to_on__gte=actor.today - OVER_LATELY)
    lines = _ban_lines(found, actor.today)
    return sorted(lines, key=lambda line: (not line.is_over, not line.ends_today, line.ban.to_on, line.place))


def _ban_lines(found: QuerySet[EntryBan], today: date) -> list[BanLine]:
    rows = found.select_related("student", "registered_by").prefetch_related(seated())
    return [BanLine(each, seat_of(each.student, today), today) for each in rows]


def ban_or_404(actor: Actor, ban: uuid.UUID) -> BanLine:
    """One ban; another class's does not exist."""
    for line in _ban_lines(within(EntryBan.objects.filter(pk=ban), actor, Menu.ENTRY_BANS), actor.today):
        return line
    raise Http404


def reaches_ban(actor: Actor, menu: Menu, ban: uuid.UUID) -> bool:
    return within(EntryBan.objects.filter(pk=ban), actor, menu).exists()


def history_of(acts: QuerySet[GroundAct]) -> list[dict[str, Any]]:
    """As `_timeline.html` wants it, newest first. One query."""
    return [
        {"on": act.at, "kind": act.get_code_display(), "text": f" {act.note}" if act.note else "", "who": act.by.name}
        for act in acts.select_related("by")
    ]


# ── 학생선수 ──


@dataclass(frozen=True)
class AthleteLine:
    """An athlete with what he has used of the allowance."""

    athlete: Athlete
    seat: Seat
    events: tuple[AthleteEvent, ...]
    allowance: Allowance

    @property
    def place(self) -> str:
        return self.seat.words

    @property
    def days(self) -> int:
        return used_of(self.events)[0]

    @property
    def lessons(self) -> int:
        return used_of(self.events)[1]

    @property
    def to_make_up(self) -> int:
        """How many events whose lessons nobody has said to be made up."""
        return sum(not each.make_up for each in self.events if not each.is_cancelled)


def used_of(events: Iterable[AthleteEvent]) -> tuple[int, int]:
    """Days and lessons that count: neither cancelled ones, nor exempt ones, nor those that became unexcused (p.21)."""
    counted = [e for e in events if not e.is_cancelled and not e.exempt and e.make_up != AthleteEvent.MakeUp.MISSED]
    return sum(each.days for each in counted), sum(each.lessons for each in counted)


def allowance_of(events: Iterable[AthleteEvent], **asked: Any) -> Allowance:
    """The decision attendance.athlete about what was used, and about what is asked for now."""
    days, lessons = used_of(events)
    return decide(AthleteFacts(days_used=days, lesson_hours_used=lessons + asked.pop("lessons", 0), **asked))


def athletes(actor: Actor, school_year: SchoolYear) -> list[AthleteLine]:
    """The year's athletes, those near the limit first. Three queries."""
    lines = _athlete_lines(within(Athlete.objects.filter(school_year=school_year), actor, Menu.ATHLETES), actor.today)
    return sorted(lines, key=lambda line: (line.allowance.remaining, line.place))


def _athlete_lines(found: QuerySet[Athlete], today: date) -> list[AthleteLine]:
    events = Prefetch("events", AthleteEvent.objects.annotate(file_count=Count("files")))
    rows = found.select_related("student", "school_year").prefetch_related(seated(), events)
    return [_athlete_line(each, today) for each in rows]


def _athlete_line(each: Athlete, today: date) -> AthleteLine:
    events = tuple(each.events.all())
    return AthleteLine(each, seat_of(each.student, today), events, allowance_of(events))


def athlete_or_404(actor: Actor, athlete: uuid.UUID) -> AthleteLine:
    """One athlete; another class's does not exist."""
    for line in _athlete_lines(within(Athlete.objects.filter(pk=athlete), actor, Menu.ATHLETES), actor.today):
        return line
    raise Http404


def reaches_athlete(actor: Actor, menu: Menu, athlete: uuid.UUID) -> bool:
    return within(Athlete.objects.filter(pk=athlete), actor, menu).exists()


def registered_athlete(student: uuid.UUID, school_year: uuid.UUID) -> RegisteredAthlete | None:
    """The pupil's registration in a school year, for requests of absence (p.21). One query."""
    found = Athlete.objects.filter(student_id=student, school_year_id=school_year).first()
    return RegisteredAthlete(student, school_year, found.sport) if found else None


# ── 경조사 ──


@dataclass(frozen=True)
class FamilyEventLine:
    """A family event with where its pupil sits."""

    event: FamilyEvent
    seat: Seat

    @property
    def place(self) -> str:
        return self.seat.words


def family_events(actor: Actor, school_year: SchoolYear) -> list[FamilyEventLine]:
    """Those of which days of the year were missed, the last one first. Two queries."""
    first_day = {"days__0__gte": school_year.first_on, "days__0__lte": school_year.last_on}
    return _family_event_lines(actor, FamilyEvent.objects.filter(is_cancelled=False, **first_day))


def _family_event_lines(actor: Actor, found: QuerySet[FamilyEvent]) -> list[FamilyEventLine]:
    rows = within(found, actor, Menu.ABSENCE_REPORTS).annotate(file_count=Count("files"))
    rows = rows.select_related("student", "registered_by").prefetch_related(seated())
    return [FamilyEventLine(each, seat_of(each.student, actor.today)) for each in rows]


def family_event_or_404(actor: Actor, event: uuid.UUID) -> FamilyEventLine:
    """One family event; another class's does not exist."""
    for line in _family_event_lines(actor, FamilyEvent.objects.filter(pk=event)):
        return line
    raise Http404


def reaches_family_event(actor: Actor, menu: Menu, family_event: uuid.UUID) -> bool:
    return within(FamilyEvent.objects.filter(pk=family_event), actor, menu).exists()


# ── 학기 진단서 ──


@dataclass(frozen=True)
class DiagnosisLine:
    """A diagnosis with where its pupil sits."""

    diagnosis: Diagnosis
    seat: Seat

    @property
    def place(self) -> str:
        return self.seat.words


def diagnoses(actor: Actor, school_year: SchoolYear) -> list[DiagnosisLine]:
    """The year's diagnoses by class and number, newest semester first. Two queries."""
    found = within(Diagnosis.objects.filter(semester__school_year=school_year), actor, Menu.ABSENCE_REPORTS)
    rows = found.filter(is_cancelled=False).annotate(file_count=Count("files"))
    rows = rows.select_related("student", "semester").prefetch_related(seated())
    lines = [DiagnosisLine(each, seat_of(each.student, actor.today)) for each in rows]
    return sorted(lines, key=lambda line: (-line.diagnosis.semester.number, line.place))


def diagnosis_or_404(actor: Actor, diagnosis: uuid.UUID) -> DiagnosisLine:
    """One diagnosis, a cancelled one too; another class's does not exist."""
    found = within(Diagnosis.objects.filter(pk=diagnosis), actor, Menu.ABSENCE_REPORTS)
    for each in found.select_related("student", "semester").prefetch_related(seated()):
        return DiagnosisLine(each, seat_of(each.student, actor.today))
    raise Http404


def reaches_diagnosis(actor: Actor, menu: Menu, diagnosis: uuid.UUID) -> bool:
    return within(Diagnosis.objects.filter(pk=diagnosis), actor, menu).exists()


def term_diagnoses(students: Collection[uuid.UUID], first: date, last: date) -> list[TermDiagnosis]:
    """The diagnoses of these pupils that stand, of semesters that touch the period (p.26). One query."""
    found = Diagnosis.objects.filter(
        student_id__in=students, is_cancelled=False, semester__first_on__lte=last, semester__last_on__gte=first
    )
    return [_of_the_term(each) for each in found.select_related("semester")]


def _of_the_term(each: Diagnosis) -> TermDiagnosis:
    semester = each.semester
    return TermDiagnosis(
        each.student_id, Reason(each.ground), semester.number, semester.first_on, semester.last_on, each.paper,
        each.received_on, each.has_certificate,
    )  # fmt: skip
