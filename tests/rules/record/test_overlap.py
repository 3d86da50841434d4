"""중복 기간의 학교생활기록부: p.79, 80, 83, 88, 89."""

import pytest

from hakjeok.record.overlap import Overlap, OverlapFacts, Repetition, overlap
from tests.rules.calendars import day

AGAIN = (Repetition.REENTRY, Repetition.LATERAL_ENTRY)


def of(change: Repetition, text: str = "2024-03-04") -> Overlap:
    return overlap(OverlapFacts(change=change, from_=day(text)))


def told(result: Overlap) -> str:
    return " ".join(step.text for step in result.because)


def pages(result: Overlap) -> list[int | None]:
    return [step.source.page for step in result.because]


@pytest.mark.parametrize("change", Repetition)
def test_history_personal_data_and_measures_are_kept_and_the_rest_is_replaced(change):
    result = of(change)
    assert [each.value for each in result.kept] == ["grade_history", "personal_and_record_data", "violence_measures"]
    assert [each.value for each in result.replaced] == ["school_days", "attendance", "grades", "other_areas"]
    assert f"{change.korean} 뒤에 새로 수행하는 사항" in told(result)


@pytest.mark.parametrize("change", Repetition)
def test_what_is_deleted_is_printed_first(change):
    result = of(change)
    assert (result.print_first, pages(result)[-1]) == (True, 80)
    assert "먼저 출력했는지" in result.warnings[0]


@pytest.mark.parametrize("change", AGAIN)
def test_what_stood_before_the_return_stays_as_it_was_when_the_pupil_left(change):
    result = of(change, "2024-09-04")
    assert "2024. 9. 3.(화)까지의 내용은 학업을 중단할 때의 내용" in told(result)
    assert "2024. 9. 4.(수)부터의 내용" in told(result)
    assert (result.by_correction_register, pages(result)) == (False, [79, 79, 89, 79, 80, 80])
    assert (len(result.warnings), result.school_year) == (1, 2024)


def test_after_a_retention_the_correction_register_deletes():
    result = of(Repetition.RETENTION)
    assert (result.by_correction_register, pages(result)) == (True, [79, 88, 79, 80, 80])
    assert "정정대장으로 삭제" in told(result)
    assert "중단할 때" not in told(result)


@pytest.mark.parametrize(
    ("text", "warned", "year"),
    [("2024-02-28", True, 2023), ("2024-03-04", False, 2024), ("2024-04-01", True, 2024)],
)
def test_a_retained_pupil_begins_again_with_the_year(text, warned, year):
    result = of(Repetition.RETENTION, text)
    assert any("1학기 시작일" in warning for warning in result.warnings) is warned
    assert result.school_year == year
