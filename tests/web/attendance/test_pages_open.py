"""Every page of the register opens, with pupils and without, and shows what it says."""

import pytest

from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.attendance import actions
from hakjeok_web.attendance.actions import Entry
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
ADDRESSES = (
    "/registers/",
    "/registers/school/2024-05/",
    "/absentees/",
    "/register-closings/",
    "/attendance-statistics/periods/",
    "/attendance-statistics/perfect/",
    "/attendance-statistics/watch/",
    "/register-closings/2024-05/",
    "/register-closings/years/2024/",
    "/attendance-statistics/",
    "/attendance-statistics/2024-05/",
    "/attendance-statistics/years/2024/",
)


@pytest.fixture
def pupil(school_class):
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    teacher = builders.actor(builders.a_homeroom(school_class))
    entry = Entry(pupil.pk, builders.TODAY, "absence", "unexcused", note="전화 안 받음")
    actions.save_cells(school_class=school_class, month=builders.TODAY.replace(day=1), entries=[entry], by=teacher)
    return pupil


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_for_the_principal_with_pupils(client, pupil, address):
    builders.sign_in(client, builders.a_staff("principal"))
    answer = client.get(address)
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_opens_for_the_principal_of_an_empty_school(client, school_class, address):
    builders.sign_in(client, builders.a_staff("principal"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES[1:2], *ADDRESSES[9:]])
def test_sums_of_the_school_do_not_exist_for_a_teacher(client, school_class, pupil, address):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    assert builders.sign_in(client, other).get(address).status_code == 404


@pytest.mark.parametrize("name", ["perfect", "watch"])
def test_a_teacher_reads_the_pupils_of_his_own_class_alone(client, school_class, pupil, name):
    third = builders.a_class(school_class.school_year, number=3)
    builders.a_pupil(third, number=1, name="나라온")
    builders.a_pupil(school_class, number=8, name="다솜이")
    teacher = builders.a_homeroom(third, name="오담임")
    page = builders.sign_in(client, teacher).get(f"/attendance-statistics/{name}/").content.decode()
    assert ("나라온" in page) is (name == "perfect")
    assert "다솜이" not in page
    assert "기간별" in page
    assert "학교 출석부" not in page


def test_the_month_grid_shows_the_entry_in_words_and_as_a_symbol(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(f"/registers/{school_class.pk}/2024-05/").content.decode()
    assert "미인정결석" in page
    assert "박하준" in page


def test_the_day_page_shows_the_entry_first(client, school_class, pupil):
    builders.a_pupil(school_class, number=1, name="강민준")
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(f"/registers/{school_class.pk}/2024-05-03/").content.decode()
    assert page.index("박하준") < page.index("강민준")


def test_a_pupil_s_year_tells_when_a_third_will_be_missed(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("registrar"))
    page = client.get(f"/students/{pupil.pk}/attendance/").content.decode()
    assert "계속 결석하면" in page
    assert "미인정결석 1일" in page


def test_the_history_of_a_cell_says_what_it_was_before(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("registrar"))
    page = client.get(f"/students/{pupil.pk}/attendance/2024-05-03/").content.decode()
    assert "그 전: 없음" in page


def test_an_absentee_is_listed_with_the_classes_not_yet_taken(client, school_class, pupil):
    builders.a_pupil(builders.a_class(school_class.school_year, grade=5, number=4), name="정하늘")
    builders.sign_in(client, builders.a_staff("registrar"))
    page = client.get("/absentees/").content.decode()
    assert "사유를 모름" in page
    assert "5-4" in page


def test_excel_asks_for_its_purpose_and_then_comes(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("registrar"))
    assert "어디에 쓰나요?" in client.get("/absentees/excel/").content.decode()
    assert client.post("/absentees/excel/", {"purpose": ""}).status_code == 422
    answer = client.post("/absentees/excel/", {"purpose": "출결 확인"})
    assert answer.content[:2] == b"PK"


def test_a_phone_s_list_of_days_tells_how_many_are_absent(client, school_class, pupil):
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(f"/registers/{school_class.pk}/2024-05/").content.decode()
    assert "결석 1명 · " in page


def test_the_school_s_month_counts_each_class_by_itself(client, school_class, pupil):
    """A class whose day nobody has taken stays 확인 전, whatever another class says."""
    other = builders.a_class(school_class.school_year, number=3)
    builders.a_pupil(other, number=1, name="강민준")
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get("/registers/school/2024-05/").content.decode()
    first, second = page.split('<section class="hj-register')[1:]
    assert ("4학년 2반" in first, "4학년 3반" in second) == (True, True)
    friday = '<td data-d="2024-05-03" data-foot="absent" class="">'
    assert f"{friday}1</td>" in first
    assert f"{friday}" not in second


@pytest.mark.parametrize(("menu", "shown"), [("absentees", 3), ("statistics", 6)])
def test_a_view_is_offered_by_the_right_that_opens_it(client, school_class, pupil, menu, shown):
    helper = builders.a_staff("duty", name="문부장")
    MenuGrant.objects.create(
        school_id=helper.school_id, staff=helper, menu=menu, may_read=True, may_write=False, reason="통계",
        granted_by=helper.user,
    )  # fmt: skip
    page = builders.sign_in(client, helper).get("/attendance-statistics/watch/")
    offered = [address for _, address, _ in page.context["tabs"]]
    assert len(offered) == shown
    assert {client.get(address).status_code for address in offered} == {200}


def test_who_has_the_sums_of_the_school_reads_the_pupils_of_every_class(client, school_class, pupil):
    third = builders.a_class(school_class.school_year, number=3)
    teacher = builders.a_homeroom(third, name="오담임")
    MenuGrant.objects.create(
        school_id=teacher.school_id, staff=teacher, menu="statistics", may_read=True, may_write=False, reason="통계",
        granted_by=teacher.user,
    )  # fmt: skip
    builders.a_pupil(school_class, number=8, name="다솜이")
    page = builders.sign_in(client, teacher).get("/attendance-statistics/perfect/").content.decode()
    assert "다솜이" in page
