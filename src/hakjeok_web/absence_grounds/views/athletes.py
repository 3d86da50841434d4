"""학생선수 허용일수: who has used how many of the year's days, and what still has to be made up."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hakjeok_web.absence_grounds import athletes, queries, taking_back
from hakjeok_web.absence_grounds.forms import AthleteForm, CancellationForm, EventForm, SeenForm
from hakjeok_web.absence_grounds.models import AthleteEvent, GroundAct
from hakjeok_web.absence_grounds.queries import AthleteLine
from hakjeok_web.absence_grounds.views.listing import list_page
from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.config.converters import id_of
from hakjeok_web.config.exports import excel_of
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.schools import queries as schools
from hakjeok_web.students.choosing import choose_pupil, told_pupil

MENU = Menu.ATHLETES
PURPOSE = "학생선수 허용일수"
BACK = ("/athletes/", PURPOSE)


@reads(MENU, pupils=True)
@require_GET
def index(request):
    """Who is near the limit first."""
    found = _listed(request)
    return list_page(request, "absence_grounds/athletes.html", found, menu=MENU, purpose=PURPOSE, unit="명")


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def excel(request):
    """The same as an Excel file."""
    found = _listed(request)
    request.shown.add(line.athlete.student_id for line in found)
    return excel_of(
        request,
        title=PURPOSE,
        columns=["학생", "성명", "종목", "결석한 날", "수업시간", "쓴 일수", "남은 일수", "보충할 대회"],
        rows=lambda: (_row(line) for line in found),
    )


def _row(line: AthleteLine) -> list:
    used = line.allowance
    return [
        line.place, line.athlete.student.name, line.athlete.sport, line.days, line.lessons, used.used, used.remaining,
        line.to_make_up,
    ]  # fmt: skip


def _listed(request) -> list[AthleteLine]:
    year = schools.current_year(request.actor.school_id, request.today)
    return queries.athletes(request.actor, year) if year else []


@writes(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def new(request):
    """Register a pupil athlete; without `?student=` he is looked for first."""
    pupil = told_pupil(request, MENU, "학생선수 등록")
    if pupil is None:
        return choose_pupil(request, title="학생선수 등록", back=BACK)
    form = AthleteForm(request.POST or None, initial={"key": uuid.uuid4()})

    def registered() -> dict:
        sent = {name: form.cleaned_data[name] for name in ("sport", "checked_on")}
        made = athletes.register(student=pupil, by=request.actor, **sent)
        messages.success(request, f"{pupil.name} 학생을 학생선수로 등록했습니다.")
        return {"athlete": str(made.pk)}

    if form.apply_once(registered, request):
        return redirect("absence_grounds:athlete", form.outcome["athlete"])
    context = {"form": form, "pupil": pupil, "title": "학생선수 등록", "back": BACK, "page_errors": form.errors}
    return render(request, "absence_grounds/registration.html", context, status=form.http_status)


@reads(MENU, pupils=True)
@require_http_methods(["GET", "POST"])
def athlete(request, athlete):
    """One athlete: the allowance with its reasons, the events; POST enters one, or says what became of one."""
    line = queries.athlete_or_404(request.actor, athlete)
    request.shown.add([line.athlete.student_id], purpose=PURPOSE)
    may_write = queries.may_write(request.actor, MENU, line.seat)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form, act = _sent(request, line)
    if form.apply_once(act, request):
        return redirect("absence_grounds:athlete", athlete)
    context = _context(request, line, form) | {"may_write": may_write}
    return render(request, "absence_grounds/athlete.html", context, status=form.http_status)


def _context(request, line: AthleteLine, form) -> dict:
    acts = GroundAct.objects.filter(event__athlete=line.athlete)
    return {
        "line": line,
        "athlete": line.athlete,
        "events": [(each, uuid.uuid4()) for each in line.events],
        "form": form,
        "event_form": form if isinstance(form, EventForm) else EventForm(initial=_initial(request)),
        "page_errors": form.errors,
        "reasons": reasons_of(line.allowance),
        "history": queries.history_of(acts),
        "today": request.today,
    }


def _initial(request) -> dict:
    return {"key": uuid.uuid4(), "from_on": request.today, "to_on": request.today}


def _sent(request, line: AthleteLine):
    """The form that was sent and the act that it stands for."""
    act = request.POST.get("act", "")
    if act in ("made_up", "not_made_up"):
        form = SeenForm(request.POST)
        return form, lambda: _said(request, line, form, made_up=act == "made_up")
    if act == "cancel":
        form = CancellationForm(request.POST)
        return form, lambda: _cancelled(request, line, form)
    form = EventForm(request.POST if request.method == "POST" else None, initial=_initial(request))
    return form, lambda: _entered(request, line, form)


def _entered(request, line: AthleteLine, form: EventForm) -> dict:
    made = athletes.enter_event(
        athlete=line.athlete, told=form.told(), by=request.actor, replaces=form.cleaned_data["replaces"]
    )
    messages.success(request, f"‘{made.name}’ 참가를 등록하고 출석부에 출석인정으로 적었습니다.")
    return {"event": str(made.pk)}


def _said(request, line: AthleteLine, form: SeenForm, *, made_up: bool) -> dict:
    seen = form.cleaned_data["seen"] or 0
    athletes.say_made_up(event=_event(request, line), seen=seen, made_up=made_up, by=request.actor)
    said = "수업을 보충한 것으로 적었습니다." if made_up else "보충하지 않아 출석부를 미인정으로 바꾸었습니다."
    messages.success(request, said)
    return {}


def _cancelled(request, line: AthleteLine, form: CancellationForm) -> dict:
    sent = {"seen": form.cleaned_data["seen"] or 0, "reason": form.cleaned_data["reason"]}
    done = athletes.cancel(event=_event(request, line), by=request.actor, **sent)
    messages.success(request, f"대회 등록을 취소하고 그날들을 등록 전으로 되돌렸습니다.{taking_back.told(done)}")
    return {}


def _event(request, line: AthleteLine) -> AthleteEvent:
    found = next((each for each in line.events if each.pk == id_of(request.POST.get("event", ""))), None)
    if found is None:
        raise Http404
    return found
