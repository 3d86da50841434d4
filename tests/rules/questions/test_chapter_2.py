"""Questions of chapter 2 (p.35–37): absences and their evidence, remarks, transfers, unexcused absences."""

from hakjeok import decide
from tests.rules.questions.asking import asks

YEAR_2024 = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10", "public_holidays": False}
FEBRUARY_2024 = {
    "school_year": 2023,
    "first_day": "2024-02-01",
    "last_day": "2024-02-29",
    "days_off": ["2024-02-12"],
    "public_holidays": False,
}
TEN_DAYS = [f"2024-03-{number:02}" for number in (11, 12, 13, 14, 15, 18, 19, 20, 21, 22)]


def result_of(name: str, **facts) -> dict:
    return decide(name, facts)["result"]


def reasons_of(name: str, **facts) -> str:
    return " ".join(step["text"] for step in decide(name, facts)["because"])


def waived(ladder: dict) -> dict[str, bool]:
    return {action["code"]: action["waived"] for action in ladder["actions"]}


@asks(page=35, begins="학교장의 사전허가 없이 이루어진")
def test_a_field_trip_without_the_principal_s_prior_approval_is_unexcused():
    """p.35: 사전허가 없는 체험학습은 원칙적으로 미인정결석이고, 부득이하면 유선으로 사전 허가를 받을 수 있다."""
    assert result_of("attendance.classify", reason="field_trip")["kind"] == "unexcused"
    trip = {"calendar": YEAR_2024, "total_days": 190, "adult_companion": True, "from": "2024-04-15", "to": "2024-04-16"}
    on_the_day_before = {**trip, "applied_on": "2024-04-14"}
    assert result_of("attendance.field_trip", **on_the_day_before)["outcome"] == "unexcused"
    by_phone = {**on_the_day_before, "phone_approval": True, "report_submitted_on": "2024-04-23"}
    assert result_of("attendance.field_trip", **by_phone)["outcome"] == "authorized"
    late = {**trip, "applied_on": "2024-04-12", "report_submitted_on": "2024-04-24"}
    assert result_of("attendance.field_trip", **late)["outcome"] == "unexcused"


@asks(page=36, begins="조부모의 임종을 지키기 위해")
def test_an_absence_on_the_day_before_a_grandparent_s_death_is_authorized():
    """p.36: 사망일을 포함하여 전후 5일 이내면 출석인정. 5·6·8일 결석, 7·9일 출석(인쇄된 예)."""
    result = result_of(
        "attendance.family_event",
        event="death",
        relation="grandparent",
        event_date="2024-02-06",
        first_absence="2024-02-05",
        absences=["2024-02-05", "2024-02-06", "2024-02-08"],
        calendar=FEBRUARY_2024,
    )
    assert (result["days"], result["valid"], result["outside"]) == (5, True, [])
    assert result["authorized"] == ["2024-02-05", "2024-02-06", "2024-02-08"]
    assert (result["window"][0], result["window"][-1]) == ("2024-02-05", "2024-02-09")


@asks(page=36, begins="조부모가 목요일에 사망한 경우")
def test_five_days_from_the_day_after_the_death_leave_days_off_out():
    """p.36: 목요일 사망, 금요일부터 결석: 금요일과 다음 주 화·수·목·금요일(월요일은 대체공휴일)."""
    result = result_of(
        "attendance.family_event",
        event="death",
        relation="grandparent",
        event_date="2024-02-08",
        first_absence="2024-02-09",
        absences=["2024-02-09", "2024-02-13", "2024-02-16"],
        calendar=FEBRUARY_2024,
    )
    assert result["window"] == ["2024-02-09", "2024-02-13", "2024-02-14", "2024-02-15", "2024-02-16"]
    assert result["authorized"] == ["2024-02-09", "2024-02-13", "2024-02-16"]


@asks(page=36, begins="미세먼지 민감군 학생의 질병결석")
def test_where_the_level_of_fine_dust_is_looked_up():
    """p.36: ‘나쁨’ 이상인지는 에어코리아나 우리동네대기질 앱에서 확인한다."""
    facts = {
        "reason": "fine_dust_sensitive",
        "diagnosed_this_term": True,
        "guardian_notified_before": True,
        "submitted_within_days": 2,
    }
    assert "에어코리아" in reasons_of("attendance.classify", **facts, dust_level="bad")
    kinds = [
        result_of("attendance.classify", **facts, dust_level=level)["kind"]
        for level in ("good", "normal", "bad", "very_bad")
    ]
    assert kinds == ["unexcused", "unexcused", "illness", "illness"]


@asks(page=37, begins="초등학교 5학년 학생이 체조 특기자가")
def test_leaving_after_the_first_lesson_every_day_does_not_hinder_completion():
    """p.37: 1교시 후 조퇴는 출석일수에 들어가므로 5학년 수료가 가능하다."""
    day = result_of("attendance.day", events=[{"form": "early_leave", "kind": "unexcused"}])
    assert (day["form"], day["attended"]) == ("early_leave", True)
    second_semester = [f"2024-09-{number:02}" for number in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)]
    records = [{"date": on, "form": "early_leave", "kind": "unexcused"} for on in second_semester]
    attended = result_of("attendance.totals", total_days=190, records=records)["attended_days"]
    assert attended == 190
    year = {"basis": "normal", "total_days": 190, "attended": attended, "school_year": 2024}
    assert result_of("completion.required", **year)["completes"] is True


@asks(page=35, begins="국내 학교의 경우 수업일수가 190일")
def test_fewer_than_190_days_after_a_transfer_are_no_obstacle_and_such_a_year_may_be_perfect():
    """p.35: 전출입으로 수업일수가 190일 미만이어도 합산 출석일수가 전입교의 3분의 2 이상이면 수료하고, 개근도 입력."""
    days = {"total_days": 190, "attended_before": 60, "school_year": 2024}
    for attended, completes in [(66, False), (67, True), (125, True)]:
        answered = result_of("completion.required", basis="transfer_in", attended=attended, **days)
        assert (answered["required"], answered["completes"]) == (127, completes)
    assert result_of("attendance.perfect", entry="transfer_in")["remark"] == "개근"
    assert result_of("attendance.perfect", entry="transfer_in", lates=1)["remark"] == ""


@asks(page=35, begins="가정에서 미인정으로 1일을 결석하고")
def test_the_day_missed_before_a_transfer_is_the_old_school_s_and_the_transfer_is_the_first_day_attended():
    """p.35: 1일 미인정결석은 전출교에서 처리, 전입일은 실제 등교한 날, 전출일은 그 이전일."""
    missed = {"date": "2024-05-09", "form": "absence", "kind": "unexcused"}
    old = {"school": "가초", "from": "2024-03-04", "to": "2024-05-09", "total_days": 46, "records": [missed]}
    totals = result_of("attendance.totals", total_days=144, previous=[old], **{"from": "2024-05-10"})
    assert (totals["total_days"], totals["absence"]["unexcused"]) == (190, 1)

    def dated(left: str) -> bool:
        events = [
            {"change": "admission", "date": "2024-03-04", "school": "가초", "grade": 1},
            {"change": "transfer_out", "date": left, "school": "가초", "grade": 1},
            {"change": "transfer_in", "date": "2024-05-10", "school": "나초", "grade": 1},
        ]
        return result_of("record.validate", events=events)["valid"]

    assert (dated("2024-05-09"), dated("2024-05-10")) == (True, False)


@asks(page=35, begins="출결상황 특기사항에 ‘해외어학연수’")
def test_a_language_course_abroad_is_written_as_unrecognised_study_abroad():
    """p.35: ‘해외어학연수’는 적을 수 없고 ‘미인정유학(00일)’ 등으로 기재."""
    item = {"kind": "unexcused", "reason": "해외어학연수", "days": 20, "consecutive": True}
    text = result_of("attendance.remark", items=[item])["text"]
    assert text == "미인정유학(20일)"
    assert result_of("attendance.remark_check", text=text, field="attendance_remark")["ok"] is True
    refused = result_of("attendance.remark_check", text="해외어학연수", field="attendance_remark")
    assert (refused["ok"], refused["findings"][0]["suggestion"]) == (False, "미인정유학(00일)")


@asks(page=37, begins="소재·안전이 파악되는 미인정 해외출국")
def test_a_pupil_known_to_be_abroad_is_reported_but_neither_visited_nor_summoned():
    """p.37: 미인정 해외출국 학생도 보고대상이며 가정방문·내교요청은 생략하고 주기적으로 입국을 확인."""
    abroad = {"calendar": YEAR_2024, "overseas_confirmed": True}
    third_day = result_of("absence.ladder", absences=TEN_DAYS[:3], today="2024-03-13", **abroad)
    assert (waived(third_day)["home_visit"], waived(third_day)["summons"]) == (True, True)
    answered = decide("absence.ladder", {"absences": TEN_DAYS, "today": "2024-03-22", **abroad})
    assert answered["result"]["register"] is True
    assert {"register", "report_office"} <= waived(answered["result"]).keys()
    assert waived(answered["result"])["monthly_check"] is True
    assert any("입국 여부를 주기적으로" in step["text"] for step in answered["because"])


@asks(page=37, begins="미인정결석 보고 후 복귀하여")
def test_absent_ten_days_again_after_a_return_the_old_entry_is_changed():
    """p.37: 새로 추가하지 않고 기존 등록학생의 복귀날짜를 지우고 최초 미인정결석일자 등을 수정해 보고."""
    again = {"absences": TEN_DAYS, "calendar": YEAR_2024, "today": "2024-03-22"}
    answered = result_of("absence.ladder", **again, registered_before=True)
    assert (answered["register"], answered["registration"]) == (True, "reopen")
    assert (answered["first_absence_date"], answered["tenth_day"]) == ("2024-03-11", "2024-03-22")
    assert result_of("absence.ladder", **again)["registration"] == "new"


@asks(page=36, begins="해외에서 오랫동안 거주하다가")
def test_a_child_from_abroad_may_take_part_and_one_with_a_suspended_record_returns():
    """p.36: 조국학교 체험은 학교장이 허가하고 학적을 만들지 않는다. 유예·면제·정원 외이면 재취학이 원칙이다."""
    visiting = result_of("return.trial", nationality="kr", suspended=False, weeks=4)
    assert (visiting["admissible"], visiting["record"], visiting["instead"]) == (True, False, None)
    suspended = result_of("return.trial", nationality="kr", suspended=True, weeks=4)
    assert suspended["instead"] == "reentry"
