"""Reasons in plain words: found by any of them; some are told to the homeroom teacher, registrar and heads only."""

import uuid
from datetime import date

import pytest

from hakjeok.attendance.reasons import Reason
from hakjeok_web.attendance import queries
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.attendance.monthly_leave import told_after
from hakjeok_web.attendance.reason_words import (
    USUAL,
    code_of,
    every_reason,
    is_private,
    listed_reason,
    mentions,
    search,
    suggestions,
)
from tests import builders

MAY = date(2024, 5, 1)
FRIDAY = date(2024, 5, 3)
db = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]


def test_every_reason_of_the_handbook_has_its_words():
    assert [each.code for each in every_reason()] == list(Reason)
    assert all(each.help for each in every_reason())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("독감", "infectious_disease"),
        ("할머니", None),
        ("장례", "family_event"),
        ("생리통", "menstrual_pain"),
        ("간병", "care_of_family"),
        ("미세먼지", "fine_dust_sensitive"),
        ("무단", "truancy"),
    ],
)
def test_a_reason_is_found_by_everyday_words(text, code):
    assert [str(each.code) for each in search(text)][:1] == ([code] if code else [])


def test_mycoplasma_is_a_statutory_infection():
    """p.20: 마이코플라스마 폐렴균 감염증은 급성호흡기감염증으로 법정감염병에 속함."""
    assert search("마이코플라스마")[0].code is Reason.INFECTIOUS_DISEASE


def test_a_typed_reason_gives_its_code_also_with_a_remark_in_brackets():
    assert code_of("경조사(조부모 사망)") is Reason.FAMILY_EVENT
    assert code_of("병원  진료") is Reason.ILLNESS
    assert code_of("아무 말") is None


def test_the_usual_words_come_first_and_bring_their_kind():
    offered = suggestions()
    assert [each.text for each in offered[: len(USUAL)]] == list(USUAL)
    assert offered[0].kind == "illness"


@pytest.mark.parametrize(
    "text", ["생리통", "심한 생리 통증", "학교폭력 가해학생 출석정지(6호)", "징계: 사회봉사", "경찰 선도 프로그램"]
)
def test_what_concerns_few_is_told_to_few(text):
    assert is_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "생리통",
        "생리결석",
        "월경통",
        "생리통이 심해서",
        "심한 생리통",
        "심한생리통",
        "‘생리통’",
        "생 리 통",
        "복통(생리)",
        "생리 결석",
    ],
)
def test_menstrual_leave_is_known_however_it_was_typed(text):
    assert mentions(text, Reason.MENSTRUAL_PAIN)
    assert is_private(text)


@pytest.mark.parametrize("text", ["학생 리더십 캠프", "학생 리코더 대회", "학생리더십캠프", "4월경 수술", "감기"])
def test_letters_that_two_words_make_together_are_no_reason(text):
    assert not mentions(text, Reason.MENSTRUAL_PAIN)
    assert not is_private(text)


@pytest.mark.parametrize("text", ["감기", "경조사", "교외체험학습", "늦잠", ""])
def test_ordinary_reasons_are_told(text):
    assert not is_private(text)


def test_a_list_tells_of_menstrual_leave_only_that_it_is_authorized():
    """p.25: 학교장은 여학생 중 생리통이 극심해 수업출석이 어려운 경우(월 1일 결석) 출석으로 인정함."""
    assert listed_reason("생리통", "authorized") == ""
    assert listed_reason("출석정지", "unexcused") == "알리지 않음"
    assert listed_reason("감기", "illness") == "감기"


class TestOnScreens:
    pytestmark = db

    @pytest.fixture
    def entered(self, school_class, pupil, teacher):
        entry = Entry(pupil.pk, FRIDAY, "absence", "authorized", "생리통")
        save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)
        return pupil

    @pytest.fixture
    def other_teacher(self, school_class):
        """A teacher who was given the right to write the whole school's register."""
        from hakjeok_web.accounts.models import MenuGrant

        staff = builders.a_staff("duty", name="박교무")
        MenuGrant.objects.create(
            school_id=staff.school_id, staff=staff, menu="register", may_read=True, may_write=True, reason="보결",
            granted_by=staff.user,
        )  # fmt: skip
        return staff

    def test_the_homeroom_teacher_reads_the_reason_in_the_register(self, client, entered, homeroom, school_class):
        page = builders.sign_in(client, homeroom).get(f"/registers/{school_class.pk}/2024-05-03/").content.decode()
        assert 'value="생리통"' in page

    @pytest.mark.parametrize("role", ["registrar", "vice_principal", "principal"])
    def test_registrar_and_heads_read_it_on_the_pupils_page(self, client, entered, role):
        page = builders.sign_in(client, builders.a_staff(role)).get(f"/students/{entered.pk}/attendance/")
        assert "생리통" in page.content.decode()

    @pytest.mark.parametrize("address", ["/absentees/", "/attendance-statistics/periods/"])
    def test_no_list_tells_it_even_to_them(self, client, entered, address):
        page = builders.sign_in(client, builders.a_staff("registrar")).get(address).content.decode()
        assert "박하준" in page
        assert "생리통" not in page

    def test_another_teacher_sees_only_that_it_is_authorized(self, client, entered, other_teacher, school_class):
        builders.sign_in(client, other_teacher)
        month = client.get(f"/registers/{school_class.pk}/2024-05/").content.decode()
        assert 'data-reason="생리통"' not in month
        assert "출석인정결석" in month

    def test_another_teachers_act_keeps_the_reason_that_he_was_not_shown(
        self, entered, other_teacher, school_class, homeroom
    ):
        by = builders.actor(other_teacher)
        cell = queries.class_month(school_class, MAY, reader=by).cell(entered.pk, FRIDAY)
        assert cell.reason == ""
        entry = Entry(entered.pk, FRIDAY, "early_leave", "authorized", "", "11시 하교", seen=cell.version)
        saved = save_cells(school_class=school_class, month=MAY, entries=[entry], by=by)
        assert AttendanceEntry.objects.get().reason == "생리통"
        assert saved.month.cell(entered.pk, FRIDAY).reason == ""

    def test_the_page_of_reasons_tells_kind_papers_and_page(self, client, homeroom):
        page = builders.sign_in(client, homeroom).get("/absence-reasons/?q=독감").content.decode()
        assert "법정 감염병" in page
        assert "출석인정" in page
        assert "p.20" in page

    def test_a_word_that_nobody_knows_finds_nothing(self, client, homeroom):
        page = builders.sign_in(client, homeroom).get("/absence-reasons/?q=가나다라").content.decode()
        assert "찾은 사유가 없습니다" in page

    def test_the_day_form_offers_every_reason(self, client, homeroom, school_class, pupil):
        page = builders.sign_in(client, homeroom).get(f"/registers/{school_class.pk}/2024-05-03/").content.decode()
        assert all(f'<option value="{each.korean}"' in page for each in Reason)

    @pytest.mark.parametrize(("days", "told"), [((2,), False), ((2, 3), True)])
    def test_a_second_day_of_a_month_is_told_before_the_closing(
        self, client, homeroom, school_class, pupil, teacher, days, told
    ):
        """p.25: 생리통이 극심해 수업출석이 어려운 경우(월 1일 결석)."""
        entries = [Entry(pupil.pk, date(2024, 5, day), "absence", "authorized", "생리통") for day in days]
        save_cells(school_class=school_class, month=MAY, entries=entries, by=teacher)
        page = builders.sign_in(client, homeroom).get(f"/register-closings/{school_class.pk}/2024-05/")
        assert ("월 1일만 출석으로 인정하는 사유가 2일입니다" in page.content.decode()) is told


WORDINGS = ("생리통", "월경통", "생리통이 심해서")


class TestOnceAMonth:
    """p.25: 생리통이 극심해 수업출석이 어려운 경우(월 1일 결석)."""

    pytestmark = db

    @pytest.fixture
    def first(self, school_class, pupil, teacher):
        entry = Entry(pupil.pk, date(2024, 5, 2), "absence", "authorized", "생리통")
        save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher)

    def test_days_count_whatever_their_wording(self, client, homeroom, school_class, pupil, teacher):
        entries = [
            Entry(pupil.pk, date(2024, 4, day), "absence", "authorized", words)
            for day, words in zip((24, 25, 26), WORDINGS, strict=True)
        ]
        save_cells(school_class=school_class, month=date(2024, 4, 1), entries=entries, by=teacher)
        page = builders.sign_in(client, homeroom).get(f"/register-closings/{school_class.pk}/2024-04/")
        assert "월 1일만 출석으로 인정하는 사유가 3일입니다" in page.content.decode()

    def test_the_grid_tells_a_second_day_at_once(self, client, homeroom, school_class, pupil, first):
        cell = {"p": str(pupil.pk), "d": "2024-05-03", "v": 0, "form": "absence", "kind": "authorized"}
        sent = {"key": str(uuid.uuid4()), "cells": [cell | {"reason": "월경통으로 결석", "note": ""}]}
        address = f"/registers/{school_class.pk}/2024-05/cells/"
        answer = builders.sign_in(client, homeroom).post(address, sent, content_type="application/json").json()
        (text,) = answer["notices"]
        assert "사유가 2일입니다(5. 2.(목), 5. 3.(금)). 나머지 날은 질병결석으로 고쳐 주세요(p.25)." in text

    def test_the_day_form_tells_a_second_day_at_once(self, client, homeroom, school_class, pupil, first):
        form = {"form": "absence", "kind": "authorized", "reason": "생리통이 심해서", "note": "", "v": "0"}
        sent = {f"{name}-{pupil.pk}": value for name, value in form.items()} | {"action": "save"}
        address = f"/registers/{school_class.pk}/2024-05-03/"
        page = builders.sign_in(client, homeroom).post(address, sent, follow=True).content.decode()
        assert "월 1일만 출석으로 인정하는 사유가 2일입니다" in page

    def test_another_entry_does_not_tell_it_again(self, school_class, pupil, teacher, first):
        second = Entry(pupil.pk, date(2024, 5, 3), "absence", "authorized", "생리통")
        save_cells(school_class=school_class, month=MAY, entries=[second], by=teacher)
        third = Entry(pupil.pk, date(2024, 5, 1), "late", "illness", "늦잠")
        assert list(told_after(save_cells(school_class=school_class, month=MAY, entries=[third], by=teacher))) == []
