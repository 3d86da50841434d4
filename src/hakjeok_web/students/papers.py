"""What the record fills into papers about a pupil (서식에 가져오는 값)."""

import uuid
from collections.abc import Sequence

from django.db.models import Q

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
    return _subject(pupil, place, guardian, address, School.objects.get(pk=pupil.school_id))


def subjects_of(actor: Actor, classes: Sequence[uuid.UUID]) -> list[Subject]:
    """The pupils who sit in these classes today, by class and number, where the actor may see them. Four queries."""
    seated = ClassPlacement.objects.filter(school_class_id__in=classes, from_on__lte=actor.today)
    seated = seated.filter(Q(to_on=None) | Q(to_on__gte=actor.today)).select_related("student", "school_class")
    places = [
        each
        for each in seated.order_by("school_class__grade", "school_class__number", "number")
        if all(_reaches(actor, menu, each) for menu in (Menu.STUDENTS, Menu.FORMS))
    ]
    pupils = [each.student_id for each in places]
    # The first contact comes last, so that it is the one that stays.
    contacts = Guardian.objects.filter(student__in=pupils).order_by("is_first_contact", "-name")
    guardians = {each.student_id: each for each in contacts}
    addresses = {each.student_id: each for each in Address.objects.filter(student__in=pupils)}
    school = School.objects.get(pk=actor.school_id)
    return [
        _subject(each.student, each, guardians.get(each.student_id), addresses.get(each.student_id), school)
        for each in places
    ]


def _subject(
    pupil: Student, place: ClassPlacement | None, guardian: Guardian | None, address: Address | None, school: School
) -> Subject:
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
