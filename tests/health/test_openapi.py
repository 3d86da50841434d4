"""The interface for other systems: no change of it goes unseen, and its description holds together.

Where a decision was added or changed on purpose: `make docs`, and look at the difference.
"""

import json

import pytest
from tools.docs import DOCS, description_of_the_interface

from hakjeok.registry import every

DOCUMENT = json.loads(description_of_the_interface())
OPERATIONS = [
    (path, method, operation) for path, each in DOCUMENT["paths"].items() for method, operation in each.items()
]


def every_object(value):
    """The value and all objects inside it."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every_object(each)


def at(pointer):
    found = DOCUMENT
    for part in pointer.removeprefix("#/").split("/"):
        found = found[part]
    return found


def test_the_description_is_the_one_that_was_agreed():
    assert (DOCS / "openapi.json").read_text(encoding="utf-8") == description_of_the_interface()


def test_it_says_which_openapi_it_speaks():
    assert DOCUMENT["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(DOCUMENT["info"])


def test_every_reference_leads_somewhere():
    references = {each["$ref"] for each in every_object(DOCUMENT) if isinstance(each.get("$ref"), str)}
    assert references
    assert all(isinstance(at(reference), dict) for reference in references)


def test_every_operation_has_a_name_of_its_own_and_answers():
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(names)) == len(names)
    assert all("200" in operation["responses"] for _, _, operation in OPERATIONS)


def test_every_answer_says_what_it_is():
    answers = [answer for _, _, operation in OPERATIONS for answer in operation["responses"].values()]
    assert all("$ref" in answer or answer["description"] for answer in answers)


def test_every_schema_is_of_a_known_type():
    types = {each["type"] for each in every_object(DOCUMENT["paths"]) if isinstance(each.get("type"), str)}
    assert types <= {"object", "array", "string", "integer", "number", "boolean", "null"}


@pytest.mark.parametrize("decision", every(), ids=lambda each: each.name)
def test_a_decision_is_asked_and_described(decision):
    path = DOCUMENT["paths"][f"/decisions/{decision.name}"]
    assert path["post"]["summary"] == decision.title
    assert set(path) == {"get", "post"}
    assert {"400", "413", "415", "422", "429"} < set(path["post"]["responses"])
