"""Facts of a meeting as the blanks of a form want them (칸에 맞춘 값): only what the form asks for, in its types."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.rendering import Definition, Field
from hakjeok_web.documents.rendering.definition import DEFAULT_MAX_LENGTH

TEXTS = frozenset({"text", "longtext", "person", "address"})


def fitted(definition: Definition, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form from the facts with the same keys, else what stands in the blank before anybody writes.

    What the form does not ask for is left out.
    """
    given = ((each, facts.get(each.key)) for each in definition.fields)
    known = {field.key: fit(field, value) for field, value in given if value not in (None, "", [])}
    return {each.key: each.preset for each in definition.fields if each.preset} | known


def fit(field: Field, value: Any) -> Any:
    """One value as JSON in the type of its field."""
    if field.type == "table":
        return _lines(field, value)
    if field.type == "period" and isinstance(value, date):
        day = _day(value).isoformat()
        return {"from": day, "to": day}
    if field.type == "date" and isinstance(value, date):
        return _day(value).isoformat()
    if field.type == "datetime" and isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if field.type in TEXTS:
        return _cut(_text(value), field.max_length or DEFAULT_MAX_LENGTH[field.type])
    return value


def _cut(text: str, most: int) -> str:
    """What is longer than the blank shows that it goes on."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _lines(field: Field, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {each.key: fit(each, line[each.key]) for each in field.columns if line.get(each.key) not in (None, "")}
        for line in lines
    ]


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _text(value: Any) -> str:
    if isinstance(value, list):  # the agenda: a table in one form, lines of text in another
        return "\n".join(str(each.get("item", "")) for each in value)
    if isinstance(value, datetime):
        return f"{korean_date(value.date())} {value:%H:%M}"
    return korean_date(value) if isinstance(value, date) else str(value)
