"""A school office for the tests of approvals: everybody on a usual line, and papers of 박하준 to send up it."""

from dataclasses import dataclass

from hakjeok_web.accounts.models import Staff
from hakjeok_web.approvals import actions
from hakjeok_web.approvals.lines import Kind, Place, propose_line
from hakjeok_web.documents.actions import save_draft, start_draft
from hakjeok_web.documents.registry import subject_of
from hakjeok_web.documents.wordings import definition_in_use
from tests import builders

NOTICE = {
    "addressee": "박보호", "student_name": "박하준", "visit_datetime": "2024-05-07T14:30",
    "visit_place": "한빛초등학교 1층 상담실", "school_phone": "02-0000-0001", "issue_date": "2024-05-03",
    "principal_seal": "한빛초등학교장",
}  # fmt: skip
LETTER = {
    "recipient": "가온1동장, 가온교육지원청교육장", "subject": "취학의무 유예 결정 통보", "related": "시행령 제28조",
    "decisions": [
        {"student_name": "박하준", "student_birth": "2014-08-07", "guardian_name": "박보호",
         "student_address": "가온시 배움로 7", "decision": "유예"},
    ],
}  # fmt: skip
REVIEW, CONSENT, DECISION = Kind.REVIEW, Kind.CONSENT, Kind.DECISION


@dataclass
class Office:
    """The people of 한빛 by their posts: `office.of("교감")` is the actor."""

    staff: dict[str, Staff]

    def of(self, post):
        return builders.actor(self.staff[post])

    def place(self, kind, post):
        return Place(kind, self.staff[post].pk)


def an_office(homeroom) -> Office:
    """담임 김담임, 교무부장 정교무, 보건교사 이보건, 정보부장 최정보, 교감 한교감, 교장 오교장."""
    made = {"담임": homeroom}
    for post, name in (("교무부장", "정교무"), ("보건교사", "이보건"), ("정보부장", "최정보")):
        made[post] = builders.a_staff("duty", name=name, position=post)
    made["교감"] = builders.a_staff("vice_principal", name="한교감")
    made["교장"] = builders.a_staff("principal", name="오교장")
    made["학적"] = builders.a_staff("registrar", name="정학적")
    made["관리"] = builders.a_staff("school_admin", name="권관리")
    return Office(made)


def a_draft(by, pupil=None, definition="2-3", values=None):
    subject = subject_of(by, pupil.pk) if pupil else None
    wanted = values or (NOTICE if definition == "2-3" else LETTER)
    return start_draft(
        definition=definition_in_use(definition, by.school_id), values=wanted, subject=subject, by=by
    )  # fmt: skip


def submitted(draft, by, line=None):
    return actions.submit(document=draft, line=propose_line(draft, by) if line is None else line, by=by)


def approve(paper, by, **more):
    return actions.approve(document=paper, round=more.pop("round", paper.round), by=by, **more)


def changed(paper, by, **values):
    """The drafter writes something else into his paper."""
    paper.refresh_from_db()
    return save_draft(document=paper, values=paper.values | values, seen=paper.version, by=by)
