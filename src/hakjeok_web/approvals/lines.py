"""The line of a paper before it goes up (결재선): proposed from the rule, changed by the drafter, checked."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.approvals.delegation import Post, Rule, Stop, own_rules, rule_for
from hakjeok_web.approvals.models import ApprovalStep
from hakjeok_web.approvals.people import HEADS, Colleague, colleagues_of, rank_of
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.wordings import definition_of

Kind = ApprovalStep.Kind
LONGEST_LINE = 10
DRAFTER_DECIDES = "기안한 사람은 같은 문서를 결재할 수 없습니다. 교감이 없으면 대결할 사람을 결재선에서 골라 주세요."


@dataclass(frozen=True)
class Place:
    """One place of a line as the drafter chose it."""

    kind: Kind
    staff_id: uuid.UUID


@dataclass(frozen=True)
class Seat:
    """A place with the person in it, and his turn; consents that follow one another share one."""

    kind: Kind
    who: Colleague
    position: int

    @property
    def is_delegated(self) -> bool:
        """전결: somebody below the head of the school decides."""
        return self.kind == Kind.DECISION and rank_of(self.who.staff) < len(HEADS)


class Circle:
    """The people and the rule that a line of this paper is made of."""

    def __init__(self, document: Document, by: Actor) -> None:
        self.drafter_id = document.drafted_by_id
        self.people = colleagues_of(document.school_id, by.today)
        self.by_id = {each.staff.pk: each for each in self.people}
        self.rule: Rule = rule_for(document.definition, definition_of(document), own_rules(document.school_id))

    @property
    def others(self) -> list[Colleague]:
        """Everybody but the drafter."""
        return [each for each in self.people if each.staff.user_id != self.drafter_id]

    def proposal(self) -> list[Place]:
        """The line that the rule gives, without the drafter; nobody stands on it twice, the last place counts."""
        chosen = [(stop.kind, self._holder(stop)) for stop in self.rule.line]
        found = [(kind, who) for kind, who in chosen if who]
        last = {who.signer.pk: number for number, (_, who) in enumerate(found)}
        kept = [each for number, each in enumerate(found) if last[each[1].signer.pk] == number]
        return [Place(kind, who.staff.pk) for kind, who in kept]

    def _holder(self, stop: Stop) -> Colleague | None:
        """Who holds the post; a decision that nobody there can make goes to the next above."""
        if stop.kind == Kind.DECISION:
            return next(iter(sorted(self.deciders(), key=self._preference(stop.post))), None)
        return next((each for each in self._signing() if stop.post.is_held_by(each.staff)), None)

    def _preference(self, post: Post):
        return lambda each: (not post.is_held_by(each.staff), rank_of(each.staff) == 0, rank_of(each.staff))

    def deciders(self) -> list[Colleague]:
        """Who may decide: the post of the rule and everybody above it; where there is none, the other head."""
        decider = self.rule.decider
        if decider is None:
            return self._signing()
        fitting = [each for each in self._signing() if decider.is_held_by(each.staff) or self._is_above(each)]
        return fitting or [each for each in self._signing() if each.staff.role in HEADS]

    def _is_above(self, who: Colleague) -> bool:
        roles = [str(role) for role in HEADS]
        decider = self.rule.decider
        least = roles.index(decider.role) + 1 if decider and decider.role in roles else 0
        return rank_of(who.staff) > least

    def _signing(self) -> list[Colleague]:
        """Everybody for whom somebody else than the drafter signs."""
        return [each for each in self.others if each.signer.user_id != self.drafter_id]

    def seats(self, line: Sequence[Place]) -> list[Seat]:
        """The chosen line with people and turns.

        Raises:
            Refused: it is no lawful line; every reason at once.

        """
        reasons = list(self._problems(line))
        if reasons:
            raise Refused(*reasons)
        return list(_seated([(place.kind, self.by_id[place.staff_id]) for place in line]))

    def _problems(self, line: Sequence[Place]) -> Iterator[Reason | str]:
        if len(line) > LONGEST_LINE:
            yield f"결재선에는 {LONGEST_LINE}명까지 넣을 수 있습니다. 사람을 줄여 주세요."
        unknown = [place for place in line if place.staff_id not in self.by_id]
        if unknown:
            yield "결재선에 지금 근무하지 않는 사람이 있습니다. 다른 사람을 골라 주세요."
            return
        people = [self.by_id[place.staff_id] for place in line]
        yield from self._of_people(people)
        yield from self._of_order(line, people)

    def _of_people(self, people: Sequence[Colleague]) -> Iterator[Reason | str]:
        if any(each.staff.user_id == self.drafter_id for each in people):
            yield DRAFTER_DECIDES
        for each in people:
            if each.absence:
                yield from self._of_deputy(each)
        signers = [each.signer.pk for each in people]
        twice = {each.signer.user.name for each in people if signers.count(each.signer.pk) > 1}
        for name in sorted(twice):
            yield f"{name} 선생님이 두 번 결재하게 됩니다. 결재선에서 한 번만 남겨 주세요."

    def _of_deputy(self, absent: Colleague) -> Iterator[str]:
        if absent.signer.user_id == self.drafter_id:
            yield f"{absent.name} 대신 결재할 사람이 기안한 사람입니다. 결재선에서 빼거나 대결자를 바꿔 주세요."
        elif absent.signer.pk not in self.by_id:
            yield f"{absent.name}의 대결자가 지금 근무하지 않습니다. 부재 등록에서 대결할 사람을 다시 정해 주세요."
        elif self.by_id[absent.signer.pk].absence:
            yield f"{absent.name}의 대결자도 부재 중입니다. 부재 등록에서 대결할 사람을 다시 정해 주세요."

    def _of_order(self, line: Sequence[Place], people: Sequence[Colleague]) -> Iterator[Reason | str]:
        decisions = [number for number, place in enumerate(line) if place.kind == Kind.DECISION]
        if not line and self.rule.is_self_decided:
            return
        if not decisions:
            yield "결재할 사람이 없습니다. 마지막에 결재하는 사람을 넣어 주세요."
        elif decisions != [len(line) - 1]:
            yield "결재는 마지막에 한 사람만 합니다. 앞사람은 검토나 협조로 바꿔 주세요."
        elif people[-1] not in self.deciders() and people[-1] in self._signing():
            yield (f"전결 규정에 따라 이 문서는 {self.rule.decider.name} 이상이 결재합니다. 결재할 사람을 바꿔 주세요.")


def _seated(line: Sequence[tuple[Kind, Colleague]]) -> Iterator[Seat]:
    position, before = 0, None
    for kind, who in line:
        if not (kind == Kind.CONSENT and before == Kind.CONSENT):
            position += 1
        yield Seat(kind, who, position)
        before = kind


def propose_line(document: Document, by: Actor) -> list[Place]:
    """The line that the school's rule gives this paper (결재선 제안). Four queries at most."""
    return Circle(document, by).proposal()
