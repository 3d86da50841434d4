"""The decisions over HTTP: JSON in, the envelope out, refusals in Korean, nothing kept."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok import decide
from hakjeok.registry import names
from tests.conftest import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
CASES = json.loads((PROJECT / "tests" / "data" / "handbook.json").read_text(encoding="utf-8"))
ROOT = "/api/v1/decisions"
FACTS = {"basis": "normal", "total_days": 190, "attended": 126, "school_year": 2024}


def post(client, name="completion.required", body=None, content_type="application/json", **more):
    content = body if isinstance(body, bytes | str) else json.dumps(FACTS if body is None else body)
    return client.post(f"{ROOT}/{name}", content, content_type=content_type, **more)


def error_of(response):
    return response.json()["error"]


@pytest.mark.parametrize("case", [case for case in CASES if case["decision"] in names()], ids=lambda case: case["id"])
def test_a_printed_case_is_answered_with_the_envelope(client, case):
    response = post(client, case["decision"], case["input"])
    assert response.status_code == 200
    assert response.json() == decide(case["decision"], case["input"])


def test_korean_stands_as_it_is(client):
    response = post(client)
    assert "수료할 수 없습니다" in response.content.decode()
    assert response["Content-Type"] == "application/json"


class TestRefusals:
    def test_bad_facts_are_named_by_their_path(self, client):
        response = post(client, "absence.ladder", {"calendar": {"school_year": 2024}, "today": "2024-05-03"})
        assert response.status_code == 422
        assert error_of(response) == {"field": "calendar.first_day", "message": "꼭 필요한 값이 없습니다. 넣어 주세요."}

    @pytest.mark.parametrize("body", ["[]", "5", "null", '"x"'])
    def test_json_that_is_no_object_is_refused(self, client, body):
        assert post(client, body=body).status_code == 422

    @pytest.mark.parametrize("body", [" ", "{", b"\xff\xfe", "[" * 50_000, '{"a": ' + "9" * 5_000 + "}"])
    def test_what_is_no_json_is_refused(self, client, body):
        response = post(client, body=body)
        assert response.status_code == 400
        assert error_of(response)["message"].startswith("JSON으로 읽을 수 없습니다.")

    @pytest.mark.parametrize(
        "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    )
    def test_another_kind_of_content_is_refused(self, client, kind):
        assert post(client, content_type=kind).status_code == 415

    def test_json_may_say_its_letters(self, client):
        assert post(client, content_type="application/json; charset=utf-8").status_code == 200

    @pytest.mark.parametrize(("length", "status"), [(64 * 1024, 200), (64 * 1024 + 1, 413)])
    def test_a_body_is_no_longer_than_allowed(self, client, length, status):
        body = json.dumps(FACTS)
        assert post(client, body=body + " " * (length - len(body))).status_code == status

    def test_an_unknown_decision_is_told_the_nearest(self, client):
        for response in (post(client, "completion.requird"), client.get(f"{ROOT}/completion.requird")):
            assert response.status_code == 404
            assert error_of(response)["nearest"][0] == "completion.required"

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("put", f"{ROOT}/absence.ladder", "GET, HEAD, POST"),
            ("post", ROOT, "GET, HEAD"),
            ("delete", "/api/v1/openapi.json", "GET, HEAD"),
        ],
    )
    def test_another_method_is_refused_with_those_allowed(self, client, method, path, allowed):
        response = getattr(client, method)(path)
        assert (response.status_code, response["Allow"]) == (405, allowed)
        assert "방식으로는 쓸 수 없습니다." in error_of(response)["message"]

    def test_half_a_letter_is_written_back_as_json_writes_it(self, client):
        response = post(client, body='{"\\ud800": 1}')
        assert (response.status_code, error_of(response)["field"]) == (422, "\ud800")


class TestDescriptions:
    def test_the_list_names_every_decision_with_its_family(self, client):
        found = {each["name"]: each for each in client.get(ROOT).json()["decisions"]}
        assert tuple(found) == names()
        ladder = found["absence.ladder"]
        assert ladder["title"] == "미인정결석 관리·대응"
        assert ladder["family"] == {"name": "absence", "title": "미인정결석"}

    def test_one_is_described_by_both_schemas(self, client):
        found = client.get(f"{ROOT}/completion.required").json()
        assert found["input"]["properties"]["attended"]["title"] == "출석일수"
        assert found["output"]["type"] == "object"

    def test_the_whole_is_described_as_openapi(self, client):
        found = client.get("/api/v1/openapi.json").json()
        assert found["openapi"] == "3.1.0"
        assert {f"/decisions/{name}" for name in names()} <= set(found["paths"])


class TestNothingIsKept:
    def test_neither_session_nor_cookie_is_made(self, client):
        response = post(client)
        assert response.cookies == {}
        assert response["Cache-Control"] == "no-store"

    def test_no_forgery_token_is_asked_for(self):
        from django.test import Client

        assert post(Client(enforce_csrf_checks=True)).status_code == 200

    def test_the_database_is_asked_nothing(self, client):
        with CaptureQueriesContext(connection) as asked:
            post(client)
        assert [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]] == []

    def test_a_refusal_logs_no_facts(self, client, caplog):
        post(client, body={"secret": "비밀인 사실"})
        assert "비밀인 사실" not in caplog.text


def test_too_many_questions_are_told_when_to_come_again(client, settings):
    settings.ASKED_A_MINUTE = {"api": 2, "page": 1}
    assert [post(client).status_code for _ in range(2)] == [200, 200]
    third = post(client)
    assert (third.status_code, third["Retry-After"]) == (429, "60")
    assert error_of(third)["message"] == "짧은 시간에 여러 번 물었습니다. 60초 뒤에 다시 보내 주세요."


def test_the_limit_is_on_by_default(settings):
    assert 0 < settings.ASKED_A_MINUTE["api"] <= 600
