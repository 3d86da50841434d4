"""A month as the institution's certificate has it (위탁학생 출결관리)."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.consignments import pages
from hakjeok_web.consignments.forms import DaysForm, MonthForm, NumbersForm
from hakjeok_web.consignments.models import ConsignedMonth
from hakjeok_web.consignments.month_actions import home_school_days, open_days, save_month
from hakjeok_web.consignments.queries import Line, line_or_404, months_of
from hakjeok_web.consignments.rights import may_write


@reads(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def month(request, consignment, month):
    """Day by day, or with `?how=numbers` as numbers."""
    line = line_or_404(request.actor, consignment)
    if month not in months_of(line):
        raise Http404
    request.shown.add([line.consignment.student_id], purpose="위탁학생")
    if request.method == "POST" and not may_write(request.actor, line):
        raise PermissionDenied
    stands = next((each for each in line.months if each.first_on == month), None)
    form = _form(request, line, month, stands)
    if form.is_bound and form.is_valid() and _saved(request, form, line, month):
        return redirect("consignments:consignment", consignment)
    context = _context(request, line, month, stands) | {"form": form, "page_errors": form.errors}
    return render(request, "consignments/month.html", context, status=form.http_status)


def _by_numbers(request, stands: ConsignedMonth | None) -> bool:
    how = request.GET.get("how")
    return how == "numbers" if how else stands is not None and not stands.is_by_day


def _form(request, line: Line, first_on: date, stands: ConsignedMonth | None) -> MonthForm:
    data = request.POST if request.method == "POST" else None
    school_days = home_school_days(line, first_on)
    if _by_numbers(request, stands):
        return NumbersForm(data, initial=NumbersForm.initial_of(stands), school_days=school_days)
    days = open_days(line, first_on)
    initial = DaysForm.initial_of(stands)
    return DaysForm(data, initial=initial, days=days, school_days=school_days, is_entered=stands is not None)


def _saved(request, form: MonthForm, line: Line, first_on: date) -> bool:
    """Enter once, however often the form arrives; a refusal lands at its field."""

    def act() -> dict[str, str]:
        seen = form.cleaned_data["seen"] or 0
        row = save_month(line=line, first_on=first_on, seen=seen, told=form.told(), by=request.actor)
        messages.success(request, f"{first_on.year}년 {first_on.month}월 기록을 저장했습니다.")
        return {"month": str(row.pk)}

    return form.apply_once(act, request)


def _context(request, line: Line, first_on: date, stands: ConsignedMonth | None) -> dict:
    return {
        "line": line,
        "consignment": line.consignment,
        "month": first_on,
        "month_label": f"{first_on.year}년 {first_on.month}월",
        "stands": stands,
        "entries": pages.entries_of(stands),
        "by_numbers": _by_numbers(request, stands),
        "may_write": may_write(request.actor, line),
        "is_of_health": line.consignment.is_of_health,
    }
