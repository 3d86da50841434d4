"""취학아동 예비소집: p.4, 10."""

import pytest

from hakjeok.admission.assembly import Assembly, AssemblyFacts, assembly
from hakjeok.errors import BadInput
from tests.rules.calendars import day

OFFICIAL = day("2024-01-04")


def on(held_on: str, **more) -> Assembly:
    return assembly(AssemblyFacts(**{"entry_year": 2024, "official_day": OFFICIAL, "held_on": day(held_on), **more}))


def refused_field(held_on: str, **more) -> str:
    with pytest.raises(BadInput) as refused:
        on(held_on, **more)
    return refused.value.field


def pages(result: Assembly) -> list[int | None]:
    return [step.source.page for step in result.because]


class TestTheDay:
    @pytest.mark.parametrize(("held_on", "valid"), [("2024-01-03", False), ("2024-01-04", True), ("2024-01-05", False)])
    def test_the_superintendent_s_day_needs_no_approval(self, held_on, valid):
        assert on(held_on).valid is valid

    @pytest.mark.parametrize("held_on", ["2024-01-03", "2024-01-08"])
    def test_another_day_needs_the_office_s(self, held_on):
        assert on(held_on, office_approved=True).valid
        assert not on(held_on).valid

    @pytest.mark.parametrize(
        ("held_on", "valid"), [("2024-01-03", False), ("2024-01-04", True), ("2024-01-05", True), ("2024-01-06", False)]
    )
    def test_without_a_day_given_the_known_days_of_2024_hold(self, held_on, valid):
        assert on(held_on, official_day=None).valid is valid

    def test_the_days_are_told(self):
        assert on("2024-01-04").because[0].text.endswith("2024. 1. 4.(목)입니다.")
        spoken = on("2024-01-04", official_day=None).because[0].text
        assert spoken.endswith("2024. 1. 4.(목)부터 2024. 1. 5.(금)까지입니다.")

    def test_an_official_day_in_december_is_possible(self):
        assert on("2023-12-28", official_day=day("2023-12-28")).valid


class TestAnotherDay:
    @pytest.mark.parametrize(
        ("approved", "told"),
        [(True, "다른 날이지만 교육장의 승인을 받아 할"), (False, "다른 날이므로 교육장의 승인을 받아야 할")],
    )
    def test_is_told_to_the_dong_and_reported(self, approved, told):
        result = on("2024-01-08", office_approved=approved)
        assert result.notify == ("동장",)
        assert result.reports == ("changed_day", "attendance")
        assert told in result.because[1].text
        assert len(result.because) == 5

    def test_is_warned_of_without_approval_only(self):
        assert "먼저 교육장의 승인" in on("2024-01-08").warnings[0]
        assert on("2024-01-08", office_approved=True).warnings == ()
        assert on("2024-01-04").warnings == ()


class TestReports:
    def test_attendance_goes_to_the_office_and_the_result_to_the_dong(self):
        result = on("2024-01-04")
        assert (result.notify, result.reports, result.forms) == (("동장",), ("attendance",), ())
        assert pages(result) == [10, 10, 10]

    def test_in_a_shared_district_the_list_goes_to_all_its_schools(self):
        result = on("2024-01-04", shared_district=True)
        assert result.notify == ("동장", "공동 학구의 다른 모든 초등학교")
        assert (result.reports, result.forms) == (("attendance",), ("1-8",))
        assert "다른 학교가" in result.because[-1].text
        assert len(result.because) == 5

    def test_its_largest_school_reports_for_all(self):
        result = on("2024-01-04", shared_district=True, largest_school=True)
        assert result.reports == ("attendance", "absentees_of_district")
        assert "이 학교가" in result.because[-1].text

    def test_without_a_shared_district_size_means_nothing(self):
        assert on("2024-01-04", largest_school=True).reports == ("attendance",)


class TestRefusals:
    @pytest.mark.parametrize(("held_on", "refused"), [("2023-02-28", True), ("2023-03-01", False)])
    def test_a_day_too_early_for_the_entry(self, held_on, refused):
        if refused:
            assert refused_field(held_on) == "held_on"
        else:
            assert not on(held_on).valid

    @pytest.mark.parametrize(("held_on", "refused"), [("2024-02-29", False), ("2024-03-01", True)])
    def test_a_day_after_the_entry(self, held_on, refused):
        if refused:
            assert refused_field(held_on) == "held_on"
        else:
            assert not on(held_on).valid

    def test_an_official_day_of_another_year(self):
        assert refused_field("2024-01-04", official_day=day("2025-01-04")) == "official_day"

    def test_a_year_whose_official_day_nobody_knows(self):
        asked = {"entry_year": 2025, "official_day": None}
        assert refused_field("2025-01-06", **asked) == "official_day"
        assert on("2025-01-06", **{**asked, "official_day": day("2025-01-06")}).valid

    @pytest.mark.parametrize("year", [1948, 3000])
    def test_a_year_beyond_all_calendars(self, year):
        assert refused_field("2024-01-04", entry_year=year) == "entry_year"

    def test_the_first_year_of_all_calendars_is_possible(self):
        first = {"entry_year": 1949, "official_day": day("1949-01-04")}
        assert on("1949-01-04", **first).school_year == 1949


def test_the_year_is_that_of_the_entry():
    assert on("2024-01-04").school_year == 2024
