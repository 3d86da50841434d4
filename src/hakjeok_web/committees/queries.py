"""Reads about committees and meetings. What a person may not see is not there."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.committees import rules
from hakjeok_web.committees.models import AgendaItem, Attendance, Committee, Meeting, Member, Recusal, Statement, Vote

Present = Attendance.State.PRESENT


def committee_or_404(actor: Actor, committee: uuid.UUID) -> Committee:
    """A committee of the school. One query."""
    found = Committee.objects.filter(school_id=actor.school_id, pk=committee).select_related("reported_by").first()
    if found is None:
        raise Http404
    return found


def meeting_or_404(actor: Actor | None, meeting: uuid.UUID) -> Meeting:
    """A meeting, for those who keep committees and for the staff who sit in this one. At most two queries."""
    found = actor and Meeting.objects.filter(school_id=actor.school_id, pk=meeting).select_related(
        "committee", "acting_chair", "changed_by", "opened_by", "ended_by"
    ).first()  # fmt: skip
    if not found or not (actor.may_read(Menu.COMMITTEES) or _sits_in(actor, found)):
        raise Http404
    return found


def _sits_in(actor: Actor, meeting: Meeting) -> bool:
    seats = Member.objects.filter(committee_id=meeting.committee_id, staff_id=actor.staff_id)
    return any(each.sits_on(meeting.held_on) for each in seats)


def item_or_404(meeting: Meeting, item: uuid.UUID) -> AgendaItem:
    """An item of the meeting. One query."""
    found = meeting.items.filter(pk=item).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def members_on(committee: Committee, day: date) -> list[Member]:
    """Who sits in the committee on a day, the chair first. One query."""
    seats = Member.objects.filter(committee=committee, from_on__lte=day, to_on__gte=day)
    return sorted(seats, key=lambda each: list(Member.Position).index(each.position))


def has_vice_principal(school_id: uuid.UUID, day: date) -> bool:
    """Whether the school has a vice principal (교감) on a day. One query."""
    serving = Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gte=day))
    return Staff.objects.filter(serving, school_id=school_id, role=Staff.Role.VICE_PRINCIPAL).exists()


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda with recusals, statements and the votes that count. Four queries."""
    return list(read_items(meeting.items.all()))


def read_items(items: QuerySet) -> QuerySet:
    """The items with all that was recorded of them."""
    return items.prefetch_related(
        Prefetch("recusals", Recusal.objects.select_related("member", "recorded_by")),
        Prefetch("statements", Statement.objects.select_related("speaker")),
        Prefetch("votes", Vote.objects.select_related("recorded_by", "voided_by")),
    )


def vote_of(item: AgendaItem) -> Vote | None:
    """The vote that counts, among those already read."""
    return next((each for each in item.votes.all() if each.voided_at is None), None)


def excluded_of(item: AgendaItem) -> set[uuid.UUID]:
    """The members who take no part in the item, among the recusals already read."""
    return {each.member_id for each in item.recusals.all() if each.excluded}


@dataclass(frozen=True)
class Heads:
    """Heads counted for a meeting or an item of it (재적·출석)."""

    members: tuple[Member, ...]  # who sits on the day, the secretary included
    present: frozenset[uuid.UUID]
    excluded: frozenset[uuid.UUID] = frozenset()

    @property
    def enrolled(self) -> int:
        return len(self._counted)

    @property
    def _counted(self) -> list[Member]:
        return [each for each in self.members if each.votes]

    @property
    def voters(self) -> list[Member]:
        """Members present who take part."""
        return [each for each in self._counted if each.pk in self.present - self.excluded]

    @property
    def out(self) -> int:
        return sum(each.pk in self.excluded for each in self._counted)

    @property
    def chair_is_present(self) -> bool:
        return any(each.is_chair and each.pk in self.present for each in self.members)

    def without(self, excluded: Iterable[uuid.UUID]) -> "Heads":
        return Heads(self.members, self.present, self.excluded | frozenset(excluded))

    def result(self, in_favour: int = 0):
        """What committee.vote says of these heads."""
        return rules.voted(
            enrolled=self.enrolled, present=len(self.voters), in_favour=in_favour, excluded=self.out
        )  # fmt: skip


def heads_of(meeting: Meeting) -> Heads:
    """Who sits on the day of the meeting and who came. Two queries."""
    came = meeting.attendances.filter(state=Present).values_list("member_id", flat=True)
    return Heads(tuple(members_on(meeting.committee, meeting.held_on)), frozenset(came))


def _of_school(model: type) -> Callable[[Actor, Menu, uuid.UUID], bool]:
    def reaches(actor: Actor, menu: Menu, key: uuid.UUID) -> bool:
        return model.objects.filter(pk=key, school_id=actor.school_id).exists()

    return reaches


# By the name that they have in addresses; see accounts.policies.objects_in_reach.
objects = {
    "committee": _of_school(Committee),
    "meeting": _of_school(Meeting),
    "member": _of_school(Member),
    "item": _of_school(AgendaItem),
    "statement": _of_school(Statement),
}
