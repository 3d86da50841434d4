"""학급·담임: the classes of a year, their homeroom teachers and how many pupils they have."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hakjeok_web.accounts.models import Homeroom
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.schools import class_actions, queries
from hakjeok_web.schools.forms import ClassCountsForm, EndForm, HomeroomForm
from hakjeok_web.schools.models import GRADES, SchoolClass, SchoolYear
from hakjeok_web.schools.views.calendar import GET_OR_POST, may_change, not_opened, school_year_or_404


@reads(Menu.CLASSES)
@require_GET
def classes(request, year):
    """The classes of a year, those without a homeroom teacher first."""
    found = next((each for each in queries.years_of(request) if each.year == year), None)
    if found is None:
        return not_opened(request, year)
    return _classes_page(request, found)


@writes(Menu.CLASSES)
@require_POST
def class_counts(request, year):
    """반 수: add the classes that a grade lacks."""
    found = school_year_or_404(request, year)
    form = ClassCountsForm(request.POST, have=_have(found))
    if form.is_valid() and form.apply(
        class_actions.set_class_counts, school_year=found, counts=form.counts(), by=request.actor
    ):
        messages.success(request, f"반 {form.outcome}개를 만들었습니다." if form.outcome else "더 만들 반이 없습니다.")
        return redirect("schools:classes", year)
    return _classes_page(request, found, form)


def _classes_page(request, school_year: SchoolYear, form: ClassCountsForm | None = None):
    queries.show_year(request, school_year)
    lines = queries.class_lines(school_year, on=request.today)
    counts = queries.class_counts(lines)
    form = form or ClassCountsForm(have={grade: counts[grade][0] for grade in GRADES})
    context = {
        "school_year": school_year,
        "lines": lines,
        "pupils": sum(line.pupils for line in lines),
        "without": sum(line.homeroom is None for line in lines),
        "form": form,
        "may_write": may_change(request, school_year, Menu.CLASSES),
    }
    return render(request, "schools/classes.html", context, status=form.http_status)


@reads(Menu.CLASSES)
@require_http_methods(GET_OR_POST)
def export(request, year):
    """The list of classes as Excel."""
    found = school_year_or_404(request, year)
    return excel_of(
        request,
        title=f"{found} 학급·담임",
        columns=("학년", "반", "담임", "담임 시작일", "학생 수"),
        rows=lambda: [
            (
                line.school_class.grade,
                line.school_class.number,
                line.homeroom.staff.user.name if line.homeroom else "",
                line.homeroom.from_on if line.homeroom else None,
                line.pupils,
            )
            for line in queries.class_lines(found, on=request.today)
        ],
        conditions=[("학년도", str(found)), ("기준일", korean_date(queries.within_year(year, request.today)))],
    )


@reads(Menu.CLASSES)
@require_GET
def class_page(request, year, school_class):
    """One class: its homeroom teachers by date, and what can be changed."""
    return _class_page(request, _class_or_404(request, year, school_class))


@writes(Menu.CLASSES)
@require_POST
def homeroom(request, year, school_class):
    """담임 지정."""
    found = _class_or_404(request, year, school_class)
    form = HomeroomForm(request.POST, candidates=_candidates(request, found))
    if form.is_valid() and form.apply(
        class_actions.assign_homeroom, school_class=found, by=request.actor, **form.cleaned_data
    ):
        messages.success(request, f"{found} 담임을 {form.cleaned_data['staff'].user.name} 선생님으로 정했습니다.")
        return redirect("schools:class", year, found.pk)
    return _class_page(request, found, form)


@writes(Menu.CLASSES)
@require_POST
def homeroom_end(request, year, school_class, homeroom):
    """담임 끝내기."""
    found = _class_or_404(request, year, school_class)
    line = get_object_or_404(found.homerooms.select_related("school_class__school_year", "staff__user"), pk=homeroom)
    form = EndForm(request.POST)
    if form.is_valid() and form.apply(class_actions.end_homeroom, homeroom=line, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{line.staff.user.name} 선생님의 담임이 끝나는 날을 저장했습니다.")
        return redirect("schools:class", year, found.pk)
    return _class_page(request, found, end_form=form)


@writes(Menu.CLASSES)
@require_POST
def class_removal(request, year, school_class):
    """빈 반 없애기."""
    found = _class_or_404(request, year, school_class)
    name = str(found)
    try:
        class_actions.remove_class(school_class=found, by=request.actor)
    except Refused as refused:
        return _class_page(request, _class_or_404(request, year, school_class), refusals=refused.reasons)
    messages.success(request, f"{name}을 없앴습니다.")
    return redirect("schools:classes", year)


def _class_or_404(request, year: int, school_class) -> SchoolClass:
    found = SchoolClass.objects.select_related("school_year")
    return get_object_or_404(found, pk=school_class, school_id=request.actor.school_id, school_year__year=year)


def _candidates(request, school_class: SchoolClass):
    day = queries.within_year(school_class.school_year.year, request.today)
    return queries.homeroom_candidates(request.actor.school_id, on=day)


def _class_page(request, found: SchoolClass, form=None, *, end_form=None, refusals=()):
    queries.show_year(request, found.school_year)
    day = queries.within_year(found.school_year.year, request.today)
    history = list(found.homerooms.select_related("staff__user").order_by("-from_on"))
    context = {
        "school_class": found,
        "school_year": found.school_year,
        "pupils": queries.classes_on(found.school_year, day).get(pk=found.pk),
        "history": history,
        "present": next((each for each in history if _holds(each, day)), None),
        "form": form or HomeroomForm(candidates=_candidates(request, found), initial={"from_on": day}),
        "end_form": end_form or EndForm(initial={"to_on": day}),
        "refusals": refusals,
        "may_write": may_change(request, found.school_year, Menu.CLASSES),
    }
    refused = refusals or (form and form.errors) or (end_form and end_form.errors)
    return render(request, "schools/class.html", context, status=422 if refused else 200)


def _holds(homeroom: Homeroom, day) -> bool:
    return homeroom.from_on <= day and (homeroom.to_on is None or day <= homeroom.to_on)


def _have(school_year: SchoolYear) -> dict[int, int]:
    grades = list(school_year.classes.values_list("grade", flat=True))
    return {grade: grades.count(grade) for grade in GRADES}
