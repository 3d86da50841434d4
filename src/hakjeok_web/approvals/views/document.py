"""결재 문서: the paper itself, its line, what approving changes, and the bar where one decides."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from hakjeok_web.accounts.policies import Actor, Menu, writes
from hakjeok_web.approvals import actions, queries
from hakjeok_web.approvals.forms import DecisionForm
from hakjeok_web.approvals.line_page import Line
from hakjeok_web.approvals.people import deputized
from hakjeok_web.approvals.states import badge_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import registry
from hakjeok_web.documents.actions import printed_values, reference
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.rendering import compose
from hakjeok_web.documents.rendering.html import to_html
from hakjeok_web.documents.views import readable
from hakjeok_web.documents.wordings import definition_of


def document_page(request, document: Document, form: DecisionForm | None = None):
    """The page of any paper, whatever its state; called by the route `documents:document`."""
    form = form or DecisionForm(initial={"round": document.round, "key": uuid.uuid4()})
    context = _of_paper(document) | _of_reader(request.actor, document) | {"form": form, "page_errors": form.errors}
    return render(request, "approvals/document.html", context, status=form.http_status)


def own_paper(request, document_id) -> Document:
    """A paper that the person drafted himself; no other exists here."""
    papers = Document.objects.select_related("school", "drafted_by", "form")
    found = papers.filter(pk=document_id, drafted_by=request.actor.user).first()
    if found is None:
        raise Http404
    request.shown.add(filter(None, [found.pupil_id]))
    return found


def _of_paper(document: Document) -> dict:
    """What everybody sees."""
    definition = definition_of(document)
    return {
        "document": document,
        "reference": reference(document),
        "badge": badge_of(document),
        "pupil": registry.labels_of([document.pupil_id]).get(document.pupil_id, ""),
        "paper": _paper(document, definition),
        "facts": _facts(document) if definition is None else [],
        "effects": _effects(document),
        "attachments": list(document.attachments.defer("content")),
    }


def _of_reader(by: Actor, document: Document) -> dict:
    """Whether it is the reader's turn, and where the paper stands among those that wait for him."""
    line, waiting = Line(document, by), queries.waiting_ids(by)
    return {
        "line": line,
        "step": line.my_step(deputized(by) | {by.staff_id}),
        "place": waiting.index(document.pk) + 1 if document.pk in waiting else 0,
        "waiting_count": len(waiting),
        "following": _after(waiting, document.pk),
        "is_own": document.drafted_by_id == by.user.pk,
    }


def _paper(document: Document, definition) -> str:
    """The paper as HTML; its words are escaped where it is made."""
    return mark_safe(to_html(compose(definition, printed_values(document)))) if definition else ""  # noqa: S308


def _facts(document: Document) -> list[tuple[str, object]]:
    """What a paper without a form says, by the names that the act registered for its values."""
    names = registry.readable_values.get(document.definition, {})
    return [(name, document.values[key]) for key, name in names.items() if key in document.values]


def _effects(document: Document) -> list[dict]:
    """What the final approval causes, in general and for this very paper."""
    known = registry.effects.get(document.definition, ())
    return [{"title": effect.title, "lines": list(effect.preview(document))} for effect in known]


def _after(waiting: list[uuid.UUID], document_id: uuid.UUID) -> uuid.UUID | None:
    """The next paper that waits, or the first where this one is the last; none but this gives none."""
    others = [each for each in waiting if each != document_id]
    later = waiting[waiting.index(document_id) + 1 :] if document_id in waiting else others
    return next(iter(later or others), None)


@writes(Menu.APPROVALS, pupils=True)
@require_POST
def decision(request, document):
    """결재 or 반려; leads on to the next paper that waits."""
    found = readable(request, document)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return document_page(request, found, form)
    following = _after(queries.waiting_ids(request.actor), found.pk)
    if not _decided(request, found, form):
        found.refresh_from_db()
        return document_page(request, found, form)
    return redirect("documents:document", following) if following else redirect("approvals:inbox")


def _decided(request, document: Document, form: DecisionForm) -> bool:
    """Once, however often the form arrives; `word` says which of the two buttons was pressed."""
    word, sent = request.POST.get("decision", ""), form.cleaned_data
    act = {"approve": actions.approve, "return": actions.send_back}.get(word)
    if act is None:
        form.add_error(None, "결재와 반려 가운데 하나를 눌러 주세요.")
        return False

    def decide() -> dict[str, str]:
        done = act(document=document, round=sent["round"], by=request.actor, opinion=sent["opinion"])
        messages.success(request, _told(done, word))
        return {"document": str(done.pk)}

    return form.apply_once(decide, request, about=word)


def _told(document: Document, word: str) -> str:
    if word == "return":
        return f"‘{document.title}’ 문서를 {document.drafted_by.name} 선생님에게 반려했습니다."
    if document.is_approved:
        return f"‘{document.title}’ 문서를 완결했습니다. 문서 번호는 {reference(document)}입니다."
    return f"‘{document.title}’ 문서에 결재했습니다. 다음 사람에게 넘어갔습니다."


@writes(Menu.APPROVALS, pupils=True)
@require_POST
def withdrawal(request, document):
    """회수: one's own paper, before the first approver has acted."""
    found = own_paper(request, document)
    try:
        actions.withdraw(document=found, by=request.actor)
        messages.success(request, "회수했습니다. 고친 뒤에 다시 상신할 수 있습니다.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("documents:document", found.pk)
