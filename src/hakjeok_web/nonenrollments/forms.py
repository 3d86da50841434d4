"""What people type about a child who did not come: who he is, what was done, how it ended."""

import uuid

from django import forms

from hakjeok.korean import with_particle
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field

Code = ChildMeasure.Code
FACTS = (
    Code.LOCATED, Code.NOT_LOCATED, Code.ANSWERED, Code.NOT_ANSWERED, Code.ABUSE_SIGNS, Code.NO_ABUSE, Code.OVERSEAS,
    Code.IN_COUNTRY, Code.FACILITY,
)  # fmt: skip
DONE = tuple(code for code in Code if code not in (*FACTS, Code.VOID))


def _text(label: str, most: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": f"{with_particle(label, '이', '가')} 비어 있습니다. 적어 주세요.",
            "max_length": f"{with_particle(label, '이', '가')} 너무 깁니다. {most}자 이하로 적어 주세요.",
        },
    )


def _choice(label: str, choices, *, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        error_messages={
            "required": f"{with_particle(label, '을', '를')} 고르지 않았습니다. 하나를 골라 주세요.",
            "invalid_choice": f"목록에 없는 {label}입니다. 목록에서 골라 주세요.",
        },
    )


class ChildForm(OnceForm):
    """Who the child is (미취학 아동)."""

    name = _text("아동 성명", 60)
    sex = _choice("성별", NonEnrolledChild.Sex.choices, radio=True)
    birth_on = date_field("생년월일")
    address = _text("주소", 200)
    guardian_name = _text("보호자 성명", 60)
    guardian_relation = _text("아동과의 관계", 20, required=False, hint="예: 부, 모, 조부")
    guardian_phone = _text("보호자 연락처", 20, required=False)
    entrance_on = date_field("입학기일", hint="이날을 1일차로 하여 수업일로 셉니다(p.11).")
    notified_on = date_field("취학 통지일", required=False)
    note = _text("비고", 200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FACTS = (
        "name", "sex", "birth_on", "address", "guardian_name", "guardian_relation", "guardian_phone", "entrance_on",
        "notified_on", "note",
    )  # fmt: skip

    @classmethod
    def of(cls, child: NonEnrolledChild | None) -> "ChildForm":
        """An empty form, or one that shows what is known."""
        known = {name: getattr(child, name) for name in cls.FACTS} if child else {}
        return cls(initial=known | {"key": uuid.uuid4(), "seen": child.version if child else 0})

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FACTS}


class ChildMeasureForm(OnceForm):
    """One measure about a child (조치)."""

    code = _choice(
        "한 일이나 알게 된 것",
        [
            ("", "골라 주세요"),
            ("한 일", [(code.value, code.label) for code in DONE]),
            ("알게 된 것", [(code.value, code.label) for code in FACTS]),
        ],
    )
    done_on = date_field("한 날")
    means = _choice("연락 방법", [("", "연락이 아님"), *AbsenceMeasure.Means.choices], required=False)
    contact = _text("연락자 성명(관계)", 40, required=False, hint="예: 최나래(모). 취학 독려 기록부에 실립니다.")
    contact_phone = _text("전화번호", 20, required=False)
    note = forms.CharField(
        label="내용",
        required=False,
        max_length=300,
        help_text="확인한 것과 취학을 독려한 내용을 적습니다. 전화로는 아동과 직접 통화해 확인합니다(p.11).",
        widget=forms.Textarea(attrs={"class": "krds-input", "rows": 3}),
        error_messages={"max_length": "내용이 너무 깁니다. 300자 이하로 적어 주세요."},
    )


class CloseForm(ActionForm):
    """How it ended (관리 끝내기)."""

    prefix = "close"
    state = _choice("어떻게 되었는지", [("", "골라 주세요"), *NonEnrolledChild.State.choices[1:]])
    on = date_field("날짜")
