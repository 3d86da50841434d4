"""What the handbook lets happen to a pupil in one year, done on the screens alone (p.32–34)."""

import uuid
from datetime import date

import pytest

from hakjeok_web.consignments.models import Consignment
from tests import builders
from tests.web.consignments.stays import sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
KINDS = {
    "hospital_school": "출결확인서에 따릅니다",
    "remote_class": "출결확인서에 따릅니다",
    "alternative_consignment": "교육청이 지정한 위탁교육기관",
    "child_protection": "원적교로 적습니다",
    "juvenile_facility": "학교생활기록부 기재요령",
}


@pytest.fixture
def desk(client, registrar_staff):
    return builders.sign_in(client, registrar_staff)


def registered(desk, pupil, **facts):
    answer = desk.post(f"/consignments/new/?student={pupil.pk}", sent(**facts))
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def by_number(desk, address, month, school_days, **counts):
    """Enter a month as numbers: `absence_unexcused=2`."""
    body = {"school_days": str(school_days), "seen": "0", "key": str(uuid.uuid4()), "certificate_on": "2024-05-02"}
    body |= {f"count-{sort.replace('_', '-')}": str(count) for sort, count in counts.items()}
    assert desk.post(f"{address}months/{month}/?how=numbers", body).status_code == 302


def text_of(desk, address):
    return desk.get(address).content.decode()


@pytest.mark.parametrize(("kind", "words"), KINDS.items())
def test_each_kind_is_registered_with_what_the_handbook_says_of_it(desk, pupil, kind, words):
    """p.32–34: 병원학교·원격수업, 지정 대안교육 위탁교육기관, 아동보호, 소년 관련 시설."""
    address = registered(desk, pupil, kind=kind)
    by_number(desk, address, "2024-04", 17, absence_illness=2)
    assert words in text_of(desk, address)
    assert Consignment.objects.get().months.count() == 1


def test_several_institutions_of_one_year_are_added_up(desk, pupil):
    """p.32: 위탁할 때까지 재적교 수업일수와 위탁 이후의 위탁기관의 수업일수를 합산하여 산정하며."""
    first = registered(desk, pupil, from_on="2024-03-11", to_on="2024-03-29")
    facility = {"kind": "juvenile_facility", "institution": "가온소년원"}
    second = registered(desk, pupil, from_on="2024-04-01", to_on="2024-04-30", **facility)
    by_number(desk, first, "2024-03", 15, absence_illness=1)
    by_number(desk, second, "2024-04", 20, absence_unexcused=2)
    for address in (first, second):
        page = text_of(desk, address)
        assert "위탁기관 수업일</dt><dd>35일" in page
        assert "결석 3일" in page


def test_a_month_at_both_places_has_the_days_and_records_of_both(client, school_class, pupil, homeroom):
    """p.33: 위탁교 뿐만 아니라, 소속교에서도 출석한 경우 … 합산하여 입력해야 함."""
    desk = builders.sign_in(client, homeroom)
    address = registered(desk, pupil)
    days = {f"day-2024-04-{day:02}": "present" for day in range(8, 31) if date(2024, 4, day).weekday() < 5}
    days |= {"day-2024-04-10": "", "day-2024-04-09": "absence:illness", "day-2024-04-26": "home"}
    body = days | {"certificate_on": "2024-05-02", "seen": "0", "key": str(uuid.uuid4())}
    assert desk.post(f"{address}months/2024-04/", body).status_code == 302
    cell = {"p": str(pupil.pk), "d": "2024-04-26", "v": 0, "form": "absence", "kind": "illness"}
    saved = desk.post(
        f"/registers/{school_class.pk}/2024-04/cells/", {"key": str(uuid.uuid4()), "cells": [cell]},
        content_type="application/json",
    )  # fmt: skip
    assert [each["p"] for each in saved.json()["saved"]] == [str(pupil.pk)]
    page = text_of(desk, address)
    assert "위탁기관 수업일</dt><dd>15일" in page
    assert "결석 2일" in page
