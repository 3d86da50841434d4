"""What people type beside the remark itself: facts about a perfect year, measures."""

import uuid
from typing import Any

from django import forms

from hakjeok.attendance.perfect import Special
from hakjeok_web.remarks.models import MeasureChange, PerfectGround, ViolenceMeasure
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field

MOST_DAYS = 366
WRONG_NUMBER = "숫자가 아닙니다. 7처럼 숫자만 적어 주세요."


def _number(label: str, least: int, most: int, *, required: bool = True, hint: str = "", empty: str = ""):
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        help_text=hint,
        widget=forms.NumberInput(attrs={"class": "krds-input hj-short", "inputmode": "numeric"}),
        error_messages={
            "required": empty or f"{label}가 비어 있습니다. 숫자를 적어 주세요.",
            "invalid": WRONG_NUMBER,
            "min_value": f"{least}부터 {most}까지 적을 수 있습니다. 고쳐 주세요.",
            "max_value": f"{least}부터 {most}까지 적을 수 있습니다. 고쳐 주세요.",
        },
    )


def _words(label: str, hint: str, empty: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=200,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={"required": empty, "max_length": f"{label}이 너무 깁니다. 200자 이하로 적어 주세요."},
    )


def _choice(label: str, choices: list, empty: str, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        help_text=hint,
        widget=forms.Select(attrs={"class": "krds-input"}),
        error_messages={"required": empty, "invalid_choice": "목록에 없는 값입니다. 목록에서 골라 주세요."},
    )


class GroundForm(ActionForm):
    """What the register cannot tell about a perfect year."""

    special = _choice(
        "순회교육·건강장애", [("", "해당 없음"), *Special.choices()], "", required=False,
        hint="해당하면 한 번도 결석하지 않아도 공란으로 둡니다(p.31).",
    )  # fmt: skip
    former_absences = _number("결석", 0, MOST_DAYS, required=False)
    former_lates = _number("지각", 0, MOST_DAYS, required=False)
    former_early_leaves = _number("조퇴", 0, MOST_DAYS, required=False)
    former_class_absences = _number("결과", 0, MOST_DAYS, required=False)

    FORMER = ("former_absences", "former_lates", "former_early_leaves", "former_class_absences")

    @classmethod
    def of(cls, ground: PerfectGround | None) -> "GroundForm":
        told: dict[str, Any] = {"special": ground.special} if ground else {}
        if ground:
            told |= dict(zip(cls.FORMER, ground.former, strict=True))
        return cls(initial=told, auto_id="ground-%s")

    @property
    def former_fields(self) -> list:
        return [self[name] for name in self.FORMER]

    def former(self) -> tuple[int | None, ...]:
        return tuple(self.cleaned_data[name] for name in self.FORMER)


class HiddenReasonForm(ActionForm):
    """An illness that the committee decided not to name, or to name again."""

    reason = _choice("질병 사유", [], "사유를 고르지 않았습니다. 목록에서 골라 주세요.")
    is_hidden = forms.TypedChoiceField(
        label="심의 결과",
        choices=(("1", "사유를 적지 않음(공란)"), ("0", "사유를 적음")),
        coerce=lambda sent: sent == "1",
        widget=forms.RadioSelect,
        initial="1",
        error_messages={"required": "심의 결과를 고르지 않았습니다. 하나를 골라 주세요."},
    )
    reviewed_on = date_field("학업성적관리위원회 심의일")

    def __init__(self, data=None, *, reasons: list[str]) -> None:
        super().__init__(data, auto_id="hidden-%s")
        self.fields["reason"].choices = [("", "골라 주세요"), *((each, each) for each in reasons)]


class ViolenceForm(OnceForm):
    """A measure as the deliberation committee decided it."""

    law_item = forms.TypedChoiceField(
        label="조치",
        choices=[("", "골라 주세요"), *ViolenceMeasure.Item.choices],
        coerce=int,
        widget=forms.Select(attrs={"class": "krds-input"}),
        help_text="제4호·제5호·제6호만 출결 특기사항에 적습니다(p.30).",
        error_messages={
            "required": "조치를 고르지 않았습니다. 목록에서 골라 주세요(p.30).",
            "invalid_choice": "제4호·제5호·제6호 가운데 골라 주세요(p.30).",
        },
    )
    decided_on = date_field(
        "처음 조치를 결정한 날", hint="교육지원청의 내부결재일입니다. 나중에 조치가 바뀌어도 그대로입니다."
    )
    text = _words(
        "적을 조치사항",
        "‘학교폭력예방 및 대책에 관한 법률 제17조제1항제4호에 따른 사회봉사’처럼 적습니다. 날짜는 앞에 붙습니다.",
        "적을 조치사항이 비어 있습니다. 조치사항을 적어 주세요.",
    )

    @classmethod
    def fresh(cls) -> "ViolenceForm":
        return cls(initial={"key": uuid.uuid4()}, auto_id="new-%s")


class MeasureChangeForm(OnceForm):
    """What an appeal or a lawsuit made of a measure; the choice carries how many changes were seen."""

    measure = _choice("조치", [], "바뀐 조치를 고르지 않았습니다. 목록에서 골라 주세요.")
    ground = _choice(
        "바뀐 까닭",
        [("", "골라 주세요"), *MeasureChange.Ground.choices],
        "바뀐 까닭을 고르지 않았습니다. 목록에서 골라 주세요.",
    )
    law_item = forms.TypedChoiceField(
        label="바뀐 조치",
        required=False,
        empty_value=None,
        choices=[("", "없어짐(취소, 다른 호로 바뀜)"), *ViolenceMeasure.Item.choices],
        coerce=int,
        widget=forms.Select(attrs={"class": "krds-input"}),
        error_messages={"invalid_choice": "제4호·제5호·제6호 가운데 고르거나 없어짐을 골라 주세요(p.30)."},
    )
    text = _words("바뀐 조치사항", "조치가 없어졌으면 비웁니다.", "", required=False)
    changed_on = date_field("바뀐 날")

    def __init__(self, data=None, *, measures: list[ViolenceMeasure]) -> None:
        super().__init__(data, auto_id="change-%s", initial={"key": uuid.uuid4()})
        self.fields["measure"].choices = [("", "골라 주세요"), *((value_of(each), str(each)) for each in measures)]


def value_of(measure: ViolenceMeasure) -> str:
    """How a measure is chosen: its number and how many changes it has."""
    return f"{measure.pk}:{len(measure.later.all())}"


def chosen_pupils(sent: list[str]) -> dict[uuid.UUID, int]:
    """The ticked pupils with the version that was seen of each; anything else is left out."""
    found = {}
    for each in sent:
        student, _, version = each.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 10:
            try:
                found[uuid.UUID(student)] = int(version)
            except ValueError:
                continue
    return found


def version_of(sent: str) -> int:
    """The version that was seen; 0 where nothing readable was sent."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
