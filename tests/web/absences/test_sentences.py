"""What is refused or told over HTTP, each with its page and the way out; the second of two people; what is logged."""

import json
import uuid

import pytest

from hakjeok.attendance.family_event import FamilyEvent, Relation
from hakjeok_web.absence_grounds.family_events import Event, enter
from hakjeok_web.absences import cancelling
from hakjeok_web.absences.kept import days_of_requests
from hakjeok_web.absences.models import AbsenceRequest, RequestAct
from hakjeok_web.attendance.models import AttendanceEntry, RegisterMonth
from hakjeok_web.config.refusals import Refused
from hakjeok_web.documents.actions import reference
from hakjeok_web.documents.models import Document
from hakjeok_web.schools.facts import calendars_of
from tests import builders
from tests.web.absences import desk
from tests.web.absences.desk import a_report_wanted, a_trip_wanted, approved, day, entries, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
REPORT = {
    "from_on": "2024-05-02", "reason": "illness", "reason_text": "감기", "absence_form": "absence",
    "received_on": "2024-05-03", "how": "paper", "documents": ["guardian_opinion"], "do": "save",
}  # fmt: skip
TRIP = {
    "from_on": "2024-05-07", "to_on": "2024-05-08", "purpose": "trip", "reason_text": "가족여행",
    "adult_companion": "on", "received_on": "2024-05-03", "how": "paper", "do": "save",
}  # fmt: skip


@pytest.fixture
def signed_in(client, homeroom):
    return builders.sign_in(client, homeroom)


@pytest.fixture
def later(client, homeroom, time_machine):
    """A function that moves the day and signs the teacher in again."""

    def move(when):
        time_machine.move_to(f"2024-{when}T09:00:00+09:00", tick=False)
        return builders.sign_in(client, homeroom)

    return move


def told(response, *words, status=422):
    page = response.content.decode()
    assert response.status_code == status
    assert [word for word in words if word not in page] == []


def report(client, pupil, **sent):
    return client.post(f"/absence-reports/new/?student={pupil.pk}", REPORT | sent)


def trip(client, pupil, **sent):
    return client.post(f"/field-trips/new/?student={pupil.pk}", TRIP | sent)


class TestRefusals:
    def test_two_requests_for_one_day(self, signed_in, registrar, pupil):
        """p.30: 어느 한 가지 경우로만 처리함. The second is told who was first."""
        received(pupil, a_report_wanted("5-7", on="5-3"), registrar)
        told(
            trip(signed_in, pupil), "정학적 선생님이 접수한 5. 7.(화) 결석신고가 이미 있습니다", "(p.30)",
            "날짜를 바꾸거나 먼저 접수한 것을 취소해 주세요", 'id="id_from_on_error"',
        )  # fmt: skip

    def test_a_trip_on_a_day_off(self, signed_in, pupil):
        """p.23: 재량휴업일, 토요일, 공휴일 제외."""
        answer = trip(signed_in, pupil, from_on="2024-05-11", to_on="2024-05-12")
        told(answer, "수업일이 없습니다", "(p.23)", "날짜를 바꿔 주세요")

    def test_a_trip_over_a_day_off_is_told_what_does_not_count(self, signed_in, pupil):
        answer = trip(signed_in, pupil, from_on="2024-05-10", to_on="2024-05-13", do="judge")
        told(answer, "수업일 2일", "쉬는 날 2일은 세지 않습니다", status=200)

    def test_a_report_before_the_trip_ends(self, office, teacher, pupil, later):
        """p.22: 교외체험학습 실시 → 교외체험학습 보고서 제출."""
        made = approved(received(pupil, a_trip_wanted("5-7", "5-9"), teacher), office, teacher)
        sent = {"report_on": "2024-05-08", "confirmed": "on", "do": "take"}
        answer = later("05-08").post(f"/field-trips/{made.pk}/report/", sent)
        told(answer, "2024. 5. 9.(목)에 끝납니다", "끝난 날부터 받습니다(p.22)", 'id="id_report_on_error"')

    def test_evidence_later_than_allowed(self, signed_in, pupil):
        """p.25: 결석한 날부터 5일 이내에."""
        answer = report(signed_in, pupil, from_on="2024-04-23", do="judge")
        told(answer, "미인정결석", "학교장이 정하므로 결재를 받아 주세요(p.25)", status=200)
        decided = report(signed_in, pupil, from_on="2024-04-23", exception_reason="보호자 입원", do="judge")
        told(decided, "<strong>질병결석 1일</strong>", status=200)

    def test_two_forms_on_one_day(self, signed_in, school_class, teacher, pupil):
        """p.30: 같은 날짜에 지각·조퇴·결과가 발생된 경우."""
        desk.enter(school_class, pupil, "5-2", "late", "unexcused", teacher)
        told(
            report(signed_in, pupil, absence_form="early_leave"), "미인정지각이 이미 적혀 있는데", "(p.30)",
            "학교장이 하나를 정하도록", 'id="id_exception_reason_error"',
        )  # fmt: skip

    def test_a_closed_month(self, client, office, signed_in, school_class, teacher, pupil):
        made = received(pupil, a_report_wanted("4-30", on="5-3"), teacher)
        paper = desk.sent_up(made, teacher)
        closed = {"school_class": school_class, "first_on": day("4-1"), "is_closed": True}
        RegisterMonth.objects.create(school_id=school_class.school_id, **closed)
        told(
            signed_in.get(f"/absence-reports/{made.pk}/"),
            "4월은 마감한 달입니다",
            "마감취소를 요청해 주세요",
            status=200,
        )
        *before, last = paper.steps.order_by("position").select_related("staff")
        for step in before:
            desk.offices.approve(Document.objects.get(pk=paper.pk), builders.actor(step.staff))
        sent = {"round": 1, "decision": "approve"}
        builders.sign_in(client, last.staff)
        told(client.get(f"/documents/{paper.pk}/"), "꼭 알릴 것: 4월은 마감한 달입니다", status=200)
        told(client.post(f"/documents/{paper.pk}/decision/", sent), "4월은", "마감취소를 요청해 주세요")
        assert entries(pupil) == {}


class TestTheRegisterSide:
    def test_what_an_approved_request_wrote_is_not_changed_by_hand(
        self, signed_in, office, school_class, teacher, pupil
    ):
        made = approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        answer = self.enter(signed_in, school_class, pupil, form="late", kind="unexcused")
        assert answer.status_code == 422
        message = answer.json()["errors"][0]["message"]
        assert message.startswith("5. 2.(목)은 결재한 결석신고가 적은 날입니다(한빛초등학교-1(2024. 5. 3.), p.25)")
        assert message.endswith("등교했거나 잘못된 신청이면 학적 담당에게 ‘신청 취소’를 부탁해 주세요.")
        assert entries(pupil) == {"5-2": "illness absence"}
        builders.enter()
        registrar = builders.actor(builders.a_staff("registrar"))
        cancelling.cancel(request=made, seen=made.version, reason="등교함", by=registrar)
        assert self.enter(signed_in, school_class, pupil, form="late", kind="unexcused").status_code == 200

    def test_only_a_request_that_may_end_early_tells_of_that(self, office, teacher, pupil):
        made = approved(received(pupil, a_report_wanted("5-2", "5-3"), teacher), office, teacher)
        key = (pupil.pk, day("5-3"))
        notes = {key: reference(made.document)}
        assert "‘일찍 마침’을 누르고, 잘못된 신청이면 학적 담당에게 ‘신청 취소’를" in days_of_requests(notes)[key]
        AbsenceRequest.objects.update(state=AbsenceRequest.State.CLOSED, outcome=AbsenceRequest.Outcome.AUTHORIZED)
        assert "일찍 마침" not in days_of_requests(notes)[key]

    def test_clearing_the_day_is_a_change_too(self, signed_in, office, school_class, teacher, pupil):
        approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        assert self.enter(signed_in, school_class, pupil, form="", kind="").status_code == 422

    def test_a_days_reason_may_still_be_told_better(self, signed_in, office, school_class, teacher, pupil):
        approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        answer = self.enter(signed_in, school_class, pupil, form="absence", kind="illness", reason="독감 의심")
        assert answer.status_code == 200

    def test_the_plain_day_page_tells_it_at_the_pupil(self, signed_in, office, school_class, teacher, pupil):
        approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        address = f"/registers/{school_class.pk}/2024-05-02/"
        sent = {
            f"kind-{pupil.pk}": "unexcused",
            f"form-{pupil.pk}": "late",
            f"v-{pupil.pk}": self.stands(pupil).version,
        }
        told(signed_in.post(address, sent), "5. 2.(목)은 결재한 결석신고가 적은 날입니다")
        assert entries(pupil) == {"5-2": "illness absence"}

    def test_nor_is_the_note_that_names_the_paper(self, signed_in, office, school_class, teacher, pupil):
        approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        kept = {"form": "absence", "kind": "illness", "reason": "감기"}
        assert self.enter(signed_in, school_class, pupil, **kept, note="").status_code == 422

    def test_a_ground_of_absence_does_not_replace_it_either(self, office, school_class, teacher, pupil):
        approved(received(pupil, a_report_wanted("5-2"), teacher), office, teacher)
        death = Event(FamilyEvent.DEATH, Relation.GRANDPARENT, day("5-1"))
        calendar = calendars_of(school_class.school_year).of(4)
        with pytest.raises(Refused, match=r"박하준 학생: .*‘신청 취소’를 부탁해 주세요"):
            enter(student=pupil, told=death, days=[day("5-2")], by=teacher, calendar=calendar, replaces=True)

    def enter(self, client, school_class, pupil, **cell):
        stands = self.stands(pupil)
        seen = {"v": stands.version if stands else 0, "note": stands.note if stands else ""}
        sent = {"p": str(pupil.pk), "d": "2024-05-02", "reason": ""} | seen | cell
        body = json.dumps({"key": str(uuid.uuid4()), "cells": [sent]})
        return client.post(f"/registers/{school_class.pk}/2024-05/cells/", body, content_type="application/json")

    def stands(self, pupil):
        return AttendanceEntry.objects.filter(student=pupil, date=day("5-2")).first()


class TestTwoPeople:
    """The second is told who did what; nothing of his is done."""

    @pytest.fixture
    def made(self, teacher, pupil):
        return received(pupil, a_trip_wanted("5-7", "5-8"), teacher)

    def second(self, client, staff, made, tail, **sent):
        page = builders.sign_in(client, staff)
        return page.post(f"/field-trips/{made.pk}/{tail}/", sent | {"version": made.version})

    def test_cancelled_by_another(self, client, homeroom, registrar_staff, made):
        self.second(client, registrar_staff, made, "cancellation", reason="보호자 전화")
        told(
            self.second(client, homeroom, made, "cancellation", reason="가지 않음"),
            "정학적 선생님이 2024. 5. 3.(금) 09:00에 먼저 했습니다(취소)",
        )  # fmt: skip
        assert RequestAct.objects.filter(kind="cancelled").count() == 1

    def test_edited_after_another_cancelled_it(self, client, homeroom, registrar_staff, made):
        self.second(client, registrar_staff, made, "cancellation", reason="보호자 전화")
        told(self.second(client, homeroom, made, "edit", **TRIP), "정학적 선생님이", "(취소)")

    def test_edited_after_it_was_approved(self, client, office, homeroom, teacher, made):
        approved(AbsenceRequest.objects.get(pk=made.pk), office, teacher)
        told(self.second(client, homeroom, made, "edit", **TRIP), "먼저 했습니다(승인)")

    def test_cancelled_after_it_was_approved(self, client, office, homeroom, teacher, made, pupil):
        approved(AbsenceRequest.objects.get(pk=made.pk), office, teacher)
        told(self.second(client, homeroom, made, "cancellation", reason="x"), "먼저 했습니다(승인)")
        assert len(entries(pupil)) == 2

    def test_cancelled_while_it_is_on_its_line(self, client, office, homeroom, teacher, made):
        desk.sent_up(made, teacher)
        told(self.second(client, homeroom, made, "cancellation", reason="x"), "먼저 문서를 회수하거나 반려를 받은 뒤에")

    def test_approved_by_two_at_once(self, client, office, teacher, made, pupil):
        paper = desk.sent_up(made, teacher)
        first = paper.steps.order_by("position").select_related("staff").first()
        sent = {"round": 1, "decision": "approve"}
        answers = [
            builders.sign_in(client, first.staff).post(f"/documents/{paper.pk}/decision/", sent) for _ in range(2)
        ]
        assert answers[0].status_code == 302
        told(answers[1], f"{first.staff.user.name} 선생님이")
        assert entries(pupil) == {}

    def test_the_report_taken_by_another(self, client, office, homeroom, registrar_staff, teacher, made, later):
        made = approved(made, office, teacher)
        later("05-09")
        sent = {"report_on": "2024-05-09", "confirmed": "on", "do": "take"}
        assert self.second(client, registrar_staff, made, "report", **sent).status_code == 302
        told(self.second(client, homeroom, made, "report", **sent), "정학적 선생님이", "먼저 했습니다(마침)")

    def test_made_unexcused_after_another_took_the_report(
        self, client, office, homeroom, registrar_staff, teacher, made, later
    ):
        made = approved(made, office, teacher)
        later("05-16")
        self.second(client, registrar_staff, made, "report", report_on="2024-05-15", confirmed="on", do="take")
        late = {"report_on": "2024-05-16", "do": "unexcused"}
        told(self.second(client, homeroom, made, "report", **late), "먼저 했습니다(마침)")


class TestThePrincipalsDecision:
    def test_it_stands_in_the_history_with_its_reason(self, client, office, homeroom, teacher, pupil):
        """p.25, 30: what the rule leaves to the principal is logged with who used it."""
        late = a_report_wanted("4-23", on="5-3", exception_reason="보호자 입원")
        approved(received(pupil, late, teacher), office, teacher)
        act = RequestAct.objects.select_related("by").get(kind="approved")
        assert (act.by.name, act.note) == (office.staff["교장"].user.name, "학교장 결정: 보호자 입원")
        made = AbsenceRequest.objects.get()
        page = builders.sign_in(client, homeroom).get(f"/absence-reports/{made.pk}/").content.decode()
        assert "학교장 결정: 보호자 입원" in page

    def test_an_ordinary_approval_says_nothing_of_it(self, office, teacher, pupil):
        approved(received(pupil, a_report_wanted(), teacher), office, teacher)
        assert RequestAct.objects.get(kind="approved").note == ""


@pytest.fixture
def registrar_staff(school_class):
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def registrar(registrar_staff):
    return builders.actor(registrar_staff)
