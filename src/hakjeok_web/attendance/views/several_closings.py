"""Closing a month of a grade or of the whole school, and looking at a closed year (한꺼번에 마감·연 마감)."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts import idempotency
from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import closing_actions, closing_checks, closings, queries
from hakjeok_web.attendance.statistics import COUNT_WORDS
from hakjeok_web.attendance.tables import class_year_table, year_closings_table
from hakjeok_web.attendance.views.register import month_label
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.templatetags.korean import korean_time
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.models import GRADES, SchoolClass, SchoolYear


@reads(Menu.CLOSINGS)
@require_http_methods(["GET", "POST"])
def several(request, month):
    """A grade's or the school's month: what was found in each class, and one button for all."""
    year = schools.year_of(request.actor.school_id, month)
    if year is None or month not in closings.months_of(year):
        raise Http404
    grade = _grade(request)
    classes = _classes(request, year, grade)
    if request.method == "POST":
        return _close(request, month, grade, classes)
    rows = _rows(request, month, classes)
    context = _context(request, month, grade) | {"rows": rows, "key": uuid.uuid4(), **_sums(rows)}
    return render(request, "attendance/closing_several.html", context)


def _grade(request) -> int | None:
    told = request.POST.get("grade") or request.GET.get("grade") or ""
    return int(told) if told in {str(each) for each in GRADES} else None


def _classes(request, year: SchoolYear, grade: int | None) -> list[SchoolClass]:
    reach = request.actor.readable_classes(Menu.CLOSINGS)
    return [
        each for each in schools.classes_of(year) if (reach is None or each.pk in reach) and grade in (None, each.grade)
    ]


def _context(request, month, grade: int | None) -> dict:
    path = request.path
    tabs = [("전체", path, grade is None)] + [(f"{each}학년", f"{path}?grade={each}", grade == each) for each in GRADES]
    scope = f"{grade}학년" if grade else "전체"
    return {
        "month": month, "month_label": month_label(month), "grade": grade, "scope": scope,
        "tabs": tabs if request.actor.readable_classes(Menu.CLOSINGS) is None else [],
    }  # fmt: skip


def _rows(request, month, classes) -> list[dict]:
    """What was found in each class; without pupils' names, which stand on the class's own page."""
    asked = closing_checks.asked(classes, month, today=request.today, reader=request.actor) if classes else None
    checks = closing_checks.checks_of(asked) if asked else {}
    return [
        {
            "school_class": each,
            "is_closed": shown.is_closed,
            "is_over": not any(c.title == closing_checks.NOT_OVER for c in checks[each.pk]),
            "stops": [] if shown.is_closed else closing_checks.grouped(c for c in checks[each.pk] if c.stops),
            "warnings": [] if shown.is_closed else closing_checks.grouped(c for c in checks[each.pk] if not c.stops),
            "may_close": request.actor.may_write_class(Menu.CLOSINGS, each.pk),
            "url": reverse("attendance:closing", args=(each.pk, month)),
        }
        for each, shown in (asked.months if asked else ())
    ]


def _sums(rows) -> dict[str, int]:
    open_rows = [row for row in rows if not row["is_closed"]]
    return {
        "closed": len(rows) - len(open_rows),
        "stopped": sum(bool(row["stops"]) for row in open_rows),
        "warned": sum(bool(row["warnings"]) and not row["stops"] for row in open_rows),
        "ready": sum(not row["stops"] and not row["warnings"] for row in open_rows),
        "may_close": sum(row["may_close"] and not row["stops"] for row in open_rows),
    }


def _close(request, month, grade, classes):
    """Close what can be closed, once however often the form arrives, and tell of every class."""
    by = request.actor
    mine = [each for each in classes if by.may_write_class(Menu.CLOSINGS, each.pk)]
    if not mine:
        raise PermissionDenied
    with_warnings = "with_warnings" in request.POST

    def act() -> list[list]:
        done = closing_actions.close_months(classes=mine, month=month, by=by, with_warnings=with_warnings)
        return [
            [str(each.school_class), str(each.school_class.pk), [reason.text for reason in each.kept], each.before]
            for each in done
        ]

    body = f"{month} {grade} {with_warnings}".encode()
    told = idempotency.once(act, key=idempotency.key_of(request), body=body, by=by)
    lists = _results(told, month)
    context = _context(request, month, grade) | lists | {"back": _back(request, grade)}
    status = 422 if lists["left"] and not lists["closed"] else 200
    return render(request, "attendance/closing_results.html", context, status=status)


def _results(told: list[list], month) -> dict[str, list]:
    """The classes by what became of them; those that are not closed now with their address and the sentences."""
    addressed = [
        (name, reverse("attendance:closing", args=(key, month)), kept, before) for name, key, kept, before in told
    ]
    return {
        "closed": [name for name, _, kept, before in addressed if not kept and not before],
        "left": [(name, url, kept) for name, url, kept, _ in addressed if kept],
        "before": [(name, url, [before]) for name, url, _, before in addressed if before],
    }


def _back(request, grade) -> str:
    return f"{request.path}?grade={grade}" if grade else request.path


@reads(Menu.CLOSINGS)
@require_GET
def year_closings(request, year):
    """연 마감: which months of which classes are closed, by whom, and each class's counts of the year."""
    school_year = _school_year(request, year)
    rows = closings.class_years(school_year, classes=request.actor.readable_classes(Menu.CLOSINGS))
    months = closings.months_of(school_year)
    return render(
        request,
        "attendance/year_closings.html",
        {
            "year": school_year,
            "table": year_closings_table(rows, months) if rows else "",
            "count": len(rows),
            "closed": sum(row.is_closed for row in rows),
        },
    )


@reads(Menu.CLOSINGS)
@require_http_methods(["GET", "POST"])
def year_closings_excel(request, year):
    """The same as an Excel file."""
    school_year = _school_year(request, year)
    months = closings.months_of(school_year)
    rows = closings.class_years(school_year, classes=request.actor.readable_classes(Menu.CLOSINGS))
    return excel_of(
        request,
        title=f"{year}학년도 연 마감",
        columns=["학년", "반", "연 마감", *[f"{each.month}월" for each in months], "마지막 마감", "사람", *COUNT_WORDS],
        rows=lambda: (_closings_line(row, months) for row in rows),
        conditions=[("학년도", f"{year}학년도")],
    )


def _closings_line(row: closings.ClassYear, months) -> list:
    states = [row.months[month] for month in months]
    return [
        row.grade, row.number, "마감" if row.is_closed else "",
        *[korean_time(state.at) if state.is_closed else "" for state in states],
        korean_time(row.last.at) if row.last else "", row.last.by if row.last else "", *row.counts,
    ]  # fmt: skip


@reads(Menu.CLOSINGS, pupils=True)
@require_GET
def class_year(request, school_class):
    """A class's year: each pupil's totals by `attendance.totals`, and who closed which month when."""
    found, state, rows = _class_year(request, school_class)
    request.shown.add((row.student_id for row in rows), purpose="연 마감")
    months = [(month, state.months[month]) for month in closings.months_of(found.school_year)]
    context = {
        "school_class": found,
        "state": state,
        "months": [(month, each, reverse("attendance:closing", args=(found.pk, month))) for month, each in months],
        "table": class_year_table(rows) if rows else "",
        "count": len(rows),
        "year_url": reverse("attendance:year_closings", args=(found.school_year.year,)),
    }
    return render(request, "attendance/class_year.html", context)


@reads(Menu.CLOSINGS, pupils=True)
@require_http_methods(["GET", "POST"])
def class_year_excel(request, school_class):
    """The same as an Excel file."""
    found, state, rows = _class_year(request, school_class)
    request.shown.add((row.student_id for row in rows), purpose="연 마감")
    return excel_of(
        request,
        title=f"{found} 출결 합계",
        columns=["번호", "성명", "수업일수", "출석일수", *COUNT_WORDS],
        rows=lambda: ([row.number, row.name, row.total_days, row.attended_days, *row.counts] for row in rows),
        conditions=[("반", str(found)), ("연 마감", "마감" if state.is_closed else "아직")],
    )


def _class_year(request, school_class):
    found = queries.readable_class(request.actor, school_class, Menu.CLOSINGS)
    state = closings.class_years(found.school_year, classes=[found.pk])[0]
    return found, state, closings.pupil_totals(found)


def _school_year(request, year: int) -> SchoolYear:
    found = next((each for each in schools.years_of(request) if each.year == year), None)
    if found is None:
        raise Http404
    return found
