"""학생 명부 and 학생 찾기: who is within reach, what is asked for, and that it is logged."""

from datetime import date

import pytest
import time_machine

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.schools.models import SchoolClass
from tests import builders
from tests.builders import SAESOL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def third_of_may():
    with time_machine.travel("2024-05-03T10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def year():
    builders.enter()
    return builders.a_year()


@pytest.fixture
def own_class(year):
    return builders.a_class(year, 4, 2)


@pytest.fixture
def pupils(year, own_class):
    builders.a_pupil(own_class, number=3, name="김서연", sex="female", birth=date(2014, 5, 3))
    builders.a_pupil(own_class, number=7, name="박하준", birth=date(2014, 8, 21))
    other = builders.a_class(year, 5, 1)
    builders.a_pupil(other, number=17, name="김지호", birth=date(2013, 11, 28))


@pytest.fixture
def registrar(client, year):
    return builders.sign_in(client, builders.a_staff("registrar", name="정학적"))


@pytest.fixture
def teacher(client, own_class):
    return builders.sign_in(client, builders.a_homeroom(own_class))


def names(response):
    return [row.name for row in response.context["rows"]]


def last_log():
    builders.enter()
    return AccessEntry.objects.order_by("-seq").first()


def test_the_registrar_sees_the_school_in_the_order_of_classes(registrar, pupils):
    assert names(registrar.get("/students/")) == ["김서연", "박하준", "김지호"]


def test_a_homeroom_teacher_sees_his_own_class_only(teacher, pupils):
    assert names(teacher.get("/students/")) == ["김서연", "박하준"]


def test_another_school_sees_nobody(client, pupils):
    builders.enter(SAESOL)
    other = builders.sign_in(client, builders.a_staff("registrar", school=SAESOL))
    assert names(other.get("/students/")) == []


def test_who_has_no_class_yet_stands_first(registrar, pupils, own_class):
    builders.enter()
    builders.a_pupil(own_class, number=20, name="최유나", to_on=date(2024, 4, 30))
    assert names(registrar.get("/students/"))[0] == "최유나"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("class=4", ["김서연", "박하준"]),
        ("class=5-1", ["김지호"]),
        ("name=김", ["김서연", "김지호"]),
        ("class=x&page=y", ["김서연", "박하준", "김지호"]),
        ("left=1", []),
    ],
)
def test_the_list_is_narrowed_by_the_address(registrar, pupils, query, found):
    assert names(registrar.get(f"/students/?{query}")) == found


def test_what_the_list_shows_is_what_the_log_says(registrar, pupils):
    response = registrar.get("/students/?class=4")
    entry = last_log()
    assert set(entry.pupils) == {row.id for row in response.context["rows"]}
    assert (entry.function, entry.purpose) == ("students:list", "학생 명부")


def test_fifty_a_page(registrar, own_class):
    builders.enter()
    for number in range(1, 53):
        builders.a_pupil(own_class, number=number, name=f"학생{number:02}", birth=date(2014, 5, 3))
    first, second = registrar.get("/students/"), registrar.get("/students/?page=2")
    assert (len(names(first)), names(second)) == (50, ["학생51", "학생52"])
    assert "51~52명 / 52명" in second.content.decode()


def test_a_list_takes_eight_queries_however_long(registrar, pupils, django_assert_max_num_queries):
    registrar.get("/students/")
    with django_assert_max_num_queries(8 + 2):  # two set and release the savepoint of the test itself
        registrar.get("/students/")


def test_the_print_view_has_one_table_a_class(registrar, pupils):
    page = registrar.get("/students/sheet/").content.decode()
    assert page.index("4학년 2반") < page.index("박하준") < page.index("5학년 1반") < page.index("김지호")


def test_excel_asks_what_it_is_for_and_logs_it(registrar, pupils):
    assert "어디에 쓰나요?" in registrar.get("/students/excel/?class=4").content.decode()
    file = registrar.post("/students/excel/?class=4", {"purpose": "학급 운영"})
    assert file.content[:2] == b"PK"
    assert (last_log().purpose, len(last_log().pupils)) == ("엑셀 받기: 학급 운영", 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("서연", ["김서연"]),
        ("ㄱㅅㅇ", ["김서연"]),
        ("김ㅈ", ["김지호"]),
        ("4-2", ["김서연", "박하준"]),
        ("4-2 7", ["박하준"]),
        ("131128", ["김지호"]),
        ("20140503", ["김서연"]),
        ("149999", []),
        ("  ", []),
        ("김%", []),
        ("[", []),
    ],
)
def test_a_pupil_is_found_by_name_initials_seat_or_birth_date(registrar, pupils, text, found):
    assert names(registrar.get("/students/search/", {"q": text})) == found


def test_the_picker_gets_json_with_birth_dates(registrar, pupils):
    answer = registrar.get("/students/search/", {"q": "서연"}, headers={"Accept": "application/json"})
    assert [each["text"] for each in answer.json()["pupils"]] == ["4-2 3번 김서연 (2014. 5. 3.)"]
    assert len(last_log().pupils) == 1


def test_a_teacher_finds_nobody_of_another_class(teacher, pupils):
    assert names(teacher.get("/students/search/", {"q": "지호"})) == []


def test_at_most_ten_are_shown(registrar, own_class):
    builders.enter()
    for number in range(1, 14):
        builders.a_pupil(own_class, number=number, name=f"김{number:02}", birth=date(2014, 5, 3))
    assert len(names(registrar.get("/students/search/", {"q": "김"}))) == 10


def test_a_past_year_shows_who_was_there_then(registrar, pupils):
    builders.enter()
    past = builders.a_year(year=2023)
    builders.a_pupil(
        builders.a_class(past, 3, 4), number=5, name="옛학생", from_on=date(2023, 3, 1), to_on=date(2024, 2, 29)
    )
    assert names(registrar.get("/students/?year=2023")) == ["옛학생"]
    assert SchoolClass.objects.filter(school_year=past).exists()


@pytest.mark.parametrize(("name", "told"), [("서옌", "‘서옌’과 맞는"), ("서아", "‘서아’와 맞는")])
def test_an_empty_list_says_so_with_the_particle_of_the_name(registrar, year, name, told):
    assert told in registrar.get(f"/students/?name={name}").content.decode()
