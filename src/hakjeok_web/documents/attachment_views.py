"""Files of a paper (붙임·증빙서류·서명한 종이): put up, listed, fetched, removed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import attachments, stored_files
from hakjeok_web.documents.entry_views import WRONG, own_draft
from hakjeok_web.documents.models import Attachment, Document
from hakjeok_web.documents.views import readable


@writes(Menu.FORMS)
@require_http_methods(["GET", "POST"])
def index(request, draft):
    """The files of one's own draft, and a place to put up more; each refusal names its file, cause and remedy."""
    own, _ = own_draft(request, draft)
    if request.method == "GET":
        return _page(request, own, [])
    purpose = request.POST.get("purpose", "")

    def keep(name: str, content: bytes) -> Attachment:
        return attachments.attach(document=own, name=name, content=content, purpose=purpose, by=request.actor)

    refusals = stored_files.put_up(request, keep)
    return _page(request, own, refusals) if refusals else redirect("documents:attachments", own.pk)


def _page(request, own: Document, refusals: list[str]):
    context = {
        "document": own,
        "attachments": own.attachments.defer("content"),
        "purposes": Attachment.Purpose.choices,
        "purpose": request.POST.get("purpose") or Attachment.Purpose.ATTACHMENT,
        "summary_errors": [{"href": "#id_files", "text": text} for text in refusals],
        "page_errors": bool(refusals),
    } | stored_files.ACCEPTED
    return render(request, "documents/attachments.html", context, status=WRONG if refusals else 200)


@writes(Menu.FORMS)
@require_POST
def remove(request, draft, attachment):
    """삭제: take a file away from one's own draft."""
    own, _ = own_draft(request, draft)
    try:
        name = attachments.remove(document=own, attachment_id=attachment, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", own.pk)
    if name:
        messages.success(request, f"‘{name}’ 파일을 삭제했습니다.")
    return redirect("documents:attachments", own.pk)


@reads(Menu.APPROVALS, pupils=True)
@require_GET
def fetch(request, document, attachment):
    """받기: the file, to whoever may read its paper."""
    paper = readable(request, document)
    found = Attachment.objects.filter(pk=attachment, document=paper).first()
    if found is None:
        raise Http404
    request.shown.purpose = "붙임 받기"
    return stored_files.given_out(found)
