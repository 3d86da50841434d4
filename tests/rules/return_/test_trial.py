"""해외동포 조국학교 체험: p.36, 72, 83."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.return_.trial import Instead, TrialFacts, trial
from hakjeok.vocabulary import Nationality


def pages(result) -> list[int]:
    return [step.source.page for step in result.because]


class TestAdmission:
    @pytest.mark.parametrize("nationality", [None, *Nationality])
    def test_the_principal_may_permit_it_without_a_record(self, nationality):
        result = trial(TrialFacts(nationality=nationality))
        assert (result.admissible, result.record, result.instead) == (True, False, None)
        assert result.forms == ("5-6", "5-7")
        assert result.warnings == ()
        assert [step.source.reading for step in result.because][:3] == [False, False, True]

    def test_a_short_stay_is_the_reason(self):
        result = trial(TrialFacts(weeks=8))
        assert result.because[0].text.startswith("8주 ")
        assert pages(result) == [83, 36, 83, 36]

    @pytest.mark.parametrize(("nationality", "told"), list(zip(Nationality, [False, False, True], strict=True)))
    def test_a_foreign_national_may_also_enter_properly(self, nationality, told):
        result = trial(TrialFacts(nationality=nationality))
        assert any("출입국에 관한 사실증명" in step.text for step in result.because) is told

    def test_an_emergency_without_a_suspension_changes_nothing(self):
        result = trial(TrialFacts(emergency_return=True))
        assert (result.admissible, result.warnings, pages(result)) == (True, (), [36, 83, 36])


class TestSuspendedPupils:
    def test_in_principle_they_are_reentered(self):
        result = trial(TrialFacts(suspended=True, weeks=8))
        assert (result.admissible, result.record, result.instead) == (False, False, Instead.REENTRY)
        assert pages(result) == [36]
        assert len(result.warnings) == 1
        assert "p.72" in result.warnings[0]

    def test_after_an_emergency_they_may_attend_until_they_leave_again(self):
        result = trial(TrialFacts(suspended=True, emergency_return=True))
        assert (result.admissible, result.instead) == (True, None)
        assert pages(result) == [72, 36, 83, 36]
        assert len(result.warnings) == 2
        assert "소급" in result.warnings[1]


@pytest.mark.parametrize("weeks", [1, 60])
def test_a_length_that_can_be(weeks):
    assert trial(TrialFacts(weeks=weeks)).admissible


@pytest.mark.parametrize("weeks", [0, 61])
def test_a_length_that_cannot_be(weeks):
    with pytest.raises(BadInput) as refused:
        TrialFacts(weeks=weeks)
    assert refused.value.field == "weeks"
