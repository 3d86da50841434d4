"""Who can stand on an approval line today, and who signs for whom (결재할 사람과 대결)."""

import uuid
from dataclasses import dataclass
from datetime import date

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.accounts.queries import serving_on
from hakjeok_web.approvals.models import Deputy

HEADS = (Staff.Role.VICE_PRINCIPAL, Staff.Role.PRINCIPAL)


@dataclass(frozen=True)
class Colleague:
    """A serving person; where he is absent, with who signs for him."""

    staff: Staff
    absence: Deputy | None = None

    @property
    def signer(self) -> Staff:
        """Who will really sign: the deputy (대결) of an absent person, else himself."""
        return self.absence.deputy if self.absence else self.staff

    @property
    def name(self) -> str:
        return called(self.staff)

    def __str__(self) -> str:
        """`교감 한교감(부재, 대결 교무부장 정교무)`."""
        return f"{self.name}(부재, 대결 {called(self.absence.deputy)})" if self.absence else self.name


def called(staff: Staff) -> str:
    """The post before the name (교무부장 정교무)."""
    return f"{staff.title} {staff.user.name}"


def colleagues_of(school_id: uuid.UUID, today: date) -> list[Colleague]:
    """Everybody who serves today, the heads first. Two queries."""
    serving = Staff.objects.filter(serving_on(today), school_id=school_id, user__is_active=True)
    absences = absences_on(school_id, today)
    found = [Colleague(staff, absences.get(staff.pk)) for staff in serving.select_related("user")]
    return sorted(found, key=lambda each: (-rank_of(each.staff), each.staff.title, each.staff.user.name))


def rank_of(staff: Staff) -> int:
    """How high somebody stands: the principal over the vice principal over everybody else."""
    return HEADS.index(staff.role) + 1 if staff.role in HEADS else 0


def absences_on(school_id: uuid.UUID, day: date) -> dict[uuid.UUID, Deputy]:
    """The absence of each absent person with his deputy. One query."""
    running = Deputy.objects.filter(school_id=school_id, from_on__lte=day, to_on__gte=day, ended_at=None)
    return {each.staff_id: each for each in running.select_related("staff__user", "deputy__user")}


def deputized(by: Actor) -> set[uuid.UUID]:
    """The absent people for whom the actor signs today. One query."""
    running = Deputy.objects.filter(
        school_id=by.school_id, deputy_id=by.staff_id, from_on__lte=by.today, to_on__gte=by.today, ended_at=None
    )
    return set(running.values_list("staff_id", flat=True))
