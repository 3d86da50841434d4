"""Two people write on one meeting at the same moment, over two connections: one wins, the other is told."""

import pytest
from django.db import transaction

from hakjeok_web.committees import meeting_actions
from hakjeok_web.committees.models import AgendaItem, Meeting
from tests import builders
from tests.web.committees import meetings
from tests.web.students.test_two_clerks_at_once import refusals, together


@pytest.fixture
def stage(own_database, time_machine):
    time_machine.move_to("2024-05-03T09:00:00+09:00", tick=False)
    with transaction.atomic():
        builders.enter()
        people = [builders.actor(builders.a_staff("registrar", name=name)) for name in ("정학적", "한학적")]
        committee, members = meetings.a_committee(people[0])
        meeting = meetings.an_open_meeting(committee, members, people[0])
        return people, meeting, meeting.items.get()


def test_of_two_votes_on_one_item_one_counts(stage):
    people, _, item = stage
    outcomes = together(
        *(lambda by=by: meetings.vote(AgendaItem.objects.get(pk=item.pk), by, 5) for by in people)
    )  # fmt: skip
    assert len(refusals(outcomes)) == 1
    assert "먼저 의결을 적었습니다" in refusals(outcomes)[0]
    with transaction.atomic():
        builders.enter()
        assert item.votes.count() == 1


def test_of_two_who_close_a_meeting_one_is_told(stage):
    people, meeting, item = stage
    with transaction.atomic():
        builders.enter()
        meetings.vote(item, people[0], 5)
        seen = Meeting.objects.get(pk=meeting.pk).version
    outcomes = together(
        *(lambda by=by: meeting_actions.close_meeting(meeting=meeting, seen=seen, by=by) for by in people)
    )
    assert len(refusals(outcomes)) == 1
    assert "회의를 마쳤습니다" in refusals(outcomes)[0]


def test_two_meetings_planned_at_once_get_two_numbers(stage):
    people, meeting, _ = stage
    with transaction.atomic():
        builders.enter()
        committee = Meeting.objects.select_related("committee").get(pk=meeting.pk).committee
    made = together(*(lambda by=by: meetings.a_meeting(committee, by).number for by in people))
    assert sorted(made) == [2, 3]
