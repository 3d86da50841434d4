"""The forms (서식) of the handbook's appendix by their numbers: title and printed page."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "forms.toml"


@dataclass(frozen=True)
class Form:
    """A form as the appendix prints it."""

    number: str
    title: str
    page: int


@cache
def forms() -> dict[str, Form]:
    """All of them by number, in the order of the print."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {number: Form(number, table["title"], table["page"]) for number, table in tables.items()}
