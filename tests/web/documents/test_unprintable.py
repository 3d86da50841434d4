"""A character that no font has is told while it is typed, and at the latest when the paper is submitted (상신)."""

import pytest

from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import start_draft, submit_document
from hakjeok_web.documents.rendering import check, render_pdf, unprintable
from tests import builders
from tests.web.documents.drawings import signed
from tests.web.documents.papers import NOTICE, OUTING, pdf_words


@pytest.mark.parametrize(
    ("definition", "value", "key", "sentence"),
    [
        (NOTICE, {"student_name": "박龘"}, "student_name", "자녀(학생) 이름: ‘龘’(U+9F98)"),
        (NOTICE, {"principal_seal": signed("🐶")}, "principal_seal", "보내는 사람(직인): ‘🐶’(U+1F436)"),
        (OUTING, {"companions": [{"name": "김"}, {"name": "\ue000"}]}, "companions.2.name", "째 줄 "),
    ],
)
def test_field_and_character_are_named(definition, value, key, sentence):
    (problem,) = unprintable(definition, definition.sample | value)
    assert problem.key == key
    assert sentence in str(problem)
    assert problem.message in [each.message for each in check(definition, definition.sample | value)]


def test_what_can_be_printed_is_no_problem():
    assert unprintable(NOTICE, NOTICE.sample) == unprintable(OUTING, OUTING.sample) == []


@pytest.mark.parametrize("typed", ["첫 줄\r\n둘째 줄", "첫 줄\r둘째 줄", "첫 줄\n\t둘째 줄"])
def test_ends_of_lines_and_tabs_are_printed_as_such(typed):
    values = OUTING.sample | {"plan": typed}
    assert check(OUTING, values) == []
    assert "첫줄둘째줄" in pdf_words(render_pdf(OUTING, values))


@pytest.mark.django_db
@pytest.mark.usefixtures("friday")
def test_a_paper_with_one_is_not_submitted(teacher):
    values = dict(NOTICE.sample) | {"addressee": "박龘"}
    draft = start_draft(definition=NOTICE, values=values, subject=None, by=teacher)
    with pytest.raises(Refused, match="받는 보호자") as refusal:
        submit_document(document=draft, by=teacher)
    assert refusal.value.reasons[0].field == "addressee"
    assert draft.school_id == builders.HANBIT
