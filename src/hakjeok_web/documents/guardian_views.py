"""The guardian writes on the teacher's tablet (보호자에게 보이기): handed over, filled in, sent, taken back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import handed_over
from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import entry, handing_over
from hakjeok_web.documents.entry import Act
from hakjeok_web.documents.entry_views import WRONG, definition_or_404, own_draft, version_of
from hakjeok_web.documents.forms import EntryForm
from hakjeok_web.documents.guardian_side import FIRST, fields_of_guardian, is_for_guardians, parts_of_guardian
from hakjeok_web.documents.known import known_values


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def hand_over(request, draft):
    """건네기: says what will be locked; then nothing but the guardian's page opens until the teacher is back."""
    his = _HisPart(request, draft)
    parts = parts_of_guardian(his.definition)
    if request.method == "GET":
        request.shown.add(entry.pupils_of(his.draft), purpose="보호자에게 보이기")
        return render(request, "documents/hand_over.html", his.context | {"parts": parts, "back": his.asked_back})
    part = request.POST.get("part", FIRST)
    if part not in parts:
        raise Http404
    try:
        return handing_over.start(request, his.draft, part=part, back=his.back)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:hand_over", his.draft.pk)


@writes(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def fill_in(request, draft):
    """His fields of the draft, in plain words; what he sends goes into the draft."""
    his = _HisPart(request, draft)
    if not his.is_handed_over:
        return redirect("documents:hand_over", draft)
    if his.handing.sent_at:
        return redirect("documents:guardian_sent", draft)
    return his.sent() if request.method == "POST" else his.page(his.form(values=his.draft.values))


@writes(Menu.FORMS)
@require_GET
def sent(request, draft):
    """보냈습니다: the tablet goes back to the teacher."""
    his = _HisPart(request, draft)
    if not his.is_handed_over:
        return redirect("documents:hand_over", draft)
    return render(request, "documents/guardian_sent.html")


class _HisPart:
    """The guardian's part of a teacher's own draft; there is none of a form that the school writes."""

    def __init__(self, request, draft_id: uuid.UUID) -> None:
        self.request = request
        self.draft, self.subject = own_draft(request, draft_id)
        self.definition = definition_or_404(self.draft)
        if not self.draft.is_editable or not is_for_guardians(self.definition):
            raise Http404
        self.handing = handing_over.handing_of(self.draft)

    @property
    def is_handed_over(self) -> bool:
        """Whether this sign-in is locked to the page; the draft's own teacher goes by the draft's own page."""
        held = handed_over.held_by(self.request)
        return held is not None and held.opens(self.request.path)

    @property
    def asked_back(self) -> str:
        """Where the teacher said that he goes on, if that is a page of this site."""
        asked = self.request.POST.get("back") or self.request.GET.get("back", "")
        return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""

    @property
    def back(self) -> str:
        return self.asked_back or reverse("documents:edit", args=(self.draft.pk,))

    @property
    def context(self) -> dict[str, Any]:
        return {"document": self.draft, "subject": self.subject, "definition": self.definition}

    def form(self, data: Any = None, **more: Any) -> EntryForm:
        only = fields_of_guardian(self.definition, self.handing.part)
        signers = known_values(self.request.actor, self.subject)
        return EntryForm(self.definition, data, only=only, signers=signers, **more)

    def sent(self):
        form, act = self.form(self.request.POST), Act.read(self.request.POST.get("act", ""))
        is_sent = act.name == "send" and not form.problems()
        try:
            self._keep(form, act, is_sent)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.page(form)
        if act.name in ("add", "remove", "keep"):
            return redirect(f"{self.request.path}#table-{act.table}" if act.table else self.request.path)
        return redirect("documents:guardian_sent", self.draft.pk) if form.tell_problems() else self.page(form)

    def _keep(self, form: EntryForm, act: Act, is_sent: bool) -> None:
        seen, by = version_of(self.request), self.request.actor
        typed = act.applied(form.values(), form.shown)
        self.draft = handing_over.keep(
            document=self.draft, definition=self.definition, typed=typed, is_sent=is_sent, seen=seen, by=by
        )

    def page(self, form: EntryForm):
        self.request.shown.add(entry.pupils_of(self.draft), purpose="보호자에게 보이기")
        title = parts_of_guardian(self.definition).get(self.handing.part) or self.definition.title
        context = self.context | {"form": form, "sections": list(form.sections()), "version": self.draft.version}
        context |= {"part_title": title}
        return render(self.request, "documents/guardian.html", context, status=WRONG if form.is_bound else 200)
