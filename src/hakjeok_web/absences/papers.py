"""The papers of a request (서식 2-1, 2-2): begun with what is known, and read back from what was written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hakjeok.attendance.papers import IllnessPaper, Paper
from hakjeok.attendance.reasons import Reason
from hakjeok_web.absences.judging import Judgement
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.sentences import period, period_of
from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.attendance.models import Kind
from hakjeok_web.documents import actions, entry, handing_over
from hakjeok_web.documents.known import known_values
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Subject, subject_of
from hakjeok_web.documents.rendering import Definition
from hakjeok_web.documents.rendering.values import is_given
from hakjeok_web.documents.wordings import definition_in_use

LONGEST_REASON = 300  # of form 2-2
FORMS: Mapping[str, str] = {AbsenceRequest.Kind.REPORT: "2-2", AbsenceRequest.Kind.TRIP: "2-1"}
REPORT_PART = "교외체험학습 보고서"  # of 2-1
KIND_WORDS = {Kind.ILLNESS: "질병", Kind.UNEXCUSED: "미인정", Kind.OTHER: "기타", Kind.AUTHORIZED: "인정"}
OF_THE_SCHOOL = ("days", "absence_kind", "proof_checked")
_CHECKED = {Paper.DIAGNOSIS: "진단서", Paper.MEDICAL_OPINION: "의견서", Paper.PRESCRIPTION: "처방전"}
_PRESCRIPTION = "병원처방전 또는 약봉투"
_PROOF = {
    IllnessPaper.DIAGNOSIS: "의사진단서 또는 의견서[소견서, 진료 확인서 등]",
    IllnessPaper.MEDICAL_OPINION: "의사진단서 또는 의견서[소견서, 진료 확인서 등]",
    IllnessPaper.PRESCRIPTION: _PRESCRIPTION,
}


def begin_paper(kind: str, subject: Subject, by: Actor, values: Mapping[str, Any] | None = None) -> Document:
    """A draft of the request's form, filled from the records; the report of a trip is written after it (p.22)."""
    definition = definition_in_use(FORMS[kind], by.school_id)
    known = known_values(by, subject)
    found = entry.starting_values(definition, known, subject)
    if kind == AbsenceRequest.Kind.TRIP:
        found = _of_application(definition, found)
    found |= dict(values or {})
    return actions.start_draft(definition=definition, values=found, subject=subject, by=by)


def paper_subject(student_id, by: Actor) -> Subject | None:
    """The pupil as a paper wants him; None where the person writes no papers about him."""
    return subject_of(by, student_id) if by.may_write(Menu.FORMS) else None


def values_of(judged: Judgement) -> dict[str, Any]:
    """What a request fills into its paper."""
    wanted = judged.wanted
    found: dict[str, Any] = {"period": as_period(wanted.from_on, wanted.to_on), "days": _count(judged)}
    return found | (_of_trip(judged) if wanted.is_trip else _of_report(judged))


def of_several(values: Mapping[str, Any], requests: Sequence[AbsenceRequest], days: int) -> dict[str, Any]:
    """What one paper says of several requests (띄엄띄엄): from first to last, the days counted, each named."""
    if len(requests) < 2:
        return dict(values)
    reason = f"{values['reason']} ({', '.join(period_of(each) for each in requests)})"[:LONGEST_REASON]
    return {**values, "period": as_period(*_whole(requests)), "days": days, "reason": reason}


def _whole(requests: Sequence[AbsenceRequest]) -> tuple[date, date]:
    return min(each.from_on for each in requests), max(each.to_on for each in requests)


def complete(paper: Document, judged: Judgement, by: Actor) -> Document:
    """The guardian's paper with what is still empty there, and with what the school says of it: days, kind, papers."""
    values = _in_his_words(paper, values_of(judged), OF_THE_SCHOOL)
    return actions.save_draft(document=paper, values=handing_over.received(values), seen=paper.version, by=by)


def rewritten(paper: Document, said: Mapping[str, Any]) -> dict[str, Any]:
    """The paper's values with what its requests say now; what a guardian has sent and signed stays in his words."""
    if handing_over.handing_of(paper).sent_at:
        return _in_his_words(paper, said, ("period", *OF_THE_SCHOOL))
    return paper.values | dict(said)


def _in_his_words(paper: Document, said: Mapping[str, Any], renewed: Sequence[str]) -> dict[str, Any]:
    empty = {key: value for key, value in said.items() if not is_given(paper.values.get(key))}
    return paper.values | empty | {key: said[key] for key in renewed if key in said}


def as_period(first: date, last: date) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat()}


def _count(judged: Judgement) -> float:
    return judged.trip.days if judged.trip else len(judged.days)


def _of_trip(judged: Judgement) -> dict[str, Any]:
    wanted = judged.wanted
    written = {"purpose": wanted.reason_text} if wanted.reason_text else {}
    return written | {"apply_date": wanted.received_on.isoformat()}


def _of_report(judged: Judgement) -> dict[str, Any]:
    wanted, papers = judged.wanted, judged.wanted.papers
    proof = [_PROOF.get(each, "기타") for each in papers]
    others = [each.korean for each in papers if each not in _PROOF]
    if judged.diagnosis is not None:
        proof, others = [*proof, "기타"], [*others, f"학기 초에 낸 진단서로 갈음({judged.diagnosis.paper})"]
    found = {
        "timing": "하고자" if wanted.received_on < wanted.from_on else "하였으므로",
        "reason": wanted.reason_text or Reason(wanted.reason).korean,
        "submit_date": wanted.received_on.isoformat(),
        "absence_kind": KIND_WORDS[Kind(judged.kind)],
        "proof_checked": _checked(judged),
    }
    return (
        found
        | ({"proof": list(dict.fromkeys(proof))} if proof else {})
        | ({"proof_other": ", ".join(others)[:60]} if others else {})
    )


def _checked(judged: Judgement) -> list[str]:
    checked = [_CHECKED.get(each, "기타") for each in judged.wanted.papers]
    return list(dict.fromkeys(checked + (["진단서"] if judged.diagnosis else []))) or ["없음"]


def begin_report(request: AbsenceRequest, judged: Judgement, subject: Subject, by: Actor) -> Document:
    """The draft of the report page (교외체험학습 보고서): the application with the second page begun."""
    definition = definition_in_use(FORMS[request.kind], by.school_id)
    kept = _of_application(definition, request.document.values)
    first, last = judged.days[0], judged.days[-1]
    report = entry.starting_values(definition, known_values(by, subject), subject)
    report |= kept | _reported(first, last, _count(judged))
    return begin_paper(request.kind, subject, by, report)


def _reported(first: date, last: date, days: float) -> dict[str, Any]:
    return {"report_period": as_period(first, last), "report_days": days}


def shorten_report(report: Document | None, days: Sequence[date], by: Actor) -> None:
    """Let a begun report say the days that were taken, where it can still be written on by this person."""
    if report is None or not report.is_editable or report.drafted_by_id != by.user.pk:
        return
    values = report.values | _reported(min(days), max(days), len(days))
    actions.save_draft(document=report, values=values, seen=report.version, by=by)


def _of_application(definition: Definition, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on the first page (교외체험학습 신청서), without the report's."""
    first_page = {each.key for each in definition.fields if each.part not in definition.later_parts}
    return {key: value for key, value in values.items() if key in first_page}


def papers_on(document: Document) -> list[str]:
    """What the guardian has ticked (증명서류), where the form's words mean one paper; the rest ticks who sees it."""
    ticked = document.values.get("proof") or ()
    return [IllnessPaper.PRESCRIPTION.value] if _PRESCRIPTION in ticked else []


def period_on(document: Document) -> tuple[date, date] | None:
    """The period that was written on the paper; None where there is none."""
    written = document.values.get("period")
    try:
        return date.fromisoformat(written["from"]), date.fromisoformat(written["to"])
    except (TypeError, KeyError, ValueError):
        return None


def differing_period(requests: Sequence[AbsenceRequest]) -> str:
    """The period of their one paper where it is not theirs, as it is told; empty where they agree."""
    paper = requests[0].document if requests else None
    found = period_on(paper) if paper else None
    return "" if found in (None, _whole(requests)) else period(*found)
