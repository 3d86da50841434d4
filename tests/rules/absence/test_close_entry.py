"""미인정결석 등록의 복귀 처리: p.29, 60."""

import pytest

from hakjeok.absence.close_entry import CloseEntryFacts, ClosingChange, close_entry
from hakjeok.errors import BadInput
from tests.rules.calendars import day

SUSPENDED = {"change": ClosingChange.DEFERMENT, "approved_on": day("2024-07-09")}


def asked(**facts):
    return close_entry(CloseEntryFacts(**facts))


def refused_field(**facts) -> str:
    with pytest.raises(BadInput) as refused:
        asked(**facts)
    return refused.value.field


def test_a_return_is_reported_within_three_days():
    result = asked(returned_on=day("2024-05-30"))
    assert (result.return_date, result.report_by) == (day("2024-05-30"), day("2024-06-02"))
    assert "2024. 6. 2.(일)까지 보고합니다" in result.because[0].text
    assert [step.source.page for step in result.because] == [29, 29, 29, 29, 60]
    assert "본청" in result.because[-1].text


def test_the_teacher_enters_the_day_and_the_registrar_hands_it_in_also_to_the_care_body():
    """p.29: 담임교사: 복귀일자 입력→대상학생보고; 업무담당자: 승인요청→결재완료→제출; 보고현황-등록 및 제출."""
    _, teacher, registrar, body, _ = (step.text for step in asked(returned_on=day("2024-05-30")).because)
    assert teacher == "담임교사가 기존 등록학생을 조회해 복귀일자를 입력하고 대상학생으로 보고합니다."
    assert registrar == "업무담당자가 승인을 요청하고 결재가 끝나면 제출합니다."
    assert body == "취학관리전담기구보고현황에도 등록하고 제출합니다."


@pytest.mark.parametrize("change", list(ClosingChange))
def test_after_a_change_the_day_of_its_approval_is_the_date_of_return(change):
    result = asked(change=change, approved_on=day("2024-07-09"))
    assert (result.return_date, result.report_by) == (day("2024-07-09"), day("2024-07-12"))
    assert change.korean in result.because[0].text
    assert "전담기구" in result.because[-1].text


def test_each_change_is_closed_by_its_own_sentence_of_the_handbook():
    quotes = {
        change: asked(change=change, approved_on=day("2024-07-09")).because[1].source.quote for change in ClosingChange
    }
    assert "장기결석으로 정원 외" in quotes[ClosingChange.OUT_OF_QUOTA]
    assert "유예·면제 승인" in quotes[ClosingChange.EXEMPTION]
    assert quotes[ClosingChange.EXEMPTION] == quotes[ClosingChange.DEFERMENT]


def test_counting_from_the_approval_is_our_reading():
    assert [step.source.reading for step in asked(**SUSPENDED).because] == [False, False, True, False, False, False]


class TestRefusals:
    def test_a_return_and_a_change_at_once(self):
        assert refused_field(returned_on=day("2024-05-30"), change=ClosingChange.EXEMPTION) == "returned_on"
        assert refused_field(returned_on=day("2024-05-30"), approved_on=day("2024-05-30")) == "returned_on"

    def test_neither(self):
        assert refused_field() == "returned_on"

    def test_an_approval_of_nothing(self):
        assert refused_field(approved_on=day("2024-07-09")) == "change"

    def test_a_change_that_is_not_approved(self):
        assert refused_field(change=ClosingChange.EXEMPTION) == "approved_on"


def test_a_year_nobody_has_checked_is_warned_of():
    assert asked(**SUSPENDED).warnings == ()
    result = asked(returned_on=day("2025-03-04"))
    assert (result.school_year, "2025학년도" in result.warnings[0]) == (2025, True)


@pytest.mark.parametrize("more", [{"returned_on": "2024-02-28"}, {"approved_on": "2024-02-28"}])
def test_a_year_before_the_handbook_s_is_answered_by_the_handbook_and_warned_of(more):
    ((key, text),) = more.items()
    change = ClosingChange.EXEMPTION if key == "approved_on" else None
    result = asked(change=change, **{key: day(text)})
    assert (result.report_by, result.school_year) == (day("2024-03-02"), 2023)
    assert result.warnings[0].startswith("2023학년도의 기준이 따로 없어 2024학년도 기준을")
    assert asked(returned_on=day("2024-03-01")).warnings == ()
