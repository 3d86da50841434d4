"""면제·유예의 위원회, 서류, 서식, 알릴 곳과 절차: p.7, 8, 13, 56~59, 64, 67."""

import pytest

from hakjeok.suspension.decide import DecideFacts, decide
from hakjeok.suspension.words import CurrentStatus, Document, Kind, Reason
from hakjeok.vocabulary import Nationality

EXEMPTION, DEFERMENT = Kind.EXEMPTION, Kind.DEFERMENT
COMMITTEE_FORMS = ("1-18", "1-22", "1-20", "1-21", "1-19", "1-23", "1-24")


def asked(kind: Kind = EXEMPTION, reason: Reason = Reason.ILLNESS, **more):
    return decide(DecideFacts(**{"kind": kind, "reason": reason, "enrolled": True, **more}))


def texts(result) -> str:
    return " ".join(step.text for step in result.because)


class TestCommittee:
    def test_the_school_s_committee_deliberates(self):
        result = asked()
        assert result.committee == "의무교육관리위원회"
        assert "의무교육관리위원회의 심의를 거쳐 학교장이 정합니다." in texts(result)

    def test_none_after_a_death_and_none_where_nothing_is_available(self):
        death = asked(reason=Reason.DEATH)
        assert (death.committee, death.warnings) == (None, ())
        assert "심의를 거쳐" not in texts(death)
        assert "사망진단서를 붙여 내부결재를 받습니다." in death.procedure
        assert death.procedure[0] == "보호자가 학교장에게 면제 신청서와 증빙서류를 냅니다."
        assert asked(reason=Reason.HOME_SCHOOLING).committee is None

    @pytest.mark.parametrize(
        ("attends", "excused", "step", "warned"),
        [
            (False, False, "학생이 반드시 출석합니다.", True),
            (True, False, "학생이 반드시 출석합니다.", False),
            (False, True, "보호자가 대신 출석합니다.", False),
            (True, True, "학생이 반드시 출석합니다.", False),
        ],
    )
    def test_the_pupil_attends_unless_gravely_ill_or_abroad(self, attends, excused, step, warned):
        result = asked(pupil_attends_committee=attends, absence_excused=excused)
        assert step in texts(result)
        assert any("p.58" in each for each in result.warnings) is warned
        instead = "소재와 안전을 확인하고 보호자가 대신 출석할 수 있습니다." in " ".join(result.procedure)
        assert instead is (step == "보호자가 대신 출석합니다.")

    def test_nobody_is_reminded_of_a_committee_that_does_not_meet(self):
        assert asked(reason=Reason.HOME_SCHOOLING).warnings == ()


class TestDocuments:
    @pytest.mark.parametrize(
        ("reason", "more", "papers"),
        [
            (Reason.DEATH, {}, ["death_certificate"]),
            (Reason.RECOGNIZED_STUDY_ABROAD, {}, ["study_recognition"]),
            (Reason.STUDY_ABROAD_SPECIAL, {}, ["study_recognition", "overseas_register"]),
            (Reason.OVERSEAS_FAMILY_MOVE, {}, ["resident_register", "departure_papers", "proof_of_reason"]),
            (Reason.FAMILY_LANGUAGE_STUDY, {}, ["resident_register", "departure_papers", "proof_of_reason"]),
            (
                Reason.OVERSEAS_ONE_PARENT,
                {"official_dispatch": True},
                [
                    "resident_register",
                    "departure_papers",
                    "dispatch_letter",
                    "joint_departure",
                    "overseas_register",
                    "entry_exit_record",
                    "enrollment_abroad",
                ],
            ),
            (Reason.ILLNESS, {}, ["diagnosis"]),
            (Reason.DEVELOPMENTAL, {}, ["diagnosis"]),
            (Reason.REGISTERED_ALTERNATIVE, {"kind": DEFERMENT}, ["alternative_enrollment"]),
            (Reason.PRINCIPAL_RECOGNISED, {}, ["proof_of_reason"]),
            (Reason.FOREIGN_NATIONAL_LEAVING, {"nationality": Nationality.FOREIGN}, ["proof_of_reason"]),
            (
                Reason.FOREIGN_ELEMENTARY_COMPLETED,
                {"current_status": CurrentStatus.DEFERRED},
                ["completion_abroad"],
            ),
            (Reason.GENERAL_EXAM_PASSED, {"current_status": CurrentStatus.DEFERRED}, ["exam_certificate"]),
        ],
    )
    def test_the_application_and_the_papers_of_the_reason(self, reason, more, papers):
        assert list(asked(reason=reason, **more).documents) == ["application", *papers]

    def test_in_special_education_the_guardian_s_proof_and_the_minutes_too(self):
        of_illness = asked(special_education=True, treatment_months=6)
        assert list(of_illness.documents) == ["application", "resident_register", "minutes", "diagnosis"]
        of_a_move = asked(reason=Reason.OVERSEAS_FAMILY_MOVE, special_education=True)
        assert of_a_move.documents.count(Document.RESIDENT_REGISTER) == 1
        assert Document.MINUTES in of_a_move.documents

    def test_none_where_nothing_is_available(self):
        assert asked(reason=Reason.HOME_SCHOOLING).documents == ()

    @pytest.mark.parametrize(
        ("reason", "more", "page"),
        [
            (Reason.DEATH, {}, 64),
            (Reason.RECOGNIZED_STUDY_ABROAD, {}, 64),
            (Reason.OVERSEAS_FAMILY_MOVE, {}, 64),
            (Reason.OVERSEAS_ONE_PARENT, {"official_dispatch": True}, 7),
            (Reason.ILLNESS, {}, 57),
            (Reason.ILLNESS, {"special_education": True}, 59),
            (Reason.REGISTERED_ALTERNATIVE, {"kind": DEFERMENT}, 58),
            (Reason.GENERAL_EXAM_PASSED, {"current_status": CurrentStatus.DEFERRED}, 68),
        ],
    )
    def test_they_are_told_with_their_page(self, reason, more, page):
        result = asked(reason=reason, **more)
        listed = f"제출 서류: {', '.join(each.korean for each in result.documents)}"
        assert {step.text: step.source.page for step in result.because}[listed] == page


class TestForms:
    @pytest.mark.parametrize(
        ("kind", "enrolled", "form"),
        [(EXEMPTION, False, "1-3"), (EXEMPTION, True, "4-1"), (DEFERMENT, False, "1-4"), (DEFERMENT, True, "4-2")],
    )
    def test_the_application_differs_before_and_after_admission(self, kind, enrolled, form):
        more = ("1-6", "1-7") if kind is DEFERMENT and enrolled else ()
        assert asked(kind, enrolled=enrolled).forms == (form, *COMMITTEE_FORMS, "1-5", *more)

    def test_the_departure_is_looked_up_with_consent(self):
        assert asked(reason=Reason.OVERSEAS_FAMILY_MOVE).forms == ("4-1", "4-5", *COMMITTEE_FORMS, "1-5")

    def test_special_education_has_its_own_application(self):
        assert asked(special_education=True).forms == ("4-3-1", "1-18", "1-20", "1-5")
        deferred = asked(DEFERMENT, special_education=True).forms
        assert deferred == ("4-3-1", "1-18", "1-20", "1-5", "1-6", "1-7")

    def test_a_death_needs_no_form_of_the_committee(self):
        assert asked(reason=Reason.DEATH).forms == ("4-1", "1-5")

    @pytest.mark.parametrize(
        ("reason", "forms"),
        [
            (Reason.UNRECOGNIZED_STUDY_ABROAD, ("4-4", "4-5")),
            (Reason.PARENT_PRIVATE_STUDY, ("4-4", "4-5")),
            (Reason.HOME_SCHOOLING, ("4-4", "4-6", "4-7")),
            (Reason.UNREGISTERED_ALTERNATIVE, ("4-4", "4-6", "4-7")),
            (Reason.UNACCREDITED_FOREIGN_SCHOOL, ("4-4", "4-6", "4-7")),
        ],
    )
    def test_what_is_no_ground_takes_the_confirmation_of_the_long_absence(self, reason, forms):
        assert asked(reason=reason).forms == forms

    def test_instead_the_other_application_the_notice_or_none(self):
        assert asked(DEFERMENT, Reason.DEATH).forms == ("4-1",)
        assert asked(DEFERMENT, Reason.DEATH, special_education=True).forms == ("4-1",)
        assert asked(EXEMPTION, Reason.REGISTERED_ALTERNATIVE, enrolled=False).forms == ("1-4",)
        assert asked(EXEMPTION, Reason.REGISTERED_ALTERNATIVE, special_education=True).forms == ("4-3-1",)
        assert asked(reason=Reason.HOME_SCHOOLING, nationality=Nationality.FOREIGN).forms == ("1-5",)
        assert asked(reason=Reason.GENERAL_EXAM_PASSED).forms == ()


class TestWhoIsTold:
    def test_guardian_office_and_dong(self):
        result = asked()
        assert (result.notify, result.started_by) == (("보호자", "교육장", "동장"), "보호자")
        assert "보호자·교육장·동장에게 결과를 알립니다." in result.procedure

    @pytest.mark.parametrize(("kind", "page"), [(EXEMPTION, 7), (DEFERMENT, 8)])
    def test_for_a_missing_guardian_the_principal_starts_and_need_not_tell_the_guardian(self, kind, page):
        result = asked(kind, guardian_missing=True)
        assert (result.notify, result.started_by) == (("교육장", "동장"), "학교장")
        assert Document.APPLICATION not in result.documents
        assert not {"4-1", "4-2"} & set(result.forms)
        assert result.procedure[0] == "학교장이 보호자가 신청할 수 없는 사유를 확인합니다."
        assert result.because[-1].source.page == page
        assert "생략할 수 있습니다." in result.because[-1].text

    def test_nobody_where_nothing_is_available(self):
        assert asked(reason=Reason.HOME_SCHOOLING).notify == ()


class TestRecord:
    @pytest.mark.parametrize(
        ("kind", "reason", "created"),
        [
            (DEFERMENT, Reason.ILLNESS, False),
            (DEFERMENT, Reason.REGISTERED_ALTERNATIVE, True),
            (EXEMPTION, Reason.OVERSEAS_FAMILY_MOVE, False),
            (EXEMPTION, Reason.REGISTERED_ALTERNATIVE, True),
            (DEFERMENT, Reason.OVERSEAS_FAMILY_MOVE, False),
            (DEFERMENT, Reason.UNREGISTERED_ALTERNATIVE, True),
            (EXEMPTION, Reason.GENERAL_EXAM_PASSED, True),
        ],
    )
    def test_before_admission_only_for_registered_schools_and_for_those_who_have_to_come(self, kind, reason, created):
        assert asked(kind, reason, enrolled=False).record_created is created
        assert asked(kind, reason).record_created

    @pytest.mark.parametrize(
        ("kind", "reason", "told"),
        [
            (DEFERMENT, Reason.ILLNESS, "입학하기 전에 유예하면 학적을 생성하지 않습니다."),
            (DEFERMENT, Reason.REGISTERED_ALTERNATIVE, "학적을 생성한 뒤 유예하도록 권장합니다."),
            (EXEMPTION, Reason.ILLNESS, "입학 대상에서 빼고 학적을 생성하지 않습니다."),
            (DEFERMENT, Reason.HOME_SCHOOLING, "학적을 생성하고 입학일부터 미인정결석으로 처리합니다."),
        ],
    )
    def test_each_case_before_admission_says_why(self, kind, reason, told):
        assert told in texts(asked(kind, reason, enrolled=False))
        assert told not in texts(asked(kind, reason))

    def test_after_admission_a_deferred_pupil_is_kept_out_of_quota(self):
        assert "정원 외로 학적을 관리합니다." in texts(asked(DEFERMENT))
        assert "정원 외로 학적을 관리합니다." not in texts(asked(EXEMPTION))

    def test_the_registration_of_the_school_is_checked(self):
        assert "등록되었는지 반드시 확인" in texts(asked(DEFERMENT, Reason.REGISTERED_ALTERNATIVE))
        assert "등록되었는지 반드시 확인" not in texts(asked(DEFERMENT))

    def test_one_out_of_quota_has_a_record(self):
        result = asked(enrolled=False, current_status=CurrentStatus.OUT_OF_QUOTA)
        assert result.record_created
        assert result.forms[0] == "4-1"


class TestProcedure:
    def test_exemption_of_a_pupil(self):
        assert asked(reason=Reason.OVERSEAS_FAMILY_MOVE).procedure == (
            "보호자가 학교장에게 면제 신청서와 증빙서류를 냅니다. 첨부서류는 심의하는 날까지 낼 수 있습니다.",
            "면접에서 유의사항을 안내하고 위원회 개최를 기안하여 참석을 요청합니다.",
            "의무교육관리위원회가 심의합니다. 특별한 사유가 없으면 학생이 출석합니다.",
            "면제일을 밝혀 심의 결과를 내부결재로 정합니다.",
            "나이스 [학적]에서 면제를 등록합니다.",
            "보호자·교육장·동장에게 결과를 알립니다.",
            "행정정보공동이용으로 실제 출국을 확인한 뒤 면제를 확정합니다.",
            "매월 1일 기준으로 취학관리전담기구에 보고합니다.",
            "미인정결석학생으로 등록되어 있으면 3일 이내에 복귀 처리합니다.",
        )

    def test_deferment_of_a_pupil_ends_with_the_notice_to_come_back(self):
        assert asked(DEFERMENT).procedure[-4:] == (
            "미인정결석학생으로 등록되어 있으면 3일 이내에 복귀 처리합니다.",
            "개인정보 활용에 동의하면 학교밖청소년지원센터에 연계합니다.",
            "유예가 끝나기 1개월 전까지 만료와 취학 방법을 등기 등으로 알립니다.",
            "유예가 끝나도 취학하지 않으면 소재와 안전을 확인하고 취학을 독려합니다.",
        )

    def test_a_child_deferred_before_admission_is_put_on_the_next_register(self):
        assert asked(DEFERMENT, enrolled=False).procedure[-2:] == (
            "보호자·교육장·동장에게 결과를 알립니다.",
            "동장이 다음 해 취학아동명부에 넣고 취학을 통지합니다.",
        )
        assert asked(EXEMPTION, enrolled=False).procedure[-1] == "보호자·교육장·동장에게 결과를 알립니다."

    def test_with_a_record_made_first_the_child_is_told_to_come_back(self):
        registered = asked(DEFERMENT, Reason.REGISTERED_ALTERNATIVE, enrolled=False)
        assert registered.procedure[-6:-3] == (
            "나이스 [학적]에서 유예를 등록합니다.",
            "보호자·교육장·동장에게 결과를 알립니다.",
            "매월 1일 기준으로 취학관리전담기구에 보고합니다.",
        )
        assert registered.procedure[-1].endswith("취학을 독려합니다.")
        assert registered.forms[-2:] == ("1-6", "1-7")

    def test_in_special_education_the_request_goes_to_the_office(self):
        procedure = asked(special_education=True).procedure
        assert procedure[1:3] == (
            "개별화교육지원팀이 협의하고 의무교육관리위원회의 자문을 받습니다.",
            "교육지원청에 공문으로 신청하고 특수교육운영위원회가 심의합니다.",
        )

    @pytest.mark.parametrize(
        ("kind", "reason", "more", "words"),
        [
            (EXEMPTION, Reason.HOME_SCHOOLING, {}, "미인정결석 관리·대응 절차"),
            (EXEMPTION, Reason.HOME_SCHOOLING, {"nationality": Nationality.FOREIGN}, "결석한 날은 미인정결석"),
            (DEFERMENT, Reason.DEATH, {}, "면제를 신청합니다."),
            (EXEMPTION, Reason.REGISTERED_ALTERNATIVE, {}, "유예를 신청합니다."),
            (EXEMPTION, Reason.GENERAL_EXAM_PASSED, {}, "면제나 유예 없이 취학"),
            (
                EXEMPTION,
                Reason.GENERAL_EXAM_PASSED,
                {"current_status": CurrentStatus.OUT_OF_QUOTA},
                "정원 외 학적관리를 유지",
            ),
        ],
    )
    def test_what_applies_instead_is_told(self, kind, reason, more, words):
        assert words in asked(kind, reason, **more).procedure[0]
