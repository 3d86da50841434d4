"""입학할 학교의 변경: p.10, 11, 15, 서식 1-9~1-11."""

import pytest

from hakjeok.admission.school_change import ChangeDocument, ChangeReason, SchoolChange, SchoolChangeFacts, school_change

VIOLENCE = ChangeReason.DOMESTIC_VIOLENCE_OR_ABUSE


def of(reason: ChangeReason, **more) -> SchoolChange:
    return school_change(SchoolChangeFacts(reason=reason, **more))


def pages(result: SchoolChange) -> list[int | None]:
    return [step.source.page for step in result.because]


class TestUnavoidableReasons:
    @pytest.mark.parametrize("reason", [ChangeReason.GUARDIAN_DEBT, ChangeReason.CLOSED_SCHOOL])
    def test_debt_and_a_closed_school_are_such_reasons(self, reason):
        result = of(reason)
        assert (result.admissible, result.needs_principal_judgement, result.warnings) == (True, False, ())
        assert result.because[2].text.startswith(reason.korean)
        assert result.because[2].text.endswith("부득이한 사유입니다.")
        assert pages(result) == [15, 10, 11, 108, 10]

    def test_the_principal_of_the_wanted_school_approves_and_tells_two(self):
        result = of(ChangeReason.CLOSED_SCHOOL)
        assert (result.approver, result.assigned_by) == ("입학하려는 학교의 장", None)
        assert result.notify == ("동장", "원래 지정된 학교의 장")
        assert result.forms == ("1-9", "1-10", "1-11")

    def test_four_papers_are_enclosed(self):
        documents = of(ChangeReason.GUARDIAN_DEBT).documents
        assert documents == ("application", "proof_of_reason", "resident_register", "entry_notice")
        assert documents == tuple(ChangeDocument)

    @pytest.mark.parametrize(("recognised", "admissible"), [(True, True), (False, False)])
    def test_violence_needs_the_recognition_of_a_court_or_an_agency(self, recognised, admissible):
        result = of(VIOLENCE, recognised_by_court_or_agency=recognised)
        assert result.admissible is admissible
        assert bool(result.forms) is bool(result.documents) is bool(result.notify) is admissible
        assert bool(result.warnings) is not admissible

    def test_what_is_missing_is_told(self):
        lacking, recognised = of(VIOLENCE), of(VIOLENCE, recognised_by_court_or_agency=True)
        assert "인정하여야" in lacking.because[-1].text
        assert "즉시 신고" in lacking.warnings[0]
        assert pages(lacking) == [15, 10, 11]
        assert recognised.because[2].text.startswith("법원이나 관련 기관이 인정한")
        assert pages(recognised) == [15, 10, 11, 108, 10]

    def test_recognition_means_nothing_for_other_reasons(self):
        assert not of(ChangeReason.PREFERENCE, recognised_by_court_or_agency=True).admissible

    def test_another_hardship_is_for_the_principal_to_judge(self):
        result = of(ChangeReason.OTHER_HARDSHIP)
        assert (result.admissible, result.needs_principal_judgement) == (True, True)
        assert "학교장이 살펴" in result.because[2].text
        assert result.because[2].source.reading
        assert "학교장이 판단해야" in result.warnings[0]
        assert result.forms == ("1-9", "1-10", "1-11")


class TestNoReason:
    @pytest.mark.parametrize("reason", [ChangeReason.PREFERENCE, ChangeReason.DISTANCE])
    def test_preference_and_distance_are_none(self, reason):
        result = of(reason)
        assert (result.admissible, result.needs_principal_judgement) == (False, False)
        assert (result.notify, result.documents, result.forms, result.warnings) == ((), (), (), ())
        assert result.because[-1].text.endswith("부득이한 사유가 아닙니다.")
        assert pages(result) == [15, 10, 15]


class TestMoved:
    def test_after_a_move_the_new_dong_assigns_without_any_approval(self):
        result = of(ChangeReason.MOVED)
        assert (result.admissible, result.approver, result.assigned_by) == (True, None, "새 주소지의 동장")
        assert (result.notify, result.documents, result.forms, result.warnings) == ((), (), (), ())
        assert pages(result) == [15, 15]
        assert "학교장의 승인 없이" in result.because[1].text


def test_the_figures_are_those_of_the_handbook():
    assert of(ChangeReason.MOVED).school_year == 2024
