"""학사일정: the year at a glance, its lines, its first and last days, its public holidays."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools import actions, facts, holidays, queries, year_view
from hakjeok_web.schools.forms import DaysForm, EntryForm, YearForm
from hakjeok_web.schools.models import GRADES, CalendarEntry, SchoolYear

GET_OR_POST = ["GET", "POST"]


@reads(Menu.CALENDAR)
@require_GET
def calendar(request, year):
    """The year view of one grade, the counts of all, the lines below."""
    found = next((each for each in queries.years_of(request) if each.year == year), None)
    if found is None:
        return not_opened(request, year)
    queries.show_year(request, found)
    return render(request, "schools/calendar.html", _year_context(request, found))


def not_opened(request, year):
    if year != school_year_of(request.today):
        raise Http404
    messages.info(request, f"{year}학년도를 아직 열지 않았습니다.")
    return redirect("schools:years")


def _year_context(request, school_year: SchoolYear) -> dict:
    calendars, semesters = facts.calendars_of(school_year), list(school_year.semesters.all())
    grade = _grade(request)
    counts = year_view.grade_counts(school_year, calendars, semesters)
    return {
        "school_year": school_year,
        "grade": grade,
        "counts": counts,
        "reasons": year_view.reasons_of(counts[grade - 1].plan),
        "plan": counts[grade - 1].plan,
        "months": year_view.small_months(school_year, calendars, grade),
        "week": year_view.WEEK,
        "legend": year_view.LEGEND,
        "month_table": year_view.month_table(school_year, calendars),
        "semesters": semesters,
        "lines": [(each, year_view.grades_text(each.grades)) for each in calendars.entries],
        "form": EntryForm(),
        "may_write": may_change(request, school_year, Menu.CALENDAR),
    }


def may_change(request, school_year: SchoolYear, menu: Menu) -> bool:
    """Whether the person may write and the year is not past."""
    return request.actor.may_write(menu) and not school_year.is_past(request.today)


def _grade(request) -> int:
    asked = request.GET.get("grade", "1")
    return int(asked) if asked in map(str, GRADES) else 1


@reads(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def export(request, year):
    """The lines of the calendar as Excel."""
    found = school_year_or_404(request, year)
    calendars = facts.calendars_of(found)
    return excel_of(
        request,
        title=f"{found} 학사일정",
        columns=("종류", "이름", "시작일", "끝나는 날", "학년"),
        rows=lambda: [
            (each.kind_label, each.name, each.first_on, each.last_on, year_view.grades_text(each.grades))
            for each in calendars.entries
        ],
        conditions=[
            ("학년도", str(found)),
            *((f"{grade}학년 수업일수", f"{calendars.of(grade).count()}일") for grade in GRADES),
        ],
    )


@writes(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def new_entry(request, year):
    """일정 더하기."""
    found = school_year_or_404(request, year)
    form = EntryForm(request.POST or None)
    if form.is_valid() and form.apply(
        actions.add_entry, school_year=found, entry=form.entry(), seen=seen(request), by=request.actor
    ):
        messages.success(request, f"학사일정에 ‘{form.outcome.name}’ 일정을 더했습니다.")
        return redirect("schools:calendar", year)
    return _form_page(request, "schools/entry.html", form, school_year=_fresh(found))


@writes(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def entry(request, year, entry):
    """일정 고치기: the line as it stands, and what it shall become."""
    line = _line_or_404(request, year, entry)
    form = EntryForm(request.POST or None, initial=_initial(line))
    if form.is_valid() and form.apply(
        actions.change_entry, line=line, entry=form.entry(), seen=seen(request), by=request.actor
    ):
        messages.success(request, f"‘{line.name}’ 일정을 고쳤습니다.")
        return redirect("schools:calendar", year)
    line = _line_or_404(request, year, entry)  # what a refused change left in the object is not what stands
    return _form_page(request, "schools/entry.html", form, school_year=line.school_year, line=line)


@writes(Menu.CALENDAR)
@require_POST
def entry_removal(request, year, entry):
    """일정 없애기."""
    line = _line_or_404(request, year, entry)
    try:
        actions.remove_entry(line=line, seen=seen(request), by=request.actor)
    except Refused as refused:
        line = _line_or_404(request, year, entry)
        form = EntryForm(initial=_initial(line))
        context = {"school_year": line.school_year, "line": line, "refusals": refused.reasons}
        return _form_page(request, "schools/entry.html", form, status=422, **context)
    messages.success(request, f"학사일정에서 ‘{line.name}’ 일정을 없앴습니다.")
    return redirect("schools:calendar", year)


@writes(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def year_days(request, year):
    """학년도 날짜: first and last day, semesters, why the days were cut, when the council was asked."""
    found = school_year_or_404(request, year)
    form = YearForm(request.POST or None, initial=vars(found) | {"second_semester_on": _second_semester(found)})
    if form.is_valid() and form.apply(
        actions.change_year, school_year=found, seen=seen(request), by=request.actor, **form.cleaned_data
    ):
        messages.success(request, f"{found}의 날짜를 저장했습니다.")
        return redirect("schools:calendar", year)
    return _form_page(request, "schools/year_days.html", form, school_year=_fresh(found))


@writes(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def grade_days(request, year, grade):
    """학년별 시작·끝."""
    found = school_year_or_404(request, year)
    if grade not in GRADES:
        raise Http404
    own = facts.calendars_of(found).of(grade)
    form = DaysForm(request.POST or None, initial={"first_on": own.first_day, "last_on": own.last_day})
    changed = {"school_year": found, "grade": grade, "seen": seen(request), "by": request.actor}
    if form.is_valid() and form.apply(actions.change_grade_year, **changed, **form.cleaned_data):
        messages.success(request, f"{grade}학년의 수업 기간을 저장했습니다.")
        return redirect("schools:calendar", year)
    return _form_page(request, "schools/grade_days.html", form, school_year=_fresh(found), grade=grade)


@writes(Menu.CALENDAR)
@require_http_methods(GET_OR_POST)
def public_holidays(request, year):
    """공휴일 가져오기: what the table has that the calendar lacks; only what is chosen is added."""
    found, refusals = school_year_or_404(request, year), []
    if request.method == "POST":
        try:
            added = actions.add_holidays(
                school_year=found, days=_chosen_days(request), seen=seen(request), by=request.actor
            )
        except Refused as refused:
            refusals, found = refused.reasons, _fresh(found)
        else:
            messages.success(request, f"공휴일 {added}일을 더했습니다." if added else "고른 공휴일이 없습니다.")
            return redirect("schools:calendar", year)
    compared = holidays.compare(found)
    context = {"school_year": found, "compared": compared, "refusals": refusals}
    context["missing"] = sum(not each.is_known for each in compared)
    return render(request, "schools/public_holidays.html", context, status=422 if refusals else 200)


def school_year_or_404(request, year: int) -> SchoolYear:
    return get_object_or_404(SchoolYear, school_id=request.actor.school_id, year=year)


def seen(request) -> int:
    """The version that the page showed; one that fits none where it is missing."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else -1


def _line_or_404(request, year: int, entry) -> CalendarEntry:
    lines = CalendarEntry.objects.select_related("school_year")
    return get_object_or_404(lines, pk=entry, school_id=request.actor.school_id, school_year__year=year)


def _fresh(school_year: SchoolYear) -> SchoolYear:
    return SchoolYear.objects.select_related("changed_by").get(pk=school_year.pk)


def _initial(line: CalendarEntry) -> dict:
    return {name: getattr(line, name) for name in ("kind", "name", "first_on", "last_on", "grades")}


def _second_semester(school_year: SchoolYear) -> date | None:
    return next((each.first_on for each in school_year.semesters.all() if each.number == 2), None)


def _chosen_days(request) -> set[date]:
    chosen = set()
    for sent in request.POST.getlist("day"):
        try:
            chosen.add(date.fromisoformat(sent))
        except ValueError:
            continue
    return chosen


def _form_page(request, template: str, form, *, school_year: SchoolYear, status: int | None = None, **context):
    if not may_change(request, school_year, Menu.CALENDAR):
        raise PermissionDenied
    queries.show_year(request, school_year)
    context |= {"form": form, "school_year": school_year}
    return render(request, template, context, status=status or form.http_status)
