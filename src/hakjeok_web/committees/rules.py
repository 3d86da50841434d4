"""What the handbook decides about a committee (위원회 판정): composition, meeting, recusal, vote."""

from collections.abc import Iterable

from hakjeok.committee.compose import ComposeFacts, Composition, Role, compose
from hakjeok.committee.compose import Member as ComposedMember
from hakjeok.committee.convene import ConveneFacts, Convening, Matter, convene
from hakjeok.committee.recusal import MemberFacts, RecusalFacts, Recused, recusal
from hakjeok.committee.vote import Vote as Voted
from hakjeok.committee.vote import VoteFacts, vote
from hakjeok.committee.words import CommitteeKind
from hakjeok_web.committees.models import AgendaItem, Committee, Meeting, Member, Recusal

Item = AgendaItem.Kind
MATTERS = {
    Item.EXEMPTION: Matter.EXEMPTION,
    Item.DEFERMENT: Matter.DEFERMENT,
    Item.INTERVIEW: Matter.INTERVIEW,
    Item.TRANSFER: Matter.TRANSFER_WITHOUT_CONSENT,
}
_COMPULSORY, _EARLY, _GRADES = Committee.Kind
KINDS_OF_ITEMS = {
    _COMPULSORY: (Item.DEFERMENT, Item.EXEMPTION, Item.INTERVIEW, Item.TRANSFER, Item.OTHER),
    _EARLY: (Item.REENTRY, Item.EARLY_PROMOTION, Item.EARLY_GRADUATION, Item.EARLY_ENTRY, Item.OTHER),
    _GRADES: (Item.HONORARY_GRADUATION, Item.OTHER),
}
PAGE_OF_COMPOSITION = {_COMPULSORY: 12, _EARLY: 93}


def composition(committee: Committee, members: Iterable[Member], *, has_vice_principal: bool) -> Composition | None:
    """Whether these members make a lawful committee; None where the school's own rules (학칙) say who sits in it."""
    if committee.kind == Committee.Kind.GRADE_MANAGEMENT:
        return None
    facts = ComposeFacts(
        kind=CommitteeKind(committee.kind),
        members=tuple(
            ComposedMember(
                role=Role(each.role), external=each.external, field=each.field or None, chair=each.is_chair
            )
            for each in members
            if each.votes
        ),
        has_vice_principal=has_vice_principal,
    )  # fmt: skip
    return compose(facts)


def convening(meeting: Meeting, items: Iterable[AgendaItem], *, members: int) -> Convening | None:
    """Whether there is a ground to meet; None where the handbook asks for none."""
    if meeting.committee.kind != Committee.Kind.COMPULSORY_EDUCATION:
        return None
    matters = dict.fromkeys(MATTERS.get(each.kind, Matter.OTHER) for each in items)
    return convene(
        ConveneFacts(
            matters=tuple(matters),
            chair_finds_needed=meeting.chair_finds_needed,
            members=members or None,
            demanding=min(meeting.demanding, members),
            term_start=meeting.session == Meeting.Session.REGULAR,
        )
    )


def recused(committee: Committee, kind: str, *, upheld: bool) -> Recused:
    """Whether a member is out. Committees of which the handbook says nothing follow the same measure (p.93)."""
    compulsory = committee.kind == Committee.Kind.COMPULSORY_EDUCATION
    challenged = kind == Recusal.Kind.BY_CHALLENGE
    member = MemberFacts(
        kin_of_pupil=not challenged,
        withdraws=kind == Recusal.Kind.BY_WITHDRAWAL,
        challenged=challenged,
        challenge_upheld=challenged and upheld,
    )
    of = CommitteeKind.COMPULSORY_EDUCATION if compulsory else CommitteeKind.EARLY_PROMOTION
    return recusal(RecusalFacts(kind=of, member=member))


def voted(*, enrolled: int, present: int, in_favour: int = 0, excluded: int = 0) -> Voted | None:
    """Quorum and majority; None while there are no members."""
    if not enrolled:
        return None
    return vote(VoteFacts(enrolled=enrolled, present=present, in_favour=in_favour, excluded=excluded))
