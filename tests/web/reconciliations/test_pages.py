"""출결 대조 in the browser's words: bring a list, look, choose, take over once, take the differences away."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.attendance.models import AttendanceEntry
from hakjeok_web.reconciliations.models import Reconciliation
from tests import builders
from tests.web.reconciliations.tables import TITLES, entered, pasted
from tests.web.students.roster.sheets import xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday", "pupil")]
BASE = "/attendance-reconciliations/"
ILL = (4, 2, 7, "박하준", "5. 3.", "병결", "감기")
NOBODY = (4, 2, 40, "최유나", "5. 3.", "병결", "")


@pytest.fixture
def clerk(client, school_class):
    return builders.sign_in(client, builders.a_staff("registrar", name="정학적"))


def brought(client, *rows, **more):
    answer = client.post(f"{BASE}upload/", {"table": pasted(*rows), **more})
    assert answer.status_code == 302
    return answer.headers["Location"]


def text(response):
    return response.content.decode()


def press(client, url, **changed):
    return client.post(f"{url}application/", sent_with(client.get(url), **changed))


def sent_with(page, **changed):
    """What the browser sends with a page whose rows all are ticked."""
    preview, version = page.context["preview"], page.context["reconciliation"].version
    sent = {"seen": preview.plan.seen, "tab": preview.tab, "shown": preview.keys, "rows": preview.keys}
    return sent | {"version": version} | changed


def test_bringing_a_list_writes_nothing_into_the_register(clerk):
    page = clerk.get(brought(clerk, ILL, NOBODY))
    assert [(tab["title"], tab["count"]) for tab in page.context["preview"].tabs] == [
        ("읽지 못함", "1"), ("다름", "0"), ("더하기", "1"), ("우리만 있음", "0"), ("같음", "0")
    ]  # fmt: skip
    builders.enter()
    assert not AttendanceEntry.objects.exists()


def test_a_file_can_be_brought(clerk):
    file = SimpleUploadedFile("5월 출결.xlsx", xlsx(TITLES, list(ILL)))
    url = clerk.post(f"{BASE}upload/", {"file": file}).headers["Location"]
    assert "5월 출결.xlsx" in text(clerk.get(url))


def test_the_page_starts_with_what_cannot_be_read(clerk):
    page = text(clerk.get(brought(clerk, ILL, NOBODY)))
    assert all(words in page for words in ("‘표’ 3행 F열", "그날 4학년 2반에 이 학생이 없습니다."))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "대조할 것이 없습니다. 파일을 고르거나 표를 붙여 넣어 주세요."),
        ({"table": "가\t나"}, "출결표의 머리글 행을 찾지 못했습니다."),
        ({"table": pasted(ILL), "first_on": "2023-05-03"}, "2024학년도의 날이 아닙니다"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_what_was_typed_stays(clerk, sent, sentence):
    answer = clerk.post(f"{BASE}upload/", sent)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert sent.get("table", "") in text(answer)


def test_both_a_file_and_a_table_are_too_many(clerk):
    file = SimpleUploadedFile("출결.xlsx", xlsx(TITLES, list(ILL)))
    answer = clerk.post(f"{BASE}upload/", {"file": file, "table": pasted(ILL)})
    assert "하나만 남겨 주세요" in text(answer)


def test_taking_over_says_how_many_cells_and_under_which_number(clerk):
    url = brought(clerk, ILL, NOBODY)
    assert press(clerk, url).status_code == 302
    page = text(clerk.get(url))
    assert all(words in page for words in ("출석부의 1칸을 파일대로 적었습니다", "한빛초등학교-1(2024. 5. 3.)"))


def test_the_pupils_are_in_the_access_log(clerk, pupil):
    press(clerk, brought(clerk, ILL))
    builders.enter()
    entry = AccessEntry.objects.get(function="reconciliations:application")
    assert set(entry.pupils) == {pupil.pk}


def test_a_refusal_shows_the_register_as_it_stands_now(clerk, school_class, teacher, pupil):
    url = brought(clerk, ILL)
    seen = clerk.get(url).context["preview"].plan.seen
    entered(school_class, teacher, pupil, kind="unexcused")
    answer = clerk.post(f"{url}application/", {"seen": seen})
    assert (answer.status_code, "김담임 선생님이 09:00에 먼저 고쳤습니다" in text(answer)) == (422, True)
    assert answer.context["preview"].tab == "differs"


def test_a_second_press_tells_who_was_first(clerk):
    url = brought(clerk, ILL)
    press(clerk, url)
    again = clerk.post(f"{url}application/", {"seen": []})
    assert (again.status_code, "이미 반영했습니다" in text(again)) == (422, True)


def test_a_whole_tab_is_ticked_or_unticked_at_once(clerk):
    url = brought(clerk, ILL)
    clerk.post(f"{url}choices/", {"tab": "new", "tab_all": "no", "query": "tab=new", "version": 0})
    assert clerk.get(f"{url}?tab=new").context["preview"].chosen_count == 0
    clerk.post(f"{url}choices/", {"tab": "new", "tab_all": "yes", "query": "tab=new", "version": 1})
    assert clerk.get(f"{url}?tab=new").context["preview"].chosen_count == 1


def test_a_choice_is_kept_while_one_looks_at_another_tab(clerk, school_class):
    builders.enter()
    builders.a_pupil(school_class, number=8, name="이도윤")
    url = brought(clerk, ILL, (4, 2, 8, "이도윤", "5. 3.", "무단지각", ""))
    keys = clerk.get(f"{url}?tab=new").context["preview"].keys
    clerk.post(f"{url}choices/", {"shown": keys, "rows": keys[:1], "query": "tab=same"})
    assert [row["chosen"] for row in clerk.get(f"{url}?tab=new").context["preview"].rows] == [True, False]


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_differences_come_as_an_excel_file(clerk, when):
    url = brought(clerk, ILL, NOBODY)
    if when == "after":
        press(clerk, url)
    answer = clerk.post(f"{url}differences/", {"purpose": "점검"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    kinds = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert kinds == (["읽지 못함", "더하기"] if when == "before" else ["읽지 못함"])


def test_dropping_forgets_the_lines(clerk):
    url = brought(clerk, ILL)
    clerk.post(f"{url}dropping/")
    builders.enter()
    assert Reconciliation.objects.get().reading == {}
    assert "출석부는 바뀌지 않았고" in text(clerk.get(url))


def test_the_history_page_names_the_paper(clerk, pupil):
    press(clerk, brought(clerk, ILL))
    page = text(clerk.get(f"/students/{pupil.pk}/attendance/2024-05-03/"))
    assert "출결 대조 반영(붙여 넣은 표) 한빛초등학교-1(2024. 5. 3.)" in page


def test_fifty_rows_ask_the_database_as_often_as_five(clerk, school_class):
    builders.enter()
    names = [f"학생{number}" for number in range(10, 60)]
    for number, name in enumerate(names, start=10):
        builders.a_pupil(school_class, number=number, name=name, birth=date(2014, 3, 5))
    rows = [(4, 2, number, name, "5. 3.", "병결", "") for number, name in enumerate(names, start=10)]
    few, many = (brought(clerk, *rows[:count]) for count in (5, 50))
    assert _queries(clerk, few) == _queries(clerk, many) <= 12


def _queries(client, url):
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len([each for each in asked if "SAVEPOINT" not in each["sql"]])
