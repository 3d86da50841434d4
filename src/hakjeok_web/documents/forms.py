"""The entry page of a document (입력 화면), made from its definition."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from hakjeok_web.documents.actions import GIVEN_AT_THE_END
from hakjeok_web.documents.rendering import Definition, Field, check

NOT_TYPED = frozenset({"register", "table"})


class EntryForm(forms.Form):
    """One input for each field of a definition; the definition's own checks have the last word."""

    def __init__(self, definition: Definition, *args: Any, auto: Mapping[str, Any] | None = None, **kwargs: Any):
        self.definition = definition
        known = auto or {}
        super().__init__(*args, initial={each.key: known.get(each.auto) for each in definition.fields}, **kwargs)
        for each in typed_fields(definition):
            self.fields[each.key] = _input_of(each)
        self.from_record = {each.key for each in definition.fields if known.get(each.auto)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for problem in check(self.definition, self.values(cleaned) | self._given()):
                self.add_error(problem.key if problem.key in self.fields else None, problem.message)
        return cleaned

    def _given(self) -> dict[str, str]:
        """Stands for what the system gives later, so that the definition's checks do not miss it."""
        return {each.key: "-" for each in self.definition.fields if each.auto in GIVEN_AT_THE_END}

    def values(self, cleaned: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What was entered, as JSON values."""
        cleaned = self.cleaned_data if cleaned is None else cleaned
        return {key: _json_value(value) for key, value in cleaned.items() if value not in (None, "", [])}


def typed_fields(definition: Definition) -> list[Field]:
    """The fields that a person fills in."""
    return [each for each in definition.fields if each.auto not in GIVEN_AT_THE_END and each.type not in NOT_TYPED]


def can_be_entered(definition: Definition) -> bool:
    """Whether the whole document can be filled in on its page."""
    return all(each.type not in NOT_TYPED for each in definition.fields)


def _input_of(field: Field) -> forms.Field:
    common = {"label": field.name, "help_text": field.hint, "required": field.required}
    common["error_messages"] = {
        "required": "빈칸입니다. 적어 주세요.",
        "invalid": "알아볼 수 없습니다. 다시 적어 주세요.",
    }
    if field.type == "date":
        return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **common)
    if field.type == "datetime":
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(widget=widget, **common)
    if field.type == "number":
        return forms.IntegerField(widget=forms.NumberInput({"inputmode": "numeric"}), **common)
    if field.type == "bool":
        return forms.BooleanField(**common | {"required": False})
    if field.type in ("choice", "multichoice"):
        return _choice_of(field, common)
    return _text_of(field, common)


def _choice_of(field: Field, common: Mapping[str, Any]) -> forms.Field:
    choices = [(option, option) for option in field.options]
    if field.type == "choice":
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)


def _text_of(field: Field, common: Mapping[str, Any]) -> forms.Field:
    widget: forms.Widget = forms.TextInput()
    if field.type == "longtext":
        widget = forms.Textarea({"rows": 4})
    elif field.type == "phone":
        widget = forms.TextInput({"type": "tel", "inputmode": "tel"})
    return forms.CharField(max_length=field.max_length or None, widget=widget, **common)


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if timezone.is_aware(value) else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value
