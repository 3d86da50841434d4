"""What people type about an unexcused absence: a call, a measure, something they learned, a registration."""

import uuid

from django import forms

from hakjeok.korean import with_particle
from hakjeok_web.attendance.case_pages import DONE, FACTS
from hakjeok_web.attendance.measures import Call
from hakjeok_web.attendance.models import AbsenceMeasure
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field


class MeasureForm(OnceForm):
    """One measure (조치) with its day; the key makes a second sending of the same form harmless."""

    code = forms.ChoiceField(
        label="한 일이나 알게 된 것",
        choices=[
            ("", "골라 주세요"),
            ("한 일", [(code.value, code.label) for code in DONE]),
            ("알게 된 것", [(code.value, code.label) for code in FACTS]),
        ],
        error_messages={
            "required": "무엇을 했는지 고르지 않았습니다. 목록에서 골라 주세요.",
            "invalid_choice": "목록에 없는 조치입니다. 목록에서 골라 주세요.",
        },
    )
    done_on = date_field("한 날")
    note = forms.CharField(
        label="내용",
        required=False,
        max_length=300,
        help_text="누구를 만나 무엇을 확인했는지, 어떻게 알게 되었는지 적습니다. 가정방문, 내교 요청, 월별 확인, "
        "수사의뢰, 아동학대 징후·신고, 소재·안전과 해외 출국을 알게 됨, 재학확인서(시설 이름)는 꼭 적습니다.",
        widget=forms.Textarea(attrs={"class": "krds-input", "rows": 3}),
        error_messages={"max_length": "내용이 너무 깁니다. 300자 이하로 적어 주세요."},
    )

    @classmethod
    def fresh(cls, *, code: str, today) -> "MeasureForm":
        """An empty form for a step that is due."""
        return cls(initial={"code": code, "done_on": today, "key": uuid.uuid4()})


def _text(label: str, most: int, hint: str = "", *, required: bool = False) -> forms.CharField:
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


def _one_of(label: str, choices, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={
            "required": f"{with_particle(label, '을', '를')} 고르지 않았습니다. 하나를 골라 주세요.",
            "invalid_choice": f"목록에 없는 {label}입니다. 목록에서 골라 주세요.",
        },
    )


class CallForm(OnceForm):
    """One attempt to reach pupil or guardian (연락 기록)."""

    prefix = "call"
    means = _one_of("방법", AbsenceMeasure.Means.choices)
    spoken_with = _one_of("통화한 사람", AbsenceMeasure.Spoken.choices)
    contact = _text("연락자 성명(관계)", 40, "예: 박영수(조부). 취학 독려 기록부에 실립니다.")
    contact_phone = _text("전화번호", 20)
    located = _one_of(
        "소재·안전",
        (("yes", "확인함"), ("no", "확인하지 못함"), ("unsaid", "이 연락으로는 적지 않음")),
        "학생과 직접 통화하거나 화상통화했을 때에만 ‘확인함’입니다(p.27).",
    )
    done_on = date_field("연락한 날")
    note = forms.CharField(
        label="내용",
        required=False,
        max_length=300,
        help_text="결석 사유, 출석을 독려한 내용을 적습니다.",
        widget=forms.Textarea(attrs={"class": "krds-input", "rows": 2}),
        error_messages={"max_length": "내용이 너무 깁니다. 300자 이하로 적어 주세요."},
    )

    @classmethod
    def fresh(cls, *, today) -> "CallForm":
        return cls(initial={"done_on": today, "key": uuid.uuid4(), "located": "unsaid", "means": "phone"})

    def call(self) -> Call:
        """The call as the action takes it."""
        sent = self.cleaned_data
        located = {"yes": True, "no": False}.get(sent["located"])
        return Call(sent["means"], sent["spoken_with"], sent["contact"], sent["contact_phone"], located)


class VoidForm(OnceForm):
    """Why a measure was written down wrongly (잘못 적음)."""

    prefix = "void"
    measure = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="까닭",
        max_length=300,
        help_text="무엇을 잘못 적었는지 적습니다. 적은 줄은 지우지 않고 줄을 그어 남깁니다.",
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": "까닭이 비어 있습니다. 무엇을 잘못 적었는지 적어 주세요.",
            "max_length": "까닭이 너무 깁니다. 300자 이하로 적어 주세요.",
        },
    )

    @classmethod
    def of(cls, sent, asked: str) -> "VoidForm":
        """What was sent, or an empty form for the measure that is asked for."""
        return cls(sent) if sent else cls(initial={"measure": asked, "key": uuid.uuid4()})

    @property
    def about(self) -> str:
        """The id of the measure."""
        return str(self["measure"].value() or "")


class RegistrationForm(ActionForm):
    """Why the pupil stays away; the dates come from the rule (미인정결석학생 등록)."""

    reason = _text("사유", 100, "예: 가출, 미인정 해외출국, 등교 거부, 소재 불명", required=True)
    remark = _text("비고", 200, "미인가 대안교육시설이면 시설 이름을 적습니다(p.27).")
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class ReceiptForm(ActionForm):
    """When the support office took it in (접수)."""

    on = date_field("접수일")
    received_by = _text("접수한 사람", 60)
