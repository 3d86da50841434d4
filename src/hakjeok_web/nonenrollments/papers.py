"""Papers about children who never came: whom they are about, what they are filled with, what they cause."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hakjeok_web.accounts.policies import Actor, Menu
from hakjeok_web.documents import registry
from hakjeok_web.documents.entry import pupils_of
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Effect, Subject
from hakjeok_web.nonenrollments import queries
from hakjeok_web.nonenrollments.actions import record_child_measure
from hakjeok_web.nonenrollments.cases import ChildCase
from hakjeok_web.nonenrollments.models import ChildMeasure, NonEnrolledChild

Code = ChildMeasure.Code
# In the order in which they come (p.12); each finished paper is the measure itself.
PAPERS: Sequence[tuple[str, str, tuple[Code, ...]]] = (
    ("1-13", "동에 가정방문 협조 요청", (Code.DONG_REQUEST,)),
    ("1-17", "취학 독촉장", (Code.URGE,)),
    ("1-12", "동장·교육장에 현황 통보", (Code.REPORT_OFFICE, Code.REPORT_DONG)),
    ("1-16", "내교 통지서", (Code.SUMMONS,)),
    ("1-15", "수사의뢰 요청서", (Code.POLICE_FORM,)),
    ("1-14", "경찰에 수사 협조 요청", (Code.POLICE,)),
)
MOST_CALLED = 200


def make_known() -> None:
    """Tell the papers' layer whom these papers are about, what fills them and what they cause."""
    registry.subject_sources.append(subject_of)
    registry.pupil_labels.append(labels)
    registry.pupil_finders.append(called)
    for definition, title, codes in PAPERS:
        told = f"미취학 아동의 조치로 적습니다: {title}({definition})."
        registry.on_approval(Effect(f"record_child_{definition}", told, definition, _recording(codes, definition)))
        fill = _FILLS.get(definition)
        if fill:
            registry.proposals.setdefault(definition, []).append(_proposing(fill))


def subject_of(actor: Actor, child_id: uuid.UUID) -> Subject | None:
    """A child as papers want him; None out of reach. One query."""
    if not (queries.sees_children(actor) and actor.may_read(Menu.FORMS)):
        return None
    child = NonEnrolledChild.objects.filter(pk=child_id, school_id=actor.school_id).first()
    return None if child is None else Subject(child.pk, f"미취학 아동 {child.name}", _known(child))


def _known(child: NonEnrolledChild) -> dict[str, Any]:
    return {
        "student.name": child.name, "student.birth_on": child.birth_on, "student.sex": child.get_sex_display(),
        "student.address": child.address, "guardian.name": child.guardian_name,
        "guardian.relation": child.guardian_relation, "guardian.phone": child.guardian_phone,
    }  # fmt: skip


def labels(children: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """How lists of papers call them. One query."""
    found = NonEnrolledChild.objects.filter(pk__in=list(children)).values_list("pk", "name")
    return {key: f"미취학 아동 {name}" for key, name in found}


def called(school_id: uuid.UUID, text: str) -> list[uuid.UUID]:
    """Children whose name holds the text. One query."""
    found = NonEnrolledChild.objects.filter(school_id=school_id, name__contains=text)
    return list(found.values_list("pk", flat=True)[:MOST_CALLED])


def _recording(codes: Sequence[Code], definition: str) -> Callable[[Document, Actor], None]:
    def apply(document: Document, by: Actor) -> None:
        for child in NonEnrolledChild.objects.filter(pk__in=pupils_of(document)):
            for code in codes:
                note = f"서식 {definition}"
                record_child_measure(child=child, code=code, done_on=by.today, by=by, note=note, document=document)

    return apply


def _proposing(fill: Callable[[ChildCase, Actor], dict[str, Any]]) -> Callable[[Actor, Subject], Mapping[str, Any]]:
    def propose(actor: Actor, subject: Subject) -> Mapping[str, Any]:
        case = queries.case_of(actor, actor.today, subject.pupil_id)
        return fill(case, actor) if case else {}

    return propose


def _urge_letter(case: ChildCase, actor: Actor) -> dict[str, Any]:
    """1-17: which letter it is, and since when."""
    sent = sum(each.code == Code.URGE for each in case.measures)
    entrance = case.child.entrance_on.isoformat()
    return {"round": sent + 1, "entrance_date": entrance, "days_not_enrolled": case.decided.day_no}


def _visit_request(case: ChildCase, actor: Actor) -> dict[str, Any]:
    """1-13."""
    request = "동주민센터 사회복지담당(업무담당) 공무원의 가정방문 동행 협조 요청"
    return {"school_year": case.child.entrance_on.year, "requests": [{"request": request}]}


def _police_request(case: ChildCase, actor: Actor) -> dict[str, Any]:
    """1-15."""
    kind = "학대의심 수사" if case.told("abuse_signs") else "소재수사"
    visits = [each.note for each in case.measures if each.code == Code.HOME_VISIT and each.note]
    looked = [each.done_on for each in case.measures if each.code == Code.RESIDENT_LOOKUP]
    crossed = [each.done_on for each in case.measures if each.code == Code.IMMIGRATION_LOOKUP]
    filled = {
        "investigation_kind": [kind],
        "absence_start": case.child.entrance_on.isoformat(),
        "visit_result": " / ".join(visits)[:400],
        "resident_lookup_date": looked[0].isoformat() if looked else "",
        "immigration_lookup_date": crossed[0].isoformat() if crossed else "",
        "requester_affiliation": f"{actor.school_name} ({actor.role_title})",
    }
    return {key: value for key, value in filled.items() if value}


def _police_letter(case: ChildCase, actor: Actor) -> dict[str, Any]:
    """1-14: the investigation and the one law that fits it."""
    if case.told("abuse_signs"):
        return {"investigation_kind": "학대의심", "related": "아동학대범죄의 처벌 등에 관한 특례법 제10조"}
    return {"investigation_kind": "소재수사", "related": "초·중등교육법 시행령 제25조"}


def _status(case: ChildCase, actor: Actor) -> dict[str, Any]:
    """1-12."""
    return {"entrance_date": case.child.entrance_on.isoformat()}


_FILLS: Mapping[str, Callable[[ChildCase, Actor], dict[str, Any]]] = {
    "1-12": _status,
    "1-13": _visit_request,
    "1-14": _police_letter,
    "1-15": _police_request,
    "1-17": _urge_letter,
}
