"""An item is decided: who takes no part, what is said, how it is voted."""

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from hakjeok_web.committees import deliberation, queries
from hakjeok_web.config.refusals import Refused
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def recuse(item, member, by, kind="by_law", in_favour=None):
    return deliberation.record_recusal(
        item=item, member=member, kind=kind, reason="외삼촌", in_favour=in_favour, by=by
    )  # fmt: skip


@pytest.mark.parametrize(("in_favour", "against", "passed"), [(3, 2, True), (2, 3, False)])
def test_more_than_half_of_those_present_decide(item, by, in_favour, against, passed):
    assert meetings.vote(item, by, in_favour, against).passed is passed


def test_a_tie_is_lost(committee, members, by, pupil):
    meeting = meetings.an_open_meeting(committee, members, by, pupil=pupil, absent=members[4:])
    assert meetings.vote(meeting.items.get(), by, 2, 2).passed is False


def test_more_votes_than_voters_are_refused_at_the_field(item, by):
    with pytest.raises(Refused) as refusal:
        meetings.vote(item, by, 4, 2)
    assert refusal.value.reasons[0].field == "in_favour"
    assert "더하면 6명인데 의결에 참여하는 출석위원은 5명입니다" in str(refusal.value)


def test_a_vote_that_is_missing_is_asked_for(item, by):
    with pytest.raises(Refused, match="1명의 표가 빠졌습니다") as refusal:
        meetings.vote(item, by, 4)
    assert refusal.value.reasons[0].field == "abstained"


def test_a_second_vote_on_the_same_item_is_told_of_the_first(item, by):
    meetings.vote(item, by, 5)
    with pytest.raises(Refused, match=r"정학적 님이 09:00에 먼저 의결을 적었습니다\(찬성 5, 반대 0, 기권 0\)"):
        meetings.vote(item, by, 4, 1)


def test_nobody_votes_before_the_meeting_is_open(committee, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    with pytest.raises(Refused, match="아직 열지 않은 회의입니다"):
        meetings.vote(meeting.items.get(), by, 5)


def test_a_vote_written_down_wrongly_stays_marked(item, by):
    first = meetings.vote(item, by, 5)
    deliberation.void_vote(item=item, reason="반대를 찬성으로 셈", by=by)
    second = meetings.vote(item, by, 3, 2)
    first.refresh_from_db()
    assert (first.void_reason, first.voided_by_id) == ("반대를 찬성으로 셈", by.user.pk)
    assert list(item.votes.filter(voided_at=None)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        item.votes.filter(pk=first.pk).update(in_favour=1)


def test_kin_of_the_pupil_neither_speak_nor_vote(item, members, by):
    assert recuse(item, members[3], by).excluded
    with pytest.raises(Refused, match="최경찰 위원은 이 안건의 심의에서 빠집니다"):
        deliberation.add_statement(item=item, speaker=members[3], text="찬성합니다", by=by)
    with pytest.raises(Refused, match="출석위원은 4명"):
        meetings.vote(item, by, 5)
    vote = meetings.vote(item, by, 3, 1)
    assert (vote.enrolled, vote.present, vote.excluded, vote.majority) == (5, 4, 1, 3)


def test_who_is_left_out_can_leave_the_item_without_a_quorum(committee, members, by, pupil):
    meeting = meetings.an_open_meeting(committee, members, by, pupil=pupil, absent=members[3:])
    item = meeting.items.get()
    recuse(item, members[2], by, "by_withdrawal")
    with pytest.raises(Refused, match=r"2명이라 의결할 수 없습니다. 3명 이상"):
        meetings.vote(item, by, 2)


@pytest.mark.parametrize(("in_favour", "excluded"), [(2, False), (3, True)])
def test_a_challenge_is_decided_by_the_others(item, members, by, in_favour, excluded):
    assert recuse(item, members[4], by, "by_challenge", in_favour).excluded is excluded


@pytest.mark.parametrize(("in_favour", "told"), [(None, "비어 있습니다"), (5, "출석위원은 4명입니다")])
def test_a_challenge_needs_the_votes_of_the_others(item, members, by, in_favour, told):
    with pytest.raises(Refused, match=told) as refusal:
        recuse(item, members[4], by, "by_challenge", in_favour)
    assert refusal.value.reasons[0].field == "in_favour"


def test_a_challenge_is_not_decided_before_the_meeting(committee, members, by, pupil):
    meeting = meetings.a_meeting(committee, by, pupil=pupil)
    with pytest.raises(Refused, match="개회한 뒤에"):
        recuse(meeting.items.get(), members[4], by, "by_challenge", 3)


def test_a_recusal_is_written_once_and_not_after_the_vote(item, members, by):
    recuse(item, members[3], by)
    with pytest.raises(Refused, match=r"제척·기피·회피.제척.를 먼저"):
        recuse(item, members[3], by)
    meetings.vote(item, by, 4)
    with pytest.raises(Refused, match="의결한 뒤에는 적을 수 없습니다"):
        recuse(item, members[4], by)


def test_who_is_not_there_says_nothing(committee, members, by, pupil):
    meeting = meetings.an_open_meeting(committee, members, by, pupil=pupil, absent=members[4:])
    with pytest.raises(Refused, match="문학부모 위원은 출석하지 않았습니다"):
        deliberation.add_statement(item=meeting.items.get(), speaker=members[4], text="…", by=by)


def test_a_statement_can_be_taken_back_while_the_meeting_is_open(item, members, by):
    said = deliberation.add_statement(item=item, speaker=members[1], text="진단서를 보았습니다", by=by)
    deliberation.remove_statement(statement=said, by=by)
    assert not item.statements.exists()


def test_an_item_put_off_is_not_voted_on_until_it_is_taken_back(item, by):
    deliberation.postpone(item=item, reason="서류를 더 받음", by=by)
    with pytest.raises(Refused, match="미룬 안건입니다"):
        meetings.vote(item, by, 5)
    deliberation.postpone(item=item, reason="", by=by)
    assert queries.vote_of(item) is None
    assert meetings.vote(item, by, 5).passed
