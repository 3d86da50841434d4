"""Forms and drafts (서식·기안): the list, the entry page, saving by itself, deleting."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import actions, catalogue, entry, registry
from hakjeok_web.documents.batch import can_be_batched
from hakjeok_web.documents.entry import Act
from hakjeok_web.documents.forms import EntryForm, can_be_entered, typed_fields, without_blank_lines
from hakjeok_web.documents.guardian_side import is_for_guardians
from hakjeok_web.documents.known import known_values
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import Definition, definitions
from hakjeok_web.documents.rendering.values import written
from hakjeok_web.documents.wordings import definition_in_use, definition_of

CONFLICT = 409
WRONG = 422
# Where the other buttons of the page lead, once everything is saved.
_LEADS_TO = {
    "files": "documents:attachments",
    "guardian": "documents:hand_over",
    "discard": "documents:discard",
}


@reads(Menu.FORMS)
@require_GET
def forms_index(request):
    """서식: all forms by chapter, found by plain words; those used last on top."""
    return _index(request, catalogue.enterable(), "documents/forms.html")


@writes(Menu.FORMS)
@require_GET
def new(request):
    """기안: the official drafts to begin with."""
    return _index(request, catalogue.drafts(), "documents/new.html")


def _index(request, forms, template):
    wanted = request.GET.get("q", "").strip()[:60]
    found = catalogue.found(forms, wanted)
    context = {
        "chapters": list(catalogue.by_chapter(found)),
        "last": [] if wanted else catalogue.last_used(request.user.pk, forms),
        "q": wanted,
        "count": len(forms),
        "kinds": catalogue.KINDS,
        "may_write": request.actor.may_write(Menu.FORMS),
    }
    return render(request, template, context)


@reads(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def fill_in(request, definition):
    """A form's entry page, filled from the records; only the first saving makes a draft."""
    found, subject = _form_in_use(request, definition), _asked_for(request)
    page = Page(request, found, subject=subject)
    if request.method == "POST":
        if not request.actor.may_write(Menu.FORMS):
            raise PermissionDenied
        return _sent(page)
    known = known_values(request.actor, subject)
    proposed = registry.proposal_for(request.actor, found.id, subject)
    values = entry.with_proposal(entry.starting_values(found, known, subject), proposed)
    return page.shown(EntryForm(found, values=values, known=known))


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def edit(request, draft):
    """Go on writing one's own draft."""
    own, subject = own_draft(request, draft)
    if not own.is_editable:
        messages.info(request, f"{own.get_state_display()} 문서입니다. 고치려면 먼저 회수해 주세요.")
        return redirect("documents:document", own.pk)
    page = Page(request, definition_or_404(own), document=own, subject=subject)
    if request.method == "POST":
        return _sent(page)
    request.shown.add(entry.pupils_of(own), purpose="문서 쓰기")
    known = known_values(request.actor, page.subject)
    return page.shown(EntryForm(page.definition, values=own.values, known=known))


@writes(Menu.FORMS)
@require_http_methods(["GET", "POST"])
def discard(request, draft):
    """삭제: asks once, then throws the draft away."""
    own, _ = own_draft(request, draft)
    if request.method == "GET":
        return render(request, "documents/discard.html", {"document": own})
    try:
        actions.discard_draft(document=own, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", own.pk)
    messages.success(request, f"‘{own.title}’ 기안을 삭제했습니다.")
    return redirect("documents:forms")


@dataclass
class Page:
    """One entry page: of a form, or of a stored draft of it."""

    request: Any
    definition: Definition
    document: Document | None = None
    subject: registry.Subject | None = None

    @property
    def address(self) -> str:
        """Where the page is sent to, and found again."""
        if self.document:
            return reverse("documents:edit", args=(self.document.pk,))
        start = reverse("documents:entry", args=(self.definition.id,))
        return f"{start}?student={self.subject.pupil_id}" if self.subject else start

    def shown(self, form: EntryForm, *, status: int = 200, **more: Any) -> HttpResponse:
        context = _context(self, form) | {"page_errors": status == WRONG} | more
        return render(self.request, "documents/entry.html", context, status=status)

    def keep(self, values: Mapping[str, Any]) -> Document:
        """Save what was typed, as a new draft or on the one that is there."""
        by = self.request.actor
        if self.document:
            return entry.keep(document=self.document, values=values, seen=version_of(self.request), by=by)
        return entry.keep_new(
            definition=self.definition, values=values, subject=self.subject, key=idempotency.key_of(self.request), by=by
        )


def _context(page: Page, form: EntryForm) -> dict[str, Any]:
    document, may_write = page.document, page.request.actor.may_write(Menu.FORMS)
    return {
        "definition": page.definition,
        "form": form,
        "sections": list(form.sections()),
        "document": document,
        "subject": page.subject,
        "address": page.address,
        "key": idempotency.key_of(page.request),
        "version": document.version if document else 0,
        "attachments": document.attachments.defer("content") if document else (),
        "may_write": may_write,
        "can_be_batched": may_write and can_be_batched(page.definition),
        "for_guardians": is_for_guardians(page.definition),
    }


def _sent(page: Page):
    """What was typed is saved first, whatever the button asks for besides."""
    request, act = page.request, Act.read(page.request.POST.get("act", ""))
    form = EntryForm(page.definition, request.POST)
    values = act.applied(form.values(), form.shown)
    if act.name == "submit":
        values = without_blank_lines(page.definition, values)
    if act.name == "reload":
        values = entry.reloaded(page.definition, values, known_values(request.actor, page.subject))
    try:
        page.document = page.keep(values)
    except actions.Outdated as outdated:
        return _saved_elsewhere(page, form, outdated)
    except Refused as refused:
        return _refused(page, form, refused)
    if request.headers.get("X-Autosave"):
        return _saved_by_itself(page, form)
    return _led_on(page, form, act)


def _led_on(page: Page, form: EntryForm, act: Act):
    request, draft = page.request, page.document
    if act.name == "submit":
        if not form.tell_problems():
            request.shown.add(entry.pupils_of(draft), purpose="문서 쓰기")
            return page.shown(form, status=WRONG)
        return redirect("documents:document", draft.pk)
    if act.name in _LEADS_TO:
        return redirect(_LEADS_TO[act.name], draft.pk)
    if act.name == "pupils":
        return redirect("documents:pupils", draft.pk, act.table)
    if act.name in ("add", "remove"):
        return redirect(f"{page.address}#table-{act.table}")
    at = timezone.localtime(draft.saved_at)
    messages.success(request, f"{at:%H:%M}에 임시저장했습니다. 결재함의 ‘쓰는 중’에서 다시 열 수 있습니다.")
    return redirect(page.address)


def _saved_by_itself(page: Page, form: EntryForm) -> JsonResponse:
    """자동 저장: where the draft is, its version, and what is wrong at each input so far."""
    at = timezone.localtime(page.document.saved_at)
    return JsonResponse(
        {
            "address": page.address,
            "version": page.document.version,
            "saved": f"{at:%H:%M}",
            "problems": {
                name: text.removeprefix(f"{form.fields[name].label}: ") if name in form.fields else text
                for name, text in form.problems().items()
            },
        }
    )


def _saved_elsewhere(page: Page, form: EntryForm, outdated: actions.Outdated):
    """The same draft in two windows: nothing is written over; both are shown, and one is chosen."""
    page.document = outdated.document
    if page.request.headers.get("X-Autosave"):
        answer = {"message": str(outdated), "address": page.address, "version": outdated.document.version}
        return JsonResponse(answer, status=CONFLICT)
    page.request.shown.add(entry.pupils_of(outdated.document), purpose="문서 쓰기")
    differing = _differing(page.definition, outdated.document.values, form.values())
    return page.shown(form, status=CONFLICT, conflict=str(outdated), differing=differing)


def _differing(definition: Definition, kept: Mapping[str, Any], typed: Mapping[str, Any]):
    return [
        (each.name, told(each, kept.get(each.key)), told(each, typed.get(each.key)))
        for each in typed_fields(definition)
        if kept.get(each.key) != typed.get(each.key)
    ]


def told(field, value) -> str:
    """A value on screen; a table by its number of lines, a wrong one as it was typed."""
    if field.type == "table":
        return f"{len(value or ())}줄"
    if value in (None, "", [], {}):
        return "빈칸"
    try:
        return written(field, value)
    except (ValueError, TypeError, KeyError, AttributeError):
        return str(value)


def _refused(page: Page, form: EntryForm, refused: Refused):
    if page.request.headers.get("X-Autosave"):
        return JsonResponse({"message": str(refused)}, status=WRONG)
    form.add_error(None, str(refused))
    pupils = entry.pupils_of(page.document) if page.document else []
    page.request.shown.add(pupils, purpose="문서 쓰기")
    return page.shown(form, status=WRONG)


def _form_in_use(request, definition: str) -> Definition:
    shipped = definitions().get(definition)
    if shipped is None or not can_be_entered(shipped):
        raise Http404
    return definition_in_use(definition, request.actor.school_id)


def _asked_for(request) -> registry.Subject | None:
    asked = request.GET.get("student")
    if not asked:
        return None
    subject = registry.subject_of(request.actor, id_or_404(asked))
    if subject is None:
        raise Http404
    if not request.headers.get("X-Autosave"):
        request.shown.add([subject.pupil_id], purpose="서식 작성")
    return subject


def own_draft(request, document_id: uuid.UUID) -> tuple[Document, registry.Subject | None]:
    """The person's own paper and the pupil it is about; anybody else's does not exist here."""
    mine = Document.objects.filter(pk=document_id, drafted_by=request.user)
    found = mine.select_related("form", "drafted_by").first()
    if found is None:
        raise Http404
    subject = registry.subject_of(request.actor, found.pupil_id) if found.pupil_id else None
    if found.pupil_id and subject is None:
        raise Http404
    return found, subject


def definition_or_404(document: Document) -> Definition:
    found = definition_of(document)
    if found is None or not can_be_entered(found):
        raise Http404
    return found


def version_of(request) -> int:
    """The version of the draft that the page was made of."""
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else 0
