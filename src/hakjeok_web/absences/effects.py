"""What the final approval of a request's paper does (결재가 바꾸는 것): the days go into the register."""

from collections.abc import Sequence

from hakjeok_web.absences import actions, papers, queries, register, sentences
from hakjeok_web.absences.judging import Judgement, judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.pupil_days import PupilDays, lock_pupil, pupil_days
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.accounts.models import Staff
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.approvals.people import deputized
from hakjeok_web.config import clock
from hakjeok_web.config.refusals import Refused
from hakjeok_web.config.templatetags.korean import short_date
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Effect

State = AbsenceRequest.State
NO_REQUEST = "접수하지 않은 신청이라 출석부는 바뀌지 않습니다. 출결에 반영하려면 먼저 접수해 주세요."


def apply(document: Document, by: Actor) -> None:
    """Write the days of the requests on the paper, or close the trip whose report this is.

    Raises:
        Refused: a request was cancelled or cannot be granted, a month is closed, or only the principal may decide.

    """
    for request in _requests_of(document):
        _apply(request, document, by)


def _apply(request: AbsenceRequest, document: Document, by: Actor) -> None:
    lock_pupil(request.student_id)
    request.refresh_from_db()
    _require_decider(request, by)
    if request.report_id == document.pk:
        _close_reported(request, by)
    else:
        _enter(request, document, by)


def _requests_of(document: Document) -> list[AbsenceRequest]:
    """Those that stand on the paper; where all were cancelled, the first of them."""
    rows = AbsenceRequest.objects.select_related("student", "document", "report").order_by("from_on")
    found = list(rows.filter(document=document) or rows.filter(report=document)[:1])
    return [each for each in found if each.state != State.CANCELLED] or found[:1]


def _require_decider(request: AbsenceRequest, by: Actor) -> None:
    """학교장 결정: the principal himself or who signs in his place, never by delegation."""
    if not request.exception_reason or by.role == Staff.Role.PRINCIPAL:
        return
    replaced = Staff.objects.filter(pk__in=deputized(by), role=Staff.Role.PRINCIPAL)
    if not replaced.exists():
        raise Refused(sentences.NEEDS_THE_PRINCIPAL)


def _enter(request: AbsenceRequest, document: Document, by: Actor) -> None:
    if request.state == State.CANCELLED:
        raise Refused("이미 취소한 신청입니다. 승인하지 말고 반려해 주세요.")
    if paper := papers.differing_period(queries.on_one_paper(request)):
        raise Refused(sentences.period_differs(paper))
    there = actions.days_or_refusal(request.student, request.from_on, by)
    judged = judge(Wanted.of(request), there)
    if judged.against:
        raise Refused(*judged.against)
    words = judged.wanted.words
    days = dict.fromkeys(judged.days, (judged.form, judged.kind, words))
    register.write(there, days, paper=document, by=by, right=Menu.APPROVALS)
    actions.approve(request, by)


def _close_reported(request: AbsenceRequest, by: Actor) -> None:
    """A report that came late is accepted by the principal alone (p.22, 35)."""
    there = actions.days_or_refusal(request.student, request.from_on, by)
    request.report_on = request.report_on or request.report.submitted_at.date()
    judged = judge(Wanted.of(request), there)
    if judged.trip and request.report_on > judged.trip.report_due and not request.exception_reason:
        raise Refused(
            "보고서가 늦어 출석으로 인정할 수 없습니다(p.35). 학교장 결정을 구하는 까닭을 적어 다시 상신하게 해 주세요."
        )
    request.report_confirmed_on = by.today
    actions.close_authorized(request, by)


def preview(document: Document) -> Sequence[str]:
    """What the approver reads beforehand: each day, what it becomes, and what he should know."""
    requests = _requests_of(document)
    if not requests:
        return (NO_REQUEST,)
    return tuple(dict.fromkeys(line for request in requests for line in _preview(request, document)))


def _preview(request: AbsenceRequest, document: Document) -> Sequence[str]:
    there = pupil_days(request.student, request.from_on, today=clock.today())
    if there is None:
        return ()
    judged = judge(Wanted.of(request), there)
    if request.report_id == document.pk:
        return (f"교외체험학습 {_days_told(judged)}의 출석인정을 확정하고 마칩니다.", *_decision(request))
    return tuple(_told(request, judged, there))


def _told(request: AbsenceRequest, judged: Judgement, there: PupilDays):
    if judged.kind:
        yield f"{_days_told(judged)}: {judged.word} {len(judged.days)}일"
    for day in judged.days:
        if there.cell(day).kind and there.cell(day).word != judged.word:
            yield f"{short_date(day)}: {there.cell(day).word} → {judged.word}"
    yield from (f"승인할 수 없음: {each.text}" for each in judged.against)
    yield from (f"꼭 알릴 것: {each.text}" for each in judged.warnings)
    yield from _decision(request)


def _days_told(judged: Judgement) -> str:
    return sentences.period(judged.days[0], judged.days[-1]) if judged.days else ""


def _decision(request: AbsenceRequest) -> Sequence[str]:
    return (f"학교장 결정을 구합니다: {request.exception_reason}",) if request.exception_reason else ()


EFFECTS = (
    Effect("enter_absence", "결석신고한 날을 출석부에 적습니다.", "2-2", apply, preview),
    Effect("enter_field_trip", "교외체험학습 기간을 출석인정으로 출석부에 적습니다.", "2-1", apply, preview),
)
