"""질병결석의 증빙서류: p.25, 121."""

import pytest

from hakjeok.attendance.illness_evidence import (
    ANY,
    BY_A_DOCTOR,
    LATE,
    MEDICAL,
    NOT_HABITUAL,
    SHORT,
    UNKNOWN_DAY,
    WITHIN,
    IllnessEvidenceFacts,
    illness_evidence,
)
from hakjeok.attendance.papers import IllnessPaper as Paper
from hakjeok.attendance.papers import Paper as AnyPaper
from hakjeok.attendance.papers import as_papers, listed
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput

DOCTORS = [Paper.DIAGNOSIS, Paper.MEDICAL_OPINION]
OTHERS = [Paper.PRESCRIPTION, Paper.GUARDIAN_OPINION, Paper.HOMEROOM_CONFIRMATION]


def answer(*documents: Paper, **more):
    return illness_evidence(
        IllnessEvidenceFacts(**{"days": 1, "submitted_within_days": 0, "documents": documents, **more})
    )


class TestShortIllness:
    @pytest.mark.parametrize("days", [1, 2])
    @pytest.mark.parametrize("paper", DOCTORS + OTHERS)
    def test_up_to_two_days_any_of_the_papers_will_do(self, days, paper):
        result = answer(paper, days=days)
        assert (result.accepted, result.required, result.missing) == (True, ANY, ())
        assert result.because[0].source is SHORT
        assert f"{days}일의 질병결석" in result.because[0].text
        assert paper.korean in result.because[1].text

    def test_without_any_paper_it_is_not_accepted(self):
        result = answer()
        assert (result.accepted, result.missing) == (False, tuple(Paper))
        assert "쓸 수 있는 것이 없습니다" in result.because[1].text


class TestLongOrHabitualIllness:
    @pytest.mark.parametrize("days", [3, 4, 30])
    @pytest.mark.parametrize("paper", OTHERS)
    def test_from_three_days_on_a_doctor_has_to_say_so(self, days, paper):
        result = answer(paper, days=days)
        assert (result.accepted, result.required, result.missing) == (False, MEDICAL, MEDICAL)
        assert result.because[0].source is BY_A_DOCTOR
        assert f"{days}일이어서 2일을 넘으므로" in result.because[0].text

    @pytest.mark.parametrize("paper", DOCTORS)
    def test_diagnosis_or_opinion_will_do(self, paper):
        result = answer(Paper.GUARDIAN_OPINION, paper, days=3)
        assert (result.accepted, result.missing, result.warnings) == (True, (), ())
        assert paper.korean in result.because[1].text
        assert result.because[1].source is BY_A_DOCTOR

    @pytest.mark.parametrize("days", [1, 2])
    def test_a_habitual_absence_needs_a_doctor_even_for_a_day(self, days):
        assert answer(Paper.GUARDIAN_OPINION, days=days, habitual=True).accepted is False
        result = answer(Paper.MEDICAL_OPINION, days=days, habitual=True)
        assert (result.accepted, result.required) == (True, MEDICAL)
        assert result.because[0].source is NOT_HABITUAL


class TestDeadline:
    @pytest.mark.parametrize(("submitted", "accepted"), [(0, True), (4, True), (5, True), (6, False)])
    @pytest.mark.parametrize("days", [1, 3])
    def test_always_within_five_days(self, submitted, accepted, days):
        result = answer(Paper.DIAGNOSIS, days=days, submitted_within_days=submitted)
        assert (result.accepted, result.deadline_days, result.missing) == (accepted, 5, ())
        assert (LATE in result.warnings) is not accepted
        assert result.because[-1].source is WITHIN
        assert ("기한 안입니다" in result.because[-1].text) is accepted

    def test_the_first_day_is_told_as_such(self):
        assert "결석한 첫날까지 냈으므로" in answer(Paper.DIAGNOSIS).because[-1].text
        assert "1일째에 냈으므로" in answer(Paper.DIAGNOSIS, submitted_within_days=1).because[-1].text

    def test_a_day_not_told_is_taken_to_be_in_time_with_a_warning(self):
        result = answer(Paper.DIAGNOSIS, submitted_within_days=None)
        assert (result.accepted, result.warnings) == (True, (UNKNOWN_DAY,))
        assert result.because[-1].text.endswith("5일 이내에 내야 합니다.")


class TestPrescription:
    WARNING = warning_of("prescription_for_three_days")

    @pytest.mark.parametrize(("days", "warned"), [(2, False), (3, True)])
    def test_alone_for_three_days_the_form_differs_from_the_rule(self, days, warned):
        assert (self.WARNING in answer(Paper.PRESCRIPTION, days=days).warnings) is warned

    def test_beside_a_diagnosis_or_for_another_paper_nothing_is_warned_of(self):
        assert answer(Paper.PRESCRIPTION, Paper.DIAGNOSIS, days=3).warnings == ()
        assert answer(Paper.GUARDIAN_OPINION, days=3).warnings == ()


class TestRefusals:
    @pytest.mark.parametrize(
        ("key", "value"), [("days", 0), ("days", 367), ("submitted_within_days", -1), ("submitted_within_days", 367)]
    )
    def test_days_that_cannot_be(self, key, value):
        with pytest.raises(BadInput) as refused:
            answer(**{key: value})
        assert refused.value.field == key


def test_papers_are_listed_as_people_read_them():
    assert listed((Paper.DIAGNOSIS,)) == "의사 진단서"
    assert listed(MEDICAL) == "의사 진단서, 의견서·소견서·진료확인서 가운데 하나"


def test_the_papers_of_an_illness_are_among_those_of_all_reasons():
    assert as_papers(MEDICAL) == (AnyPaper.DIAGNOSIS, AnyPaper.MEDICAL_OPINION)
    assert [each.value for each in as_papers(ANY)] == [each.value for each in Paper]
    assert [each.korean for each in as_papers(ANY)] == [each.korean for each in Paper]
