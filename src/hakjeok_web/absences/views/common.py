"""What the pages of both desks share: one request within reach, its judgement, cancelling, its paper."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from hakjeok.errors import BadInput
from hakjeok_web.absences import actions, cancelling, queries
from hakjeok_web.absences.desks import Desk
from hakjeok_web.absences.ending import end_early
from hakjeok_web.absences.forms import CancelForm, EndForm
from hakjeok_web.absences.judging import Judgement, judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.pupil_days import PupilDays, pupil_days
from hakjeok_web.absences.sentences import period
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.config.reasons import reasons_of
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.registry import labels_of
from hakjeok_web.students import queries as students
from hakjeok_web.students.models import Student


def found_request(request, desk: Desk, key: uuid.UUID, *, writes: bool = False) -> AbsenceRequest:
    """The request within reach; its pupil is logged. To change it one must be his teacher or the registrar."""
    found = queries.request_or_404(request.actor, desk.menu, desk.kind, key)
    request.shown.add([found.student_id], purpose=desk.title)
    if writes and (not may_write(request, desk, found.student) or queries.withheld_from(request.actor, [found])):
        raise PermissionDenied
    return found


def may_write(request, desk: Desk, student: Student) -> bool:
    """Whether the person enters and changes requests about this pupil."""
    place = students.placement_on(student, request.today)
    right = request.actor
    return right.may_write_class(desk.menu, place.school_class_id) if place else right.may_write(desk.menu)


def cancel(request, desk: Desk, key: uuid.UUID):
    """취소: asks why, then takes the request back with what it wrote into the register."""
    found = found_request(request, desk, key, writes=True)
    given = request.POST if request.method == "POST" else None
    form = CancelForm(given, initial={"version": found.version})
    if form.is_valid() and form.apply(_cancelled, request=request, found=found, sent=form.cleaned_data):
        return redirect(f"{desk.address}{found.pk}/")
    label = labels_of([found.student_id]).get(found.student_id, "")
    context = {"desk": desk, "found": found, "form": form, "label": label, "page_errors": form.errors}
    return render(request, "absences/cancel.html", context, status=form.http_status)


def _cancelled(*, request, found: AbsenceRequest, sent: dict[str, Any]) -> None:
    seen = found.version if sent["version"] is None else sent["version"]
    was_written = found.document is not None and found.document.is_approved
    cancelling.cancel(request=found, seen=seen, reason=sent["reason"], by=request.actor)
    went_back = " 출석부에 적었던 것은 그 전으로 돌아갔습니다." if was_written else ""
    messages.success(request, f"취소했습니다.{went_back}")


def end(request, desk: Desk, key: uuid.UUID):
    """일찍 마침: the day of return, from which on the days leave the register."""
    found = found_request(request, desk, key, writes=True)
    given = request.POST if request.method == "POST" else None
    form = EndForm(given, initial={"version": found.version, "returned_on": min(request.today, found.to_on)})
    if form.is_valid() and form.apply(_ended, request=request, found=found, sent=form.cleaned_data):
        return redirect(f"{desk.address}{found.pk}/")
    context = {
        "desk": desk, "found": found, "form": form, "period": period(found.from_on, found.to_on),
        "label": labels_of([found.student_id]).get(found.student_id, ""), "page_errors": form.errors,
    }  # fmt: skip
    return render(request, "absences/end.html", context, status=form.http_status)


def _ended(*, request, found: AbsenceRequest, sent: dict[str, Any]) -> None:
    seen = found.version if sent["version"] is None else sent["version"]
    done = end_early(
        request=found, returned_on=sent["returned_on"], told=sent["told"], seen=seen, by=request.actor
    )  # fmt: skip
    messages.success(request, f"기간을 {period(done.from_on, done.to_on)}로 줄였습니다. 출석부도 바꿨습니다.")


def open_paper(request, desk: Desk, key: uuid.UUID):
    """서식 쓰기: the request's paper, begun anew where it was thrown away."""
    found = found_request(request, desk, key, writes=True)
    try:
        paper = actions.begin_paper(request=found, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{desk.address}{found.pk}/")
    return redirect("documents:edit", paper.pk)


def version_of(request) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() else 0


def judgement_of(student: Student, wanted: Wanted, today: date, *, more_days: Sequence[date] = ()) -> dict[str, Any]:
    """A judgement with its reasons, as absences/_judgement.html shows them."""
    there = pupil_days(student, wanted.from_on, today=today)
    if there is None:
        return {"judged": None}
    try:
        judged = judge(wanted, there)
        others = list(_others(wanted, there, more_days))
    except BadInput as wrong:
        return {"judged": None, "bad_input": str(wrong)}
    return {"judged": judged, "others": others, "reasons": [_reasons(judged, result) for result in judged.results]}


def _others(wanted: Wanted, there: PupilDays, days: Sequence[date]) -> Iterator[Judgement]:
    """Further single days, each judged as if those before it were received."""
    for day in days:
        there, wanted = there.with_another(wanted), replace(wanted, from_on=day, to_on=day)
        yield judge(wanted, there)


def _reasons(judged: Judgement, result) -> dict[str, Any]:
    """The steps; warnings are told once, above them."""
    return reasons_of(result) | {"warnings": []}
