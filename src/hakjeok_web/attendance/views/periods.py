"""기간별 출결: the register's entries from day to day, filtered, page by page and as an Excel file."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance.month import month_of
from hakjeok_web.attendance.periods import Period, PeriodEntry, entries_of
from hakjeok_web.attendance.symbols import FORM_WORDS, KIND_WORDS, word_of
from hakjeok_web.attendance.views.statistics_tabs import tabs
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Reason, Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.models import GRADES, SchoolClass

PER_PAGE = 50


@reads(Menu.ABSENTEES, pupils=True)
@require_GET
def index(request):
    """A page of entries; 422 with its sentence where the days cannot be."""
    errors, rows, count, number = [], [], 0, _page_number(request)
    try:
        period = _period(request)
        rows, count = _entries(request, period, most=PER_PAGE, offset=(number - 1) * PER_PAGE)
    except Refused as refused:
        errors = refused.reasons
    request.shown.add(row.student_id for row in rows)
    year = schools.current_year(request.actor.school_id, request.today)
    context = {
        "rows": rows, "count": count, "errors": errors, "told": _told(request), "choices": _choices(request, year),
        "page": Paginator(range(count), PER_PAGE).get_page(number), "query": urlencode(_told(request)),
        "tabs": tabs(request, year, "periods"),
        "excel_url": f"{reverse('attendance:periods_excel')}?{urlencode(_told(request))}",
    }  # fmt: skip
    return render(request, "attendance/periods.html", context, status=422 if errors else 200)


@reads(Menu.ABSENTEES, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file, every page."""
    try:
        period = _period(request)
    except Refused:
        return index(request)
    rows, _ = _entries(request, period)
    request.shown.add(row.student_id for row in rows)
    return excel_of(
        request,
        title="기간별 출결",
        columns=["날짜", "학년", "반", "번호", "성명", "출결", "사유", "비고", "적은 사람"],
        rows=lambda: (_line(row) for row in rows),
        conditions=[("부터", korean_date(period.first)), ("까지", korean_date(period.last))],
    )


def _line(row: PeriodEntry) -> list:
    return [
        row.day, row.grade, row.class_number, row.number, row.name, word_of(row.form, row.kind), row.reason, row.note,
        row.entered_by,
    ]  # fmt: skip


def _entries(request, period: Period, **limits):
    reach = request.actor.readable_classes(Menu.ABSENTEES)
    return entries_of(period, school=request.actor.school_id, classes=reach, **limits)


def _told(request) -> dict[str, str]:
    """What was asked for, days filled in: from the first of this month to today."""
    told = {name: request.GET.get(name, "") for name in ("from", "to", "place", "form", "kind")}
    told["from"] = told["from"] or month_of(request.today).isoformat()
    told["to"] = told["to"] or request.today.isoformat()
    return told


def _period(request) -> Period:
    """The period that was asked for.

    Raises:
        Refused: a date cannot be read, or the days end before they begin.

    """
    told = _told(request)
    first, last = _day(told["from"], "from"), _day(told["to"], "to")
    if last < first:
        raise Refused(Reason("끝나는 날이 시작하는 날보다 빠릅니다. 두 날짜를 바로잡아 주세요.", field="to"))
    place = told["place"]
    return Period(
        first=first,
        last=last,
        grade=int(place) if place in {str(each) for each in GRADES} else None,
        school_class=id_of(place),
        form=told["form"] if told["form"] in FORM_WORDS else "",
        kind=told["kind"] if told["kind"] in KIND_WORDS else "",
    )


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Reason("날짜를 읽을 수 없습니다. 달력에서 골라 주세요.", field=field)) from error


def _page_number(request) -> int:
    told = request.GET.get("page", "1")
    return max(1, int(told)) if told.isdecimal() and len(told) < 6 else 1


def _choices(request, year) -> list[dict]:
    reach, told = request.actor.readable_classes(Menu.ABSENTEES), _told(request)
    classes = SchoolClass.objects.filter(school_year=year).order_by("grade", "number")
    classes = classes if reach is None else classes.filter(pk__in=reach)
    grades = [(str(each), f"{each}학년") for each in GRADES] if reach is None else []
    places = [("", "모든 반"), *grades, *((str(each.pk), str(each)) for each in classes)]
    return [
        {"name": "place", "label": "반", "options": places, "chosen": told["place"]},
        {"name": "form", "label": "형태", "options": [("", "모두"), *FORM_WORDS.items()], "chosen": told["form"]},
        {"name": "kind", "label": "종류", "options": [("", "모두"), *KIND_WORDS.items()], "chosen": told["kind"]},
    ]
