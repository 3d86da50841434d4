"""Characters that cannot be printed (찍을 수 없는 글자), found while they are typed and not when the paper is printed.

The fonts of the PDF decide for both files: what they lack, other readers will often lack too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from hakjeok_web.documents.rendering.definition import Definition, Field
from hakjeok_web.documents.rendering.errors import BadValue, MissingGlyph
from hakjeok_web.documents.rendering.fonts import lacking
from hakjeok_web.documents.rendering.signatures import name_of


def unprintable(definition: Definition, values: Mapping[str, Any]) -> list[BadValue]:
    """Each field (or cell) with a character that no font has, in printed order."""
    found = (_problem(key, name, text) for key, name, text in _typed(definition.fields, values))
    return [problem for problem in found if problem is not None]


def as_printed(text: str) -> str:
    """Words as they come to the paper: letters composed, ends of lines alike, a space for each tab."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", lines)


def _problem(key: str, name: str, text: str) -> BadValue | None:
    character = lacking(as_printed(text))
    return BadValue(key, name, str(MissingGlyph(name, character))) if character else None


def _typed(fields: tuple[Field, ...], values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(key, name, words) of everything that a person wrote in words."""
    for field in fields:
        value = name_of(values.get(field.key)) if field.type == "signature" else values.get(field.key)
        if field.type == "table":
            yield from _in_table(field, value)
        elif isinstance(value, str):
            yield field.key, field.name, value


def _in_table(table: Field, lines: Any) -> Iterator[tuple[str, str, str]]:
    if not isinstance(lines, list | tuple):
        return
    for number, line in enumerate(lines, start=1):
        for key, name, text in _typed(table.columns, line if isinstance(line, Mapping) else {}):
            yield f"{table.key}.{number}.{key}", f"{table.name} {number}째 줄 {name}", text
