"""A pupil under protection: whoever is not told must not be able to infer it from anything that he can open (p.34)."""

import re
from datetime import date

import pytest

from hakjeok_web.accounts.models import MenuGrant
from hakjeok_web.accounts.policies import Menu
from hakjeok_web.attendance.actions import Entry, save_cells
from hakjeok_web.obligations.actions import recompute
from tests import builders
from tests.web.consignments.stays import APRIL, consigned, enter_month, told
from tests.web.test_access_matrix import _text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
PLACE = {"institution": "가온아동보호전문기관", "place": "가온시 숨은길 7"}
CHANGING = r'(csrf\w*"? value|nonce|name="(idempotency_)?key" value)="[^"]*"|"X-CSRFToken": "[^"]*"'
EXCEL = {"purpose": "점검"}
OF_THE_SCHOOL = (
    "/consignments/", "/consignments/?all=1", "/registers/school/2024-04/", "/absentees/?day=2024-04-08",
    "/register-closings/?month=2024-04", "/attendance-statistics/2024-04/", "/attendance-statistics/years/2024/",
    "/students/search/?q=박하준", "/students/", "/absence-cases/?all=1", "/",
)  # fmt: skip
FILES = (
    "/consignments/excel/?all=1", "/attendance-statistics/2024-04/excel/", "/attendance-statistics/years/2024/excel/",
)  # fmt: skip


@pytest.fixture
def outsider(school_class):
    """A duty teacher who was granted to read nearly everything."""
    staff = builders.a_staff("duty", name="정교무")
    by = builders.a_user("권관리")
    for menu in (
        Menu.CONSIGNMENTS, Menu.STUDENTS, Menu.REGISTER, Menu.CLOSINGS, Menu.ABSENTEES, Menu.ABSENCE_CASES,
        Menu.STATISTICS,
    ):  # fmt: skip
        MenuGrant.objects.create(
            school_id=staff.school_id, staff=staff, menu=menu, may_read=True, may_write=False, reason="업무",
            granted_by=by,
        )  # fmt: skip
    return staff


def protect(pupil, registrar, **facts):
    made = consigned(pupil, registrar, kind="child_protection", **PLACE, **facts)
    enter_month(made, registrar, facts=told(17, counts={("absence", "illness"): 2}))
    return made


def read(client, school_class, pupil):
    """Everything that the person may open, without what differs at each opening; after the nightly computation."""
    builders.enter()
    recompute(school_class.school_id, builders.TODAY)
    of_class = (f"/registers/{school_class.pk}/2024-04/", f"/registers/{school_class.pk}/2024-04-08/")
    of_pupil = (f"/students/{pupil.pk}/", f"/students/{pupil.pk}/attendance/")
    pages = [client.get(url) for url in (*OF_THE_SCHOOL, *of_class, *of_pupil)]
    files = [client.post(url, EXCEL) for url in (*FILES, f"/registers/{school_class.pk}/2024-04/excel/")]
    return {each.request["PATH_INFO"]: re.sub(CHANGING, "", _text_of(each)) for each in (*pages, *files)}


def test_lists_counts_excel_and_search_of_others_are_as_if_nothing_were(
    client, school_class, pupil, registrar, outsider
):
    builders.sign_in(client, outsider)
    before = read(client, school_class, pupil)
    protect(pupil, registrar)
    assert read(client, school_class, pupil) == before


def test_the_class_s_own_teacher_who_is_not_named_learns_nothing(client, school_class, homeroom, pupil, registrar):
    builders.sign_in(client, homeroom)
    before = read(client, school_class, pupil)
    protect(pupil, registrar)
    assert read(client, school_class, pupil) == before


def test_the_page_itself_does_not_exist_for_others(client, pupil, registrar, homeroom, outsider):
    made = protect(pupil, registrar)
    for person in (homeroom, outsider):
        builders.sign_in(client, person)
        for tail in ("", "change/", "end/", "cancellation/", "months/2024-04/"):
            builders.enter()
            assert client.get(f"/consignments/{made.pk}/{tail}").status_code == 404


def test_who_may_not_know_is_refused_a_cell_without_a_reason(school_class, pupil, teacher, registrar):
    protect(pupil, registrar)
    entry = Entry(pupil.pk, date(2024, 4, 8), "absence", "illness")
    saved = save_cells(school_class=school_class, month=APRIL, entries=[entry], by=teacher)
    assert "위탁" not in saved.refused[0].reason.text
    assert "학적 담당에게 알려 주세요" in saved.refused[0].reason.text


@pytest.mark.parametrize("role", ["registrar", "vice_principal", "principal"])
def test_the_insiders_see_institution_and_place_on_its_page_alone(client, pupil, registrar, role):
    made = protect(pupil, registrar)
    builders.sign_in(client, builders.a_staff(role))
    page = client.get(f"/consignments/{made.pk}/").content.decode()
    assert PLACE["institution"] in page
    assert PLACE["place"] in page
    listed = client.get("/consignments/?all=1").content.decode()
    assert "박하준" in listed
    assert PLACE["institution"] not in listed


def test_the_named_homeroom_teacher_reads_but_does_not_write(client, school_class, pupil, homeroom, registrar):
    made = protect(pupil, registrar, named=homeroom)
    builders.sign_in(client, homeroom)
    page = client.get(f"/consignments/{made.pk}/").content.decode()
    assert PLACE["institution"] in page
    assert "한 일 적기" not in page
    assert client.get(f"/consignments/{made.pk}/end/").status_code == 403
    assert "위탁" in client.get(f"/registers/{school_class.pk}/2024-04-08/").content.decode()


def test_the_registrar_s_excel_leaves_protected_pupils_out(client, pupil, registrar, registrar_staff):
    protect(pupil, registrar)
    answer = builders.sign_in(client, registrar_staff).post("/consignments/excel/", EXCEL)
    assert "박하준" not in _text_of(answer)


def test_the_register_names_no_kind_and_no_institution_to_anybody(client, school_class, pupil, registrar):
    protect(pupil, registrar)
    builders.sign_in(client, builders.a_staff("principal"))
    page = client.get(f"/registers/{school_class.pk}/2024-04/").content.decode()
    assert "위탁" in page
    # The list of reasons that anybody may choose from names protection too; it is the same on every register.
    told = re.sub(r"<datalist.*?</datalist>", "", page, flags=re.DOTALL)
    assert not any(words in told for words in (*PLACE.values(), "보호"))


def test_service_at_the_host_school_is_recorded_as_of_the_home_school(client, pupil, registrar, registrar_staff):
    """p.34: 등교 학습 지원학교에서 봉사활동을 한 경우 학교생활기록부에 ‘원적교’로 기재한다."""
    made = protect(pupil, registrar)
    page = builders.sign_in(client, registrar_staff).get(f"/consignments/{made.pk}/").content.decode()
    assert "원적교로 적습니다(p.34)" in page


def test_of_an_ordinary_consignment_the_same_pages_do_tell(client, school_class, pupil, registrar, outsider):
    """The other side of the tests above: they read what would tell."""
    builders.sign_in(client, outsider)
    before = read(client, school_class, pupil)
    enter_month(consigned(pupil, registrar), registrar, facts=told(17, counts={("absence", "illness"): 2}))
    after = read(client, school_class, pupil)
    assert {"/consignments/", "/registers/school/2024-04/", "/attendance-statistics/2024-04/"} <= {
        page for page in before if before[page] != after[page]
    }
