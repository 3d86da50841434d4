"""학교 출결 통계: sums by month, grade, sex, form and kind as pictures with their tables, beside the year before."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.accounts.policies import Menu, reads
from hakjeok_web.attendance import closings
from hakjeok_web.attendance.charts import render_bars, render_legend
from hakjeok_web.attendance.month import month_of
from hakjeok_web.attendance.overview import Line, Overview, Sex, Wanted, overview_of
from hakjeok_web.attendance.symbols import FORM_WORDS, KIND_WORDS, KINDS
from hakjeok_web.attendance.views.statistics_tabs import tabs
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.models import GRADES, SchoolYear

UNITS = {"absence": "일"}
EVERY = "all"
KIND_HEADS = [KIND_WORDS[kind] for kind in KINDS]


@reads(Menu.STATISTICS)
@require_GET
def overview(request):
    """The school at a glance: months, grades, sexes, forms."""
    year, before, until = _years(request)
    wanted = _wanted(request)
    found = overview_of(year, before, until=until)
    beside = str(before) if before else ""
    sections = _sections(found, wanted, year, beside, until)
    context = {
        "year": year, "before": beside, "until": until, "what": FORM_WORDS.get(wanted.form, "결석·지각·조퇴·결과"),
        "unit": _unit(wanted), "sections": sections, "total": f"{sections[0]['total']:,}", "kind_heads": KIND_HEADS,
        "forms": [(FORM_WORDS[form], line) for form, line in found.forms(wanted)],
        "legend": render_legend(f"{beside} 합계" if beside else ""), "choices": _choices(request),
        "tabs": tabs(request, year, "overview"),
        "excel_url": f"{reverse('attendance:statistics_excel')}?{urlencode(_told(request))}",
    }  # fmt: skip
    return render(request, "attendance/overview.html", context)


@reads(Menu.STATISTICS)
@require_http_methods(["GET", "POST"])
def overview_excel(request):
    """All sums as an Excel file: a line for each month, grade, sex, form and kind."""
    year, before, until = _years(request)
    words = FORM_WORDS | KIND_WORDS
    return excel_of(
        request,
        title=f"{year} 학교 출결 통계",
        columns=["학년도", "달", "학년", "성별", "형태", "종류", "수"],
        rows=lambda: (
            [each.year, each.month, each.grade, Sex(each.sex).label, words[each.form], words[each.kind], each.number]
            for each in sorted(
                overview_of(year, before, until=until).sums,
                key=lambda s: (-s.year, (s.month - 3) % 12, s.grade, s.sex, s.form, s.kind),
            )
        ),
        conditions=[("기준일", korean_date(until))],
    )


def _years(request) -> tuple[SchoolYear, SchoolYear | None, date]:
    """The year that is looked at, the one before it, and the last day of it that counts."""
    year = schools.selected_year(request)
    if year is None:
        raise Http404
    before = next((each for each in schools.years_of(request) if each.year == year.year - 1), None)
    return year, before, min(request.today, year.last_on)


def _told(request) -> dict[str, str]:
    return {name: request.GET[name] for name in ("year", "form", "grade", "sex") if request.GET.get(name)}


def _wanted(request) -> Wanted:
    told = _told(request)
    form = told.get("form", "absence")
    grade = told.get("grade", "")
    return Wanted(
        form=form if form in FORM_WORDS else "",
        grade=int(grade) if grade in {str(each) for each in GRADES} else None,
        sex=told["sex"] if told.get("sex") in Sex.values else "",
    )


def _choices(request) -> list[dict]:
    """The selects above the pictures."""
    wanted = _wanted(request)
    forms = [*FORM_WORDS.items(), (EVERY, "모두")]
    grades = [("", "모든 학년"), *((str(each), f"{each}학년") for each in GRADES)]
    sexes = [("", "모두"), *Sex.choices]
    return [
        {"name": "form", "label": "형태", "options": forms, "chosen": wanted.form or EVERY},
        {"name": "grade", "label": "학년", "options": grades, "chosen": str(wanted.grade or "")},
        {"name": "sex", "label": "성별", "options": sexes, "chosen": wanted.sex},
    ]


def _unit(wanted: Wanted) -> str:
    return UNITS.get(wanted.form, "회")


def _sections(found: Overview, wanted: Wanted, year, beside: str, until: date) -> list[dict]:
    months = [each for each in closings.months_of(year) if each <= month_of(until)]
    parts: list[tuple[str, str, Sequence[Line]]] = [
        ("months", "달마다", found.months(wanted, months)),
        ("grades", "학년마다", found.grades(wanted, [wanted.grade] if wanted.grade else GRADES)),
        ("sexes", "성별", found.sexes(wanted)),
    ]
    unit = _unit(wanted)
    return [
        {
            "key": key,
            "title": title,
            "lines": lines,
            "with_pupils": key != "months",
            "chart": render_bars(lines, key=key, title=f"{title} 출결", unit=unit, before=beside),
            "total": sum(line.total for line in lines),
        }
        for key, title, lines in parts
    ]
