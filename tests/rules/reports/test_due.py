"""보고·통보 기한: p.8, 11, 13, 22, 25, 29, 56, 60, 64, 66, 88."""

import pytest

from hakjeok.errors import BadInput
from hakjeok.reports.due import Due, Reports, ReportsFacts, due
from hakjeok.reports.rows import ROWS, ReportEvent
from hakjeok.reports.words import EventKind as Kind
from hakjeok.reports.words import ReportCode as Code
from tests.rules.calendars import day, plain_year

SUSPENSIONS = [Kind.EXEMPTION, Kind.DEFERMENT]
LEAVERS = [*SUSPENSIONS, Kind.OUT_OF_QUOTA]


def event(kind: Kind, text: str = "2024-06-14", **more) -> ReportEvent:
    return ReportEvent(kind=kind, date=day(text), **more)


def of(*events: ReportEvent, as_of: str = "2024-06-14", year: int = 2024) -> Reports:
    return due(ReportsFacts(as_of=day(as_of), events=events, calendar=plain_year(year)))


def after(kind: Kind, text: str = "2024-06-14", **more) -> dict[Code, Due]:
    return {each.code: each for each in of(event(kind, text, **more), as_of="2025-02-27").due if each.event == 0}


def codes(kind: Kind, **more) -> set[Code]:
    return set(after(kind, **more))


class TestMonthly:
    @pytest.mark.parametrize(
        ("as_of", "on"),
        [("2024-06-01", "2024-06-01"), ("2024-06-02", "2024-07-01"), ("2024-12-31", "2025-01-01")],
    )
    def test_the_status_of_the_first_of_each_month_goes_to_the_body(self, as_of, on):
        (monthly,) = of(as_of=as_of).due
        assert (monthly.code, monthly.due, monthly.to) == (Code.MONTHLY_STATUS, day(on), ("취학관리전담기구",))
        assert (monthly.event, monthly.overdue, monthly.source.page, monthly.forms) == (None, False, 29, ())

    @pytest.mark.parametrize("consent", [True, False])
    @pytest.mark.parametrize("kind", LEAVERS)
    def test_it_needs_no_consent_and_leaves_nobody_out(self, kind, consent):
        """p.29: 개인정보동의여부와 관계없이 등록; 정원 외 관리 대상자가 누락되지 않도록 등록 요망."""
        result = of(event(kind, youth_centre_consent=consent))
        assert [each.due for each in result.due if each.code is Code.MONTHLY_STATUS] == [day("2024-07-01")]

    def test_it_alone_is_a_reason(self):
        assert [step.source.page for step in of().because] == [29]


class TestUnenrolledAndUnexcused:
    def test_unenrolled_children_are_told_to_the_dong_and_the_office(self):
        report = after(Kind.NONENROLLMENT, "2024-03-06")[Code.NONENROLLMENT_STATUS]
        assert (report.to, report.due, report.forms) == (("동장", "교육장"), day("2024-03-06"), ("1-12",))

    def test_a_registration_goes_to_both_at_the_same_time(self):
        reports = after(Kind.REGISTRATION)
        office, dong = reports[Code.UNEXCUSED_OFFICE], reports[Code.UNEXCUSED_DONG]
        assert office.due == dong.due == day("2024-06-14")
        assert (office.to, dong.to, dong.forms) == (("교육장",), ("동장",), ("4-8",))
        assert len(reports) == 2

    def test_a_return_is_reported_within_three_days_to_all_who_ask_for_it(self):
        (report,) = after(Kind.RETURN).values()
        assert (report.code, report.due) == (Code.RETURN_REPORT, day("2024-06-17"))
        assert report.to == ("취학관리전담기구", "본청 특수교육과", "본청 민주시민생활교육과")


class TestSuspension:
    @pytest.mark.parametrize("kind", SUSPENSIONS)
    def test_guardian_office_and_dong_are_told(self, kind):
        reports = after(kind)
        guardian, office = reports[Code.SUSPENSION_GUARDIAN], reports[Code.SUSPENSION_OFFICE]
        assert (guardian.to, guardian.due, guardian.forms) == (("보호자",), day("2024-06-14"), ("1-23",))
        assert (office.to, office.due, office.forms) == (("교육장", "동장"), day("2024-06-14"), ("1-5",))
        assert office.source.law == "초·중등교육법 시행령 제28조"

    @pytest.mark.parametrize("kind", SUSPENSIONS)
    def test_a_missing_guardian_need_not_be_told(self, kind):
        assert Code.SUSPENSION_GUARDIAN not in codes(kind, guardian_missing=True)
        assert Code.SUSPENSION_OFFICE in codes(kind, guardian_missing=True)

    @pytest.mark.parametrize("kind", SUSPENSIONS)
    def test_a_registered_pupil_s_entry_is_closed_within_three_days(self, kind):
        report = after(kind, registered=True)[Code.CLOSE_REGISTRATION]
        assert (report.due, report.to, report.forms) == (day("2024-06-17"), ("교육장", "동장"), ("4-8",))
        assert report.source.page == 29
        assert Code.CLOSE_REGISTRATION not in codes(kind)

    @pytest.mark.parametrize(("text", "on"), [("2024-06-14", "2025-01-28"), ("2023-06-14", "2024-01-29")])
    def test_the_notice_to_come_back_is_sent_a_month_before_the_deferment_ends(self, text, on):
        report = after(Kind.DEFERMENT, text)[Code.RETURN_NOTICE]
        assert (report.due, report.forms, report.to) == (day(on), ("1-6", "1-7"), ("보호자",))

    def test_an_exempted_pupil_gets_none(self):
        assert codes(Kind.EXEMPTION) == {Code.SUSPENSION_GUARDIAN, Code.SUSPENSION_OFFICE}


class TestOutOfQuota:
    def test_the_office_is_told_at_once_and_the_entry_closed_within_three_days(self):
        reports = after(Kind.OUT_OF_QUOTA)
        office, closing = reports[Code.OUT_OF_QUOTA_OFFICE], reports[Code.CLOSE_REGISTRATION]
        assert (office.due, office.to) == (day("2024-06-14"), ("교육장",))
        assert (closing.due, closing.to, closing.forms) == (day("2024-06-17"), ("교육장", "동장"), ("4-8",))
        assert closing.source.page == 64

    @pytest.mark.parametrize(
        ("text", "on"), [("2024-06-14", "2025-01-31"), ("2025-01-20", "2025-01-31"), ("2025-02-03", "2026-01-31")]
    )
    def test_the_notice_to_attend_is_sent_in_january(self, text, on):
        report = after(Kind.OUT_OF_QUOTA, text)[Code.ATTENDANCE_NOTICE]
        assert (report.due, report.forms, report.to) == (day(on), ("1-6", "1-7"), ("보호자",))

    def test_for_one_still_abroad_the_entry_is_looked_up_instead(self):
        reports = after(Kind.OUT_OF_QUOTA, abroad=True)
        assert reports[Code.ENTRY_CHECK].due == day("2025-02-28")
        assert Code.ATTENDANCE_NOTICE not in reports
        assert Code.ENTRY_CHECK not in codes(Kind.OUT_OF_QUOTA)


@pytest.mark.parametrize("kind", LEAVERS)
def test_with_consent_the_youth_centre_is_told_on_no_set_day(kind):
    report = after(kind, youth_centre_consent=True)[Code.YOUTH_CENTRE]
    assert (report.due, report.overdue, report.source.page) == (None, False, 64)
    assert Code.YOUTH_CENTRE not in codes(kind)


class TestOthers:
    @pytest.mark.parametrize(
        ("text", "on"), [("2024-03-31", "2024-03-31"), ("2024-04-01", "2025-03-31"), ("2025-02-20", "2025-03-31")]
    )
    def test_a_regular_meeting_is_reported_at_the_end_of_march(self, text, on):
        (report,) = after(Kind.COMMITTEE_MEETING, text).values()
        assert (report.code, report.due, report.to) == (Code.COMMITTEE_RESULT, day(on), ("교육장",))

    def test_a_cut_of_school_days_thirty_days_before_the_next_year(self):
        (report,) = after(Kind.SCHOOL_DAYS_CUT).values()
        assert (report.code, report.due, report.to) == (Code.SCHOOL_DAYS_CUT, day("2025-01-30"), ("관할청",))

    def test_the_report_of_a_field_trip_within_seven_days(self):
        (report,) = after(Kind.FIELD_TRIP).values()
        assert (report.code, report.due, report.forms) == (Code.FIELD_TRIP_REPORT, day("2024-06-21"), ("2-1",))

    def test_the_papers_of_an_absence_within_five_days(self):
        (report,) = after(Kind.ABSENCE).values()
        assert (report.code, report.due, report.forms) == (Code.ABSENCE_PAPERS, day("2024-06-19"), ("2-2",))

    def test_every_kind_of_event_has_its_report(self):
        assert {kind for row in ROWS for kind in row.kinds} == set(Kind)
        assert {row.code for row in ROWS} | {Code.MONTHLY_STATUS} == set(Code)


class TestList:
    def test_the_earliest_comes_first_and_what_has_no_day_last(self):
        result = of(
            event(Kind.OUT_OF_QUOTA, "2024-06-10", youth_centre_consent=True),
            event(Kind.FIELD_TRIP, "2024-06-05"),
        )
        assert [(each.code, each.event) for each in result.due] == [
            (Code.OUT_OF_QUOTA_OFFICE, 0),
            (Code.FIELD_TRIP_REPORT, 1),
            (Code.CLOSE_REGISTRATION, 0),
            (Code.MONTHLY_STATUS, None),
            (Code.ATTENDANCE_NOTICE, 0),
            (Code.YOUTH_CENTRE, 0),
        ]
        assert all(each.title == each.code.korean for each in result.due)

    @pytest.mark.parametrize(("as_of", "overdue"), [("2024-06-16", False), ("2024-06-17", False), ("2024-06-18", True)])
    def test_a_deadline_is_overdue_from_the_day_after_it(self, as_of, overdue):
        result = of(event(Kind.RETURN), as_of=as_of)
        assert [each.overdue for each in result.due if each.event == 0] == [overdue]
        assert any("지난 보고·통보가 1건" in warning for warning in result.warnings) is overdue

    def test_what_is_done_is_not_due(self):
        assert codes(Kind.REGISTRATION, done=(Code.UNEXCUSED_OFFICE,)) == {Code.UNEXCUSED_DONG}

    @pytest.mark.parametrize(("as_of", "reports"), [("2024-06-13", 0), ("2024-06-14", 1), ("2024-06-15", 1)])
    def test_what_has_not_happened_yet_is_left_out(self, as_of, reports):
        result = of(event(Kind.RETURN), as_of=as_of)
        assert sum(each.event == 0 for each in result.due) == reports
        assert any("기준일 뒤의 일 1건" in warning for warning in result.warnings) is (reports == 0)

    def test_each_report_is_a_reason_with_its_day(self):
        result = of(event(Kind.RETURN), event(Kind.EXEMPTION, youth_centre_consent=True))
        assert [step.source.page for step in result.because] == [29, 29, 8, 66, 64]
        assert result.because[1].text == (
            "미인정결석학생 복귀(2024. 6. 14.(금)): 학교에 복귀한 사실을 보고합니다. 기한은 2024. 6. 17.(월)입니다."
        )
        assert "기한은" not in result.because[4].text

    def test_notices_are_sent_so_that_their_receipt_can_be_proved(self):
        assert of(event(Kind.DEFERMENT)).warnings == (
            "재취학 통보는 등기처럼 받았음을 확인할 수 있는 방법으로 보냅니다(p.8).",
        )
        assert of(event(Kind.OUT_OF_QUOTA)).warnings == ("정원 외 학생의 취학 통지는 내용증명으로 보냅니다(p.60).",)
        assert of(event(Kind.OUT_OF_QUOTA, abroad=True)).warnings == ()


class TestYears:
    @pytest.mark.parametrize("as_of", ["2024-02-29", "2025-03-01"])
    def test_a_day_outside_the_calendar_is_refused(self, as_of):
        with pytest.raises(BadInput) as refused:
            of(as_of=as_of)
        assert refused.value.field == "as_of"

    @pytest.mark.parametrize("as_of", ["2024-03-01", "2025-02-28"])
    def test_the_ends_of_the_year_are_not(self, as_of):
        assert of(as_of=as_of).school_year == 2024

    def test_a_year_before_the_first_known_is_warned_of(self):
        assert "2024학년도 기준을 적용했습니다" in of(as_of="2023-06-14", year=2023).warnings[0]

    def test_a_year_nobody_has_checked_is_warned_of(self):
        assert "2026학년도 기준은 아직" in of(as_of="2026-06-14", year=2026).warnings[0]
