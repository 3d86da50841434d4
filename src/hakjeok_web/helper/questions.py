"""What a decision asks (물음): one kind of question for each kind of annotation of its facts.

A question knows three shapes of an answer: `sent` is what a browser sends; `typed` is the text as somebody typed it,
nested like the facts; `value` is the JSON value of the contract. Nothing here knows any decision by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict

from hakjeok_web.helper.shown import GIVEN, WHICH, Shown, control

MISSING: Any = object()
NOTHING = "-"  # an answer left blank, where a list of words in one attribute has to name it
MOST_RADIOS = 6
NEEDED, NEEDED_CHOICE = "꼭 필요한 값입니다. 적어 주세요.", "꼭 필요한 값입니다. 골라 주세요."
Complain = Callable[[str, str], None]  # the path of a question, and what is wrong


@dataclass(frozen=True, kw_only=True)
class Question:
    """One fact: its name in the contract, its Korean title, and whether it may be left out."""

    template: ClassVar[str] = ""
    name: str = ""
    title: str = ""
    hint: str = ""
    is_needed: bool = False
    is_optional: bool = False  # may be null
    default: Any = MISSING  # as JSON
    asked_if: tuple[str, tuple[Any, ...]] | None = None
    needed: ClassVar[str] = NEEDED  # what is said where a needed answer is blank

    def read(self, sent: QueryDict, path: str) -> Any:
        """What was typed, from what a browser sent."""
        return sent.get(control(path), "").strip()

    def typed(self, value: Any) -> Any:
        """What somebody types to give that JSON value; nonsense counts as nothing."""
        raise NotImplementedError

    def value(self, typed: Any, path: str, complain: Complain) -> Any:
        """The JSON value; MISSING where it is left out. What cannot be read is complained of."""
        raise NotImplementedError

    def is_blank(self, typed: Any) -> bool:
        return not typed

    def tidied(self, typed: Any) -> Any:
        """The same without rows that were left blank."""
        return typed

    def shown(self, typed: Any, path: str) -> Shown:
        return Shown(self, path, typed)

    def nothing(self, path: str, complain: Complain) -> Any:
        """What a blank answer means."""
        if self.is_needed:
            complain(path, self.needed)
        is_cleared = self.is_optional and self.default not in (None, MISSING)
        return None if is_cleared else MISSING

    @property
    def initial(self) -> Any:
        """What is typed before anybody has typed anything."""
        return self.typed(None if self.default is MISSING else self.default)


@dataclass(frozen=True, kw_only=True)
class Line(Question):
    """A word, a number or a day in one line."""

    template: ClassVar[str] = "helper/questions/_line.html"
    parse: Callable[[str], Any] = str
    kind: str = "text"  # text, number or date
    unit: str = ""

    def typed(self, value: Any) -> str:
        return "" if value is None or isinstance(value, bool | dict | list) else str(value)

    def value(self, typed: str, path: str, complain: Complain) -> Any:
        if not typed:
            return self.nothing(path, complain)
        try:
            return self.parse(typed)
        except ValueError as problem:
            complain(path, str(problem))
            return MISSING


@dataclass(frozen=True, kw_only=True)
class Lines(Question):
    """Several days, numbers or words in one box."""

    template: ClassVar[str] = "helper/questions/_lines.html"
    parse: Callable[[str], list[Any]]
    write: Callable[[Iterable[Any]], str]
    is_of_days: bool = False

    def typed(self, value: Any) -> str:
        return self.write(value) if isinstance(value, list | tuple) else ""

    def value(self, typed: str, path: str, complain: Complain) -> Any:
        try:
            return self.parse(typed)
        except ValueError as problem:
            complain(path, str(problem))
            return MISSING


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """One of a closed list of words."""

    needed: ClassVar[str] = NEEDED_CHOICE
    words: tuple[tuple[str, str], ...]

    @property
    def template(self) -> str:  # type: ignore[override]
        return "helper/questions/_radios.html" if len(self.words) <= MOST_RADIOS else "helper/questions/_select.html"

    def typed(self, value: Any) -> str:
        return value if isinstance(value, str) else ""

    def value(self, typed: str, path: str, complain: Complain) -> Any:
        return typed or self.nothing(path, complain)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen, nothing at all included where that is an answer."""
        return (("", "해당 없음"), *self.words) if self.is_optional else self.words


@dataclass(frozen=True, kw_only=True)
class Choices(Question):
    """Any of a closed list of words."""

    template: ClassVar[str] = "helper/questions/_checkboxes.html"
    words: tuple[tuple[str, str], ...]

    def read(self, sent: QueryDict, path: str) -> list[str]:
        return sent.getlist(control(path))

    def typed(self, value: Any) -> list[str]:
        return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []

    def value(self, typed: list[str], path: str, complain: Complain) -> Any:
        return typed


@dataclass(frozen=True, kw_only=True)
class YesNo(Question):
    """A statement that holds or does not."""

    template: ClassVar[str] = "helper/questions/_checkbox.html"

    def typed(self, value: Any) -> str:
        return "on" if value is True else ""

    def value(self, typed: str, path: str, complain: Complain) -> bool:
        return typed == "on"


@dataclass(frozen=True, kw_only=True)
class Maybe(Question):
    """A statement of which it may be unknown whether it holds."""

    template: ClassVar[str] = "helper/questions/_radios.html"
    needed: ClassVar[str] = NEEDED_CHOICE
    choices: ClassVar[tuple[tuple[str, str], ...]] = (("", "모름"), ("yes", "예"), ("no", "아니오"))

    def typed(self, value: Any) -> str:
        return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""

    def value(self, typed: str, path: str, complain: Complain) -> Any:
        known = {"yes": True, "no": False}
        return known[typed] if typed in known else self.nothing(path, complain)


@dataclass(frozen=True, kw_only=True)
class Group(Question):
    """Several questions about one thing; a whole set of facts is one."""

    template: ClassVar[str] = "helper/questions/_group.html"
    questions: tuple[Question, ...]

    def read(self, sent: QueryDict, path: str) -> dict[str, Any]:
        found = {each.name: each.read(sent, _inside(path, each.name)) for each in self.questions}
        return found | ({GIVEN: sent.get(_inside(path, GIVEN), "")} if self.is_optional else {})

    def typed(self, value: Any) -> dict[str, Any]:
        known = value if isinstance(value, dict) else {}
        found = {
            each.name: each.typed(known[each.name]) if each.name in known else each.initial for each in self.questions
        }
        return found | ({GIVEN: "on" if isinstance(value, dict) else ""} if self.is_optional else {})

    def value(self, typed: dict[str, Any], path: str, complain: Complain) -> Any:
        if self.is_optional and not typed[GIVEN]:
            return MISSING
        values = {}
        for each in self.questions:
            if self.asks(each, typed) or each.default is MISSING:
                found = each.value(typed[each.name], _inside(path, each.name), complain)
                if found is not MISSING and found != each.default:
                    values[each.name] = found
        return values

    def asks(self, question: Question, typed: dict[str, Any]) -> bool:
        """Whether the answers so far make a question matter (`asked_if`)."""
        if question.asked_if is None:
            return True
        name, wanted = question.asked_if
        other = next((each for each in self.questions if each.name == name), None)
        if other is None:
            return True
        known = typed[name] if self.asks(other, typed) else other.initial
        return bool(set(_words(known)) & set(_keys(other, wanted)))

    def is_blank(self, typed: dict[str, Any]) -> bool:
        if typed.get(GIVEN) or all(isinstance(each, YesNo) for each in self.questions):
            return False  # boxes that are not ticked are an answer too
        untouched = (typed[each.name] == each.initial or each.is_blank(typed[each.name]) for each in self.questions)
        return all(untouched)

    def tidied(self, typed: dict[str, Any]) -> dict[str, Any]:
        return typed | {each.name: each.tidied(typed[each.name]) for each in self.questions}

    def shown(self, typed: dict[str, Any], path: str) -> Shown:
        found = Shown(self, path, typed)
        for each in self.questions:
            part = each.shown(typed[each.name], _inside(path, each.name))
            part.asked_by, part.asked_values = self._condition(each, path)
            found.parts.append(part)
        return found

    def _condition(self, question: Question, path: str) -> tuple[str, str]:
        """For the script that hides what does not matter: the name of the other field, and its values."""
        if question.asked_if is None:
            return "", ""
        name, wanted = question.asked_if
        other = next((each for each in self.questions if each.name == name), None)
        keys = " ".join(key or NOTHING for key in _keys(other, wanted)) if other else ""
        return (control(_inside(path, name)), keys) if other else ("", "")


@dataclass(frozen=True, kw_only=True)
class Rows(Question):
    """Any number of the same question, one below the other."""

    template: ClassVar[str] = "helper/questions/_rows.html"
    item: Question

    def read(self, sent: QueryDict, path: str) -> list[Any]:
        start = f"{path}."
        numbers = {key[len(start) :].partition(".")[0] for key in sent if key.startswith(start)}
        known = sorted({int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 6})
        return [self.item.read(sent, f"{path}.{number}") for number in known]

    def typed(self, value: Any) -> list[Any]:
        return [self.item.typed(each) for each in value] if isinstance(value, list | tuple) else []

    def value(self, typed: list[Any], path: str, complain: Complain) -> Any:
        found = [self.item.value(each, f"{path}.{number}", complain) for number, each in enumerate(typed)]
        return [each for each in found if each is not MISSING]

    def is_blank(self, typed: list[Any]) -> bool:
        return all(map(self.item.is_blank, typed))

    def tidied(self, typed: list[Any]) -> list[Any]:
        return [self.item.tidied(each) for each in typed if not self.item.is_blank(each)]

    def shown(self, typed: list[Any], path: str) -> Shown:
        first = self.item.initial
        rows = typed or ([first] if self.item.is_blank(first) else [])
        return Shown(self, path, typed, [self.item.shown(row, f"{path}.{number}") for number, row in enumerate(rows)])


@dataclass(frozen=True, kw_only=True)
class Either(Question):
    """Two ways to tell the same thing, of which one is chosen: words out of a list, or an object."""

    template: ClassVar[str] = "helper/questions/_either.html"
    needed: ClassVar[str] = NEEDED_CHOICE
    ways: tuple[Question, ...]

    def read(self, sent: QueryDict, path: str) -> dict[str, Any]:
        typed = {str(number): way.read(sent, path) for number, way in enumerate(self.ways)}
        return typed | {WHICH: sent.get(_inside(path, WHICH), "")}

    def typed(self, value: Any) -> dict[str, Any]:
        chosen = next((number for number, way in enumerate(self.ways) if _fits(way, value)), None)
        typed = {str(number): way.typed(value if number == chosen else None) for number, way in enumerate(self.ways)}
        return typed | {WHICH: "" if chosen is None else str(chosen)}

    def value(self, typed: dict[str, Any], path: str, complain: Complain) -> Any:
        which = self._which(typed)
        if which is None:
            return self.nothing(path, complain)
        return self.ways[int(which)].value(typed[which], path, complain)

    def _which(self, typed: dict[str, Any]) -> str | None:
        """The chosen way, or the first that says something where none was chosen."""
        if typed[WHICH] in map(str, range(len(self.ways))):
            return typed[WHICH]
        told = (number for number, way in enumerate(self.ways) if not way.is_blank(typed[str(number)]))
        return next(map(str, told), None)

    def is_blank(self, typed: dict[str, Any]) -> bool:
        return self._which(typed) is None

    def tidied(self, typed: dict[str, Any]) -> dict[str, Any]:
        return typed | {str(number): way.tidied(typed[str(number)]) for number, way in enumerate(self.ways)}

    def shown(self, typed: dict[str, Any], path: str) -> Shown:
        parts = [way.shown(typed[str(number)], path) for number, way in enumerate(self.ways)]
        for number, part in enumerate(parts):
            part.asked_by, part.asked_values, part.way = _inside(path, WHICH), str(number), f"_way{number}"
        return Shown(self, path, typed, parts)


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _fits(way: Question, value: Any) -> bool:
    return isinstance(value, dict) if isinstance(way, Group) else isinstance(value, list | tuple)


def _words(typed: Any) -> list[str]:
    return typed if isinstance(typed, list) else [typed] if isinstance(typed, str) else []


def _keys(question: Question, wanted: Iterable[Any]) -> list[str]:
    """Values of a fact as they are typed."""
    if isinstance(question, Choices):
        return list(wanted)
    return [question.typed(each) for each in wanted]
