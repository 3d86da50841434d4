"""일괄 출력 and 빈 서식: a form for many pupils, and a form for nobody."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Actor, Menu, reads, writes
from hakjeok_web.config.exports import PURPOSES
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import batch, printing, registry, wordings
from hakjeok_web.documents.rendering import Definition, definitions
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.schools.queries import current_year

ALL = "all"
TOGETHER, APART = "together", "apart"
_CHOOSE = {"required": "고르지 않았습니다. 골라 주세요.", "invalid_choice": "고를 수 없는 것입니다. 다시 골라 주세요."}


class BatchForm(forms.Form):
    """Which classes, which file, what for."""

    use_required_attribute = False
    classes = forms.MultipleChoiceField(
        label="어느 반에 찍을까요?", widget=forms.CheckboxSelectMultiple, error_messages=_CHOOSE
    )
    format = forms.ChoiceField(
        label="어떤 파일로 받을까요?", choices=list(printing.FORMAT_WORDS.items()), widget=forms.RadioSelect,
        initial="pdf", error_messages=_CHOOSE,
    )  # fmt: skip
    binding = forms.ChoiceField(
        label="어떻게 묶을까요?",
        help_text="한글 파일은 언제나 학생마다 한 파일로 묶어 드립니다.",
        choices=[(TOGETHER, "한 파일에 차례로"), (APART, "학생마다 한 파일(ZIP)")],
        widget=forms.RadioSelect,
        initial=TOGETHER,
        error_messages=_CHOOSE,
    )
    purpose = forms.ChoiceField(
        label="어디에 쓰나요?", help_text="종이 아래에 찍히고 조회 기록에 남습니다.",
        choices=[(each, each) for each in PURPOSES], widget=forms.RadioSelect, error_messages=_CHOOSE,
    )  # fmt: skip

    def __init__(self, classes: list[SchoolClass], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        every = [(ALL, "모든 반")] if len(classes) > 1 else []
        self.fields["classes"].choices = every + [(str(each.pk), str(each)) for each in classes]
        if len(classes) == 1:
            self.fields["classes"].initial = [str(classes[0].pk)]


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def order_batch(request, definition):
    """GET: classes, format and purpose. POST: one document for each pupil of these classes."""
    found = definitions().get(definition)
    if found is None or not batch.can_be_batched(found):
        raise Http404
    classes = _classes_within(request.actor)
    form = BatchForm(classes, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("documents:job", _ordered_once(request, found, classes, form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"definition": found, "form": form, "key": uuid.uuid4(), "classes": classes}
    return render(request, "documents/batch.html", context, status=422 if form.errors else 200)


def _classes_within(actor: Actor) -> list[SchoolClass]:
    """Classes of this year whose pupils the actor may see and may write forms about."""
    year = current_year(actor.school_id, actor.today)
    listed = SchoolClass.objects.filter(school_year=year) if year else SchoolClass.objects.none()
    return [
        each
        for each in listed
        if actor.may_write_class(Menu.FORMS, each.pk) and actor.may_read_class(Menu.STUDENTS, each.pk)
    ]


def _ordered_once(request, found: Definition, classes: list[SchoolClass], asked) -> str:
    """The job; a second sending of the same page leads to the same one."""
    chosen = classes if ALL in asked["classes"] else [each for each in classes if str(each.pk) in asked["classes"]]
    subjects = registry.pupil_source.in_classes(request.actor, [each.pk for each in chosen])
    request.shown.add([each.pupil_id for each in subjects], purpose=f"일괄 출력: {asked['purpose']}")
    whom = "전교" if len(chosen) == len(classes) > 1 else ", ".join(each.short_name for each in chosen)

    def order() -> dict[str, str]:
        job = batch.order_batch(
            definition=found, subjects=subjects, format=asked["format"], together=asked["binding"] == TOGETHER,
            whom=whom, purpose=asked["purpose"], by=request.actor,
        )  # fmt: skip
        return {"job": str(job.pk)}

    body = repr((found.id, sorted(asked.items()))).encode()
    key = idempotency.key_of(request)
    return idempotency.once(order, key=key, body=body, by=request.actor)["job"]


@reads(Menu.FORMS)
@require_POST
def blank(request, definition):
    """The form with nothing filled in, in the school's wording; it shows nobody."""
    if definition not in definitions():
        raise Http404
    form = wordings.form_in_use(definition, request.actor.school_id)
    title = f"{wordings.definition_in_use(definition, request.actor.school_id).title} 빈 서식"
    order = printing.Order(
        definition=definition, format=request.POST.get("format", ""), name=title, values={}, form=str(form.pk)
    )
    try:
        job = printing.order_files(title=title, orders=[order], purpose="빈 서식", by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:forms")
    return redirect("documents:job", job.pk)
