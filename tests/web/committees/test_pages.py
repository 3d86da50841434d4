"""The pages of committees: who opens them, what they log, and how a refused form comes back."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.committees import deliberation, meeting_actions
from hakjeok_web.committees.models import Committee, Meeting
from tests import builders
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def registrar(client, post):
    return builders.sign_in(client, post)


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def of(meeting, tail=""):
    return f"/meetings/{meeting.pk}/{tail}"


def at(item, tail=""):
    return of(item.meeting, f"items/{item.pk}/{tail}")


def test_a_committee_is_made_and_told_what_it_lacks(registrar):
    sent = {"kind": "compulsory_education", "year": "2024", "key": str(uuid.uuid4())}
    page = text_of(registrar.post("/committees/new/", sent, follow=True))
    assert "구성을 바로잡아야 회의를 열 수 있습니다" in page
    assert "위원장이 없음" in page
    again = registrar.post("/committees/new/", sent)  # the same page sent twice
    assert again.status_code == 302
    sent["key"] = str(uuid.uuid4())
    assert "이미 있습니다" in text_of(registrar.post("/committees/new/", sent), 422)
    assert Committee.objects.count() == 1


def test_a_member_is_appointed_and_let_go(registrar, committee):
    address = f"/committees/{committee.pk}/members/new/"
    sent = {
        "name": "주민센터", "affiliation": "가온동", "role": "welfare_officer", "external": "on", "position": "member",
        "from_on": "2024-03-01", "to_on": "2025-02-28", "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert "위원을 위촉했습니다" in text_of(registrar.post(address, sent, follow=True))
    member = committee.members.get(name="주민센터")
    ending = f"/committees/{committee.pk}/members/{member.pk}/end/"
    assert "임기 안의 날" in text_of(registrar.post(ending, {"last_on": "2023-01-01", "reason": "사임"}), 422)
    page = text_of(registrar.post(ending, {"last_on": "2024-05-02", "reason": "사임"}, follow=True))
    assert "다른 때의 위원 1명" in page


def a_plan(**facts):
    return {
        "day": "2024-05-03", "at": "15:30", "place": "교무실", "session": "occasional", "kind": "deferment",
        "subject": "취학의무 유예 심의", "key": str(uuid.uuid4()),
    } | facts  # fmt: skip


def test_a_meeting_is_planned_with_the_pupil_found_by_his_seat(registrar, committee, pupil):
    sent = a_plan(pupil_text="4-2 7")
    page = text_of(registrar.post(f"/committees/{committee.pk}/meetings/new/", sent, follow=True))
    assert "4학년 2반 7번 박하준" in page
    assert AccessEntry.objects.last().pupils == [pupil.pk]


def test_several_pupils_of_one_name_are_named_and_logged(registrar, committee, school_class, pupil):
    namesake = builders.a_pupil(school_class, number=8, name="박하준")
    page = text_of(registrar.post(f"/committees/{committee.pk}/meetings/new/", a_plan(pupil_text="박하준")), 422)
    assert "2명이 있습니다" in page
    assert set(AccessEntry.objects.last().pupils) == {pupil.pk, namesake.pk}


def test_what_is_wrong_with_a_plan_stands_at_its_field(registrar, committee):
    page = text_of(registrar.post(f"/committees/{committee.pk}/meetings/new/", a_plan(day="2025-03-04")), 422)
    assert 'value="2025-03-04"' in page
    assert "누구의 안건인지" in text_of(
        registrar.post(f"/committees/{committee.pk}/meetings/new/", a_plan()), 422
    )  # fmt: skip


def test_the_quorum_follows_what_is_typed(registrar, committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    typed = {f"state-{each.pk}": "present" for each in members[:2]}
    page = text_of(registrar.get(of(meeting, "quorum/"), typed))
    assert "출석 2명" in page
    assert "정족수가 모자랍니다" in page
    typed |= {f"state-{members[2].pk}": "present"}
    assert "정족수가 찼습니다" in text_of(registrar.get(of(meeting, "quorum/"), typed))


def test_a_missed_quorum_is_told_and_the_meeting_stays_planned(registrar, committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    sent = {f"state-{each.pk}": "absent" for each in members} | {"seen": meeting.version}
    assert registrar.post(of(meeting, "attendance/"), sent).status_code == 302
    page = text_of(registrar.post(of(meeting, "opening/"), {"seen": meetings.again(meeting).version}), 422)
    assert "5명 가운데 0명이 출석해 개회할 수 없습니다" in page
    assert meetings.again(meeting).is_planned


def test_of_two_who_close_one_meeting_the_second_is_told(client, registrar, open_meeting, item, by):
    meetings.vote(item, by, 5)
    seen = meetings.again(open_meeting).version
    assert registrar.post(of(open_meeting, "closing/"), {"seen": seen}).status_code == 302
    builders.sign_in(client, builders.a_staff("vice_principal", name="한교감"))
    page = text_of(client.post(of(open_meeting, "closing/"), {"seen": seen}), 422)
    assert "정학적 님이 09:00에 회의를 마쳤습니다" in page


def test_of_two_who_write_one_vote_the_second_is_told_and_keeps_what_he_typed(client, registrar, item):
    sent = {"in_favour": "5", "against": "0", "abstained": "0", "summary": "한 학년도 유예", "key": str(uuid.uuid4())}
    assert registrar.post(at(item, "vote/"), sent).status_code == 302
    assert registrar.post(at(item, "vote/"), sent).status_code == 302  # the same page sent twice
    builders.sign_in(client, builders.a_staff("vice_principal", name="한교감"))
    other = sent | {"in_favour": "4", "against": "1", "key": str(uuid.uuid4())}
    assert "정학적 님이 09:00에 먼저 의결을 적었습니다" in text_of(client.post(at(item, "vote/"), other), 422)
    assert item.votes.count() == 1


def test_recusal_statement_and_vote_are_written_on_the_page_of_the_item(registrar, item, members):
    sent = {"member": members[3].pk, "kind": "by_law", "reason": "외삼촌", "key": str(uuid.uuid4())}
    page = text_of(registrar.post(at(item, "recusals/"), sent, follow=True))
    assert "제척: 심의와 의결에서 빠집니다(외삼촌)" in page
    said = {"speaker": members[1].pk, "text": "진단서를 보았습니다.", "key": str(uuid.uuid4())}
    assert "진단서를 보았습니다." in text_of(registrar.post(at(item, "statements/"), said, follow=True))
    vote = {"in_favour": "3", "against": "1", "summary": "유예", "key": str(uuid.uuid4())}
    page = text_of(registrar.post(at(item, "vote/"), vote, follow=True))
    assert "출석위원 4명의 과반수는 3명이고 3명이 찬성했으므로 가결되었습니다" in page
    page = text_of(registrar.post(at(item, "vote/voiding/"), {"reason": "잘못 셈"}, follow=True))
    assert "다시 적기: 잘못 셈" in page
    page = text_of(registrar.post(at(item, "postponement/"), {"reason": "서류를 더 받음"}, follow=True))
    assert "다음 회의로 미뤘습니다" in page
    assert "다음 회의로 미뤘습니다" not in text_of(
        registrar.post(at(item, "postponement/"), {"undo": "1"}, follow=True)
    )


def test_a_statement_is_taken_back(registrar, item, members, by):
    said = deliberation.add_statement(item=item, speaker=members[1], text="잘못 적음", by=by)
    page = text_of(registrar.post(at(item, f"statements/{said.pk}/removal/"), follow=True))
    assert "적은 발언이 없습니다" in page


def test_a_teacher_reads_the_meetings_of_his_own_committee_only(client, committee, by, pupil):
    teacher = builders.a_staff("homeroom", name="오담임")
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    builders.sign_in(client, teacher)
    assert client.get(of(meeting)).status_code == 404
    meetings._seat(committee, by, staff=teacher, position="member", role="teacher")
    page = text_of(client.get(of(meeting)))
    assert "박하준" in page
    assert "안건 더하기" not in page
    assert AccessEntry.objects.last().pupils == [pupil.pk]
    assert client.get("/committees/").status_code == 404
    assert client.post(of(meeting, "opening/")).status_code == 404


def test_items_are_added_and_taken_off(registrar, committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    sent = {"kind": "interview", "subject": "미취학 사유 확인", "child_name": "하늘이", "key": str(uuid.uuid4())}
    assert "제2안 미취학 사유 확인" in text_of(registrar.post(of(meeting, "items/"), sent, follow=True))
    second = meeting.items.get(position=2)
    assert "제2안을 뺐습니다" in text_of(registrar.post(at(second, "removal/"), follow=True))
    assert "안건이 하나뿐이라" in text_of(registrar.post(at(meeting.items.get(), "removal/")), 422)


def test_a_meeting_is_moved_and_left_out(registrar, committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    sent = a_plan(day="2024-05-07", seen=meeting.version)
    assert "2024. 5. 7.(화) 15:30" in text_of(registrar.post(of(meeting, "plan/"), sent, follow=True))
    assert "먼저 고쳤습니다" in text_of(registrar.post(of(meeting, "plan/"), sent), 422)
    page = text_of(registrar.post(of(meeting, "cancellation/"), {"reason": "신청을 거둠"}, follow=True))
    assert "열지 않음: 신청을 거둠" in page


def test_the_sheet_names_members_and_no_pupil(registrar, committee, members, by, pupil):
    page = text_of(registrar.get(of(meetings.a_meeting(committee, by, pupil=pupil), "sheet/")))
    assert "최경찰" in page
    assert "박하준" not in page


def test_the_report_is_noted_once(registrar, committee):
    address = f"/committees/{committee.pk}/report/"
    assert "보고한 날을 적었습니다" in text_of(registrar.post(address, {"reported_on": "2024-03-29"}, follow=True))
    assert "먼저 적었습니다" in text_of(registrar.post(address, {"reported_on": "2024-03-30"}), 422)


@pytest.mark.parametrize("many", [2, 7])
def test_a_meeting_asks_the_database_as_often_for_many_items(registrar, committee, members, by, school_class, many):
    counts = []
    meeting = meetings.a_meeting(committee, by, item=meetings.an_item(builders.a_pupil(school_class, number=1)))
    for number in range(2, many + 2):
        counts.append(_queries(registrar, of(meeting)))
        item = meetings.an_item(builders.a_pupil(school_class, number=number, name=f"학생{number}"))
        meeting_actions.add_item(meeting=meeting, item=item, by=by)
    assert len({*counts, _queries(registrar, of(meeting))}) == 1
    assert counts[0] <= 24


def _queries(client, page):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_an_empty_school_is_told_what_to_do(registrar):
    assert "아직 위원회가 없습니다" in text_of(registrar.get("/committees/"))
    assert not Meeting.objects.exists()
