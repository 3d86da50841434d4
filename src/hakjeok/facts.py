"""How the facts of a decision are declared: frozen dataclasses whose fields carry a Korean title and a range.

The field's metadata is the one definition of title and range; the check below, the JSON Schema and the
forms read it from there.
"""

from dataclasses import MISSING, dataclass, field, fields
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, dataclass_transform

from hakjeok.errors import BadInput

T = TypeVar("T")


def fact(
    korean: str,
    *,
    default: Any = MISSING,
    at_least: int | None = None,
    at_most: int | None = None,
    hint: str = "",
    asked_if: tuple[str, tuple[object, ...]] | None = None,
    usual: object = None,
) -> Any:
    """Declare a fact: its Korean title, its default and, for a number, its range (both ends included).

    A fact without a default has to be given. `hint` is a Korean sentence for people who fill in the form;
    `asked_if` names another fact and its values with which alone this one matters, so that the form can
    leave it out otherwise: `asked_if=("reason", (Reason.ILLNESS,))`. `usual` is what a form begins with
    where that is another value than the default, which holds when the fact is left out.
    """
    told = {
        "korean": korean,
        "at_least": at_least,
        "at_most": at_most,
        "hint": hint,
        "asked_if": asked_if,
        "usual": usual,
    }
    return field(default=default, metadata=told)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(fact,))
def facts(cls: type[T]) -> type[T]:
    """Make a class of facts: a frozen, keyword-only standard dataclass."""
    return dataclass(frozen=True, kw_only=True)(cls)


def spoken(name: str) -> str:
    """The name that an asker uses: `from_` is spoken `from`, since Python keeps that word for itself."""
    return name.rstrip("_")


class Facts:
    """Base of all facts: checks the declared ranges, then whatever `check` adds."""

    def __post_init__(self) -> None:
        """Check every range, then the facts against one another."""
        cls: Any = type(self)
        for name, low, high in _ranges(cls):
            _require_in_range(spoken(name), getattr(self, name), low, high)
        self.check()

    def check(self) -> None:
        """Compare the facts with one another; raise BadInput where they contradict."""


@cache
def _ranges(cls: Any) -> tuple[tuple[str, int | None, int | None], ...]:
    return tuple(
        (each.name, each.metadata["at_least"], each.metadata["at_most"])
        for each in fields(cls)
        if each.metadata.get("at_least") is not None or each.metadata.get("at_most") is not None
    )


def _require_in_range(name: str, value: int | Fraction | None, low: int | None, high: int | None) -> None:
    if value is None:
        return
    if low is not None and value < low:
        raise BadInput(name, f"적은 값이 {value}입니다. {low} 이상으로 적어 주세요.")
    if high is not None and value > high:
        raise BadInput(name, f"적은 값이 {value}입니다. {high} 이하로 적어 주세요.")
