"""Pupils as committees want them (안건의 학생): who these are on a day, and whom a typed text may mean."""

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import F, Prefetch

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.committees import pupils
from hakjeok_web.committees.pupils import Pupil
from hakjeok_web.students import search
from hakjeok_web.students.models import Address, Guardian, Student
from hakjeok_web.students.queries import seated
from hakjeok_web.students.words import SEX


def pupils_of(actor: Actor, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Pupil]:
    """The pupils with class, address and first guardian as of today. Three queries.

    Whom a committee speaks of its members may know, also those outside of their own class; the page logs them.
    """
    found = seated(actor.today).filter(school_id=actor.school_id, pk__in=ids)
    found = found.annotate(
        seat_grade=F("seat__school_class__grade"), seat_class=F("seat__school_class__number"),
        seat_number=F("seat__number"),
    )  # fmt: skip
    guardians = Prefetch("guardians", Guardian.objects.order_by("-is_first_contact", "name"))
    addresses = Prefetch("addresses", Address.objects.filter(from_on__lte=actor.today).order_by("-from_on"))
    return {each.pk: _pupil(each) for each in found.prefetch_related(guardians, addresses)}


def _pupil(pupil: Student) -> Pupil:
    place = f"{pupil.seat_grade}학년 {pupil.seat_class}반" if pupil.seat_class else ""
    guardian, address = next(iter(pupil.guardians.all()), None), next(iter(pupil.addresses.all()), None)
    return Pupil(
        id=pupil.pk,
        name=pupil.name,
        label=f"{place} {pupil.seat_number}번 {pupil.name}" if place else pupil.name,
        place=place,
        birth_on=pupil.birth_on,
        sex=SEX[pupil.sex],
        address=address.line if address else "",
        guardian=guardian.name if guardian else "",
    )


def find(actor: Actor, text: str) -> list[tuple[uuid.UUID, str]]:
    """At most ten pupils within reach. One query."""
    return [(each.id, each.told) for each in search.find(actor, text)]


def make_known() -> None:
    """Tell committees, which lie below the record, where pupils are found."""
    pupils.sources.append(pupils_of)
    pupils.finders.append(find)
