"""면제·유예 신청 기간: p.6~8, 57, 58."""

from datetime import date

import pytest

from hakjeok.errors import BadInput
from hakjeok.suspension.application_window import WindowFacts, application_window
from hakjeok.suspension.words import Kind

ENTRANCE = date(2025, 3, 4)


def asked(**more):
    before_entry = {
        "kind": Kind.DEFERMENT,
        "school_year": 2025,
        "entrance_day": ENTRANCE,
        "applied_on": date(2025, 1, 2),
    }
    return application_window(WindowFacts(**{**before_entry, **more}))


def refused_field(**more) -> str:
    with pytest.raises(BadInput) as refused:
        asked(**more)
    return refused.value.field


class TestDefermentBeforeAdmission:
    @pytest.mark.parametrize(
        ("applied_on", "accepted", "alternative"),
        [
            (date(2024, 12, 31), False, "입학연기 신청(10월 1일~12월 31일, 동장)"),
            (date(2025, 1, 1), True, None),
            (date(2025, 1, 2), True, None),
            (date(2025, 3, 2), True, None),
            (date(2025, 3, 3), True, None),
            (date(2025, 3, 4), False, "입학 후 유예 신청(연중, 학교의 장)"),
        ],
    )
    def test_from_1_january_to_the_eve_of_the_entrance_day(self, applied_on, accepted, alternative):
        result = asked(applied_on=applied_on)
        assert (result.from_, result.to) == (date(2025, 1, 1), date(2025, 3, 3))
        assert (result.accepted, result.alternative) == (accepted, alternative)

    @pytest.mark.parametrize(
        ("applied_on", "pages"),
        [
            (date(2024, 12, 31), [8, 6, 7, 8]),
            (date(2025, 1, 2), [8, 7, 8]),
            (date(2025, 3, 4), [8, 8, 7, 8]),
        ],
    )
    def test_its_steps(self, applied_on, pages):
        steps = asked(applied_on=applied_on).because
        assert [step.source.page for step in steps] == pages
        assert "2025. 1. 1.(수)부터 입학기일 전날인 2025. 3. 3.(월)까지" in steps[0].text

    def test_the_year_follows_from_the_entrance_day(self):
        assert asked(school_year=None).school_year == 2025

    def test_a_year_nobody_has_checked_is_answered_with_a_warning(self):
        assert "2025학년도" in asked().warnings[0]
        assert asked(school_year=2024, entrance_day=date(2024, 3, 4)).warnings == ()


class TestAllYear:
    @pytest.mark.parametrize(
        ("kind", "enrolled", "page", "text"),
        [
            (Kind.EXEMPTION, False, 57, "면제는 연중 신청할 수 있습니다."),
            (Kind.EXEMPTION, True, 57, "면제는 연중 신청할 수 있습니다."),
            (Kind.DEFERMENT, True, 8, "입학 후 유예는 연중 신청할 수 있습니다."),
        ],
    )
    def test_exemption_and_deferment_after_admission(self, kind, enrolled, page, text):
        result = asked(kind=kind, enrolled=enrolled, applied_on=date(2025, 12, 30))
        assert (result.from_, result.to, result.accepted, result.alternative) == (None, None, True, None)
        assert (result.because[0].text, result.because[0].source.page) == (text, page)
        assert [step.source.page for step in result.because[1:]] == [7, 8]
        assert (result.school_year, result.warnings) == (2025, ())

    def test_no_day_is_needed(self):
        nothing = {"kind": Kind.EXEMPTION, "school_year": None, "entrance_day": None}
        assert asked(**nothing, applied_on=None).school_year == 2024
        assert asked(**nothing, applied_on=date(2027, 2, 1)).school_year == 2026

    def test_an_entrance_day_of_another_year_does_not_matter(self):
        assert asked(enrolled=True, school_year=2026).accepted


@pytest.mark.parametrize("enrolled", [False, True])
def test_handed_in_at_the_school_with_papers_to_the_day_of_the_committee(enrolled):
    result = asked(enrolled=enrolled)
    assert (result.submit_to, result.attachments_until) == ("학교의 장", "의무교육관리위원회 심의 당일")


class TestRefusals:
    def test_the_days_that_a_deferment_before_admission_needs(self):
        assert refused_field(entrance_day=None) == "entrance_day"
        assert refused_field(applied_on=None) == "applied_on"

    def test_an_entrance_day_of_another_school_year(self):
        assert refused_field(school_year=2026) == "entrance_day"

    @pytest.mark.parametrize("year", [1948, 3000])
    def test_a_year_that_cannot_be(self, year):
        assert refused_field(school_year=year) == "school_year"


@pytest.mark.parametrize(("applied_on", "told"), [(2, False), (3, False), (4, True)])
def test_only_after_the_eve_of_the_entrance_day_a_deferment_all_year_is_told_of(applied_on, told):
    reasons = asked(applied_on=date(2025, 3, applied_on)).because
    assert any("입학한 뒤에는 유예를 연중" in step.text for step in reasons) is told
