"""의무교육관리위원회 소집: p.12-13."""

import pytest

from hakjeok.committee.convene import ConveneFacts, Convening, Matter, Session, convene
from hakjeok.errors import BadInput


def asked(*matters: Matter, **more) -> Convening:
    return convene(ConveneFacts(matters=matters, **more))


def pages(result: Convening) -> list[int | None]:
    return [step.source.page for step in result.because]


NAMED = [Matter.EXEMPTION, Matter.DEFERMENT, Matter.INTERVIEW, Matter.TRANSFER_WITHOUT_CONSENT]
APPLICATIONS = [Matter.EXEMPTION, Matter.DEFERMENT]


class TestMayMeet:
    @pytest.mark.parametrize("matter", NAMED)
    def test_the_named_matters_are_enough(self, matter):
        result = asked(matter)
        assert (result.may_meet, result.must_meet) == (True, False)
        assert matter.korean in result.because[0].text

    def test_another_matter_alone_is_not(self):
        result = asked(Matter.OTHER)
        assert (result.may_meet, result.must_meet, len(result.because)) == (False, False, 2)
        assert result.because[0].text.startswith("심의할 사항이나 위원장의 인정이 없어")

    def test_nothing_at_all_is_not(self):
        assert not asked().may_meet

    def test_another_matter_needs_the_chair(self):
        result = asked(Matter.OTHER, chair_finds_needed=True)
        assert (result.may_meet, result.must_meet) == (True, False)
        assert result.because[0].text == "위원장이 필요하다고 인정했으므로 회의를 소집할 수 있습니다."

    @pytest.mark.parametrize(
        ("members", "demanding", "may"),
        [(6, 1, False), (6, 2, True), (6, 3, True), (7, 2, False), (7, 3, True), (5, 1, False), (5, 2, True)],
    )
    def test_or_a_third_of_the_members(self, members, demanding, may):
        result = asked(Matter.OTHER, members=members, demanding=demanding)
        assert result.may_meet is may
        assert f"{demanding}명" in " ".join(step.text for step in result.because)

    def test_too_few_who_ask_are_told_how_many_are_needed(self):
        result = asked(Matter.OTHER, members=7, demanding=2)
        assert "요구한 위원 2명은 재적위원의 3분의 1인 3명보다 적습니다" in result.because[1].text

    def test_nobody_asking_is_no_demand(self):
        assert not asked(Matter.OTHER, members=6, demanding=0).may_meet

    def test_the_principal_decides_whether_and_when(self):
        assert asked(Matter.INTERVIEW).because[-1].text == "회의를 열지와 그 시기는 학교장이 정합니다."


class TestMustMeet:
    @pytest.mark.parametrize("matter", APPLICATIONS)
    def test_applications_at_the_start_of_a_term_make_it_meet(self, matter):
        result = asked(Matter.OTHER, matter, term_start=True)
        assert (result.may_meet, result.must_meet, result.session) == (True, True, Session.REGULAR)
        assert "반드시 회의를 엽니다" in result.because[1].text
        assert result.because[-1].text == "정기 개최 결과는 매년 3월 말에 교육장에게 보고합니다."

    @pytest.mark.parametrize("matter", [Matter.INTERVIEW, Matter.TRANSFER_WITHOUT_CONSENT])
    def test_other_matters_then_do_not(self, matter):
        result = asked(matter, term_start=True)
        assert (result.may_meet, result.must_meet, result.session) == (True, False, Session.REGULAR)
        assert result.because[1].text == "학기 시작 무렵이라도 면제·유예 신청 안건이 없으면 열지 않을 수 있습니다."

    def test_without_a_matter_the_regular_session_may_be_left_out(self):
        result = asked(term_start=True)
        assert (result.may_meet, result.must_meet, result.report) == (False, False, None)
        assert pages(result) == [12, 12]

    @pytest.mark.parametrize("matter", APPLICATIONS)
    def test_after_the_entrance_day_it_meets_as_needed(self, matter):
        result = asked(matter)
        assert (result.must_meet, result.session) == (False, Session.OCCASIONAL)
        assert pages(result) == [12, 13, 12]


class TestReport:
    def test_the_regular_session_is_reported_at_the_end_of_march(self):
        assert asked(Matter.DEFERMENT, term_start=True).report == "매년 3월 말에 교육장에게 정기 개최 결과 보고"

    def test_an_occasional_one_is_not(self):
        assert asked(Matter.DEFERMENT).report is None


class TestRefusals:
    def test_a_demand_without_the_number_of_members(self):
        with pytest.raises(BadInput) as refused:
            asked(Matter.OTHER, demanding=2)
        assert refused.value.field == "members"

    @pytest.mark.parametrize(("demanding", "refused"), [(5, False), (6, False), (7, True)])
    def test_more_who_ask_than_members(self, demanding, refused):
        if not refused:
            assert asked(Matter.OTHER, members=6, demanding=demanding).may_meet
            return
        with pytest.raises(BadInput) as error:
            asked(Matter.OTHER, members=6, demanding=demanding)
        assert error.value.field == "demanding"

    @pytest.mark.parametrize(("name", "value"), [("members", 0), ("demanding", -1), ("members", 100)])
    def test_numbers_out_of_range(self, name, value):
        with pytest.raises(BadInput) as error:
            asked(**{name: value})
        assert error.value.field == name


def test_the_figures_are_those_of_2024():
    assert asked().school_year == 2024
