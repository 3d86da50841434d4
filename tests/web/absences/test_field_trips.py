"""Field trips (교외체험학습): application, approval, register, report (p.21–24, 35)."""

import pytest

from hakjeok_web.absences import actions, cancelling
from hakjeok_web.absences.judging import judge
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.absences.pupil_days import pupil_days
from hakjeok_web.absences.wanted import Wanted
from hakjeok_web.config.refusals import Refused
from tests import builders
from tests.web.absences import desk
from tests.web.absences.desk import a_trip_wanted, approved, day, entries, received, sent_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def test_a_trip_is_authorized_only_once_it_is_approved(office, teacher, pupil):
    """p.22: 학교장 심사 후 승인 통보."""
    trip = received(pupil, a_trip_wanted("5-7", "5-9"), teacher)
    sent_up(trip, teacher)
    assert entries(pupil) == {}
    desk.signed_by_all(trip.document.__class__.objects.get(pk=trip.document_id), office)
    authorized = "authorized absence"
    assert entries(pupil) == {"5-7": authorized, "5-8": authorized, "5-9": authorized}


def test_the_days_off_of_a_trip_are_not_entered(office, teacher, pupil):
    """p.23: 재량휴업일, 토요일, 공휴일 제외."""
    approved(received(pupil, a_trip_wanted("5-14", "5-16"), teacher), office, teacher)
    assert list(entries(pupil)) == ["5-14", "5-16"]


def test_the_application_is_handed_in_three_days_before(teacher, pupil):
    """p.22: 신청서 및 학습계획서, 3일전까지 제출."""
    received(pupil, a_trip_wanted("5-7", on="5-3"), teacher)
    with pytest.raises(Refused, match=r"시작일이 5\. 8\.\(수\)이라 5\. 5\.\(일\)까지 신청해야 했습니다") as refused:
        received(pupil, a_trip_wanted("5-8", on="5-6"), builders.actor(_staff(teacher), today=day("5-7")))
    assert "시작일을 5. 9.(목) 이후로" in str(refused.value)
    assert "전화" in str(refused.value)


def test_when_it_could_not_be_helped_a_permission_by_telephone_came_before(teacher, pupil):
    """p.35: 부득이하게 체험학습을 실시하여야 하는 경우 유선으로 사전 허가를 받을 수 있습니다."""
    trip = received(pupil, a_trip_wanted("5-2", on="5-3", phone_approved_on=day("5-1")), teacher)
    assert trip.acts.filter(kind="phone", on=day("5-1")).exists()


def test_a_permission_by_telephone_after_the_trip_began_is_none(teacher, pupil):
    """p.35: 사전 허가를 받지 않고 실시한 체험학습은 원칙적으로 미인정결석으로 처리."""
    with pytest.raises(Refused, match="3일 전까지"):
        received(pupil, a_trip_wanted("5-2", on="5-3", phone_approved_on=day("5-3")), teacher)


@pytest.mark.parametrize(("last", "lawful"), [("5-21", True), ("5-22", False)])
def test_a_trip_lasts_ten_days_in_a_row_at_most(teacher, pupil, last, lawful):
    """p.23: 연속 10일 이내(재량휴업일, 토요일, 공휴일 제외)."""
    wanted = a_trip_wanted("5-7", last)
    if lawful:
        received(pupil, wanted, teacher)
    else:
        with pytest.raises(Refused, match=r"수업일로 11일입니다.*5\. 21\.\(화\)까지로 줄여"):
            received(pupil, wanted, teacher)


def test_a_trip_that_goes_on_from_another_counts_with_it(office, teacher, pupil):
    """p.23: 연속 10일 이내. Two requests are no way around it."""
    approved(received(pupil, a_trip_wanted("5-7", "5-17"), teacher), office, teacher)
    with pytest.raises(Refused, match="앞뒤 체험학습과 이어져 수업일로 11일"):
        received(pupil, a_trip_wanted("5-20", "5-22"), teacher)
    received(pupil, a_trip_wanted("5-20", "5-21"), teacher)


def test_the_year_allows_a_tenth_of_its_days_those_of_the_former_school_included(teacher, pupil):
    """p.23: 전입교의 총 허용 일수에서 전출교의 실시 일수를 제외한 남은 일수 내에서 승인."""
    former = {"used_before_transfer": "16"}
    with pytest.raises(Refused, match=r"남은 체험학습은 \d+일인데 4일을 신청했습니다.*다니던 학교 16일 포함"):
        received(pupil, a_trip_wanted("5-7", "5-10", told=former), teacher)


def test_days_that_are_used_up_count_also_before_they_are_decided(office, teacher, pupil):
    """p.23: 총 허용 일수는 전체 수업일수의 10% 이내."""
    approved(received(pupil, a_trip_wanted("5-7", "5-17"), teacher), office, teacher)
    received(pupil, a_trip_wanted("6-3", "6-13"), teacher)
    with pytest.raises(Refused, match=r"올해 허용 19일 가운데 16일을 썼습니다"):
        received(pupil, a_trip_wanted("7-1", "7-4"), teacher)


def test_a_guardian_or_a_grown_up_relative_comes_along(teacher, pupil):
    """p.23: 보호자(친권자 및 후견인) 및 친족 성인의 동행 여부 확인."""
    with pytest.raises(Refused, match="동행하는 사람이 있어야"):
        received(pupil, a_trip_wanted(adult=False), teacher)


def test_half_a_day_is_an_authorized_early_leave(office, teacher, pupil):
    """p.23: 수업시수의 1/2단위로 처리할 경우 출석인정 조퇴로 나이스에 기재함."""
    approved(received(pupil, a_trip_wanted("5-7", half_day="afternoon"), teacher), office, teacher, days=1)
    assert entries(pupil) == {"5-7": "authorized early_leave"}


def test_an_athletes_own_sport_is_no_field_trip(teacher, pupil):
    """p.21: 자신이 선수로 등록한 종목의 훈련 또는 대회 참가 … 학교장은 허용할 수 없음."""
    with pytest.raises(Refused, match="허용일수를 이용해"):
        received(pupil, a_trip_wanted(told={"purpose": "athlete_training"}), teacher)


def test_home_learning_only_at_the_level_of_serious(teacher, pupil):
    """p.23: 감염병 위기경보 단계가 ‘심각’ 단계인 경우에 한해."""
    with pytest.raises(Refused, match="‘심각’일 때만"):
        received(pupil, a_trip_wanted(told={"purpose": "home_learning", "epidemic_level": "alert"}), teacher)
    received(pupil, a_trip_wanted(told={"purpose": "home_learning", "epidemic_level": "serious"}), teacher)


def test_a_language_course_is_no_field_trip(teacher, pupil):
    """p.23: 불법 어학연수 … 신중히 판단하여 승인; p.26."""
    with pytest.raises(Refused, match="어학연수"):
        received(pupil, a_trip_wanted(told={"purpose": "language_course"}), teacher)


def test_a_report_within_seven_days_closes_the_trip(office, homeroom, teacher, pupil, at):
    """p.22: 체험학습 보고서 제출(7일 이내) → 면담 등을 통한 사실 확인 후 출석인정결석 처리."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-14")
    actions.take_report(request=trip, on=day("5-14"), confirmed=True, seen=trip.version, by=later)
    trip.refresh_from_db()
    assert (trip.state, trip.outcome) == ("closed", "authorized")
    assert entries(pupil) == {"5-7": "authorized absence"}


def test_a_report_that_is_not_confirmed_leaves_the_trip_open(office, homeroom, teacher, pupil, at):
    """p.22: 면담 등을 통한 사실 확인 후."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-08")
    actions.take_report(request=trip, on=day("5-8"), confirmed=False, seen=trip.version, by=later)
    trip.refresh_from_db()
    assert trip.state == "approved"


def test_a_report_before_the_trip_ends_is_refused(office, homeroom, teacher, pupil, at):
    """p.22: 교외체험학습 실시 → 교외체험학습 보고서 제출."""
    trip = approved(received(pupil, a_trip_wanted("5-7", "5-9"), teacher), office, teacher)
    later = at(homeroom, "05-08")
    with pytest.raises(Refused, match=r"체험학습이 2024\. 5\. 9\.\(목\)에 끝납니다"):
        actions.take_report(request=trip, on=day("5-8"), confirmed=True, seen=trip.version, by=later)


def test_a_late_report_makes_the_days_unexcused(office, homeroom, teacher, pupil, at):
    """p.35: 체험학습 보고서 등을 7일 이내 제출하여 사후 확인을 받아야 출석으로 인정할 수 있으며."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-16")
    trip = actions.take_report(request=trip, on=day("5-16"), confirmed=True, seen=trip.version, by=later)
    assert trip.state == "approved"
    actions.make_unexcused(request=trip, seen=trip.version, by=later)
    assert entries(pupil) == {"5-7": "unexcused absence"}
    assert AbsenceRequest.objects.get().outcome == "unexcused"


def test_while_the_report_may_come_nothing_becomes_unexcused(office, homeroom, teacher, pupil, at):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-14")
    with pytest.raises(Refused, match="기한이 아직 지나지 않았거나"):
        actions.make_unexcused(request=trip, seen=trip.version, by=later)


def test_the_principal_may_accept_a_late_report(office, homeroom, teacher, pupil, at):
    """p.22: 신청서 및 보고서 제출 기한 등은 학교 규정으로 달리 정할 수 있음."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-16")
    trip = actions.take_report(request=trip, on=day("5-16"), confirmed=True, seen=trip.version, by=later)
    paper = actions.begin_report(request=trip, reason="보호자가 입원하여 늦음", by=later)
    paper = _with(paper, later, desk.REPORTED)
    line = [office.place("decision", "교장")]
    paper = desk.offices.submitted(paper, later, line)
    desk.offices.approve(paper, builders.actor(office.staff["교장"], today=day("5-16")))
    trip.refresh_from_db()
    assert (trip.state, trip.outcome) == ("closed", "authorized")


def test_by_delegation_nobody_accepts_a_late_report(office, homeroom, teacher, pupil, at):
    """The principal's decision is the principal's, whatever the rule of delegation says."""
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-16")
    trip = actions.take_report(request=trip, on=day("5-16"), confirmed=True, seen=trip.version, by=later)
    paper = _with(actions.begin_report(request=trip, reason="늦음", by=later), later, desk.REPORTED)
    desk.by_delegation("2-1", office)
    paper = desk.offices.submitted(paper, later, [office.place("decision", "교감")])
    with pytest.raises(Refused, match="학교장"):
        desk.offices.approve(paper, builders.actor(office.staff["교감"], today=day("5-16")))


def test_over_five_days_the_pupil_gets_in_touch_once(office, homeroom, teacher, pupil, at):
    """p.23: 연속 5일을 초과하여 실시하는 경우 … 기간 중 1회 이상 학생이 담임교사에게 연락하도록 함."""
    trip = approved(received(pupil, a_trip_wanted("5-7", "5-14"), teacher), office, teacher)
    later = at(homeroom, "05-10")
    act = actions.contacted(request=trip, on=day("5-10"), told="전화, 잘 있음", by=later)
    assert act.get_kind_display() == "학생이 연락함"
    with pytest.raises(Refused, match="체험학습 기간"):
        actions.contacted(request=trip, on=day("5-3"), told="", by=later)


def test_a_trip_that_goes_on_from_another_tells_how_long_both_are(teacher, pupil):
    received(pupil, a_trip_wanted("5-7", "5-9"), teacher)
    second = received(pupil, a_trip_wanted("5-10"), teacher)
    there = pupil_days(pupil, day("5-10"), today=builders.TODAY)
    told = " ".join(each.text for each in judge(Wanted.of(second), there).warnings)
    assert "모두 수업일로 4일입니다. 한 번에 연속 10일까지" in told


def test_a_cancelled_trip_leaves_the_register_as_it_was(office, teacher, pupil):
    trip = approved(received(pupil, a_trip_wanted("5-7", "5-9"), teacher), office, teacher)
    cancelling.cancel(request=trip, seen=trip.version, reason="보호자가 여행을 취소함", by=teacher)
    assert entries(pupil) == {}
    assert trip.acts.last().note == "보호자가 여행을 취소함"


def test_a_returned_or_withdrawn_application_writes_nothing(office, teacher, pupil):
    trip = received(pupil, a_trip_wanted(), teacher)
    paper = sent_up(trip, teacher)
    first = paper.steps.order_by("position").first()
    desk.offices.actions.send_back(document=paper, round=1, by=builders.actor(first.staff), opinion="일정 확인")
    assert entries(pupil) == {}
    trip.refresh_from_db()
    assert trip.state == "received"


def test_the_paper_must_say_the_days_that_were_received(office, teacher, pupil):
    trip = received(pupil, a_trip_wanted("5-7"), teacher)
    paper = sent_up(trip, teacher, period={"from": "2024-05-07", "to": "2024-05-08"}, days=2)
    with pytest.raises(Refused, match="접수한 기간과 다릅니다"):
        desk.signed_by_all(paper, office)


def _staff(actor):
    from hakjeok_web.accounts.models import Staff

    return Staff.objects.get(pk=actor.staff_id)


def _with(paper, by, values):
    from hakjeok_web.documents.actions import save_draft

    return save_draft(document=paper, values=paper.values | values, seen=paper.version, by=by)
