"""위탁학생: who is taught elsewhere, the months that still lack their record on top."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.exports import excel_of
from hakjeok_web.consignments import pages
from hakjeok_web.consignments.queries import Line, listed
from hakjeok_web.schools import queries as schools

PER_PAGE = 50
NOT_TOLD = "–"


@reads(Menu.CONSIGNMENTS, pupils=True)
@require_GET
def index(request):
    """What still needs a hand; `?all=1` shows everybody of the year."""
    found = _asked(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((line.consignment.student_id for line in page), purpose="위탁학생")
    rows = [{"line": line, "period": pages.period_of(line.consignment), "next": pages.next_of(line)} for line in page]
    context = {
        "rows": rows,
        "page": page,
        "count": len(found),
        "shows_all": "all" in request.GET,
        "may_write": request.actor.may_write(Menu.CONSIGNMENTS),
    }
    return render(request, "consignments/list.html", context)


@reads(Menu.CONSIGNMENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The list to be handed on: protected pupils are never in it, whoever takes it."""
    found = [line for line in _asked(request) if not line.consignment.is_secret]
    request.shown.add(line.consignment.student_id for line in found)
    return excel_of(
        request,
        title="위탁학생",
        columns=["학생", "성명", "종류", "위탁기관", "기간", "위탁기관 수업일", "기록 없는 달", "다음 할 일"],
        rows=lambda: (_row(line) for line in found),
        conditions=[("보기", "올해 모두" if "all" in request.GET else "지금"), ("빠진 것", "보호 중인 학생")],
    )


def _row(line: Line) -> list:
    each = line.consignment
    return [
        line.place, each.student.name, each.get_kind_display(), each.institution, pages.period_of(each),
        line.institution_days, len(line.not_entered), pages.next_of(line),
    ]  # fmt: skip


def _asked(request) -> list[Line]:
    year = schools.current_year(request.actor.school_id, request.today)
    return listed(request.actor, year, everything="all" in request.GET) if year else []
