"""What is compared: a file or a pasted table, and how far."""

from django import forms

from hakjeok_web.reconciliations.actions import Source
from hakjeok_web.schools.forms import ActionForm, date_field

LONGEST_TABLE = 1_000_000


class ReconciliationForm(ActionForm):
    """An attendance list of another system (다른 시스템의 출결)."""

    file = forms.FileField(
        label="출결 파일", required=False, allow_empty_file=True,
        help_text="엑셀(.xlsx)이나 CSV, 10MB까지. 학년, 반, 번호, 성명, 날짜, 출결 열이 있으면 순서는 상관없습니다. "
        "날마다 한 열인 한 달 출석부와 여기에서 받은 출결 엑셀도 읽습니다.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
        error_messages={"max_length": "파일 이름이 너무 깁니다. 이름을 줄여 주세요."},
    )  # fmt: skip
    table = forms.CharField(
        label="붙여 넣기", required=False, max_length=LONGEST_TABLE, strip=False,
        help_text="파일 대신 엑셀에서 머리글까지 골라 복사해 붙여 넣을 수 있습니다.",
        widget=forms.Textarea(attrs={"rows": 5, "class": "krds-input", "spellcheck": "false"}),
        error_messages={"max_length": "붙여 넣은 표가 너무 큽니다. 한 달씩 나누거나 파일로 올려 주세요."},
    )  # fmt: skip
    first_on = date_field("대조할 첫날", required=False, hint="비우면 파일의 첫날부터 봅니다.")
    last_on = date_field("대조할 끝날", required=False, hint="비우면 파일의 마지막 날까지 봅니다.")
    whole_school = forms.BooleanField(
        label="파일에 없는 반도 대조", required=False,
        help_text="학교 전체의 출결을 받은 파일이면 고릅니다. 결석이 없어 파일에 나오지 않는 반도 봅니다.",
    )  # fmt: skip

    def clean(self):
        """Exactly one of file and table."""
        data = super().clean()
        file, table = data.get("file"), (data.get("table") or "").strip()
        if file and table:
            self.add_error("table", "파일과 붙여 넣은 표가 함께 있습니다. 하나만 남겨 주세요.")
        if not file and not table and not self.errors:
            self.add_error("file", "대조할 것이 없습니다. 파일을 고르거나 표를 붙여 넣어 주세요.")
        return data

    @property
    def source(self) -> Source:
        """What was sent, for the action."""
        data = self.cleaned_data
        scope = {name: data[name] for name in ("first_on", "last_on", "whole_school")}
        if data["file"]:
            return Source(data["file"].name, data["file"].read(), **scope)
        return Source.pasted(data["table"], **scope)
