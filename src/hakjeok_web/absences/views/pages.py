"""The page of one request: how it stands, what is next, why, its papers and its history."""

from typing import Any

from django.shortcuts import render

from hakjeok.attendance.reasons import Reason
from hakjeok_web.absences import queries
from hakjeok_web.absences.cancelling import may_cancel
from hakjeok_web.absences.desks import Desk
from hakjeok_web.absences.forms import ContactForm
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.papers import differing_period
from hakjeok_web.absences.sentences import period
from hakjeok_web.absences.states import Standing
from hakjeok_web.absences.views import common
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.attendance.models import Form
from hakjeok_web.attendance.reason_words import NOT_TOLD
from hakjeok_web.config.templatetags.korean import korean_date
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import labels_of
from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.queries import year_of
from hakjeok_web.schools.rulings import rulings_of

State = AbsenceRequest.State


def page(request, desk: Desk, found: AbsenceRequest, contact: ContactForm | None = None):
    """Everything about one request that the person is told."""
    withheld = bool(queries.withheld_from(request.actor, [found]))
    alike = queries.on_one_paper(found)
    context = {
        "desk": desk, "found": found, "label": labels_of([found.student_id]).get(found.student_id, ""),
        "standing": standing_of(found, request.today), "period": period(found.from_on, found.to_on),
        "differs": differing_period(alike) if found.state == State.RECEIVED else "",
        "alike": [each for each in alike if each.pk != found.pk], "withheld": withheld,
        **_told(request, found, withheld=withheld),
        "may_write": not withheld and common.may_write(request, desk, found.student),
        "may_cancel": _may_cancel(request, found),
        "is_own_paper": bool(found.document and found.document.drafted_by_id == request.user.pk),
        "reference": reference(found.document) if found.document else "", "contact": contact,
        "page_errors": contact.errors if contact else None,
    }  # fmt: skip
    return render(request, "absences/request.html", context, status=contact.http_status if contact else 200)


def _may_cancel(request, found: AbsenceRequest) -> bool:
    is_on_its_way = found.document is not None and found.document.state == Document.State.SUBMITTED
    return found.state != State.CANCELLED and not is_on_its_way and may_cancel(found, request.actor)


def _told(request, found: AbsenceRequest, *, withheld: bool) -> dict[str, Any]:
    """What was told, judged and done; of a private reason nothing that lets it be inferred (가리는 사유)."""
    acts = list(found.acts.select_related("by"))
    history = {
        "history": [_line(act, withheld=withheld) for act in reversed(acts)],
        "was_contacted": any(act.kind == "contacted" for act in acts),
    }
    if withheld:
        return history | {"facts": [("사유", NOT_TOLD), ("접수", _received(found))]}
    judged = common.judgement_of(found.student, Wanted.of(found), request.today)
    return history | judged | {"facts": list(facts_of(found))}


def standing_of(found: AbsenceRequest, today) -> Standing:
    """One request on a day. Two queries."""
    year = year_of(found.school_id, found.from_on)
    return Standing(found, calendars_of(year).of(found.student.grade or 1), today, rulings_of(year))


def facts_of(found: AbsenceRequest):
    """What was told, as pairs of words."""
    wanted = Wanted.of(found)
    if found.is_trip:
        yield "목적", wanted.purpose.korean + (f" · {found.reason_text}" if found.reason_text else "")
        yield "나눔", found.get_half_day_display()
        yield "함께 가는 사람", "보호자나 친족 성인" if found.told.get("adult_companion") else "확인하지 않음"
        if found.told.get("used_before_transfer", "0") not in ("0", ""):
            yield "다니던 학교에서 쓴 일수", f"{found.told['used_before_transfer']}일"
    else:
        yield "사유", Reason(found.reason).korean + (f" · {found.reason_text}" if found.reason_text else "")
        yield "형태", Form(found.form).label
        yield "받은 서류", ", ".join(each.korean for each in wanted.papers) or "없음"
    yield "접수", _received(found)
    yield from _permissions(found)


def _received(found: AbsenceRequest) -> str:
    seen = " · 원본을 보았음" if found.original_seen else ""
    return f"{korean_date(found.received_on)} {found.get_how_display()}{seen}"


def _permissions(found: AbsenceRequest):
    if found.phone_approved_on:
        yield "전화 허가", korean_date(found.phone_approved_on)
    if found.exception_reason:
        yield "학교장 결정을 구하는 까닭", found.exception_reason
    if found.report_on:
        yield "보고서를 받은 날", korean_date(found.report_on)
    if found.outcome:
        yield "출결 처리", found.get_outcome_display()


def _line(act, *, withheld: bool) -> dict[str, Any]:
    """As `_timeline.html` wants it; a note may tell what the reason is."""
    return {
        "on": act.on,
        "kind": act.get_kind_display(),
        "text": f" {act.note}" if act.note and not withheld else "",
        "who": act.by.name,
    }
