"""출결 특기사항: the classes, and a class's desk with one line for each pupil."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok.attendance.remark import LONG
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance.queries import readable_class
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.remarks import pages, queries
from hakjeok_web.remarks.actions import Taken, take_proposals
from hakjeok_web.remarks.desk import Desk, desk_of
from hakjeok_web.remarks.forms import chosen_pupils
from hakjeok_web.schools import queries as schools


@reads(Menu.REMARKS)
@require_GET
def index(request):
    """The classes within reach, those with remarks still to write first."""
    year = schools.selected_year(request)
    reach = request.actor.readable_classes(Menu.REMARKS)
    lines = queries.class_lines(year, today=request.today, classes=reach) if year else []
    context = {
        "lines": lines,
        "left": sum(line.left for line in lines),
        "year": year,
        "may_read_measures": request.actor.may_read(Menu.VIOLENCE_MEASURES),
    }
    return render(request, "remarks/index.html", context)


@reads(Menu.REMARKS, pupils=True)
@require_GET
def desk(request, school_class):
    """A class's desk."""
    found = readable_class(request.actor, school_class, Menu.REMARKS)
    return desk_page(request, desk_of(found, by=request.actor))


def desk_page(request, shown: Desk, *, refusal: tuple | None = None, status: int = 200, taken: Taken | None = None):
    """The desk, with what one person typed and why it was not saved."""
    schools.show_year(request, shown.school_class.school_year)
    request.shown.add((line.id for line in shown.lines), purpose="출결 특기사항")
    rows = pages.rows_of(request, shown, refusal=refusal)
    context = _context(request, shown, rows) | {"taken": taken, "page_errors": refusal}
    return render(request, "remarks/desk.html", context, status=status)


def _context(request, shown: Desk, rows: list[pages.Row]) -> dict:
    found = shown.school_class
    return {
        "desk": shown,
        "rows": rows,
        "school_class": found,
        "may_write": bool(rows) and rows[0].may_write,
        "is_past": found.school_year.is_past(request.today),
        "warnings": pages.common_warnings(shown),
        "long_days": shown.rules.long_absence_days or LONG.at(found.school_year.year).whole,
        "excel_url": reverse("remarks:excel", args=(found.pk,)),
        "proposals_url": reverse("remarks:proposals", args=(found.pk,)),
        "to_take": sum(line.may_take and not line.text and not line.proposal.waiting for line in shown.lines),
    }


@reads(Menu.REMARKS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request, school_class):
    """The class's remarks as an Excel file; measures only for whoever may see them."""
    found = readable_class(request.actor, school_class, Menu.REMARKS)
    shown = desk_of(found, by=request.actor)
    request.shown.add(line.id for line in shown.lines)
    return excel_of(
        request,
        title=f"{found} 출결 특기사항",
        columns=["번호", "성명", "출결 특기사항", "상태", "제안", "쓴 사람", "쓴 때"],
        rows=lambda: [_line(row) for row in pages.rows_of(request, shown)],
        conditions=[("학년도", str(found.school_year)), ("반", str(found))],
    )


def _line(row: pages.Row) -> list:
    line, kept = row.line, row.line.kept
    said = line.proposal.problem or line.proposal.text
    who = (kept.by, korean_time(kept.at)) if kept else ("", "")
    return [line.number, line.name, line.full_text, row.badge["text"], said, *who]


@reads(Menu.REMARKS, pupils=True)
@require_POST
def proposals(request, school_class):
    """제안 받기: of all pupils without a remark, or of those that were ticked."""
    found = readable_class(request.actor, school_class, Menu.REMARKS)
    if not request.actor.may_write_class(Menu.REMARKS, found.pk):
        raise PermissionDenied
    try:
        taken = _take(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("remarks:desk", found.pk)
    if taken.left:
        return desk_page(request, desk_of(found, by=request.actor), taken=taken)
    messages.success(request, f"{taken.written}명의 제안을 받았습니다." if taken.written else "받을 제안이 없습니다.")
    return redirect("remarks:desk", found.pk)


def _take(request, found) -> Taken:
    if request.POST.get("which") != "chosen":
        return take_proposals(school_class=found, by=request.actor)
    chosen = chosen_pupils(request.POST.getlist("chosen"))
    if not chosen:
        raise Refused("고른 학생이 없습니다. 제안을 받을 학생을 골라 주세요.")
    return take_proposals(school_class=found, by=request.actor, chosen=chosen)
