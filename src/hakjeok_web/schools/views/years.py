"""학교 설정: the overview of settings, the school years, opening a new one."""

from datetime import date, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok.dates import school_year_of
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.schools import actions, class_actions, queries
from hakjeok_web.schools.forms import OpeningForm
from hakjeok_web.schools.models import SchoolYear
from hakjeok_web.schools.overview import settings_for

FRIDAY = 4


@reads(Menu.TODO)
@require_GET
def overview(request):
    """What of the settings this person may open, what is unset first."""
    items = settings_for(request)
    if not items:
        raise Http404
    return render(request, "schools/settings.html", {"items": items})


@reads(Menu.CALENDAR)
@require_GET
def years(request):
    """학년도: the years of the school, the one looked at marked."""
    context = {
        "selected": queries.selected_year(request),
        "years": queries.years_of(request),
        "this_year": school_year_of(request.today),
        "may_write": request.actor.may_write(Menu.CALENDAR),
        "may_see_classes": request.actor.may_read(Menu.CLASSES),
    }
    return render(request, "schools/years.html", context)


@writes(Menu.CALENDAR)
@require_http_methods(["GET", "POST"])
def opening(request):
    """학년도 열기."""
    listed = queries.years_of(request)
    form = OpeningForm(request.POST or None, initial=_proposal(listed, request.today))
    if form.is_valid() and form.apply(_open, form=form, listed=listed, by=request.actor):
        messages.success(request, f"{form.outcome}를 열었습니다. 방학과 재량휴업일을 더해 주세요.")
        return redirect("schools:calendar", form.outcome.year)
    return render(request, "schools/opening.html", {"form": form, "latest": listed[:1]}, status=form.http_status)


@transaction.atomic
def _open(*, form: OpeningForm, listed: list[SchoolYear], by) -> SchoolYear:
    sent = form.cleaned_data
    days = {name: sent[name] for name in ("year", "first_on", "last_on", "second_semester_on")}
    made = actions.open_school_year(school_id=by.school_id, by=by, **days)
    earlier = [each for each in listed if each.year < made.year]
    if sent["copies_classes"] and earlier and by.may_write(Menu.CLASSES):
        class_actions.copy_classes(origin=earlier[0], school_year=made, by=None)
    return made


def _proposal(listed: list[SchoolYear], today: date) -> dict:
    """The year after the latest one, with the usual first and last day; this year where there is none yet."""
    year = listed[0].year + 1 if listed else school_year_of(today)
    return {"year": year, "first_on": _weekday_from(date(year, 3, 2)), "last_on": _weekday_from(date(year + 1, 1, 8))}


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)
