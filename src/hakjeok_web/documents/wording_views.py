"""학교 서식 문구: which forms a school words differently, and the plain editor for their words."""

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import wordings
from hakjeok_web.documents.rendering import DefinitionError, DocumentError, MissingGlyph, definitions
from hakjeok_web.documents.rendering.fonts import lacking
from hakjeok_web.documents.rendering.isolated import RenderProcess
from hakjeok_web.documents.rendering.loading import from_data, shipped_data
from hakjeok_web.documents.rendering.placeholders import placeholders
from hakjeok_web.documents.wording_texts import ENTRY, GROUPS, WordingText, changed, texts_of

PREVIEW_PPI = 72
MOST_BLANK_LINES = 30
ONE_LINE = 40  # letters


class WordingForm(forms.Form):
    """One box for each text of the form, and why it is changed."""

    use_required_attribute = False
    reason = forms.CharField(
        label="고치는 까닭", max_length=200, help_text="이력에 남습니다. 예: 우리 학교 학칙에 맞춤",
        error_messages={"required": "빈칸입니다. 까닭을 적어 주세요."},
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.texts = data, texts_of(data)
        self.names = {each["key"]: each.get("spoken") or each["label"] for each in data.get("fields", ())}
        for each in self.texts:
            self.fields[each.place] = _input_of(each, self.names)
        self.order_fields([*(each.place for each in self.texts), "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned = {name: _with_plain_ends(value) for name, value in super().clean().items()}
        for each in self.texts:
            for sentence in self._problems(each, cleaned.get(each.place)):
                self.add_error(each.place, sentence)
        return cleaned

    def _problems(self, was: WordingText, text: Any) -> Iterator[str]:
        if was.is_number or text is None:
            return
        kept = {key for key, _ in placeholders(text)}
        for slot, key in was.slots:
            if key not in kept:
                yield f"‘{_name_of(key, self.names)}’ 자리 {slot}가 없습니다. 그대로 다시 넣어 주세요."
        yield from self._strange(kept - {key for _, key in was.slots})
        if character := lacking(text):
            yield str(MissingGlyph(was.name, character))

    def _strange(self, keys: set[str]) -> Iterator[str]:
        for key in sorted(each for each in keys if each.partition(".")[0] not in self.names):
            yield f"{{{key}}}는 이 서식에 없는 자리입니다. 지워 주세요."

    def wording(self) -> dict[str, Any]:
        """The form's data with the words as they stand in the boxes."""
        given = {each.place: self.cleaned_data[each.place] for each in self.texts if each.place in self.cleaned_data}
        return changed(self.base, given)

    def groups(self) -> list[tuple[str, list]]:
        listed = {group: [] for group in GROUPS}
        for each in self.texts:
            slots = [(slot, _name_of(key, self.names)) for slot, key in each.slots]
            listed[each.group].append((self[each.place], slots))
        return [(group, entries) for group, entries in listed.items() if entries]


def _input_of(text: WordingText, names: Mapping[str, str]) -> forms.Field:
    common = {"label": text.name, "required": False, "initial": text.text}
    if text.is_number:
        return forms.IntegerField(
            min_value=0, max_value=MOST_BLANK_LINES, widget=forms.NumberInput({"inputmode": "numeric"}), **common,
            error_messages={
                "invalid": "숫자가 아닙니다. 숫자로 적어 주세요.", "min_value": "0보다 작습니다. 0부터 적어 주세요.",
                "max_value": f"{MOST_BLANK_LINES}줄까지 적을 수 있습니다. 줄여 주세요.",
            },
        )  # fmt: skip
    # What the form says cannot be taken away, only said otherwise.
    is_said = bool(text.text) and text.group != ENTRY
    common |= {"required": is_said, "error_messages": {"required": "빈칸입니다. 적어 주세요."}}
    is_line = not text.is_long or (len(text.text) <= ONE_LINE and "\n" not in text.text)
    widget = forms.TextInput() if is_line else forms.Textarea({"rows": min(len(text.text) // ONE_LINE + 1, 8)})
    return forms.CharField(max_length=4000, strip=False, widget=widget, **common)


def _with_plain_ends(value: Any) -> Any:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _name_of(key: str, names: Mapping[str, str]) -> str:
    return names.get(key.partition(".")[0], key)


@reads(Menu.FORM_WORDINGS)
@require_GET
def index(request):
    """All forms, the changed ones first."""
    listed = wordings.all_in_use(request.actor.school_id)
    own = sum(each.is_own for each in listed)
    return render(request, "documents/wordings.html", {"listed": listed, "own": own})


@writes(Menu.FORM_WORDINGS)
@require_http_methods(["GET", "POST"])
def edit(request, definition):
    """GET: the words of a form. POST: a preview of the changed ones, or their saving."""
    history = _history(request, definition)
    seen = _seen(request, history)
    base = history[0].data if history else shipped_data(definition)
    form = WordingForm(base, request.POST or None)
    pictures: list[str] = []
    if request.method == "POST":
        if request.POST.get("act") == "preview":
            form.fields["reason"].required = False
        if form.is_valid():
            pictures = _tried(request, definition, form)
            if not form.errors and request.POST.get("act") != "preview" and _saved(request, definition, form, seen):
                return redirect("documents:wording", definition)
    return _page(request, definition, history, form, pictures)


def _page(request, definition: str, history, form: WordingForm, pictures: list[str]):
    context = {
        "definition": definitions()[definition],
        "in_use": wordings.in_use_of(definition, history),
        "history": history,
        "seen": history[0].number if history else 0,
        "form": form,
        "pictures": pictures,
    }
    return render(request, "documents/wording.html", context, status=422 if form.errors else 200)


def _history(request, definition: str) -> list:
    if definition not in definitions():
        raise Http404
    return wordings.history_of(definition, request.actor.school_id)


def _seen(request, history) -> int:
    """The version that the page showed."""
    told = request.POST.get("seen", "")
    return int(told) if told.isdecimal() and len(told) < 6 else (history[0].number if history else 0)


def _tried(request, definition: str, form: WordingForm) -> list[str]:
    """The pages with the new words; what cannot be printed is told in the form."""
    try:
        data = form.wording()
        sample = from_data(data, "학교 서식").sample
        with RenderProcess() as process:
            return [_embedded(each) for each in process.pictures(definition, sample, data, PREVIEW_PPI)]
    except DefinitionError:
        form.add_error(None, "이 문구로는 서식을 만들 수 없습니다. 자리 { }의 표기를 처음대로 돌려놓아 주세요.")
    except DocumentError as error:
        form.add_error(None, str(error))
    return []


def _embedded(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _saved(request, definition: str, form: WordingForm, seen: int) -> bool:
    # The shipped wording stays in the history, so that it can be told later whether it has changed since.
    if seen == 0:
        seen = wordings.form_in_use(definition, request.actor.school_id).number
    try:
        wordings.save_wording(
            definition_id=definition, data=form.wording(), reason=form.cleaned_data["reason"], seen=seen,
            by=request.actor,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "문구를 저장했습니다. 이제부터 만드는 문서에 쓰입니다.")
    return True


@writes(Menu.FORM_WORDINGS)
@require_POST
def restore(request, definition):
    """Back to the shipped wording."""
    history = _history(request, definition)
    if not history or not history[0].is_own:
        messages.info(request, "이미 기본 문구를 쓰고 있습니다.")
        return redirect("documents:wording", definition)
    try:
        wordings.restore_shipped(definition_id=definition, seen=_seen(request, history), by=request.actor)
        messages.success(request, "기본 문구로 되돌렸습니다.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("documents:wording", definition)
