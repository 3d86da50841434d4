"""The pages under /settings/: what they show, what they write, who may open them. All without JavaScript."""

import re
from datetime import date

import pytest
import time_machine

from hakjeok_web.schools.facts import calendars_of
from hakjeok_web.schools.models import CalendarEntry, SchoolClass, SchoolYear
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2024-05-03T09:00:00+09:00", tick=False):
        yield


@pytest.fixture
def year():
    builders.enter(builders.HANBIT)
    return SchoolYear.objects.get(pk=builders.a_year().pk)


def _client(client, role="registrar", **kwargs):
    return builders.sign_in(client, builders.a_staff(role, **kwargs))


@pytest.fixture
def registrar(client, year):
    return _client(client, name="정학적")


def _seen():
    builders.enter(builders.HANBIT)
    return SchoolYear.objects.get(year=2024).version


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _entry(**changes):
    return {"kind": "discretionary", "name": "개교기념일", "first_on": "2024-05-07", "seen": _seen()} | changes


def test_the_calendar_shows_the_days_of_each_grade_and_why(registrar):
    page = _text(registrar.get("/settings/calendar/2024/"))
    assert "6학년 194일" in page
    assert "수업일은 매 학년 190일 이상이어야 합니다" in page
    assert "p.88" in page


def test_the_calendar_of_one_grade_shows_its_own_days(registrar, year):
    CalendarEntry.objects.create(
        school_id=year.school_id, school_year=year, kind="discretionary", name="6학년 수학여행 다음 날",
        first_on=date(2024, 5, 10), last_on=date(2024, 5, 10), grades=[6],
    )  # fmt: skip
    pages = [registrar.get(f"/settings/calendar/2024/?grade={grade}").content.decode() for grade in (5, 6)]
    assert ['sc-discretionary" title="6학년 수학여행 다음 날"' in page for page in pages] == [False, True]


@pytest.mark.parametrize("grade", ["0", "7", "x", ""])
def test_an_impossible_grade_shows_the_first(registrar, grade):
    assert "1학년 달력" in _text(registrar.get(f"/settings/calendar/2024/?grade={grade}"))


@pytest.mark.parametrize(("days", "badge"), [(189, "1일 모자람"), (190, "충분함"), (191, "충분함")])
def test_a_year_has_190_days_or_says_how_many_are_missing(registrar, year, days, badge):
    for day in calendars_of(year).of(1).school_days[40 : 40 + 194 - days]:
        _day_off(year, day)
    page = _text(registrar.get("/settings/calendar/2024/"))
    assert f"6학년 {days}일" in page
    assert badge in page
    assert {"충분함", "1일 모자람"} - {badge} == {each for each in ("충분함", "1일 모자람") if each not in page}


@pytest.mark.parametrize(
    ("days", "badge"), [(170, "1일 모자람"), (171, "190일에서 19일 줄임"), (172, "190일에서 18일 줄임")]
)
def test_a_year_cut_by_a_tenth_with_a_cause_is_enough(registrar, year, days, badge):
    last = calendars_of(year).of(1).school_days[days - 1]
    SchoolYear.objects.filter(pk=year.pk).update(last_on=last, cut_cause="disaster")
    page = _text(registrar.get("/settings/calendar/2024/"))
    assert badge in page
    assert "2025. 1. 30.(목)까지" in page


def test_a_year_before_the_known_figures_is_judged_by_the_first_with_a_warning(registrar):
    builders.a_year(year=2023)
    page = _text(registrar.get("/settings/calendar/2023/"))
    assert "2023학년도의 기준이 따로 없어 2024학년도 기준을 적용했습니다" in page


def _day_off(year, day):
    CalendarEntry.objects.create(
        school_id=year.school_id, school_year=year, kind="discretionary", name="재량휴업일", first_on=day, last_on=day
    )


def test_a_line_is_added_by_a_plain_form(registrar):
    response = registrar.post("/settings/calendar/2024/entries/new/", _entry(grades=["2", "5"]), follow=True)
    assert response.redirect_chain == [("/settings/calendar/2024/", 302)]
    assert "2·5학년" in _text(response)
    assert "학사일정에 ‘개교기념일’ 일정을 더했습니다" in _text(response)


def test_days_may_be_typed_without_signs(registrar):
    registrar.post("/settings/calendar/2024/entries/new/", _entry(first_on="20240507", last_on="2024. 5. 8."))
    builders.enter(builders.HANBIT)
    line = CalendarEntry.objects.get(name="개교기념일")
    assert (line.first_on, line.last_on) == (date(2024, 5, 7), date(2024, 5, 8))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_on": "2024-02-30"}, "없는 날짜입니다"),
        ({"first_on": ""}, "날짜가 비어 있습니다"),
        ({"name": ""}, "일정 이름이 비어 있습니다"),
        ({"first_on": "2025-03-03"}, "2024학년도에 들지 않습니다"),
        ({"first_on": "2024-05-06"}, "이미 쉬는 날(대체공휴일)"),
        ({"grades": ["7"]}, "7"),
        ({"seen": "0"}, "먼저 학사일정을 고쳤습니다"),
    ],
)
def test_a_refused_line_keeps_what_was_typed(registrar, wrong, sentence):
    response = registrar.post("/settings/calendar/2024/entries/new/", _entry(**wrong))
    assert response.status_code == 422
    assert sentence in _text(response)
    assert ('value="개교기념일"' in response.content.decode()) == ("name" not in wrong)
    assert f'name="seen" value="{_seen()}"' in response.content.decode()


def test_a_line_is_changed_and_removed(registrar, year):
    line = CalendarEntry.objects.get(kind="break")
    url = f"/settings/calendar/2024/entries/{line.pk}/"
    assert "여름방학" in _text(registrar.get(url))
    sent = _entry(kind="break", name="여름 방학", first_on="2024-07-23", last_on="2024-08-16")
    assert registrar.post(url, sent).status_code == 302
    builders.enter(builders.HANBIT)
    assert CalendarEntry.objects.get(pk=line.pk).first_on == date(2024, 7, 23)
    assert registrar.post(f"{url}removal/", {"seen": _seen()}).status_code == 302
    builders.enter(builders.HANBIT)
    assert not CalendarEntry.objects.filter(pk=line.pk).exists()


def test_a_removal_over_another_persons_change_is_told(registrar, year):
    line = CalendarEntry.objects.get(kind="break")
    _day_off(year, date(2024, 5, 7))
    response = registrar.post(f"/settings/calendar/2024/entries/{line.pk}/removal/", {"seen": year.version})
    assert response.status_code == 422
    assert "먼저 학사일정을 고쳤습니다" in _text(response)


def test_the_days_of_the_year_are_saved(registrar):
    sent = {
        "first_on": "2024-03-04", "last_on": "2025-01-09", "second_semester_on": "2024-08-20",
        "council_reviewed_on": "2024-02-14", "cut_cause": "", "seen": _seen(),
    }  # fmt: skip
    assert registrar.post("/settings/calendar/2024/days/", sent).status_code == 302
    page = _text(registrar.get("/settings/calendar/2024/"))
    assert "2024. 8. 20.(화)~2025. 1. 9.(목)" in page
    assert "2024. 2. 14.(수)" in page


def test_a_grade_gets_its_own_last_day(registrar):
    sent = {"first_on": "2024-03-04", "last_on": "2025-01-07", "seen": _seen()}
    assert registrar.post("/settings/calendar/2024/grades/6/", sent).status_code == 302
    assert "학년 따로" in _text(registrar.get("/settings/calendar/2024/"))
    assert registrar.get("/settings/calendar/2024/grades/7/").status_code == 404


def test_missing_holidays_are_shown_and_only_the_chosen_are_added(registrar, year):
    year.entries.filter(first_on__in=(date(2024, 6, 6), date(2024, 10, 9))).delete()
    page = registrar.get("/settings/calendar/2024/public-holidays/")
    assert page.content.decode().count('name="day"') == page.context["missing"] >= 2
    sent = {"seen": _seen(), "day": ["2024-06-06", "nonsense"]}
    assert registrar.post("/settings/calendar/2024/public-holidays/", sent).status_code == 302
    builders.enter(builders.HANBIT)
    days = year.entries.values_list("first_on", flat=True)
    assert date(2024, 6, 6) in days
    assert date(2024, 10, 9) not in days


def test_a_year_is_opened_with_the_classes_of_the_last(client, year):
    builders.a_class(year, 4, 2)
    admin = _client(client, "school_admin")
    assert 'value="2025"' in admin.get("/settings/years/new/").content.decode()
    sent = {"year": "2025", "first_on": "2025-03-04", "last_on": "2026-01-09", "copies_classes": "on"}
    assert admin.post("/settings/years/new/", sent).headers["Location"] == "/settings/calendar/2025/"
    builders.enter(builders.HANBIT)
    assert [str(each) for each in SchoolClass.objects.filter(school_year__year=2025)] == ["4학년 2반"]
    assert "이미 열었습니다" in _text(admin.post("/settings/years/new/", sent))


def test_the_calendar_of_a_year_not_opened_yet_leads_to_the_years(client):
    builders.enter(builders.HANBIT)
    response = _client(client).get("/settings/calendar/2024/", follow=True)
    assert "2024학년도를 아직 열지 않았습니다" in _text(response)
    assert client.get("/settings/calendar/2031/").status_code == 404


def test_the_year_chosen_stays_chosen_and_a_past_one_is_read_only(registrar, year):
    builders.a_year(year=2023)
    response = registrar.get("/settings/years/?year=2023")
    assert "2023학년도를 보고 있습니다 · 읽기 전용" in _text(response)
    assert registrar.get("/settings/years/").context["selected"].year == 2023
    assert "읽기 전용" not in _text(registrar.get("/settings/years/?year=2024")).replace("2023학년도 읽기 전용", "")


def test_a_past_calendar_can_be_read_but_not_changed(registrar, year):
    builders.a_year(year=2023)
    page = registrar.get("/settings/calendar/2023/").content.decode()
    assert "entries/new/" not in page
    assert registrar.get("/settings/calendar/2023/entries/new/").status_code == 403


def test_classes_are_made_for_several_grades_at_once(registrar, year):
    builders.a_class(year, 4, 1)
    counts = {f"grade_{grade}": "2" if grade < 3 else "0" for grade in range(1, 7)}
    refused = registrar.post("/settings/classes/2024/counts/", counts)
    assert refused.status_code == 422
    assert "4학년은 이미 1개 반입니다" in _text(refused)
    assert registrar.post("/settings/classes/2024/counts/", counts | {"grade_4": "1"}).status_code == 302
    page = _text(registrar.get("/settings/classes/2024/"))
    assert "5개 반" in page
    assert "담임 없는 반 5개" in page


def test_a_homeroom_teacher_is_assigned_from_a_day(registrar, year):
    school_class = builders.a_class(year)
    builders.a_homeroom(school_class, name="김담임")
    new = builders.a_staff("homeroom", name="오담임")
    url = f"/settings/classes/2024/{school_class.pk}/"
    sent = {"staff": str(new.pk), "from_on": "2024-05-07"}
    assert registrar.post(f"{url}homeroom/", sent).status_code == 302
    page = _text(registrar.get(url))
    assert "2024. 5. 6.(월)" in page
    assert page.index("오담임") < page.index("김담임")


def test_a_wrong_day_for_a_homeroom_teacher_keeps_the_choice(registrar, year):
    school_class = builders.a_class(year)
    new = builders.a_staff("homeroom", name="오담임")
    sent = {"staff": str(new.pk), "from_on": "2025-03-01"}
    response = registrar.post(f"/settings/classes/2024/{school_class.pk}/homeroom/", sent)
    assert response.status_code == 422
    assert f'value="{new.pk}" selected' in response.content.decode()


def test_a_homeroom_teachers_time_ends_and_an_empty_class_goes(registrar, year):
    school_class = builders.a_class(year)
    homeroom = builders.a_homeroom(school_class).homerooms.get()
    url = f"/settings/classes/2024/{school_class.pk}/"
    assert registrar.post(f"{url}homeroom/{homeroom.pk}/end/", {"to_on": "2024-05-10"}).status_code == 302
    assert "2024. 5. 10.(금)" in _text(registrar.get(url))
    assert registrar.post(f"{url}removal/").headers["Location"] == "/settings/classes/2024/"
    assert registrar.get(url).status_code == 404


def test_a_class_with_pupils_is_not_removed(registrar, year):
    school_class = builders.a_class(year)
    builders.a_pupil(school_class)
    response = registrar.post(f"/settings/classes/2024/{school_class.pk}/removal/")
    assert response.status_code == 422
    assert "빈 반만 없앨 수 있습니다" in _text(response)


def test_the_overview_puts_what_is_unset_first(client, year):
    builders.a_homeroom(builders.a_class(year, 3, 1))
    builders.a_class(year, 5, 3)
    page = _text(_client(client, "school_admin").get("/settings/"))
    assert "담임이 없는 반: 5-3" in page
    assert "학교운영위원회 심의일을 적지 않았습니다" in page
    assert page.index("담임이 없는 반") < page.index("학년도 1개를 열었습니다")


@pytest.mark.parametrize("path", ["calendar/2024/export/", "classes/2024/export/"])
def test_a_list_comes_as_excel_once_the_purpose_is_given(registrar, year, path):
    builders.a_class(year)
    assert "어디에 쓰나요" in _text(registrar.get(f"/settings/{path}"))
    response = registrar.post(f"/settings/{path}", {"purpose": "학급 운영"})
    assert response.content[:2] == b"PK"


SAVEPOINTS = 2  # the request's own transaction is one inside that of the test
WRITING = [
    "years/new/",
    "calendar/2024/entries/new/",
    "calendar/2024/days/",
    "calendar/2024/grades/6/",
    "calendar/2024/public-holidays/",
]


@pytest.mark.parametrize("path", WRITING)
def test_who_may_only_read_the_calendar_may_not_write_it(client, year, path):
    reader = _client(client, "vice_principal")
    assert reader.get("/settings/calendar/2024/").status_code == 200
    assert "entries/new/" not in reader.get("/settings/calendar/2024/").content.decode()
    assert reader.get(f"/settings/{path}").status_code == 403


@pytest.mark.parametrize("path", ["", "years/", "calendar/2024/", "classes/2024/", *WRITING])
def test_for_who_has_no_right_the_settings_do_not_exist(client, year, path):
    assert _client(client, "duty").get(f"/settings/{path}").status_code == 404


def test_rows_of_another_school_do_not_exist(client, year):
    line, school_class = CalendarEntry.objects.first(), builders.a_class(year)
    builders.enter(builders.SAESOL)
    stranger = _client(client, school=builders.SAESOL)
    assert stranger.get("/settings/calendar/2024/").status_code == 302  # has not opened its own year
    for path in (f"calendar/2024/entries/{line.pk}/", f"classes/2024/{school_class.pk}/", "calendar/2024/days/"):
        assert stranger.get(f"/settings/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "years/", "calendar/2024/", "calendar/2024/public-holidays/", "classes/2024/"])
def test_a_page_asks_the_database_few_times_however_many_classes(client, year, path, django_assert_max_num_queries):
    for grade in range(1, 7):
        for number in range(1, 6):
            builders.a_homeroom(builders.a_class(year, grade, number))
    admin = _client(client, "school_admin")
    admin.get("/settings/calendar/2024/")
    with django_assert_max_num_queries(8 + SAVEPOINTS):
        assert admin.get(f"/settings/{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "years/", "years/new/", "calendar/2024/", "calendar/2024/days/", "classes/2024/"])
def test_no_page_needs_a_script_or_a_style_of_its_own(client, year, path):
    page = _client(client, "school_admin").get(f"/settings/{path}").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page)
