"""Who sits in a committee: given and ended seats, and whether the whole is lawful."""

from datetime import date

import pytest

from hakjeok_web.committees import actions, committee_page, rules
from hakjeok_web.committees.actions import Seat
from hakjeok_web.committees.models import Committee
from hakjeok_web.config.refusals import Refused
from tests import builders
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def problems_of(committee, by):
    return committee_page.shown([committee], by)[0].problems


def test_five_with_the_principal_two_inside_and_two_outside_are_lawful(committee, by):
    assert problems_of(committee, by) == []


def test_a_committee_without_enough_outsiders_is_told_what_is_missing(by):
    made, _ = meetings.a_committee(by, others=meetings.OTHERS[:3])
    assert problems_of(made, by) == ["위원이 모자람", "정해진 외부위원이 모자람"]


def test_the_evaluation_committee_is_chaired_by_the_vice_principal(by):
    made, _ = meetings.a_committee(by, kind=Committee.Kind.EARLY_PROMOTION)
    assert problems_of(made, by) == []


def test_a_school_without_a_vice_principal_lets_a_teacher_chair(by):
    chair = builders.a_staff("duty", name="정교무")
    made = actions.make_committee(kind="early_promotion", year=2024, by=by)
    seat = Seat(staff=chair, position="chair", role="teacher", from_on=meetings.FIRST, to_on=meetings.LAST)
    member = actions.appoint(committee=made, seat=seat, by=by)
    found = rules.composition(made, [member], has_vice_principal=False)
    assert "chair_not_vice_principal" not in [each.value for each in found.problems]


def test_the_secretary_does_not_count(committee, by):
    seat = Seat(
        name="간사님", position="secretary", role="teacher", from_on=meetings.FIRST, to_on=meetings.LAST
    )  # fmt: skip
    actions.appoint(committee=committee, seat=seat, by=by)
    assert committee_page.shown([committee], by)[0].enrolled == 5


def test_the_grade_committee_is_left_to_the_school_s_own_rules(by):
    made = actions.make_committee(kind="grade_management", year=2024, by=by)
    assert committee_page.shown([made], by)[0].composition is None


def test_there_is_one_committee_of_a_kind_a_year(committee, by):
    with pytest.raises(Refused, match="2024학년도 의무교육관리위원회는 이미 있습니다"):
        actions.make_committee(kind=committee.kind, year=2024, by=by)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "누구인지 적지 않았습니다"),
        ({"to_on": date(2024, 2, 1)}, "시작일보다 빠릅니다"),
        ({"name": "최경찰", "affiliation": "가온경찰서"}, "임기.*와 겹칩니다"),
    ],
)
def test_a_seat_that_makes_no_sense_is_refused(committee, by, change, told):
    facts = {
        "name": "새위원",
        "position": "member",
        "role": "police",
        "from_on": meetings.FIRST,
        "to_on": meetings.LAST,
    }
    with pytest.raises(Refused, match=told):
        actions.appoint(committee=committee, seat=Seat(**facts | change), by=by)


def test_one_of_the_staff_is_no_outsider(committee, by):
    staff = builders.a_staff("duty", name="정교무")
    seat = Seat(
        staff=staff, position="member", role="teacher", external=True, from_on=meetings.FIRST, to_on=meetings.LAST
    )  # fmt: skip
    with pytest.raises(Refused, match="외부위원이 될 수 없습니다"):
        actions.appoint(committee=committee, seat=seat, by=by)


def test_an_ended_seat_stays_in_the_history_and_leaves_the_committee_short(committee, members, by):
    actions.end_seat(member=members[4], last_on=date(2024, 5, 2), reason="전출", by=by)
    members[4].refresh_from_db()
    assert (members[4].to_on, members[4].end_reason, members[4].ended_by_id) == (date(2024, 5, 2), "전출", by.user.pk)
    assert "위원이 모자람" in problems_of(committee, by)
    with pytest.raises(Refused, match="먼저 임기를 끝냈습니다"):
        actions.end_seat(member=members[4], last_on=date(2024, 5, 2), reason="전출", by=by)


def test_nobody_leaves_before_a_meeting_that_he_attended(open_meeting, members, by):
    with pytest.raises(Refused, match="회의에 출석했습니다"):
        actions.end_seat(member=members[1], last_on=date(2024, 5, 2), reason="전보", by=by)


def test_the_report_of_regular_meetings_names_what_is_missing(committee, members, by, pupil):
    plan = meetings.a_plan(date(2024, 3, 4), session="regular")
    meeting = meetings.an_open_meeting(committee, members, by, pupil=pupil, plan=plan)
    meetings.vote(meeting.items.get(), by, 5)
    meetings.close(meeting, by)
    report = committee_page.shown([committee], by)[0].report
    assert (report["due"], report["overdue"]) == (date(2024, 3, 31), True)
    assert report["missing"] == ["제1차 회의(2024. 3. 4.(월))의 회의록이 아직 완결되지 않았습니다."]
    actions.mark_reported(committee=committee, reported_on=date(2024, 3, 29), by=by)
    committee.refresh_from_db()
    assert not committee_page.shown([committee], by)[0].report["overdue"]
