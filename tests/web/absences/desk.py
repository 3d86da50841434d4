"""A desk for the tests of requests: applications and reports of 박하준, received and sent up their line."""

from datetime import date

from hakjeok_web.absences import actions
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.approvals.lines import propose_line
from hakjeok_web.approvals.models import DelegationRule
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.documents.actions import save_draft
from hakjeok_web.documents.models import Document
from tests import builders
from tests.web.approvals import office as offices

TRIP, REPORT = AbsenceRequest.Kind.TRIP, AbsenceRequest.Kind.REPORT
WRITTEN = {
    "2-1": {
        "student_name": "박하준", "student_sex": "남", "student_class": "4학년 2반 7번",
        "contact_phone": "010-0000-0007",
        "purpose": "가족여행", "place": "경주", "plan": "첨성대를 봅니다.", "student_signature": "박하준",
        "guardian_signature": "박보호", "addressee": "한빛초등학교장",
    },
    "2-2": {
        "student_name": "박하준", "student_class": "4학년 2반 7번", "guardian_signature": "박보호",
        "check_method": ["전화 연락"], "homeroom_signature": "김담임", "check_date": "2024-05-03",
        "addressee": "한빛초등학교장",
    },
}  # fmt: skip
REPORTED = {
    "report_class": "4학년 2반 7번", "report_student_name": "박하준", "report_content": "첨성대를 보았습니다.",
    "report_student_signature": "박하준", "report_guardian_signature": "박보호", "report_addressee": "한빛초등학교장",
}  # fmt: skip


def day(text):
    """`5-7` of 2024."""
    month, number = map(int, text.split("-"))
    return date(2024, month, number)


def a_trip_wanted(first="5-7", last=None, *, on="5-3", adult=True, told=None, **more) -> Wanted:
    kept = {"adult_companion": adult} | (told or {})
    return Wanted(kind=TRIP, from_on=day(first), to_on=day(last or first), received_on=day(on), told=kept, **more)


def a_report_wanted(first="5-2", last=None, *, on="5-3", reason="illness", papers=("guardian_opinion",), **more):
    told = {"documents": list(papers)} | more.pop("told", {})
    return Wanted(
        kind=REPORT, from_on=day(first), to_on=day(last or first), received_on=day(on), reason=reason, told=told, **more
    )


def received(pupil, wanted, by) -> AbsenceRequest:
    return actions.receive(student=pupil, wanted=wanted, by=by)


def sent_up(request, by, **values):
    """The request's paper, filled in and submitted along the proposed line."""
    paper = Document.objects.get(pk=request.document_id)
    paper = save_draft(
        document=paper, values=paper.values | WRITTEN[paper.definition] | values, seen=paper.version, by=by
    )
    return offices.submitted(paper, by, propose_line(paper, by))


def approved(request, office, by, **values) -> AbsenceRequest:
    """Through its whole line."""
    paper = sent_up(request, by, **values)
    signed_by_all(paper, office)
    request.refresh_from_db()
    return request


def signed_by_all(paper, office):
    for step in paper.steps.filter(round=paper.round).select_related("staff"):
        offices.approve(Document.objects.get(pk=paper.pk), builders.actor(step.staff), round=paper.round)


def entries(pupil):
    """What the register says of the pupil, day by day."""
    rows = AttendanceEntry.objects.filter(student=pupil).order_by("date")
    return {f"{each.date.month}-{each.date.day}": f"{each.kind} {each.form}".strip() for each in rows}


def enter(school_class, pupil, when, form, kind, by):
    from hakjeok_web.attendance.actions import Entry, save_cells

    return save_cells(
        school_class=school_class, month=day(when).replace(day=1), by=by,
        entries=[Entry(student=pupil.pk, day=day(when), form=form, kind=kind)],
    )  # fmt: skip


def by_delegation(form, office):
    """The school's rule lets the vice principal decide such papers (전결)."""
    DelegationRule.objects.create(
        school_id=builders.HANBIT, definition=form, line=[{"kind": "decision", "post": "교감"}],
        reason="전결 규정 제3조", made_by=office.staff["관리"].user,
    )  # fmt: skip
