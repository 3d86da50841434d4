"""The line of a paper as pages show it (결재선): who stands on it, what each did, whose turn it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from hakjeok_web.accounts.policies import Actor
from hakjeok_web.approvals.actions import word_of
from hakjeok_web.approvals.models import ApprovalAct, ApprovalStep
from hakjeok_web.approvals.people import absences_on, called
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.documents.models import Document

Act = ApprovalAct.Kind


@dataclass(frozen=True)
class Person:
    """One place: `what` (검토), who, the mark as on paper (전결, 대결), what came of it and when."""

    what: str
    who: str
    state: str
    mark: str = ""
    at: datetime | None = None
    is_turn: bool = False
    is_refused: bool = False

    @property
    def sentence(self) -> str:
        """`검토, 교무부장 정교무, 2024. 8. 28.(수) 10:03 검토함`."""
        return f"{self.what}, {self.who}{f'({self.mark})' if self.mark else ''}, {korean_time(self.at)} {self.state}"


class Line:
    """Steps and acts of a paper, read once. Three queries."""

    def __init__(self, document: Document, by: Actor) -> None:
        self.document, self.by = document, by
        steps = ApprovalStep.objects.filter(document=document, round=document.round)
        self.steps: Sequence[ApprovalStep] = list(steps.select_related("staff__user"))
        acts = ApprovalAct.objects.filter(document=document).select_related("by", "step", "in_place_of__user")
        self.acts: Sequence[ApprovalAct] = list(acts)
        self.absences = absences_on(document.school_id, by.today) if document.state == "submitted" else {}
        self.by_step = {act.step_id: act for act in self.acts if act.step_id}

    @property
    def groups(self) -> list[list[Person]]:
        """The drafter, then the places in their order; people of one turn together."""
        if self.document.round == 0:
            return []
        groups = [
            [self._person(step) for step in steps] for _, steps in groupby(self.steps, lambda each: each.position)
        ]
        return [[self._drafter()], *groups]

    def _drafter(self) -> Person:
        submitted = next(each for each in self.acts if each.kind == Act.SUBMIT and each.round == self.document.round)
        mark = "" if self.steps else "전결"
        gone = any(each.kind == Act.WITHDRAW and each.round == self.document.round for each in self.acts)
        return Person(
            "기안", f"{submitted.title} {submitted.by.name}", "회수함" if gone else "상신함", mark, submitted.at
        )

    def _person(self, step: ApprovalStep) -> Person:
        act = self.by_step.get(step.pk)
        if act is None:
            return self._open(step)
        mark = " ".join(_marks(step, act))
        refused = act.kind == Act.RETURN
        return Person(step.get_kind_display(), _signer(act), f"{word_of(act)}함", mark, act.at, is_refused=refused)

    def _open(self, step: ApprovalStep) -> Person:
        is_turn = self.document.state == "submitted" and step.position == self.document.turn
        absence = self.absences.get(step.staff_id)
        state = "차례" if is_turn else "예정" if self.document.state == "submitted" else "하지 않음"
        who = f"{step.title} {step.staff.user.name}" + (f"(부재, 대결 {called(absence.deputy)})" if absence else "")
        return Person(step.get_kind_display(), who, state, "전결" if step.is_delegated else "", is_turn=is_turn)

    @property
    def next_people(self) -> str:
        """`교무부장 정교무`, those whose turn it is."""
        at_turn = [each for each in self.steps if each.position == self.document.turn and each.pk not in self.by_step]
        return "·".join(f"{each.title} {each.staff.user.name}" for each in at_turn)

    def opinions(self) -> Iterator[dict]:
        """Everything that was done with the paper, newest first, with what was said."""
        for act in reversed(self.acts):
            whom = f"({act.in_place_of.user.name} 대결)" if act.in_place_of else ""
            yield {"who": f"{_signer(act)}{whom}", "at": act.at, "what": word_of(act), "text": act.opinion}

    @property
    def returned(self) -> ApprovalAct | None:
        """The act that sent the paper back to its drafter, while it lies there."""
        return self.acts[-1] if self.document.state == "returned" else None

    def my_step(self, mine: set) -> ApprovalStep | None:
        """The place at which the reader may act now."""
        if self.document.state != "submitted" or self.document.drafted_by_id == self.by.user.pk:
            return None
        at_turn = (each for each in self.steps if each.position == self.document.turn and each.staff_id in mine)
        return next((each for each in at_turn if each.pk not in self.by_step), None)

    @property
    def can_be_withdrawn(self) -> bool:
        is_own = self.document.drafted_by_id == self.by.user.pk
        return is_own and self.document.state == "submitted" and not self.by_step.keys() & {s.pk for s in self.steps}


def _signer(act: ApprovalAct) -> str:
    return f"{act.title} {act.by.name}"


def _marks(step: ApprovalStep, act: ApprovalAct) -> Iterator[str]:
    if step.is_delegated:
        yield "전결"
    if act.in_place_of_id:
        yield "대결"
