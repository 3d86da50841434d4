"""Reads about consigned pupils (위탁학생), each within what the person may know."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from hakjeok_web.accounts.models import Homeroom, Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.consigned import Stay, is_insider
from hakjeok_web.consignments.models import ConsignedMonth, Consignment, ConsignmentAct
from hakjeok_web.consignments.register import due_months
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.students.models import ClassPlacement

Code = ConsignmentAct.Code


def covering(on: date) -> Q:
    """Rows with `from_on` and `to_on` that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def visible_to(actor: Actor) -> QuerySet[Consignment]:
    """What a person may know of: his classes' pupils, and of protected ones only where he is an insider or named."""
    found = Consignment.objects.filter(school_id=actor.school_id)
    if not is_insider(actor):
        found = found.filter(~Q(kind=Consignment.Kind.PROTECTION) | Q(named_id=actor.staff_id))
    reach = actor.readable_classes(Menu.CONSIGNMENTS)
    if reach is None:
        return found
    seats = ClassPlacement.objects.filter(covering(actor.today), student=OuterRef("student"), school_class__in=reach)
    return found.filter(Exists(seats))


def reaches_consignment(actor: Actor, menu: Menu, consignment: uuid.UUID) -> bool:
    """Whether the consignment exists for this person. One query."""
    return visible_to(actor).filter(pk=consignment).exists()


@dataclass(frozen=True)
class Line:
    """A consignment with the pupil's seat, its months and steps (위탁 한 건)."""

    consignment: Consignment
    seat: ClassPlacement | None
    months: Sequence[ConsignedMonth]
    acts: Sequence[ConsignmentAct]
    today: date

    @property
    def place(self) -> str:
        """`4-2 7번`; of a pupil without a class, nothing."""
        if self.seat is None:
            return ""
        return f"{self.seat.school_class.grade}-{self.seat.school_class.number} {self.seat.number}번"

    @property
    def school_class(self) -> SchoolClass | None:
        return self.seat.school_class if self.seat else None

    @property
    def stay(self) -> Stay:
        """Its days, without those at the pupil's own school."""
        each = self.consignment
        home = frozenset(day for month in self.months for day in month.home_dates)
        return Stay(student=each.student_id, from_on=each.from_on, to_on=each.to_on, home_dates=home)

    @property
    def due(self) -> list[date]:
        """The months that are over."""
        until = self.consignment.to_on or self.today
        return list(due_months(self.stay, self.consignment.from_on, until, self.today))

    @property
    def not_entered(self) -> list[date]:
        """Months that are over and of which nothing is entered (기록 없는 달)."""
        entered = {month.first_on for month in self.months}
        return [month for month in self.due if month not in entered]

    @property
    def without_certificate(self) -> list[date]:
        """Months that are entered but whose proof has not come (출결확인서 없는 달)."""
        return [month.first_on for month in self.months if month.certificate_on is None]

    @property
    def institution_days(self) -> int:
        return sum(month.school_days for month in self.months)

    @property
    def is_running(self) -> bool:
        each = self.consignment
        return not each.is_cancelled and (each.to_on is None or each.to_on >= self.today)

    @property
    def owes_report(self) -> bool:
        """Whether the return to school is still to be told to the institution and to the office (p.33)."""
        each = self.consignment
        if each.is_cancelled or each.to_on is None or each.to_on > self.today or not each.is_of_health:
            return False
        return not (self.done_on(Code.RELEASED) and self.done_on(Code.REPORTED))

    @property
    def needs_a_hand(self) -> bool:
        return bool(self.is_running or self.not_entered or self.without_certificate or self.owes_report)

    def done_on(self, code: str) -> date | None:
        """When a step was done last."""
        return max((act.done_on for act in self.acts if act.code == code), default=None)


def lines_of(found: QuerySet[Consignment], today: date) -> list[Line]:
    """Consignments with all that their pages show. Five queries, whatever their number."""
    seats = ClassPlacement.objects.select_related("school_class__school_year").order_by("from_on")
    rows = found.select_related("student", "named__user", "registered_by").prefetch_related(
        "months__entries", "acts__by", Prefetch("student__placements", seats)
    )
    return [Line(each, _seat(each, today), list(each.months.all()), list(each.acts.all()), today) for each in rows]


def _seat(each: Consignment, today: date) -> ClassPlacement | None:
    """The pupil's place today; of a pupil who left, or of a day before he comes, the nearest."""
    seats = list(each.student.placements.all())
    begun = [seat for seat in seats if seat.from_on <= today]
    return (begun or seats or [None])[-1]


def listed(actor: Actor, school_year: SchoolYear, *, everything: bool) -> list[Line]:
    """The year's consignments, those with open months first; without `everything` only what still needs a hand."""
    within = visible_to(actor).filter(Q(to_on=None) | Q(to_on__gte=school_year.first_on), is_cancelled=False)
    lines = lines_of(within.filter(from_on__lte=school_year.last_on), actor.today)
    return sorted((line for line in lines if everything or line.needs_a_hand), key=_order)


def _order(line: Line) -> tuple:
    seat = line.seat
    place = (seat.school_class.grade, seat.school_class.number, seat.number) if seat else (9, 0, 0)
    return (not line.not_entered, not line.without_certificate, not line.is_running, place)


def line_or_404(actor: Actor, consignment: uuid.UUID) -> Line:
    """One consignment; what the person may not know of does not exist. Five queries."""
    for line in lines_of(visible_to(actor).filter(pk=consignment), actor.today):
        return line
    raise Http404


def homeroom_of(school_class: SchoolClass, on: date) -> Staff | None:
    """The class's homeroom teacher on a day. One query."""
    found = Homeroom.objects.filter(covering(on), school_class=school_class).select_related("staff__user").first()
    return found.staff if found else None


def months_of(line: Line) -> Iterator[date]:
    """Every month of the consignment that has begun, newest first."""
    until = min(line.consignment.to_on or line.today, line.today)
    yield from reversed(list(due_months(line.stay, line.consignment.from_on, until, date.max)))
