"""학적사항·특기사항의 문구: p.61, 63, 68, 80, 81, 88, 91."""

import pytest

from hakjeok.record.events import Event
from hakjeok.record.lines import Lines, LinesFacts, lines
from hakjeok.vocabulary import Change
from tests.rules.calendars import day
from tests.rules.record.histories import HERE, admission, event

ENTERED = admission("2024-03-01", 1, "○○초등학교")
LINE = "2024년 03월 01일 ○○초등학교 제1학년 입학"


def of(*events: Event) -> Lines:
    return lines(LinesFacts(events=events))


class TestHistory:
    @pytest.mark.parametrize(
        ("change", "ending"),
        [
            (Change.ADMISSION, "제4학년 입학"),
            (Change.ENROLLMENT, "제4학년 취학"),
            (Change.REENTRY, "제4학년 재취학"),
            (Change.LATERAL_ENTRY, "제4학년 편입학"),
            (Change.TRANSFER_IN, "제4학년 전입학"),
            (Change.TRANSFER_OUT, "제4학년 전출"),
            (Change.GRADUATION, "졸업"),
            (Change.EARLY_GRADUATION, "조기졸업"),
            (Change.HONORARY_GRADUATION, "명예졸업"),
        ],
    )
    def test_such_changes_make_a_line(self, change, ending):
        assert of(event(change, "2024-09-04", 4, "□□초등학교")).history == (f"2024년 09월 04일 □□초등학교 {ending}",)

    @pytest.mark.parametrize("change", [Change.PROMOTION, Change.EARLY_PROMOTION, Change.COMPLETION, Change.RETENTION])
    def test_such_changes_make_none(self, change):
        assert of(ENTERED, event(change, "2025-02-28")).history == (LINE,)

    @pytest.mark.parametrize(
        ("change", "suffix"),
        [
            (Change.EXEMPTION, "(2024년 07월 09일 면제)"),
            (Change.DEFERMENT, "(2024년 07월 09일 유예)"),
            (Change.OUT_OF_QUOTA, "(2024년 07월 09일 장기결석에 따른 정원 외 학적관리)"),
        ],
    )
    def test_a_suspension_is_appended_to_the_line_of_its_spell(self, change, suffix):
        assert of(ENTERED, event(change, "2024-07-09")).history == (LINE + suffix,)

    def test_it_is_the_spell_that_it_ends_not_the_first_one(self):
        again = event(Change.REENTRY, "2025-03-04", 1, "□□초등학교")
        result = of(ENTERED, event(Change.DEFERMENT, "2024-07-09"), again, event(Change.EXEMPTION, "2025-05-02"))
        assert result.history == (
            f"{LINE}(2024년 07월 09일 유예)",
            "2025년 03월 04일 □□초등학교 제1학년 재취학(2025년 05월 02일 면제)",
        )

    def test_an_exemption_added_later_stands_after_the_deferment(self):
        result = of(ENTERED, event(Change.DEFERMENT, "2024-07-09"), event(Change.EXEMPTION, "2024-09-02"))
        assert result.history == (f"{LINE}(2024년 07월 09일 유예)(2024년 09월 02일 면제)",)

    @pytest.mark.parametrize("change", [Change.EXEMPTION, Change.DEFERMENT, Change.OUT_OF_QUOTA])
    def test_without_a_spell_there_is_no_line_to_append_to_which_is_warned_of(self, change):
        result = of(event(change, "2024-02-09"), ENTERED)
        assert (result.history, result.remarks[0][:11]) == ((LINE,), "2024.02.09.")
        (warning,) = result.warnings
        assert f"{change.korean}(2024. 2. 9.(금)) 앞에 입학" in warning

    def test_with_its_spell_nothing_is_warned_of(self):
        assert of(ENTERED, event(Change.DEFERMENT, "2024-07-09")).warnings == ()

    def test_names_are_single_spaced(self):
        assert of(admission("2024-03-01", 1, "  ○○  초등학교 ")).history == (
            "2024년 03월 01일 ○○ 초등학교 제1학년 입학",
        )


class TestRemarks:
    @pytest.mark.parametrize(
        ("reason", "remark"),
        [
            ("정당한 해외 출국", "2024.07.14. 정당한 해외 출국으로 인한 면제"),
            ("가정사정", "2024.07.14. 가정사정으로 인한 면제"),
            ("질병치료", "2024.07.14. 질병치료로 인한 면제"),
            (None, "2024.07.14. 면제"),
        ],
    )
    def test_an_exemption_with_its_reason(self, reason, remark):
        assert of(ENTERED, event(Change.EXEMPTION, "2024-07-14", reason=reason)).remarks == (remark,)

    def test_a_deferment_has_two_lines_the_second_a_day_later(self):
        result = of(ENTERED, event(Change.DEFERMENT, "2024-07-31", reason="질병치료"))
        assert result.remarks == ("2024.07.31. 질병치료로 인한 유예", "2024.08.01. 정원 외 학적관리")

    def test_a_retention_names_the_grade(self):
        result = of(ENTERED, event(Change.RETENTION, "2025-02-28", 1))
        assert result.remarks == ("2025.02.28. 출석일수 미달로 초등학교 1학년 유급",)

    def test_a_retention_for_another_reason(self):
        result = of(ENTERED, event(Change.RETENTION, "2025-02-28", 1, reason="교육과정 미이수"))
        assert result.remarks == ("2025.02.28. 교육과정 미이수로 초등학교 1학년 유급",)

    def test_the_general_exam(self):
        exam = Event(change=Change.GENERAL_EXAM, date=day("2025-05-09"))
        result = of(ENTERED, event(Change.OUT_OF_QUOTA, "2024-06-14"), exam)
        assert result.remarks[-1] == "2025.05.09. 졸업학력 검정고시 합격"

    @pytest.mark.parametrize("entry", [Change.ENROLLMENT, Change.LATERAL_ENTRY])
    def test_learning_recognised_by_the_office(self, entry):
        result = of(event(entry, "2024-09-02", 5, "□□초등학교", office="○○교육청"))
        assert result.remarks == ("○○교육청의 학력심의를 통해 취학 이전 학력 인정",)

    def test_the_office_means_nothing_elsewhere(self):
        assert of(ENTERED, event(Change.PROMOTION, "2025-03-01", 2, office="○○교육청")).remarks == ()

    def test_an_honorary_graduation_is_dated_by_its_reason(self):
        honour = event(Change.HONORARY_GRADUATION, "2025-02-07", 1, reason="학교교육활동 중 사망")
        assert of(ENTERED, honour).remarks == ("2025.02.07. 학교교육활동 중 사망",)
        plain = event(Change.HONORARY_GRADUATION, "2025-02-07", 1)
        assert of(ENTERED, plain).remarks == ()


def test_nothing_told_is_nothing_printed_but_reasoned():
    result = of()
    assert (result.history, result.remarks) == ((), ())
    assert result.because


def test_each_reason_is_told_once():
    result = of(ENTERED, event(Change.EXEMPTION, "2024-07-14", school=HERE), event(Change.REENTRY, "2025-03-04"))
    texts = [step.text for step in result.because]
    assert len(texts) == len(set(texts)) == 2
