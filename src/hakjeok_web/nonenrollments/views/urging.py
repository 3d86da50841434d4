"""취학 독려 기록부: every contact and check of a month, as page, as Excel file, and as the form 4-11."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance.case_tabs import tabs_for
from hakjeok_web.attendance.month import end_of, month_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import start_draft
from hakjeok_web.documents.entry import PUPILS
from hakjeok_web.documents.forms import MOST_LINES
from hakjeok_web.documents.wordings import definition_in_use
from hakjeok_web.nonenrollments.urging import COLUMNS, Line, lines_of

PER_PAGE = 50
FORM = "4-11"


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_GET
def index(request):
    """One month, the oldest line first."""
    month = _month(request)
    found = lines_of(request.actor, month)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((line.person_id for line in page), purpose="취학 독려 기록부")
    context = {
        "page": page,
        "count": len(found),
        "month": month,
        "before": month_of(date.fromordinal(month.toordinal() - 1)),
        "after": end_of(month) if end_of(month) <= request.today else None,
        "tabs": tabs_for(request.actor, "urging"),
        "may_print": request.actor.may_write(Menu.FORMS),
    }
    return render(request, "nonenrollments/urging.html", context)


def _month(request) -> date:
    """The month asked for, else this one; what cannot be read or is yet to come is this one too."""
    try:
        asked = date.fromisoformat(f"{(request.POST or request.GET).get('month', '')}-01")
    except ValueError:
        return month_of(request.today)
    return min(asked, month_of(request.today))


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The month as an Excel file."""
    month = _month_of_query(request)
    found = lines_of(request.actor, month)
    request.shown.add(line.person_id for line in found)
    rows, told = lambda: (line.cells for line in found), [("달", f"{month.year}년 {month.month}월")]
    return excel_of(request, title="취학 독려 기록부", columns=COLUMNS, rows=rows, conditions=told)


def _month_of_query(request) -> date:
    try:
        return min(date.fromisoformat(f"{request.GET.get('month', '')}-01"), month_of(request.today))
    except ValueError:
        return month_of(request.today)


@reads(Menu.ABSENCE_CASES, pupils=True)
@require_POST
def form(request):
    """The month as a draft of the form 4-11, to be completed and approved."""
    found = lines_of(request.actor, _month(request))[:MOST_LINES]
    request.shown.add(line.person_id for line in found)
    try:
        draft = _draft(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("nonenrollments:urging")
    return redirect("documents:edit", draft.pk)


def _draft(request, found: list[Line]):
    if not request.actor.may_write(Menu.FORMS):
        raise Refused("서식을 쓸 권한이 없습니다. 학교권한관리자에게 서식 권한을 요청해 주세요.")
    if not found:
        raise Refused("이 달에 적은 연락과 확인이 없어 기록부를 만들 것이 없습니다. 다른 달을 골라 주세요.")
    definition = definition_in_use(FORM, request.actor.school_id)
    values = {
        "school_name": request.actor.school_name,
        "entries": [line.values for line in found],
        PUPILS: sorted({str(line.person_id) for line in found}),
    }
    return start_draft(definition=definition, values=values, subject=None, by=request.actor)
