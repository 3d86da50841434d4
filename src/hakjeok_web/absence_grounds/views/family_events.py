"""경조사: the year's events; the window of days of one on a calendar, and the chosen ones into the register."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.absence_grounds import family_events, queries, taking_back
from hakjeok_web.absence_grounds.forms import CancellationForm, ChosenDaysForm, FamilyEventForm
from hakjeok_web.absence_grounds.queries import FamilyEventLine
from hakjeok_web.absence_grounds.views.listing import list_page
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.schools import queries as schools
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import SchoolClass
from hakjeok_web.students.choosing import choose_pupil, told_pupil
from hakjeok_web.students.queries import placement_on

MENU = Menu.ABSENCE_REPORTS
PURPOSE = "경조사"
BACK = ("/absences/family-events/", PURPOSE)


@reads(MENU, pupils=True)
@require_GET
def index(request):
    """The year's family events, the last one first."""
    return list_page(
        request, "absence_grounds/family_events.html", _listed(request), menu=MENU, purpose=PURPOSE, unit="건"
    )


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = _listed(request)
    request.shown.add(line.event.student_id for line in found)
    return excel_of(
        request,
        title=PURPOSE,
        columns=["학생", "성명", "경조사", "경조사가 있은 날", "결석한 날", "일수"],
        rows=lambda: (_row(line) for line in found),
    )


def _row(line: FamilyEventLine) -> list:
    each = line.event
    days = ", ".join(short_date(day) for day in each.days)
    return [line.place, each.student.name, each.said, each.event_on, days, len(each.days)]


def _listed(request) -> list[FamilyEventLine]:
    year = schools.current_year(request.actor.school_id, request.today)
    return queries.family_events(request.actor, year) if year else []


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def one(request, family_event):
    """One family event with its history; POST cancels it."""
    line = queries.family_event_or_404(request.actor, family_event)
    request.shown.add([line.event.student_id], purpose=PURPOSE)
    may_write = queries.may_write(request.actor, MENU, line.seat) and not line.event.is_cancelled
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = CancellationForm(request.POST or None, initial={"seen": line.event.version, "key": uuid.uuid4()})
    if form.apply_once(lambda: _cancelled(request, line, form), request):
        return redirect("absence_grounds:family_event_one", family_event)
    context = {"line": line, "event": line.event, "form": form, "may_write": may_write, "page_errors": form.errors}
    history = {"history": queries.history_of(line.event.acts.all())}
    status = 422 if request.method == "POST" else 200
    return render(request, "absence_grounds/family_event_one.html", context | history, status=status)


def _cancelled(request, line: FamilyEventLine, form: CancellationForm) -> dict:
    seen, reason = form.cleaned_data["seen"] or 0, form.cleaned_data["reason"]
    done = family_events.cancel(event=line.event, seen=seen, reason=reason, by=request.actor)
    messages.success(request, f"경조사를 취소하고 그날들을 적기 전으로 되돌렸습니다.{taking_back.told(done)}")
    return {}


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
        made = family_events.enter(student=pupil, told=asked.told(), by=request.actor, calendar=calendar, **sent)
        messages.success(request, f"{len(sent['days'])}일을 출석인정결석으로 적었습니다. 증빙이 있으면 올려 주세요.")
        return {"event": str(made.pk)}

    if chosen.apply_once(entered, request):
        return redirect("absence_grounds:family_event_one", chosen.outcome["event"])
    return _shown(request, pupil, school_class, asked, chosen)
