"""A question about a pupil: filled from his record, for those who may see him, logged, and in no link."""

from datetime import date

import pytest

from hakjeok_web.accounts.models import AccessEntry
from tests import builders
from tests.web.helper.browsing import sent_by
from tests.web.obligations.absences import TEN_DAYS, mark
from tests.web.students.records import an_enrolled_pupil, change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.fixture
def clerk(school_class):
    return builders.a_staff("registrar")


@pytest.fixture
def enrolled(school_class, clerk):
    return an_enrolled_pupil(builders.actor(clerk), school_class, number=7, name="박하준", birth=date(2014, 8, 7))


def page(name, pupil):
    return f"/helper/{name}/students/{pupil.pk}/"


def typed(response):
    return response.context["asked"].typed


def test_unexcused_absences_calendar_and_days_come_from_the_register(client, school_class, homeroom, teacher, enrolled):
    mark(school_class, teacher, enrolled, *TEN_DAYS[-3:])
    mark(school_class, teacher, enrolled, TEN_DAYS[0], kind="illness")
    known = typed(builders.sign_in(client, homeroom).get(page("absence.out_of_quota", enrolled)))
    assert known["absences"] == ", ".join(map(str, TEN_DAYS[-3:]))
    assert (known["total_days"], known["today"]) == ("194", "2024-05-03")
    assert known["calendar"]["first_day"] == "2024-03-04"


def test_a_day_that_nobody_has_taken_yet_is_not_counted_as_a_return(client, school_class, homeroom, teacher, enrolled):
    mark(school_class, teacher, enrolled, *TEN_DAYS[-4:-1])
    known = typed(builders.sign_in(client, homeroom).get(page("absence.ladder", enrolled)))
    assert known["today"] == str(TEN_DAYS[-2])


def test_the_ledger_comes_into_the_lines_of_the_record(client, clerk, enrolled):
    change(enrolled, "transfer_out", date(2024, 4, 12), by=builders.actor(clerk), school_name="한빛초등학교")
    known = typed(builders.sign_in(client, clerk).get(page("record.lines", enrolled)))
    assert [(event["change"], event["date"]) for event in known["events"]] == [
        ("enrollment", "2024-03-01"),
        ("transfer_out", "2024-04-12"),
    ]


def test_it_is_answered_like_any_other_question_but_has_no_link(client, homeroom, enrolled):
    builders.sign_in(client, homeroom)
    filled = client.get(page("record.lines", enrolled))
    response = client.post(page("record.lines", enrolled), sent_by(filled))
    assert response.context["answer"] is not None
    assert response.context["link"] == ""
    assert "facts=" not in response.content.decode()


def test_each_look_is_logged_with_the_decision(client, homeroom, enrolled):
    builders.sign_in(client, homeroom).get(page("absence.ladder", enrolled))
    builders.enter()
    entry = AccessEntry.objects.latest("pk")
    assert (entry.function, entry.pupils) == ("helper:of-pupil", [enrolled.pk])
    assert entry.purpose == "판정 도우미: 미인정결석 관리·대응"


def test_a_pupil_in_the_query_leads_to_his_page(client, homeroom, enrolled):
    response = builders.sign_in(client, homeroom).get(f"/helper/absence.ladder/?student={enrolled.pk}")
    assert response["Location"] == page("absence.ladder", enrolled)


def test_a_visitor_s_pupil_in_the_query_means_nothing(client, enrolled):
    assert client.get(f"/helper/absence.ladder/?student={enrolled.pk}").status_code == 200


def test_whoever_may_not_see_the_pupil_finds_no_page(client, school_class, enrolled):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, 4, 3), name="이담임")
    assert builders.sign_in(client, other).get(page("absence.ladder", enrolled)).status_code == 404


def test_the_pupil_s_page_leads_to_the_decisions_that_his_record_can_fill(client, homeroom, enrolled):
    builders.sign_in(client, homeroom)
    link = f"/helper/?student={enrolled.pk}"
    assert link in client.get(f"/students/{enrolled.pk}/").content.decode()
    listed = client.get(link).content.decode()
    assert page("absence.out_of_quota", enrolled) in listed
    assert "/helper/schooldays.plan/" not in listed


def test_the_list_for_a_pupil_says_nothing_of_him(client, homeroom, enrolled):
    listed = builders.sign_in(client, homeroom).get(f"/helper/?student={enrolled.pk}")
    assert enrolled.name not in listed.content.decode()


def test_a_day_in_the_past_has_no_way_to_today_s_questions(client, homeroom, enrolled):
    page_of_then = builders.sign_in(client, homeroom).get(f"/students/{enrolled.pk}/?on=2024-04-01")
    assert "/helper/?student=" not in page_of_then.content.decode()


def test_a_page_asks_the_database_a_fixed_small_number_of_times(
    client, homeroom, enrolled, django_assert_max_num_queries
):
    builders.sign_in(client, homeroom)
    client.get(page("absence.out_of_quota", enrolled))
    with django_assert_max_num_queries(12):
        client.get(page("absence.out_of_quota", enrolled))


def test_what_the_school_set_is_filled_in(client, school_class, homeroom, enrolled):
    """p.22: 학교 규정으로 달리 정할 수 있음; p.30: 학교장이 정함."""
    for figure, value in (("trip_apply_before_days", 5), ("trip_share_of_year", "12.5"), ("frequent_count", 10)):
        builders.a_ruling(school_class.school_year, figure, value)
    builders.sign_in(client, homeroom)
    trip = typed(client.get(page("attendance.field_trip", enrolled)))
    assert (trip["limits"]["apply_before_days"], trip["limits"]["share_of_year"]) == ("5", "1/8")
    assert trip["limits"].get("max_consecutive", "") == ""
    remark = typed(client.get(page("attendance.remark", enrolled)))
    assert (remark["frequent_count"], remark.get("long_absence_days", "")) == ("10", "")


def test_where_the_school_set_nothing_the_handbook_is_asked(client, school_class, homeroom, enrolled):
    known = typed(builders.sign_in(client, homeroom).get(page("attendance.field_trip", enrolled)))
    assert [value for value in known["limits"].values() if value] == []
