"""부재 등록: who is away, and who signs meanwhile."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hakjeok_web.accounts.policies import Menu, reads, writes
from hakjeok_web.approvals.absences import end_absence, may_register_for_all, register_absence
from hakjeok_web.approvals.forms import AbsenceForm
from hakjeok_web.approvals.models import Deputy
from hakjeok_web.approvals.people import colleagues_of
from hakjeok_web.config.refusals import Refused

MOST_SHOWN = 100


@reads(Menu.APPROVALS)
@require_http_methods(["GET", "POST"])
def absences(request):
    """The absences of the school, those of today and later on top, and the form for a new one."""
    people = colleagues_of(request.actor.school_id, request.today)
    form = _form(request, people)
    if request.method == "POST" and form.is_valid() and _registered(request, form, people):
        return redirect("approvals:absences")
    found = Deputy.objects.filter(school_id=request.actor.school_id).select_related(
        "staff__user", "deputy__user", "ended_by"
    )
    for_all = may_register_for_all(request.actor)
    rows = [_row(each, request, for_all) for each in found[:MOST_SHOWN]]
    context = {"form": form, "rows": rows, "for_all": for_all, "page_errors": form.errors}
    return render(request, "approvals/absences.html", context, status=form.http_status)


def _form(request, people) -> AbsenceForm:
    own = [each for each in people if each.staff.pk == request.actor.staff_id]
    absent = people if may_register_for_all(request.actor) else own
    start = {"staff": str(request.actor.staff_id), "from_on": request.today, "to_on": request.today}
    start |= {"key": uuid.uuid4()}
    return AbsenceForm(request.POST if request.method == "POST" else None, initial=start, absent=absent, people=people)


def _registered(request, form: AbsenceForm, people) -> bool:
    sent, known = form.cleaned_data, {str(each.staff.pk): each.staff for each in people}

    def register() -> dict[str, str]:
        made = register_absence(
            staff=known[sent["staff"]], deputy=known[sent["deputy"]], from_on=sent["from_on"], to_on=sent["to_on"],
            reason=sent["reason"], by=request.actor,
        )  # fmt: skip
        messages.success(request, f"부재를 등록했습니다. {made.deputy.user.name} 선생님이 대결합니다.")
        return {"absence": str(made.pk)}

    return form.apply_once(register, request)


def _row(absence: Deputy, request, for_all: bool) -> dict:
    state = "끝냄" if absence.ended_at else "지남" if absence.to_on < request.today else "부재"
    state = "예정" if state == "부재" and absence.from_on > request.today else state
    is_open = state in ("부재", "예정")
    may_end = is_open and (for_all or absence.staff_id == request.actor.staff_id)
    return {"absence": absence, "state": state, "is_open": is_open, "may_end": may_end}


@writes(Menu.APPROVALS)
@require_POST
def end(request, absence):
    """He is back."""
    found = Deputy.objects.filter(school_id=request.actor.school_id, pk=absence).first()
    if found is None or not (may_register_for_all(request.actor) or found.staff_id == request.actor.staff_id):
        raise Http404
    try:
        end_absence(absence=found, by=request.actor)
        messages.success(request, "부재를 끝냈습니다. 이제 직접 결재합니다.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("approvals:absences")
