"""JSON in, JSON out: one reading, checking and writing of facts and results for every face.

pydantic reads the plain dataclasses of the rules strictly; what it finds wrong is said again in Korean.
"""

import json
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hakjeok.errors import BadInput
from hakjeok.facts import Facts
from hakjeok.registry import Decision, find
from hakjeok.result import ENVELOPE_FIELDS, Result

Json = dict[str, Any]


def answer(name: str, facts: Json) -> Json:
    """The envelope of the contract for facts given as JSON values. Raises BadInput."""
    decision = find(name)
    return envelope(decision, decision.function(read(decision, facts)))


def read(decision: Decision, facts: Json) -> Facts:
    """Facts from JSON values; dates may be `date` objects too. Raises BadInput naming the wrong field."""
    try:
        written = json.dumps(facts, default=_jsonable)
        return facts_adapter(decision.name).validate_json(written, strict=True)
    except ValidationError as error:
        raise bad_input(error) from None


def envelope(decision: Decision, result: Result) -> Json:
    """A result as the contract's envelope, ready for `json.dumps`."""
    return {
        "decision": decision.name,
        "result": result_adapter(decision.name).dump_python(
            result, mode="json", by_alias=True, exclude=set(ENVELOPE_FIELDS)
        ),
        "because": [{"text": step.text, "source": step.source.as_dict()} for step in result.because],
        "warnings": list(result.warnings),
        "school_year": result.school_year,
    }


def error_body(error: BadInput) -> Json:
    """A refusal as the contract writes it."""
    body = {"field": error.field, "message": error.message}
    nearest = getattr(error, "nearest", None)
    return {"error": body if nearest is None else {**body, "nearest": list(nearest)}}


@cache
def facts_adapter(name: str) -> TypeAdapter[Any]:
    """The reader of a decision's facts, built once when first asked for."""
    return TypeAdapter(find(name).facts_type)


@cache
def result_adapter(name: str) -> TypeAdapter[Any]:
    """The writer of a decision's result, built once when first asked for."""
    return TypeAdapter(find(name).result_type)


def _jsonable(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a JSON value: {value!r}")


def bad_input(error: ValidationError) -> BadInput:
    """The first thing that pydantic found wrong, with its path and a Korean sentence."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"]]
    raised = first.get("ctx", {}).get("error")
    if isinstance(raised, BadInput):
        return raised.inside(*path)
    return BadInput(".".join(path) or "input", korean_message(first))


def korean_message(error: ErrorDetails) -> str:
    """What was wrong and what to do about it, as a Korean sentence."""
    written = MESSAGES.get(error["type"], "쓸 수 없는 값입니다. 형식을 살펴봐 주세요.")
    return written.format(given=_shown(error["input"]), **_members(error))


def _members(error: ErrorDetails) -> dict[str, str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    return {"expected": expected.replace("'", "").replace(" or ", ", ")}


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:37]}..."


DATE = "날짜는 2024-03-04처럼 ‘연-월-일’로 적은 실제 날짜여야 하는데 {given}입니다. 고쳐 주세요."

MESSAGES = {
    "missing": "꼭 필요한 값이 없습니다. 넣어 주세요.",
    "unexpected_keyword_argument": "이 판정에 없는 항목입니다. 이름을 고치거나 지워 주세요.",
    "date_type": DATE,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "int_type": "정수여야 하는데 {given}입니다. 따옴표 없는 정수를 넣어 주세요.",
    "int_from_float": "정수여야 하는데 {given}입니다. 소수점 없는 수를 넣어 주세요.",
    "int_parsing_size": "너무 큰 수입니다. 알맞은 정수를 넣어 주세요.",
    "bool_type": "true나 false여야 하는데 {given}입니다. 둘 가운데 하나를 넣어 주세요.",
    "string_type": "글자여야 하는데 {given}입니다. 따옴표로 묶은 글자를 넣어 주세요.",
    "enum": "쓸 수 없는 값 {given}입니다. 다음 가운데 하나를 넣어 주세요: {expected}.",
    "tuple_type": "목록이어야 하는데 {given}입니다. 대괄호 [ ]로 묶어 주세요.",
    "dataclass_type": "항목 묶음이어야 하는데 {given}입니다. 중괄호 {{ }}로 묶어 주세요.",
    "dataclass_exact_type": "항목 묶음이어야 하는데 {given}입니다. 중괄호 {{ }}로 묶어 주세요.",
}
