"""What people type about consigned pupils: the registration, its end, a step, a month day by day or as numbers."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms

from hakjeok_web.accounts.models import Staff
from hakjeok_web.attendance.symbols import FORMS, KINDS, PAIRS, word_of
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.consignments.actions import STEPS, Particulars
from hakjeok_web.consignments.models import ConsignedMonth, Consignment, ConsignmentAct
from hakjeok_web.consignments.month_actions import Told
from hakjeok_web.schools.forms import OnceForm, StaffChoice, date_field

NO_SCHOOL, PRESENT, HOME = "", "present", "home"
ONE_DAY = [
    (NO_SCHOOL, "수업 없음"),
    (PRESENT, "출석"),
    *((f"{form}:{kind}", word_of(form, kind)) for form, kind in PAIRS),
]


def _line(label: str, longest: int, *, missing: str = "", hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"너무 깁니다. {longest}자 이하로 적어 주세요."},
    )


class SeenForm(OnceForm):
    """A form about something that another person may change meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)


class ParticularsForm(SeenForm):
    """The registration of a consigned pupil (위탁학생 등록)."""

    kind = forms.ChoiceField(
        label="위탁의 종류",
        choices=[("", "골라 주세요"), *Consignment.Kind.choices],
        error_messages={
            "required": "위탁의 종류를 고르지 않았습니다. 목록에서 골라 주세요.",
            "invalid_choice": "목록에 없는 종류입니다. 목록에서 골라 주세요.",
        },
    )
    institution = _line("위탁기관", 80, missing="위탁기관이 비어 있습니다. 공문에 적힌 이름을 적어 주세요.")
    place = _line("소재지", 200, required=False)
    from_on = date_field("시작일")
    to_on = date_field("끝나는 날", required=False, hint="모르면 비워 둡니다. 돌아오면 ‘위탁 끝’에 적습니다.")
    ground = _line(
        "근거 문서",
        120,
        missing="근거 문서가 비어 있습니다. 법원이나 교육청의 공문 번호와 날짜를 적어 주세요(p.32).",
        hint="가온교육지원청-1234(2024. 4. 5.)처럼 공문 번호와 날짜를 적습니다(p.32).",
    )
    named = StaffChoice(
        label="알아도 되는 담임",
        queryset=Staff.objects.none(),
        required=False,
        empty_label="알리지 않음",
        help_text="보호 중인 학생의 위탁은 학적 담당과 교감·교장, 여기서 고른 담임만 봅니다(p.34).",
        error_messages={"invalid_choice": "그 반의 담임이 아닙니다. 목록에서 골라 주세요."},
    )

    def __init__(self, *args: Any, homeroom: Staff | None, may_protect: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_protect:
            del self.fields["named"]
            self.fields["kind"].choices = [each for each in self.fields["kind"].choices if each[0] != _PROTECTION]
        elif homeroom is not None:
            self.fields["named"].queryset = Staff.objects.filter(pk=homeroom.pk).select_related("user")

    def told(self) -> Particulars:
        """What was typed, as the actions take it."""
        sent = self.cleaned_data
        return Particulars(**{name: sent.get(name) for name in _PARTICULARS})


_PROTECTION = Consignment.Kind.PROTECTION.value
_PARTICULARS = ("kind", "institution", "from_on", "ground", "to_on", "place", "named")


class EndForm(SeenForm):
    """The last day at the institution (위탁 끝)."""

    to_on = date_field("위탁기관의 마지막 날", hint="다음 수업일부터 출석부에 다시 적습니다.")


class CancellationForm(SeenForm):
    """Why a registration was wrong (등록 취소)."""

    reason = _line("까닭", 200, missing="취소하는 까닭이 비어 있습니다. 무엇이 틀렸는지 적어 주세요.")


class StepForm(SeenForm):
    """A step of the procedure (절차) with its day."""

    code = forms.ChoiceField(
        label="한 일",
        choices=[("", "골라 주세요"), *((code.value, code.label) for code in STEPS)],
        error_messages={
            "required": "무엇을 했는지 고르지 않았습니다. 목록에서 골라 주세요.",
            "invalid_choice": "목록에 없는 일입니다. 목록에서 골라 주세요.",
        },
    )
    done_on = date_field("한 날")
    note = _line("내용", 300, required=False, hint="공문 번호처럼 나중에 찾을 때 쓸 것을 적습니다.")

    @classmethod
    def fresh(cls, *, code: str, today: date) -> "StepForm":
        known = code if code in ConsignmentAct.Code.values else ""
        return cls(initial={"code": known, "done_on": today, "key": uuid.uuid4()})


class MonthForm(SeenForm):
    """What both ways of entering a month have in common."""

    certificate_on = date_field(
        "출결확인서를 받은 날", required=False, hint="출결은 기관의 출결확인서에 따릅니다(p.32). 아직이면 비워 둡니다."
    )
    note = _line("비고", 200, required=False)

    def common(self) -> dict[str, Any]:
        return {"certificate_on": self.cleaned_data["certificate_on"], "note": self.cleaned_data["note"]}


def _day_field(day: date, *, is_home_day: bool, is_entered: bool) -> forms.ChoiceField:
    """The choice of one day; in a new month the home school's school days are 출석."""
    home = [(HOME, "소속교에 나옴")] if is_home_day else []
    return forms.ChoiceField(
        label=short_date(day),
        choices=[*ONE_DAY[:2], *home, *ONE_DAY[2:]],
        required=False,
        initial=PRESENT if is_home_day and not is_entered else NO_SCHOOL,
        error_messages={"invalid_choice": f"{short_date(day)}: 목록에 없는 출결입니다. 목록에서 골라 주세요."},
    )


def _count_field(word: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=word,
        required=False,
        min_value=0,
        max_value=31,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric", "aria-label": word}),
        error_messages={
            "invalid": f"{word}: 숫자로 적어 주세요.",
            "min_value": f"{word}: 0 이상으로 적어 주세요.",
            "max_value": f"{word}: 31까지 적을 수 있습니다.",
        },
    )


class DaysForm(MonthForm):
    """A month day by day (날마다): one choice for each weekday of the consignment."""

    def __init__(
        self, *args: Any, days: Iterable[date], school_days: Iterable[date], is_entered: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days, of_school = list(days), set(school_days)
        for day in self.days:
            self.fields[_name(day)] = _day_field(day, is_home_day=day in of_school, is_entered=is_entered)

    def rows(self) -> list[forms.BoundField]:
        return [self[_name(day)] for day in self.days]

    def told(self) -> Told:
        """What was typed, as the action takes it."""
        chosen = {day: self.cleaned_data[_name(day)] for day in self.days}
        days = frozenset(day for day, word in chosen.items() if word not in (NO_SCHOOL, HOME))
        return Told(
            school_days=len(days),
            days=days,
            by_day={day: _sort(word) for day, word in chosen.items() if ":" in word},
            home_dates=frozenset(day for day, word in chosen.items() if word == HOME),
            **self.common(),
        )

    @staticmethod
    def initial_of(month: ConsignedMonth | None) -> dict[str, Any]:
        """The fields of a month that was entered before."""
        if month is None:
            return {"key": uuid.uuid4(), "seen": 0}
        entered = {entry.date: f"{entry.form}:{entry.kind}" for entry in month.entries.all() if entry.date}
        chosen = {_name(day): entered.get(day, PRESENT) for day in month.days}
        chosen |= {_name(day): HOME for day in month.home_dates}
        return chosen | _initial(month)


class NumbersForm(MonthForm):
    """A month as numbers (합계로): the institution's school days and how many entries of each sort."""

    school_days = forms.IntegerField(
        label="위탁기관의 수업일수",
        min_value=0,
        max_value=31,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        error_messages={
            "required": "위탁기관의 수업일수가 비어 있습니다. 없었으면 0을 적어 주세요.",
            "invalid": "위탁기관의 수업일수는 숫자로 적어 주세요.",
            "min_value": "위탁기관의 수업일수는 0 이상으로 적어 주세요.",
            "max_value": "위탁기관의 수업일수는 31일까지 적을 수 있습니다.",
        },
    )
    home_dates = forms.MultipleChoiceField(
        label="소속교에 나온 날",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="이 날의 출결은 출석부에 적고, 여기의 기록에 더합니다(p.33).",
        error_messages={"invalid_choice": "소속교의 수업일이 아닌 날입니다. 목록에서 골라 주세요."},
    )

    def __init__(self, *args: Any, school_days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_dates"].choices = [(day.isoformat(), short_date(day)) for day in school_days]
        for form, kind in PAIRS:
            self.fields[f"count-{form}-{kind}"] = _count_field(word_of(form, kind))

    def table(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Form by form, in each the four kinds."""
        for form in FORMS:
            yield word_of(form, ""), [self[f"count-{form}-{kind}"] for kind in KINDS]

    def told(self) -> Told:
        """What was typed, as the action takes it."""
        counts = {(form, kind): self.cleaned_data[f"count-{form}-{kind}"] or 0 for form, kind in PAIRS}
        return Told(
            school_days=self.cleaned_data["school_days"],
            counts={sort: count for sort, count in counts.items() if count},
            home_dates=frozenset(date.fromisoformat(each) for each in self.cleaned_data["home_dates"]),
            **self.common(),
        )

    @staticmethod
    def initial_of(month: ConsignedMonth | None) -> dict[str, Any]:
        """The fields of a month that was entered before, however it was entered."""
        if month is None:
            return {"key": uuid.uuid4(), "seen": 0}
        counts: dict[str, int] = {}
        for entry in month.entries.all():
            name = f"count-{entry.form}-{entry.kind}"
            counts[name] = counts.get(name, 0) + entry.count
        home = [day.isoformat() for day in month.home_dates]
        return counts | _initial(month) | {"school_days": month.school_days, "home_dates": home}


def _initial(month: ConsignedMonth) -> dict[str, Any]:
    return {
        "certificate_on": month.certificate_on, "note": month.note, "seen": month.version, "key": uuid.uuid4(),
    }  # fmt: skip


def _name(day: date) -> str:
    return f"day-{day.isoformat()}"


def _sort(word: str) -> tuple[str, str]:
    form, _, kind = word.partition(":")
    return form, kind
