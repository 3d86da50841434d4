"""What people type about approvals: opinions, absences, rules, dispatches."""

from django import forms

from hakjeok_web.approvals.actions import LONGEST_OPINION
from hakjeok_web.approvals.models import Dispatch
from hakjeok_web.schools.forms import ActionForm, OnceForm, date_field


class DecisionForm(OnceForm):
    """An opinion, and which submission it is about; two buttons send it (결재, 반려)."""

    opinion = forms.CharField(
        label="의견",
        required=False,
        max_length=LONGEST_OPINION,
        help_text="반려할 때는 꼭 적습니다.",
        widget=forms.Textarea(attrs={"class": "krds-input", "rows": 3}),
        error_messages={"max_length": f"의견이 너무 깁니다. {LONGEST_OPINION}자 이하로 적어 주세요."},
    )
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AbsenceForm(OnceForm):
    """Who is away, from when to when, and who signs meanwhile."""

    staff = forms.ChoiceField(
        label="부재자", error_messages={"required": "누가 부재인지 고르지 않았습니다. 목록에서 골라 주세요."}
    )
    from_on = date_field("시작일")
    to_on = date_field("끝나는 날")
    deputy = forms.ChoiceField(
        label="대결할 사람", error_messages={"required": "대결할 사람을 고르지 않았습니다. 목록에서 골라 주세요."}
    )
    reason = forms.CharField(
        label="사유",
        max_length=100,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": "사유가 비어 있습니다. 출장, 연가처럼 적어 주세요.",
            "max_length": "사유가 너무 깁니다. 100자 이하로 적어 주세요.",
        },
    )

    def __init__(self, *args, absent, people, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "골라 주세요"), *((str(each.staff.pk), each.name) for each in people)]
        self.fields["staff"].choices = [(str(each.staff.pk), each.name) for each in absent]
        self.fields["deputy"].choices = choices


class RuleForm(ActionForm):
    """The line of a kind of paper, place by place; the last one decides. All empty: the drafter decides."""

    PLACES = 4

    reason = forms.CharField(
        label="까닭",
        max_length=200,
        help_text="학교 전결 규정의 조항이나 결정한 회의를 적습니다.",
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={
            "required": "까닭이 비어 있습니다. 전결 규정의 조항을 적어 주세요.",
            "max_length": "까닭이 너무 깁니다. 200자 이하로 적어 주세요.",
        },
    )

    def __init__(self, *args, stops, choices, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, self.PLACES + 1):
            self.fields[f"place{number}"] = forms.ChoiceField(
                label=f"{number}번째",
                required=False,
                choices=[("", "없음"), *choices],
                initial=stops[number - 1] if number <= len(stops) else "",
                error_messages={"invalid_choice": "목록에 없는 결재 단계입니다. 목록에서 골라 주세요."},
            )
        self.order_fields([*(f"place{number}" for number in range(1, self.PLACES + 1)), "reason"])

    def chosen(self) -> list[str]:
        """The filled places in their order."""
        sent = (self.cleaned_data[f"place{number}"] for number in range(1, self.PLACES + 1))
        return [each for each in sent if each]


class SendingForm(ActionForm):
    """How and when a paper went out."""

    method = forms.ChoiceField(
        label="방법",
        choices=Dispatch.Method.choices,
        error_messages={"required": "어떻게 보냈는지 고르지 않았습니다. 하나를 골라 주세요."},
    )
    on = date_field("발송일")


class ReceiptForm(ActionForm):
    """When it arrived, and who took it in."""

    on = date_field("접수일")
    received_by = forms.CharField(
        label="받은 사람",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "krds-input", "autocomplete": "off"}),
        error_messages={"max_length": "받은 사람이 너무 깁니다. 60자 이하로 적어 주세요."},
    )
