"""The lists of both desks, on the page and as Excel files."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import render

from hakjeok.dates import school_year_of
from hakjeok_web.absences import queries
from hakjeok_web.absences.desks import Desk
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.states import Standing
from hakjeok_web.accounts.pages import page_number, pager
from hakjeok_web.config.converters import id_or_404
from hakjeok_web.config.exports import excel_of
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import labels_of
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.queries import years_of
from hakjeok_web.schools.rulings import rulings_by_year
from hakjeok_web.students import queries as students
from hakjeok_web.students import search

PER_PAGE = 50
COLUMNS = ("학생", "첫날", "마지막 날", "사유", "상태", "받은 날", "언제까지", "문서 번호", "출결 처리")


def index(request, desk: Desk):
    """One page of the list; what is late or starts first is on top."""
    page = page_number(request)
    shown, count, late = _page_of(request, desk, page)
    loose, unsent = ([], []) if _shows_all(request) else queries.tablet_papers(request.actor, desk.definition)
    papers = {"loose": loose, "unsent": unsent}
    pupils = [*(each.request.student_id for each in shown), *(paper.pupil_id for paper in [*loose, *unsent])]
    request.shown.add(pupils, purpose=desk.title)
    labels = labels_of(pupils)
    context = {
        "desk": desk, "count": count, "late": late, "shows_all": _shows_all(request), "q": request.GET.get("q", ""),
        "rows": [{"standing": each, "label": labels.get(each.request.student_id, "")} for each in shown],
        "pages": pager(request, page, count, PER_PAGE, "건"), "may_write": request.actor.may_write(desk.menu),
        "query": request.GET.urlencode(), **{name: _labelled(found, labels) for name, found in papers.items()},
    }  # fmt: skip
    return render(request, "absences/index.html", context)


def _labelled(papers: Iterable[Document], labels: Mapping[uuid.UUID, str]) -> list[dict[str, Any]]:
    return [{"paper": paper, "label": labels.get(paper.pupil_id, "")} for paper in papers]


def _page_of(request, desk: Desk, page: int) -> tuple[list[Standing], int, int]:
    """The rows of a page, how many there are in all, and how many of the open ones are late."""
    found, start = _listed(request, desk), (page - 1) * PER_PAGE
    if _shows_all(request):
        return _standings(request, found[start : start + PER_PAGE]), found.count(), 0
    ordered = sorted(_standings(request, found), key=_urgency)
    return ordered[start : start + PER_PAGE], len(ordered), sum(each.is_late for each in ordered)


def _listed(request, desk: Desk) -> QuerySet[AbsenceRequest]:
    """The requests within reach, narrowed as asked."""
    found = queries.within_reach(request.actor, desk.menu, desk.kind).defer("document__values", "report__values")
    wanted = search.condition(" ".join(request.GET.get("q", "").split())[:60])
    if wanted is not None:
        pupils = students.visible_to(request.actor, desk.menu, request.today).filter(wanted)
        found = found.filter(student__in=pupils.values("pk"))
    if student := request.GET.get("student"):
        found = found.filter(student_id=id_or_404(student))
    return found if _shows_all(request) else queries.open_ones(found, desk.kind)


def _shows_all(request) -> bool:
    return request.GET.get("view") == "all" or bool(request.GET.get("student"))


def _standings(request, found: Iterable[AbsenceRequest]) -> list[Standing]:
    """The requests with their days and the school's figures. Four queries."""
    found = list(found)
    withheld = queries.withheld_from(request.actor, found)
    calendars = {year.year: calendars_of(year) for year in years_of(request)}
    rulings = rulings_by_year(years_of(request))
    return [
        Standing(each, calendars[year].of(each.student.grade or 1), request.today, rulings[year], each.pk in withheld)
        for each in found
        if (year := school_year_of(each.from_on)) in calendars
    ]


def _urgency(each: Standing) -> tuple:
    return (each.due or date.max, each.request.from_on, each.request.pk)


def excel(request, desk: Desk):
    """The same list as an Excel file."""
    found = sorted(_standings(request, _listed(request, desk)), key=_urgency)
    request.shown.add(each.request.student_id for each in found)
    labels = labels_of(each.request.student_id for each in found)
    return excel_of(
        request,
        title=desk.title,
        columns=COLUMNS,
        rows=lambda: (_line(each, labels) for each in found),
        conditions=[("보기", "모두" if _shows_all(request) else "처리할 것")],
    )


def _line(each: Standing, labels) -> list[Any]:
    made = each.request
    number = reference(made.document) if made.document_id and made.document.is_approved else ""
    return [
        labels.get(made.student_id, ""), made.from_on, made.to_on, each.reason, each.badge["text"], made.received_on,
        each.due, number, made.get_outcome_display() if made.outcome else "",
    ]  # fmt: skip
