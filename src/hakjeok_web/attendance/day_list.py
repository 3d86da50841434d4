"""One day of a class (하루 출결) as HTML: a form that works without scripts; static/js/day.js makes a phone list of it.

Fields of each pupil: form-<student>, kind-<student>, reason-<student>, note-<student>, v-<student>. An empty form
means: nothing entered (확인 전, on a taken day 출석).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from django.utils.safestring import SafeString

from hakjeok_web.attendance.symbols import FORM_WORDS, KIND_WORDS, SYMBOLS, word_of


@dataclass(frozen=True, slots=True)
class DayPupil:
    """A pupil (학생) with what is entered for the day; `refusal` says why nothing can be entered (재적 아님, 위탁)."""

    student: str
    number: str
    name: str
    form: str = ""
    kind: str = ""
    reason: str = ""
    note: str = ""
    version: int = 0
    hint: str = ""  # 연속 10일째
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class DayList:
    """A day of a class. `errors`: sentence by pupil, shown at the row after a refused send."""

    on: date
    pupils: tuple[DayPupil, ...]
    sprite: str
    is_taken: bool = False
    is_readonly: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


def render_day_list(day: DayList) -> SafeString:
    """The rows: entries first, then the ones nobody has marked yet, then the present ones, each by number."""
    rows = "".join(_row(pupil, day) for pupil in sorted(day.pupils, key=lambda pupil: _rank(pupil, day)))
    return SafeString(f'<ol class="hj-day-list" data-day="{day.on.isoformat()}">{rows}</ol>')


def _rank(pupil: DayPupil, day: DayList) -> int:
    if pupil.refusal:
        return 3
    if pupil.kind:
        return 0
    return 2 if pupil.form == "present" or day.is_taken else 1


def _state(pupil: DayPupil, day: DayList) -> str:
    if pupil.refusal:
        return pupil.refusal
    if pupil.form:
        return word_of(pupil.form, pupil.kind)
    return "출석" if day.is_taken else "확인 전"


def _row(pupil: DayPupil, day: DayList) -> str:
    fixed = bool(pupil.refusal) or day.is_readonly
    error = day.errors.get(pupil.student, "")
    flags = f"{' k-' + pupil.kind if pupil.kind else ''}{' is-fixed' if fixed else ''}{' is-error' if error else ''}"
    data = f'data-p="{pupil.student}" data-v="{pupil.version}" data-form="{pupil.form}" data-kind="{pupil.kind}"'
    words = f'data-reason="{escape(pupil.reason)}" data-note="{escape(pupil.note)}"'
    return (
        f'<li class="hj-pupil{flags}" id="pupil-{pupil.student}" {data} {words}>{_line(pupil, day)}'
        f"{'' if fixed else _fields(pupil, day)}"
        f"{_error(pupil, error)}</li>"
    )


def _line(pupil: DayPupil, day: DayList) -> str:
    symbol = ""
    if pupil.kind:
        drawing = f"{day.sprite}#{SYMBOLS[pupil.form, pupil.kind].id}"
        symbol = f'<svg aria-hidden="true"><use href="{drawing}"/></svg>'
    detail = " · ".join(part for part in (pupil.reason, pupil.note, pupil.hint) if part)
    known = " is-known" if pupil.form or pupil.refusal else ""
    return (
        f'<div class="hj-pupil-line"><span class="no">{pupil.number}</span><span class="sr-only">번 </span>'
        f'<span class="name">{escape(pupil.name)}</span>'
        f'<span class="state{known}">{symbol}<span>{_state(pupil, day)}</span></span>'
        f'<span class="detail">{escape(detail)}</span></div>'
    )


def _fields(pupil: DayPupil, day: DayList) -> str:
    who = f"{pupil.number}번 {escape(pupil.name)}"
    nothing = [("", "출석")] if day.is_taken else [("", "확인 전"), ("present", "출석")]
    chosen = "" if day.is_taken and pupil.form == "present" else pupil.form
    forms = _radios(f"form-{pupil.student}", [*nothing, *FORM_WORDS.items()], chosen)
    kinds = _radios(f"kind-{pupil.student}", KIND_WORDS.items(), pupil.kind)
    return (
        f'<div class="hj-pupil-fields"><div role="group" aria-label="{who} 형태">{forms}</div>'
        f'<div role="group" aria-label="{who} 종류">{kinds}</div>'
        f'<input type="text" name="reason-{pupil.student}" value="{escape(pupil.reason)}" maxlength="100"'
        f' placeholder="사유" aria-label="{who} 사유" list="day-reasons" autocomplete="off">'
        f'<input type="text" name="note-{pupil.student}" value="{escape(pupil.note)}" maxlength="300"'
        f' placeholder="비고" aria-label="{who} 비고" autocomplete="off">'
        f'<input type="hidden" name="v-{pupil.student}" value="{pupil.version}"></div>'
    )


def _radios(name: str, choices: Iterable[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<label><input type="radio" name="{name}" value="{value}"{" checked" if value == chosen else ""}>'
        f" <span>{word}</span></label>"
        for value, word in choices
    )


def _error(pupil: DayPupil, message: str) -> str:
    return f'<p class="form-hint-invalid" id="error-{pupil.student}">{escape(message)}</p>' if message else ""
