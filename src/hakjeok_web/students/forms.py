"""What people type about pupils."""

import re

from django import forms

from hakjeok.korean import with_particle
from hakjeok_web.schools.forms import ActionForm, date_field
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.queries import Filters

REVEAL_REASONS = ("생활기록부·제증명 작성", "전입·전출 자료 확인", "교육지원청 보고", "신원 대조")
OTHER = "기타"
LONGEST_REASON = 100
_PLACE = re.compile(r"([1-6])(?:-(\d{1,2}))?", re.ASCII)


def filters_of(query) -> Filters:
    """The list's conditions from the address; what cannot be read is left out."""
    place = _PLACE.fullmatch(query.get("class", ""))
    return Filters(
        grade=int(place[1]) if place else None,
        class_number=int(place[2]) if place and place[2] else None,
        name=query.get("name", "").strip()[:60],
        has_left=query.get("left") == "1",
    )


def page_number(query) -> int:
    return _number(query.get("page"), 1, 10_000) or 1


def _number(text: str | None, low: int, high: int) -> int | None:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 5:
        return None
    return int(text) if low <= int(text) <= high else None


def _text(label: str, *, most: int, required: bool = True, missing: str = "", hint: str = "", **attrs):
    too_long = f"{with_particle(label, '이', '가')} 너무 깁니다. {most}자 이하로 적어 주세요."
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off", **attrs}),
        error_messages={"required": missing, "max_length": too_long},
    )


class GuardianForm(ActionForm):
    """A guardian (보호자) as the school knows him."""

    name = _text("성명", most=60, missing="보호자 성명이 비어 있습니다. 성명을 적어 주세요.")
    relation = _text("관계", most=20, required=False, hint="부, 모, 조부, 조모처럼 적습니다.")
    phone = _text("연락처", most=20, required=False, hint="010-0000-1234처럼 적습니다.", inputmode="tel")
    is_first_contact = forms.BooleanField(label="먼저 연락할 사람", required=False)


class AddressForm(ActionForm):
    """Where the pupil lives from a day on (주소)."""

    line = _text("주소", most=200, missing="주소가 비어 있습니다. 도로명주소를 적어 주세요.")
    postcode = _text("우편번호", most=5, required=False, inputmode="numeric")
    from_on = date_field("이 주소에 사는 첫날")


class PlacementForm(ActionForm):
    """Class and number from a day on (반·번호)."""

    school_class = forms.ModelChoiceField(
        label="반", queryset=SchoolClass.objects.none(), empty_label=None,
        error_messages={"required": "반을 고르지 않았습니다. 반을 골라 주세요.",
                        "invalid_choice": "이 학년도에 없는 반입니다. 목록에서 골라 주세요."},
    )  # fmt: skip
    number = forms.IntegerField(
        label="번호", min_value=1, max_value=99,
        widget=forms.NumberInput(attrs={"class": "krds-input", "inputmode": "numeric"}),
        error_messages={
            "required": "번호가 비어 있습니다. 1부터 99 사이의 수를 적어 주세요.",
            "invalid": "번호가 숫자가 아닙니다. 1부터 99 사이의 수를 적어 주세요.",
            "min_value": "번호가 1보다 작습니다. 1부터 99 사이의 수를 적어 주세요.",
            "max_value": "번호가 99보다 큽니다. 1부터 99 사이의 수를 적어 주세요.",
        },
    )  # fmt: skip
    from_on = date_field("바뀌는 날")

    def __init__(self, *args, school_year=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if school_year:
            classes = SchoolClass.objects.filter(school_year=school_year).select_related("school_year")
            self.fields["school_class"].queryset = classes


class NumberForm(ActionForm):
    """A resident number (주민등록번호) to be sealed."""

    number = _text(
        "주민등록번호", most=20, missing="주민등록번호가 비어 있습니다. 숫자 열세 자리를 적어 주세요.",
        hint="숫자 열세 자리. 저장하면 가려서 보이고, 볼 때마다 조회 기록에 남습니다.", inputmode="numeric",
    )  # fmt: skip


class CancellationForm(ActionForm):
    """Why a change is taken back (학적반영취소)."""

    reason = _text("취소하는 까닭", most=120, missing="까닭이 비어 있습니다. 무엇이 잘못 반영되었는지 적어 주세요.")


class RevealForm(forms.Form):
    """Why somebody wants to see a number: one of the usual reasons, or his own words."""

    reason = forms.CharField(required=False)
    other = forms.CharField(required=False, max_length=LONGEST_REASON)

    def why(self) -> str:
        """The reason, or nothing where none was given."""
        if not self.is_valid():
            return ""
        chosen, own = self.cleaned_data["reason"], self.cleaned_data["other"].strip()
        return own if len(own) >= 2 else chosen if chosen in REVEAL_REASONS else ""


class RosterForm(ActionForm):
    """A roster file (명렬표)."""

    file = forms.FileField(
        label="명렬표 파일", allow_empty_file=True,
        help_text="엑셀 파일(.xlsx), 10MB까지. 학년, 반, 번호, 성명, 성별, 생년월일 열이 있으면 순서는 상관없습니다.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm"}),
        error_messages={"required": "파일을 고르지 않았습니다. 명렬표 파일을 골라 주세요.",
                        "max_length": "파일 이름이 너무 깁니다. 이름을 줄여 주세요."},
    )  # fmt: skip
