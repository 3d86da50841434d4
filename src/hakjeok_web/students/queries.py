"""Reads about pupils: lists, one pupil, his ledger. What a person may not see is not there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Window
from django.http import Http404

from hakjeok.korean import with_particle
from hakjeok.record.standing import standing_on
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.documents.actions import reference
from hakjeok_web.schools.models import SchoolClass, SchoolYear
from hakjeok_web.students import facts
from hakjeok_web.students.models import ClassPlacement, RecordChange, Student
from hakjeok_web.students.words import CANCELLATION, SEX, badge_of, kind_word

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """One row of a list of pupils, as of a day."""

    id: uuid.UUID
    name: str
    sex: str
    birth_on: date
    standing: str
    grade: int | None
    class_number: int | None
    number: int | None
    class_id: uuid.UUID | None

    @property
    def seat(self) -> str:
        """`4-2`; empty without a class."""
        return f"{self.grade}-{self.class_number}" if self.class_number else ""

    @property
    def class_label(self) -> str:
        return f"{self.grade}학년 {self.class_number}반" if self.class_number else "반 없음"

    @property
    def sex_word(self) -> str:
        return SEX[self.sex]

    @property
    def badge(self) -> dict[str, str]:
        return badge_of(self.standing)

    @property
    def birth_told(self) -> str:
        return f"{self.birth_on.year}. {self.birth_on.month}. {self.birth_on.day}."

    @property
    def told(self) -> str:
        """`4-2 3번 김서연 (2014. 5. 3.)`: how a person picks one among namesakes."""
        place = f"{self.seat} {self.number}번 " if self.seat else ""
        return f"{place}{self.name} ({self.birth_told})"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to (조건)."""

    grade: int | None = None
    class_number: int | None = None
    name: str = ""
    has_left: bool = False

    @property
    def place(self) -> str:
        """As the address has it: `4`, `4-2`, or nothing."""
        return f"{self.grade}-{self.class_number}" if self.class_number else str(self.grade or "")

    def told(self) -> str:
        parts = [f"{self.grade}학년" if self.grade else "", f"{self.class_number}반" if self.class_number else ""]
        parts += [f"이름 ‘{self.name}’" if self.name else "", "떠난 학생" if self.has_left else ""]
        return ", ".join(part for part in parts if part) or "전체"


_ROW = (
    "pk", "name", "sex", "birth_on", "standing", "seat__school_class__grade", "seat__school_class__number",
    "seat__number", "seat__school_class_id",
)  # fmt: skip
_ORDER = (
    F("seat__school_class__grade").asc(nulls_first=True),  # who has no class yet needs a hand: first
    "seat__school_class__number",
    "seat__number",
    "name",
)


def seated(on: date) -> QuerySet[Student]:
    """All pupils that the database shows, with their place in a class on a day as `seat`."""
    covers = Q(placements__from_on__lte=on) & (Q(placements__to_on=None) | Q(placements__to_on__gte=on))
    return Student.objects.annotate(seat=FilteredRelation("placements", condition=covers))


def visible_to(actor: Actor, menu: Menu, on: date) -> QuerySet[Student]:
    """The pupils within reach: those of one's own class on the day, or the whole school's."""
    pupils = seated(on).filter(school_id=actor.school_id)
    reach = actor.readable_classes(menu)
    return pupils if reach is None else pupils.filter(seat__school_class_id__in=reach)


def pupil_or_404(actor: Actor, student: uuid.UUID, menu: Menu = Menu.STUDENTS) -> Student:
    """One pupil with his person. Whoever is out of reach does not exist. One query."""
    found = visible_to(actor, menu, actor.today).filter(pk=student).select_related("person", "school").first()
    if found is None:
        raise Http404
    return found


def reaches_pupil(actor: Actor, menu: Menu, student: uuid.UUID) -> bool:
    """Whether the pupil exists for this person. One query."""
    return visible_to(actor, menu, actor.today).filter(pk=student).exists()


def reaches_change(actor: Actor, menu: Menu, change: uuid.UUID) -> bool:
    """Whether the line of the ledger, and so its pupil, exists for this person. One query."""
    return visible_to(actor, menu, actor.today).filter(changes=change).exists()


def listed(pupils: QuerySet[Student], filters: Filters) -> QuerySet:
    """The filtered list in the order of classes and numbers; rows for `rows_of`."""
    return _narrowed(pupils, filters).filter(is_open=not filters.has_left).order_by(*_ORDER)


def who_were_there(pupils: QuerySet[Student], filters: Filters) -> QuerySet:
    """The same for a past year: whoever had a place in a class then, wherever he is now."""
    return _narrowed(pupils, filters).filter(seat__isnull=False).order_by(*_ORDER)


def _narrowed(pupils: QuerySet[Student], filters: Filters) -> QuerySet:
    if filters.grade:
        pupils = pupils.filter(seat__school_class__grade=filters.grade)
    if filters.class_number:
        pupils = pupils.filter(seat__school_class__number=filters.class_number)
    if filters.name:
        pupils = pupils.filter(name__contains=filters.name)
    return pupils


def rows_of(pupils: QuerySet) -> list[ListedPupil]:
    """The whole list. One query."""
    return [ListedPupil(*row) for row in pupils.values_list(*_ROW)]


def page_of(pupils: QuerySet, page: int) -> tuple[list[ListedPupil], int]:
    """One page and how many there are in all. One query; a second one where the page is empty."""
    start = (page - 1) * PER_PAGE
    found = list(pupils.annotate(total=Window(Count("pk"))).values_list(*_ROW, "total")[start : start + PER_PAGE])
    total = found[0][-1] if found else pupils.count()
    return [ListedPupil(*row[:-1]) for row in found], total


def classes_within(actor: Actor, school_year: SchoolYear | None) -> list[SchoolClass]:
    """The classes that a person may list. One query."""
    if school_year is None:
        return []
    reach = actor.readable_classes(Menu.STUDENTS)
    classes = SchoolClass.objects.filter(school_year=school_year)
    return list(classes if reach is None else classes.filter(pk__in=reach))


def placement_on(student: Student, on: date) -> ClassPlacement | None:
    """Class and number on a day, with the class and its year. One query."""
    covering = student.placements.filter(Q(to_on=None) | Q(to_on__gte=on), from_on__lte=on)
    return covering.select_related("school_class__school_year").first()


def ledger(student: Student) -> list[RecordChange]:
    """Every line with its paper and who recorded it, oldest first. One query."""
    return list(student.changes.select_related("document__school", "recorded_by"))


def timeline(changes: Sequence[RecordChange], *, on: date) -> list[dict]:
    """The ledger for components/_timeline.html: newest first, a cancellation directly above what it cancels."""
    cancelled_by = {change.cancels_id: change for change in changes if change.cancels_id}
    entries = []
    for change in reversed([each for each in changes if not each.cancels_id]):
        if change.pk in cancelled_by:
            entries.append(_cancelling_entry(cancelled_by[change.pk], change))
        entries.append(_entry(change, cancelled=change.pk in cancelled_by, planned=change.effective_on > on))
    return entries


def _entry(change: RecordChange, *, cancelled: bool, planned: bool) -> dict:
    reason = f" ({change.reason})" if change.reason else ""
    return {
        "id": change.pk,
        "on": change.effective_on,
        "kind": kind_word(change.kind),
        "text": f" {change.school_name} 제{change.grade}학년{reason}",
        "who": change.recorded_by.name,
        "paper": reference(change.document),
        "paper_url": f"/documents/{change.document_id}/" if change.document.is_approved else "",
        "cancelled": cancelled,
        "planned": planned and not cancelled,
    }


def _cancelling_entry(change: RecordChange, cancelled: RecordChange) -> dict:
    return {
        "on": change.document.approved_on,
        "kind": CANCELLATION,
        "text": f" {with_particle(kind_word(cancelled.kind), '을', '를')} 취소",
        "who": change.recorded_by.name,
        "paper": reference(change.document),
        "paper_url": f"/documents/{change.document_id}/" if change.document.is_approved else "",
        "cancelled": False,
        "planned": False,
    }


def standing_word(changes: Sequence[RecordChange], *, on: date) -> str:
    """The state of a record as of a day, as the ledger has it (`enrolled`, `transferred_out` …). No query."""
    return standing_on(facts.events(changes), on).status.value
