"""지침이 서로 다른 곳, 연도별 수치: what the decisions rest on, for everybody to look up."""

from fractions import Fraction

import pytest

from hakjeok.discrepancies import discrepancies
from hakjeok_web.helper.figures import spoken_value, years

pytestmark = pytest.mark.django_db


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_contradiction_stands_there_with_both_places_and_what_is_followed(client):
    page = text_of(client, "/helper/discrepancies/")
    assert page.count("<tr id=") == len(discrepancies())
    assert "장기결석의 3분의 1: 이상인가 초과인가" in page
    assert 'href="/helper/absence.out_of_quota/"' in page


def test_the_figures_of_a_year_stand_there_with_their_places(client):
    page = text_of(client, "/helper/figures/2024/")
    assert "수료에 필요한 출석일수의 비율(이상)" in page
    assert "3분의 2" in page
    assert "아직 확인하지 않아" not in page


def test_what_came_with_a_year_and_what_nobody_has_checked_is_told(client):
    page = text_of(client, "/helper/figures/2025/")
    assert "2025학년도부터" in page
    assert "아직 확인하지 않아" in page
    assert "확인함" in page


def test_without_a_year_it_is_today_s(client, time_machine):
    time_machine.move_to("2026-02-27T09:00:00+09:00", tick=False)
    assert client.get("/helper/figures/").headers["Location"] == "/helper/figures/2025/"


@pytest.mark.parametrize("year", [2023, 2100])
def test_a_year_without_figures_is_not_there(client, year):
    assert client.get(f"/helper/figures/{year}/").status_code == 404


def test_the_coming_year_can_be_chosen():
    assert list(years(2026)) == [2024, 2025, 2026, 2027]
    assert list(years(2020)) == [2024, 2025]


@pytest.mark.parametrize(
    ("value", "unit", "spoken"),
    [
        (10, "consecutive school days", "10일"),
        (Fraction(2, 3), "share of school days", "3분의 2"),
        ("10-31", "month and day before the entry", "10월 31일"),
        ("2024-03-28", "date", "2024. 3. 28.(목)"),
        (True, "yes or no", "예"),
        (False, "yes or no", "아니오"),
        (6, "months", "6개월"),
        (1, "month before the school year", "1월"),
        (5, "members, the chair included", "5명"),
        (140, "intelligence quotient", "140"),
    ],
)
def test_a_value_is_written_as_people_say_it(value, unit, spoken):
    assert spoken_value(value, unit) == spoken
