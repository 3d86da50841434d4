"""경조사: the window of days of a family event on a calendar, and the chosen ones into the register."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hakjeok_web.absence_grounds import family_events
from hakjeok_web.absence_grounds.forms import ChosenDaysForm, FamilyEventForm
from hakjeok_web.accounts.policies import Menu, writes
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.choosing import choose_pupil, told_pupil
from hakjeok_web.students.queries import placement_on

MENU = Menu.ABSENCE_REPORTS
BACK = ("/registers/", "출석부")


@writes(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def family_event(request):
    """Ask which event; then show its days; then enter the chosen ones."""
    pupil = told_pupil(request, MENU, "경조사 출결")
    if pupil is None:
        return choose_pupil(request, title="경조사 출결", back=BACK)
    seat = placement_on(pupil, request.today)
    if seat is None:
        raise Http404
    if request.method == "POST":
        return _entered(request, pupil, seat.school_class)
    form = FamilyEventForm(request.GET if "event" in request.GET else None)
    return _shown(request, pupil, seat.school_class, form)


def _shown(request, pupil, school_class: SchoolClass, form: FamilyEventForm, chosen: ChosenDaysForm | None = None):
    context = {"pupil": pupil, "school_class": school_class, "form": form, "page_errors": form.errors}
    if form.is_bound and form.is_valid():
        told = form.told()
        try:
            context |= _window(told, school_class, chosen or _fresh(request, form))
        except Refused as refused:
            form.add_error("first_absence", str(refused))
    if chosen is not None:
        context["page_errors"] = chosen.errors
        context["form_of_errors"] = chosen
    return render(
        request, "absence_grounds/family_event.html", context, status=422 if _is_refused(form, chosen) else 200
    )


def _is_refused(form, chosen) -> bool:
    return bool((form.is_bound and form.errors) or chosen is not None)


def _fresh(request, form: FamilyEventForm) -> ChosenDaysForm:
    return ChosenDaysForm(initial={**form.cleaned_data, "key": uuid.uuid4()})


def _window(told: family_events.Event, school_class: SchoolClass, chosen: ChosenDaysForm) -> dict:
    calendars = calendars_of(school_class.school_year)
    found = family_events.window_of(told, calendars.of(school_class.grade))
    chosen.offer(found.window)
    weeks = list(family_events.weeks_of(told, found.window, calendars, school_class.grade)) if found.window else []
    return {"found": found, "weeks": weeks, "chosen": chosen, "told": told, "reasons": reasons_of(found)}


def _entered(request, pupil, school_class: SchoolClass):
    asked = FamilyEventForm(request.POST)
    if not asked.is_valid():
        return _shown(request, pupil, school_class, asked)
    calendar = calendars_of(school_class.school_year).of(school_class.grade)
    chosen = ChosenDaysForm(request.POST)
    try:
        chosen.offer(family_events.window_of(asked.told(), calendar).window)
    except Refused as refused:
        asked.add_error("first_absence", str(refused))
        return _shown(request, pupil, school_class, asked)

    def entered() -> dict:
        sent = {"days": chosen.cleaned_data["days"], "replaces": chosen.cleaned_data["replaces"]}
        count = family_events.enter(student=pupil, told=asked.told(), by=request.actor, calendar=calendar, **sent)
        messages.success(request, f"{count}일을 출석인정결석으로 적었습니다.")
        return {}

    if chosen.apply_once(entered, request):
        return redirect("attendance:pupil", pupil.pk)
    return _shown(request, pupil, school_class, asked, chosen)
