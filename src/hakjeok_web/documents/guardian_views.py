"""The guardian writes on the teacher's tablet (보호자에게 보이기): one page without navigation, then a word."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import entry
from hakjeok_web.documents.entry import Act
from hakjeok_web.documents.entry_views import WRONG, definition_or_404, own_draft, version_of
from hakjeok_web.documents.forms import EntryForm
from hakjeok_web.documents.guardian_side import fields_of_guardian, is_for_guardians, merged


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def fill_in(request, draft):
    """His fields of the draft, in plain words; what he sends goes into the draft."""
    his = _HisPart(request, draft)
    return his.sent() if request.method == "POST" else his.page(his.form(values=his.draft.values))


@writes(Menu.FORMS)
@require_GET
def sent(request, draft):
    """보냈습니다: the tablet goes back to the teacher."""
    return render(request, "documents/guardian_sent.html", {"document": _HisPart(request, draft).draft})


class _HisPart:
    """The guardian's part of a teacher's own draft; there is none of a form that the school writes."""

    def __init__(self, request, draft_id: uuid.UUID) -> None:
        self.request = request
        self.draft, self.subject = own_draft(request, draft_id)
        self.definition = definition_or_404(self.draft)
        if not self.draft.is_editable or not is_for_guardians(self.definition):
            raise Http404

    def form(self, data: Any = None, **more: Any) -> EntryForm:
        return EntryForm(self.definition, data, only=fields_of_guardian(self.definition), **more)

    def sent(self):
        form, act = self.form(self.request.POST), Act.read(self.request.POST.get("act", ""))
        try:
            self._keep(act.applied(form.values()))
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.page(form)
        if act.name in ("add", "remove", "keep"):
            return redirect(f"{self.request.path}#table-{act.table}" if act.table else self.request.path)
        return redirect("documents:guardian_sent", self.draft.pk) if form.tell_problems() else self.page(form)

    def _keep(self, typed: Mapping[str, Any]) -> None:
        values = merged(self.definition, self.draft.values, typed)
        seen = version_of(self.request)
        self.draft = entry.keep(document=self.draft, values=values, seen=seen, by=self.request.actor)

    def page(self, form: EntryForm):
        self.request.shown.add(entry.pupils_of(self.draft), purpose="보호자에게 보이기")
        context = {"document": self.draft, "subject": self.subject, "definition": self.definition, "form": form}
        context |= {"sections": list(form.sections()), "version": self.draft.version}
        return render(self.request, "documents/guardian.html", context, status=WRONG if form.is_bound else 200)
