"""The guardian writes on the teacher's tablet (보호자에게 보이기): one page without navigation, then a word."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import entry
from hakjeok_web.documents.entry import Act
from hakjeok_web.documents.entry_views import WRONG, definition_or_404, own_draft, subject_of, version_of
from hakjeok_web.documents.forms import EntryForm
from hakjeok_web.documents.guardian_side import fields_of_guardian, is_for_guardians, merged


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def fill_in(request, draft):
    """His fields of the draft, in plain words; what he sends goes into the draft."""
    own, definition = _draft_for_guardian(request, draft)
    his = fields_of_guardian(definition)
    if request.method == "GET":
        return _page(request, own, definition, EntryForm(definition, values=own.values, only=his))
    return _sent(request, own, definition, EntryForm(definition, request.POST, only=his))


def _sent(request, draft, definition, form):
    act = Act.read(request.POST.get("act", ""))
    values = merged(definition, draft.values, act.applied(form.values()))
    try:
        draft = entry.keep(document=draft, values=values, seen=version_of(request), by=request.actor)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, draft, definition, form)
    if act.name in ("add", "remove", "keep"):
        return redirect(f"{request.path}#table-{act.table}" if act.table else request.path)
    if not form.tell_problems():
        return _page(request, draft, definition, form)
    return redirect("documents:guardian_sent", draft.pk)


@writes(Menu.FORMS)
@require_GET
def sent(request, draft):
    """보냈습니다: the tablet goes back to the teacher."""
    own, _ = _draft_for_guardian(request, draft)
    return render(request, "documents/guardian_sent.html", {"document": own})


def _draft_for_guardian(request, document_id):
    draft = own_draft(request, document_id)
    definition = definition_or_404(draft)
    if not draft.is_editable or not is_for_guardians(definition):
        raise Http404
    return draft, definition


def _page(request, draft, definition, form):
    request.shown.add(entry.pupils_of(draft), purpose="보호자에게 보이기")
    context = {
        "document": draft,
        "subject": subject_of(request, draft),
        "definition": definition,
        "form": form,
        "sections": list(form.sections()),
        "version": draft.version,
    }
    return render(request, "documents/guardian.html", context, status=WRONG if form.is_bound else 200)
