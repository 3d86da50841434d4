"""Forms of the settings: what a person types, read forgivingly; the actions decide whether it may be."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.models import Staff
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.actions import NewEntry
from hakjeok_web.schools.figures import Figure
from hakjeok_web.schools.models import GRADES, CalendarEntry, SchoolYear

DATE_FORMS = ("%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y.%m.%d.", "%Y. %m. %d", "%Y. %m. %d.", "%Y/%m/%d")
WRONG_DATE = "없는 날짜입니다. 2024-05-03이나 20240503처럼 적어 주세요."
GRADE_CHOICES = [(grade, f"{grade}학년") for grade in GRADES]


class ActionForm(forms.Form):
    """A form whose content goes to an action; a lawful refusal comes back at its fields."""

    def apply(self, action: Callable[..., Any], **kwargs: Any) -> bool:
        """Call the action; whether it went well. Reasons land at their fields, or on top of the form."""
        try:
            self.outcome = action(**kwargs)
        except Refused as refused:
            self.add_refusal(refused)
            return False
        return True

    def add_refusal(self, refused: Refused) -> None:
        """Show the reasons at their fields, or on top of the form."""
        for reason in refused.reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)

    @property
    def http_status(self) -> int:
        return 422 if self.is_bound and self.errors else 200


class OnceForm(ActionForm):
    """A form whose act is done once, however often it arrives (두 번 누름); its key comes with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def apply_once(self, act: Callable[[], Any], request, *, about: str = "") -> bool:
        """Whether the form is right and its act is done, now or when the same page was sent before.

        `act` answers with JSON values. `about` tells apart what neither the address nor the form says, as two buttons.
        """
        if not self.is_valid():
            return False
        sent = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name != "key")
        body = repr((request.get_full_path(), about, sent)).encode()
        key = self.cleaned_data["key"] or uuid.uuid4()
        return self.apply(idempotency.once, act=act, key=key, body=body, by=request.actor)


def date_field(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=DATE_FORMS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "krds-input"}),
        error_messages={"required": "날짜가 비어 있습니다. 날짜를 적어 주세요.", "invalid": WRONG_DATE},
    )


class EntryForm(ActionForm):
    """One line of the calendar (일정)."""

    kind = forms.ChoiceField(
        label="종류",
        choices=CalendarEntry.Kind.choices,
        widget=forms.RadioSelect,
        initial=CalendarEntry.Kind.DISCRETIONARY,
        help_text="행사가 있는 날은 수업일입니다. 나머지는 쉬는 날입니다.",
        error_messages={"required": "종류를 고르지 않았습니다. 하나를 골라 주세요."},
    )
    name = forms.CharField(
        label="이름",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": "일정 이름이 비어 있습니다. 여름방학, 개교기념일처럼 적어 주세요.",
            "max_length": "일정 이름이 너무 깁니다. 60자 이하로 적어 주세요.",
        },
    )
    first_on = date_field("시작일")
    last_on = date_field("끝나는 날", required=False, hint="하루이면 비워 두어도 됩니다.")
    grades = forms.TypedMultipleChoiceField(
        label="학년",
        choices=GRADE_CHOICES,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="고르지 않으면 모든 학년입니다.",
    )

    def entry(self) -> NewEntry:
        """The line as the action takes it."""
        sent = self.cleaned_data
        return NewEntry(
            kind=sent["kind"],
            name=sent["name"],
            first_on=sent["first_on"],
            last_on=sent["last_on"] or sent["first_on"],
            grades=tuple(sent["grades"]),
        )


class DaysForm(ActionForm):
    """First and last day of a grade's year."""

    first_on = date_field("첫 수업일")
    last_on = date_field("마지막 수업일")


class YearForm(DaysForm):
    """The days of a school year and the ground of their number."""

    second_semester_on = date_field("2학기 시작일")
    cut_cause = forms.ChoiceField(
        label="수업일수를 줄인 까닭",
        choices=SchoolYear.Cut.choices,
        required=False,
        widget=forms.Select,
        help_text="까닭이 있으면 190일의 10분의 1까지(171일 이상) 줄일 수 있습니다(p.88).",
    )
    council_reviewed_on = date_field(
        "학교운영위원회 심의일", required=False, hint="수업일수를 정할 때 심의 또는 자문을 거칩니다(p.88)."
    )


class OpeningForm(DaysForm):
    """A new school year."""

    year = forms.IntegerField(
        label="학년도",
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        error_messages={
            "required": "학년도가 비어 있습니다. 2025처럼 적어 주세요.",
            "invalid": "학년도는 2025처럼 숫자 네 자리로 적어 주세요.",
            "min_value": "2000학년도부터 열 수 있습니다. 학년도를 고쳐 주세요.",
            "max_value": "2100학년도까지 열 수 있습니다. 학년도를 고쳐 주세요.",
        },
    )
    second_semester_on = date_field("2학기 시작일", required=False, hint="비우면 8월 16일 이후 첫 월요일입니다.")
    copies_classes = forms.BooleanField(
        label="지난 학년도와 같은 반을 만듭니다",
        required=False,
        initial=True,
        help_text="담임과 학생은 옮기지 않습니다.",
    )
    field_order = ("year", "first_on", "last_on", "second_semester_on", "copies_classes")


class ClassCountsForm(ActionForm):
    """How many classes each grade has (반 수)."""

    def __init__(self, *args: Any, have: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in GRADES:
            self.fields[f"grade_{grade}"] = forms.IntegerField(
                label=f"{grade}학년",
                initial=have[grade],
                min_value=0,
                widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
                error_messages={
                    "required": f"{grade}학년의 반 수가 비어 있습니다. 없으면 0을 적어 주세요.",
                    "invalid": f"{grade}학년의 반 수는 숫자로 적어 주세요.",
                    "min_value": f"{grade}학년의 반 수는 0 이상으로 적어 주세요.",
                },
            )

    def counts(self) -> dict[int, int]:
        return {grade: self.cleaned_data[f"grade_{grade}"] for grade in GRADES}


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, staff: Staff) -> str:
        return f"{staff.user.name} ({staff.title})"


class HomeroomForm(ActionForm):
    """Who becomes homeroom teacher from when (담임 지정)."""

    staff = StaffChoice(
        label="담임",
        queryset=Staff.objects.none(),
        empty_label="고르기",
        widget=forms.Select,
        error_messages={
            "required": "담임을 고르지 않았습니다. 한 사람을 골라 주세요.",
            "invalid_choice": "이 학교에서 근무하는 사람이 아닙니다. 목록에서 골라 주세요.",
        },
    )
    from_on = date_field("시작일", hint="앞 담임은 그 전날에 끝납니다.")

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = candidates


class EndForm(ActionForm):
    """The last day of a homeroom teacher (담임 끝내기)."""

    to_on = date_field("끝나는 날")


class RulingForm(OnceForm):
    """A figure that the school sets (학교 규정값); `seen` is how many rulings on it the person saw."""

    value = forms.DecimalField(
        label="값",
        max_digits=6,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "decimal"}),
        error_messages={
            "required": "값이 비어 있습니다. 숫자를 적거나, 지침서의 기준으로 되돌리는 단추를 눌러 주세요.",
            "invalid": "숫자가 아닙니다. 3처럼 숫자만 적어 주세요.",
            "max_digits": "값이 너무 큽니다. 고쳐 주세요.",
            "max_whole_digits": "값이 너무 큽니다. 고쳐 주세요.",
            "max_decimal_places": "소수점 아래는 한 자리까지 적을 수 있습니다. 고쳐 주세요.",
        },
    )
    ground = forms.CharField(
        label="근거",
        max_length=200,
        help_text="학칙이나 규정의 조항, 내부결재를 적습니다.",
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": "근거가 비어 있습니다. 학칙이나 규정의 조항, 내부결재를 적어 주세요.",
            "max_length": "근거가 너무 깁니다. 200자 이하로 적어 주세요.",
        },
    )
    from_on = date_field("적용일", hint="이날부터 이 값을 씁니다. 앞으로의 날을 적어도 됩니다.")
    seen = forms.IntegerField(
        label="화면",
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "화면을 알아볼 수 없습니다. 화면을 새로 열어 다시 적어 주세요."},
    )

    def __init__(self, *args: Any, figure: Figure, year: int, resets: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        value.required = not resets
        value.help_text = figure.bounds_said(year)
        self.resets = resets

    def told(self) -> dict[str, Any]:
        """What the action takes; 되돌리기 leaves out the value, whatever stands in the field."""
        sent = {name: self.cleaned_data[name] for name in ("value", "ground", "from_on")}
        return sent | {"seen": self.cleaned_data["seen"] or 0} | ({"value": None} if self.resets else {})
