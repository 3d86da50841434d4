"""도움말: pages by role, the search, and the way to them."""

import pytest

from hakjeok_web.config import help
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    builders.enter()
    return builders.sign_in(client, builders.a_homeroom(builders.a_class(builders.a_year())))


def test_every_page_leads_to_the_help(teacher):
    assert '<a class="hj-bar-link hj-bar-wide" href="/help/">도움말</a>' in teacher.get("/").content.decode()


def test_the_first_page_leads_to_every_role(teacher):
    page = teacher.get("/help/").content.decode()
    topics = ("homeroom", "registrar", "administrator", "principal", "operate", "helper", "neis")
    assert [topic for topic in topics if f'href="/help/{topic}/"' not in page] == []


def test_a_page_shows_the_guide_and_its_parts(teacher):
    page = teacher.get("/help/homeroom/").content.decode()
    assert "<title>담임 안내 · 도움말 · 한빛초등학교</title>" in page
    assert '<a href="#마감과-마감취소">마감과 마감취소</a>' in page
    assert '<h2 id="마감과-마감취소">마감과 마감취소</h2>' in page
    assert '<a href="/register-closings/">/register-closings/</a>' in page


def test_what_is_no_topic_does_not_exist(teacher):
    assert [teacher.get(f"/help/{name}/").status_code for name in ("home", "nothing")] == [404, 404]


def test_a_menu_name_of_neis_is_found(teacher):
    page = teacher.get("/help/", {"q": "반별월출결마감관리"}).content.decode()
    assert '<a href="/help/neis/#지금-있는-것">나이스에서는 › 지금 있는 것</a>' in page
    assert "반별월출결마감관리 · 출결 마감" in page


def test_headings_come_before_other_sentences():
    found = [each.section.path for each in help.search("마감취소")]
    assert found[0].endswith("마감과 마감취소")
    assert any("마감취소" not in path for path in found[1:])


def test_every_word_of_a_question_counts():
    assert help.search("주민등록번호 60초")[0].line.startswith("번호는 암호로 저장하고")
    assert help.search("주민등록번호 없는낱말") == []


def test_nothing_asked_finds_nothing():
    assert help.search("  ") == []


def test_a_question_without_answer_says_what_to_do(teacher):
    page = teacher.get("/help/", {"q": "<우주선>"}).content.decode()
    assert "‘&lt;우주선&gt;’ 찾은 곳 0개" in page
    assert "맞는 설명이 없습니다." in page
