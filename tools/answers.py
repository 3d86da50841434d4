"""Write down what every decision answers today: `make answers`, then read the difference as a stranger would.

For each decision tests/data/answers/ holds its schemas and answers with every reason and warning: to the printed cases
and to questions drawn from them with a fixed seed, of which only those are kept that bring something new.
tests/rules/test_answers.py compares, so that no change of a rule, a reason or a range goes unseen.
"""

import dataclasses
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hakjeok.errors import BadInput
from hakjeok.faces.answering import answer, error_body
from hakjeok.faces.json_schema import facts_schema, result_schema
from hakjeok.facts import spoken
from hakjeok.registry import Decision, every
from hakjeok.school_calendar import Calendar
from hakjeok.vocabulary import Word

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
# The printed cases, and questions of our own for the decisions of which none is printed.
QUESTIONS = [each for name in ("handbook", "own_questions") for each in json.loads((DATA / f"{name}.json").read_text())]
ANSWERS = DATA / "answers"
TRIES, MOST_KEPT = 1500, 30
Json = dict[str, Any]


def frozen(decision: Decision, questions: list[Json]) -> Json:
    """What is written down of a decision: its schemas and its answers to `questions`."""
    return {
        "facts": facts_schema(decision.name),
        "result": result_schema(decision.name),
        "answers": [{"input": each, **told(decision.name, each)} for each in questions],
    }


def told(name: str, question: Json) -> Json:
    """The answer without what the question says already; each reason with its place in one line."""
    try:
        answered = json.loads(json.dumps(answer(name, question)))
    except BadInput as error:
        return error_body(error)
    reasons = [f"{step['text']} [{_place(step['source'])}]" for step in answered["because"]]
    kept = {key: answered[key] for key in ("result", "warnings", "school_year")}
    return {**kept, "because": reasons}


def _place(source: Json) -> str:
    page = f"p.{source['page']}" if "page" in source else ""
    return " ".join(word for word in (page, source.get("law", ""), "해석" if source.get("reading") else "") if word)


class Sampler:
    """Draws questions of one decision: a printed case with a few facts changed, always the same ones."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.chance = random.Random(decision.name)  # noqa: S311 - a fixed seed is the point
        self.cases = [each["input"] for each in QUESTIONS if each["decision"] == decision.name]

    def questions(self) -> list[Json]:
        """The printed cases, and those drawn ones whose answer brings a reason, warning or value not seen before."""
        kept, seen = [], set()
        for question in self._drawn():
            signature = _signature(told(self.decision.name, question))
            if signature <= seen and question not in self.cases:
                continue
            seen |= signature
            kept.append(question)
            if len(kept) >= MOST_KEPT + len(self.cases):
                break
        return kept

    def _drawn(self) -> Iterator[Json]:
        yield from self.cases
        for _ in range(TRIES):
            question = dict(self.chance.choice(self.cases))
            for each in self.chance.sample(self._fields(), min(self.chance.randint(1, 3), len(self._fields()))):
                question[spoken(each.name)] = self._value(self._hints()[each.name], each.metadata)
            yield question

    def _fields(self) -> list:
        return list(dataclasses.fields(self.decision.facts_type))

    def _hints(self) -> Json:
        return get_type_hints(self.decision.facts_type)

    def _value(self, hint: Any, told: Any) -> Any:
        if get_origin(hint) in (Union, UnionType):
            return self._one_of(get_args(hint), told)
        if get_origin(hint) is tuple:
            return self._several(get_args(hint)[0])
        if hint is Calendar:
            return self._calendar()
        if dataclasses.is_dataclass(hint):
            return self._object(hint)
        if issubclass(hint, Word):
            return self.chance.choice(list(hint)).value
        return self._simple(hint, told)

    def _one_of(self, hints: tuple, told: Any) -> Any:
        hint = self.chance.choice(hints)
        return None if hint is NoneType else self._value(hint, told)

    def _several(self, hint: Any) -> list:
        if hint is date and self.chance.random() < 0.5:
            first, days = self._day(), self.chance.choice((2, 3, 9, 10, 30, 64, 65))
            run = (first + timedelta(days=each) for each in range(days * 7 // 5 + 2))
            return [day.isoformat() for day in run if day.weekday() < 5][:days]
        return [self._value(hint, {}) for _ in range(self.chance.choice((0, 1, 1, 2, 3, 6)))]

    def _object(self, cls: Any) -> Json:
        """One of the printed objects with one value changed, or a whole new one where none is printed."""
        hints, fields = get_type_hints(cls), dataclasses.fields(cls)
        names = {spoken(each.name) for each in fields}
        printed = [each for each in _objects_in(self.cases) if each.keys() <= names]
        changed = [self.chance.choice(fields)] if printed else fields
        drawn = {spoken(each.name): self._value(hints[each.name], each.metadata) for each in changed}
        return {**self.chance.choice(printed), **drawn} if printed else drawn

    def _calendar(self) -> Json:
        year = self.chance.choice((2024, 2024, 2025))
        summer = {"from": f"{year}-07-22", "to": f"{year}-08-21"}
        winter = {"from": f"{year + 1}-01-01", "to": f"{year + 1}-02-02"}
        return {
            "school_year": year, "first_day": f"{year}-03-04", "last_day": f"{year + 1}-02-07",
            "breaks": [summer, winter], "days_off": [f"{year}-05-07"], "public_holidays": self.chance.random() < 0.5,
        }  # fmt: skip

    def _day(self) -> date:
        near = [date.fromisoformat(text) for text in _dates_in(self.cases)] or [date(2024, 6, 14)]
        days = self.chance.choice((-30, -7, -3, -1, 0, 0, 1, 2, 3, 7, 30, 200))
        return self.chance.choice(near) + timedelta(days=days)

    def _simple(self, hint: Any, told: Any) -> Any:
        if hint is date:
            return self._day().isoformat()
        if hint is bool:
            return self.chance.random() < 0.5
        if hint is Fraction:
            return self.chance.choice((0, 0.1, 0.2))
        if hint is int:
            return self._number(told.get("at_least"), told.get("at_most"))
        return self.chance.choice(("한빛초등학교", "미국", "베트남", "가정사정", ""))

    def _number(self, low: int | None, high: int | None) -> int:
        low = 0 if low is None else low
        high = low + 400 if high is None else high
        usual = [each for each in (0, 1, 2, 3, 5, 6, 10, 20, 64, 128, 190, 192, 2024, 2025) if low <= each <= high]
        return self.chance.choice([*usual, low, high, self.chance.randint(low, high), low - 1])


def _dates_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and len(value) == 10 and value[4:8:3] == "--":
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _dates_in(each)


def _objects_in(value: Any) -> Iterator[Json]:
    """The objects in lists, which are the rows of a fact."""
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(each, dict) and isinstance(value, list):
            yield each
        yield from _objects_in(each)


def _signature(answered: Json) -> set[str]:
    """What makes an answer different from others: places and shapes of reasons, warnings, short values, refusals."""
    if "error" in answered:
        return {_shape(f"{answered['error']['field']}: {answered['error']['message'][-12:]}")}
    result = answered["result"]
    plain = {f"{key}={value}" for key, value in result.items() if isinstance(value, bool | NoneType)}
    words = {f"{key}={value}" for key, value in result.items() if isinstance(value, str) and len(value) < 30}
    return plain | words | {_shape(each) for each in (*answered["because"], *answered["warnings"])}


def _shape(text: str) -> str:
    return "".join("0" if each.isdigit() else each for each in text).replace("00", "0").replace("00", "0")


def main() -> int:
    """Write the answers of every decision."""
    ANSWERS.mkdir(parents=True, exist_ok=True)
    names = {f"{each.name}.json" for each in every()}
    for path in ANSWERS.glob("*.json"):
        if path.name not in names:
            path.unlink()
    for decision in every():
        content = frozen(decision, Sampler(decision).questions())
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (ANSWERS / f"{decision.name}.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
