"""Papers, jobs and files (문서·작업·파일)."""

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import actions, printing, registry
from hakjeok_web.documents.models import Document, Job
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.documents.rendering.values import written


@reads(Menu.FORMS, pupils=True)
@require_GET
def document(request, document):
    """A finished paper: its number, its values, and its files where it has a printed form."""
    found = readable(request, document)
    context = {
        "document": found,
        "lines": _lines(found),
        "reference": actions.reference(found),
        "has_form": found.definition in definitions(),
    }
    return render(request, "documents/document.html", context)


def _lines(document: Document) -> list[tuple[str, object]]:
    """What the paper says: by its form's fields, or by the names that the act registered for its values."""
    definition, values = definitions().get(document.definition), document.values
    if definition is None:
        names = registry.readable_values.get(document.definition, {})
        return [(name, values[key]) for key, name in names.items() if key in values]
    return [(each.name, written(each, values[each.key])) for each in definition.fields if each.key in values]


def readable(request, document_id) -> Document:
    """A paper that this person may see; any other does not exist for him."""
    found = Document.objects.select_related("school", "approved_by").filter(pk=document_id).first()
    if found is None:
        raise Http404
    if not _reaches(request.actor, found):
        raise Http404
    if found.pupil_id:
        request.shown.add([found.pupil_id])
    return found


def _reaches(actor, paper: Document) -> bool:
    """A paper about a pupil goes with him. A form without one may still tell of somebody: it is its writer's own,
    and theirs who see the whole school's papers. What an act writes of itself names nobody; ledgers lead to it.
    """
    if paper.pupil_id:
        return registry.subject_of(actor, paper.pupil_id) is not None
    is_own = paper.drafted_by_id == actor.user.pk
    return is_own or paper.definition not in definitions() or actor.readable_classes(Menu.FORMS) is None


@writes(Menu.FORMS, pupils=True)
@require_POST
def print_document(request, document):
    """Order the paper as PDF or 한글 파일."""
    found = readable(request, document)
    if found.definition not in definitions():
        raise Http404
    values = found.values | {
        each.key: actions.reference(found)
        for each in definitions()[found.definition].fields
        if each.auto == "document.number"
    }
    order = printing.Order(
        definition=found.definition,
        format=request.POST.get("format", ""),
        name=f"{found.title} {actions.reference(found)}",
        values=values,
        pupils=[str(found.pupil_id)] if found.pupil_id else [],
        document=str(found.pk),
    )
    try:
        job = printing.order_files(title=found.title, orders=[order], purpose="문서 출력", by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("documents:document", found.pk)
    request.shown.purpose = "문서 출력"
    return redirect("documents:job", job.pk)


@reads(Menu.JOBS)
@require_GET
def jobs(request):
    """진행 중인 작업: one's own, newest first."""
    listed = Job.objects.filter(requested_by=request.actor.user)[:50]
    return render(request, "documents/jobs.html", {"jobs": listed})


@reads(Menu.JOBS)
@require_GET
def job(request, job):
    """One job: progress, 그만두기, and the files when it is done."""
    found = _own_job(request, job)
    files = list(found.files.values("pk", "name", "media_type", "expires_at"))
    template = "documents/_job.html" if request.htmx else "documents/job.html"
    return render(request, template, {"job": found, "files": files, "is_open": found.state in ("waiting", "running")})


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
    found = Job.objects.filter(Q(pk=job_id), requested_by=request.actor.user).first()
    if found is None:
        raise Http404
    return found


@reads(Menu.JOBS, pupils=True)
@require_GET
def file(request, file):
    """A made file, for the one who asked for it and nobody else."""
    found = printing.deliverable(file, to=request.actor)
    if found is None:
        raise Http404
    request.shown.add(found.pupils, purpose=f"파일 받기: {found.name}"[:200])
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return response
