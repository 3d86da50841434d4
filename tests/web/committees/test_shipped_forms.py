"""The forms of the appendix as they are shipped: what a draft from a meeting leaves to the hand."""

import pytest

from hakjeok_web.committees import deliberation, papers, register
from hakjeok_web.committees.models import Committee
from hakjeok_web.documents.rendering import check, definitions
from hakjeok_web.students.models import Address, Guardian
from tests.web.committees import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
# What the system cannot know: seals, the end that is planned, papers without a number yet, what the school decides.
BY_HAND = {
    "1-18": set(),
    "1-19": {"related"},
    "1-20": set(),
    "1-22": {"principal_seal"},
    "1-23": {"principal_seal"},
    "1-24": {"principal_seal"},
}


@pytest.fixture
def known_pupil(pupil, by):
    """With a guardian and an address, as the notices need them."""
    school = {"school_id": pupil.school_id, "student": pupil}
    Guardian.objects.create(name="박영수", relation="부", **school)
    Address.objects.create(line="가온시 배움로 7", from_on=meetings.FIRST, entered_by=by.user, **school)
    return pupil


def left_to_the_hand(meeting, by):
    """By form: the blanks that a draft of each paper on offer leaves empty or wrong."""
    held = papers.read(meetings.again(meeting), by)
    found = {}
    for offer in papers.offers(held.meeting, held.items):
        draft = papers.start_paper(
            meeting=meeting, definition=offer.kind.definition, item_id=offer.item and offer.item.pk, by=by
        )
        found[offer.kind.definition] = {
            problem.key for problem in check(definitions()[offer.kind.definition], draft.values)
        }  # fmt: skip
    return found


@pytest.mark.parametrize(("in_favour", "notice"), [(5, "1-23"), (1, "1-24")])
def test_the_papers_of_the_compulsory_education_committee(committee, members, by, known_pupil, in_favour, notice):
    meeting = meetings.a_meeting(committee, by, pupil=known_pupil)
    left = left_to_the_hand(meeting, by)
    meetings.attend(meeting, members, by)
    meetings.open_(meeting, by)
    item = meeting.items.get()
    deliberation.add_statement(item=item, speaker=members[1], text="진단서를 보았습니다.", by=by)
    meetings.vote(item, by, in_favour, 5 - in_favour)
    meetings.close(meeting, by)
    left |= left_to_the_hand(meeting, by)
    assert left == {key: BY_HAND[key] for key in ("1-18", "1-22", "1-20", "1-19", notice)}


def test_the_result_register(committee, members, by, known_pupil):
    meeting = meetings.an_open_meeting(committee, members, by, pupil=known_pupil)
    meetings.vote(meeting.items.get(), by, 5)
    meetings.close(meeting, by)
    values = [each.values() for each in register.entries_of(committee, by)]
    draft = papers.start_register(committee=committee, entries=values, by=by)
    assert check(definitions()["1-21"], draft.values) == []


def test_the_papers_of_the_evaluation_committee(by, known_pupil):
    made, members = meetings.a_committee(by, kind=Committee.Kind.EARLY_PROMOTION)
    item = meetings.an_item(known_pupil, kind="early_promotion", subject="조기진급 대상자 선정", proposer="김담임")
    meeting = meetings.a_meeting(made, by, item=item)
    left = left_to_the_hand(meeting, by)
    meetings.attend(meeting, members, by)
    meetings.open_(meeting, by)
    meetings.vote(meeting.items.get(), by, 5, summary="선정함")
    meetings.close(meeting, by)
    left |= left_to_the_hand(meeting, by)
    assert left == {
        "6-4": {"related", "meeting_ends_at", "copies"},
        "6-5": {"related"},
        "6-6": {"meeting_ends_at"},
        "6-7": set(),
        "6-8": {"related", "waiver_deadline"},
    }
