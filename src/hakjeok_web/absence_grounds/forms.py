"""What people type about grounds of absence: bans, athletes and their events, diagnoses, family events."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from hakjeok.attendance.athlete import ExemptEvent
from hakjeok.attendance.family_event import FamilyEvent, Relation
from hakjeok_web.absence_grounds import athletes, bans, diagnoses
from hakjeok_web.absence_grounds.family_events import Event
from hakjeok_web.absence_grounds.models import Diagnosis, EntryBan
from hakjeok_web.absence_grounds.register import Key
from hakjeok_web.attendance.models import Form
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field

CHOOSE = ("", "골라 주세요")
REPLACES = "이미 적은 출결을 바꿈"


def _line(label: str, longest: int, *, missing: str = "", hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=longest, help_text=hint,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"너무 깁니다. {longest}자 이하로 적어 주세요."},
    )  # fmt: skip


def _choice(label: str, choices: Iterable, *, what: str, hint: str = "", required: bool = True) -> forms.ChoiceField:
    refused = f"{what} 고르지 않았습니다. 목록에서 골라 주세요."
    return forms.ChoiceField(
        label=label, choices=[CHOOSE, *choices], required=required, help_text=hint,
        error_messages={"required": refused, "invalid_choice": "목록에 없는 것입니다. 목록에서 골라 주세요."},
    )  # fmt: skip


def _words(words: Iterable) -> list[tuple[str, str]]:
    return [(each.value, each.korean) for each in words]


class SeenForm(OnceForm):
    """A form about something that another person may change meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)


class CancellationForm(SeenForm):
    """Why a registration was wrong (등록 취소)."""

    reason = _line("취소하는 까닭", 200, missing="취소하는 까닭이 비어 있습니다. 무엇이 틀렸는지 적어 주세요.")


def _replaces() -> forms.BooleanField:
    return forms.BooleanField(
        label=REPLACES, required=False, help_text="그날에 다른 출결이 적혀 있으면 이 내용으로 바꿉니다."
    )


class SeenCells(forms.MultipleChoiceField):
    """Cells as the person saw them (적혀 있던 칸), all of a pupil in one value: `pupil day version day version`."""

    def valid_value(self, value: str) -> bool:
        """Whatever was not shown is not among the cells that stand there."""
        return True

    def clean(self, value: Any) -> frozenset[Key]:
        return frozenset(key for each in super().clean(value) for key in _keys_of(each))

    @staticmethod
    def value_of(keys: Iterable[Key]) -> str:
        """One pupil's cells as one value."""
        keys = list(keys)
        return " ".join([str(keys[0][0]), *(f"{on.isoformat()} {version}" for _, on, version in keys)])


def _keys_of(value: str) -> list[Key]:
    pupil, *cells = value.split() or [""]
    try:
        return [(uuid.UUID(pupil), date.fromisoformat(on), int(version)) for on, version in _pairs(cells)]
    except ValueError:
        return []


def _pairs(cells: list[str]) -> Iterable[tuple[str, str]]:
    return zip(cells[::2], cells[1::2], strict=True)


class BanForm(OnceForm):
    """An entry ban of several pupils of a class (등교중지 등록)."""

    students = forms.TypedMultipleChoiceField(
        label="학생", coerce=uuid.UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "학생을 고르지 않았습니다. 한 명 이상 골라 주세요.",
            "invalid_choice": "이 반에 없는 학생입니다. 화면을 새로 열어 다시 골라 주세요.",
        },
    )  # fmt: skip
    ground = _choice("까닭", EntryBan.Ground.choices, what="까닭을")
    illness = _line(
        "병명", 40, missing="병명이 비어 있습니다. 독감처럼 적어 주세요.", hint="독감, 수두처럼 짧게 적습니다."
    )
    from_on = date_field("시작일")
    to_on = date_field("마지막 날", hint="다음 수업일부터 학교에 옵니다. 길어지면 연장합니다.")
    is_recognised = forms.BooleanField(
        label="학교장이 인정함", required=False,
        help_text="비법정 감염병과 그 밖의 등교중지는 학교장이 인정해야 출석인정이 됩니다(p.20).",
    )  # fmt: skip
    evidence = _line("증빙", 120, required=False, hint="담임교사 확인서나 학부모 의견서면 됩니다(p.25).")
    replaces = SeenCells(label=REPLACES, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, pupils: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["students"].choices = list(pupils)

    @property
    def asked(self) -> list[forms.BoundField]:
        """What is typed; what may be overwritten is asked when the days are known."""
        return [field for field in self.visible_fields() if field.name != "replaces"]

    @property
    def ground_word(self) -> str:
        return EntryBan.Ground(self.cleaned_data["ground"]).label

    @property
    def may_be_shown(self) -> bool:
        """Whether what it would write can be shown: it is right but for what is asked then."""
        return self.is_bound and not set(self.errors) - {"replaces"}

    def told(self) -> bans.Particulars:
        sent = self.cleaned_data
        names = ("ground", "illness", "from_on", "to_on", "is_recognised", "evidence")
        return bans.Particulars(**{name: sent[name] for name in names})


class ExtensionForm(SeenForm):
    """A later last day (연장)."""

    to_on = date_field("새 마지막 날")
    replaces = _replaces()


class ReturnForm(SeenForm):
    """The day on which the pupil came back (등교함)."""

    returned_on = date_field("등교한 날", hint="그날부터는 등교중지를 등록하기 전의 출결로 되돌립니다.")


class AthleteForm(OnceForm):
    """The registration of a pupil athlete (학생선수 등록)."""

    sport = _line("종목", 40, missing="종목이 비어 있습니다. 등록한 종목을 적어 주세요.")
    checked_on = date_field(
        "선수 등록을 확인한 날", required=False,
        hint="대한체육회 포털(www.sports.or.kr)의 전문체육 선수등록&증명서 → 정보제공서비스(전문선수 통합검색) → "
        "선수정보 통합검색에서 확인합니다(p.35).",
    )  # fmt: skip


class EventForm(OnceForm):
    """A contest or training (대회·훈련 등록)."""

    name = _line("대회·훈련", 80, missing="대회·훈련의 이름이 비어 있습니다. 공문에 적힌 이름을 적어 주세요.")
    letter = _line("공문", 120, missing="공문이 비어 있습니다. 공문 번호와 날짜를 적어 주세요(p.20).")
    from_on = date_field("시작일")
    to_on = date_field("마지막 날")
    form = forms.ChoiceField(label="형태", choices=[each for each in Form.choices if each[0] != Form.PRESENT])
    lessons = forms.IntegerField(
        label="빠진 수업시간", required=False, min_value=0, max_value=200,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        help_text="지각·조퇴·결과이면 빠진 수업시간을 모두 더해 적습니다. 6시간을 1일로 셉니다(p.21).",
        error_messages={
            "invalid": "숫자로 적어 주세요.", "min_value": "0보다 작습니다. 0부터 200 사이의 수를 적어 주세요.",
            "max_value": "200시간까지 적을 수 있습니다.",
        },
    )  # fmt: skip
    exempt = _choice(
        "허용일수에 누적되지 않는 대회", _words(ExemptEvent), what="", required=False,
        hint="해당할 때만 고릅니다. 꿈나무·청소년대표·후보선수·상비군은 국가대표가 아닙니다(p.22).",
    )  # fmt: skip
    replaces = _replaces()

    def clean(self) -> dict[str, Any]:
        """Lessons are counted where the pupil is not away for the whole day."""
        sent = super().clean()
        if sent.get("form") not in (None, Form.ABSENCE) and not sent.get("lessons"):
            self.add_error("lessons", "빠진 수업시간이 비어 있습니다. 지각·조퇴·결과는 수업시간으로 셉니다(p.21).")
        return sent

    def told(self) -> athletes.Particulars:
        sent = self.cleaned_data
        names = ("name", "from_on", "to_on", "letter", "form", "exempt")
        return athletes.Particulars(lessons=sent["lessons"] or 0, **{name: sent[name] for name in names})


class DiagnosisForm(OnceForm):
    """A diagnosis that is valid for a semester (학기 진단서 등록)."""

    ground = _choice("종류", Diagnosis.Ground.choices, what="종류를")
    received_on = date_field("받은 날", hint="이날의 학기에 쓰입니다.")
    paper = _line(
        "서류", 120, missing="서류가 비어 있습니다. 어느 병원의 어떤 서류인지 적어 주세요.",
        hint="가온병원 진단서(2024. 3. 6.)처럼 적습니다.",
    )  # fmt: skip
    says_of_dust = forms.BooleanField(
        label="미세먼지 관련 소견이나 향후 치료의견이 적혀 있음", required=False,
        help_text="미세먼지 민감군이면 꼭 있어야 합니다(p.25).",
    )  # fmt: skip
    has_certificate = forms.BooleanField(
        label="환경부의 가습기 살균제 건강 피해자 증명서를 받음", required=False,
        help_text="가습기 살균제 건강 피해이면 꼭 있어야 합니다(p.26).",
    )  # fmt: skip

    def told(self) -> diagnoses.Particulars:
        names = ("ground", "received_on", "paper", "says_of_dust", "has_certificate")
        return diagnoses.Particulars(**{name: self.cleaned_data[name] for name in names})


class FamilyEventForm(ActionForm):
    """Which event, and from when on the pupil is away (경조사)."""

    event = _choice("경조사", _words(FamilyEvent), what="경조사를")
    relation = _choice("누구의 경조사", _words(Relation), what="누구의 경조사인지")
    event_date = date_field("경조사가 있은 날")
    first_absence = date_field(
        "처음 결석한 날",
        required=False,
        hint="경조사 전날부터 결석했으면 적습니다. 비우면 경조사 다음 수업일부터 셉니다.",
    )

    def told(self) -> Event:
        sent = self.cleaned_data
        return Event(FamilyEvent(sent["event"]), Relation(sent["relation"]), sent["event_date"], sent["first_absence"])


class ChosenDaysForm(FamilyEventForm, OnceForm):
    """The same with the days on which the pupil was away."""

    days = forms.TypedMultipleChoiceField(
        label="결석한 날", coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple,
        help_text="그 기간에 등교한 날은 고르지 않습니다. 기간이 뒤로 밀리지는 않습니다(p.24).",
        error_messages={
            "required": "결석한 날을 고르지 않았습니다. 하루 이상 골라 주세요.",
            "invalid_choice": "인정하는 기간에 들지 않는 날입니다. 목록에서 골라 주세요.",
        },
    )  # fmt: skip
    replaces = _replaces()

    def offer(self, window: Iterable[date]) -> None:
        """The days of the window, of which the pupil's are chosen."""
        self.fields["days"].choices = [(day.isoformat(), short_date(day)) for day in window]
