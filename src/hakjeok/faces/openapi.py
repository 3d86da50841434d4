"""The OpenAPI document (3.1) of the decisions over HTTP, from the same schemas as the other faces."""

from fractions import Fraction
from typing import Any

from hakjeok.faces.answering import written
from hakjeok.faces.json_schema import facts_schema, result_schema
from hakjeok.families import FAMILIES
from hakjeok.registry import Decision, every

Json = dict[str, Any]
VERSION = "1"
BASE = "/api/v1"
DESCRIPTION = (
    "학적 업무 도움자료(초등용 2024)의 판정입니다. 사실을 JSON으로 보내면 결과를 근거와 함께 답합니다. "
    "로그인은 필요 없고, 보낸 사실은 저장하지 않습니다."
)
# What every decision may answer beside its result: the status, and in which words.
REFUSALS = {
    "400": "JSON으로 읽을 수 없음",
    "413": "보낸 내용이 너무 김",
    "415": "application/json이 아님",
    "422": "사실이 빠졌거나 서로 맞지 않음",
    "429": "짧은 시간에 너무 여러 번 물음",
}


def document() -> Json:
    """The whole document."""
    decisions = every()
    return {
        "openapi": "3.1.0",
        "info": {"title": "학적 판정", "version": VERSION, "description": DESCRIPTION},
        "servers": [{"url": BASE}],
        "tags": [{"name": title} for title in FAMILIES.values()],
        "paths": {
            "/decisions": {"get": _list_of_decisions()},
            **{f"/decisions/{each.name}": _path_of(each) for each in decisions},
        },
        "components": {"schemas": _shared_schemas(), "responses": _shared_responses()},
    }


def listed(decision: Decision) -> Json:
    """A decision in a list: name, title, pages, family, the questions it answers, the forms that come next."""
    return {
        "name": decision.name,
        "title": decision.title,
        "pages": list(decision.pages),
        "family": {"name": family_of(decision), "title": FAMILIES[family_of(decision)]},
        "asked_as": list(decision.asked_as),
        "forms": list(decision.forms),
    }


def family_of(decision: Decision) -> str:
    """The part of the name before the point."""
    return decision.name.partition(".")[0]


def described(decision: Decision) -> Json:
    """A decision with the schemas of what it asks and of what it answers."""
    return {
        **listed(decision),
        "input": plain(facts_schema(decision.name)),
        "output": plain(result_schema(decision.name)),
    }


def plain(schema: Any) -> Any:
    """The schema as JSON writes it: a default may be any value of the facts."""
    if isinstance(schema, dict):
        return {key: plain(each) for key, each in schema.items()}
    if isinstance(schema, list):
        return [plain(each) for each in schema]
    return float(schema) if isinstance(schema, Fraction) else written(schema)


def _list_of_decisions() -> Json:
    decisions = {"type": "array", "items": {"$ref": "#/components/schemas/Decision"}}
    return {
        "operationId": "list_decisions",
        "summary": "모든 판정의 이름과 제목",
        "responses": {
            "200": _json("판정의 목록", {"type": "object", "properties": {"decisions": decisions}}),
            "429": _refusal("429"),
        },
    }


def _path_of(decision: Decision) -> Json:
    about = {"tags": [FAMILIES[family_of(decision)]]}
    called = decision.name.replace(".", "_")
    return {
        "get": {
            **about,
            "operationId": f"describe_{called}",
            "summary": f"{decision.title}: 묻는 것과 답하는 것",
            "responses": {
                "200": _json("판정의 설명", {"$ref": "#/components/schemas/Description"}),
                "429": _refusal("429"),
            },
        },
        "post": {
            **about,
            "operationId": f"decide_{called}",
            "summary": decision.title,
            "description": f"도움자료 {', '.join(f'p.{page}' for page in decision.pages)}",
            "requestBody": {"required": True, "content": _content(_inner(facts_schema(decision.name)))},
            "responses": {
                "200": _json("판정의 결과와 근거", _envelope(decision)),
                **{status: _refusal(status) for status in REFUSALS},
            },
        },
    }


def _envelope(decision: Decision) -> Json:
    return {
        "type": "object",
        "properties": {
            "decision": {"const": decision.name},
            "result": _inner(result_schema(decision.name)),
            "because": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Step"}},
            "warnings": {"type": "array", "items": {"type": "string"}},
            "school_year": {"type": "integer"},
        },
        "required": ["decision", "result", "because", "warnings", "school_year"],
        "additionalProperties": False,
    }


def _inner(schema: Json) -> Json:
    """A schema within the document: its dialect is that of the document."""
    found: Json = plain({key: each for key, each in schema.items() if key != "$schema"})
    return found


def _shared_schemas() -> Json:
    text, whole = {"type": "string"}, {"type": "integer"}
    texts = {"type": "array", "items": text}
    family = _object(name=text, title=text)
    decision = _object(
        name=text, title=text, pages={"type": "array", "items": whole}, family=family, asked_as=texts, forms=texts
    )
    source = {**_object(page=whole, law=text, reading={"const": True}), "minProperties": 1}
    source["required"] = []
    error = _object(field=text, message=text, nearest=texts)
    error["required"] = ["field", "message"]
    return {
        "Decision": decision,
        "Description": _object(**decision["properties"], input={"type": "object"}, output={"type": "object"}),
        "Step": _object(text=text, source=source),
        "Error": _object(error=error),
    }


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _shared_responses() -> Json:
    error = {"$ref": "#/components/schemas/Error"}
    responses = {f"Refused{status}": _json(words, error) for status, words in REFUSALS.items()}
    seconds = {"description": "몇 초 뒤에 다시 물을 수 있는지", "schema": {"type": "integer"}}
    responses["Refused429"]["headers"] = {"Retry-After": seconds}
    return responses


def _refusal(status: str) -> Json:
    return {"$ref": f"#/components/responses/Refused{status}"}


def _json(words: str, schema: Json) -> Json:
    return {"description": words, "content": _content(schema)}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
