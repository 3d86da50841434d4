"""Forms, papers, jobs and files (서식·문서·작업·파일)."""

import uuid
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents import actions, printing, registry
from hakjeok_web.documents.batch import can_be_batched
from hakjeok_web.documents.forms import EntryForm, can_be_entered
from hakjeok_web.documents.known import known_values
from hakjeok_web.documents.models import Document, Job
from hakjeok_web.documents.rendering import Definition, definitions
from hakjeok_web.documents.rendering.values import written
from hakjeok_web.documents.wordings import definition_of


@reads(Menu.FORMS)
@require_GET
def forms_index(request):
    """서식: the forms that can be filled in, found by plain words."""
    wanted = request.GET.get("q", "").strip()
    listed = [each for each in definitions().values() if can_be_entered(each)]
    found = [each for each in listed if wanted in f"{each.id} {each.title} {each.heading} {' '.join(each.notes)}"]
    return render(request, "documents/forms.html", {"forms": found, "q": wanted, "count": len(listed)})


@reads(Menu.FORMS, pupils=True)
@require_http_methods(["GET", "POST"])
def entry(request, definition):
    """A form's entry page: filled from the records; a POST makes the paper with its number."""
    found = definitions().get(definition)
    if found is None or not can_be_entered(found):
        raise Http404
    subject = _subject(request)
    form = EntryForm(found, request.POST or None, auto=known_values(request.actor, subject))
    if request.method == "POST" and not request.actor.may_write(Menu.FORMS):
        raise PermissionDenied
    key = _key(request)
    if request.method == "POST" and form.is_valid():
        try:
            return _finished_once(request, found, form, subject, key)
        except Refused as refused:
            form.add_error(None, str(refused))
    may_write = request.actor.may_write(Menu.FORMS)
    context = {"definition": found, "form": form, "subject": subject, "may_write": may_write, "key": key}
    context |= {"can_be_batched": may_write and can_be_batched(found)}
    return render(request, "documents/entry.html", context, status=422 if form.errors else 200)


def _key(request) -> uuid.UUID:
    """What makes a second sending of the same page harmless; new with each page."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _finished_once(request, definition: Definition, form: EntryForm, subject, key: uuid.UUID):
    """Make the paper, or lead to the one that the same page has made already."""

    def finish() -> dict[str, str]:
        paper = actions.finish_document(
            definition=definition, values=form.values(), subject=subject, by=request.actor
        )  # fmt: skip
        messages.success(request, f"문서를 만들었습니다. 문서 번호는 {actions.reference(paper)}입니다.")
        return {"document": str(paper.pk)}

    about = subject.pupil_id if subject else None
    body = repr((definition.id, str(about), sorted(form.values().items()))).encode()
    answer = idempotency.once(finish, key=key, body=body, by=request.actor)
    return redirect("documents:document", answer["document"])


def _subject(request) -> registry.Subject | None:
    asked = request.GET.get("student")
    if not asked:
        return None
    try:
        subject = registry.subject_of(request.actor, uuid.UUID(asked))
    except ValueError as error:
        raise Http404 from error
    if subject is None:
        raise Http404
    request.shown.add([subject.pupil_id], purpose="서식 작성")
    return subject


@reads(Menu.FORMS, pupils=True)
@require_GET
def document(request, document):
    """A finished paper: its number, its values, and its files where it has a printed form."""
    found = _readable(request, document)
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


def _readable(request, document_id) -> Document:
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
    found = _readable(request, document)
    definition = definition_of(found)
    if definition is None:
        raise Http404
    number = {each.key: actions.reference(found) for each in definition.fields if each.auto == "document.number"}
    values = found.values | number
    order = printing.Order(
        definition=found.definition,
        format=request.POST.get("format", ""),
        name=f"{found.title} {actions.reference(found)}",
        values=values,
        pupils=[str(found.pupil_id)] if found.pupil_id else [],
        document=str(found.pk),
        form=str(found.form_id or ""),
        code=found.code,
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
