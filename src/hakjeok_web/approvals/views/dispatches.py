"""발송·접수: finished papers for places outside the school, what is still to be sent on top."""

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.approvals import dispatching
from hakjeok_web.approvals.forms import ReceiptForm, SendingForm
from hakjeok_web.approvals.models import Dispatch
from hakjeok_web.documents import registry
from hakjeok_web.documents.actions import reference

PER_PAGE = 50
VIEWS = {"open": "보낼 것", "sent": "접수를 기다리는 것", "received": "접수한 것", "all": "모두"}
_STATES = {
    "open": {"sent_on": None},
    "sent": {"sent_on__isnull": False, "received_on": None},
    "received": {"received_on__isnull": False},
    "all": {},
}


def _dispatches(school_id, view: str) -> QuerySet[Dispatch]:
    found = Dispatch.objects.filter(school_id=school_id, **_STATES[view])
    found = found.select_related("document__school", "sent_by", "noted_by").defer("document__values")
    order = F("sent_on").desc(nulls_first=True), F("received_on").desc(nulls_first=True)
    return found.order_by(*order, "-document__approved_on", "-document__number", "id")


@reads(Menu.DISPATCHES, pupils=True)
@require_GET
def dispatches(request):
    """What is to be sent first, then what waits for a receipt."""
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "open"
    page = Paginator(_dispatches(request.actor.school_id, view), PER_PAGE).get_page(request.GET.get("page"))
    labels = registry.labels_of(each.document.pupil_id for each in page)
    request.shown.add(labels, purpose="발송·접수")
    context = {
        "rows": [_row(each, labels) for each in page],
        "page": page,
        "view": view,
        "tabs": [(name, title, name == view) for name, title in VIEWS.items()],
        "may_write": request.actor.may_write(Menu.DISPATCHES),
    }
    return render(request, "approvals/dispatches.html", context)


def _row(dispatch: Dispatch, labels) -> dict:
    return {
        "dispatch": dispatch,
        "reference": reference(dispatch.document),
        "pupil": labels.get(dispatch.document.pupil_id, ""),
    }


@writes(Menu.DISPATCHES)
@require_http_methods(["GET", "POST"])
def sending(request, dispatch):
    """How and when it went out."""
    return _noted(request, dispatch, SendingForm, dispatching.send, "발송 적기")


@writes(Menu.DISPATCHES)
@require_http_methods(["GET", "POST"])
def receipt(request, dispatch):
    """When it arrived."""
    return _noted(request, dispatch, ReceiptForm, dispatching.note_receipt, "접수 적기")


def _noted(request, dispatch_id, form_class, action, title: str):
    """One form for one line; a refusal says who was first."""
    found = Dispatch.objects.select_related("document__school").filter(pk=dispatch_id).first()
    if found is None:
        raise Http404
    form = form_class(request.POST or None, initial={"on": request.today})
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid() and form.apply(action, dispatch=found, by=request.actor, **form.cleaned_data):
            return redirect("approvals:dispatches")
    context = {"dispatch": found, "reference": reference(found.document), "form": form, "heading": title}
    return render(request, "approvals/dispatch.html", context | {"page_errors": form.errors}, status=form.http_status)
