"""The list of pupils (학생 명부), its print-out and its Excel file, and the search."""

from itertools import groupby
from operator import attrgetter
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok.korean import with_particle
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.config.exports import excel_of
from hakjeok_web.schools.queries import selected_year, within_year
from hakjeok_web.students import queries, search
from hakjeok_web.students.forms import filters_of, page_number
from hakjeok_web.students.queries import PER_PAGE

COLUMNS = ("반", "번호", "성명", "성별", "생년월일", "상태")


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def index(request):
    """학생 명부 by class and number, fifty a page; those without a class first."""
    year, pupils, filters = _wanted(request)
    page = page_number(request.GET)
    rows, total = queries.page_of(pupils, page)
    request.shown.add((row.id for row in rows), purpose="학생 명부")
    context = {
        "year": year,
        "rows": rows,
        "total": total,
        "filters": filters,
        "grades": _by_grade(queries.classes_within(request.actor, year)),
        "columns": [{"label": label, "number": label == "번호"} for label in COLUMNS],
        "count_text": f"{total:,}명",
        "pages": pages_of(request, page, total),
        "sheet_url": with_query(reverse("students:sheet"), request),
        "excel_url": with_query(reverse("students:excel"), request),
        "may_import": request.actor.may_write(Menu.IMPORTS),
        "empty": _empty(request, filters),
    }
    return render(request, "students/list.html", context)


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def sheet(request):
    """명렬표: every pupil of the list, class by class, to be printed."""
    year, pupils, filters = _wanted(request)
    rows = queries.rows_of(pupils)
    request.shown.add((row.id for row in rows), purpose="명렬표 인쇄")
    classes = [(label, list(group)) for label, group in groupby(rows, attrgetter("class_label"))]
    told = [(label, len(group), _sheet_rows(group)) for label, group in classes]
    context = {"year": year, "classes": told, "total": len(rows), "filters": filters}
    return render(request, "students/sheet.html", context)


@reads(Menu.STUDENTS, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The list as an Excel file."""
    year, pupils, filters = _wanted(request)
    rows = queries.rows_of(pupils) if request.method == "POST" else []
    request.shown.add(row.id for row in rows)
    return excel_of(
        request,
        title="학생 명부",
        columns=["학년", "반", "번호", "성명", "성별", "생년월일", "상태"],
        rows=lambda: (
            [row.grade, row.class_number, row.number, row.name, row.sex_word, row.birth_on, row.badge["text"]]
            for row in rows
        ),
        conditions=[("학년도", str(year or "")), ("조건", filters.told())],
    )


@reads(Menu.STUDENTS, pupils=True)
@require_GET
def find(request):
    """학생 찾기: at most ten pupils within reach; JSON for the picker, a page for everybody else."""
    text, has_left = request.GET.get("q", "")[:60], request.GET.get("left") == "1"
    rows = search.find(request.actor, text, has_left=has_left)
    request.shown.add((row.id for row in rows), purpose="학생 찾기")
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"pupils": [{"id": str(row.id), "text": row.told} for row in rows]})
    context = {"q": text, "rows": rows, "has_left": has_left, "columns": [{"label": label} for label in COLUMNS]}
    return render(request, "students/search.html", context)


def _wanted(request):
    """The chosen year and the filtered pupils as of today, or as of the nearest day of a past year."""
    year = selected_year(request)
    on = within_year(year.year, request.today) if year else request.today
    filters = filters_of(request.GET)
    pupils = queries.visible_to(request.actor, Menu.STUDENTS, on)
    if on != request.today:
        return year, queries.who_were_there(pupils, filters), filters
    return year, queries.listed(pupils, filters), filters


def _sheet_rows(rows):
    """The lines of a class as HTML: a template takes eight times as long for a school of 1,000."""
    return format_html_join(
        "",
        '<tr><td class="hj-number">{}</td><th scope="row">{}</th><td>{}</td><td>{}</td><td></td></tr>',
        ((row.number or "–", row.name, row.sex_word, row.birth_told) for row in rows),
    )


def _by_grade(classes) -> list[tuple[int, list]]:
    """For the choice of a class; nothing to choose where there is one only."""
    return [(grade, list(group)) for grade, group in groupby(classes, attrgetter("grade"))] if len(classes) > 1 else []


def pages_of(request, page: int, total: int, *, unit: str = "명") -> dict:
    """For components/_pager.html; nothing where one page is enough."""
    first, last = (page - 1) * PER_PAGE + 1, min(page * PER_PAGE, total)
    pages = {"text": f"{first}~{last}{unit} / {total:,}{unit}", "next_text": f"다음 {PER_PAGE}{unit}"}
    if page > 1:
        pages["previous_url"] = with_query(request.path, request, page=page - 1)
    if last < total:
        pages["next_url"] = with_query(request.path, request, page=page + 1)
    return pages if total > PER_PAGE else {}


def with_query(path: str, request, **changed) -> str:
    """The address with the present conditions, on its first page."""
    kept = {name: value for name, value in request.GET.items() if value and name != "page"} | changed
    return f"{path}?{urlencode(kept)}" if kept else path


def _empty(request, filters) -> dict:
    if filters.name:
        return {
            "text": f"{with_particle(f'‘{filters.name}’', '과', '와')} 맞는 학생이 없습니다.",
            "more": "이름의 일부나 ‘4-2 3’처럼 찾아 보세요.",
            "url": reverse("students:search"),
            "link": "학생 찾기",
        }
    if request.actor.may_write(Menu.IMPORTS):
        return {
            "text": "학생이 없습니다. 명렬표를 올리면 학생과 반을 한 번에 등록합니다.",
            "url": reverse("students:imports"),
            "link": "명렬표 올리기",
        }
    return {"text": "이 조건에 맞는 학생이 없습니다. 조건을 바꾸어 찾아 보세요."}
