"""수료에 필요한 출석일수: p.78, 85, 88, 89, 초·중등교육법 시행령 제50조제2항."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hakjeok.completion.required import CompletionFacts, required
from hakjeok.errors import BadInput
from hakjeok.vocabulary import Basis, CommitteeChoice


def facts(**more) -> CompletionFacts:
    return CompletionFacts(**{"basis": Basis.NORMAL, "total_days": 190, "attended": 128, "school_year": 2024, **more})


def refused_field(**more) -> str:
    with pytest.raises(BadInput) as refused:
        required(facts(**more))
    return refused.value.field


class TestRequiredDays:
    @pytest.mark.parametrize(("total_days", "needed"), [(190, 127), (191, 128), (192, 128), (193, 129)])
    def test_two_thirds_of_the_year_rounded_up(self, total_days, needed):
        assert required(facts(total_days=total_days)).required == needed

    @pytest.mark.parametrize(("attended", "completes", "short_by"), [(127, False, 1), (128, True, 0), (129, True, 0)])
    def test_of_191_days_128_is_enough_and_127_is_not(self, attended, completes, short_by):
        result = required(facts(total_days=191, attended=attended))
        assert (result.completes, result.short_by) == (completes, short_by)

    def test_days_before_do_not_count_without_a_transfer(self):
        assert required(facts(attended=60, attended_before=67)).counted == 60

    @pytest.mark.parametrize("basis", [Basis.NORMAL, Basis.TRANSFER_IN])
    @pytest.mark.parametrize(("total_days", "lawful"), [(170, False), (171, True), (172, True)])
    def test_a_year_cut_by_more_than_a_tenth_is_refused(self, basis, total_days, lawful):
        asked = {"basis": basis, "total_days": total_days, "attended": 100}
        if lawful:
            assert required(facts(**asked)).required == -(-total_days * 2 // 3)
        else:
            assert refused_field(**asked) == "total_days"


class TestTransfer:
    def test_days_at_the_former_school_count(self):
        result = required(facts(basis=Basis.TRANSFER_IN, attended=60, attended_before=67))
        assert (result.counted, result.completes) == (127, True)

    def test_the_new_school_s_year_is_the_measure(self):
        result = required(facts(basis=Basis.TRANSFER_IN, total_days=192, attended=60, attended_before=67))
        assert (result.required, result.short_by) == (128, 1)


class TestReturn:
    @pytest.mark.parametrize("basis", [Basis.RETURNEE, Basis.LATERAL_ENTRY])
    @pytest.mark.parametrize(("attended", "completes"), [(53, False), (54, True), (55, True)])
    def test_two_thirds_of_the_days_from_the_entry(self, basis, attended, completes):
        result = required(facts(basis=basis, days_from_entry=80, attended=attended, attended_before=20))
        assert (result.required, result.counted, result.completes) == (54, attended, completes)

    @pytest.mark.parametrize("basis", [Basis.RETURNEE, Basis.LATERAL_ENTRY])
    def test_without_the_days_from_the_entry_it_cannot_be_told(self, basis):
        assert refused_field(basis=basis) == "days_from_entry"

    def test_a_short_year_of_the_school_is_no_obstacle(self):
        assert required(facts(basis=Basis.RETURNEE, total_days=160, days_from_entry=60, attended=40)).completes


class TestDomesticReentry:
    AGAIN = {"basis": Basis.DOMESTIC_REENTRY, "days_from_entry": 120, "attended": 110}

    def test_the_whole_year_is_the_measure_and_days_before_do_not_count(self):
        result = required(facts(**self.AGAIN, attended_before=30))
        assert (result.required, result.counted, result.completes) == (127, 110, False)
        assert "p.85" in result.warnings[0]

    def test_to_2024_the_committee_may_choose_the_remaining_days(self):
        result = required(facts(**self.AGAIN, committee_choice=CommitteeChoice.REMAINING))
        assert (result.required, result.completes, result.warnings) == (80, True, ())

    def test_so_it_may_in_2023(self):
        asked = {**self.AGAIN, "committee_choice": CommitteeChoice.REMAINING, "school_year": 2023}
        assert required(facts(**asked)).required == 80

    @pytest.mark.parametrize(("attended", "warned"), [(120, False), (121, True)])
    def test_more_days_attended_than_were_left_are_warned_of_where_the_year_is_the_measure(self, attended, warned):
        result = required(facts(**{**self.AGAIN, "attended": attended}))
        assert (result.required, result.counted) == (127, attended)
        assert any("두 값을 살펴봐 주세요" in each for each in result.warnings) is warned

    def test_from_2025_it_may_not(self):
        asked = {**self.AGAIN, "school_year": 2025}
        assert refused_field(**asked, committee_choice=CommitteeChoice.REMAINING) == "committee_choice"
        unknown = {**asked, "days_from_entry": None, "committee_choice": CommitteeChoice.REMAINING}
        assert refused_field(**unknown) == "committee_choice"
        assert required(facts(**asked, committee_choice=CommitteeChoice.FULL_YEAR)).required == 127

    def test_the_remaining_days_have_to_be_known_when_they_are_chosen(self):
        choice = CommitteeChoice.REMAINING
        assert refused_field(basis=Basis.DOMESTIC_REENTRY, committee_choice=choice) == "days_from_entry"

    def test_for_others_the_choice_means_nothing(self):
        result = required(facts(committee_choice=CommitteeChoice.REMAINING))
        assert result.required == 127
        assert "반영하지 않았습니다" in result.warnings[0]


class TestDeferredReentry:
    def test_days_before_the_deferment_are_added(self):
        result = required(facts(basis=Basis.DEFERRED_REENTRY, attended=70, attended_before=57))
        assert (result.required, result.counted, result.completes) == (127, 127, True)

    def test_where_70_days_are_left_120_can_have_been_attended_before(self):
        asked = {"basis": Basis.DEFERRED_REENTRY, "days_from_entry": 70, "attended": 50}
        assert required(facts(**asked, attended_before=130)).counted == 170

    @pytest.mark.parametrize(("before", "counted"), [(39, 139), (40, 140), (41, 140)])
    def test_what_overlaps_the_days_from_the_entry_is_left_out(self, before, counted):
        asked = {"basis": Basis.DEFERRED_REENTRY, "days_from_entry": 150, "attended": 100}
        assert required(facts(**asked, attended_before=before)).counted == counted


class TestRefusals:
    def test_more_days_attended_than_there_were(self):
        assert refused_field(attended=191) == "attended"
        assert refused_field(basis=Basis.RETURNEE, days_from_entry=80, attended=81) == "attended"

    def test_as_many_days_left_as_the_year_has_are_fine(self):
        assert required(facts(basis=Basis.RETURNEE, days_from_entry=190, attended=127)).completes

    def test_more_days_left_than_the_year_has(self):
        assert refused_field(basis=Basis.RETURNEE, days_from_entry=191, attended=80) == "days_from_entry"

    @pytest.mark.parametrize("key", ["attended", "attended_before", "total_days"])
    def test_negative_days(self, key):
        assert refused_field(**{key: -1}) == key

    @pytest.mark.parametrize(("total_days", "refused"), [(170, True), (171, False)])
    def test_an_earlier_year_is_measured_as_the_handbook_s_with_a_warning(self, total_days, refused):
        if refused:
            assert refused_field(school_year=2023, total_days=total_days) == "total_days"
        else:
            result = required(facts(school_year=2023, total_days=total_days))
            assert (result.required, result.school_year) == (114, 2023)
            assert "2024학년도 기준을 적용했습니다" in result.warnings[0]

    def test_a_year_nobody_has_checked_is_answered_with_a_warning(self):
        assert "2031학년도" in required(facts(school_year=2031)).warnings[0]


@given(st.integers(171, 230), st.data())
def test_every_day_attended_brings_completion_nearer(total_days, data):
    attended = data.draw(st.integers(0, total_days - 1))
    now = required(facts(total_days=total_days, attended=attended))
    next_day = required(facts(total_days=total_days, attended=attended + 1))
    assert next_day.short_by == max(0, now.short_by - 1)
    assert now.completes is (now.short_by == 0)
