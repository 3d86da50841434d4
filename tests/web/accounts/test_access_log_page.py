"""The administrator sees who looked at whom, unusual acts first, and no pupil's name (LOG-4)."""

import uuid
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from hakjeok_web.accounts import access_log
from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.accounts.policies import Role
from tests import builders
from tests.builders import HANBIT, SAESOL
from tests.web.accounts.conftest import TEN_O_CLOCK

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def admin():
    builders.enter(HANBIT, SAESOL)
    return builders.a_staff(Role.SCHOOL_ADMIN, name="황관리")


@pytest.fixture
def browser(client, admin):
    return builders.sign_in(client, admin)


@pytest.fixture
def look(clock):
    """A function that lets somebody look at so many pupils at a time, and comes back to now."""

    def looking(post, pupils=1, at=TEN_O_CLOCK, function="students:pupil", purpose=""):
        ids = pupils if isinstance(pupils, list) else [uuid.uuid4() for _ in range(pupils)]
        clock.move_to(at)
        shown = access_log.Shown(function=function, purpose=purpose, pupils=set(ids))
        access_log.append(shown, by=builders.actor(post), place="10.0.0.7")
        clock.move_to(TEN_O_CLOCK)

    return looking


def _why(browser, query=""):
    return {entry.person: entry.why for entry in browser.get(f"/access-log/{query}").context["rows"]}


@pytest.mark.parametrize(
    ("hour", "minute", "why"), [(1, 59, []), (2, 0, ["새벽 2~5시"]), (4, 59, ["새벽 2~5시"]), (5, 0, [])]
)
def test_looking_between_two_and_five_at_night_is_unusual(browser, look, hour, minute, why):
    look(builders.a_staff(Role.HOMEROOM, name="김담임"), at=datetime(2024, 5, 2, hour, minute, tzinfo=SEOUL))
    assert _why(browser) == {"김담임": why}


@pytest.mark.parametrize(
    ("role", "pupils", "why"),
    [
        (Role.HOMEROOM, 50, []),
        (Role.HOMEROOM, 51, ["자기 반 밖 50명 넘게"]),
        (Role.DUTY, 51, ["자기 반 밖 50명 넘게"]),
        (Role.REGISTRAR, 51, []),
        (Role.PRINCIPAL, 600, []),
    ],
)
def test_more_pupils_than_any_class_has_are_unusual_for_those_who_keep_a_class(browser, look, role, pupils, why):
    look(builders.a_staff(role, name="본 사람"), pupils)
    assert _why(browser) == {"본 사람": why}


def test_what_was_taken_away_is_unusual(browser, look):
    look(builders.a_staff(Role.REGISTRAR, name="서학적"), purpose="엑셀 받기: 점검")
    look(builders.a_staff(Role.REGISTRAR, name="양학적"), purpose="주민등록번호 보기: 확인")
    look(builders.a_staff(Role.REGISTRAR, name="하학적"), purpose="학생 명부")
    assert _why(browser) == {"서학적": ["받아 감"], "양학적": ["받아 감"], "하학적": []}


def test_unusual_acts_stand_before_newer_usual_ones(browser, look):
    teacher = builders.a_staff(Role.HOMEROOM, name="김담임")
    look(teacher, 51, at=TEN_O_CLOCK - timedelta(days=2))
    look(teacher, 2, at=TEN_O_CLOCK - timedelta(hours=2))
    look(teacher, 3, at=TEN_O_CLOCK - timedelta(hours=1))
    assert [entry.pupil_count for entry in browser.get("/access-log/").context["rows"]] == [51, 3, 2]


def test_filters_by_person_day_pupil_and_function(browser, look):
    kim, yi = (builders.a_staff(Role.HOMEROOM, name=name) for name in ("김담임", "이담임"))
    pupil, other = uuid.uuid4(), uuid.uuid4()
    look(kim, [pupil, other])
    look(yi, [other], function="attendance:month")
    look(yi, [pupil], at=datetime(2024, 4, 30, 23, 59, tzinfo=SEOUL))

    def counted(query):
        return len(browser.get(f"/access-log/?{query}").context["rows"])

    assert counted("") == 3
    assert counted(f"person={yi.user_id}") == 2
    assert counted("first_on=2024-05-01&last_on=2024-05-03") == 2
    assert counted("first_on=2024-04-30&last_on=2024-04-30") == 1
    assert counted(f"pupil={pupil}") == 2
    assert counted(f"pupil={pupil}&person={kim.user_id}") == 1
    assert counted("function=attendance:month") == 1
    assert counted(f"pupil={uuid.uuid4()}") == 0


def test_a_week_is_shown_unless_other_days_are_asked_for(browser, look):
    teacher = builders.a_staff(Role.HOMEROOM, name="김담임")
    look(teacher, at=datetime(2024, 4, 27, 0, 0, tzinfo=SEOUL))
    look(teacher, at=datetime(2024, 4, 26, 23, 59, 59, tzinfo=SEOUL))
    assert len(browser.get("/access-log/").context["rows"]) == 1


def test_nonsense_in_the_address_is_left_out(browser, look):
    look(builders.a_staff(Role.HOMEROOM))
    assert browser.get("/access-log/?person=x&pupil=1&first_on=2024-13-01&page=-3").status_code == 200


def test_another_schools_log_is_not_seen(browser, look):
    look(builders.a_staff(Role.HOMEROOM, school=SAESOL, name="새담임"))
    page = browser.get("/access-log/")
    assert "새담임" not in page.content.decode()


def test_pupils_are_numbers_not_names(browser, look):
    school_class = builders.a_class(builders.a_year())
    pupil = builders.a_pupil(school_class, name="박하준")
    look(builders.a_staff(Role.HOMEROOM), [pupil.pk])
    page = browser.get("/access-log/").content.decode()
    assert "박하준" not in page
    assert str(pupil.pk)[-6:] in page


def test_taking_the_log_away_is_an_entry_of_the_log(browser, look, admin):
    look(builders.a_staff(Role.HOMEROOM, name="김담임"), 3)
    answer = browser.post("/access-log/excel/", {"purpose": "점검"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("조회 기록").to_python()
    assert rows[1][2:7] == ["김담임", "10.0.0.7", "학생", "", 3.0]
    last = AccessEntry.objects.order_by("-seq").first()
    assert (last.user, last.function, last.purpose) == (admin.user, "accounts:access-log-excel", "엑셀 받기: 점검")
    assert access_log.first_break(HANBIT) is None


def test_the_page_takes_few_queries(browser, look, asks_at_most):
    teacher = builders.a_staff(Role.HOMEROOM)
    for _ in range(60):
        look(teacher)
    with asks_at_most(8):
        page = browser.get("/access-log/")
    assert (len(page.context["rows"]), page.context["pages"]["text"]) == (50, "1~50 / 60건")
