"""Which line a paper takes and who decides it (전결 규정): the school's own rule, else the shipped one."""

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hakjeok_web.accounts.models import Staff
from hakjeok_web.approvals.models import ApprovalStep, DelegationRule
from hakjeok_web.documents.rendering import Definition

Kind = ApprovalStep.Kind
OTHER = "other"  # papers without a form, and kinds that nobody named
KIND_TITLES: Mapping[str, str] = {
    "draft": "기안문",
    "notice": "통지서",
    "report": "보고서",
    "request": "요청서",
    "minutes": "회의록",
    "application": "신청서",
    "consent": "동의서",
    "opinion": "의견서",
    "register": "대장",
    OTHER: "그 밖의 문서",
}
_WORDS = {kind.label: kind for kind in Kind}


@dataclass(frozen=True)
class Post:
    """A post (직위) that a rule can name: found by role, or by words of the position."""

    name: str
    role: str = ""
    position: str = ""

    def is_held_by(self, staff: Staff) -> bool:
        return staff.role == self.role if self.role else self.position in staff.position


@dataclass(frozen=True)
class Stop:
    """One place of a rule: what is done there, and by which post."""

    kind: Kind
    post: Post

    def __str__(self) -> str:
        return f"{self.kind.label} {self.post.name}"

    @property
    def data(self) -> dict[str, str]:
        return {"kind": self.kind.value, "post": self.post.name}


@dataclass(frozen=True)
class Rule:
    """A rule in force: its line, why, and where it comes from."""

    line: tuple[Stop, ...]
    reason: str
    source: str  # 학교 규정 · 서식의 결재란 · 기본값

    @property
    def is_self_decided(self) -> bool:
        """기안자 전결: the paper is finished as soon as its drafter submits it."""
        return not self.line

    @property
    def decider(self) -> Post | None:
        return self.line[-1].post if self.line else None

    def __str__(self) -> str:
        """`교무부장 검토 → 교감 결재(전결)`."""
        if self.is_self_decided:
            return "기안자 전결"
        words = [f"{stop.post.name} {stop.kind.label}" for stop in self.line]
        return " → ".join(words) + ("(전결)" if self.line[-1].post.role != Staff.Role.PRINCIPAL else "")


@cache
def posts() -> Mapping[str, Post]:
    """The posts that rules can name, from the lowest to the head of the school."""
    return {each["name"]: Post(**each) for each in _shipped()["posts"]}


@cache
def shipped_rules() -> Mapping[str, Rule]:
    """By definition or kind."""
    return {each.get("form") or each["kind"]: _shipped_rule(each) for each in _shipped()["rule"]}


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("delegation.toml").read_text())


def _shipped_rule(data: Mapping[str, Any]) -> Rule:
    line = (words.split(" ", 1) for words in data["line"])
    return Rule(tuple(Stop(_WORDS[kind], posts()[post]) for kind, post in line), data["reason"], "기본값")


def form_title(definition: Definition) -> str:
    """`2-3 내교 통지서`; a form that is not of the handbook has no number to show."""
    return f"{definition.id} {definition.title}" if definition.id[0].isdecimal() else definition.title


def own_rules(school_id: uuid.UUID) -> dict[str, DelegationRule]:
    """The school's rules in force, by definition or kind. One query."""
    found = DelegationRule.objects.filter(school_id=school_id).select_related("made_by").order_by("made_at", "id")
    return {rule.definition or rule.form_kind: rule for rule in found}


def rule_for(definition_id: str, definition: Definition | None, own: Mapping[str, DelegationRule]) -> Rule:
    """The rule that holds for a form, or for a paper without one."""
    kind = definition.kind if definition else OTHER
    for subject in (definition_id, kind):
        if subject in own:
            return _own_rule(own[subject])
    return shipped_rules().get(definition_id) or _printed(definition) or rule_of_kind(kind, {})


def rule_of_kind(kind: str, own: Mapping[str, DelegationRule]) -> Rule:
    if kind in own:
        return _own_rule(own[kind])
    return shipped_rules().get(kind, shipped_rules()[OTHER])


def stops_of(line: Sequence[Mapping[str, str]]) -> tuple[Stop, ...]:
    return tuple(Stop(Kind(stop["kind"]), posts()[stop["post"]]) for stop in line)


def _own_rule(rule: DelegationRule) -> Rule:
    return Rule(stops_of(rule.line), rule.reason, "학교 규정")


def _printed(definition: Definition | None) -> Rule | None:
    """The line that follows the boxes of the form; None where it has none, or boxes of a committee."""
    boxes, known = definition.approval_line if definition else (), _shipped()["printed"]
    if not boxes or any(box not in known for box in boxes):
        return None
    wanted = [posts()[known[box]] for box in boxes if known[box]]
    kinds = [Kind.REVIEW] * (len(wanted) - 1) + [Kind.DECISION]
    line = tuple(Stop(kind, post) for kind, post in zip(kinds, wanted, strict=True))
    return Rule(line, f"서식에 인쇄된 결재란({'·'.join(boxes)})을 따릅니다.", "서식의 결재란")
