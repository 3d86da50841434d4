"""Papers, jobs and files (문서·작업·파일)."""

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import actions, printing, registry
from hakjeok_web.documents.entry import pupils_of
from hakjeok_web.documents.models import Document, Job
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.documents.wordings import definition_of


@reads(Menu.APPROVALS, pupils=True)
@require_GET
def document(request, document):
    """One paper; what its page shows is the affair of the layer that knows its approval."""
    return registry.document_page(request, readable(request, document))


def readable(request, document_id) -> Document:
    """The paper of an address, logged as shown; whatever the person may not see does not exist."""
    found = (
        Document.objects.select_related("school", "approved_by", "drafted_by", "form").filter(pk=document_id).first()
    )
    if found is None:
        raise Http404
    if not _reaches(request.actor, found):
        raise Http404
    request.shown.add(pupils_of(found))
    return found


def _reaches(actor, paper: Document) -> bool:
    """One's own papers; those on whose line one stands; and what the right to forms opens, once it was submitted."""
    if paper.drafted_by_id == actor.user.pk:
        return True
    if paper.state in (Document.State.DRAFT, Document.State.DISCARDED):
        return False
    return _goes_with_forms(actor, paper) or any(reaches(actor, paper) for reaches in registry.reach_sources)


def _goes_with_forms(actor, paper: Document) -> bool:
    """A paper about a pupil goes with him. A form without one may still tell of somebody: it is theirs who see the
    whole school's papers. What an act writes of itself names nobody; ledgers lead to it.
    """
    if not actor.may_read(Menu.FORMS):
        return False
    if paper.pupil_id:
        return registry.subject_of(actor, paper.pupil_id) is not None
    return paper.definition not in definitions() or actor.readable_classes(Menu.FORMS) is None


@writes(Menu.APPROVALS, pupils=True)
@require_POST
def print_document(request, document):
    """Order the paper as PDF or 한글 파일."""
    found = readable(request, document)
    if definition_of(found) is None:
        raise Http404
    orders = [_order_of(found, request.POST.get("format", ""))]
    try:
        job = printing.order_files(title=found.title, orders=orders, purpose="문서 출력", by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", found.pk)
    request.shown.purpose = "문서 출력"
    return redirect("documents:job", job.pk)


def _order_of(paper: Document, format: str) -> printing.Order:
    """The paper in its own wording, with number and code as they were given."""
    return printing.Order(
        definition=paper.definition, format=format, name=f"{paper.title} {actions.reference(paper)}",
        values=actions.printed_values(paper), pupils=[str(paper.pupil_id)] if paper.pupil_id else [],
        document=str(paper.pk), form=str(paper.form_id or ""), code=paper.code,
    )  # fmt: skip


@reads(Menu.JOBS)
@require_GET
def jobs(request):
    """진행 중인 작업: one's own, newest first."""
    listed = Job.objects.filter(requested_by=request.actor.user).defer("order")[:50]
    return render(request, "documents/jobs.html", {"jobs": listed})


@reads(Menu.JOBS, pupils=True)
@require_GET
def job(request, job):
    """One job: progress, 그만두기, and when it is done the files and what could not be made."""
    found = _own_job(request, job)
    is_open = found.state in (Job.State.WAITING, Job.State.RUNNING)
    context = {
        "job": found,
        "files": list(found.files.values("pk", "name", "media_type", "expires_at")),
        "is_open": is_open,
        "minutes_left": printing.minutes_left(found) if is_open else None,
        "problems": [] if is_open else _problems(request, found),
    }
    return render(request, "documents/_job.html" if request.htmx else "documents/job.html", context)


def _problems(request, job: Job) -> list[dict]:
    """Whose document could not be made, and why."""
    found = list(job.parts.exclude(problem="").values("pupil_id", "name", "problem"))
    request.shown.add([each["pupil_id"] for each in found])
    return found


@writes(Menu.JOBS)
@require_POST
def cancel(request, job):
    """Stop a job."""
    found = _own_job(request, job)
    try:
        printing.cancel_job(job=found)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("documents:job", found.pk)


def _own_job(request, job_id) -> Job:
    own = Job.objects.filter(Q(pk=job_id), requested_by=request.actor.user)
    found = own.defer("order").annotate(is_batch=Q(order__has_key="subjects")).first()
    if found is None:
        raise Http404
    return found


@reads(Menu.JOBS, pupils=True)
@require_GET
def file(request, file):
    """A made file, for the one who asked for it and nobody else."""
    delivery = printing.deliverable(file, to=request.actor)
    if delivery is None:
        raise Http404
    found = delivery.file
    request.shown.add(found.pupils, purpose=f"파일 받기: {found.name}"[:200])
    response = FileResponse(delivery.content, content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return response
