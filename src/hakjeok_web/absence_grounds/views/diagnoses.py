"""학기 진단서: whose doctor's paper proves the absences of a semester."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.absence_grounds import diagnoses, queries
from hakjeok_web.absence_grounds.forms import CancellationForm, DiagnosisForm
from hakjeok_web.absence_grounds.queries import DiagnosisLine
from hakjeok_web.absence_grounds.views.listing import list_page
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.schools import queries as schools
from hakjeok_web.students.choosing import choose_pupil, told_pupil

MENU = Menu.ABSENCE_REPORTS
PURPOSE = "학기 진단서"
BACK = ("/absences/diagnoses/", PURPOSE)


@reads(MENU, pupils=True)
@require_GET
def index(request):
    """The year's diagnoses, this semester's first."""
    found = _listed(request)
    return list_page(request, "absence_grounds/diagnoses.html", found, menu=MENU, purpose=PURPOSE, unit="건")


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = _listed(request)
    request.shown.add(line.diagnosis.student_id for line in found)
    return excel_of(
        request,
        title=PURPOSE,
        columns=["학기", "학생", "성명", "종류", "받은 날", "서류"],
        rows=lambda: (_row(line) for line in found),
    )


def _row(line: DiagnosisLine) -> list:
    each = line.diagnosis
    return [
        f"{each.semester.number}학기", line.place, each.student.name, each.get_ground_display(), each.received_on,
        each.paper,
    ]  # fmt: skip


def _listed(request) -> list[DiagnosisLine]:
    year = schools.current_year(request.actor.school_id, request.today)
    return queries.diagnoses(request.actor, year) if year else []


@writes(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    """Register a diagnosis; without `?student=` the pupil is looked for first."""
    pupil = told_pupil(request, MENU, "학기 진단서 등록")
    if pupil is None:
        return choose_pupil(request, title="학기 진단서 등록", back=BACK)
    form = DiagnosisForm(request.POST or None, initial={"received_on": request.today, "key": uuid.uuid4()})

    def registered() -> dict:
        made = diagnoses.register(student=pupil, told=form.told(), by=request.actor)
        messages.success(request, f"{pupil.name} 학생의 {made.semester.number}학기 진단서를 등록했습니다.")
        return {}

    return _answered(request, form, registered, pupil, "학기 진단서 등록")


@writes(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def cancellation(request, diagnosis):
    """등록 취소: a diagnosis that was registered wrongly, with the reason."""
    line = _writable(request, diagnosis)
    form = CancellationForm(request.POST or None, initial={"seen": line.diagnosis.version, "key": uuid.uuid4()})

    def cancelled() -> dict:
        sent = {"seen": form.cleaned_data["seen"] or 0, "reason": form.cleaned_data["reason"]}
        diagnoses.cancel(diagnosis=line.diagnosis, by=request.actor, **sent)
        messages.success(request, "진단서 등록을 취소했습니다.")
        return {}

    return _answered(request, form, cancelled, line.diagnosis.student, "진단서 등록 취소")


def _writable(request, diagnosis) -> DiagnosisLine:
    line = queries.diagnosis_or_404(request.actor, diagnosis)
    if line.diagnosis.is_cancelled:
        raise Http404
    request.shown.add([line.diagnosis.student_id], purpose=PURPOSE)
    if not queries.may_write(request.actor, MENU, line.seat):
        raise PermissionDenied
    return line


def _answered(request, form, act, pupil, title: str):
    """The list after a lawful act; else the form, with what was typed and why not."""
    if form.apply_once(act, request):
        return redirect("absence_grounds:diagnoses")
    context = {"form": form, "pupil": pupil, "title": title, "back": BACK, "page_errors": form.errors}
    return render(request, "absence_grounds/registration.html", context, status=form.http_status)
