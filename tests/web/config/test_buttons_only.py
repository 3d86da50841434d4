"""An address that only a button opens answers with a page and the way back, never with nothing (405)."""

import pytest

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/absence-reports/tablet/", "/absence-reports/"),
        ("/account/sessions/abc/end/", "/account/sessions/"),
        ("/demo/stop/", "/demo/"),
        ("/sign-out/", "/"),
    ],
)
def test_the_page_says_so_and_leads_back(client, homeroom, address, back):
    answer = builders.sign_in(client, homeroom).get(address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "단추로만 여는 주소입니다" in page
    assert f'<a class="krds-btn primary" href="{back}">' in page


def test_it_is_shown_to_nobody_in_particular_too(client):
    assert "할 일로 가기" in client.get("/sign-out/").content.decode()


def test_a_fragment_gets_no_page(client, homeroom):
    answer = builders.sign_in(client, homeroom).get("/absence-reports/tablet/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (405, b"")


def test_other_programs_keep_their_own_answer(client):
    answer = client.put("/api/v1/decisions", content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/json")
