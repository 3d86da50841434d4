"""The forms of the appendix are all there, and whatever a decision names is one of them."""

import pytest

from hakjeok.forms import Form, forms
from hakjeok.registry import every


def test_there_are_the_seventy_three_of_the_appendix():
    assert len(forms()) == 73


def test_a_form_has_its_title_and_printed_page():
    assert forms()["2-3"] == Form("2-3", "내교 통지서", 122)
    assert forms()["4-3-2"].title == "특수교육대상자 취학의무 유예·면제자 재취학 신청서"


def test_they_stand_in_the_order_of_the_print():
    pages = [form.page for form in forms().values()]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (102, 164)


@pytest.mark.parametrize("decision", every(), ids=lambda each: each.name)
def test_a_decision_names_only_forms_that_there_are(decision):
    assert set(decision.forms) <= set(forms())
