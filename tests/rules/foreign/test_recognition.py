"""외국 이수 인정: p.78, 79, 81, 82."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.errors import BadInput
from hakjeok.foreign.alerts import places
from hakjeok.foreign.recognition import LeftOut, Period, PeriodKind, RecognitionFacts, WhyNot, recognition

CYBER = {"kind": PeriodKind.CYBER, "months": 12, "graded_same_subjects": True}
COUNTED = [PeriodKind.REGULAR, PeriodKind.REGULAR_ESL, PeriodKind.ACCREDITED_IN_KOREA, PeriodKind.CYBER]


def judged(*periods: dict):
    return recognition(RecognitionFacts(periods=tuple(Period(**each) for each in periods)))


def why(**period) -> WhyNot | None:
    left_out = judged(period).left_out
    return left_out[0].why if left_out else None


def refused_field(**period) -> str:
    with pytest.raises(BadInput) as refused:
        Period(**{**CYBER, **period})
    return refused.value.field


class TestSemesters:
    @pytest.mark.parametrize("kind", COUNTED)
    @pytest.mark.parametrize(
        ("months", "semesters"), [(0, 0), (5, 0), (6, 1), (7, 1), (11, 1), (12, 2), (13, 2), (18, 3)]
    )
    def test_each_half_year_is_a_semester(self, kind, months, semesters):
        result = judged({"kind": kind, "months": months, "graded_same_subjects": True})
        assert result.counted_semesters == semesters
        assert [each.why for each in result.left_out] == ([] if semesters else [WhyNot.UNDER_SIX_MONTHS])

    def test_periods_are_added_and_those_left_out_are_named_by_their_place(self):
        result = judged(
            {"kind": PeriodKind.KINDERGARTEN, "months": 9},
            {"kind": PeriodKind.REGULAR, "months": 13},
            {"kind": PeriodKind.LANGUAGE, "months": 7},
            {"kind": PeriodKind.ACCREDITED_IN_KOREA, "months": 6},
        )
        assert result.counted_semesters == 3
        assert result.left_out == (LeftOut(0, WhyNot.NO_SCHOOLING), LeftOut(2, WhyNot.NO_SCHOOLING))
        assert [step.source.page for step in result.because] == [78, 78, 78, 78, 78]
        assert result.because[1].text == "2번째 기간(외국 정규학교 13개월): 2학기로 인정합니다."
        assert result.because[-1].text == "인정하는 외국 이수는 모두 3학기입니다."

    def test_two_stays_under_six_months_make_no_semester(self):
        short = {"kind": PeriodKind.REGULAR, "months": 5}
        result = judged(short, short)
        assert (result.counted_semesters, len(result.left_out)) == (0, 2)
        assert "합쳐서" in result.warnings[0]
        assert judged(short).warnings == ()

    def test_nothing_abroad_is_no_semester(self):
        result = recognition(RecognitionFacts())
        assert (result.counted_semesters, result.left_out, result.warnings) == (0, (), ())


class TestWhatDoesNotCount:
    @pytest.mark.parametrize("kind", [PeriodKind.KINDERGARTEN, PeriodKind.LANGUAGE, PeriodKind.TUTORING])
    def test_kindergarten_language_course_and_tutoring(self, kind):
        assert why(kind=kind, months=24, graded_same_subjects=True) is WhyNot.NO_SCHOOLING

    def test_a_school_for_foreigners_in_korea(self):
        assert why(kind=PeriodKind.FOREIGN_SCHOOL_IN_KOREA, months=24) is WhyNot.SCHOOL_IN_KOREA

    @pytest.mark.parametrize(("graded", "reason"), [(False, WhyNot.NOT_GRADED), (True, None)])
    def test_esl_counts_when_graded_in_the_same_subjects(self, graded, reason):
        assert why(kind=PeriodKind.REGULAR_ESL, months=12, graded_same_subjects=graded) is reason

    @pytest.mark.parametrize("kind", [PeriodKind.REGULAR, PeriodKind.ACCREDITED_IN_KOREA])
    def test_elsewhere_grades_are_not_asked_for(self, kind):
        assert why(kind=kind, months=12) is None


class TestRemoteStudy:
    def test_without_grades_it_does_not_count(self):
        assert why(**{**CYBER, "graded_same_subjects": False}) is WhyNot.NO_GRADES

    @pytest.mark.parametrize(
        ("months", "reason"), [(0, None), (1, WhyNot.STAYED_IN_KOREA), (2, WhyNot.STAYED_IN_KOREA)]
    )
    def test_a_month_in_korea_excludes_it(self, months, reason):
        assert why(**CYBER, months_in_korea=months) is reason

    def test_a_stay_in_korea_means_nothing_at_a_school_that_is_attended(self):
        assert why(kind=PeriodKind.REGULAR, months=12, months_in_korea=3) is None

    @pytest.mark.parametrize(
        ("region", "level", "lifted"),
        [
            ("우크라이나", 3, False),
            ("우크라이나", 4, True),
            ("러시아 일부지역", 3, False),
            ("러시아일부지역", 4, True),
            ("보로네시", 4, True),
            ("이스라엘", 2, False),
            ("이스라엘", 3, True),
            ("Israel", 4, True),
            ("러시아 로스토프 지역", 4, True),
            ("이스라엘 텔아비브", 3, True),
            ("시리아", 4, False),
            ("시리아", 3, False),
        ],
    )
    def test_at_the_travel_alerts_of_some_places_the_limit_is_lifted(self, region, level, lifted):
        result = judged({**CYBER, "months_in_korea": 3, "region": region, "travel_alert": level})
        assert result.counted_semesters == (2 if lifted else 0)
        assert ("증빙서류" in "".join(result.warnings)) is lifted

    @pytest.mark.parametrize(("region", "level", "page"), [("이스라엘", 3, 82), ("우크라이나", 4, 81)])
    def test_the_page_that_lifts_it_is_named(self, region, level, page):
        result = judged({**CYBER, "months_in_korea": 3, "region": region, "travel_alert": level})
        assert result.because[0].source.page == page
        assert f"{region} 여행경보 {level}단계" in result.because[0].text

    def test_of_russia_only_the_border_is_meant(self):
        lifted = {**CYBER, "months_in_korea": 3, "travel_alert": 4}
        assert "30km" in judged({**lifted, "region": "러시아"}).warnings[1]
        assert len(judged({**lifted, "region": "우크라이나"}).warnings) == 1

    def test_several_periods_at_one_place_are_warned_of_once(self):
        lifted = {**CYBER, "months_in_korea": 3, "travel_alert": 4, "region": "우크라이나"}
        assert len(judged(lifted, lifted).warnings) == 1

    @pytest.mark.parametrize(
        ("months_in_korea", "level", "asked"), [(1, 2, False), (1, 3, True), (1, 4, True), (0, 4, False)]
    )
    def test_an_alert_without_its_place_lifts_nothing_and_the_place_is_asked_for(self, months_in_korea, level, asked):
        result = judged({**CYBER, "months_in_korea": months_in_korea, "travel_alert": level})
        assert result.counted_semesters == (0 if months_in_korea else 2)
        assert any("나라나 지역을" in each for each in result.warnings) is asked

    def test_where_the_limit_is_kept_no_alert_is_told(self):
        result = judged({**CYBER, "region": "이스라엘", "travel_alert": 3})
        assert (len(result.because), result.warnings) == (2, ())


class TestRefusals:
    def test_more_months_in_korea_than_the_period_has(self):
        assert refused_field(months=12, months_in_korea=13) == "months_in_korea"
        assert Period(**{**CYBER, "months_in_korea": 12}).months == 12

    @pytest.mark.parametrize(("key", "value"), [("months", -1), ("travel_alert", 5), ("travel_alert", -1)])
    def test_numbers_that_cannot_be(self, key, value):
        assert refused_field(**{key: value}) == key


def test_every_place_has_a_page_that_names_it():
    assert {(place.name, place.from_level, place.page) for place in places().values()} == {
        ("우크라이나", 4, 81),
        ("러시아 일부지역", 4, 81),
        ("이스라엘", 3, 82),
    }


@given(st.lists(st.integers(0, 60), max_size=6))
def test_a_period_never_counts_for_more_than_its_months(months):
    result = judged(*({"kind": PeriodKind.REGULAR, "months": each} for each in months))
    assert result.counted_semesters == sum(each // 6 for each in months)
    assert len(result.left_out) == sum(each < 6 for each in months)
