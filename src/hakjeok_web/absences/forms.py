"""What people type about a request: period, reason, evidence, how it was handed in; what a decision asks besides."""

import dataclasses
import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from hakjeok.attendance.classify import ILL_PUPIL, ClassifyFacts
from hakjeok.attendance.papers import IllnessPaper, Paper
from hakjeok.attendance.reason_rows import ROWS
from hakjeok.attendance.reasons import DustLevel, Reason
from hakjeok.attendance.trip_facts import Epidemic, FieldTripFacts, Purpose
from hakjeok.dates import school_year_of
from hakjeok.vocabulary import AbsenceKind
from hakjeok_web.absences.judging import Judgement
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.reason_words import ReasonWords, search, words_of
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field

FIRST_MONTH = 3  # of a school year
YEAR_DIGITS = 4
MOST_FOUND = 8  # of the reasons looked for; more words find fewer
NOT_BY_REPORT = (Reason.FIELD_TRIP, Reason.FIELD_TRIP_EXCESS)
# The facts that a person is asked for, by what they depend on; days, times and diagnoses are looked up, not asked.
ASKED_BY_REASON = (
    "habitual", "certificate", "unit_confirmed", "guardian_notified_before", "dust_level", "make_up_done",
)  # fmt: skip
ASKED_BY_PURPOSE = ("registered_sport", "epidemic_level")
NO_PERIOD = "첫날이 비어 있습니다. 날짜를 적어 주세요."
FORMS = [(form.value, form.label) for form in Form if form != Form.PRESENT]


def _text(label: str, *, most: int, required: bool = False, hint: str = "", rows: int = 0, missing: str = ""):
    attrs: dict[str, Any] = {"class": "krds-input", "autocomplete": "off"}
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs),
        error_messages={"required": missing, "max_length": f"너무 깁니다. {most}자 이하로 적어 주세요."},
    )


def _choice(label: str, choices, *, required: bool = True, radio: bool = False, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=hint,
        widget=forms.RadioSelect if radio else forms.Select(attrs={"class": "krds-input"}),
        error_messages={
            "required": "고르지 않았습니다. 하나를 골라 주세요.",
            "invalid_choice": "목록에 없는 것입니다. 목록에서 골라 주세요.",
        },
    )


def _yes(label: str, hint: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


def _yes_or_no(label: str, hint: str = "", *, unless_denied: bool = False) -> forms.TypedChoiceField:
    """A question that may stay open: what is not known yet counts for neither, or for yes `unless_denied`."""
    return forms.TypedChoiceField(
        label=label, required=False, help_text=hint, coerce=lambda value: value == "True", empty_value=None,
        choices=[*([] if unless_denied else [("", "아직 모름")]), ("True", "예"), ("False", "아니요")],
        widget=forms.Select(attrs={"class": "krds-input"}),
    )  # fmt: skip


class RequestForm(ActionForm):
    """What a report and an application have in common."""

    kind: str
    from_on = date_field("첫날")
    to_on = date_field("마지막 날", required=False, hint="하루이면 비워 둡니다. 쉬는 날은 세지 않습니다.")
    how = _choice("받은 방법", AbsenceRequest.How.choices, radio=True)
    received_on = date_field("받은 날")
    original_seen = _yes("원본을 보았음", "종이로 받았을 때 서명과 서류의 원본을 확인했으면 표시합니다.")
    exception_reason = _text(
        "학교장 결정을 구하는 까닭", most=200, rows=2,
        hint="기한이 지났거나 하루에 두 가지 출결이 있을 때 적습니다. 적으면 학교장만 결재할 수 있습니다(p.25, 30).",
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    asked_names: tuple[str, ...] = ()

    def wanted(self, **more: Any) -> Wanted:
        """The request as it was typed; only of a valid form."""
        sent = self.cleaned_data
        told = {name: sent[name] for name in self.asked_names if sent.get(name) not in (None, "", [])}
        same = {name: sent[name] for name in ("from_on", "how", "received_on", "original_seen", "exception_reason")}
        return Wanted(kind=self.kind, to_on=sent["to_on"] or sent["from_on"], told=told, **same, **more)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        first, last = sent.get("from_on"), sent.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "마지막 날이 첫날보다 빠릅니다. 두 날짜를 바로잡아 주세요.")
        return sent

    @property
    def more(self) -> tuple[date, ...]:
        """Further single days that the same paper is for; only of a valid form."""
        return ()

    @property
    def asked(self) -> list[forms.BoundField]:
        """The questions that depend on what was chosen."""
        return [self[name] for name in self.asked_now()]

    def asked_now(self) -> Iterator[str]:
        raise NotImplementedError

    def spare(self, judged: Judgement | None) -> None:
        """Leave out the questions that the judgement has answered."""

    def value_of(self, name: str) -> Any:
        """What stands in a field now, typed or given."""
        return self[name].value()


def _asked(facts: type, name: str) -> forms.Field:
    """A fact of a decision as a question, with the title and hint that it has there."""
    field = next(each for each in dataclasses.fields(facts) if each.name == name)
    told = field.metadata
    if field.default is True:
        return _yes_or_no(told["korean"], told["hint"], unless_denied=True)
    words = {"dust_level": DustLevel, "epidemic_level": Epidemic}.get(name)
    if words is None:
        return _yes_or_no(told["korean"], told["hint"]) if field.default is None else _yes(told["korean"], told["hint"])
    unknown = [("", "확인하지 않음")] if field.default is None else []
    choices = unknown + [(each.value, each.korean) for each in words]
    return _choice(told["korean"], choices, required=False, hint=told["hint"])


def _is_asked(facts: type, name: str, value: Any) -> bool:
    told = next(each for each in dataclasses.fields(facts) if each.name == name).metadata
    return told["asked_if"] is None or value in {each.value for each in told["asked_if"][1]}


class ReportForm(RequestForm):
    """결석신고: a reason of the handbook, the form of the absence, the papers that came with it."""

    kind = AbsenceRequest.Kind.REPORT
    find = forms.CharField(
        label="사유 찾기", max_length=40, required=False, help_text="독감, 장례, 늦잠처럼 아는 말 하나로 찾습니다.",
        widget=forms.TextInput(attrs={"class": "krds-input", "type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    reason = _choice("사유", (), hint="찾지 않고 목록에서 바로 골라도 됩니다.")
    reason_text = _text("병명 또는 사유", most=100, hint="출석부의 사유가 됩니다. 감기, 장염처럼 짧게 적습니다.")
    absence_form = _choice("형태", FORMS, radio=True)  # `form` would hide the form itself from scripts
    more_days = forms.CharField(
        label="띄엄띄엄 빠진 다른 날", max_length=200, required=False,
        help_text="매주 병원에 가는 것처럼 한 서류로 여러 날을 신고할 때만 적습니다. 5/10, 5/17처럼 쉼표로 나눕니다.",
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={"max_length": "너무 깁니다. 나누어 접수해 주세요."},
    )  # fmt: skip
    documents = forms.MultipleChoiceField(
        label="받은 서류", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, each.korean) for each in Paper],
    )  # fmt: skip
    asked_names = ("documents", *ASKED_BY_REASON)
    proved: tuple[str, ...] = ()  # the questions that a diagnosis of the semester has answered

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(_reasons_by_kind())
        for name in ASKED_BY_REASON:
            self.fields[name] = _asked(ClassifyFacts, name)
        self.fields["documents"].choices = list(self._papers())

    def _papers(self) -> Iterator[tuple[str, str]]:
        """The papers that may prove the chosen reason; those that are ticked already stay."""
        reason = self._reason()
        fitting = {Paper(each.value) for each in IllnessPaper} if reason is None or reason in ILL_PUPIL else set()
        if reason is not None:
            fitting |= {paper for group in ROWS[reason].papers for paper in group} | {Paper.EVIDENCE}
        ticked = set(self.data.getlist("documents") if hasattr(self.data, "getlist") else ())
        ticked |= set(self.initial.get("documents", ()))
        return ((each.value, each.korean) for each in Paper if each in fitting or each.value in ticked)

    def _reason(self) -> Reason | None:
        value = self.data.get("reason") if self.is_bound else self.initial.get("reason")
        return Reason(value) if value in {each.value for each in Reason} else None

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        first, last = sent.get("from_on"), sent.get("to_on")
        days, wrong = days_typed(sent.get("more_days", ""), first) if first else ((), "")
        if wrong:
            self.add_error("more_days", f"날짜로 읽을 수 없는 것이 있습니다({wrong}). 5/10, 5/17처럼 적어 주세요.")
        sent["more_days"] = tuple(day for day in days if not first <= day <= (last or first))
        return sent

    @property
    def more(self) -> tuple[date, ...]:
        return self.cleaned_data["more_days"]

    @property
    def about(self) -> ReasonWords | None:
        """The chosen reason in plain words, with what it asks for."""
        reason = self._reason()
        return words_of(reason) if reason else None

    @property
    def looked_for(self) -> str:
        return str(self.data.get("find", "")).strip()[:40] if self.is_bound else ""

    @property
    def found(self) -> list[ReasonWords]:
        """The reasons that the words looked for find; a field trip is applied for elsewhere."""
        return [each for each in search(self.looked_for) if each.code not in NOT_BY_REPORT][:MOST_FOUND]

    @property
    def finds_a_trip(self) -> bool:
        return any(each.code is Reason.FIELD_TRIP for each in search(self.looked_for))

    def wanted(self, **more: Any) -> Wanted:
        sent = self.cleaned_data
        return super().wanted(reason=sent["reason"], reason_text=sent["reason_text"], form=sent["absence_form"], **more)

    def spare(self, judged: Judgement | None) -> None:
        """A diagnosis of the semester stands in for the evidence; it is not asked again (p.26)."""
        if judged is not None and judged.diagnosis is not None:
            self.proved = ("documents", "certificate") if judged.diagnosis.has_certificate else ("documents",)

    def asked_now(self) -> Iterator[str]:
        return (name for name in self._asked_of_reason() if name not in self.proved)

    def _asked_of_reason(self) -> Iterator[str]:
        yield "documents"
        reason = self._reason()
        if reason is not None:
            yield from (name for name in ASKED_BY_REASON if _is_asked(ClassifyFacts, name, reason.value))


def days_typed(text: str, first: date) -> tuple[tuple[date, ...], str]:
    """Days as people write them (5/10, 5. 10., 2024-05-10), of the school year of `first`; and what is no day."""
    days = set()
    for part in filter(None, (part.strip() for part in re.split("[,;\n]", text))):
        found = _day(part, school_year_of(first))
        if found is None:
            return (), part
        days.add(found)
    return tuple(sorted(days)), ""


def _day(text: str, year: int) -> date | None:
    typed = re.findall(r"\d+", text)
    if len(typed) == 3 and len(typed[0]) != YEAR_DIGITS:  # a span (5/10~12) is no day of the year 5
        return None
    numbers = [int(each) for each in typed]
    if len(numbers) == 2:
        numbers.insert(0, year if numbers[0] >= FIRST_MONTH else year + 1)
    try:
        return date(*numbers)
    except (TypeError, ValueError, OverflowError):
        return None


def _reasons_by_kind() -> Iterator[tuple[str, Any]]:
    """In the order in which they are met most: illness first; the names and places are the rule's."""
    yield "", "골라 주세요"
    for kind in (AbsenceKind.ILLNESS, AbsenceKind.AUTHORIZED, AbsenceKind.OTHER, AbsenceKind.UNEXCUSED):
        alike = [each for each in Reason if ROWS[each].kind is kind and each not in NOT_BY_REPORT]
        yield kind.korean, [(each.value, each.korean) for each in alike]


class TripForm(RequestForm):
    """교외체험학습: the period, who comes along, what was used before, and a permission by telephone."""

    kind = AbsenceRequest.Kind.TRIP
    half_day = _choice("하루 또는 반일", AbsenceRequest.Half.choices, required=False, radio=True)
    purpose = _choice("목적", [(each.value, each.korean) for each in Purpose])
    reason_text = _text("목적(신청서에 적을 말)", most=100, hint="가족여행, 친척 방문처럼 적습니다.")
    adult_companion = _yes("보호자나 친족 성인이 함께 감", "친권자, 후견인, 사실상의 보호자도 됩니다(p.23).")
    used_before_transfer = forms.DecimalField(
        label="올해 다니던 학교에서 쓴 일수", required=False, min_value=0, max_value=100, decimal_places=1,
        help_text="전입한 학생만 적습니다. 전출교의 출결내역에서 확인합니다(p.23).",
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "step": "0.5", "inputmode": "decimal"}),
        error_messages={
            "invalid": "숫자로 적어 주세요. 3이나 2.5처럼 적습니다.",
            "min_value": "0보다 작습니다. 0부터 100 사이의 수를 적어 주세요.",
            "max_value": "100보다 큽니다. 0부터 100 사이의 수를 적어 주세요.",
            "max_decimal_places": "0.5일까지 나누어 적습니다. 2.5처럼 적어 주세요.",
        },
    )  # fmt: skip
    phone_approved_on = date_field(
        "전화 허가를 받은 날", required=False, hint="피치 못해 기한 전에 신청하지 못했을 때만 적습니다(p.35)."
    )
    asked_names = ("purpose", "adult_companion", "used_before_transfer", *ASKED_BY_PURPOSE)
    is_registered = False  # the list of athletes has answered which sport is his

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED_BY_PURPOSE:
            self.fields[name] = _asked(FieldTripFacts, name)

    def wanted(self, **more: Any) -> Wanted:
        sent = self.cleaned_data
        made = super().wanted(
            half_day=sent["half_day"], reason_text=sent["reason_text"], phone_approved_on=sent["phone_approved_on"],
            **more,
        )  # fmt: skip
        used = sent.get("used_before_transfer")
        return dataclasses.replace(made, told=dict(made.told) | {"used_before_transfer": str(used or 0)})

    def clean(self) -> dict[str, Any]:
        sent = super().clean()
        if sent.get("half_day") and sent.get("to_on") and sent["to_on"] != sent.get("from_on"):
            self.add_error("to_on", "반일은 하루만 신청합니다. 마지막 날을 비워 주세요(p.23).")
        if late := _phoned_too_late(sent.get("phone_approved_on"), sent.get("from_on")):
            self.add_error("phone_approved_on", late)
        used = sent.get("used_before_transfer")
        if used is not None and used * 2 % 1:
            self.add_error("used_before_transfer", "하루나 반일(0.5) 단위로 적어 주세요.")
        return sent

    def spare(self, judged: Judgement | None) -> None:
        """Of a registered athlete it is known which sport is his (p.21)."""
        self.is_registered = judged is not None and judged.athlete is not None

    def asked_now(self) -> Iterator[str]:
        purpose = self.value_of("purpose")
        asked = (name for name in ASKED_BY_PURPOSE if _is_asked(FieldTripFacts, name, purpose))
        yield from (name for name in asked if not (self.is_registered and name == "registered_sport"))


def _phoned_too_late(phoned: date | None, first: date | None) -> str:
    if phoned is None or first is None or phoned <= first:
        return ""
    return (
        f"체험학습을 시작하는 {short_date(first)}까지 받은 허가만 사전 허가입니다(p.35). "
        "허가를 받은 날을 확인해 주세요."
    )


def initial_of(wanted: Wanted) -> dict[str, Any]:
    """A stored or proposed request as a form begins with it."""
    found = {name: getattr(wanted, name) for name in (
        "from_on", "to_on", "half_day", "reason", "reason_text", "how", "received_on", "original_seen",
        "phone_approved_on", "exception_reason",
    )}  # fmt: skip
    return found | {"absence_form": wanted.form} | dict(wanted.told)


def form_class(kind: str) -> type[RequestForm]:
    return TripForm if kind == AbsenceRequest.Kind.TRIP else ReportForm


class CancelForm(ActionForm):
    """Why a request is taken back."""

    reason = _text(
        "취소하는 까닭", most=200, required=True, rows=2, missing="취소하는 까닭이 비어 있습니다. 적어 주세요."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndForm(ActionForm):
    """When a pupil came to school before the last day of his request."""

    returned_on = date_field("등교한 날", hint="이날부터는 신청하기 전의 출결로 되돌립니다.")
    told = _text("까닭", most=200, hint="여행에서 일찍 돌아옴, 열이 내림처럼 적습니다.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ContactForm(OnceForm):
    """When and how the pupil got in touch."""

    on = date_field("연락한 날")
    told = _text("내용", most=200, hint="전화, 문자처럼 방법과 학생의 안부를 적습니다.")

    @classmethod
    def fresh(cls, today) -> "ContactForm":
        return cls(initial={"on": today, "key": uuid.uuid4()})


class ReportTakingForm(ActionForm):
    """The report of a trip: when it came, and whether its facts were confirmed."""

    report_on = date_field("보고서를 받은 날")
    confirmed = _yes("면담 등으로 사실을 확인함", "확인해야 출석인정을 확정하고 마칩니다(p.22).")
    reason = _text(
        "학교장 결정을 구하는 까닭",
        most=200,
        rows=2,
        hint="보고서가 늦었을 때만 적습니다. 학교장이 보고서를 결재합니다.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
