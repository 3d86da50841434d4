"""상신: the line as the school's rule proposes it, changed by buttons, and the question before the paper goes."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.approvals import actions
from hakjeok_web.approvals.line_page import Line
from hakjeok_web.approvals.lines import Circle, Kind, Place
from hakjeok_web.approvals.views.document import own_paper
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.wordings import definition_of


@writes(Menu.APPROVALS, pupils=True)
@require_http_methods(["GET", "POST"])
def submission(request, document):
    """Choose the line and send the paper up."""
    found = own_paper(request, document)
    if not found.is_editable:
        messages.error(request, f"{found.get_state_display()} 문서는 상신할 수 없습니다.")
        return redirect("documents:document", found.pk)
    circle = Circle(found, request.actor)
    line = circle.proposal() if request.method == "GET" else _sent_line(request)
    if request.POST.get("do") == "submit":
        return _submitted(request, found, circle, line)
    return _page(request, found, circle, _changed(line, request.POST.get("do", "")))


def _submitted(request, document: Document, circle: Circle, line: list[Place]):
    """Send it once, or show what is in the way."""
    try:
        answer = idempotency.once(
            lambda: _submit(request, document, line),
            key=idempotency.key_of(request),
            body=repr((document.pk, line)).encode(),
            by=request.actor,
        )
    except Refused as refused:
        return _page(request, document, circle, line, refused=refused)
    return redirect("documents:document", answer["document"])


def _submit(request, document: Document, line: list[Place]) -> dict[str, str]:
    done = actions.submit(document=document, line=line, by=request.actor)
    messages.success(request, _told(done, request.actor))
    return {"document": str(done.pk)}


def _told(document: Document, by) -> str:
    if document.is_approved:
        return f"기안자 전결로 완결했습니다. 문서 번호는 {reference(document)}입니다."
    waiting = Line(document, by).next_people
    return (
        f"상신했습니다. 문서 번호는 완결되면 나옵니다. 다음 차례: {waiting}. 여기서 볼 수 있습니다: 결재함 › 올린 문서"
    )


def _sent_line(request) -> list[Place]:
    """The rows of the editor, as they were sent; a row that means nobody falls away."""
    rows = zip(request.POST.getlist("kind"), request.POST.getlist("staff"), strict=False)
    return [Place(Kind(kind), key) for kind, text in rows if kind in Kind.values and (key := id_of(text))]


def _changed(line: list[Place], wish: str) -> list[Place]:
    """The line after one press of a button: `up:2`, `down:2`, `remove:2`."""
    word, _, number = wish.partition(":")
    at = int(number) - 1 if number.isdecimal() and 0 < int(number) <= len(line) else None
    if at is None or word not in ("up", "down", "remove"):
        return line
    rest = [*line[:at], *line[at + 1 :]]
    if word != "remove":
        rest.insert(max(at - 1, 0) if word == "up" else at + 1, line[at])
    return rest


def _page(request, document: Document, circle: Circle, line: list[Place], refused: Refused | None = None):
    definition = definition_of(document)
    names = {field.key: field.name for field in definition.fields} if definition else {}
    reasons = refused.reasons if refused else []
    errors = [{"href": "", "text": ": ".join(filter(None, (names.get(r.field), r.text)))} for r in reasons]
    context = {
        "document": document,
        "rule": circle.rule,
        "rows": [_row(number, place, len(line), circle) for number, place in enumerate(line, start=1)],
        "people": [(str(each.staff.pk), str(each)) for each in circle.others],
        "kinds": Kind.choices,
        "adds": request.POST.get("do") == "add",
        "first": str(circle.by_id[line[0].staff_id]) if line and line[0].staff_id in circle.by_id else "",
        "summary_errors": errors,
        "page_errors": errors,
        "key": uuid.uuid4() if refused else idempotency.key_of(request),
    }
    return render(request, "approvals/submission.html", context, status=422 if errors else 200)


def _row(number: int, place: Place, count: int, circle: Circle) -> dict:
    who = circle.by_id.get(place.staff_id)
    return {
        "number": number, "kind": str(place.kind), "staff": str(place.staff_id), "who": str(who or ""),
        "is_first": number == 1, "is_last": number == count,
    }  # fmt: skip
