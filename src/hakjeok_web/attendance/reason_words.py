"""The reasons of absence in people's words (결석 등의 사유): found by any of their words, and some told to few only.

The register keeps a reason as it was typed; its code is read off those words. So a word that is added here holds for
what was entered before as well. Kind, page, papers, approver and committee come from the rules.
"""

import re
import tomllib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from hakjeok.attendance.illness_evidence import SHORT_DAYS, required_for
from hakjeok.attendance.reason_rows import ROWS, Row
from hakjeok.attendance.reasons import Reason
from hakjeok.vocabulary import Word
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.attendance.consigned import is_insider
from hakjeok_web.attendance.models import Kind
from hakjeok_web.attendance.month import Cell

WORDS = Path(__file__).with_suffix(".toml")
NOT_TOLD = "알리지 않음"
# What teachers enter most, shown before everything else.
USUAL = ("감기", "독감", "장염", "병원 진료", "교외체험학습", "경조사", "생리통", "늦잠", "연락되지 않음")


@dataclass(frozen=True)
class ReasonWords:
    """One reason: its other words, a sentence of help, whether it is told to few only.

    `begins` are those of its words that count only where a word begins: `학생 리더십` and `4월경` are no 생리, no 월경.
    """

    code: Reason
    also: tuple[str, ...]
    help: str
    is_private: bool
    begins: frozenset[str] = frozenset()

    @property
    def word(self) -> str:
        return self.code.korean

    @property
    def rule(self) -> Row:
        return ROWS[self.code]

    @property
    def kind_word(self) -> str:
        return self.rule.kind.korean

    @property
    def otherwise(self) -> str:
        """The kind where the conditions fail; empty where there are none."""
        return self.rule.otherwise.kind.korean if self.rule.otherwise else ""

    @property
    def papers(self) -> list[str]:
        """What is asked for as evidence, a line for each group of which one is enough."""
        if self.code is Reason.ILLNESS:
            return _papers_of_an_illness()
        return [_one_of(group) for group in self.rule.papers]

    @property
    def label(self) -> str:
        """What stands beside the word in a list of suggestions: its kind, and words that find it."""
        return " · ".join((self.kind_word, *self.also))


def _one_of(papers: Collection[Word]) -> str:
    return " 또는 ".join(paper.korean for paper in papers)


def _papers_of_an_illness() -> list[str]:
    """They depend on its length (p.25)."""
    short, long = required_for(SHORT_DAYS, habitual=False), required_for(SHORT_DAYS + 1, habitual=False)
    return [f"{SHORT_DAYS}일까지는 {_one_of(short)}", f"더 길거나 상습적이면 {_one_of(long)}"]


@cache
def every_reason() -> tuple[ReasonWords, ...]:
    """All reasons of attendance.classify, in the order of the handbook."""
    told = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return tuple(
        ReasonWords(
            each, tuple(told[each]["also"]), told[each]["help"], told[each].get("private", False),
            frozenset(told[each].get("begins", ())),
        )
        for each in Reason
    )  # fmt: skip


@cache
def words_of(code: Reason) -> ReasonWords:
    """The words of one reason."""
    return next(each for each in every_reason() if each.code is code)


def search(text: str) -> list[ReasonWords]:
    """The reasons that any of the words finds; all of them for an empty text."""
    wanted = _bare(text)
    return [each for each in every_reason() if wanted in _bare(f"{each.word} {' '.join(each.also)} {each.help}")]


@dataclass(frozen=True)
class Suggestion:
    """One line of the suggestions at a reason's field (제안): the text, its kind, what stands beside it."""

    text: str
    kind: str
    label: str


@cache
def suggestions() -> tuple[Suggestion, ...]:
    """What is offered where a reason is typed: usual words first, then every reason."""
    by_code = {each.code: each for each in every_reason()}
    usual = (Suggestion(text, _kind(by_code[code]), "") for text in USUAL if (code := code_of(text)))
    return (*usual, *(Suggestion(each.word, _kind(each), each.label) for each in every_reason()))


def _kind(each: ReasonWords) -> str:
    return each.rule.kind.value


@cache
def _codes() -> dict[str, Reason]:
    """Every word with its code; the name of a reason goes before another's further words."""
    also = {_bare(word): each.code for each in every_reason() for word in each.also}
    return also | {_bare(each.word): each.code for each in every_reason()}


def code_of(text: str) -> Reason | None:
    """The code that a typed reason stands for; what follows in brackets is a remark (`경조사(조부모 사망)`)."""
    return _codes().get(_bare(text)) or _codes().get(_bare(text.partition("(")[0]))


@cache
def _standing(codes: frozenset[Reason]) -> re.Pattern[str]:
    """Any word of these reasons, whatever spaces stand in it."""
    told = [each for each in every_reason() if each.code in codes]
    found = (_spelled(word, begins=word in each.begins) for each in told for word in (each.word, *each.also))
    return re.compile("|".join(found), re.IGNORECASE)


def _spelled(word: str, *, begins: bool) -> str:
    spaced = r"\s*".join(map(re.escape, _bare(word)))
    return rf"\b{spaced}" if begins else spaced


def mentions(text: str, code: Reason) -> bool:
    """Whether any word of a reason stands in the text, whatever stands around it (`월경통으로 결석`)."""
    return bool(_standing(frozenset({code})).search(text))


@cache
def _private() -> frozenset[Reason]:
    return frozenset(each.code for each in every_reason() if each.is_private)


@lru_cache(maxsize=4096)
def is_private(text: str) -> bool:
    """Whether the reason is told to few only, however it was typed."""
    return bool(_standing(_private()).search(text))


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def listed_reason(reason: str, kind: str) -> str:
    """A reason as lists, prints and files tell it: of a private one not more than that it is 출석인정."""
    if not is_private(reason):
        return reason
    return "" if kind == Kind.AUTHORIZED else NOT_TOLD


def may_know(reader: Actor | None, classes: Sequence[uuid.UUID]) -> bool:
    """Whether private reasons of these classes are told to the person: their homeroom teacher, registrar, heads."""
    return reader is not None and (is_insider(reader) or not reader.homerooms.isdisjoint(classes))


def told_to(reader: Actor | None, cell: Cell, classes: Sequence[uuid.UUID]) -> Cell:
    """The cell as the person may see it; what is kept from him stays with the cell, so that his own act keeps it."""
    if not cell.reason or may_know(reader, classes) or not is_private(cell.reason):
        return cell
    return replace(cell, reason="", held=cell.reason)
