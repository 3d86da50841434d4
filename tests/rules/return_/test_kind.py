"""재취학·편입학·취학·입학의 구분: p.64, 74, 75, 79~81, 84."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.return_.kind import EntryChange, KindFacts, PreviousChange, TargetSchool, kind
from hakjeok.vocabulary import Nationality

RECORDS = [PreviousChange.EXEMPTION, PreviousChange.DEFERMENT, PreviousChange.OUT_OF_QUOTA]
KOREANS = [Nationality.KR, Nationality.DUAL]


def facts(**more) -> KindFacts:
    return KindFacts(**{"compulsory_age": True, "nationality": Nationality.KR, **more})


def change(**more) -> EntryChange:
    return kind(facts(**more)).change


def refused_field(**more) -> str:
    with pytest.raises(BadInput) as refused:
        kind(facts(**more))
    return refused.value.field


class TestWithAnEarlierRecord:
    @pytest.mark.parametrize("nationality", KOREANS)
    @pytest.mark.parametrize(("previous", "page"), list(zip(RECORDS, [80, 64, 80], strict=True)))
    def test_a_national_reenters(self, previous, page, nationality):
        result = kind(facts(previous_change=previous, nationality=nationality))
        assert result.change is EntryChange.REENTRY
        assert result.because[0].source.page == page

    @pytest.mark.parametrize("nationality", Nationality)
    @pytest.mark.parametrize("asked", [{"previous_change": RECORDS[0]}, {"five_year_course_completed": True}, {}])
    def test_one_with_two_nationalities_counts_as_a_national(self, asked, nationality):
        told = any("복수국적" in step.text for step in kind(facts(nationality=nationality, **asked)).because)
        assert told is (nationality is Nationality.DUAL and bool(asked))

    @pytest.mark.parametrize(("previous", "reading"), list(zip(RECORDS, [False, True, True], strict=True)))
    def test_a_foreign_national_enters_laterally(self, previous, reading):
        result = kind(facts(previous_change=previous, nationality=Nationality.FOREIGN))
        assert (result.change, result.neis_change) == (EntryChange.LATERAL_ENTRY, None)
        assert (result.because[0].source.page, result.because[0].source.reading) == (81, reading)
        assert "p.79" in result.warnings[0]

    @pytest.mark.parametrize(
        ("target", "chosen"), [(TargetSchool.SAME, "재취학(본교)"), (TargetSchool.OTHER, "재취학(타학교)")]
    )
    def test_the_system_knows_two_kinds_of_reentry(self, target, chosen):
        result = kind(facts(previous_change=PreviousChange.EXEMPTION, target_school=target))
        assert (result.neis_change, result.warnings) == (chosen, ())
        assert chosen in result.because[-1].text

    def test_without_the_school_neither_kind_is_chosen(self):
        result = kind(facts(previous_change=PreviousChange.EXEMPTION))
        assert result.neis_change is None
        assert "재취학(본교)’ 또는 ‘재취학(타학교)" in result.because[-1].text
        assert "p.74" in result.warnings[0]

    @pytest.mark.parametrize("previous", RECORDS)
    def test_without_the_nationality_it_cannot_be_told(self, previous):
        assert refused_field(previous_change=previous, nationality=None) == "nationality"

    def test_who_has_a_record_does_not_enter_for_the_first_time(self):
        result = kind(facts(previous_change=PreviousChange.DEFERMENT, grade_one_first_entry=True))
        assert result.change is EntryChange.REENTRY
        assert "이전 학적이 있어" in result.warnings[-1]


class TestMiddleSchool:
    @pytest.mark.parametrize("previous", RECORDS)
    @pytest.mark.parametrize(("years", "expected"), [(None, EntryChange.REENTRY), (0, EntryChange.REENTRY)])
    def test_in_the_same_year_a_pupil_of_grade_six_reenters(self, previous, years, expected):
        assert change(previous_change=previous, grade_at_leaving=6, school_years_since=years) is expected

    @pytest.mark.parametrize("previous", RECORDS)
    @pytest.mark.parametrize("years", [1, 2])
    def test_after_the_time_of_entering_it_the_pupil_applies_there(self, previous, years):
        result = kind(facts(previous_change=previous, grade_at_leaving=6, school_years_since=years))
        assert (result.change, result.neis_change) == (EntryChange.MIDDLE_SCHOOL, None)
        assert f"{years}개 학년도" in result.because[0].text
        assert len(result.because) == 1

    @pytest.mark.parametrize(("previous", "warned"), list(zip(RECORDS, [False, True, False], strict=True)))
    def test_a_deferred_pupil_is_warned_of(self, previous, warned):
        result = kind(facts(previous_change=previous, grade_at_leaving=6, school_years_since=1))
        assert bool(result.warnings) is warned

    def test_from_grade_five_the_pupil_reenters_here(self):
        asked = {"previous_change": PreviousChange.OUT_OF_QUOTA, "school_years_since": 2}
        assert change(**asked, grade_at_leaving=5) is EntryChange.REENTRY

    def test_without_a_record_the_grade_means_nothing(self):
        assert change(grade_at_leaving=6, school_years_since=1) is EntryChange.ENROLLMENT


class TestWithoutARecord:
    @pytest.mark.parametrize("nationality", [None, *Nationality])
    def test_who_enters_the_fitting_grade_is_enrolled_whatever_the_nationality(self, nationality):
        result = kind(facts(nationality=nationality))
        assert (result.change, result.neis_change) == (EntryChange.ENROLLMENT, "추가입학/입력누락자등록")
        assert [step.source.page for step in result.because] == [80, 79]
        assert result.warnings == ()

    @pytest.mark.parametrize("nationality", [None, *Nationality])
    @pytest.mark.parametrize(
        ("left", "total", "expected"),
        [
            (0, 190, EntryChange.ENROLLMENT),
            (126, 190, EntryChange.ENROLLMENT),
            (127, 190, EntryChange.ADMISSION),
            (128, 190, EntryChange.ADMISSION),
            (127, 192, EntryChange.ENROLLMENT),
            (128, 192, EntryChange.ADMISSION),
            (190, 190, EntryChange.ADMISSION),
        ],
    )
    def test_into_grade_one_with_two_thirds_left_is_admission(self, left, total, expected, nationality):
        asked = {"days_left_in_year": left, "total_days": total, "nationality": nationality}
        result = kind(facts(grade_one_first_entry=True, **asked))
        assert result.change is expected
        assert f"{left}일" in result.because[0].text
        assert result.neis_change == "추가입학/입력누락자등록"

    @pytest.mark.parametrize(
        ("nationality", "expected"),
        [
            (Nationality.KR, EntryChange.ENROLLMENT),
            (Nationality.DUAL, EntryChange.ENROLLMENT),
            (Nationality.FOREIGN, EntryChange.LATERAL_ENTRY),
        ],
    )
    def test_into_grade_six_after_a_five_year_course_it_goes_by_nationality(self, nationality, expected):
        result = kind(facts(five_year_course_completed=True, nationality=nationality))
        assert (result.change, result.because[0].source.page) == (expected, 79)
        assert result.neis_change == "추가입학/입력누락자등록"

    def test_after_a_five_year_course_the_difference_of_two_pages_is_told(self):
        result = kind(facts(five_year_course_completed=True, nationality=Nationality.FOREIGN))
        assert "p.80" in result.warnings[0]
        assert kind(facts(five_year_course_completed=True)).warnings == ()


class TestBeyondCompulsoryAge:
    @pytest.mark.parametrize("nationality", [None, *Nationality])
    @pytest.mark.parametrize("previous", list(PreviousChange))
    def test_from_fifteen_on_it_is_lateral_entry(self, previous, nationality):
        asked = {"previous_change": previous, "grade_at_leaving": 6, "school_years_since": 3}
        result = kind(facts(compulsory_age=False, nationality=nationality, **asked))
        assert (result.change, result.because[0].source.page) == (EntryChange.LATERAL_ENTRY, 75)
        assert not any("복수국적" in step.text for step in result.because)

    def test_without_a_record_one_is_made(self):
        assert kind(facts(compulsory_age=False)).neis_change == "추가입학/입력누락자등록"

    def test_a_key_left_out_is_false(self):
        assert kind(KindFacts()).change is EntryChange.LATERAL_ENTRY


class TestRefusals:
    @pytest.mark.parametrize("missing", ["days_left_in_year", "total_days"])
    def test_the_days_left_have_to_be_known_for_grade_one(self, missing):
        days = {"days_left_in_year": 150, "total_days": 190, missing: None}
        assert refused_field(grade_one_first_entry=True, **days) == missing

    def test_the_nationality_has_to_be_known_after_a_five_year_course(self):
        assert refused_field(five_year_course_completed=True, nationality=None) == "nationality"

    def test_more_days_left_than_the_year_has_where_they_decide(self):
        more = {"days_left_in_year": 191, "total_days": 190}
        assert refused_field(**more, grade_one_first_entry=True) == "days_left_in_year"
        assert change(**more) is EntryChange.ENROLLMENT

    @pytest.mark.parametrize(
        ("key", "value"),
        [("grade_at_leaving", 0), ("grade_at_leaving", 7), ("school_years_since", -1), ("total_days", 367)],
    )
    def test_numbers_that_cannot_be(self, key, value):
        assert refused_field(**{key: value}) == key
