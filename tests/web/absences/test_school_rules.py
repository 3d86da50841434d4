"""The school's own figures decide field trips in place of the handbook's (학교 규정값, p.22, 23)."""

import pytest

from hakjeok_web.absences import actions
from hakjeok_web.absences.models import AbsenceRequest
from hakjeok_web.config.refusals import Refused
from hakjeok_web.obligations.actions import is_fresh, recompute
from hakjeok_web.obligations.invariants import obligations as kept_wrongly
from hakjeok_web.obligations.models import Obligation
from tests import builders
from tests.web.absences.desk import a_trip_wanted, approved, day, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TRIP = {
    "received_on": "2024-05-03", "how": "paper", "original_seen": "on", "purpose": "trip", "reason_text": "가족여행",
    "registered_sport": "True", "adult_companion": "on", "half_day": "", "do": "save",
}  # fmt: skip


@pytest.fixture
def rule(school_class):
    """A function that lets the school set a figure for the year."""

    def rule(figure, value, **more):
        return builders.a_ruling(school_class.school_year, figure, value, **more)

    return rule


def asked_over_http(client, pupil, first, last=""):
    sent = TRIP | {"from_on": f"2024-{first}", "to_on": f"2024-{last}" if last else ""}
    return client.post(f"/field-trips/new/?student={pupil.pk}", sent)


@pytest.fixture
def client_of(client, homeroom):
    return builders.sign_in(client, homeroom)


@pytest.mark.parametrize(("first", "lawful"), [("05-09", False), ("05-10", True), ("05-13", True)])
def test_a_trip_is_applied_for_as_early_as_the_school_wants(client_of, pupil, rule, first, lawful):
    """p.22: 학교 규정으로 달리 정할 수 있음. Seven days before instead of three; today is 5. 3.(금)."""
    rule("trip_apply_before_days", 7)
    answer = asked_over_http(client_of, pupil, first)
    assert answer.status_code == (302 if lawful else 422)
    if not lawful:
        assert "까지 신청해야 했습니다(7일 전까지, 학교 규정: 학칙 제12조)" in answer.content.decode()


@pytest.mark.parametrize(("first", "lawful"), [("05-03", False), ("05-07", True)])
def test_without_a_ruling_three_days_before_will_do(client_of, pupil, first, lawful):
    """p.22: 3일전까지 제출."""
    answer = asked_over_http(client_of, pupil, first)
    assert answer.status_code == (302 if lawful else 422)
    assert ("(3일 전까지, p.22)" in answer.content.decode()) is not lawful


def test_a_rule_of_another_school_does_not_count(client_of, pupil):
    builders.enter(builders.SAESOL)
    builders.a_ruling(builders.a_year(builders.SAESOL), "trip_apply_before_days", 30)
    assert asked_over_http(client_of, pupil, "05-07").status_code == 302


def test_a_rule_of_another_year_does_not_count(client_of, pupil):
    builders.a_ruling(builders.a_year(year=2023), "trip_apply_before_days", 30)
    assert asked_over_http(client_of, pupil, "05-07").status_code == 302


@pytest.mark.parametrize(("from_on", "lawful"), [("5-2", False), ("5-3", False), ("5-4", True)])
def test_what_held_on_the_day_of_application_decides(client_of, pupil, rule, from_on, lawful):
    rule("trip_apply_before_days", 7, from_on=day(from_on))
    assert asked_over_http(client_of, pupil, "05-07").status_code == (302 if lawful else 422)


@pytest.mark.parametrize(("last", "lawful"), [("05-08", True), ("05-09", True), ("05-10", False)])
def test_a_trip_lasts_as_many_days_as_the_school_allows(client_of, pupil, rule, last, lawful):
    rule("trip_most_consecutive_days", 3)
    answer = asked_over_http(client_of, pupil, "05-07", last)
    assert answer.status_code == (302 if lawful else 422)
    assert ("연속 3일까지 할 수 있습니다(학교 규정: 학칙 제12조)" in answer.content.decode()) is not lawful


@pytest.mark.parametrize(("last", "lawful"), [("05-07", True), ("05-08", True), ("05-09", False)])
def test_the_year_allows_the_share_that_the_school_set(client_of, pupil, rule, last, lawful):
    """1.5% of 194 school days are two whole days."""
    rule("trip_share_of_year", "1.5")
    answer = asked_over_http(client_of, pupil, "05-07", last)
    assert answer.status_code == (302 if lawful else 422)
    assert ("올해 허용 2일" in answer.content.decode()) is not lawful


def test_the_explanation_says_that_the_school_s_rule_decided(client_of, pupil, rule):
    rule("trip_apply_before_days", 4)
    rule("trip_report_within_days", 5)
    sent = TRIP | {"from_on": "2024-05-07", "to_on": "", "do": "judge"}
    page = client_of.post(f"/field-trips/new/?student={pupil.pk}", sent).content.decode()
    assert "신청서는 학교 규정에 따라 4일 전인 2024. 5. 3.(금)까지 내야 합니다" in page
    assert "보고서는 학교 규정에 따라 끝난 뒤 5일 안인 2024. 5. 12.(일)까지 냅니다" in page
    assert "수업일수 194일의 10% 이내" in page


@pytest.mark.parametrize(("on", "state"), [("5-9", "closed"), ("5-10", "closed"), ("5-11", "approved")])
def test_a_report_is_late_by_the_school_s_rule(office, homeroom, teacher, pupil, rule, at, on, state):
    """Three days after 5. 7.(화) instead of seven."""
    rule("trip_report_within_days", 3)
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, f"05-{int(on[2:]):02}")
    actions.take_report(request=trip, on=day(on), confirmed=True, seen=trip.version, by=later)
    assert AbsenceRequest.objects.get().state == state


def test_a_longer_period_for_the_report_keeps_the_days_authorized(office, homeroom, teacher, pupil, rule, at):
    rule("trip_report_within_days", 10)
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    later = at(homeroom, "05-17")
    with pytest.raises(Refused, match="기한이 아직 지나지 않았거나"):
        actions.make_unexcused(request=trip, seen=trip.version, by=later)


def test_the_pages_of_a_late_report_name_the_school_s_period(client_of, office, homeroom, teacher, pupil, rule, at):
    rule("trip_report_within_days", 3)
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    at(homeroom, "05-13")
    builders.sign_in(client_of, homeroom)
    page = client_of.get(f"/field-trips/{trip.pk}/report/").content.decode()
    assert "3일 안에 내지 않으면 출석으로 인정할 수 없습니다(학교 규정: 학칙 제12조)" in page
    assert "5. 10.(금)까지" in client_of.get("/field-trips/").content.decode()


def test_what_is_to_be_done_follows_the_school_s_rule(office, teacher, pupil, rule):
    trip = approved(received(pupil, a_trip_wanted("5-7"), teacher), office, teacher)
    recompute(builders.HANBIT, day("5-8"))
    assert due("trip.report") == [day("5-14")]
    rule("trip_report_within_days", 3)
    assert not is_fresh(builders.HANBIT, day("5-8"))
    recompute(builders.HANBIT, day("5-8"))
    assert due("trip.report") == [day("5-10")]
    assert "학교 규정에 따라 끝난 뒤 3일 이내" in str(Obligation.objects.get(rule="trip.report").reasons)
    assert list(kept_wrongly(builders.HANBIT, day("5-8"))) == []
    assert trip.state == "approved"


def test_an_approval_is_asked_after_from_the_last_day_of_applying_on(teacher, pupil, rule):
    rule("trip_apply_before_days", 5)
    received(pupil, a_trip_wanted("5-9"), teacher)
    recompute(builders.HANBIT, day("5-3"))
    assert due("trip.approval") == []
    recompute(builders.HANBIT, day("5-4"))
    assert due("trip.approval") == [day("5-8")]


def test_where_one_may_apply_on_the_day_itself_the_approval_is_asked_after_the_day_before(teacher, pupil, rule):
    """p.35: 사전 허가."""
    rule("trip_apply_before_days", 0)
    received(pupil, a_trip_wanted("5-9"), teacher)
    recompute(builders.HANBIT, day("5-7"))
    assert due("trip.approval") == []
    recompute(builders.HANBIT, day("5-8"))
    assert due("trip.approval") == [day("5-8")]


def due(rule):
    return [each.due_on for each in Obligation.objects.filter(rule=rule)]
