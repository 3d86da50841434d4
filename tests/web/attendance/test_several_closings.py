"""Closing a month of a grade or a school at once, and the closed year (한꺼번에 마감·연 마감)."""

import uuid
from datetime import date

import pytest

from hakjeok_web.attendance import actions, closing_actions, closings
from hakjeok_web.attendance.models import RegisterAct, RegisterMonth
from hakjeok_web.students.models import ClassPlacement
from tests import builders
from tests.web.attendance.test_closing_checks import APRIL, enter, take_april

pytestmark = pytest.mark.django_db
ADDRESS = "/register-closings/2024-04/"


@pytest.fixture
def registrar(db):
    builders.enter()
    return builders.a_staff("registrar", name="정학적")


@pytest.fixture
def classes(school_class):
    """4-2 in order, 4-3 with a reason missing, 5-1 with a day not taken."""
    third, fifth = (builders.a_class(school_class.school_year, *place) for place in ((4, 3), (5, 1)))
    take_april(school_class, third)
    builders.a_pupil(school_class)
    other = builders.a_pupil(third, number=1, name="나라온")
    builders.a_pupil(fifth, number=1, name="다솜이")
    enter(third, other, builders.actor(builders.a_homeroom(third, name="이담임")), date(2024, 4, 2), kind="other")
    return [school_class, third, fifth]


def close(classes, registrar, *, with_warnings=False):
    return closing_actions.close_months(
        classes=classes, month=APRIL, by=builders.actor(registrar), with_warnings=with_warnings
    )


def closed_classes():
    return {str(each.school_class) for each in RegisterMonth.objects.filter(is_closed=True)}


def test_each_class_is_told_apart(classes, registrar):
    done = {str(each.school_class): [reason.text for reason in each.kept] for each in close(classes, registrar)}
    assert done["4학년 2반"] == []
    assert done["4학년 3반"] == ["사유가 빈 결석 1", "받지 않은 결석신고서 1"]
    assert done["5학년 1반"] == ["확인하지 않은 날 21"]
    assert closed_classes() == {"4학년 2반"}


def test_what_is_to_be_seen_does_not_stop_who_has_seen_it(classes, registrar):
    close(classes, registrar, with_warnings=True)
    assert closed_classes() == {"4학년 2반", "4학년 3반"}


def test_a_class_closed_before_is_told_with_who_did_it(classes, registrar, homeroom):
    actions.close_month(school_class=classes[0], month=APRIL, by=builders.actor(homeroom))
    first, *_ = close(classes, registrar)
    assert (first.kept, "김담임 선생님이 마감했습니다" in first.before) == ((), True)


def test_a_teacher_closes_no_other_class(classes, homeroom):
    done = close(classes, homeroom, with_warnings=True)
    assert "담임교사나 학적 담당이 합니다" in done[1].kept[0].text
    assert closed_classes() == {"4학년 2반"}


def test_a_class_needs_few_queries_more(classes, registrar, django_assert_max_num_queries):
    with django_assert_max_num_queries(3 * 6 + 12):
        close(classes, registrar, with_warnings=True)


@pytest.mark.usefixtures("friday")
class TestPage:
    def test_it_counts_what_was_found_and_names_nobody(self, client, classes, registrar):
        page = builders.sign_in(client, registrar).get(ADDRESS).content.decode()
        assert "마감한 반 0 · 마감할 수 있는 반 1 · 살펴볼 것이 있는 반 1 · 먼저 고칠 것이 있는 반 1" in page
        assert "확인하지 않은 날 21" in page
        assert "사유가 빈 결석 1" in page
        assert "나라온" not in page

    def test_a_grade_is_closed_alone(self, client, classes, registrar):
        builders.sign_in(client, registrar)
        sent = {"grade": "4", "with_warnings": "1", "key": str(uuid.uuid4())}
        page = client.post(ADDRESS, sent).content.decode()
        assert "4월을 마감한 반" in page
        assert "4학년 2반, 4학년 3반" in page
        assert closed_classes() == {"4학년 2반", "4학년 3반"}

    def test_the_same_form_sent_twice_closes_once_and_tells_the_same(self, client, classes, registrar):
        builders.sign_in(client, registrar)
        sent = {"grade": "", "key": str(uuid.uuid4())}
        first, second = (client.post(ADDRESS, sent).content.decode() for _ in range(2))
        assert "4학년 2반" in first
        assert first.count("확인하지 않은 날 21") == second.count("확인하지 않은 날 21") == 1
        assert RegisterAct.objects.filter(kind="close_month").count() == 1

    def test_where_nothing_could_be_closed_it_says_why(self, client, classes, registrar):
        answer = builders.sign_in(client, registrar).post(ADDRESS, {"grade": "5"})
        assert answer.status_code == 422
        assert "마감한 반이 없습니다" in answer.content.decode()

    def test_classes_that_others_closed_before_are_told_apart_with_who_did_it(
        self, client, classes, registrar, homeroom
    ):
        actions.close_month(school_class=classes[0], month=APRIL, by=builders.actor(homeroom))
        builders.sign_in(client, registrar)
        page = client.post(ADDRESS, {"with_warnings": "1"}).content.decode()
        left, before = page.split("이미 마감한 반")
        assert "5학년 1반" in left
        assert "4학년 2반" not in left.split("마감하지 않은 반")[1]
        assert "김담임 선생님이 마감했습니다" in before

    def test_where_all_were_closed_before_nothing_is_wrong(self, client, classes, registrar, homeroom):
        builders.sign_in(client, registrar)
        closed = {"grade": "4", "with_warnings": "1"}
        assert [client.post(ADDRESS, closed).status_code for _ in range(2)] == [200, 200]
        assert "모든 반이 이미 마감되어 있었습니다" in client.post(ADDRESS, closed).content.decode()

    def test_a_month_of_no_school_year_does_not_exist(self, client, classes, registrar):
        builders.sign_in(client, registrar)
        assert client.get("/register-closings/2023-04/").status_code == 404
        assert client.get("/register-closings/2025-02/").status_code == 404

    def test_the_year_shows_who_closed_the_month(self, client, classes, registrar):
        close(classes, registrar)
        page = builders.sign_in(client, registrar).get("/register-closings/years/2024/").content.decode()
        assert "1/11달" in page
        assert "</span>5. 3." in page

    def test_a_class_s_year_says_that_it_may_still_change(self, client, classes, registrar):
        builders.sign_in(client, registrar)
        page = client.get(f"/register-closings/{classes[1].pk}/year/").content.decode()
        assert "아직 마감하지 않은 달이 있어 합계가 바뀔 수 있습니다" in page
        assert "나라온" in page


def test_a_year_is_closed_with_its_last_month(school_class, homeroom, pupil):
    later = builders.actor(homeroom, today=date(2025, 1, 31))
    ClassPlacement.objects.filter(student=pupil).update(from_on=date(2025, 1, 10))
    from hakjeok_web.attendance.models import RegisterDay

    RegisterDay.objects.create(
        school_id=school_class.school_id, school_class=school_class, date=date(2025, 1, 10),
        taken_at="2025-01-10T09:00:00+09:00", taken_by=homeroom.user,
    )  # fmt: skip
    months = closings.months_of(school_class.school_year)
    for month in months[:-1]:
        actions.close_month(school_class=school_class, month=month, by=later)
    assert not closings.class_years(school_class.school_year)[0].is_closed
    actions.close_month(school_class=school_class, month=months[-1], by=later)
    state = closings.class_years(school_class.school_year)[0]
    assert (state.is_closed, state.last.by) == (True, "김담임")


def test_the_totals_of_a_year_count_authorized_absences_as_attended(school_class, teacher, pupil):
    """p.27: ①출석으로 처리하는 결석; p.30: 지각·조퇴·결과 횟수를 누가하여 결석일수에 산입하지 않도록 유의함."""
    enter(school_class, pupil, teacher, date(2024, 4, 2), kind="authorized", reason="교외체험학습")
    enter(school_class, pupil, teacher, date(2024, 4, 3), kind="illness", reason="감기")
    (row,) = closings.pupil_totals(school_class)
    assert row.total_days - row.attended_days == 1
    assert (row.counts[0], row.counts[3]) == (1, 1)


def test_days_that_nobody_has_taken_are_not_attended(school_class, teacher, pupil):
    take_april(school_class)
    (row,) = closings.pupil_totals(school_class)
    assert (row.total_days, row.attended_days) == (21, 21)
