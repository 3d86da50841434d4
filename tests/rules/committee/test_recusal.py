"""위원의 제척·기피·회피: p.12, 93."""

import pytest

from hakjeok import decide
from hakjeok.committee.recusal import MemberFacts, Recusal, RecusalFacts, Recused, recusal
from hakjeok.committee.words import CommitteeKind
from hakjeok.errors import BadInput


def asked(kind: CommitteeKind = CommitteeKind.EARLY_PROMOTION, **member: bool) -> Recused:
    return recusal(RecusalFacts(kind=kind, member=MemberFacts(**member)))


@pytest.mark.parametrize(
    ("member", "by"),
    [
        ({}, None),
        ({"kin_of_pupil": True}, Recusal.BY_LAW),
        ({"kin_of_pupil": True, "withdraws": True}, Recusal.BY_WITHDRAWAL),
        ({"kin_of_pupil": True, "challenged": True, "challenge_upheld": True}, Recusal.BY_LAW),
        ({"challenged": True}, None),
        ({"challenged": True, "challenge_upheld": True}, Recusal.BY_CHALLENGE),
        ({"withdraws": True}, None),
    ],
)
def test_who_is_kept_out_and_how(member, by):
    result = asked(**member)
    assert (result.excluded, result.by) == (by is not None, by)
    assert result.votes_on_own_challenge is False


class TestReasons:
    def test_kin_are_out_by_law_and_have_to_withdraw(self):
        assert [step.text for step in asked(kin_of_pupil=True).because] == [
            "학생의 친족이거나 친족이었던 위원은 심의에서 제척됩니다.",
            "제척 사유가 있는 위원은 스스로 회피해야 합니다.",
            "기피 신청을 받은 위원은 그 신청에 대한 의결에 참여하지 못합니다.",
        ]

    @pytest.mark.parametrize(("upheld", "told"), [(True, "받아들였으므로 빠집니다"), (False, "받아들이지 않으면")])
    def test_the_committee_decides_on_a_challenge(self, upheld, told):
        texts = [step.text for step in asked(challenged=True, challenge_upheld=upheld).because]
        assert len(texts) == 2
        assert told in texts[0]

    def test_without_either_the_member_takes_part(self):
        assert asked().because[0].text == "제척 사유와 기피 신청이 없으므로 심의에 참여합니다."
        assert len(asked().because) == 2


class TestKinds:
    def test_the_other_committee_follows_the_school_s_rules_and_the_same_measure(self):
        result = asked(CommitteeKind.COMPULSORY_EDUCATION, kin_of_pupil=True)
        assert (result.by, result.because[-1].source.reading) == (Recusal.BY_LAW, True)
        assert "학칙에 다른 정함이 있는지" in result.warnings[0]

    def test_the_committee_of_early_promotion_has_its_own(self):
        result = asked(kin_of_pupil=True)
        assert result.warnings == ()
        assert not any(step.source.reading for step in result.because)


def test_a_withdrawal_without_its_reason_is_warned_of():
    assert asked(withdraws=True).warnings == (
        "제척 사유가 없는 위원의 회피는 지침에 없어 반영하지 않았습니다(p.93). 학칙을 살펴봐 주세요.",
    )
    assert asked(withdraws=True, kin_of_pupil=True).warnings == ()


def test_a_challenge_that_was_never_made_is_not_upheld():
    with pytest.raises(BadInput) as refused:
        decide("committee.recusal", {"kind": "early_promotion", "member": {"challenge_upheld": True}})
    assert refused.value.field == "member.challenge_upheld"
