"""Finding a decision by plain words (판정 찾기): titles, the questions people ask, the words of the facts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from hakjeok.faces.openapi import family_of
from hakjeok.families import FAMILIES
from hakjeok.registry import Decision, every
from hakjeok_web.helper.definitions import questions_of
from hakjeok_web.helper.questions import Question

LONGEST = 60
SHORTEST_STEM = 2  # syllables: below that everything is alike
_PLACES = (3, 2, 1)  # a word of the title weighs most, then of a question, then of a fact
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Family:
    """Decisions that belong together, under the handbook's word for them."""

    title: str
    decisions: tuple[Decision, ...]


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
    """The decisions that hold the most words of the question, the best first; endings of words do not matter."""
    words = _WORD.findall(question.casefold())
    hits = [(each, _hits(each, words)) for each in every()]
    most = max((sum(map(bool, found)) for _, found in hits), default=0)
    best = [(each, sum(found)) for each, found in hits if most and sum(map(bool, found)) == most]
    return [each for each, _ in sorted(best, key=lambda hit: -hit[1])]


def _hits(decision: Decision, words: list[str]) -> list[int]:
    """For each word how well it fits; 0 where it is nowhere."""
    texts = _texts(decision)
    return [max(weight * _fits(text, word) for text, weight in zip(texts, _PLACES, strict=True)) for word in words]


def _fits(text: str, word: str) -> int:
    """How many syllables of the word, from its beginning, stand in the text: 결석하면 finds 결석."""
    shortest = min(SHORTEST_STEM, len(word))
    return next((length for length in range(len(word), shortest - 1, -1) if word[:length] in text), 0)


@cache
def _texts(decision: Decision) -> tuple[str, str, str]:
    """Title, plain questions, words of the facts."""
    title = f"{decision.title} {family_title(decision)} {decision.name}"
    texts = (title, " ".join(decision.asked_as), " ".join(_words_of(questions_of(decision))))
    return tuple(text.casefold() for text in texts)  # type: ignore[return-value]


def _words_of(question: Question) -> Iterable[str]:
    yield question.title
    yield from (word for _, word in getattr(question, "words", ()))
    inner = [*getattr(question, "questions", ()), *getattr(question, "ways", ())]
    for each in [*inner, *filter(None, [getattr(question, "item", None)])]:
        yield from _words_of(each)
