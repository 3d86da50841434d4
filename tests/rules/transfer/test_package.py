"""전출할 때 보내는 자료: p.40~44, 47."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.transfer.package import LeftOut, MeasuresIn, Package, PackageFacts, Part, package

ELEVEN = [
    "basic",
    "life",
    "grades",
    "health",
    "record",
    "attendance",
    "paps",
    "corrections",
    "sports_club",
    "iep",
    "violence",
]


def of(grade: int = 3, **more) -> Package:
    return package(PackageFacts(grade=grade, **more))


def told(result: Package) -> str:
    return " ".join(step.text for step in result.because)


def pages(result: Package) -> list[int | None]:
    return [step.source.page for step in result.because]


def test_eleven_parts_in_the_order_of_the_system():
    assert [part.value for part in of(6).parts] == ELEVEN


@pytest.mark.parametrize(("grade", "measured"), [(1, False), (4, False), (5, True), (6, True)])
def test_paps_is_sent_for_the_grades_concerned(grade, measured):
    result = of(grade)
    assert (Part.PAPS in result.parts) is measured
    assert len(result.parts) == 10 + measured
    assert f"{grade}학년은 {'보냅니다' if measured else '뺍니다'}" in told(result)
    assert [step.source.law for step in result.because][3] == "학교건강검사규칙 제7조"


@pytest.mark.parametrize("grade", range(1, 7))
def test_check_up_results_exist_for_grades_one_and_four(grade):
    result = of(grade)
    assert result.health_check_up is (grade in (1, 4))
    assert ("건강검진(구강검진 포함)" in told(result)) is (grade in (1, 4))


@pytest.mark.parametrize(("grade", "where"), [(1, MeasuresIn.REGISTER), (2, MeasuresIn.RECORD), (6, MeasuresIn.RECORD)])
def test_measures_stand_in_a_register_of_their_own_for_grade_one(grade, where):
    result = of(grade)
    assert result.violence_measures_in is where
    assert ("기재를 유보한 1~3호" in told(result)) is (where is MeasuresIn.RECORD)
    assert f"{grade}학년의 학교폭력 조치사항은 {where.korean}에서" in told(result)


class TestSecret:
    def test_it_leaves_out_the_parent_service(self):
        result = of(secret=True)
        assert result.left_out == (LeftOut.PARENT_SERVICE,)
        assert pages(result) == [43, 43, 42, None, 42, 42, 44]
        assert "비밀전입 여부를 꼭 확인" in result.warnings[0]

    def test_otherwise_nothing_is_left_out(self):
        result = of()
        assert (result.left_out, result.warnings) == ((), ())
        assert pages(result) == [43, 43, 42, None, 42, 42]


class TestMonth:
    def test_the_health_record_depends_on_the_season(self):
        assert "9월까지 한 검사" in told(of(month=9))
        assert "월까지" not in told(of())

    @pytest.mark.parametrize(("month", "warned"), [(1, False), (2, True), (3, True), (4, False)])
    def test_at_the_turn_of_the_year_promotion_comes_first_for_a_new_school(self, month, warned):
        assert bool(of(month=month).warnings) is warned


@pytest.mark.parametrize(("key", "value"), [("grade", 0), ("grade", 7), ("month", 0), ("month", 13)])
def test_impossible_grades_and_months_are_refused(key, value):
    with pytest.raises(BadInput) as refused:
        of(**{"grade": 3, key: value})
    assert refused.value.field == key
