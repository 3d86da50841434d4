"""One question put to a decision: what was typed, what is wrong with it, or the answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hakjeok.errors import BadInput
from hakjeok.faces.reading import read
from hakjeok.facts import Facts
from hakjeok.registry import Decision
from hakjeok.result import Result
from hakjeok_web.helper.definitions import questions_of, starts_of
from hakjeok_web.helper.questions import Group, Question, Rows
from hakjeok_web.helper.shown import Shown

BLANK_ROWS = 1


@dataclass
class Asked:
    """A decision's form with whatever is typed in it."""

    decision: Decision
    typed: dict[str, Any]
    problems: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)  # the facts as JSON, where they could be read
    facts: Facts | None = None
    result: Result | None = None
    grown: str = ""  # the list that has just got another row
    status: int = 200
    wait: int = 0  # seconds, where somebody asked too often
    unplaced: list[str] = field(default_factory=list)

    @property
    def question(self) -> Group:
        return questions_of(self.decision)

    def shown(self) -> Shown:
        """The form with each complaint at its place; those without a place are left to `unplaced`."""
        found = self.question.shown(self.typed, "")
        self.unplaced = [message for path, message in self.problems if not found.complain(path, message)]
        return found


def blank(decision: Decision, values: dict[str, Any]) -> Asked:
    """The form before anybody has asked, with what is known already."""
    return Asked(decision, questions_of(decision).typed({**starts_of(decision), **values}))


def ask(decision: Decision, typed: dict[str, Any]) -> Asked:
    """Put the question. Wrong facts are found all at once where they cannot be read, else one after the other."""
    asked = Asked(decision, questions_of(decision).tidied(typed))
    asked.values = asked.question.value(asked.typed, "", lambda path, text: asked.problems.append((path, text)))
    if not asked.problems:
        _decide(asked)
    return asked


def _decide(asked: Asked) -> None:
    try:
        asked.facts = read(asked.decision.facts_type, asked.values)
        asked.result = asked.decision.function(asked.facts)
    except BadInput as problem:
        asked.problems.append((problem.field, problem.message))


def with_row(decision: Decision, typed: dict[str, Any], path: str) -> Asked:
    """The form with one more blank row in the list at `path`; as it was where there is no such list."""
    found = _list_at(questions_of(decision), typed, path.split("."))
    if found:
        question, rows = found
        rows.extend([question.item.initial] * BLANK_ROWS)
    return Asked(decision, typed, grown=path)


def without_row(decision: Decision, typed: dict[str, Any], path: str) -> Asked:
    """The form without the row at `path` (`calendar.breaks.1`)."""
    *around, number = path.split(".")
    found = _list_at(questions_of(decision), typed, around)
    if found and number.isascii() and number.isdigit() and int(number) < len(found[1]):
        del found[1][int(number)]
    return Asked(decision, typed)


def _list_at(question: Question, typed: Any, names: list[str]) -> tuple[Rows, list[Any]] | None:
    if not names:
        return (question, typed) if isinstance(question, Rows) else None
    name, *rest = names
    if isinstance(question, Group):
        inner = next((each for each in question.questions if each.name == name), None)
        return _list_at(inner, typed[name], rest) if inner else None
    if isinstance(question, Rows) and name.isascii() and name.isdigit() and int(name) < len(typed):
        return _list_at(question.item, typed[int(name)], rest)
    ways = enumerate(getattr(question, "ways", ()))
    return next((found for number, way in ways if (found := _list_at(way, typed[str(number)], names))), None)


def summary(shown: Shown, around: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Every complaint for the top of the page: where it leads, and the titles on the way to it."""
    titles = (*around, shown.question.title) if shown.question.title else around
    if shown.error:
        yield {"href": f"#{shown.id}", "text": _complaint(titles, shown.error)}
    for number, part in enumerate(shown.parts, start=1):
        if isinstance(shown.question, Rows):
            yield from summary(part, (*titles[:-1], f"{titles[-1]} {number}"))
        else:
            yield from summary(part, titles)


def _complaint(titles: tuple[str, ...], error: str) -> str:
    """What is wrong, with the titles on the way unless it begins with its own."""
    is_said = len(titles) == 1 and error.startswith(titles[0])
    return error if is_said else f"{' › '.join(titles)}: {error}"
