"""Finding a decision by plain words (판정 찾기): titles, the questions people ask, the words of the facts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log

from hakjeok.faces.openapi import family_of
from hakjeok.families import FAMILIES
from hakjeok.registry import Decision, every
from hakjeok_web.helper.definitions import questions_of
from hakjeok_web.helper.questions import Question

LONGEST = 60
NEAR = 0.5  # of the best: what is found as well
_PLACES = (3, 2, 1)  # a word of the title weighs most, then of a question, then of a fact
_WORD = re.compile(r"\w+")
# Endings of words, which tell how something is asked and not what.
_ENDINGS = frozenset(_WORD.findall("하려 려면 하면 으면 이면 되나 하나 나요 인가 가요 까지 어떻 떻게 언제 무엇 에서"))


@dataclass(frozen=True)
class Family:
    """Decisions that belong together, under the handbook's word for them."""

    title: str
    decisions: tuple[Decision, ...]
    wanted: str = ""

    @property
    def rows(self) -> list[tuple[Decision, str]]:
        """Each decision with the question to show under it: of those it answers the nearest to the one asked."""
        return [(each, nearest(each, self.wanted)) for each in self.decisions]


def families(decisions: Iterable[Decision]) -> list[Family]:
    """The decisions by family, in the handbook's order; families without any are left out."""
    found = list(decisions)
    grouped = (
        Family(title, tuple(each for each in found if family_of(each) == name)) for name, title in FAMILIES.items()
    )
    return [family for family in grouped if family.decisions]


def family_title(decision: Decision) -> str:
    """The handbook's word for the family of a decision."""
    return FAMILIES[family_of(decision)]


def search(question: str) -> list[Decision]:
    """The decisions that speak of what the question speaks of, the best first.

    Words are compared by pairs of syllables, so that endings do not matter, and a pair counts the more the fewer
    decisions know it: 되나요 says little, 정원 much.
    """
    pairs = _pairs(question)
    scored = [(sum(_rarity(pair) * _weight(each, pair) for pair in pairs), each) for each in every()]
    best = max((score for score, _ in scored), default=0)
    near = [(score, each) for score, each in scored if best and score >= best * NEAR]
    return [each for _, each in sorted(near, key=lambda hit: -hit[0])]


def nearest(decision: Decision, question: str) -> str:
    """Of the questions that a decision answers the one that shares most with another; the first where none does."""
    pairs = _pairs(question)
    return max(decision.asked_as, key=lambda each: sum(map(_rarity, _pairs(each) & pairs)), default="")


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring syllables in the words of a text, and words of one syllable."""
    words = _WORD.findall(text.casefold())
    return frozenset(word[at : at + 2] for word in words for at in range(max(1, len(word) - 1))) - _ENDINGS


def _weight(decision: Decision, pair: str) -> int:
    """A pair in the title weighs most, then in a question that people ask, then in a fact."""
    return next((weight for weight, pairs in zip(_PLACES, _texts(decision), strict=True) if pair in pairs), 0)


@cache
def _rarity(pair: str) -> float:
    """How much a pair tells: nothing where every decision knows it."""
    known = sum(1 for each in every() if _weight(each, pair))
    return log(len(every()) / known) if known else 0.0


@cache
def _texts(decision: Decision) -> tuple[frozenset[str], ...]:
    """The pairs of the title, of the plain questions and of the words of the facts."""
    title = f"{decision.title} {family_title(decision)} {decision.name}"
    return tuple(
        _pairs(text) for text in (title, " ".join(decision.asked_as), " ".join(_words_of(questions_of(decision))))
    )


def _words_of(question: Question) -> Iterable[str]:
    yield question.title
    yield from (word for _, word in getattr(question, "words", ()))
    inner = [*getattr(question, "questions", ()), *getattr(question, "ways", ())]
    for each in [*inner, *filter(None, [getattr(question, "item", None)])]:
        yield from _words_of(each)
