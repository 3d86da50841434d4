"""Inputs of the entry page (입력 칸): each keeps what was typed, right or wrong; the definition's checks judge it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from hakjeok_web.documents.pictures import NotAPicture, drawn_signature
from hakjeok_web.documents.rendering import Field
from hakjeok_web.documents.rendering.values import options_of

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
_TYPED_DATE = re.compile(r"(\d{4})[.\-/년 ]*(\d{1,2})[.\-/월 ]*(\d{1,2})[.일 ]*|(\d{4})(\d\d)(\d\d)")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_RRN = re.compile(r"(\d{6})-?(\d)\d{6}")
LONG_OPTION = 20
NOT_CHOSEN = "고르지 않음"
_HINTS = {
    "rrn": "뒤 여섯 자리는 저장하지 않습니다. 필요하면 인쇄한 종이에 직접 적습니다.",
    "signature": "이름을 적거나 손으로 서명합니다.",
}
_SIGNERS = {"student": "학생이", "guardian": "보호자가"}
_MODES = {"number": "numeric", "phone": "tel", "rrn": "numeric"}


class Typed(forms.Field):
    """An input of one field of a definition. Never refuses; `cleaned` is the JSON value, or the text as typed."""

    def __init__(self, field: Field, *, told: str = "", is_cell: bool = False, signer: str = "") -> None:
        self.of, self.signer, self.drawing_problem = field, signer, ""
        hint = " ".join(filter(None, (field.hint, "" if self._is_sealed else _hint(field))))
        help_text, widget = "" if is_cell else hint, _widget(field, is_cell=is_cell)
        super().__init__(label=told or field.name, required=field.required, help_text=help_text, widget=widget)
        self.widget.told = self.label
        if is_cell:
            self.widget.attrs["aria-label"] = self.label

    @property
    def _is_sealed(self) -> bool:
        """The school's own mark (직인): a name, nothing drawn."""
        return self.of.type == "signature" and self.of.of == "school"

    @property
    def has_long_options(self) -> bool:
        return any(len(option) > LONG_OPTION for option in self.of.options)

    def validate(self, value: Any) -> None:
        """Left to the checks of the definition."""

    def prepare_value(self, value: Any) -> Any:
        """From JSON to what the widget shows."""
        if self.of.type == "bool" and isinstance(value, bool):
            return options_of(self.of)[0 if value else 1]
        if self.of.type == "period":
            return [value.get("from", ""), value.get("to", "")] if isinstance(value, Mapping) else _pair(value)
        if self.of.type == "signature" and not self._is_sealed:
            return [value.get("name", ""), value.get("drawn", "")] if isinstance(value, Mapping) else _pair(value)
        return value

    def to_python(self, value: Any) -> Any:
        """From what was typed to JSON."""
        read = getattr(self, f"_read_{self.of.type}", None)
        if read is not None:
            return read(value)
        return str(value or "").replace("\r\n", "\n").strip()

    def _read_date(self, text: str) -> str:
        return _date(text or "")

    def _read_period(self, pair: Sequence[str]) -> Any:
        first, last = (_date(each) for each in pair)
        return {"from": first, "to": last} if first or last else None

    def _read_number(self, text: str) -> Any:
        plain = (text or "").strip().replace(",", "").removesuffix(self.of.unit).strip()
        if not _NUMBER.fullmatch(plain):
            return (text or "").strip()
        return float(plain) if "." in plain else int(plain)

    def _read_bool(self, text: str) -> Any:
        words = options_of(self.of)
        return text == words[0] if text in words else (text or None)

    def _read_multichoice(self, chosen: Sequence[str] | None) -> list[str]:
        return list(chosen or [])

    def _read_rrn(self, text: str) -> str:
        """Papers keep no whole resident number: it would lie there unsealed (개인정보 보호법 제24조의2)."""
        return _RRN.sub(r"\1-\2******", (text or "").strip())

    def _read_signature(self, pair: Sequence[str] | str | None) -> Any:
        name, drawn = (each.strip() for each in _pair(pair))
        try:
            drawn = drawn_signature(drawn) if drawn else ""
        except NotAPicture as error:
            drawn, self.drawing_problem = "", f"{error} 지우고 다시 서명해 주세요."
        return {"name": name or self.signer, "drawn": drawn} if drawn else name


def _hint(field: Field) -> str:
    hint = _HINTS.get(field.type, "")
    return f"{_SIGNERS[field.of]} 직접 {hint}" if field.type == "signature" and field.of in _SIGNERS else hint


def _pair(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [value or "", ""]


def _date(text: str) -> str:
    """`2024. 5. 3.` and `20240503` as the calendar writes them; what is no date stays as typed."""
    plain = text.strip()
    found = _TYPED_DATE.fullmatch(plain)
    if _ISO_DATE.fullmatch(plain) or not found:
        return plain
    year, month, day = (part for part in found.groups() if part)
    return f"{year}-{int(month):02}-{int(day):02}"


class DateInput(forms.TextInput):
    """The browser's calendar; a plain text where what was typed is no date, for a calendar would drop it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = self.kind if not value or _ISO_DATE.fullmatch(str(value)) else "text"
        return context


class Pair(forms.Widget):
    """Two inputs that make one value (기간, 서명)."""

    told = ""

    def __init__(self, template: str, second: str) -> None:
        self.template_name, self.second = template, second
        super().__init__()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(name) or ""), str(data.get(f"{name}-{self.second}") or "")]

    def format_value(self, value: Any) -> list[str]:
        return _pair(value)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        first, second = self.format_value(value)
        types = ["date" if not each or _ISO_DATE.fullmatch(each) else "text" for each in (first, second)]
        if self.second == "to":
            context["widget"]["attrs"] = {**context["widget"]["attrs"], "aria-label": f"{self.told} 시작하는 날"}
        context["widget"] |= {"first": first, "second": second, "types": types, "told": self.told}
        return context


def _widget(field: Field, *, is_cell: bool) -> forms.Widget:
    if field.type in ("date", "datetime"):
        return DateInput("date" if field.type == "date" else "datetime-local")
    if field.type == "period":
        return Pair("documents/inputs/period.html", "to")
    if field.type == "signature":
        # The school seals; people sign.
        return forms.TextInput() if field.of == "school" else Pair("documents/inputs/signature.html", "drawn")
    if field.type == "multichoice":
        return forms.CheckboxSelectMultiple(choices=[(option, option) for option in field.options])
    if options_of(field):
        return _choice(field, is_cell=is_cell)
    if field.type == "longtext":
        return forms.Textarea({"rows": 2 if is_cell else 4})
    more = {"inputmode": _MODES[field.type]} if field.type in _MODES else {}
    return forms.TextInput({**more, "autocomplete": "off", **({"class": "hj-short"} if field.type == "number" else {})})


def _choice(field: Field, *, is_cell: bool) -> forms.Widget:
    choices = [(option, option) for option in options_of(field)]
    if is_cell:
        return forms.Select(choices=[("", "고르기"), *choices])
    return forms.RadioSelect(choices=choices if field.required else [*choices, ("", NOT_CHOSEN)])
