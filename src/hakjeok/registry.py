"""All decisions by name. The name is the path: `completion.required` is `completion/required.py`.

So one decision can be found and loaded without loading the others. What only a list or an error needs is
imported there: a single decision starts in a tenth of a second.
"""

import keyword
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, get_type_hints

import hakjeok
from hakjeok.errors import UnknownDecision
from hakjeok.facts import Facts
from hakjeok.result import Result

F = TypeVar("F", bound=Facts)
R = TypeVar("R", bound=Result)

# Folders that hold no decisions.
NOT_FAMILIES = frozenset({"faces", "parameters"})


@dataclass(frozen=True)
class Decision:
    """A registered decision: its name, Korean title, handbook pages, and the function that decides."""

    name: str
    title: str
    pages: tuple[int, ...]
    function: Callable[[Any], Result]
    facts_type: type[Facts]
    result_type: type[Result]
    asked_as: tuple[str, ...] = ()  # plain questions that people type, for the search of the helper page
    forms: tuple[str, ...] = ()  # numbers of the forms to use next

    @property
    def doc(self) -> str:
        """The docstring of the function, in English."""
        return self.function.__doc__ or ""


_decisions: dict[str, Decision] = {}


def decision(
    name: str,
    *,
    title: str,
    pages: tuple[int, ...],
    asked_as: tuple[str, ...] = (),
    forms: tuple[str, ...] = (),
) -> Callable[[Callable[[F], R]], Callable[[F], R]]:
    """Register a function from facts to a result under its name in the contract.

    `asked_as` are the plain Korean questions that it answers (며칠까지 결석하면 유급되나요?), `forms` the
    numbers of the handbook's forms that come next.
    """

    def register(function: Callable[[F], R]) -> Callable[[F], R]:
        hints = get_type_hints(function)
        result_type = hints.pop("return")
        (facts_type,) = hints.values()
        _decisions[name] = Decision(name, title, pages, function, facts_type, result_type, asked_as, forms)
        return function

    return register


def find(name: str) -> Decision:
    """The decision of that name. Raises UnknownDecision, which holds the nearest names."""
    if name not in _decisions:
        _load(name)
    if name not in _decisions:
        raise UnknownDecision(name, _nearest(name))
    return _decisions[name]


def names() -> tuple[str, ...]:
    """The names of all decisions, sorted. Loads all of them."""
    return tuple(each.name for each in every())


def every() -> tuple[Decision, ...]:
    """All decisions, sorted by name. Loads all of them."""
    import pkgutil

    for family in pkgutil.iter_modules(hakjeok.__path__):
        if family.ispkg and family.name not in NOT_FAMILIES:
            package = import_module(f"hakjeok.{family.name}")
            for module in pkgutil.iter_modules(package.__path__):
                import_module(f"hakjeok.{family.name}.{module.name}")
    return tuple(sorted(_decisions.values(), key=lambda each: each.name))


def _nearest(name: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    return tuple(get_close_matches(name, names(), n=3, cutoff=0.4))


def _load(name: str) -> None:
    """Import the module that the name points to, if there is one."""
    family, _, rest = name.partition(".")
    if not (family.isidentifier() and rest.isidentifier()) or family in NOT_FAMILIES:
        return
    folder = f"{family}_" if keyword.iskeyword(family) else family
    if find_spec(f"hakjeok.{folder}") and find_spec(f"hakjeok.{folder}.{rest}"):
        import_module(f"hakjeok.{folder}.{rest}")
