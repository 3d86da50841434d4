"""진위 확인: anybody with a paper in the hand asks whether it is real. Needs no sign-in and reads no school's rows."""

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts.policies import open_to_anyone
from hakjeok_web.config.limits import seconds_to_wait
from hakjeok_web.documents import verification
from hakjeok_web.documents.verification import Sameness

SAID = {
    Sameness.SAME: ("ok", "같습니다", "학교에서 만든 파일에서 바뀐 곳이 없습니다."),
    Sameness.CHANGED: ("danger", "바뀐 파일입니다", "학교에서 만든 파일과 다릅니다. 학교에 물어봐 주세요."),
    Sameness.OTHERS: ("danger", "이 번호의 파일이 아닙니다", "다른 문서의 파일입니다. 번호를 다시 봐 주세요."),
}  # fmt: skip


class VerificationForm(forms.Form):
    """The code, and the file if it is to be compared."""

    code = forms.CharField(
        label="확인 번호",
        help_text="문서의 쪽 아래에 있는 글자 20개입니다. 예: 7K2MX-93TQA-B5WZ0-HN8RD",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "빈칸입니다. 적어 주세요.", "max_length": "너무 깁니다. 글자 20개를 적어 주세요."},
    )
    file = forms.FileField(
        label="받은 파일",
        help_text="PDF나 한글 파일이 바뀌지 않았는지 견줍니다. 20MB까지 올릴 수 있고, 저장하지 않습니다.",
        required=False,
        widget=forms.ClearableFileInput({"accept": ".pdf,.hwpx"}),
        error_messages={"empty": "빈 파일입니다. 다른 파일을 골라 주세요."},
    )

    def clean_file(self):
        given = self.cleaned_data["file"]
        if given and given.size > verification.LARGEST_FILE:
            raise forms.ValidationError("20MB보다 큽니다. 받은 파일을 그대로 올려 주세요.")
        return given


@open_to_anyone
@require_http_methods(["GET", "POST"])
def verify(request):
    """GET: the form. POST: number, day, school and kind of the paper with that code, or that there is none."""
    if request.method == "GET":
        return render(request, "documents/verify.html", {"form": VerificationForm()})
    if seconds_to_wait(request, "verify"):
        return render(request, "429.html", status=429)
    form = VerificationForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/verify.html", {"form": form}, status=422)
    return render(request, "documents/verify.html", {"form": form, **_answer(form.cleaned_data)})


def _answer(asked) -> dict:
    """The same queries and the same page whether the paper exists or not."""
    paper = verification.paper_of(verification.code_of(asked["code"]))
    file = asked["file"]
    same = verification.sameness(paper, verification.fingerprint(file.chunks())) if file else None
    return {"asked": True, "paper": paper, "said": SAID.get(same)}
