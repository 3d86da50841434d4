"""A decision's answer in words (답): values of a result as people read them, whatever the decision."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from hakjeok.facts import spoken
from hakjeok.forms import Form, forms
from hakjeok.result import own_fields
from hakjeok.vocabulary import Word
from hakjeok_web.config.templatetags.korean import korean_date

NOTHING, UNKNOWN, DASH = "해당 없음", "알 수 없음", "–"
FORMS = "forms"
DAYS = "일수"
PERIOD = {"from_", "to"}
_DAY = re.compile(r"\d{4}\. \d\d?\. \d\d?\.\([월화수목금토일]\)")


@dataclass(frozen=True)
class Said:
    """A value in words: one text, a list of texts, a table, or several values under their titles."""

    kind: str = "text"
    text: str = ""
    items: tuple["Said", ...] = ()
    titles: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, "Said"], ...], ...] = ()  # each cell with the title of its column
    parts: tuple[tuple[str, "Said"], ...] = field(default=())
    is_nothing: bool = False

    @property
    def is_day(self) -> bool:
        return _DAY.fullmatch(self.text) is not None

    @property
    def template(self) -> str:
        return f"helper/said/_{self.kind}.html"


def said(value: Any, name: str = "") -> Said:
    """A value in words. Under the name `forms` stand numbers of forms, which get their titles."""
    if value is None or value == "" or value == ():
        return Said(text=NOTHING, is_nothing=True)
    if isinstance(value, tuple):
        return _said_list(value, name)
    if is_dataclass(value):
        return _said_object(value)
    words = next((write for kind, write in WORDS.items() if isinstance(value, kind)), str)
    text = _form_told(value) if name == FORMS else words(value)
    return Said(text=text, is_nothing=text == NOTHING)


def parts_of(value: Any, *, without: str = "") -> tuple[tuple[str, Said], ...]:
    """The fields of a result, of facts or of an object inside them, each under its Korean title."""
    shown = (each for each in own_fields(type(value)) if each.name != without)
    return tuple((title_of(each), _said_field(value, each)) for each in shown)


def title_of(each: Any) -> str:
    """The Korean title of a field; its name where nobody has given one."""
    return each.metadata.get("korean") or spoken(each.name)


def forms_of(numbers: Iterable[str], result: Any) -> list[Form]:
    """The forms to use next: those that the decision names, then those of its answer; each once."""
    found = dict.fromkeys([*numbers, *_forms_in(result)])
    return [forms()[number] for number in found if number in forms()]


def _said_field(holder: Any, each: Any) -> Said:
    """A field in words; days that are counted say so."""
    value = getattr(holder, each.name)
    if value is None and bool in get_args(each.type):
        return Said(text=UNKNOWN, is_nothing=True)  # nobody has said it, which is no “no”
    counts_days = type(value) is int and title_of(each).endswith(DAYS)
    return Said(text=f"{value}일") if counts_days else said(value, each.name)


def _forms_in(value: Any) -> Iterable[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _forms_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            inner = getattr(value, each.name)
            is_list = each.name == FORMS and isinstance(inner, tuple)
            yield from (text for text in inner if isinstance(text, str)) if is_list else _forms_in(inner)


def _said_list(values: tuple[Any, ...], name: str) -> Said:
    if all(map(_is_record, values)):
        return _said_table(values)
    if len(values) == 1 and not isinstance(values[0], tuple):
        return said(values[0], name)
    if all(isinstance(each, date) for each in values):
        return Said(text=", ".join(map(korean_date, values)))
    return Said("list", items=tuple(_said_item(each, name) for each in values))


def _said_item(value: Any, name: str) -> Said:
    """An item of a list; a list within a list is one line."""
    if isinstance(value, tuple) and not any(map(is_dataclass, value)):
        return Said(text=", ".join(said(each, name).text for each in value) or NOTHING)
    return said(value, name)


def _said_table(values: tuple[Any, ...]) -> Said:
    """One row for each object; columns that say nothing, or what another column says already, are left out."""
    kept: dict[tuple[Said, ...], str] = {}
    for each in own_fields(type(values[0])):
        column = [getattr(value, each.name) for value in values]
        if not all(told is False or told in (None, "", ()) for told in column):
            kept.setdefault(tuple(_in_a_cell(_said_field(value, each)) for value in values), title_of(each))
    if not kept:
        return Said(text=f"{len(values)}건")
    titles = tuple(kept.values())
    rows = zip(*kept, strict=True)
    return Said("table", titles=titles, rows=tuple(tuple(zip(titles, row, strict=True)) for row in rows))


def _in_a_cell(told: Said) -> Said:
    """Short, because columns are narrow: lists in one line, a dash for nothing."""
    if told.is_nothing:
        return Said(text=DASH, is_nothing=True)
    is_plain = told.kind == "list" and all(item.kind == "text" for item in told.items)
    return Said(text=", ".join(item.text for item in told.items)) if is_plain else told


def _said_object(value: Any) -> Said:
    if _is_period(value):
        return Said(text=f"{korean_date(value.from_)}~{korean_date(value.to) or ''}")
    return Said("group", parts=parts_of(value))


def _is_record(value: Any) -> bool:
    return is_dataclass(value) and not _is_period(value)


def _is_period(value: Any) -> bool:
    return is_dataclass(value) and {each.name for each in fields(value)} == PERIOD and isinstance(value.from_, date)


def _form_told(number: Any) -> str:
    form = forms().get(str(number))
    return f"서식 {form.number} {form.title}" if form else str(number)


def _share(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


WORDS: dict[type, Callable[[Any], str]] = {
    Word: lambda word: word.korean,
    bool: lambda holds: "예" if holds else "아니오",
    int: lambda number: f"{number:,}" if abs(number) >= 10_000 else str(number),
    date: korean_date,
    Fraction: _share,
}
