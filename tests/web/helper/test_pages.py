"""판정 도우미: found by plain words, asked without a sign-in, answered with reasons, asked again by a link."""

import json
import re

import pytest
from django.core.cache import caches

from hakjeok_web.helper.links import facts_of, link_to
from hakjeok_web.helper.search import search
from tests import builders
from tests.web.helper.browsing import address, form_of, sent_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
COMPLETION = {"basis": "normal", "total_days": "190", "attended": "126", "school_year": "2024"}
PAGE = "/helper/completion.required/"


def text_of(response):
    return " ".join(response.content.decode().split())


class TestList:
    def test_decisions_stand_under_the_handbook_s_families(self, client):
        groups = client.get("/helper/").context["groups"]
        titles = [group.title for group in groups]
        assert titles.index("출결") < titles.index("미인정결석") < titles.index("학교생활기록부")

    @pytest.mark.parametrize(
        ("question", "name"),
        [
            ("정원 외", "absence.out_of_quota"),
            ("장기결석하면 정원 외가 되나요?", "absence.out_of_quota"),
            ("수료에 필요한 출석일수", "completion.required"),
            ("수료하려면", "completion.required"),
            ("소년원", "absence.ladder"),
            ("SCHOOLDAYS.plan", "schooldays.plan"),
            ("전출입 날짜", "transfer.dates"),
            ("경조사 며칠", "attendance.family_event"),
            ("아포스티유", "return.documents"),
        ],
    )
    def test_plain_words_find_the_decision_first(self, client, question, name):
        assert client.get("/helper/", {"q": question}).context["groups"][0].decisions[0].name == name

    def test_under_a_decision_stands_the_question_nearest_to_what_was_asked(self, client):
        found = client.get("/helper/", {"q": "아동학대 비밀전학"}).context["groups"][0].rows
        assert found[0][1] == "아동학대 피해학생의 비밀전학은 어떻게 하나요?"

    def test_words_that_are_nowhere_find_nothing_and_say_so(self, client):
        assert "맞는 판정이 없습니다." in text_of(client.get("/helper/", {"q": "우주선"}))
        assert search("?!") == []

    def test_a_script_gets_the_list_alone(self, client):
        answer = text_of(client.get("/helper/", {"q": "결석"}, headers={"HX-Request": "true"}))
        assert answer.startswith('<div id="list"')
        assert "<html" not in answer

    def test_what_was_asked_is_written_safely(self, client):
        assert "<b>" not in text_of(client.get("/helper/", {"q": "<b>"}))


class TestFrame:
    def test_a_visitor_sees_no_navigation_but_the_way_to_sign_in(self, client):
        page = text_of(client.get(PAGE))
        assert "주 메뉴" not in page
        assert 'href="/sign-in/"' in page

    def test_a_person_of_a_school_sees_his_own_frame_with_the_helper_in_it(self, client, homeroom):
        page = text_of(builders.sign_in(client, homeroom).get("/helper/"))
        assert "한빛초등학교" in page
        assert '<a class="hj-nav-area" href="/helper/"' in page

    def test_before_the_second_factor_he_is_a_visitor(self, client, homeroom, pupil):
        client.force_login(homeroom.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        response = client.get(f"{PAGE}?student={pupil.pk}")
        assert response.status_code == 200
        assert "주 메뉴" not in text_of(response)
        assert pupil.name not in text_of(response)


class TestAnswer:
    def test_it_says_the_result_with_every_reason_and_its_place(self, client):
        page = text_of(client.post(PAGE, COMPLETION))
        assert "출석 126일은 127일보다 1일 모자라 수료할 수 없습니다." in page
        assert "p.88 초·중등교육법 시행령 제50조제2항" in page
        assert "2024학년도 기준" in page

    def test_what_does_not_apply_is_named_in_one_line(self, client):
        page = text_of(client.get(address("transfer.route", {"reason": "residence"})))
        assert "해당 없음: 학교를 배정하는 사람 · " in page
        assert "<dt>학교를 배정하는 사람</dt>" not in page

    def test_what_nobody_can_know_yet_is_no_no(self, client):
        page = text_of(client.get(address("admission.application_window", {"kind": "defer", "school_year": 2025})))
        assert "알 수 없음: 신청일에 접수할 수 있음" in page

    def test_only_a_checked_year_is_called_the_basis(self, client):
        assert "2024학년도 기준</span>" in text_of(client.post(PAGE, COMPLETION))
        assert "2027학년도</span>" in text_of(client.post(PAGE, COMPLETION | {"school_year": "2027"}))

    def test_warnings_and_readings_stand_out(self, client):
        page = text_of(client.post(PAGE, COMPLETION | {"school_year": "2027"}))
        assert "꼭 알릴 것: 2027학년도 기준은 아직 확인하지 않아" in page
        quota = {"total_days": 190, "absent_since": "2024-04-22", "today": "2024-05-03"}
        calendar = {"school_year": 2024, "first_day": "2024-03-04", "last_day": "2025-01-10"}
        assert "「해석」" in text_of(client.get(address("absence.out_of_quota", quota | {"calendar": calendar})))

    def test_what_was_told_is_repeated_in_words(self, client):
        page = text_of(client.post(PAGE, COMPLETION))
        assert "<dt>어떤 학생인가요</dt><dd>계속 재학" in page

    def test_the_page_of_the_school_year_says_which_years_are_known(self, client):
        assert "2024학년도 기준이 들어 있습니다." in text_of(client.get(PAGE))

    def test_a_script_gets_form_and_answer_alone(self, client):
        response = client.post(PAGE, COMPLETION, headers={"HX-Request": "true"})
        assert text_of(response).startswith('<div id="helper"')


class TestRefusal:
    def test_it_stands_at_its_field_and_what_was_typed_stays(self, client):
        response = client.post(PAGE, COMPLETION | {"attended": "백"})
        assert response.status_code == 422
        field = form_of(response).get_element_by_id("id_attended")
        assert (field.value, field.get("aria-invalid")) == ("백", "true")
        assert "‘백’은 정수가 아닙니다." in form_of(response).get_element_by_id("id_attended_error").text

    def test_what_is_to_be_chosen_is_asked_to_be_chosen(self, client):
        response = client.post(PAGE, COMPLETION | {"basis": ""})
        assert "골라 주세요." in form_of(response).get_element_by_id("id_basis_error").text

    def test_a_sentence_that_names_its_field_is_not_put_after_the_name_once_more(self, client):
        days = {"last_attended": "2024-05-03", "first_attended": "2024-05-02"}
        sent = sent_by(client.get("/helper/transfer.dates/")) | days
        told = [each["text"] for each in client.post("/helper/transfer.dates/", sent).context["errors"]]
        assert [each.count("전입교에 처음 등교한 날") for each in told] == [1]

    def test_the_rules_own_refusal_stands_at_its_field_too(self, client):
        response = client.post(PAGE, COMPLETION | {"attended": "191"})
        assert "출석일수(191일)" in form_of(response).get_element_by_id("id_attended_error").text
        assert "<title>오류:" in text_of(response)


class TestRows:
    def test_a_row_is_added_and_taken_out_without_a_script(self, client):
        first = sent_by(client.get("/helper/record.lines/"))
        more = client.post("/helper/record.lines/", first | {"events.0.school": "한빛초", "__add": "events"})
        assert sent_by(more)["events.1.school"] == [""]
        assert more.status_code == 200
        less = client.post("/helper/record.lines/", sent_by(more) | {"__remove": "events.1"})
        assert sent_by(less)["events.0.school"] == ["한빛초"]
        assert "events.1.school" not in sent_by(less)

    def test_more_than_a_page_can_hold_is_refused(self, client):
        many = {f"events.{number}.school": "가" for number in range(3_001)}
        response = client.post("/helper/record.lines/", many)
        assert response.status_code == 422
        assert "한 번에 물을 수 있는 양을 넘었습니다." in text_of(response)


class TestCalendar:
    def test_a_visitor_gets_an_example_of_190_days(self, client):
        shown = client.get("/helper/absence.ladder/").context["asked"].typed["calendar"]
        assert (shown["school_year"], shown["first_day"]) == ("2024", "2024-03-04")
        assert "보기로 채운 학사일정입니다." in text_of(client.get("/helper/absence.ladder/"))

    def test_a_teacher_gets_that_of_his_school_and_grade(self, client, homeroom):
        builders.sign_in(client, homeroom)
        response = client.get("/helper/absence.ladder/")
        assert response.context["asked"].typed["calendar"]["last_day"] == "2025-01-10"
        assert "한빛초등학교 4학년의 학사일정입니다." in text_of(response)

    def test_once_changed_it_no_longer_says_where_it_comes_from(self, client):
        sent = sent_by(client.get("/helper/absence.ladder/")) | {"calendar.last_day": "2025-01-17"}
        assert "보기로 채운 학사일정입니다." not in text_of(client.post("/helper/absence.ladder/", sent))

    def test_a_year_beyond_the_table_of_holidays_has_a_calendar_too(self, client, time_machine):
        time_machine.move_to("2040-05-03T09:00:00+09:00", tick=False)
        typed = client.get("/helper/absence.ladder/").context["asked"].typed["calendar"]
        assert (typed["school_year"], typed["public_holidays"]) == ("2040", "")


class TestComingYear:
    @pytest.mark.parametrize("name", ["admission.application_window", "admission.schedule"])
    def test_admission_is_asked_about_for_the_coming_school_year(self, client, name):
        assert client.get(f"/helper/{name}/").context["asked"].typed["school_year"] == "2025"

    def test_under_another_name_too(self, client):
        assert client.get("/helper/admission.assembly/").context["asked"].typed["entry_year"] == "2025"


class TestLink:
    def test_it_repeats_form_and_answer(self, client):
        link = client.post(PAGE, COMPLETION).context["link"]
        again = client.get(link)
        assert "1일 모자라 수료할 수 없습니다." in text_of(again)
        assert form_of(again).get_element_by_id("id_attended").value == "126"

    @pytest.mark.parametrize("facts", ["", "{", "[]", "NaN", '{"a": NaN}', "[" * 10_000, '{"\\ud800": 1}', "9" * 5_000])
    def test_one_that_cannot_be_read_says_so(self, client, facts):
        response = client.get(PAGE, {"facts": facts})
        assert response.status_code == 200
        assert "주소에 적힌 사실을 읽을 수 없습니다." in text_of(response)

    def test_one_with_wrong_facts_shows_what_is_wrong(self, client):
        response = client.get(address("completion.required", {"basis": "unheard", "attended": [], "x": 1}))
        assert "고칠 곳이 있습니다" in text_of(response)

    def test_one_too_long_to_pass_on_is_not_offered(self):
        assert link_to("/helper/x/", {"note": "가" * 1_000}) == ""
        assert facts_of(json.dumps({"note": "가"})) == {"note": "가"}


@pytest.mark.parametrize("name", ["nothing.here", "faces.cli", "absence", "a b", "absence.ladder.x", "..", "os.path"])
def test_a_decision_that_there_is_not_is_not_found(client, name):
    assert client.get(f"/helper/{name}/").status_code == 404


class TestHowOften:
    @pytest.fixture(autouse=True)
    def _two_a_minute(self, settings):
        settings.ASKED_A_MINUTE = {"page": 2, "api": 2}

    def test_the_third_question_of_a_minute_waits_and_nothing_typed_is_lost(self, client):
        assert [client.post(PAGE, COMPLETION).status_code for _ in range(2)] == [200, 200]
        third = client.post(PAGE, COMPLETION)
        assert (third.status_code, third["Retry-After"]) == (429, "60")
        assert form_of(third).get_element_by_id("id_attended").value == "126"
        assert "60초 뒤에 다시 눌러 주세요." in text_of(third)

    def test_the_next_minute_begins_anew(self, client, time_machine):
        for _ in range(3):
            client.post(PAGE, COMPLETION)
        time_machine.move_to("2024-05-03T09:01:00+09:00", tick=False)
        assert client.post(PAGE, COMPLETION).status_code == 200

    def test_opening_the_form_is_no_question(self, client):
        assert {client.get(PAGE).status_code for _ in range(5)} == {200}

    def test_another_address_is_counted_apart_and_one_household_together(self, client):
        def asked(place):
            return client.post(PAGE, COMPLETION, REMOTE_ADDR=place).status_code

        assert [asked("2001:db8::1"), asked("2001:db8::2"), asked("2001:db8::3")] == [200, 200, 429]
        assert [asked("2001:db8:0:1::1"), asked("192.0.2.7"), asked("unix:")] == [200, 200, 200]

    def test_a_count_that_was_pushed_out_lets_people_in(self, client, monkeypatch):
        monkeypatch.setattr(caches["askers"], "add", lambda *_, **__: False)
        assert client.post(PAGE, COMPLETION).status_code == 200


class TestStart:
    def test_a_blank_form_begins_with_what_is_usual(self, client):
        assert re.search(r'name="completes"[^>]*checked', text_of(client.get("/helper/completion.outcome/")))

    def test_a_link_means_what_it_tells_and_what_is_left_out_is_not_so(self, client):
        page = text_of(client.get("/helper/completion.outcome/", {"facts": '{"grade":1}'}))
        assert not re.search(r'name="completes"[^>]*checked', page)
        assert "유급" in page
