"""결석·지각·조퇴·결과의 종류: p.20–26, 30, 32, 35, 36, 46, 47, 139."""

import pytest

from hakjeok.attendance import reason_rows as rows
from hakjeok.attendance.classify import NEW_ARTICLE, OLD_ARTICLE, ClassifyFacts, classify
from hakjeok.attendance.illness_evidence import LATE, UNKNOWN_DAY
from hakjeok.attendance.papers import Paper
from hakjeok.attendance.reasons import DustLevel, Reason
from hakjeok.discrepancies import warning_of
from hakjeok.errors import BadInput
from hakjeok.vocabulary import AbsenceForm, AbsenceKind
from tests.rules.attendance.reason_table import AUTHORIZED, BY_THE_PRINCIPAL, ILLNESS, OTHER, TABLE, UNEXCUSED
from tests.rules.calendars import day

MEDICAL = {Paper.DIAGNOSIS, Paper.MEDICAL_OPINION, Paper.PRESCRIPTION}
ANY_FIVE = tuple(Paper)[:5]
DOCTORS = (Paper.DIAGNOSIS, Paper.MEDICAL_OPINION)

EVERYTHING = {
    "principal_approved": True,
    "documents": tuple(Paper),
    "submitted_within_days": 5,
    "days": 14,
    "times_this_month": 1,
    "times_this_semester": 1,
    "days_this_year": 14,
    "dust_level": DustLevel.BAD,
    "guardian_notified_before": True,
    "unit_confirmed": True,
    "make_up_done": True,
}


def answer(reason: str, **more):
    return classify(ClassifyFacts(reason=Reason(reason), **more))


def whole(reason: str, **more):
    """The answer when everything is there but what `more` says otherwise."""
    return answer(reason, **{**EVERYTHING, **more})


def texts(result) -> str:
    return " ".join(step.text for step in result.because)


def sources(result) -> list:
    return [step.source for step in result.because]


class TestTable:
    def test_every_reason_has_its_row(self):
        assert set(TABLE) == {each.value for each in Reason} == {each.value for each in rows.ROWS}

    @pytest.mark.parametrize("reason", TABLE)
    def test_with_everything_there_it_is_of_its_kind(self, reason):
        kind, page, otherwise = TABLE[reason]
        result = whole(reason)
        assert (result.kind, result.conditions_met, result.if_unmet) == (kind, True, otherwise)
        assert (result.because[0].source.page, result.missing) == (page, ())
        assert result.because[0].text.startswith(f"{Reason(reason).korean}: ")

    @pytest.mark.parametrize("reason", TABLE)
    def test_only_what_has_conditions_can_fail(self, reason):
        otherwise = TABLE[reason][2]
        assert bool(rows.ROWS[Reason(reason)].needs) is (otherwise is not None)
        assert ("조건을 갖추면" in whole(reason).because[0].text) is (otherwise is not None)

    @pytest.mark.parametrize("reason", [each for each, row in TABLE.items() if row[0] == AUTHORIZED])
    def test_authorized_absences_need_no_medical_papers(self, reason):
        result = whole(reason)
        assert not MEDICAL & {paper for group in result.documents_required for paper in group}
        by_statement = result.documents_required == ((Paper.HOMEROOM_CONFIRMATION, Paper.GUARDIAN_OPINION),)
        assert (rows.NO_MEDICAL_PAPERS in result.because) is by_statement

    @pytest.mark.parametrize("form", AbsenceForm)
    def test_the_form_is_named_with_the_kind(self, form):
        assert f"미인정{form.korean}" in answer("truancy", form=form).because[0].text


class TestPrincipal:
    @pytest.mark.parametrize("reason", BY_THE_PRINCIPAL)
    def test_without_the_principal_it_is_of_the_other_kind(self, reason):
        result = whole(reason, principal_approved=False)
        assert (result.kind, result.conditions_met, result.approver) == (TABLE[reason][2], False, "학교장")
        assert "없습니다." in texts(result)
        assert f"조건을 갖추지 못해 {result.kind.korean}결석" in texts(result)

    @pytest.mark.parametrize(
        ("reason", "named"), [("field_trip", "허가가"), ("violence_victim", "인정이"), ("unpaid_fees", "승인이")]
    )
    def test_the_principal_s_part_is_named_as_the_page_names_it(self, reason, named):
        assert f"학교장의 {named} 있습니다." in texts(whole(reason))
        assert f"학교장의 {named} 없습니다." in texts(answer(reason))

    @pytest.mark.parametrize("reason", sorted(set(TABLE) - set(BY_THE_PRINCIPAL)))
    def test_for_the_others_the_principal_is_not_asked(self, reason):
        assert whole(reason, principal_approved=False).conditions_met is True

    @pytest.mark.parametrize("reason", TABLE)
    def test_who_approves(self, reason):
        at_the_principal = {"menstrual_pain", "hospital_school", "remote_class_health_impairment"}
        illnesses = {each for each, row in TABLE.items() if row[0] == ILLNESS}
        expected = "학교장" if reason in {*BY_THE_PRINCIPAL, *at_the_principal, *illnesses} else None
        assert answer(reason).approver == ("교육청" if reason == "serious_injury_remote" else expected)

    @pytest.mark.parametrize("reason", TABLE)
    def test_the_records_committee_decides_on_events_and_placements(self, reason):
        result = answer(reason)
        expected = reason in ("representative_event", "work_placement")
        assert (result.committee == "학업성적관리위원회") is expected
        assert (rows.REPORT_TO_THE_OFFICE in result.because) is expected
        assert expected or result.committee is None

    @pytest.mark.parametrize("reason", ["representative_event", "work_placement"])
    def test_the_committee_deliberates_on_attendance_and_grades(self, reason):
        """p.20: 학업성적관리위원회에서는 수업 결손에 따른 출결처리 및 성적처리 등에 관한 사항을 심의함."""
        assert rows.COMMITTEE_DELIBERATES in answer(reason).because
        assert rows.COMMITTEE_DELIBERATES not in answer("exchange_study").because

    def test_a_field_trip_without_prior_approval_is_unexcused(self):
        result = answer("field_trip")
        assert (result.kind, result.missing) == (UNEXCUSED, (Paper.TRIP_APPLICATION, Paper.TRIP_REPORT))
        assert rows.UNEXCUSED_TRIP.source in sources(result)

    def test_a_child_kept_away_without_an_order_may_be_ill(self):
        assert "‘질병’으로 바꾸어" in answer("school_entry_ban").warnings[0]
        assert answer("school_entry_ban", principal_approved=True).warnings == ()
        assert answer("work_placement").warnings == ()


class TestAuthorized:
    @pytest.mark.parametrize(("made_up", "kind"), [(None, AUTHORIZED), (True, AUTHORIZED), (False, UNEXCUSED)])
    def test_an_athlete_makes_up_for_lessons_missed(self, made_up, kind):
        assert whole("representative_event", make_up_done=made_up).kind == kind
        assert whole("work_placement", make_up_done=made_up).kind == AUTHORIZED

    def test_a_victim_needs_the_unit_s_finding(self):
        result = whole("violence_victim", unit_confirmed=False)
        assert (result.kind, result.conditions_met) == (UNEXCUSED, False)
        assert whole("violence_victim_protection", unit_confirmed=False).kind == AUTHORIZED

    def test_what_stands_beside_the_rule_is_told(self):
        assert rows.MYCOPLASMA in answer("infectious_disease").because
        assert rows.FAMILY_RULES in answer("family_event").because
        assert rows.TRIP_RULES in answer("field_trip").because
        assert {rows.CONSIGNED, rows.AGENCY_ASKS} <= set(answer("abuse_protection").because)
        assert rows.THREE_MONTHS in answer("serious_injury_remote").because

    def test_exchange_study_lasts_as_the_school_s_rules_say_and_the_schools_tell_one_another(self):
        """p.22 2): 학칙이 정한 범위; 관련 학교장 상호 협의→학부모에 통보→…→위탁학교의 생활기록을 재적학교에 통보."""
        result = whole("exchange_study")
        assert {rows.EXCHANGE_PERIOD, rows.EXCHANGE_TOLD} <= set(result.because)
        assert answer("exchange_study").missing == (Paper.EXCHANGE_APPLICATION,)

    @pytest.mark.parametrize("reason", ["hospital_school", "remote_class_health_impairment"])
    def test_who_is_health_impaired_is_told(self, reason):
        """p.32: 만성질환으로 인하여 3개월 이상의 장기입원 또는 통원치료 등 계속적인 의료적 지원이 필요하여."""
        assert rows.HEALTH_IMPAIRED in answer(reason).because
        assert rows.HEALTH_IMPAIRED not in answer("serious_injury_remote").because

    @pytest.mark.parametrize("paper", tuple(Paper)[-6:])
    def test_of_a_disaster_s_papers_one_is_enough(self, paper):
        result = answer("disaster_victim_family", principal_approved=True, documents=(paper,))
        assert (result.missing, result.documents_required) == ((), (tuple(Paper)[-6:],))
        assert answer("disaster_victim_family", principal_approved=True).missing == tuple(Paper)[-6:]

    @pytest.mark.parametrize(
        ("reason", "papers"),
        [
            ("representative_event", ((Paper.OFFICIAL_LETTER,),)),
            ("work_placement", ((Paper.OFFICIAL_LETTER,),)),
            ("exchange_study", ((Paper.EXCHANGE_APPLICATION,),)),
            ("field_trip", ((Paper.TRIP_APPLICATION,), (Paper.TRIP_REPORT,))),
            ("dropout_reflection", ((Paper.REFLECTION_APPLICATION,),)),
            ("abuse_protection", ((Paper.AGENCY_LETTER,),)),
            ("serious_injury_remote", ((Paper.OFFICE_PERMISSION,), (Paper.ATTENDANCE_CERTIFICATE,))),
            ("social_service", ()),
            ("natural_disaster", ((Paper.HOMEROOM_CONFIRMATION, Paper.GUARDIAN_OPINION),)),
            ("other_reasonable", ((Paper.EVIDENCE,),)),
            ("truancy", ()),
        ],
    )
    def test_each_reason_has_its_papers(self, reason, papers):
        result = answer(reason)
        assert result.documents_required == papers
        assert result.missing == tuple(paper for group in papers for paper in group)


class TestMenstrualPain:
    @pytest.mark.parametrize(("times", "kind"), [(0, AUTHORIZED), (1, AUTHORIZED), (2, ILLNESS), (3, ILLNESS)])
    def test_once_a_month(self, times, kind):
        result = answer("menstrual_pain", times_this_month=times)
        assert (result.kind, result.conditions_met) == (kind, kind == AUTHORIZED)
        assert f"이번 달 {times}번째이므로 월 1일" in texts(result)
        assert bool(result.warnings) is (kind == ILLNESS)

    def test_further_days_follow_the_rules_of_illness(self):
        result = answer("menstrual_pain", times_this_month=2)
        assert result.documents_required == (ANY_FIVE,)
        assert rows.NO_MEDICAL_PAPERS not in result.because
        assert "질병결석의 증빙서류" in result.warnings[0]
        assert answer("menstrual_pain", times_this_month=2, days=3).documents_required == (DOCTORS,)
        assert answer("menstrual_pain", times_this_month=2, habitual=True).documents_required == (DOCTORS,)

    @pytest.mark.parametrize(("days", "warned"), [(None, False), (1, False), (2, True)])
    def test_of_a_run_only_the_first_day_is_authorized(self, days, warned):
        result = answer("menstrual_pain", times_this_month=1, days=days)
        assert (result.kind, any("월 1일만" in each for each in result.warnings)) == (AUTHORIZED, warned)

    def test_a_number_not_told_is_taken_to_be_the_first_with_a_warning(self):
        result = answer("menstrual_pain")
        assert (result.kind, result.conditions_met) == (AUTHORIZED, True)
        assert "이번 달 몇 번째인지 적지 않아 월 1일 안으로" in result.warnings[0]


class TestReflection:
    @pytest.mark.parametrize(
        ("days", "met"), [(13, False), (14, True), (15, True), (48, True), (49, True), (50, False)]
    )
    def test_two_to_seven_weeks(self, days, met):
        result = whole("dropout_reflection", days=days)
        assert (result.conditions_met, result.kind) == (met, AUTHORIZED if met else UNEXCUSED)
        assert f"{days}일은 2주 이상 7주 이하{'입니다' if met else '가 아닙니다'}" in texts(result)

    @pytest.mark.parametrize(("times", "met"), [(1, True), (2, False)])
    def test_once_a_semester(self, times, met):
        result = whole("dropout_reflection", times_this_semester=times)
        assert (result.conditions_met, "이번이 2번째" in texts(result)) == (met, not met)

    @pytest.mark.parametrize(("days", "met"), [(48, True), (49, True), (50, False)])
    def test_at_most_49_days_a_year(self, days, met):
        result = whole("dropout_reflection", days_this_year=days)
        assert (result.conditions_met, f"{days}일이 49일을 넘습니다" in texts(result)) == (met, not met)

    def test_what_is_not_told_is_warned_of(self):
        result = answer("dropout_reflection")
        assert (result.kind, len(result.warnings)) == (AUTHORIZED, 3)
        assert [step.text for step in result.because[1:4]] == list(result.warnings)
        assert whole("dropout_reflection").warnings == ()


class TestInstitution:
    @pytest.mark.parametrize("reason", ["hospital_school", "remote_class_health_impairment", "serious_injury_remote"])
    def test_its_certificate_makes_it_attendance_and_otherwise_it_is_illness(self, reason):
        assert answer(reason, certificate=True).kind == AUTHORIZED
        assert answer(reason, documents=(Paper.ATTENDANCE_CERTIFICATE,)).kind == AUTHORIZED
        result = answer(reason)
        assert (result.kind, result.conditions_met) == (ILLNESS, False)
        assert rows.ILL_OUTSIDE_THE_CLASS.source in sources(result)

    def test_the_certificate_is_then_no_longer_missing(self):
        assert answer("hospital_school", certificate=True).missing == ()
        assert answer("hospital_school").missing == (Paper.ATTENDANCE_CERTIFICATE,)
        assert answer("serious_injury_remote", certificate=True).missing == (Paper.OFFICE_PERMISSION,)
        assert answer("abuse_protection", certificate=True).missing == ()
        assert answer("abuse_protection").missing == (Paper.AGENCY_LETTER,)


class TestIllness:
    @pytest.mark.parametrize(("submitted", "kind"), [(4, ILLNESS), (5, ILLNESS), (6, UNEXCUSED)])
    @pytest.mark.parametrize("reason", ["illness", "fine_dust_sensitive", "chronic_illness", "humidifier_victim"])
    def test_its_report_comes_within_five_days(self, reason, submitted, kind):
        result = whole(reason, submitted_within_days=submitted)
        assert (result.kind, result.conditions_met) == (kind, kind == ILLNESS)
        assert (LATE in result.warnings) is (kind == UNEXCUSED)

    def test_late_it_stays_unexcused_until_the_principal_decides(self):
        assert whole("illness", submitted_within_days=6, principal_approved=True).kind == UNEXCUSED

    @pytest.mark.parametrize(("days", "kind"), [(1, ILLNESS), (2, ILLNESS), (3, UNEXCUSED)])
    def test_a_guardian_s_word_is_enough_for_two_days(self, days, kind):
        asked = {"days": days, "submitted_within_days": 0, "documents": (Paper.GUARDIAN_OPINION,)}
        result = answer("illness", **asked)
        assert (result.kind, result.missing) == (kind, () if kind == ILLNESS else DOCTORS)
        assert ("그런 서류를 받았습니다" in texts(result)) is (kind == ILLNESS)
        assert answer("illness", **asked, habitual=True).kind == UNEXCUSED

    def test_other_papers_prove_no_illness(self):
        assert answer("illness", days=1, documents=(Paper.EVIDENCE,)).kind == UNEXCUSED
        assert answer("illness", days=1).documents_required == (ANY_FIVE,)

    def test_a_prescription_for_three_days_is_warned_of(self):
        asked = {"submitted_within_days": 1, "documents": (Paper.PRESCRIPTION,)}
        warning = warning_of("prescription_for_three_days")
        assert answer("illness", days=3, **asked).warnings == (warning,)
        assert answer("illness", days=2, **asked).warnings == ()

    def test_what_is_not_told_is_warned_of_once(self):
        result = answer("illness", documents=(Paper.DIAGNOSIS,))
        assert (result.kind, result.warnings[0], len(result.warnings)) == (ILLNESS, UNKNOWN_DAY, 2)
        assert "하루로 보았습니다" in result.warnings[1]


class TestDustAndChronicIllness:
    DUST = {"dust_level": DustLevel.BAD, "guardian_notified_before": True, "submitted_within_days": 5}

    @pytest.mark.parametrize("level", [None, *DustLevel])
    def test_the_dust_has_to_be_bad_or_worse(self, level):
        result = whole("fine_dust_sensitive", dust_level=level)
        met = level in (DustLevel.BAD, DustLevel.VERY_BAD)
        assert (result.kind, result.conditions_met) == (ILLNESS if met else UNEXCUSED, met)
        assert any("‘질병’으로 바꾸어" in warning for warning in result.warnings) is not met

    def test_the_guardian_has_to_have_told_the_school_before(self):
        assert whole("fine_dust_sensitive", guardian_notified_before=False).kind == UNEXCUSED

    @pytest.mark.parametrize("reason", ["fine_dust_sensitive", "chronic_illness", "humidifier_victim"])
    def test_the_diagnosis_of_the_term_s_start_serves_for_the_term(self, reason):
        asked = {**self.DUST, "certificate": True}
        without = answer(reason, **asked)
        assert (without.kind, without.missing) == (UNEXCUSED, DOCTORS)
        result = answer(reason, **asked, diagnosed_this_term=True)
        assert (result.kind, result.missing) == (ILLNESS, ())
        assert "학기 초에 낸 진단서" in texts(result)

    @pytest.mark.parametrize("paper", DOCTORS)
    def test_diagnosis_or_opinion_will_do(self, paper):
        result = answer("chronic_illness", submitted_within_days=5, documents=(paper,))
        assert (result.kind, result.missing, result.warnings) == (ILLNESS, (), ())

    def test_a_prescription_will_not(self):
        result = answer("chronic_illness", submitted_within_days=5, documents=(Paper.PRESCRIPTION,))
        assert (result.kind, "의견서가 없습니다" in texts(result)) == (UNEXCUSED, True)

    def test_the_diagnosis_of_the_term_does_not_serve_another_illness(self):
        result = answer("illness", diagnosed_this_term=True, submitted_within_days=0, days=3)
        assert (result.kind, result.missing) == (UNEXCUSED, DOCTORS)

    def test_a_victim_of_the_humidifiers_needs_the_ministry_s_certificate(self):
        asked = {"submitted_within_days": 5, "documents": (Paper.DIAGNOSIS,)}
        without = answer("humidifier_victim", **asked)
        assert (without.kind, without.missing) == (UNEXCUSED, (Paper.VICTIM_CERTIFICATE,))
        assert answer("humidifier_victim", **asked, certificate=True).kind == ILLNESS
        both = (Paper.DIAGNOSIS, Paper.VICTIM_CERTIFICATE)
        assert answer("humidifier_victim", submitted_within_days=5, documents=both).kind == ILLNESS

    def test_where_the_dust_is_told(self):
        result = answer("fine_dust_sensitive")
        assert {rows.DUST_DIAGNOSIS, rows.WHERE_THE_DUST_IS_TOLD} <= set(result.because)


class TestOther:
    def test_the_evidence_is_asked_for_but_the_principal_s_signature_decides(self):
        result = answer("care_of_family", principal_approved=True)
        assert (result.kind, result.missing) == (OTHER, (Paper.EVIDENCE,))
        assert "근거자료를 받아 두었는지" in result.warnings[0]
        assert rows.EVIDENCE_ENCLOSED in result.because

    def test_with_the_evidence_nothing_is_warned_of(self):
        assert answer("unpaid_fees", principal_approved=True, documents=(Paper.EVIDENCE,)).warnings == ()
        assert answer("unpaid_fees").warnings == ()


class TestTeacherRights:
    @pytest.mark.parametrize(
        ("acted_on", "source"),
        [("2024-03-27", OLD_ARTICLE), ("2024-03-28", NEW_ARTICLE), ("2024-03-29", NEW_ARTICLE)],
    )
    def test_the_article_goes_by_the_day_of_the_act(self, acted_on, source):
        result = answer("teacher_rights_suspension", acted_on=day(acted_on))
        assert (result.because[-1].source, result.warnings) == (source, ())
        assert source.law.split()[-1] in result.because[-1].text

    def test_without_the_day_the_two_places_are_warned_of(self):
        result = answer("teacher_rights_suspension")
        assert (result.warnings, len(result.because)) == ((warning_of("teacher_rights_statute"),), 1)
        assert answer("truancy", acted_on=day("2024-03-28")).warnings == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("submitted_within_days", -1),
        ("submitted_within_days", 367),
        ("days", 0),
        ("days", 367),
        ("times_this_month", -1),
        ("times_this_month", 32),
        ("times_this_semester", -1),
        ("times_this_semester", 100),
        ("days_this_year", -1),
        ("days_this_year", 367),
    ],
)
def test_numbers_that_cannot_be_are_refused(key, value):
    with pytest.raises(BadInput) as refused:
        answer("illness", **{key: value})
    assert refused.value.field == key


def test_the_kinds_of_the_answers_are_words():
    assert isinstance(answer("truancy").kind, AbsenceKind)
    assert isinstance(answer("illness").missing[0], Paper)
