"""A meeting from its plan to its end: agenda, attendance, quorum, chair, closing."""

from datetime import date

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from hakjeok_web.committees import meeting_actions
from hakjeok_web.committees.models import Committee, Meeting
from hakjeok_web.config.refusals import Refused
from tests import builders
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def test_meetings_are_numbered_through_the_year(committee, by, pupil):
    numbers = [meetings.a_meeting(committee, by, pupil=pupil).number for _ in range(2)]
    assert numbers == [1, 2]


def test_a_day_of_another_year_is_refused_at_its_field(committee, by, pupil):
    with pytest.raises(Refused) as refusal:
        meetings.a_meeting(committee, by, pupil=pupil, plan=meetings.a_plan(date(2025, 3, 4)))
    assert refusal.value.reasons[0].field == "day"
    assert "2024학년도에 들지 않습니다" in str(refusal.value)


def test_the_matters_of_entrants_are_decided_before_their_year(committee, by):
    assert meetings.a_meeting(committee, by, plan=meetings.a_plan(date(2024, 2, 20))).number == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"child_name": ""}, "pupil"),
        ({"kind": "early_promotion"}, "kind"),
    ],
)
def test_an_item_lacks_nothing(committee, by, facts, field):
    with pytest.raises(Refused) as refusal:
        meetings.a_meeting(committee, by, item=meetings.an_item(**facts))
    assert refusal.value.reasons[0].field == field


def test_an_unlawful_committee_cannot_open_a_meeting(by, pupil):
    made, members = meetings.a_committee(by, others=meetings.OTHERS[:3])
    meeting = meetings.a_meeting(made, by, pupil=pupil)
    meetings.attend(meeting, members, by)
    with pytest.raises(Refused, match=r"위원이 모자람, 정해진 외부위원이 모자람.*\(p.12\)"):
        meetings.open_(meeting, by)


def test_other_matters_need_the_chair_or_a_third_of_the_members(committee, members, by):
    other = meetings.an_item(kind="other", child_name="")
    meeting = meetings.a_meeting(committee, by, item=other, plan=meetings.a_plan(demanding=1))
    meetings.attend(meeting, members, by)
    with pytest.raises(Refused, match="3분의 1인 2명보다 적습니다"):
        meetings.open_(meeting, by)
    meeting_actions.change_plan(
        meeting=meeting, plan=meetings.a_plan(demanding=2), seen=meetings.again(meeting).version, by=by
    )  # fmt: skip
    assert meetings.open_(meeting, by).is_convened


@pytest.mark.parametrize(("absent", "opens"), [(2, True), (3, False)])
def test_more_than_half_of_all_members_have_to_be_there(committee, members, by, pupil, absent, opens):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    meetings.attend(meeting, members, by, absent=members[-absent:])
    if opens:
        assert meetings.open_(meeting, by).is_convened
    else:
        with pytest.raises(Refused, match=r"5명 가운데 2명이 출석해 개회할 수 없습니다. 3명 이상"):
            meetings.open_(meeting, by)


def test_attendance_of_everybody_is_asked_before_the_opening(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    meetings.attend(meeting, members[:4], by)
    with pytest.raises(Refused, match="출석을 적지 않은 위원이 있습니다: 문학부모"):
        meetings.open_(meeting, by)


def test_without_the_chair_somebody_present_takes_his_place(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    meetings.attend(meeting, members, by, absent=[members[0], members[4]])
    with pytest.raises(Refused) as refusal:
        meetings.open_(meeting, by)
    assert refusal.value.reasons[0].field == "acting_chair"
    with pytest.raises(Refused, match="문학부모 위원은 출석하지 않아"):
        meetings.open_(meeting, by, acting_chair=members[4])
    assert meetings.open_(meeting, by, acting_chair=members[1]).acting_chair == members[1]


def test_a_meeting_is_not_opened_before_its_day(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil, plan=meetings.a_plan(date(2024, 5, 7)))
    meetings.attend(meeting, members, by)
    with pytest.raises(Refused, match=r"2024. 5. 7.\(화\)에 열기로"):
        meetings.open_(meeting, by)


def test_whose_term_is_over_is_not_marked_as_present(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    from hakjeok_web.committees.actions import end_seat

    end_seat(member=members[4], last_on=date(2024, 5, 2), reason="전출", by=by)
    with pytest.raises(Refused, match="문학부모 위원의 임기는"):
        meetings.attend(meeting, members, by)


def test_who_saw_an_earlier_state_is_told_who_was_faster(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    meetings.attend(meeting, members, by)
    other = builders.actor(builders.a_staff("vice_principal", name="한교감"))
    with pytest.raises(Refused, match=r"정학적 님이 09:00에 먼저 고쳤습니다"):
        meeting_actions.open_meeting(meeting=meeting, acting_chair=None, seen=0, by=other)


def test_a_meeting_closes_when_every_item_is_decided_or_put_off(open_meeting, by, item):
    from hakjeok_web.committees.deliberation import postpone

    with pytest.raises(Refused, match="의결하지 않은 안건이 있습니다: 제1안 취학의무 유예 심의"):
        meetings.close(open_meeting, by)
    postpone(item=item, reason="서류를 더 받음", by=by)
    assert meetings.close(open_meeting, by).is_closed


def test_a_closed_meeting_never_changes(open_meeting, by, item):
    meetings.vote(item, by, 5)
    meetings.close(open_meeting, by)
    with pytest.raises(Refused, match=r"회의를 마쳤습니다. 이제 고칠 수 없습니다"):
        meeting_actions.add_item(meeting=open_meeting, item=meetings.an_item(), by=by)
    for change in (
        lambda: Meeting.objects.filter(pk=open_meeting.pk).update(place="다른 곳"),
        lambda: open_meeting.items.update(subject="다른 안건"),
        lambda: open_meeting.attendances.update(state="absent"),
        lambda: item.votes.update(summary="다른 결정"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_planned_meeting_is_left_out_with_its_reason(committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    meeting_actions.cancel_meeting(meeting=meeting, reason="신청을 거둠", by=by)
    with pytest.raises(Refused, match="열지 않기로 했습니다"):
        meeting_actions.add_item(meeting=meeting, item=meetings.an_item(), by=by)


def test_the_last_item_stays(committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    first, second = meeting.items.get(), meeting_actions.add_item(meeting=meeting, item=meetings.an_item(), by=by)
    meeting_actions.remove_item(meeting=meeting, item=second, by=by)
    with pytest.raises(Refused, match="안건이 하나뿐이라"):
        meeting_actions.remove_item(meeting=meeting, item=first, by=by)


def test_the_evaluation_committee_needs_no_ground(by, pupil):
    made, members = meetings.a_committee(by, kind=Committee.Kind.EARLY_PROMOTION)
    item = meetings.an_item(pupil, kind="early_promotion", subject="조기진급 대상자 선정")
    assert meetings.an_open_meeting(made, members, by, item=item).is_convened
