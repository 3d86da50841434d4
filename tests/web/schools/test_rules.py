"""학교 규정값: what the handbook leaves to the school, how a school sets it, who may, and what stays (p.22, 23, 30)."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.schools.figures import FIGURES, TRIP_APPLY_BEFORE, TRIP_SHARE_OF_YEAR
from hakjeok_web.schools.models import Ruling
from hakjeok_web.schools.rulings import rulings_of
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PAGE = "/settings/rules/"
BY_THE_SCHOOL = {"value": "5", "ground": "학칙 제12조", "from_on": "2024-05-01", "seen": "0"}


@pytest.fixture
def year(db):
    builders.enter()
    return builders.a_year()


@pytest.fixture
def admin(client, year):
    return builders.sign_in(client, builders.a_staff("school_admin", name="나관리"))


def address(figure="trip_apply_before_days", year=2024):
    return f"{PAGE}{year}/{figure}/"


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def in_force(year, figure=TRIP_APPLY_BEFORE, on=builders.TODAY):
    builders.enter()
    return rulings_of(year).on(figure, on)


def test_a_school_that_set_nothing_follows_the_handbook(admin, year):
    """p.22: 3일전까지 제출 … 7일 이내; p.23: 연속 10일 이내, 10% 이내; p.30: 7일 내외."""
    page = text_of(admin.get(PAGE))
    for said in ("3일 전까지", "7일 이내", "10일 이하", "10% 이하", "7일 이상", "학교장이 정함"):
        assert said in page
    assert "교외체험학습 신청(신청서 및 학습계획서, 3일전까지 제출)" in page
    assert "기준과 다른 값 0개" in page
    assert "이 학년도에 정한 값이 없습니다" in text_of(admin.get(address()))


def test_what_the_school_sets_stands_beside_the_handbook(admin, year):
    answer = admin.post(address(), BY_THE_SCHOOL, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}?year=2024", 302)]
    page = text_of(answer)
    assert "신청서를 내는 기한을 5일 전까지로 정했습니다. 2024. 5. 1.(수)부터 씁니다" in page
    assert "5일 전까지 기준과 다름" in page
    assert "학칙 제12조" in page
    assert "나관리 2024. 5. 3.(금) 09:00" in page


def test_a_form_that_names_the_handbook_s_value_is_pointed_to(admin, year):
    """Form 2-1 says 3일 전까지 and 7일 이내."""
    assert "/form-overrides/2-1/" not in admin.get(address()).content.decode()
    admin.post(address(), BY_THE_SCHOOL)
    admin.post(address("trip_most_consecutive_days"), BY_THE_SCHOOL)
    assert 'href="/form-overrides/2-1/"' in admin.get(address()).content.decode()
    assert admin.get("/form-overrides/2-1/").status_code == 200
    assert "서식 문구 고치기" not in text_of(admin.get(address("trip_most_consecutive_days")))


def test_a_value_equal_to_the_handbook_is_said_to_be_so(admin, year):
    admin.post(address(), BY_THE_SCHOOL | {"value": "3"})
    assert "기준과 같음" in text_of(admin.get(PAGE))


@pytest.mark.parametrize(
    ("figure", "value", "lawful"),
    [
        ("trip_apply_before_days", "0", True), ("trip_apply_before_days", "60", True),
        ("trip_apply_before_days", "61", False), ("trip_report_within_days", "60", True),
        ("trip_report_within_days", "61", False), ("trip_most_consecutive_days", "0", False),
        ("trip_most_consecutive_days", "1", True), ("trip_share_of_year", "100", True),
        ("trip_share_of_year", "100.1", False), ("trip_share_of_year", "12.5", True),
        ("long_absence_days", "3", False), ("long_absence_days", "4", True), ("long_absence_days", "10", True),
        ("long_absence_days", "11", False), ("frequent_count", "0", False), ("frequent_count", "1", True),
    ],
)  # fmt: skip
def test_a_value_lies_within_its_bounds(admin, year, figure, value, lawful):
    """p.30: 최대 3일의 범위에서 조정 가능; the others as far as the decisions take them."""
    answer = admin.post(address(figure), BY_THE_SCHOOL | {"value": value})
    assert answer.status_code == (302 if lawful else 422)
    assert ("그 안의 값으로 고쳐 주세요" in text_of(answer)) is not lawful


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"value": ""}, "값이 비어 있습니다"),
        ({"value": "사흘"}, "숫자가 아닙니다"),
        ({"value": "2.5"}, "신청서를 내는 기한은 정수로 정합니다"),
        ({"value": "2.55"}, "소수점 아래는 한 자리까지"),
        ({"value": "99999999"}, "값이 너무 큽니다"),
        ({"ground": "  "}, "근거가 비어 있습니다"),
        ({"ground": "가" * 201}, "근거가 너무 깁니다"),
        ({"from_on": ""}, "날짜가 비어 있습니다"),
        ({"from_on": "2024-02-29"}, "적용일 2024. 2. 29.(목)이 2024학년도 밖입니다"),
        ({"from_on": "2025-03-01"}, "적용일 2025. 3. 1.(토)이 2024학년도 밖입니다"),
        ({"seen": "없음"}, "화면을 새로 열어"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(admin, year, wrong, sentence):
    sent = BY_THE_SCHOOL | {"value": "41", "ground": "학칙 제77조"} | wrong
    answer = admin.post(address(), sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    kept = [sent[name] for name in ("value", "ground") if name not in wrong]
    assert all(f'value="{each}"' in answer.content.decode() for each in kept)
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("day", ["2024-03-01", "2025-02-28"])
def test_any_day_of_the_school_year_will_do(admin, year, day):
    assert admin.post(address(), BY_THE_SCHOOL | {"from_on": day}).status_code == 302


def test_the_same_page_sent_twice_sets_the_figure_once(admin, year):
    key = {"key": "01900000-0000-7000-8000-00000000aaaa"}
    assert [admin.post(address(), BY_THE_SCHOOL | key).status_code for _ in range(2)] == [302, 302]
    assert Ruling.objects.count() == 1


def test_what_holds_already_is_not_set_again(admin, year):
    admin.post(address(), BY_THE_SCHOOL)
    answer = admin.post(address(), BY_THE_SCHOOL | {"seen": "1", "from_on": "2024-05-02"})
    assert "이미 그 값입니다" in text_of(answer)
    assert Ruling.objects.count() == 1


def test_the_second_administrator_is_told_who_set_what(admin, year):
    builders.a_ruling(year, "trip_apply_before_days", 7, by="박먼저")
    answer = admin.post(address(), BY_THE_SCHOOL)
    assert answer.status_code == 422
    assert "박먼저 선생님이 2024. 5. 3.(금) 09:00에 먼저 2024. 3. 1.(금)부터 7일 전까지로 정했습니다" in text_of(answer)
    assert 'name="seen" value="1"' in answer.content.decode()
    assert admin.post(address(), BY_THE_SCHOOL | {"seen": "1"}).status_code == 302
    assert in_force(year).own == 5


def test_a_wrong_field_does_not_hide_that_somebody_was_faster(admin, year):
    builders.a_ruling(year, "trip_apply_before_days", 7)
    answer = admin.post(address(), BY_THE_SCHOOL | {"ground": ""})
    assert 'name="seen" value="0"' in answer.content.decode()


def test_two_rulings_cannot_take_one_place(year):
    builders.a_ruling(year, "trip_apply_before_days", 7)
    with pytest.raises(IntegrityError, match="one_ruling_a_place"), transaction.atomic():
        builders.a_ruling(year, "trip_apply_before_days", 8)


def test_a_ruling_is_never_changed(year):
    builders.a_ruling(year, "trip_apply_before_days", 7)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Ruling.objects.update(value=8)


def test_the_history_keeps_every_value(admin, year):
    admin.post(address(), BY_THE_SCHOOL)
    admin.post(address(), BY_THE_SCHOOL | {"value": "4", "from_on": "2024-05-03", "seen": "1", "ground": "학칙 제13조"})
    page = text_of(admin.get(address()))
    assert page.index("4일 전까지 학칙 제13조") < page.index("5일 전까지 학칙 제12조")
    assert in_force(year).own == 4
    assert in_force(year, on=date(2024, 5, 2)).own == 5


def test_the_handbook_s_value_comes_back(admin, year):
    admin.post(address(), BY_THE_SCHOOL)
    reset = BY_THE_SCHOOL | {"value": "", "do": "reset", "seen": "1", "from_on": "2024-05-03", "ground": "학칙 개정"}
    assert "지침서의 기준으로 되돌렸습니다" in text_of(admin.post(address(), reset, follow=True))
    assert in_force(year).value == 3
    assert "지침서의 기준으로 되돌림 학칙 개정" in text_of(admin.get(address()))
    again = admin.post(address(), reset | {"seen": "2"})
    assert "이미 지침서의 기준을 씁니다" in text_of(again)


def test_what_is_to_come_does_not_hold_yet(admin, year):
    admin.post(address(), BY_THE_SCHOOL | {"from_on": "2024-08-19"})
    page = text_of(admin.get(PAGE))
    assert "3일 전까지 기준대로 2024. 8. 19.(월)부터 5일 전까지" in page
    assert in_force(year).value == 3
    assert in_force(year, on=date(2024, 8, 18)).value == 3
    assert in_force(year, on=date(2024, 8, 19)).value == 5


def test_a_share_is_said_in_percent_and_taken_as_a_share(admin, year):
    admin.post(address("trip_share_of_year"), BY_THE_SCHOOL | {"value": "12.5"})
    assert "12.5% 이하 기준과 다름" in text_of(admin.get(PAGE))
    assert TRIP_SHARE_OF_YEAR.for_rules(in_force(year, TRIP_SHARE_OF_YEAR).own) * 8 == 1


@pytest.mark.parametrize("role", ["registrar", "principal", "vice_principal"])
def test_others_read_what_the_administrator_sets(client, year, role):
    builders.sign_in(client, builders.a_staff(role))
    assert "값은 학교권한관리자가 정합니다" in text_of(client.get(address())).replace("이 값", "값")
    assert client.post(address(), BY_THE_SCHOOL).status_code == 403
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("figure", ["long_absence_days", "frequent_count"])
def test_the_registrar_still_enters_what_remarks_are_written_by(client, year, figure):
    builders.sign_in(client, builders.a_staff("registrar"))
    assert client.post(address(figure), BY_THE_SCHOOL).status_code == 302


@pytest.mark.parametrize("figure", ["long_absence_days", "frequent_count"])
def test_who_was_given_the_remarks_of_the_school_opens_and_sets_their_figures(client, year, figure):
    helper = builders.a_staff("duty", name="문부장")
    MenuGrant.objects.create(
        school_id=helper.school_id, staff=helper, menu="remarks", may_read=True, may_write=True, reason="학년부장",
        granted_by=helper.user,
    )  # fmt: skip
    builders.sign_in(client, helper)
    assert client.get(PAGE).status_code == 200
    assert "값 정하기" in text_of(client.get(address(figure)))
    assert "값 정하기" not in text_of(client.get(address()))
    assert client.post(address(figure), BY_THE_SCHOOL).status_code == 302


def test_a_figure_names_who_sets_it(client, year):
    builders.sign_in(client, builders.a_staff("principal"))
    assert "이 값은 학적 담당이나 학교권한관리자가 정합니다" in text_of(client.get(address("frequent_count")))
    assert "이 값은 학교권한관리자가 정합니다" in text_of(client.get(address()))
    assert "출결 특기사항의 값은 학적 담당이나 학교권한관리자가 정합니다" in text_of(client.get(PAGE))


def test_a_past_year_is_only_read(admin, year):
    past = builders.a_year(year=2023)
    builders.a_ruling(past, "trip_apply_before_days", 6)
    page = text_of(admin.get(address(year=2023)))
    assert "2023학년도는 지난 학년도라 고칠 수 없습니다" in page
    assert "6일 전까지" in page
    answer = admin.post(address(year=2023), BY_THE_SCHOOL | {"from_on": "2023-05-01", "seen": "1"})
    assert answer.status_code == 422
    assert "지난 학년도라 고칠 수 없습니다" in text_of(answer)


def test_what_last_year_had_set_is_asked_after_and_written_in_advance(admin, year):
    builders.a_ruling(builders.a_year(year=2023), "trip_apply_before_days", 6, ground="학칙 제9조")
    page = text_of(admin.get(PAGE))
    assert "지난 학년도에 정한 값 1개를 2024학년도에는 정하지 않았습니다" in page
    assert "지난 학년도에 정한 값 1개를 올해는 정하지 않았습니다" in text_of(admin.get("/settings/"))
    form = admin.get(address()).content.decode()
    assert 'value="6' in form
    assert 'value="학칙 제9조"' in form
    assert 'value="2024-03-01"' in form
    admin.post(address(), BY_THE_SCHOOL)
    assert "올해는 정하지 않았습니다" not in text_of(admin.get("/settings/"))
    assert "기준과 다른 값 1개" in text_of(admin.get("/settings/"))


@pytest.mark.parametrize("missing", [address("trip_days_without_contact"), address(year=2022)])
def test_what_is_not_left_to_the_school_has_no_page(admin, missing):
    assert admin.get(missing).status_code == 404


def test_another_school_s_ruling_is_neither_seen_nor_counted(admin, year):
    builders.enter(builders.SAESOL)
    builders.a_ruling(builders.a_year(builders.SAESOL), "trip_apply_before_days", 9, ground="새솔 학칙")
    page = text_of(admin.get(PAGE)) + text_of(admin.get(address()))
    assert "새솔 학칙" not in page
    assert "9일 전까지" not in page
    assert in_force(year).value == 3


def test_before_the_first_year_is_opened_there_is_nothing_to_set(client, db):
    builders.enter()
    builders.sign_in(client, builders.a_staff("school_admin"))
    assert "아직 연 학년도가 없습니다" in text_of(client.get(PAGE))


def test_every_figure_says_where_the_handbook_leaves_it_to_the_school():
    assert {each.left_by.page for each in FIGURES} == {22, 30}
    assert len({each.name for each in FIGURES}) == len(FIGURES)


def test_the_pages_ask_as_often_for_many_rulings_as_for_one(admin, year, django_assert_max_num_queries):
    for place in range(1, 9):
        builders.a_ruling(year, "trip_apply_before_days", place, place=place)
    for page in (PAGE, address()):
        with django_assert_max_num_queries(10):
            admin.get(page)


def test_a_year_that_was_not_checked_is_warned_of_once(admin, year):
    builders.a_year(year=2025)
    page = text_of(admin.get(f"{PAGE}?year=2025"))
    assert page.count("2025학년도 기준은 아직 확인하지 않아 2024학년도 기준을 적용했습니다") == 1
