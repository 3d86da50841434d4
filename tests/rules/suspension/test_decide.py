"""면제·유예를 할 수 있는지: p.6~8, 56~68, 83."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.suspension.decide import DecideFacts, decide
from hakjeok.suspension.words import CurrentStatus, Kind, Otherwise, Reason, Severity
from hakjeok.vocabulary import Nationality

EXEMPTION, DEFERMENT = Kind.EXEMPTION, Kind.DEFERMENT
UNEXCUSED = Otherwise.UNEXCUSED_THEN_OUT_OF_QUOTA


def facts(kind: Kind, reason: Reason, **more) -> DecideFacts:
    return DecideFacts(**{"kind": kind, "reason": reason, "enrolled": True, **more})


def asked(kind: Kind, reason: Reason, **more):
    return decide(facts(kind, reason, **more))


def otherwise(kind: Kind, reason: Reason, **more) -> Otherwise | None:
    result = asked(kind, reason, **more)
    assert result.available is (result.else_ is None)
    return result.else_


def texts(result) -> str:
    return " ".join(step.text for step in result.because)


class TestReasons:
    """What each reason is a ground for, with its conditions met."""

    @pytest.mark.parametrize(
        ("reason", "exemption", "deferment"),
        [
            (Reason.DEATH, None, Otherwise.EXEMPTION),
            (Reason.RECOGNIZED_STUDY_ABROAD, None, Otherwise.EXEMPTION),
            (Reason.OVERSEAS_FAMILY_MOVE, None, Otherwise.EXEMPTION),
            (Reason.OVERSEAS_ONE_PARENT, UNEXCUSED, UNEXCUSED),
            (Reason.FAMILY_LANGUAGE_STUDY, None, Otherwise.EXEMPTION),
            (Reason.PARENT_PRIVATE_STUDY, UNEXCUSED, UNEXCUSED),
            (Reason.ILLNESS, None, None),
            (Reason.DEVELOPMENTAL, None, None),
            (Reason.REGISTERED_ALTERNATIVE, Otherwise.DEFERMENT, None),
            (Reason.UNREGISTERED_ALTERNATIVE, UNEXCUSED, UNEXCUSED),
            (Reason.HOME_SCHOOLING, UNEXCUSED, UNEXCUSED),
            (Reason.UNRECOGNIZED_STUDY_ABROAD, UNEXCUSED, UNEXCUSED),
            (Reason.UNACCREDITED_FOREIGN_SCHOOL, UNEXCUSED, UNEXCUSED),
            (Reason.FOREIGN_NATIONAL_LEAVING, UNEXCUSED, UNEXCUSED),
            (Reason.STUDY_ABROAD_SPECIAL, None, Otherwise.EXEMPTION),
            (Reason.PRINCIPAL_RECOGNISED, None, None),
            (Reason.FOREIGN_ELEMENTARY_COMPLETED, Otherwise.STAY_ENROLLED, Otherwise.STAY_ENROLLED),
            (Reason.GENERAL_EXAM_PASSED, Otherwise.STAY_ENROLLED, Otherwise.STAY_ENROLLED),
        ],
    )
    def test_each_is_a_ground_for_exemption_deferment_or_neither(self, reason, exemption, deferment):
        assert (otherwise(EXEMPTION, reason), otherwise(DEFERMENT, reason)) == (exemption, deferment)

    @pytest.mark.parametrize("kind", list(Kind))
    @pytest.mark.parametrize("reason", list(Reason))
    def test_each_answer_gives_a_reason_with_its_page(self, kind, reason):
        result = asked(kind, reason)
        assert result.because[0].source.page in range(6, 84)
        assert result.procedure
        assert result.school_year == 2024

    def test_the_other_kind_is_named(self):
        told = texts(asked(DEFERMENT, Reason.DEATH))
        assert "유예가 아니라 면제를 신청합니다." in told
        assert "사망한 학생은 위원회 심의 없이" in told
        assert "면제가 아니라 유예를 신청합니다." in texts(asked(EXEMPTION, Reason.REGISTERED_ALTERNATIVE))


class TestAbroad:
    @pytest.mark.parametrize(("months", "expected"), [(5, UNEXCUSED), (6, None), (7, None)])
    def test_recognised_study_abroad_lasts_six_months_or_more(self, months, expected):
        asked_for = {"months_abroad": months}
        assert otherwise(EXEMPTION, Reason.RECOGNIZED_STUDY_ABROAD, **asked_for) is expected
        told = texts(asked(EXEMPTION, Reason.RECOGNIZED_STUDY_ABROAD, **asked_for))
        compared = "6개월에 미치지 못합니다." if expected else "6개월 이상입니다."
        assert f"외국에서 수학하는 기간이 {months}개월로 {compared}" in told

    def test_a_stay_too_short_is_no_ground_for_deferment_either(self):
        assert otherwise(DEFERMENT, Reason.RECOGNIZED_STUDY_ABROAD, months_abroad=5) is UNEXCUSED
        assert otherwise(DEFERMENT, Reason.RECOGNIZED_STUDY_ABROAD, months_abroad=6) is Otherwise.EXEMPTION

    @pytest.mark.parametrize(("months", "expected"), [(11, UNEXCUSED), (12, None), (13, None)])
    def test_for_the_special_case_the_guardian_lived_abroad_for_a_year(self, months, expected):
        asked_for = {"guardian_months_abroad": months}
        assert otherwise(EXEMPTION, Reason.STUDY_ABROAD_SPECIAL, **asked_for) is expected
        told = texts(asked(EXEMPTION, Reason.STUDY_ABROAD_SPECIAL, **asked_for))
        assert f"보호자가 외국에 거주한 기간이 {months}개월로 12개월" in told

    @pytest.mark.parametrize(
        ("reason", "word"),
        [(Reason.RECOGNIZED_STUDY_ABROAD, "6개월"), (Reason.STUDY_ABROAD_SPECIAL, "1년")],
    )
    def test_months_that_nobody_told_are_to_be_looked_into(self, reason, word):
        result = asked(EXEMPTION, reason, pupil_attends_committee=True)
        assert result.available
        assert len(result.warnings) == 1
        assert word in result.warnings[0]

    @pytest.mark.parametrize(
        ("official", "provable", "expected", "why"),
        [
            (True, True, None, "증명할 수 있어야 합니다."),
            (True, False, UNEXCUSED, "증명할 수 없습니다."),
            (False, True, UNEXCUSED, "이에 준하는 경우가 아닙니다."),
            (False, False, UNEXCUSED, "이에 준하는 경우가 아닙니다."),
        ],
    )
    def test_with_one_parent_only_when_dispatched_and_proved(self, official, provable, expected, why):
        asked_for = {"official_dispatch": official, "provable": provable}
        assert otherwise(EXEMPTION, Reason.OVERSEAS_ONE_PARENT, **asked_for) is expected
        assert why in texts(asked(EXEMPTION, Reason.OVERSEAS_ONE_PARENT, **asked_for))

    def test_what_a_family_cannot_prove_the_committee_weighs(self):
        result = asked(EXEMPTION, Reason.OVERSEAS_FAMILY_MOVE, provable=False, pupil_attends_committee=True)
        assert (result.available, result.committee_discretion) == (True, True)
        assert len(result.warnings) == 1
        assert "다른 자료" in result.warnings[0]
        assert "다른 증빙자료로 위원회가 심의" in texts(result)
        proved = asked(EXEMPTION, Reason.OVERSEAS_FAMILY_MOVE, pupil_attends_committee=True)
        assert (proved.committee_discretion, proved.warnings) == (False, ())

    def test_a_language_course_of_a_parent_is_the_committee_s_discretion(self):
        assert asked(EXEMPTION, Reason.FAMILY_LANGUAGE_STUDY).committee_discretion
        assert not asked(DEFERMENT, Reason.FAMILY_LANGUAGE_STUDY).committee_discretion

    @pytest.mark.parametrize("reason", list(Reason))
    def test_exemption_for_leaving_the_country_is_final_after_the_departure_was_seen(self, reason):
        leaving = {
            Reason.RECOGNIZED_STUDY_ABROAD,
            Reason.STUDY_ABROAD_SPECIAL,
            Reason.OVERSEAS_FAMILY_MOVE,
            Reason.OVERSEAS_ONE_PARENT,
            Reason.FAMILY_LANGUAGE_STUDY,
        }
        result = asked(EXEMPTION, reason, official_dispatch=True)
        assert result.verify_departure is (reason in leaving)
        assert ("실제 출국을 확인한 뒤에" in texts(result)) is (reason in leaving)

    def test_what_is_not_available_needs_no_look_at_the_departure(self):
        assert not asked(EXEMPTION, Reason.RECOGNIZED_STUDY_ABROAD, months_abroad=5).verify_departure


@pytest.mark.parametrize("reason", [Reason.ILLNESS, Reason.DEVELOPMENTAL])
class TestIllness:
    @pytest.mark.parametrize(
        ("severity", "exemption", "deferment"),
        [
            (Severity.BEYOND_SPECIAL_EDUCATION, None, None),
            (Severity.LONG_TREATMENT, Otherwise.DEFERMENT, None),
            (Severity.MINOR, Otherwise.STAY_ENROLLED, Otherwise.STAY_ENROLLED),
        ],
    )
    def test_exemption_beyond_special_education_deferment_for_long_treatment(
        self, reason, severity, exemption, deferment
    ):
        assert otherwise(EXEMPTION, reason, severity=severity) is exemption
        assert otherwise(DEFERMENT, reason, severity=severity) is deferment

    def test_what_is_too_grave_for_the_curriculum_may_be_deferred_as_well(self, reason):
        grave = {"severity": Severity.BEYOND_SPECIAL_EDUCATION}
        assert "면제와 유예 모두" in texts(asked(DEFERMENT, reason, **grave))
        assert "면제와 유예 모두" not in texts(asked(EXEMPTION, reason, **grave))
        assert "면제와 유예 모두" not in texts(asked(DEFERMENT, reason))

    def test_each_kind_rests_on_its_own_sentence(self, reason):
        assert asked(EXEMPTION, reason).because[0].source.page == 57
        assert asked(DEFERMENT, reason).because[0].source.page == 7


class TestSpecialEducation:
    SPECIAL = {"special_education": True}

    @pytest.mark.parametrize("kind", list(Kind))
    @pytest.mark.parametrize(("months", "expected"), [(5, Otherwise.STAY_ENROLLED), (6, None), (7, None)])
    def test_an_illness_needs_a_diagnosis_of_six_months_or_more(self, kind, months, expected):
        assert otherwise(kind, Reason.ILLNESS, treatment_months=months, **self.SPECIAL) is expected
        told = texts(asked(kind, Reason.ILLNESS, treatment_months=months, **self.SPECIAL))
        assert f"진단서의 치료 기간이 {months}개월로 6개월" in told

    @pytest.mark.parametrize(
        ("reason", "special"), [(Reason.ILLNESS, False), (Reason.DEVELOPMENTAL, True), (Reason.DEATH, True)]
    )
    def test_others_need_no_such_diagnosis(self, reason, special):
        assert otherwise(EXEMPTION, reason, treatment_months=5, special_education=special) is None

    def test_months_that_nobody_told_are_to_be_looked_into(self):
        assert "6개월 이상" in asked(DEFERMENT, Reason.ILLNESS, **self.SPECIAL).warnings[0]
        assert asked(DEFERMENT, Reason.ILLNESS, treatment_months=6, **self.SPECIAL).warnings == ()

    @pytest.mark.parametrize(("kind", "page"), [(EXEMPTION, 57), (DEFERMENT, 8)])
    def test_the_office_s_committee_decides_and_the_school_s_advises(self, kind, page):
        result = asked(kind, Reason.PRINCIPAL_RECOGNISED, **self.SPECIAL)
        assert result.committee == "특수교육운영위원회"
        steps = {step.text: step.source.page for step in result.because}
        assert steps["특수교육대상자는 교육지원청 특수교육운영위원회의 심의를 거쳐 정합니다."] == page
        assert steps["학교의 의무교육관리위원회는 자문을 합니다."] == 59

    def test_death_comes_first(self):
        assert asked(EXEMPTION, Reason.DEATH, **self.SPECIAL).committee is None

    def test_long_treatment_is_deferred_here_too(self):
        severity = Severity.LONG_TREATMENT
        assert otherwise(EXEMPTION, Reason.ILLNESS, severity=severity, **self.SPECIAL) is Otherwise.DEFERMENT


class TestNationality:
    @pytest.mark.parametrize(
        ("nationality", "expected"),
        [(Nationality.KR, UNEXCUSED), (Nationality.DUAL, UNEXCUSED), (Nationality.FOREIGN, None)],
    )
    def test_a_foreign_national_who_leaves_is_exempted_a_dual_one_is_not(self, nationality, expected):
        assert otherwise(EXEMPTION, Reason.FOREIGN_NATIONAL_LEAVING, nationality=nationality) is expected

    def test_a_foreign_national_who_leaves_is_not_deferred(self):
        asked_for = {"nationality": Nationality.FOREIGN}
        assert otherwise(DEFERMENT, Reason.FOREIGN_NATIONAL_LEAVING, **asked_for) is Otherwise.EXEMPTION

    @pytest.mark.parametrize("reason", [Reason.HOME_SCHOOLING, Reason.UNRECOGNIZED_STUDY_ABROAD])
    def test_a_foreign_national_under_two_thirds_is_exempted_by_the_principal(self, reason):
        result = asked(EXEMPTION, reason, nationality=Nationality.FOREIGN)
        assert result.else_ is Otherwise.PRINCIPAL_EXEMPTION
        assert result.because[-1].source.page == 57
        assert "학교장이 직권으로" in result.because[-1].text

    def test_a_national_is_unexcused_then_out_of_quota(self):
        last = asked(EXEMPTION, Reason.HOME_SCHOOLING, nationality=Nationality.DUAL).because[-1]
        assert (last.source.page, last.source.law) == (64, "초·중등교육법 시행령 제29조제1항제2호")


class TestStatus:
    @pytest.mark.parametrize("reason", [Reason.FOREIGN_ELEMENTARY_COMPLETED, Reason.GENERAL_EXAM_PASSED])
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (CurrentStatus.ENROLLED, Otherwise.STAY_ENROLLED),
            (CurrentStatus.DEFERRED, None),
            (CurrentStatus.OUT_OF_QUOTA, Otherwise.STAY_OUT_OF_QUOTA),
        ],
    )
    def test_a_course_done_elsewhere_adds_an_exemption_for_the_deferred_alone(self, reason, status, expected):
        assert otherwise(EXEMPTION, reason, current_status=status) is expected

    @pytest.mark.parametrize("status", [CurrentStatus.DEFERRED, CurrentStatus.OUT_OF_QUOTA])
    def test_exemption_may_be_added_while_deferred_or_out_of_quota(self, status):
        result = asked(EXEMPTION, Reason.OVERSEAS_FAMILY_MOVE, current_status=status)
        assert result.available
        assert "면제를 더할 수 있습니다." in texts(result)
        assert "더할 수 있습니다." not in texts(asked(EXEMPTION, Reason.OVERSEAS_FAMILY_MOVE))

    def test_a_deferment_is_renewed_only_by_a_new_approval(self):
        renewed = asked(DEFERMENT, Reason.ILLNESS, current_status=CurrentStatus.DEFERRED)
        assert renewed.available
        assert "다시 승인" in texts(renewed)
        assert "다시 승인" not in texts(asked(DEFERMENT, Reason.ILLNESS))

    def test_one_out_of_quota_is_not_deferred(self):
        result = asked(DEFERMENT, Reason.ILLNESS, current_status=CurrentStatus.OUT_OF_QUOTA)
        assert result.else_ is Otherwise.STAY_OUT_OF_QUOTA
        assert result.because[-1].source.reading
        assert asked(EXEMPTION, Reason.ILLNESS, current_status=CurrentStatus.OUT_OF_QUOTA).available

    @pytest.mark.parametrize("reason", [Reason.HOME_SCHOOLING, Reason.REGISTERED_ALTERNATIVE])
    def test_one_out_of_quota_stays_so_where_nothing_else_is_available(self, reason):
        out_of_quota = {"current_status": CurrentStatus.OUT_OF_QUOTA}
        assert otherwise(EXEMPTION, reason, **out_of_quota) is Otherwise.STAY_OUT_OF_QUOTA

    def test_one_out_of_quota_may_ask_for_exemption_instead_of_deferment(self):
        out_of_quota = {"current_status": CurrentStatus.OUT_OF_QUOTA}
        assert otherwise(DEFERMENT, Reason.DEATH, **out_of_quota) is Otherwise.EXEMPTION


class TestRefusals:
    @pytest.mark.parametrize(
        ("key", "most"), [("treatment_months", 120), ("guardian_months_abroad", 600), ("months_abroad", 144)]
    )
    def test_months_that_cannot_be(self, key, most):
        for months in (-1, most + 1):
            with pytest.raises(BadInput) as refused:
                facts(EXEMPTION, Reason.ILLNESS, **{key: months})
            assert refused.value.field == key
        for months in (0, most):
            assert getattr(facts(EXEMPTION, Reason.ILLNESS, **{key: months}), key) == months
