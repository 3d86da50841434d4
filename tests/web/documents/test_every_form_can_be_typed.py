"""Every shipped form: its example, typed into its own page, comes back as it was, and its page can be drawn."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from hakjeok_web.documents.catalogue import CHAPTERS, KINDS
from hakjeok_web.documents.forms import EntryForm, can_be_entered, problems_of, typed_fields
from hakjeok_web.documents.guardian_side import fields_of_guardian, is_for_guardians
from hakjeok_web.documents.rendering import definitions

FORMS = [each for each in definitions().values() if can_be_entered(each)]
RRN_END = re.compile(r"(?<=-\d)\d{6}")


def _sent(form):
    """What a browser sends of a page that shows these values."""
    sent = QueryDict(mutable=True)
    for key, count in form.counts.items():
        sent[f"{key}-lines"] = str(count)
    for name in form.fields:
        value = form[name].value()
        second = getattr(form.fields[name].widget, "second", None)
        if second:
            sent[name], sent[f"{name}-{second}"] = value or ("", "")
        else:
            sent.setlist(name, value if isinstance(value, list) else [] if value is None else [str(value)])
    return sent


def _without_ends(value):
    """As papers keep it: no whole resident number, and the printed names of lines with their values."""
    return RRN_END.sub("******", value) if isinstance(value, str) else value


@pytest.mark.parametrize("definition", FORMS, ids=lambda each: each.id)
def test_an_example_that_is_typed_comes_back(definition):
    shown = EntryForm(definition, values=definition.sample)
    typed = EntryForm(definition, _sent(shown)).values()
    for field in typed_fields(definition):
        wanted = definition.sample.get(field.key)
        if field.type != "table":
            assert typed.get(field.key) == _without_ends(wanted), field.key
        for line, there in zip(wanted or [], typed.get(field.key) or [], strict=False) if field.type == "table" else ():
            assert {key: there.get(key) for key in line} == line, field.key
    assert problems_of(definition, typed) == {}


@pytest.mark.parametrize("definition", FORMS, ids=lambda each: each.id)
def test_its_page_shows_every_field_with_a_name_of_its_own(definition):
    form = EntryForm(definition, values=definition.sample)
    page = render_to_string("documents/_sections.html", {"sections": list(form.sections()), "may_write": True})
    names = re.findall(r'<label for="([^"]+)"', page)
    assert len(names) == len(set(names))
    for name in form.fields:
        assert f'name="{name}"' in page, name


def test_every_form_has_its_chapter_and_kind():
    assert [each.id for each in FORMS if each.chapter not in CHAPTERS or each.kind not in KINDS] == []


@pytest.mark.parametrize("definition", [each for each in FORMS if is_for_guardians(each)], ids=lambda each: each.id)
def test_a_guardian_finds_his_part_of_it(definition):
    his = fields_of_guardian(definition)
    assert his
    assert all(consent.field in his for consent in definition.consents if consent.field)
