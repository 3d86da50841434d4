"""What the record fills into papers about a pupil (서식에 가져오는 값)."""

import uuid
from collections.abc import Iterable

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.documents.registry import Subject
from hakjeok_web.schools.models import School
from hakjeok_web.students.models import Address, ClassPlacement, Guardian, Student


def subject_of(actor: Actor, pupil_id: uuid.UUID) -> Subject | None:
    """The pupil with name, class, first guardian and address; None where the actor may not see him. Four queries.

    A pupil who left stays with the class that he was in last; a class that he is yet to join does not know him.
    """
    pupil = Student.objects.filter(pk=pupil_id).first()
    begun = ClassPlacement.objects.filter(student_id=pupil_id, from_on__lte=actor.today)
    place = begun.select_related("school_class").order_by("from_on").last()
    if pupil is None or not all(_reaches(actor, menu, place) for menu in (Menu.STUDENTS, Menu.FORMS)):
        return None
    guardian = Guardian.objects.filter(student=pupil).order_by("-is_first_contact", "name").first()
    address = Address.objects.filter(student=pupil).first()
    school = School.objects.get(pk=pupil.school_id)
    return Subject(
        pupil_id=pupil.pk,
        label=f"{place.school_class} {place.number}번 {pupil.name}" if place else pupil.name,
        values={
            "student.name": pupil.name,
            "student.birth_on": pupil.birth_on,
            "student.class": str(place.school_class) if place else "",
            "student.number": place.number if place else "",
            "student.address": address.line if address else "",
            "guardian.name": guardian.name if guardian else "",
            "guardian.phone": guardian.phone if guardian else "",
            "school.phone": school.phone,
        },
    )


def _reaches(actor: Actor, menu: Menu, place: ClassPlacement | None) -> bool:
    reach = actor.readable_classes(menu)
    return reach is None or (place is not None and place.school_class_id in reach)


MOST_FOUND = 200


def labels(pupils: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """`4-2 7번 박하준`, by the last place that each pupil had. One query."""
    places = ClassPlacement.objects.filter(student__in=list(pupils)).select_related("student", "school_class")
    last = places.order_by("student", "-from_on").distinct("student")
    return {each.student_id: f"{each.school_class.short_name} {each.number}번 {each.student.name}" for each in last}


def called(school_id: uuid.UUID, text: str) -> list[uuid.UUID]:
    """Pupils whose name holds the text, those who left too. One query."""
    found = Student.objects.filter(school_id=school_id, name__contains=text)
    return list(found.values_list("pk", flat=True)[:MOST_FOUND])
