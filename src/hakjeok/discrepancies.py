"""Where the handbook contradicts itself: both places, our reading, and the warning, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hakjeok.source import Source

FILE = Path(__file__).parent / "discrepancies.toml"


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """Two places of the handbook that disagree and the one that a decision follows."""

    name: str
    topic: str
    a: str
    a_source: Source
    b: str
    b_source: Source
    reading: str
    decisions: tuple[str, ...]  # those that follow the reading; none where only forms or citations differ
    forms: tuple[str, ...]  # those whose print differs
    warning: str | None


@cache
def discrepancies() -> dict[str, Discrepancy]:
    """All of them by name, in the order of the file."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: Discrepancy(
            name=name,
            topic=table["topic"],
            a=table["a"],
            a_source=Source(page=table["a_page"], quote=table.get("a_quote")),
            b=table["b"],
            b_source=Source(page=table["b_page"], quote=table.get("b_quote")),
            reading=table["reading"],
            decisions=tuple(table.get("decisions", ())),
            forms=tuple(table.get("forms", ())),
            warning=table.get("warning"),
        )
        for name, table in tables.items()
    }


def warning_of(name: str) -> str:
    """The sentence that people read where the discrepancy `name` matters."""
    warning = discrepancies()[name].warning
    if warning is None:
        raise LookupError(f"the discrepancy {name} has no warning")
    return warning
