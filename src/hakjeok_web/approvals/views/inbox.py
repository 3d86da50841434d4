"""결재함: what waits for me, what I sent, what I decided, what I am writing."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.approvals import queries
from hakjeok_web.approvals.people import called
from hakjeok_web.approvals.states import badge_of
from hakjeok_web.documents import registry
from hakjeok_web.documents.actions import reference

PER_PAGE = 50
VIEWS = {
    "waiting": ("결재 대기", queries.waiting_for, "결재를 기다리는 문서가 없습니다."),
    "sent": ("올린 문서", queries.sent_by, "올린 문서가 없습니다."),
    "decided": ("결재한 문서", queries.decided_by, "결재한 문서가 없습니다."),
    "drafts": ("쓰는 중", queries.drafts_of, "쓰는 중인 문서가 없습니다."),
}


@reads(Menu.APPROVALS, pupils=True)
@require_GET
def inbox(request):
    """One of the four views; the first shows the oldest paper on top."""
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "waiting"
    _, documents_of, empty = VIEWS[view]
    page = Paginator(documents_of(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "view": view,
        "tabs": [(name, title, name == view) for name, (title, _, _) in VIEWS.items()],
        "rows": _rows(request, list(page)),
        "page": page,
        "count": page.paginator.count,
        "empty": empty,
    }
    return render(request, "approvals/inbox.html", context)


def _rows(request, documents: list) -> list[dict]:
    """Each paper with its pupil, its state and whose turn it is. Two queries."""
    labels = registry.labels_of(each.pupil_id for each in documents)
    request.shown.add(labels, purpose="결재함")
    turns = queries.turns_of(documents)
    return [
        {
            "document": each,
            "pupil": labels.get(each.pupil_id, ""),
            "badge": badge_of(each),
            "reference": reference(each),
            "turn": "·".join(called(step.staff) for step in turns.get(each.pk, ())),
            "step": next(iter(turns.get(each.pk, ())), None),
        }
        for each in documents
    ]
