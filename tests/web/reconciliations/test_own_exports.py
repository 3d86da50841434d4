"""Our own lists, taken away as Excel and brought back, say what the register says."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hakjeok_web.attendance.symbols import PAIRS
from tests import builders
from tests.web.reconciliations.tables import FRIDAY, entered, taken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
BASE = "/attendance-reconciliations/"
DAYS = [date(2024, 5, 2), FRIDAY]


@pytest.fixture
def clerk(client, school_class):
    return builders.sign_in(client, builders.a_staff("registrar", name="정학적"))


@pytest.fixture
def kept(school_class, teacher, pupil):
    """A day taken with an entry, a day with an entry alone, and all the rest of May 확인 전."""
    builders.a_pupil(school_class, number=8, name="이도윤")
    builders.a_pupil(school_class, number=9, name="최유나", to_on=date(2024, 4, 30))
    entered(school_class, teacher, pupil, day=DAYS[0], reason="감기", note="2교시부터")
    taken(school_class, teacher, DAYS[0])
    entered(school_class, teacher, pupil, "late", "authorized", day=DAYS[1], reason="생리통")
    return pupil


def brought_back(clerk, address):
    file = clerk.post(address, {"purpose": "출결 확인"})
    assert file.status_code == 200
    upload = SimpleUploadedFile("출석부.xlsx", file.content)
    return clerk.get(clerk.post(f"{BASE}upload/", {"file": upload}).headers["Location"])


def counts(page):
    return {tab["title"]: tab["count"] for tab in page.context["preview"].tabs if tab["count"] != "0"}


def test_the_month_of_a_class_says_the_same(clerk, school_class, kept):
    page = brought_back(clerk, f"/registers/{school_class.pk}/2024-05/excel/")
    assert counts(page) == {"같음": "3"}
    assert "읽지 않은 시트" not in page.content.decode()
    assert page.context["preview"].passed_over == ("출결이 적혀 있지 않은 39칸은 넘어갔습니다(확인 전 39칸).")


def test_a_month_of_all_kinds_and_forms_says_the_same(clerk, school_class, teacher, pupil):
    days = [day for day in (date(2024, 5, number) for number in range(1, 32)) if day.weekday() < 5]
    days = [day for day in days if day not in builders.DAYS_OFF]
    for day, (form, kind) in zip(days, PAIRS, strict=False):
        entered(school_class, teacher, pupil, form, kind, day=day)
    page = brought_back(clerk, f"/registers/{school_class.pk}/2024-05/excel/")
    assert counts(page) == {"같음": str(len(PAIRS))}


def test_a_period_of_the_school_says_the_same_also_where_a_reason_was_kept_back(clerk, kept):
    page = brought_back(clerk, "/attendance-statistics/periods/excel/?from=2024-05-01&to=2024-05-03")
    assert counts(page) == {"같음": "2"}


def test_a_pupils_year_says_the_same(clerk, kept):
    assert counts(brought_back(clerk, f"/students/{kept.pk}/attendance/excel/")) == {"같음": "2"}
