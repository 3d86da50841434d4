"""From the facts of a decision to its questions (물음): annotations say the kind, `fact(…)` title and condition."""

import dataclasses
import sys
from datetime import date
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hakjeok.faces.answering import written
from hakjeok.faces.reading import alternatives
from hakjeok.facts import spoken
from hakjeok.parameters import HANDBOOK_SCHOOL_YEAR, Parameter
from hakjeok.registry import Decision
from hakjeok.vocabulary import Word
from hakjeok_web.helper import typed
from hakjeok_web.helper.questions import (
    MISSING,
    Choice,
    Choices,
    Either,
    Group,
    Line,
    Lines,
    Maybe,
    Question,
    Rows,
    YesNo,
)
from hakjeok_web.helper.said import DAYS

ONE: dict[Any, dict[str, Any]] = {
    str: {"parse": str},
    int: {"parse": typed.whole, "kind": "number"},
    Fraction: {"parse": typed.number, "kind": "number"},
    date: {"parse": typed.day, "kind": "date"},
}
MANY: dict[Any, dict[str, Any]] = {
    str: {"parse": typed.lines, "write": typed.one_below_the_other},
    int: {"parse": typed.wholes, "write": typed.in_a_row},
    Fraction: {"parse": typed.numbers, "write": typed.in_a_row},
    date: {"parse": typed.days, "write": typed.in_a_row, "is_of_days": True},
}
SCHOOL_YEAR = "school_year"


@cache
def questions_of(decision: Decision) -> Group:
    """All that a decision asks."""
    return Group(questions=_fields(decision.facts_type, years_told(decision)), is_needed=True)


@cache
def starts_of(decision: Decision) -> dict[str, Any]:
    """What a blank form begins with where that is not what a fact means when it is left out."""
    fields = dataclasses.fields(decision.facts_type)
    begun = {spoken(each.name): each.metadata["usual"] for each in fields}
    return {name: _as_json(value) for name, value in begun.items() if value is not None}


def years_known(decision: Decision) -> tuple[int, int]:
    """The first school year that has all figures of a decision, and the last for which they were checked."""
    module = vars(sys.modules[decision.function.__module__])
    figures = [each for each in module.values() if isinstance(each, Parameter)]
    first = max((each.values[0].from_school_year for each in figures), default=HANDBOOK_SCHOOL_YEAR)
    return first, min((each.last_checked_school_year for each in figures), default=HANDBOOK_SCHOOL_YEAR)


def years_told(decision: Decision) -> str:
    """For people: which school years can be asked about."""
    first, last = years_known(decision)
    known = f"{first}학년도" if first == last else f"{first}~{last}학년도"
    return f"어느 학년도의 기준으로 판정할지 정합니다. {known} 기준이 들어 있습니다."


def _fields(cls: Any, years: str) -> tuple[Question, ...]:
    hints = get_type_hints(cls)
    return tuple(_question(each, hints[each.name], years) for each in dataclasses.fields(cls))


def _question(field: "dataclasses.Field[Any]", annotation: Any, years: str) -> Question:
    has_default = field.default is not dataclasses.MISSING
    name = spoken(field.name)
    about = {
        "name": name,
        "title": field.metadata.get("korean") or name,
        "hint": field.metadata.get("hint") or (years if name == SCHOOL_YEAR else ""),
        "is_needed": not has_default,
        "default": _as_json(field.default) if has_default else MISSING,
        "asked_if": _condition(field.metadata.get("asked_if")),
    }
    return _of(annotation, about, years)


def _of(annotation: Any, about: dict[str, Any], years: str) -> Question:
    if get_origin(annotation) in (Union, UnionType):
        return _of_several(annotation, about, years)
    if get_origin(annotation) is tuple:
        return _list_of(get_args(annotation)[0], about, years)
    if dataclasses.is_dataclass(annotation):
        return Group(**about, questions=_fields(annotation, years))
    if issubclass(annotation, Word):
        return Choice(**about, words=_words(annotation))
    if annotation is bool:
        return YesNo(**about)
    unit = "일" if annotation in (int, Fraction) and about.get("title", "").endswith(DAYS) else ""
    return Line(**about, **ONE[annotation], unit=unit)


def _of_several(annotation: Any, about: dict[str, Any], years: str) -> Question:
    ways = alternatives(annotation)
    about = about | {"is_optional": NoneType in get_args(annotation)}
    if ways == (bool,):
        return Maybe(**about)
    if len(ways) == 1:
        return _of(ways[0], about, years)
    return Either(**about, ways=tuple(_of(way, {"title": _way(way)}, years) for way in ways))


def _way(annotation: Any) -> str:
    """A list of one word is that word; a way that has several facts is told one by one."""
    if dataclasses.is_dataclass(annotation):
        return "하나씩 적기"
    words = list(annotation) if isinstance(annotation, type) and issubclass(annotation, Word) else []
    return words[0].korean if len(words) == 1 else "목록에서 고르기"


def _list_of(inner: Any, about: dict[str, Any], years: str) -> Question:
    if inner in MANY:
        return Lines(**about, **MANY[inner])
    if isinstance(inner, type) and issubclass(inner, Word):
        return Choices(**about, words=_words(inner))
    return Rows(**about, item=_of(inner, {}, years))


def _words(cls: type[Word]) -> tuple[tuple[str, str], ...]:
    return tuple((member.value, member.korean) for member in cls)


def _condition(asked_if: tuple[str, tuple[Any, ...]] | None) -> tuple[str, tuple[Any, ...]] | None:
    if asked_if is None:
        return None
    name, values = asked_if
    return spoken(name), tuple(_as_json(each) for each in values)


def _as_json(value: Any) -> Any:
    """A value of the facts as JSON; words become plain texts, so that both compare alike."""
    found = written(value)
    if isinstance(found, Fraction):
        return float(found)
    return str(found.value) if isinstance(found, Word) else found
