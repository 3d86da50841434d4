"""미인정결석 관리: who has been absent without excuse, which step is due, and what was done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import case_pages, voiding
from hakjeok_web.attendance.case_forms import CallForm, MeasureForm, VoidForm
from hakjeok_web.attendance.case_tabs import tabs_for
from hakjeok_web.attendance.cases import Case, read_cases
from hakjeok_web.attendance.measures import record_call, record_measure, void_measure
from hakjeok_web.attendance.models import AbsenceMeasure, AbsenceRegistration
from hakjeok_web.attendance.year import pupil_year
from hakjeok_web.attendance.year_map import describe, render_legend, render_year_map, sentence_of_forecast
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.students.models import Student

PER_PAGE = 50
COLUMNS = ("학년", "반", "번호", "성명", "연속", "올해", "단계", "먼저 할 일", "언제까지", "3분의 1 예상일")


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_GET
def index(request):
    """The running cases, the step that is due first on top; `?all=1` shows everybody absent this year."""
    found = _asked_cases(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((case.facts.student_id for case in page), purpose="미인정결석 관리")
    rows = [{"case": case, "next": next(case_pages.lines_of(case, request.today), None)} for case in page]
    shows_all = "all" in request.GET
    tabs = tabs_for(request.actor, "all" if shows_all else "running")
    context = {"rows": rows, "page": page, "count": len(found), "shows_all": shows_all, "tabs": tabs}
    return render(request, "attendance/cases.html", context)


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = _asked_cases(request)
    request.shown.add(case.facts.student_id for case in found)
    return excel_of(
        request,
        title="미인정결석 관리",
        columns=[
            "학년",
            "반",
            "번호",
            "성명",
            "연속 일수",
            "올해 일수",
            "단계",
            "먼저 할 일",
            "언제까지",
            "3분의 1 예상일",
        ],
        rows=lambda: (_line(case) for case in found),
        conditions=[("보기", "올해 모두" if "all" in request.GET else "관리할 학생")],
    )


def _line(case: Case) -> list:
    first = next(iter(case.undone), None)
    facts = case.facts
    return [
        facts.grade, facts.class_number, facts.number, facts.name, case.days, facts.in_year,
        case.ladder.stage.korean, first.title if first else "", first.due if first else None, case.forecast_on,
    ]  # fmt: skip


def _asked_cases(request) -> list[Case]:
    _, cases = _cases(request)
    wanted = cases if "all" in request.GET else [case for case in cases if case.is_running or case.open_tasks]
    return sorted(wanted, key=case_pages.order_of)


def _cases(request, **which) -> tuple[SchoolYear | None, list[Case]]:
    """Today's school year and the cases within reach. Two queries."""
    year = schools.year_of(request.actor.school_id, request.today)
    if year is None:
        return None, []
    reach = request.actor.readable_classes(Menu.ABSENCE_CASES)
    return year, read_cases(year, calendars_of(year), today=request.today, classes=reach, **which)


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def case(request, student):
    """One pupil's case: the ladder, the due steps with the form that records them, the history, the year."""
    school_year, cases = _cases(request, students=[student])
    if not cases:
        raise Http404
    found = cases[0]
    request.shown.add([student], purpose="미인정결석 관리")
    may_write = request.actor.may_write_class(Menu.ABSENCE_CASES, found.facts.school_class_id)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    forms = _forms(request, found)
    if any(form.is_bound and form.is_valid() and _recorded(request, form, student) for form in forms.values()):
        return redirect("attendance:case", student)
    context = _context(request, found, school_year, forms["void_form"], may_write=may_write) | forms
    wrong = [form for form in forms.values() if form.is_bound]
    context |= {"page_errors": bool(wrong), "wrong_form": wrong[0] if wrong else None}
    return render(request, "attendance/case.html", context, status=wrong[0].http_status if wrong else 200)


def _forms(request, found: Case) -> dict:
    """The measure to be recorded, the call, the voiding; what was sent is bound to its own form."""
    sent, act = request.POST if request.method == "POST" else None, request.POST.get("act")
    asked = request.GET.get("code") or next((task.code for task in found.undone), "")
    code = asked if asked in case_pages.DONE + case_pages.FACTS else ""
    return {
        "form": MeasureForm(sent) if sent and not act else MeasureForm.fresh(code=code, today=request.today),
        "call_form": CallForm(sent) if act == "call" else CallForm.fresh(today=request.today),
        "void_form": VoidForm.of(sent if act == "void" else None, request.GET.get("void", "")),
    }


def _recorded(request, form: MeasureForm | CallForm | VoidForm, student_id) -> bool:
    """Record once, however often the form arrives; a refusal lands at its field."""

    def record() -> dict[str, str]:
        made, done = _done(request, form, student_id)
        messages.success(request, f"{korean_date(made.done_on)} {made.get_code_display()}: {done}.")
        return {"measure": str(made.pk)}

    return form.apply_once(record, request)


def _done(request, form, student_id) -> tuple[AbsenceMeasure, str]:
    student, sent = Student.objects.get(pk=student_id), form.cleaned_data
    if isinstance(form, VoidForm):
        measure = AbsenceMeasure.objects.filter(student=student, pk=sent["measure"]).first()
        if measure is None:
            raise Refused("이 학생의 조치가 아닙니다. 이력에서 다시 골라 주세요.")
        return void_measure(measure=measure, reason=sent["reason"], by=request.actor), "잘못 적음으로 표시했습니다"
    told = {"student": student, "done_on": sent["done_on"], "note": sent["note"], "by": request.actor}
    if isinstance(form, CallForm):
        return record_call(call=form.call(), **told), "적었습니다"
    return record_measure(code=sent["code"], **told), "적었습니다"


def _context(request, found: Case, school_year: SchoolYear, void_form: VoidForm, *, may_write: bool) -> dict:
    facts = found.facts
    measures = list(
        AbsenceMeasure.objects.filter(student_id=facts.student_id).select_related("recorded_by", "document__school")
    )
    history = case_pages.history_of(found, measures, may_void=may_write)
    return {
        "case": found,
        "may_write": may_write,
        "lines": list(case_pages.lines_of(found, request.today)),
        "ladder": case_pages.ladder_of(found),
        "known": case_pages.known_of(found),
        "history": history,
        "voiding": voiding.asked(history, void_form.about),
        "calls": case_pages.calls_of(voiding.standing(measures)),
        "calling": "call" in (request.GET.get("act"), request.POST.get("act")),
        "case_forms": case_pages.forms_of(found, measures),
        "checks": case_pages.checks_of(found),
        "registration": AbsenceRegistration.objects.filter(student_id=facts.student_id).first(),
        **_year_of(request, found, school_year),
        "reasons": reasons_of(found.ladder),
        "forecast_reasons": reasons_of(found.forecast),
        "may_print": request.actor.may_write(Menu.FORMS),
        "notice_url": case_pages.form_url("2-3", facts.student_id),
    }


def _year_of(request, found: Case, school_year: SchoolYear) -> dict:
    """The pupil's year as a picture, and in words."""
    year = pupil_year(found.facts.student_id, school_year, today=request.today, reader=request.actor)
    return {
        "map": render_year_map(year, name=f"{school_year} 출결"),
        "legend": render_legend(),
        "described": describe(year),
        "forecast_sentence": sentence_of_forecast(found.forecast) if found.forecast_on else "",
    }
