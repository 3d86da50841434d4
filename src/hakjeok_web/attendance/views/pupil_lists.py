"""Pupils read off the year: 개근, and those to look at (살펴볼 학생). A homeroom teacher sees his own class's.

They go by the right to the lists of absentees, as the entries of a period do, or by that to the sums of the school.
"""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import watch as watching
from hakjeok_web.attendance.perfect_years import PerfectYear, perfect_years
from hakjeok_web.attendance.statistics import Classes
from hakjeok_web.attendance.views.statistics_tabs import tabs
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import GRADES, SchoolYear

PER_PAGE = 50


@reads(Menu.ABSENTEES, or_menu=Menu.STATISTICS, pupils=True)
@require_GET
def perfect(request):
    """개근: who has not been away once, as of today or the year's last day."""
    year, day, grade, rows = _perfect(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add(row.student_id for row in page)
    context = {
        "year": year, "day": day, "grade": grade, "rows": page, "page": page, "count": len(rows),
        "unsure": sum(row.needs_former_school for row in rows), "is_over": day >= year.last_on,
        "grades": GRADES if _reach(request) is None else (),
        "reasons": reasons_of(page[0].decided) if page.object_list else None,
        "tabs": tabs(request, year, "perfect"),
    }  # fmt: skip
    return render(request, "attendance/perfect.html", context)


@reads(Menu.ABSENTEES, or_menu=Menu.STATISTICS, pupils=True)
@require_http_methods(["GET", "POST"])
def perfect_excel(request):
    """The same as an Excel file, every page."""
    year, day, _, rows = _perfect(request)
    request.shown.add(row.student_id for row in rows)
    return excel_of(
        request,
        title=f"{year} 개근",
        columns=["학년", "반", "번호", "성명", "학년에 들어온 방법", "더 볼 것"],
        rows=lambda: (
            [row.grade, row.class_number, row.number, row.name, row.entry.korean, _still(row)] for row in rows
        ),
        conditions=[("기준일", korean_date(day))],
    )


def _still(row: PerfectYear) -> str:
    return "들어오기 전의 출결을 더해 정함" if row.needs_former_school else ""


def _perfect(request) -> tuple[SchoolYear, date, int | None, list[PerfectYear]]:
    year, day = _year_and_day(request)
    told = request.GET.get("grade", "")
    grade = int(told) if told in {str(each) for each in GRADES} else None
    return year, day, grade, perfect_years(year, day=day, grade=grade, classes=_reach(request))


def _reach(request) -> Classes:
    reach = [request.actor.readable_classes(menu) for menu in (Menu.ABSENTEES, Menu.STATISTICS)]
    return None if None in reach else reach[0]


def _year_and_day(request) -> tuple[SchoolYear, date]:
    year = schools.selected_year(request)
    if year is None:
        raise Http404
    return year, min(request.today, year.last_on)


@reads(Menu.ABSENTEES, or_menu=Menu.STATISTICS, pupils=True)
@require_GET
def watch(request):
    """살펴볼 학생: near a third of the year, away for days, often late."""
    year, day = _year_and_day(request)
    rows = watching.watched(year, calendars_of(year), day=day, reader=request.actor, classes=_reach(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    request.shown.add((row.student_id for row in page), purpose="살펴볼 학생")
    context = {
        "year": year, "day": day, "rows": page, "page": page, "count": len(rows), "run_days": watching.RUN_DAYS,
        "late_times": watching.LATE_TIMES, "tabs": tabs(request, year, "watch"),
    }  # fmt: skip
    return render(request, "attendance/watch.html", context)


@reads(Menu.ABSENTEES, or_menu=Menu.STATISTICS, pupils=True)
@require_http_methods(["GET", "POST"])
def watch_excel(request):
    """The same as an Excel file, every page."""
    year, day = _year_and_day(request)
    rows = watching.watched(year, calendars_of(year), day=day, reader=request.actor, classes=_reach(request))
    request.shown.add((row.student_id for row in rows), purpose="살펴볼 학생")
    return excel_of(
        request,
        title="살펴볼 학생",
        columns=["학년", "반", "번호", "성명", "결석", "결석할 수 있는 날", "연속", "지각", "까닭", "3분의 1 예상일"],
        rows=lambda: (_watch_line(row) for row in rows),
        conditions=[("기준일", korean_date(day))],
    )


def _watch_line(row: watching.Watched) -> list:
    return [
        row.grade, row.class_number, row.number, row.name, row.absent, row.may_miss, row.run, row.lates,
        ", ".join(row.reasons), row.forecast.threshold_date if row.forecast else None,
    ]  # fmt: skip
