"""조기입학·입학연기 신청 기간: p.4, 6, 15."""

import pytest

from hakjeok.admission.application_window import (
    ApplicationKind,
    ApplicationWindow,
    ApplicationWindowFacts,
    application_window,
)
from hakjeok.errors import BadInput
from tests.rules.calendars import day


def on(applied_on: str | None, kind: ApplicationKind = ApplicationKind.DEFER, school_year: int = 2025):
    asked = day(applied_on) if applied_on else None
    return application_window(ApplicationWindowFacts(kind=kind, school_year=school_year, applied_on=asked))


def pages(result: ApplicationWindow) -> list[int | None]:
    return [step.source.page for step in result.because]


@pytest.mark.parametrize("kind", list(ApplicationKind))
class TestEachKind:
    @pytest.mark.parametrize(
        ("applied_on", "accepted"),
        [
            ("2024-09-30", False),
            ("2024-10-01", True),
            ("2024-12-31", True),
            ("2025-01-01", False),
        ],
    )
    def test_is_accepted_from_october_to_the_end_of_december(self, kind, applied_on, accepted):
        assert on(applied_on, kind).accepted is accepted

    def test_has_the_window_of_the_year_before_the_entry(self, kind):
        result = on(None, kind, school_year=2024)
        assert (result.from_, result.to) == (day("2023-10-01"), day("2023-12-31"))

    def test_is_handed_in_at_the_dong(self, kind):
        assert on("2024-10-01", kind).authority == "동장"

    def test_without_a_day_only_the_window_is_told(self, kind):
        result = on(None, kind)
        assert (result.accepted, result.alternative) == (None, None)


class TestInsteadOfALateApplication:
    @pytest.mark.parametrize("applied_on", ["2025-01-01", "2025-01-02", "2025-03-03"])
    def test_a_late_deferral_leaves_the_principal_s_deferment(self, applied_on):
        result = on(applied_on)
        assert result.alternative == "학교장에게 취학유예 신청"
        assert pages(result) == [6, 6, 15, 6]
        assert "취학유예만" in result.because[-1].text

    @pytest.mark.parametrize("applied_on", ["2024-09-30", "2024-12-31"])
    def test_before_the_end_nothing_else_is_offered(self, applied_on):
        assert on(applied_on).alternative is None

    @pytest.mark.parametrize("kind", [ApplicationKind.EARLY, ApplicationKind.WITHDRAW_DEFER])
    def test_for_the_other_two_nothing_remains(self, kind):
        assert on("2025-01-01", kind).alternative is None


class TestReasons:
    def test_the_day_and_the_window_are_named(self):
        result = on("2024-12-31", ApplicationKind.EARLY)
        assert "2024. 10. 1.(화)부터 2024. 12. 31.(화)까지" in result.because[0].text
        assert result.because[-1].text == "2024. 12. 31.(화)은 신청 기간 안이므로 접수합니다."
        assert pages(result) == [6, 6, 15]

    def test_a_day_outside_is_named_too(self):
        assert on("2024-09-30").because[-1].text == "2024. 9. 30.(월)은 신청 기간이 아니므로 접수하지 않습니다."

    def test_a_withdrawal_follows_the_same_window_and_procedure(self):
        result = on(None, ApplicationKind.WITHDRAW_DEFER)
        assert "철회도 같은 기간" in result.because[1].text
        assert pages(result) == [6, 6, 6]
        assert pages(on(None)) == [6, 6]


class TestYears:
    def test_a_year_that_was_not_checked_is_answered_with_a_warning(self):
        assert "2025학년도" in on(None).warnings[0]
        assert on(None, school_year=2024).warnings == ()
        assert on(None).school_year == 2025

    def test_a_year_before_the_first_known_is_answered_with_a_warning(self):
        assert on(None, school_year=2023).warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")

    @pytest.mark.parametrize("year", [1948, 3000])
    def test_a_year_beyond_all_calendars_is_refused(self, year):
        with pytest.raises(BadInput) as refused:
            on(None, school_year=year)
        assert refused.value.field == "school_year"
