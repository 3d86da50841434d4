"""What the record fills into papers about pupils (서식에 가져오는 값), and how papers find pupils (학생 넣기)."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from hakjeok.vocabulary import Change, Status
from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.documents.registry import FoundPupil, Subject
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.schools.queries import current_year
from hakjeok_web.students import facts, queries, search
from hakjeok_web.students.models import Address, ClassPlacement, Guardian, RecordChange, Student
from hakjeok_web.students.words import SEX

MOST_FOUND = 60  # more than any class has
MOST_CALLED = 200
_PARENTS = {"father": ("부", "아버지"), "mother": ("모", "어머니")}


def subject_of(actor: Actor, pupil_id: uuid.UUID) -> Subject | None:
    """One pupil, or None where the actor may not see him. Six queries."""
    return next(iter(subjects_of(actor, [pupil_id])), None)


def subjects_of(actor: Actor, pupil_ids: Sequence[uuid.UUID]) -> list[Subject]:
    """Pupils with all that the record knows of them, in the order asked for, without those out of reach. Six queries.

    A pupil who left stays with the class that he was in last; a class that he is yet to join does not know him.
    """
    pupils = {pupil.pk: pupil for pupil in Student.objects.filter(school_id=actor.school_id, pk__in=pupil_ids)}
    begun = ClassPlacement.objects.filter(student_id__in=pupils, from_on__lte=actor.today).order_by("from_on")
    places = {place.student_id: place for place in begun.select_related("school_class")}
    reached = [each for each in pupil_ids if each in pupils and _reaches_paper(actor, places.get(each))]
    known = _Known(actor, reached, places)
    return [_subject(pupils[each], places.get(each), known) for each in reached]


def subjects_in(actor: Actor, classes: Sequence[uuid.UUID]) -> list[Subject]:
    """The pupils who sit in these classes today, by class and number, where the actor may see them. Seven queries."""
    seated = ClassPlacement.objects.filter(school_class_id__in=classes, from_on__lte=actor.today)
    seated = seated.filter(Q(to_on=None) | Q(to_on__gte=actor.today))
    ordered = seated.order_by("school_class__grade", "school_class__number", "number")
    return subjects_of(actor, list(ordered.values_list("student_id", flat=True)))


def _reaches_paper(actor: Actor, place: ClassPlacement | None) -> bool:
    return all(_reaches(actor, menu, place) for menu in (Menu.STUDENTS, Menu.FORMS))


def _reaches(actor: Actor, menu: Menu, place: ClassPlacement | None) -> bool:
    reach = actor.readable_classes(menu)
    return reach is None or (place is not None and place.school_class_id in reach)


class _Known:
    """What stands beside the pupils themselves, read for all of them at once."""

    def __init__(
        self, actor: Actor, pupil_ids: Sequence[uuid.UUID], places: Mapping[uuid.UUID, ClassPlacement]
    ) -> None:
        guardians = Guardian.objects.filter(student_id__in=pupil_ids).order_by("-is_first_contact", "name")
        self.guardians = _by_pupil(guardians)
        self.addresses = _by_pupil(Address.objects.filter(student_id__in=pupil_ids))
        self.changes = _by_pupil(RecordChange.objects.filter(student_id__in=pupil_ids))
        classes = {place.school_class_id for place in places.values()}
        teachers = Homeroom.objects.filter(school_class_id__in=classes, from_on__lte=actor.today)
        kept = teachers.exclude(to_on__lt=actor.today).values_list("school_class_id", "staff__user__name")
        self.homerooms = dict(kept)


def _by_pupil(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.student_id, []).append(row)
    return found


def _subject(pupil: Student, place: ClassPlacement | None, known: _Known) -> Subject:
    values = _of_pupil(pupil, place) | _of_ledger(known.changes.get(pupil.pk, []))
    values |= _of_guardians(known.guardians.get(pupil.pk, []))
    home = known.addresses.get(pupil.pk)
    if home:
        values |= {"student.address": home[0].line}
    if place and place.school_class_id in known.homerooms:
        values |= {"staff.homeroom_name": known.homerooms[place.school_class_id]}
    label = f"{place.school_class} {place.number}번 {pupil.name}" if place else pupil.name
    return Subject(pupil_id=pupil.pk, label=label, values=values)


def _of_pupil(pupil: Student, place: ClassPlacement | None) -> dict[str, Any]:
    own = {
        "student.name": pupil.name,
        "student.birth_on": pupil.birth_on,
        "student.sex": SEX[pupil.sex],
        "student.nationality": pupil.nationality,
        "student.standing": Status(pupil.standing).korean if pupil.standing != Status.NONE else "",
        "student.grade": pupil.grade or "",
    }
    if place is None:
        return own
    seat = f"{place.school_class} {place.number}번"
    return own | {
        "student.class": str(place.school_class),
        "student.number": place.number,
        "student.class_and_number": seat,
    }


def _of_ledger(changes: Sequence[RecordChange]) -> dict[str, Any]:
    """When he came to this school, and when he left it: the last such lines that count."""
    counting = facts.in_force(changes)
    came = [line.effective_on for line in counting if Change(line.kind).enters]
    left = [line.effective_on for line in counting if line.kind == Change.TRANSFER_OUT]
    return {"student.entered_on": came[-1] if came else "", "student.leaves_on": left[-1] if left else ""}


def _of_guardians(guardians: Sequence[Guardian]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parent, words in _PARENTS.items():
        one = next((each for each in guardians if each.relation in words), None)
        if one:
            found |= {f"guardian.{parent}_name": one.name, f"guardian.{parent}_phone": one.phone}
    if guardians:
        first = guardians[0]
        found |= {"guardian.name": first.name, "guardian.relation": first.relation, "guardian.phone": first.phone}
    return found


def find_for_papers(actor: Actor, text: str) -> list[FoundPupil]:
    """Pupils by name, class (`4-2`) or number, whole classes too. One query; none for an empty text."""
    if not actor.may_read(Menu.FORMS):
        return []
    rows = search.find(actor, text, most=MOST_FOUND)
    reach = actor.readable_classes(Menu.FORMS)
    return [FoundPupil(row.id, row.told) for row in rows if reach is None or row.class_id in reach]


def classes_for_papers(actor: Actor) -> list[str]:
    """`4-2` for each class whose pupils a paper may name. Two queries."""
    year = current_year(actor.school_id, actor.today)
    classes: Iterable[SchoolClass] = queries.classes_within(actor, year)
    reach = actor.readable_classes(Menu.FORMS)
    return [f"{each.grade}-{each.number}" for each in classes if reach is None or each.pk in reach]


def labels(pupils: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """`4-2 7번 박하준`, by the last place that each pupil had. One query."""
    places = ClassPlacement.objects.filter(student__in=list(pupils)).select_related("student", "school_class")
    last = places.order_by("student", "-from_on").distinct("student")
    return {each.student_id: f"{each.school_class.short_name} {each.number}번 {each.student.name}" for each in last}


def called(school_id: uuid.UUID, text: str) -> list[uuid.UUID]:
    """Pupils whose name holds the text, those who left too. One query."""
    found = Student.objects.filter(school_id=school_id, name__contains=text)
    return list(found.values_list("pk", flat=True)[:MOST_CALLED])
