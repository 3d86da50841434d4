"""What people type about an unexcused absence: a measure, or something they learned."""

import uuid

from django import forms

from hakjeok_web.attendance.case_pages import DONE, FACTS
from hakjeok_web.schools.forms import ActionForm, date_field


class MeasureForm(ActionForm):
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
        help_text="누구와 어떻게 연락했는지, 무엇을 확인했는지 적습니다.",
        widget=forms.Textarea(attrs={"class": "krds-input", "rows": 3}),
        error_messages={"max_length": "내용이 너무 깁니다. 300자 이하로 적어 주세요."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @classmethod
    def fresh(cls, *, code: str, today) -> "MeasureForm":
        """An empty form for a step that is due."""
        return cls(initial={"code": code, "done_on": today, "key": uuid.uuid4()})
