"""Closing months and reopening them (출결 마감)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import actions, closing_actions, closing_checks, closings, queries
from hakjeok_web.attendance.forms import parse_stray
from hakjeok_web.attendance.models import RegisterAct
from hakjeok_web.attendance.month import month_of
from hakjeok_web.attendance.views.register import month_label, register_url
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_time, short_date
from hakjeok_web.schools import queries as schools


@reads(Menu.CLOSINGS)
@require_GET
def index(request):
    """출결 마감: every class within reach in one month, what stands against closing first."""
    year, month, rows = _rows(request)
    return render(
        request,
        "attendance/closings.html",
        {
            "month": month,
            "month_label": month_label(month) if month else "",
            "months": [(each, f"?month={each:%Y-%m}") for each in closings.months_of(year)] if year else [],
            "rows": [(row, reverse("attendance:closing", args=(row.school_class_id, month))) for row in rows],
            "open": sum(not row.is_closed for row in rows),
            "several_url": reverse("attendance:closing_several", args=(month,)) if len(rows) > 1 else "",
            "year_url": reverse("attendance:year_closings", args=(year.year,)) if year else "",
            "excel_url": f"{reverse('attendance:closings_excel')}?month={month:%Y-%m}" if month else "",
        },
    )


@reads(Menu.CLOSINGS)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    _, month, rows = _rows(request)
    return excel_of(
        request,
        title="출결 마감",
        columns=["학년", "반", "마감", "때", "한 사람", "확인 전인 날"],
        rows=lambda: (
            [row.grade, row.number, "마감" if row.is_closed else "", korean_time(row.at), row.by, len(row.untaken)]
            for row in rows
        ),
        conditions=[("달", month_label(month))] if month else [],
    )


def _rows(request):
    year = schools.current_year(request.actor.school_id, request.today)
    if year is None:
        return None, None, []
    known = closings.months_of(year)
    asked = request.GET.get("month")
    fitting = [each for each in known if f"{each:%Y-%m}" == asked] if asked else _latest(known, request.today)
    if not fitting:
        raise Http404
    reach = request.actor.readable_classes(Menu.CLOSINGS)
    rows = closings.class_months(year, fitting[0], today=request.today, classes=reach)
    return year, fitting[0], sorted(rows, key=lambda row: (row.is_closed, not row.untaken, row.grade, row.number))


def _latest(months, today):
    begun = [each for each in months if each <= month_of(today)]
    return begun[-1:] or months[:1]


@reads(Menu.CLOSINGS, pupils=True)
@require_http_methods(["GET", "POST"])
def closing(request, school_class, month):
    """A class's month: what stands against closing, `마감`, and `마감취소` with its reason."""
    found = queries.readable_class(request.actor, school_class, Menu.CLOSINGS)
    errors, reason = [], request.POST.get("reason", "")
    if request.method == "POST":
        try:
            _act(request, found, month, reason)
            return redirect(request.path)
        except Refused as refused:
            errors = refused.reasons
    context = _context(request, found, month, errors, reason)
    return render(request, "attendance/closing.html", context, status=422 if errors else 200)


def _act(request, found, month, reason: str) -> None:
    action = request.POST.get("action")
    if action == "reopen":
        actions.reopen_month(school_class=found, month=month, reason=reason, by=request.actor)
        messages.success(request, f"{month.month}월 마감을 취소했습니다. 고친 뒤 다시 마감해 주세요.")
    elif action == "clear":
        student, day = parse_stray(request.POST, month)
        closing_actions.clear_stray(school_class=found, student=student, day=day, by=request.actor)
        messages.success(request, f"{short_date(day)} 출결을 지웠습니다. 지운 것은 입력 이력에 남습니다.")
    else:
        actions.close_month(school_class=found, month=month, by=request.actor)
        messages.success(request, f"{month.month}월을 마감했습니다.")


def _context(request, found, month, errors, reason: str) -> dict:
    asked = closing_checks.asked([found], month, today=request.today, reader=request.actor)
    shown = asked.months[0][1]
    checks = [] if shown.is_closed else closing_checks.checks_of(asked)[found.pk]
    request.shown.add((pupil for check in checks for pupil in check.students), purpose="출결 마감 점검")
    acts = RegisterAct.objects.filter(school_class=found, date=month, kind__in=("close_month", "reopen_month"))
    return {
        "school_class": found,
        "month": month,
        "month_label": month_label(month),
        "is_closed": shown.is_closed,
        "school_days": len(shown.school_days),
        "stops": closing_checks.grouped(check for check in checks if check.stops),
        "warnings": closing_checks.grouped(check for check in checks if not check.stops),
        "warning_count": sum(not check.stops for check in checks),
        "counts": _counts(shown),
        "acts": acts.select_related("by"),
        "errors": errors,
        "reason": reason,
        "may_close": request.actor.may_write_class(Menu.CLOSINGS, found.pk),
        "may_reopen": request.actor.may_write(Menu.REOPENING),
        "register_url": register_url(found.pk, month),
    }


def _counts(shown) -> list[tuple[str, int]]:
    """`미인정결석 3`, `질병결석 5`: what the person confirms by closing."""
    counts: dict[str, int] = {}
    for cell in shown.cells.values():
        if cell.kind:
            counts[cell.word] = counts.get(cell.word, 0) + 1
    return sorted(counts.items())
