"""Questions of chapter 2 (p.35–37) about transfers, remarks and the handling of unexcused absences."""

from hakjeok import decide
from tests.rules.questions.asking import asks

CALENDAR = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10", "public_holidays": False}
TEN_DAYS = [f"2024-03-{number:02}" for number in (11, 12, 13, 14, 15, 18, 19, 20, 21, 22)]


def result_of(name: str, **facts) -> dict:
    return decide(name, facts)["result"]


def waived(ladder: dict) -> dict[str, bool]:
    return {action["code"]: action["waived"] for action in ladder["actions"]}


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
    abroad = {"calendar": CALENDAR, "overseas_confirmed": True}
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
    again = {"absences": TEN_DAYS, "calendar": CALENDAR, "today": "2024-03-22"}
    answered = result_of("absence.ladder", **again, registered_before=True)
    assert (answered["register"], answered["registration"]) == (True, "reopen")
    assert (answered["first_absence_date"], answered["tenth_day"]) == ("2024-03-11", "2024-03-22")
    assert result_of("absence.ladder", **again)["registration"] == "new"
