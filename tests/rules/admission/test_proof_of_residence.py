"""주민등록·호적이 없는 아동의 입학: p.14, 16."""

import pytest

from hakjeok.admission.proof_of_residence import (
    ProofOfResidence,
    ProofOfResidenceFacts,
    ResidenceDocument,
    ResidenceStatus,
    proof_of_residence,
)

FROM_ABROAD = [ResidenceStatus.UNDOCUMENTED, ResidenceStatus.FOREIGN]
AT_HOME = [ResidenceStatus.DEREGISTERED, ResidenceStatus.NO_REGISTER]


def of(status: ResidenceStatus, *documents: ResidenceDocument) -> ProofOfResidence:
    return proof_of_residence(ProofOfResidenceFacts(status=status, documents=documents))


def pages(result: ProofOfResidence) -> list[int | None]:
    return [step.source.page for step in result.because]


@pytest.mark.parametrize("status", list(ResidenceStatus))
class TestWhateverTheStatus:
    @pytest.mark.parametrize("document", list(ResidenceDocument))
    def test_one_document_is_enough(self, status, document):
        result = of(status, document)
        assert (result.admissible, result.warnings) == (True, ())
        assert document.korean in result.because[-1].text

    def test_the_six_documents_are_told(self, status):
        assert of(status).accepted_documents == (
            "livelihood_number",
            "lease",
            "neighbours_statement",
            "family_register",
            "entry_exit_record",
            "alien_registration",
        )

    def test_without_one_entry_may_not_be_refused_but_residence_has_to_be_shown(self, status):
        result = of(status)
        assert not result.admissible
        assert "거부할 수 없습니다" in result.warnings[0]
        assert "한 가지 있으면" in result.because[-1].text


class TestReasons:
    def test_all_documents_are_named(self):
        result = of(ResidenceStatus.NO_REGISTER, ResidenceDocument.LEASE, ResidenceDocument.FAMILY_REGISTER)
        assert "임대차계약서, 호적등본에서" in result.because[-1].text

    @pytest.mark.parametrize("status", AT_HOME)
    def test_dong_and_school_make_efforts(self, status):
        result = of(status, ResidenceDocument.LEASE)
        assert pages(result) == [16, 16]
        assert "말소되었거나 호적이 없는 아동도 취학하도록" in result.because[0].text

    @pytest.mark.parametrize("status", FROM_ABROAD)
    def test_a_child_from_abroad_has_the_same_right_without_a_card(self, status):
        result = of(status, ResidenceDocument.NEIGHBOURS_STATEMENT)
        assert pages(result) == [16, 16, 14, 16]
        assert "18세 미만" in result.because[0].text

    def test_the_figures_are_those_of_the_handbook(self):
        assert of(ResidenceStatus.FOREIGN).school_year == 2024
