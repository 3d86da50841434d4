"""Whatever is registered has a page: its form opens, bears nonsense, and answers as the rules do."""

import json

import pytest

from hakjeok import decide
from hakjeok.errors import BadInput
from hakjeok.faces.answering import envelope
from hakjeok.registry import every, names
from tests.conftest import PROJECT
from tests.web.helper.browsing import address, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
NAMES = names()
CASES = json.loads((PROJECT / "tests" / "data" / "handbook.json").read_text(encoding="utf-8"))
PRINTED = [case for case in CASES if case["decision"] in NAMES]


def expected(case):
    try:
        return decide(case["decision"], case["input"])
    except BadInput as problem:
        return problem.field


@pytest.mark.parametrize("name", NAMES)
def test_its_form_opens_for_everybody(client, name):
    assert client.get(f"/helper/{name}/").status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_is_told_what_is_missing(client, name):
    response = client.post(f"/helper/{name}/")
    assert response.status_code in (200, 422)
    assert (response.status_code == 422) == ("고칠 곳이 있습니다" in response.content.decode())


@pytest.mark.parametrize("name", NAMES)
def test_nonsense_in_every_field_is_refused_in_words(client, name):
    fields = sent_by(client.get(f"/helper/{name}/"))
    response = client.post(f"/helper/{name}/", dict.fromkeys(fields, "아무 말"))
    assert response.status_code in (200, 422)


@pytest.mark.parametrize("decision", every(), ids=lambda each: each.name)
def test_no_fact_and_no_choice_lacks_its_korean_title(client, decision):
    page = client.get(f"/helper/{decision.name}/").context["shown"]
    unnamed = [part.path for part in page.walk() if part.path and part.question.name == part.question.title != ""]
    assert unnamed == []


@pytest.mark.parametrize("case", PRINTED, ids=lambda case: case["id"])
def test_the_form_answers_a_printed_case_as_the_rules_do(client, case):
    filled = client.get(address(case["decision"], case["input"]))
    asked = client.post(f"/helper/{case['decision']}/", sent_by(filled)).context["asked"]
    found = envelope(asked.decision, asked.result) if asked.result else asked.problems[0][0]
    assert found == expected(case)


@pytest.mark.parametrize("case", PRINTED, ids=lambda case: case["id"])
def test_the_link_of_an_answer_repeats_it(client, case):
    first = client.get(address(case["decision"], case["input"]))
    if link := first.context["link"]:
        again = client.get(link)
        assert again.context["asked"].result == first.context["asked"].result
        assert again.context["link"] == link
