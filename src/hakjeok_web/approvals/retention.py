"""How long a finished paper is kept (보존기간)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hakjeok_web.approvals.delegation import OTHER
from hakjeok_web.documents.rendering import Definition


def kept_years_of(definition: Definition | None) -> int | None:
    """Years by the kind of the form; None for ever (준영구)."""
    return kept_years_of_kind(definition.kind if definition else OTHER)


def kept_years_of_kind(kind: str) -> int | None:
    return _years().get(kind, _years()[OTHER]) or None


def kept_words(years: int | None) -> str:
    """`5년`, `준영구`."""
    return f"{years}년" if years else "준영구"


@cache
def _years() -> Mapping[str, int]:
    data = tomllib.loads(Path(__file__).with_name("retention.toml").read_text())
    return {each["kind"]: each["years"] for each in data["kept"]}
