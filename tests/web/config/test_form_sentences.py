"""What a form says when it cannot be sent: sentences of our own, each field named once."""

from django import forms
from django.template.loader import render_to_string
from django.urls import get_resolver

BOUNDS = ("min_value", "max_value")


def every_form(base=forms.BaseForm):
    get_resolver().url_patterns  # noqa: B018  (the views bring all forms with them)
    for each in base.__subclasses__():
        yield from every_form(each)
        if each.__module__.startswith("hakjeok_web."):
            yield each


def test_a_number_out_of_bounds_is_told_in_our_own_words():
    silent = {
        f"{form.__name__}.{name}: {bound}"
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.IntegerField) and not field.widget.is_hidden
        for bound in BOUNDS
        if getattr(field, bound) is not None and bound not in field.error_messages
    }
    assert silent == set()


class Told(forms.Form):
    reason = forms.CharField(label="사유", error_messages={"required": "사유가 비어 있습니다. 적어 주세요."})
    day = forms.DateField(label="날", error_messages={"required": "비어 있습니다. 적어 주세요."})


def test_the_summary_names_each_field_once():
    summary = render_to_string("components/_error_summary.html", {"form": Told({})})
    assert ">사유가 비어 있습니다. 적어 주세요.</a>" in summary
    assert ">날: 비어 있습니다. 적어 주세요.</a>" in summary
