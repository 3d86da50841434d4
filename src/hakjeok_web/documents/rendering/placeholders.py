"""Placeholders in the wording of a definition: `{key}`, `{key:how}`; `{{` and `}}` are braces themselves.

`{table.2.column}` is one cell of a table: the second line's value, so that a form may lay its lines out freely.

Values are put in as separate runs and never parsed again, so a brace that somebody types stays a brace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hakjeok_web.documents.rendering.blocks import Text

# How a value may be written besides its plain form; `box OPTION` and `+이/가` come on top.
HOWS = frozenset(
    {
        "long", "weekday", "dayname", "year", "month", "day", "hour", "minute", "time", "from", "to", "days",
        "boxes", "u", "b",
    }
)  # fmt: skip
# In the cells of a repeated line: which line it is, where the number does not stand first.
LINE_NUMBER = "line_number"
_PATTERN = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*(?:\.[1-9]\d?\.[a-z][a-z0-9_]*)?)(?::([^{}]+))?\}")


def placeholders(text: str) -> Iterator[tuple[str, str]]:
    """(key, how) of each placeholder."""
    for match in _PATTERN.finditer(text):
        if match[1]:
            yield match[1], match[2] or ""


def runs(text: str, value_of: Callable[[str, str], Text]) -> Iterator[Text]:
    """The wording with its values as runs; `value_of(key, how)` gives the run of a placeholder."""
    at = 0
    for match in _PATTERN.finditer(text):
        if match.start() > at:
            yield Text(text[at : match.start()])
        yield value_of(match[1], match[2] or "") if match[1] else Text(match[0][0])
        at = match.end()
    if at < len(text):
        yield Text(text[at:])
