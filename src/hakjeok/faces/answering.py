"""From a name and JSON values to the envelope of the contract, and to its error: shared by all faces."""

from datetime import date
from functools import cache
from types import NoneType
from typing import Any

from hakjeok.errors import BadInput, UnknownDecision
from hakjeok.faces.reading import read
from hakjeok.facts import spoken
from hakjeok.registry import Decision, find
from hakjeok.result import Result, own_fields

Json = dict[str, Any]
PLAIN = frozenset({bool, int, str, NoneType})


def answer(name: str, facts: Json) -> Json:
    """The envelope of the contract for facts given as JSON values. Raises BadInput."""
    decision = find(name)
    if not isinstance(facts, dict):
        raise BadInput("input", "사실은 중괄호 { }로 묶은 항목이어야 합니다. 고쳐 주세요.")
    return envelope(decision, decision.function(read(decision.facts_type, facts)))


def envelope(decision: Decision, result: Result) -> Json:
    """A result as the contract's envelope, ready for `json.dumps`."""
    cls: Any = type(result)
    return {
        "decision": decision.name,
        "result": {key: written(getattr(result, name)) for key, name in _keys(cls)},
        "because": [{"text": step.text, "source": step.source.as_dict()} for step in result.because],
        "warnings": list(result.warnings),
        "school_year": result.school_year,
    }


def error_body(error: BadInput) -> Json:
    """A refusal as the contract writes it; for an unknown name with the nearest names."""
    body: Json = {"field": error.field, "message": error.message}
    if isinstance(error, UnknownDecision):
        body["nearest"] = list(error.nearest)
    return {"error": body}


def written(value: Any) -> Any:
    """A value of a result as JSON knows it: dates as 2024-03-04, lists for tuples, objects for dataclasses."""
    cls: Any = type(value)
    if cls in PLAIN:
        return value
    if cls is date:
        return value.isoformat()
    if cls is tuple:
        return [written(each) for each in value]
    if hasattr(cls, "__dataclass_fields__"):
        return {key: written(getattr(value, name)) for key, name in _keys(cls)}
    return value


@cache
def _keys(cls: type[Any]) -> tuple[tuple[str, str], ...]:
    """How each field of a result, or of a class inside it, is spoken, and its name."""
    return tuple((spoken(each.name), each.name) for each in own_fields(cls))
