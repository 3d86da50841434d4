"""JSON Schema (2020-12) of the facts and the result of a decision, from the same classes as everything else."""

import dataclasses
from datetime import date
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hakjeok.faces.reading import alternatives
from hakjeok.facts import spoken
from hakjeok.registry import find
from hakjeok.result import own_fields
from hakjeok.vocabulary import Word

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE: dict[Any, Schema] = {
    date: {"type": "string", "format": "date"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    float: {"type": "number"},
    Fraction: {"type": "number"},
}


def facts_schema(name: str) -> Schema:
    """What a decision is asked with. Raises UnknownDecision."""
    decision = find(name)
    return {"$schema": DIALECT, "title": decision.title, **schema_of(decision.facts_type)}


def result_schema(name: str) -> Schema:
    """What stands under `result` in a decision's envelope. Raises UnknownDecision."""
    decision = find(name)
    return {"$schema": DIALECT, "title": decision.title, **schema_of(decision.result_type)}


def schema_of(annotation: Any) -> Schema:
    """The schema of one annotation."""
    if get_origin(annotation) in (Union, UnionType):
        others = [schema_of(each) for each in alternatives(annotation)]
        return {"anyOf": [*others, {"type": "null"}] if NoneType in get_args(annotation) else others}
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": schema_of(get_args(annotation)[0])}
    if dataclasses.is_dataclass(annotation):
        return _object(annotation)
    if issubclass(annotation, Word):
        return {"oneOf": [{"const": member.value, "title": member.korean} for member in annotation]}
    return dict(SIMPLE[annotation])


def _object(cls: Any) -> Schema:
    hints = get_type_hints(cls)
    fields = own_fields(cls)
    return {
        "type": "object",
        "properties": {spoken(each.name): _property(each, hints[each.name]) for each in fields},
        "required": [spoken(each.name) for each in fields if each.default is dataclasses.MISSING],
        "additionalProperties": False,
    }


def _property(field: "dataclasses.Field[Any]", annotation: Any) -> Schema:
    schema = schema_of(annotation)
    schema["title"] = field.metadata["korean"]
    bounds = {"minimum": field.metadata.get("at_least"), "maximum": field.metadata.get("at_most")}
    number = schema["anyOf"][0] if "anyOf" in schema else schema
    number.update({key: bound for key, bound in bounds.items() if bound is not None})
    if field.default is not dataclasses.MISSING:
        schema["default"] = list(field.default) if isinstance(field.default, tuple) else field.default
    return schema
