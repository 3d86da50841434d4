"""할 일: what a person has to do, overdue first, each with its ground and the screen that fulfils it."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.exports import excel_of
from hakjeok_web.obligations import actions, queries
from hakjeok_web.obligations.coming import coming_of
from hakjeok_web.obligations.queries import SEGMENT_TITLES, Segment


@reads(Menu.TODO, pupils=True)
@require_GET
def todo(request):
    """The first page of everybody."""
    actions.recompute_if_stale(request.actor.school_id, request.today)
    segment, rows = _rows(request)
    request.shown.add((row.student_id for row in rows if row.student_id), purpose="할 일")
    lines = queries.folded(rows, today=request.today, of_school=segment == Segment.SCHOOL)
    groups = queries.grouped(lines, today=request.today)
    return render(
        request,
        "obligations/todo.html",
        {
            "groups": groups,
            "count": len(lines),
            "segment": segment,
            "segments": _segment_links(request.actor, segment),
            "shows_audience": segment != Segment.MINE,
            "computed_at": queries.last_computed(request.actor.school_id),
            "coming": "" if groups else coming_of(request.actor),
            "excel_url": f"{reverse('obligations:excel')}?view={segment}",
        },
    )


@reads(Menu.TODO, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same rows as an Excel file, one for each pupil or class."""
    segment, rows = _rows(request)
    request.shown.add(row.student_id for row in rows if row.student_id)
    return excel_of(
        request,
        title="할 일",
        columns=["언제까지", "할 일", "누구", "맡은 사람", "근거"],
        rows=lambda: ([row.due_on, row.title, row.detail, row.audience_label, row.ground] for row in rows),
        conditions=[("보기", SEGMENT_TITLES[segment])],
    )


def _rows(request):
    """The asked view, or the person's own where he has no such view."""
    known = queries.segments_of(request.actor)
    asked = request.GET.get("view", Segment.MINE)
    segment = Segment(asked) if asked in known else Segment.MINE
    return segment, list(queries.obligations_of(request.actor, segment))


def _segment_links(actor, chosen: Segment) -> list[tuple[str, str, bool]]:
    found = queries.segments_of(actor)
    links = [
        (SEGMENT_TITLES[each], "/" if each == Segment.MINE else f"/?view={each}", each == chosen) for each in found
    ]
    return links if len(links) > 1 else []
