"""Papers of the demonstration school (시범 학교의 문서): some wait for approval, one came back, one is to be sent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hakjeok_web.accounts.models import Homeroom, Staff
from hakjeok_web.accounts.policies import Actor
from hakjeok_web.accounts.queries import actor_of
from hakjeok_web.approvals import actions
from hakjeok_web.approvals.lines import propose_line
from hakjeok_web.documents.actions import start_draft
from hakjeok_web.documents.models import Document
from hakjeok_web.documents.registry import Subject, subject_of
from hakjeok_web.documents.rendering import definitions
from hakjeok_web.schools.models import School
from hakjeok_web.students.models import ClassPlacement

LETTER, NOTICE = "1-5", "2-3"
OPINION = "출결 현황을 확인했습니다."
RETURNED = "내교 장소를 상담실로 고쳐 주세요."


def write_papers(school: School, *, today: date) -> int:
    """Five papers, as far up their lines as a school has them on any morning; how many."""
    demo = _Papers(school, today)
    demo.letter("gyomu", "gyogam", "gyojang")
    demo.letter("gyomu", "gyogam")
    demo.notice((4, 2), 1, "gyomu")
    demo.notice((3, 1), 2)
    demo.returned_notice((4, 2), 3)
    return Document.objects.filter(school=school, round__gt=0).count()


class _Papers:
    def __init__(self, school: School, today: date) -> None:
        self.school, self.today = school, today

    def letter(self, *signers: str) -> None:
        """From the registrar to places outside the school."""
        self._sign(self._submitted(LETTER, self._by("haksjeok"), None, definitions()[LETTER].sample), signers)

    def notice(self, of_class: tuple[int, int], number: int, *signers: str) -> Document:
        """From a homeroom teacher to the guardian of a pupil of his class."""
        by = self._homeroom_of(*of_class)
        place = ClassPlacement.objects.filter(school_class__in=by.homerooms, number=number).latest("from_on")
        subject = subject_of(by, place.student_id)
        paper = self._submitted(NOTICE, by, subject, self._notice_values(subject))
        self._sign(paper, signers)
        return paper

    def returned_notice(self, of_class: tuple[int, int], number: int) -> None:
        paper = self.notice(of_class, number)
        actions.send_back(document=paper, round=1, by=self._by("gyomu"), opinion=RETURNED)

    def _submitted(self, form: str, by: Actor, subject: Subject | None, values: Mapping[str, Any]) -> Document:
        draft = start_draft(definition=definitions()[form], values=values, subject=subject, by=by)
        return actions.submit(document=draft, line=propose_line(draft, by), by=by)

    def _sign(self, paper: Document, signers: tuple[str, ...]) -> None:
        for login in signers:
            actions.approve(document=paper, round=1, by=self._by(login), opinion=OPINION if login == "gyomu" else "")

    def _notice_values(self, subject: Subject) -> dict[str, Any]:
        return {
            "addressee": subject.values["guardian.name"],
            "student_name": subject.values["student.name"],
            "visit_datetime": f"{_next_weekday(self.today)}T14:30",
            "visit_place": f"{self.school.name} 상담실",
            "school_phone": self.school.phone or "02-1234-5678",
            "issue_date": self.today.isoformat(),
            "principal_seal": f"{self.school.name}장",
        }

    def _by(self, login: str) -> Actor:
        return self._actor(Staff.objects.select_related("user").get(school=self.school, user__login=login))

    def _homeroom_of(self, grade: int, number: int) -> Actor:
        classes = Homeroom.objects.filter(school=self.school, to_on=None, school_class__grade=grade)
        return self._actor(classes.select_related("staff__user").get(school_class__number=number).staff)

    def _actor(self, post: Staff) -> Actor:
        return actor_of(post.user, school_id=self.school.pk, today=self.today)


def _next_weekday(day: date) -> date:
    """Three days on, or the Monday after."""
    later = day + timedelta(days=3)
    return later + timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > 4 else 0)
