"""Lists read off the register: classes, today's absentees, statistics, the whole school's month."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import facts, queries, statistics
from hakjeok_web.attendance.grid import render_grid
from hakjeok_web.attendance.month import Month, end_of, month_of
from hakjeok_web.attendance.statistics import COUNT_WORDS
from hakjeok_web.attendance.symbols import word_of
from hakjeok_web.attendance.tables import month_table, year_table
from hakjeok_web.attendance.views.register import day_url, month_label, register_url
from hakjeok_web.attendance.views.statistics_tabs import tabs
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.templatetags.korean import clock_time, korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import YearCalendars, calendars_of
from hakjeok_web.schools.models import SchoolClass


@reads(Menu.ABSENTEES, pupils=True)
@require_GET
def absentees(request):
    """오늘의 결석: who is missing on a day, and which classes are still 확인 전."""
    context = _absentees(request)
    request.shown.add(row.student_id for row in context["rows"])
    return render(request, "attendance/absentees.html", context)


@reads(Menu.ABSENTEES, pupils=True)
@require_http_methods(["GET", "POST"])
def absentees_excel(request):
    """The same list as an Excel file."""
    context = _absentees(request)
    request.shown.add(row.student_id for row in context["rows"])
    return excel_of(
        request,
        title=f"결석 {korean_date(context['day'])}",
        columns=["학년", "반", "번호", "성명", "출결", "사유", "비고", "적은 사람", "적은 때"],
        rows=lambda: [_absentee_line(row) for row in context["rows"]],
        conditions=[("날짜", korean_date(context["day"]))],
    )


def _absentee_line(row: statistics.Absentee) -> list:
    return [
        row.grade,
        row.class_number,
        row.number,
        row.name,
        word_of(row.form, row.kind),
        row.reason,
        row.note,
        row.entered_by,
        clock_time(row.entered_at),
    ]


def _absentees(request) -> dict:
    day = _asked_day(request)
    year = schools.year_of(request.actor.school_id, day)
    reach = request.actor.readable_classes(Menu.ABSENTEES)
    rows = statistics.absentees(year.pk, day, reach) if year else []
    days = statistics.class_days(year.pk, day, reach) if year else []
    is_school_day = bool(year) and any(calendars_of(year).of(each.grade).is_school_day(day) for each in days)
    return {
        "day": day,
        "rows": rows,
        "untaken": [(each.short_name, day_url(each.school_class_id, day)) for each in days if not each.is_taken],
        "is_school_day": is_school_day,
        "absent": sum(row.form == "absence" for row in rows),
        "today": request.today,
        "excel_url": f"{reverse('attendance:absentees_excel')}?{urlencode({'day': day.isoformat()})}",
    }


def _asked_day(request) -> date:
    try:
        return date.fromisoformat(request.GET.get("day") or request.today.isoformat())
    except ValueError as error:
        raise Http404 from error


@reads(Menu.STATISTICS)
@require_GET
def month_statistics(request, month):
    """월별 통계: every class's sixteen counts of a month."""
    year = _year(request, month)
    rows = statistics.month_counts(year.pk, month, end_of(month), reader=request.actor)
    return render(
        request,
        "attendance/month_statistics.html",
        {
            "month": month,
            "month_label": month_label(month),
            "table": month_table(rows),
            "has_rows": bool(rows),
            "tabs": tabs(request, year, "month"),
            **_month_links(year, month, "attendance:month_statistics"),
        },
    )


@reads(Menu.STATISTICS)
@require_http_methods(["GET", "POST"])
def month_statistics_excel(request, month):
    """The same as an Excel file."""
    year = _year(request, month)
    return excel_of(
        request,
        title=f"{month.month}월 출결 통계",
        columns=["학년", "반", *COUNT_WORDS],
        rows=lambda: (
            [row.grade, row.number, *row.counts]
            for row in statistics.month_counts(year.pk, month, end_of(month), reader=request.actor)
        ),
        conditions=[("달", month_label(month))],
    )


@reads(Menu.STATISTICS, pupils=True)
@require_GET
def year_statistics(request, year):
    """연간 합계: each pupil's sixteen counts of the year."""
    school_year = _school_year(request, year)
    rows = statistics.year_counts(school_year.pk, reader=request.actor)
    request.shown.add(row.student_id for row in rows)
    context = {
        "year": school_year,
        "table": year_table(rows),
        "count": len(rows),
        "tabs": tabs(request, school_year, "year"),
    }
    return render(request, "attendance/year_statistics.html", context)


@reads(Menu.STATISTICS, pupils=True)
@require_http_methods(["GET", "POST"])
def year_statistics_excel(request, year):
    """The same as an Excel file."""
    school_year = _school_year(request, year)
    rows = statistics.year_counts(school_year.pk, reader=request.actor)
    request.shown.add(row.student_id for row in rows)
    return excel_of(
        request,
        title=f"{year}학년도 출결 합계",
        columns=["학년", "반", "번호", "성명", *COUNT_WORDS],
        rows=lambda: ([row.grade, row.class_number, row.number, row.name, *row.counts] for row in rows),
        conditions=[("학년도", f"{year}학년도")],
    )


@reads(Menu.STATISTICS, pupils=True)
@require_GET
def school_month(request, month):
    """학교 출석부: every class's month, one table a class, for reading."""
    year = _year(request, month)
    classes = schools.classes_of(year)
    months = queries.class_months(classes, month, month, end_of(month), reader=request.actor) if classes else []
    request.shown.add(pupil.id for each in months for pupil in each.pupils)
    pairs = [pair for pair in zip(classes, months, strict=True) if pair[1].pupils]
    calendars = calendars_of(year)
    context = {
        "month_label": month_label(month),
        "registers": [_register(request, *pair, calendars) for pair in pairs],
        "tabs": tabs(request, year, "school"),
        "count": sum(len(each.pupils) for each in months),
    }
    context |= _month_links(year, month, "attendance:school_month")
    return render(request, "attendance/school_month.html", context)


def _register(request, school_class: SchoolClass, month: Month, calendars: YearCalendars) -> dict:
    name = f"class-{school_class.pk}"
    grid = facts.grid_of(school_class, month, calendars, today=request.today, readonly=True, label_id=name)
    return {
        "name": name,
        "class": school_class,
        "url": register_url(school_class.pk, month.first_on),
        "pupils": len(month.pupils),
        "grid": render_grid(grid),
    }


def _month_links(year, month: date, name: str) -> dict[str, str]:
    before, after = month_of(date.fromordinal(month.toordinal() - 1)), end_of(month)
    first, last = month_of(year.first_on), month_of(year.last_on)
    return {
        "previous_url": reverse(name, args=(before,)) if before >= first else "",
        "next_url": reverse(name, args=(after,)) if after <= last else "",
    }


def _year(request, day: date):
    year = schools.year_of(request.actor.school_id, day)
    if year is None:
        raise Http404
    return year


def _school_year(request, year: int):
    found = next((each for each in schools.years_of(request) if each.year == year), None)
    if found is None:
        raise Http404
    return found
