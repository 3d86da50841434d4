"""What the result of every decision carries beside its own fields."""

from dataclasses import Field, dataclass, field, fields
from typing import Any

from hakjeok.source import Step


def told(korean: str) -> Any:
    """Declare a field of a result (or of a class inside one) with its Korean title, which people read."""
    return field(metadata={"korean": korean})


@dataclass(frozen=True, kw_only=True)
class Result:
    """Reasons, warnings and the school year (학년도) whose figures were applied.

    `because` is never empty: one entry for each step of the reasoning. `warnings` are Korean sentences
    that a person must read.
    """

    because: tuple[Step, ...]
    warnings: tuple[str, ...] = ()
    school_year: int

    def __post_init__(self) -> None:
        """Refuse an answer without reasons."""
        if not self.because:
            raise ValueError("a result needs at least one reason")


def own_fields(cls: Any) -> "tuple[Field[Any], ...]":
    """The fields of a dataclass; of a result those of its own, without what every result carries."""
    carried = {each.name for each in fields(Result)} if issubclass(cls, Result) else set()
    return tuple(each for each in fields(cls) if each.name not in carried)
