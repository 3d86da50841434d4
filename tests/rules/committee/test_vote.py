"""위원회의 개의와 의결: p.13, 93."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.committee.vote import Vote, VoteFacts, vote
from hakjeok.errors import BadInput


def voted(enrolled: int, present: int, in_favour: int, excluded: int = 0) -> Vote:
    return vote(VoteFacts(enrolled=enrolled, present=present, in_favour=in_favour, excluded=excluded))


class TestQuorum:
    @pytest.mark.parametrize(
        ("enrolled", "present", "quorum", "quorate"),
        [(7, 3, 4, False), (7, 4, 4, True), (7, 5, 4, True), (6, 3, 4, False), (6, 4, 4, True), (5, 3, 3, True)],
    )
    def test_more_than_half_of_all_members_have_to_be_present(self, enrolled, present, quorum, quorate):
        result = voted(enrolled, present, present)
        assert (result.quorum, result.quorate, result.passed) == (quorum, quorate, quorate)

    def test_those_kept_out_are_members_but_do_not_make_the_quorum(self):
        """Seven members, three of them kept out, three present: four would be needed."""
        result = voted(7, 3, 3, excluded=3)
        assert (result.quorum, result.quorate, result.passed) == (4, False, False)
        assert result.because[0].text.startswith("제척·기피·회피한 위원 3명은")

    def test_without_a_quorum_no_more_is_said_of_the_vote(self):
        result = voted(6, 3, 3)
        assert [step.text for step in result.because] == [
            "재적위원 6명의 과반수는 4명이고 3명이 출석했으므로 개의할 수 없습니다."
        ]


class TestMajority:
    @pytest.mark.parametrize(
        ("present", "in_favour", "majority", "passed"),
        [(4, 2, 3, False), (4, 3, 3, True), (4, 4, 3, True), (5, 2, 3, False), (5, 3, 3, True)],
    )
    def test_more_than_half_of_those_present_have_to_agree(self, present, in_favour, majority, passed):
        result = voted(7, present, in_favour)
        assert (result.majority, result.passed) == (majority, passed)
        assert result.because[1].text.endswith("가결되었습니다." if passed else "부결되었습니다.")

    def test_minutes_and_a_report_are_written(self):
        assert voted(7, 5, 3).because[-1].text == "회의록과 결과보고서를 작성합니다."

    def test_one_who_is_kept_out_is_not_counted_among_those_present(self):
        result = voted(7, 4, 3, excluded=1)
        assert (result.majority, result.passed, len(result.because)) == (3, True, 4)


class TestRefusals:
    @pytest.mark.parametrize(
        ("heads", "field"),
        [
            ((7, 8, 1, 0), "present"),
            ((7, 4, 5, 0), "in_favour"),
            ((7, 4, 3, 4), "excluded"),
            ((0, 0, 0, 0), "enrolled"),
            ((7, -1, 0, 0), "present"),
            ((7, 4, -1, 0), "in_favour"),
            ((7, 4, 3, -1), "excluded"),
            ((100, 60, 60, 0), "enrolled"),
        ],
    )
    def test_impossible_numbers(self, heads, field):
        with pytest.raises(BadInput) as refused:
            voted(*heads)
        assert refused.value.field == field

    def test_everybody_may_be_present_or_kept_out(self):
        assert voted(7, 7, 7).passed
        assert voted(7, 4, 4, excluded=3).passed


@given(st.integers(1, 99), st.data())
def test_one_vote_more_never_undoes_a_decision(enrolled, data):
    present = data.draw(st.integers(0, enrolled))
    in_favour = data.draw(st.integers(0, present))
    result = voted(enrolled, present, in_favour)
    assert result.quorate is (2 * present > enrolled)
    assert result.passed is (2 * present > enrolled and 2 * in_favour > present)
    assert not result.passed or voted(enrolled, present, present).passed
