"""Chapter 4's questions (p.65-69): 면제·유예 및 장기결석에 따른 정원 외 학적관리."""

from hakjeok import decide
from tests.rules.questions.asking import asks

YEAR_2024 = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10"}


def suspension(**facts):
    return decide("suspension.decide", {"enrolled": True, **facts})["result"]


def dates(kind: str):
    return decide("suspension.dates", {"kind": kind, "decided_on": "2024-07-09"})["result"]


@asks(page=65, begins="부모의 어학연수를 사유로 전 가족이")
def test_the_committee_may_exempt_when_the_whole_family_leaves_for_a_language_course():
    """p.65: 부모의 어학연수로 전 가족이 출국하면 위원회가 면밀히 검토하여 면제를 승인할 수 있다."""
    result = suspension(kind="exemption", reason="family_language_study")
    assert (result["available"], result["committee_discretion"]) == (True, True)
    assert result["committee"] == "의무교육관리위원회"


@asks(page=65, begins="유예와 장기결석에 따른 정원 외 학적관리의 차이점은")
def test_a_deferment_follows_the_committee_at_once_a_long_absence_only_a_third_of_the_year():
    """p.65: 유예는 심의 후 즉시 그 학년도 말까지, 정원 외 학적관리는 3분의 1을 결석하여 수료할 수 없을 때."""
    deferment = suspension(kind="deferment", reason="illness")
    assert (deferment["available"], deferment["committee"]) == (True, "의무교육관리위원회")
    deferred, long_absent = dates("deferment"), dates("out_of_quota")
    assert (deferred["deferment_until"], long_absent["deferment_until"]) == ("2025-02-28", None)
    absence = {"total_days": 190, "calendar": YEAR_2024, "today": "2024-06-04", "absent_since": "2024-03-04"}
    reached = decide("absence.out_of_quota", absence)["result"]
    assert (reached["count"], reached["reached"], reached["can_complete_year"]) == (64, True, False)


@asks(page=65, begins="면제 처리 결정하는데 외국의 정규학교 증빙자료 등")
def test_papers_that_cannot_be_had_at_once_may_be_replaced_by_others_before_the_committee():
    """p.65: 증명은 보호자가 하며, 발급할 수 없는 서류는 다른 증빙자료로 심의하여 면제할 수 있다."""
    answer = decide("suspension.decide", {"kind": "exemption", "reason": "overseas_family_move", "provable": False})
    assert (answer["result"]["available"], answer["result"]["committee_discretion"]) == (True, True)
    assert any("다른 증빙자료" in step["text"] for step in answer["because"])
    assert any("보호자에게 확인" in warning for warning in answer["warnings"])


@asks(page=66, begins="면제, 유예 신청 시 의무교육관리위원회 심의나")
def test_committee_and_notice_are_required_for_exemption_and_deferment_but_not_for_a_long_absence():
    """p.66: 면제·유예는 심의하고 보호자·동장·교육장에게 통보한다. 그 밖의 장기결석은 심의가 필수는 아니다."""
    for kind in ("exemption", "deferment"):
        result = suspension(kind=kind, reason="illness")
        assert result["committee"] == "의무교육관리위원회"
        assert set(result["notify"]) == {"보호자", "교육장", "동장"}
    for reason in ("unrecognized_study_abroad", "unregistered_alternative", "home_schooling"):
        result = suspension(kind="deferment", reason=reason)
        assert (result["available"], result["committee"]) == (False, None)
        assert result["else"] == "unexcused_then_out_of_quota"


@asks(page=66, begins="대한민국 국적 학생으로 미인정 외국인 학교로")
def test_a_national_at_an_unaccredited_foreign_school_is_unexcused_then_out_of_quota():
    """p.66: 학력 미인정 외국인학교는 유예대상이 아니므로 3분의 1을 결석하면 정원 외로 관리한다."""
    for kind in ("exemption", "deferment"):
        result = suspension(kind=kind, reason="unaccredited_foreign_school", nationality="kr")
        assert (result["available"], result["else"]) == (False, "unexcused_then_out_of_quota")


@asks(page=66, begins="2024년 1월에 미인정결석을 시작했다면")
def test_an_absence_begun_in_january_is_counted_anew_from_march():
    """p.66: 1월에 시작한 결석은 수료·진급 뒤 2024년 3월부터 새로 세어 3분의 1을 넘으면 정원 외로 관리한다."""
    attended = {"basis": "normal", "total_days": 190, "attended": 185, "school_year": 2024}
    assert decide("completion.required", attended)["result"]["completes"]
    absence = {"total_days": 190, "calendar": YEAR_2024, "today": "2024-06-05"}
    since_january = decide("absence.out_of_quota", {**absence, "absent_since": "2024-01-08"})["result"]
    since_march = decide("absence.out_of_quota", {**absence, "absent_since": "2024-03-04"})["result"]
    assert since_january == since_march
    assert (since_january["reached"], since_january["change_date"]) == (True, "2024-06-05")


@asks(page=67, begins="부모 중 한 명이 해외 파견근무를 하게 된 경우")
def test_with_a_parent_sent_abroad_the_child_is_exempted_where_it_can_be_proved():
    """p.67: 공무상 해외파견 등으로 부모 1인과 출국하고 서류로 증명할 수 있으면 면제 대상자다."""
    sent = {"reason": "overseas_one_parent", "official_dispatch": True}
    assert suspension(kind="exemption", **sent)["available"]
    assert not suspension(kind="exemption", **sent, provable=False)["available"]
    assert suspension(kind="deferment", **sent)["else"] == "exemption"
    assert suspension(kind="exemption", reason="overseas_family_move")["available"]


@asks(page=67, begins="부모 중 어머니가 캐나다로 유학을 가는데")
def test_a_mother_s_private_study_abroad_is_no_ground():
    """p.67: 부모의 사적 유학에 동반하는 것은 정당한 해외출국이 아니다."""
    result = suspension(kind="exemption", reason="parent_private_study")
    assert (result["available"], result["else"]) == (False, "unexcused_then_out_of_quota")
    assert not suspension(kind="exemption", reason="overseas_one_parent")["available"]


@asks(page=67, begins="국제결혼 가정의 취학 대상 학생을")
def test_a_dual_national_taken_home_is_unexcused_then_out_of_quota():
    """p.67: 복수국적 학생은 의무교육 대상자이므로 미인정결석 뒤 정원 외로 관리한다."""
    leaving = {"kind": "exemption", "reason": "foreign_national_leaving"}
    result = suspension(**leaving, nationality="dual")
    assert (result["available"], result["else"]) == (False, "unexcused_then_out_of_quota")
    assert suspension(**leaving, nationality="foreign")["available"]


@asks(page=67, begins="입학 전 이미 미인가 대안교육시설 입학 결정하고")
def test_an_unregistered_facility_makes_an_unexcused_absence_a_registered_school_a_deferment_at_once():
    """p.67: 미인가 시설은 학적생성 뒤 미인정결석, 등록 기관은 즉시 유예(학적생성 후 유예 권장)."""
    asked = {"kind": "deferment", "enrolled": False}
    unregistered = suspension(**asked, reason="unregistered_alternative")
    assert (unregistered["available"], unregistered["record_created"]) == (False, True)
    assert unregistered["else"] == "unexcused_then_out_of_quota"
    registered = suspension(**asked, reason="registered_alternative")
    assert (registered["available"], registered["record_created"]) == (True, True)
    assert {"application", "alternative_enrollment"} <= set(registered["documents"])


@asks(page=68, begins="초등학교 6학년 1학기를 마치고 유학을 떠나")
def test_half_of_grade_six_does_not_complete_the_course():
    """p.68: 졸업에는 수업일수의 3분의 2 이상이 필요하므로 1학기만 마치고는 졸업장을 받을 수 없다."""
    first_semester = {"basis": "normal", "total_days": 190, "attended": 96, "school_year": 2024}
    result = decide("completion.required", first_semester)["result"]
    assert (result["required"], result["completes"]) == (127, False)


@asks(page=68, begins="유예 및 장기결석에 따른 정원 외 학적관리된 학생의 경우")
def test_notice_to_come_back_goes_a_month_before_the_deferment_s_end_and_in_january():
    """p.68: 유예는 종료 1개월 전까지, 장기결석은 다음 학년도 시작 2개월 전부터 1개월 전까지(1월 중)."""
    deferred = dates("deferment")
    assert (deferred["notice_by"], deferred["deferment_until"]) == ("2025-01-28", "2025-02-28")
    assert dates("out_of_quota")["notice_window"] == {"from": "2025-01-01", "to": "2025-01-31"}


@asks(page=68, begins="면제 학생의 재취학 처리시 면제 기간 중")
def test_an_exempted_pupil_whose_ground_did_not_hold_is_placed_by_evaluation():
    """p.68: 면제 요건이 충족되지 않는 기간이 있었으면 교과목별 이수인정평가로 학년을 정한다."""
    abroad = {"basis": "recognized_abroad", "grade_at_leaving": 4, "semesters_completed": 7, "foreign_semesters": 2}
    away = {"foreign_regular_school": True, "months_abroad": 12, "left_school_year": 2024, "has_credentials": True}
    asked = {**abroad, **away, "return_date": "2025-09-01"}
    assert decide("return.grade", asked)["result"]["method"] == "sum_of_semesters"
    broken = decide("return.grade", {**asked, "exemption_requirements_broken": True})["result"]
    assert broken["method"] == "subject_evaluation"


@asks(page=68, begins="유예, 정원 외 학적관리된 학생이 초등학력 인정")
def test_a_passed_exam_makes_a_remark_and_for_the_deferred_an_exemption():
    """p.68: 합격 연월일을 특기사항에 적고, 유예자는 면제를 추가한다. 탭에서 안 되면 정정대장으로 한다."""
    passed = {"passed_on": "2024-08-30", "menu_available": True}
    deferred = decide("exam.effect", {**passed, "status": "deferred"})["result"]
    assert deferred["remark"] == "2024.08.30. 졸업학력 검정고시 합격"
    assert (deferred["exemption_possible"], deferred["committee"]) == (True, "의무교육관리위원회")
    out_of_quota = decide("exam.effect", {**passed, "status": "out_of_quota"})["result"]
    assert (out_of_quota["remark"], out_of_quota["exemption_possible"]) == (deferred["remark"], False)
    corrected = decide("exam.effect", {**passed, "status": "deferred", "menu_available": False})["result"]
    assert (corrected["by_correction_register"], corrected["committee"]) == (True, "학업성적관리위원회")
    by_committee = suspension(kind="exemption", reason="general_exam_passed", current_status="deferred")
    assert by_committee["available"]
