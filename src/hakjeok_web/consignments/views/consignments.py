"""One consignment: register it, look at it, change, end or cancel it, record a step of the procedure."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok.attendance.consigned import ConsignedFacts, consigned
from hakjeok.attendance.consigned import Consignment as RuleKind
from hakjeok.result import Result
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.attendance.consigned import is_insider
from hakjeok_web.attendance.year import PupilYear, pupil_year
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.consignments import actions, pages
from hakjeok_web.consignments.forms import CancellationForm, EndForm, ParticularsForm, SeenForm, StepForm
from hakjeok_web.consignments.queries import Line, homeroom_of, line_or_404
from hakjeok_web.consignments.rights import may_write
from hakjeok_web.students.choosing import choose_pupil, told_pupil
from hakjeok_web.students.models import Student
from hakjeok_web.students.queries import placement_on


@writes(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    """Register a pupil; without `?student=` he is looked for first."""
    pupil = told_pupil(request, Menu.CONSIGNMENTS, "위탁학생 등록")
    if pupil is None:
        return choose_pupil(request, title="위탁학생 등록", back=("/consignments/", "위탁학생"))
    seat = placement_on(pupil, request.today)
    form = _particulars(request, seat.school_class if seat else None, initial={"key": uuid.uuid4()})
    if form.apply_once(lambda: _registered(request, form, pupil), request):
        return redirect("consignments:consignment", form.outcome["consignment"])
    context = {"pupil": pupil, "seat": seat, "form": form, "page_errors": form.errors, "is_new": True}
    return render(request, "consignments/particulars.html", context, status=form.http_status)


def _particulars(request, school_class, *, initial) -> ParticularsForm:
    homeroom = homeroom_of(school_class, request.today) if school_class else None
    data = request.POST if request.method == "POST" else None
    if homeroom is not None:
        initial = {"named": homeroom.pk} | initial
    return ParticularsForm(data, initial=initial, homeroom=homeroom, may_protect=is_insider(request.actor))


def _registered(request, form: ParticularsForm, pupil: Student) -> dict[str, str]:
    made = actions.register(student=pupil, told=form.told(), by=request.actor)
    messages.success(request, f"{pupil.name} 학생을 위탁학생으로 등록했습니다.")
    return {"consignment": str(made.pk)}


@reads(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def consignment(request, consignment):
    """What is to be done, the months, both places together, the notes, the history; POST records a step."""
    line = _line(request, consignment)
    if request.method == "POST" and not may_write(request.actor, line):
        raise PermissionDenied
    form = StepForm(request.POST) if request.method == "POST" else _fresh_step(request)
    if form.apply_once(lambda: _stepped(request, form, line), request):
        return redirect("consignments:consignment", consignment)
    context = _context(request, line) | {"form": form, "page_errors": form.errors}
    return render(request, "consignments/consignment.html", context, status=form.http_status)


def _fresh_step(request) -> StepForm:
    return StepForm.fresh(code=request.GET.get("step", ""), today=request.today)


def _stepped(request, form: StepForm, line: Line) -> dict[str, str]:
    sent = {name: form.cleaned_data[name] for name in ("code", "done_on", "note")}
    act = actions.record_step(consignment=line.consignment, by=request.actor, **sent)
    messages.success(request, f"{act.get_code_display()}: 적었습니다.")
    return {"act": str(act.pk)}


def _line(request, consignment) -> Line:
    line = line_or_404(request.actor, consignment)
    request.shown.add([line.consignment.student_id], purpose="위탁학생")
    return line


def _context(request, line: Line) -> dict:
    year = _year(request, line)
    totals = _totals(line, year) if year else None
    return {
        "line": line,
        "consignment": line.consignment,
        "period": pages.period_of(line.consignment),
        "groups": pages.procedure_of(line),
        "notice": pages.notice_of(line),
        "months": pages.month_rows(line),
        "year": year,
        "totals": totals,
        "reasons": reasons_of(totals) if totals else None,
        "notes": pages.NOTES[line.consignment.kind],
        "history": pages.history_of(line),
        "may_write": may_write(request.actor, line),
    }


def _year(request, line: Line) -> PupilYear | None:
    if line.school_class is None:
        return None
    year = line.school_class.school_year
    return pupil_year(line.consignment.student_id, year, today=request.today, reader=request.actor)


def _totals(line: Line, year: PupilYear) -> Result:
    """Both places together, with what the handbook says of this kind of consignment."""
    if line.consignment.is_cancelled:
        return year.totals
    return consigned(
        ConsignedFacts(
            home_days=len(year.home_school_days),
            home_records=year.records,
            institution_days=year.elsewhere.days,
            institution_records=year.elsewhere.records,
            kind=RuleKind(line.consignment.kind),
        )
    )


@writes(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def change(request, consignment):
    """Correct what was registered."""
    line = _writable(request, consignment)
    each = line.consignment
    names = ("kind", "institution", "place", "from_on", "to_on", "ground")
    initial = {name: getattr(each, name) for name in names}
    initial |= {"named": each.named_id, "seen": each.version, "key": uuid.uuid4()}
    form = _particulars(request, line.school_class, initial=initial)

    def changed() -> dict[str, str]:
        actions.change(consignment=each, seen=form.cleaned_data["seen"] or 0, told=form.told(), by=request.actor)
        messages.success(request, "위탁 내용을 고쳤습니다.")
        return {}

    return _answered(request, form, line, changed, "consignments/particulars.html")


@writes(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def end(request, consignment):
    """위탁 끝: the last day at the institution."""
    line = _writable(request, consignment)
    initial = {"to_on": line.consignment.to_on, "seen": line.consignment.version, "key": uuid.uuid4()}
    form = EndForm(request.POST) if request.method == "POST" else EndForm(initial=initial)

    def ended() -> dict[str, str]:
        sent = {"seen": form.cleaned_data["seen"] or 0, "to_on": form.cleaned_data["to_on"]}
        actions.end(consignment=line.consignment, by=request.actor, **sent)
        messages.success(request, "위탁의 마지막 날을 적었습니다.")
        return {}

    return _answered(request, form, line, ended, "consignments/end.html")


@writes(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def cancellation(request, consignment):
    """등록 취소: a registration that was wrong, with its reason."""
    line = _writable(request, consignment)
    initial = {"seen": line.consignment.version, "key": uuid.uuid4()}
    form = CancellationForm(request.POST) if request.method == "POST" else CancellationForm(initial=initial)

    def cancelled() -> dict[str, str]:
        sent = {"seen": form.cleaned_data["seen"] or 0, "reason": form.cleaned_data["reason"]}
        actions.cancel(consignment=line.consignment, by=request.actor, **sent)
        messages.success(request, "위탁학생 등록을 취소했습니다.")
        return {}

    return _answered(request, form, line, cancelled, "consignments/cancellation.html")


def _writable(request, consignment) -> Line:
    line = _line(request, consignment)
    if not may_write(request.actor, line):
        raise PermissionDenied
    return line


def _answered(request, form: SeenForm, line: Line, act: Callable[[], dict[str, str]], template: str):
    """The consignment after a lawful act; else the form, with what was typed and why not."""
    if form.apply_once(act, request):
        return redirect("consignments:consignment", line.consignment.pk)
    context = {"line": line, "consignment": line.consignment, "period": pages.period_of(line.consignment)}
    context |= {"pupil": line.consignment.student, "seat": line.seat, "form": form, "page_errors": form.errors}
    return render(request, template, context, status=form.http_status)
