"""자료 올리기 in the browser's words: upload, preview in tabs, choose, apply once, what was wrong."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.students.models import RosterImport, Student
from tests import builders
from tests.builders import SAESOL
from tests.web.students.roster.sheets import HAJUN, SEOYEON, TITLES, changed, xlsx

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
WRONG_DAY = [4, 2, 9, "최유나", "여", "2014-13-02"]


@pytest.fixture(autouse=True)
def third_of_may():
    with time_machine.travel("2024-05-03T10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def registrar(client):
    builders.enter()
    builders.a_year()
    return builders.sign_in(client, builders.a_staff("registrar", name="정학적"))


def file_of(content, name="명렬표.xlsx"):
    return SimpleUploadedFile(name, content)


def uploaded(client, *rows):
    answer = client.post("/imports/upload/", {"file": file_of(xlsx(TITLES, *rows))})
    assert answer.status_code == 302
    return answer.headers["Location"]


def text(response):
    return response.content.decode()


def press_apply(client, url, **changed):
    preview = client.get(url).context["preview"]
    sent = {"seen": preview.seen, "tab": preview.tab, "shown": preview.keys, "rows": preview.keys, **changed}
    return client.post(f"{url}application/", sent)


def test_uploading_writes_nothing_into_the_record(registrar):
    url = uploaded(registrar, SEOYEON, HAJUN, WRONG_DAY)
    page = registrar.get(url)
    assert [(tab["title"], tab["count"]) for tab in page.context["preview"].tabs] == [
        ("읽지 못함", 1), ("다름", 0), ("새로", 2), ("같음", 0)
    ]  # fmt: skip
    builders.enter()
    assert not Student.objects.exists()


def test_the_preview_starts_with_what_cannot_be_read_and_says_where(registrar):
    page = text(registrar.get(uploaded(registrar, SEOYEON, WRONG_DAY)))
    assert all(words in page for words in ("‘명렬표’ 3행 F열", "2014-13-02", "없는 날짜입니다"))


def test_applying_says_how_many_and_under_which_number(registrar):
    url = uploaded(registrar, SEOYEON, HAJUN, WRONG_DAY)
    assert press_apply(registrar, url).status_code == 302
    page = text(registrar.get(url))
    assert all(words in page for words in ("2명을 새로 등록하고 0명을 고쳤습니다", "한빛초등학교-1(2024. 5. 3.)"))
    assert "없는 날짜입니다" in page


def test_the_new_pupils_are_in_the_access_log(registrar):
    press_apply(registrar, uploaded(registrar, SEOYEON, HAJUN))
    builders.enter()
    entry = AccessEntry.objects.get(function="students:import-application")
    assert set(entry.pupils) == set(Student.objects.values_list("pk", flat=True))


def test_a_second_press_tells_who_was_first(registrar):
    url = uploaded(registrar, SEOYEON)
    seen = registrar.get(url).context["preview"].seen
    press_apply(registrar, url)
    again = registrar.post(f"{url}application/", {"seen": seen})
    assert (again.status_code, "이미 반영했습니다" in text(again)) == (422, True)
    builders.enter()
    assert Student.objects.count() == 1


def test_only_what_is_ticked_is_applied(registrar):
    url = uploaded(registrar, SEOYEON, HAJUN)
    keys = registrar.get(f"{url}?tab=new").context["preview"].keys
    press_apply(registrar, url, tab="new", shown=keys, rows=keys[1:])
    builders.enter()
    assert [student.name for student in Student.objects.all()] == ["박하준"]


def test_a_choice_is_kept_while_one_looks_at_another_tab(registrar):
    url = uploaded(registrar, SEOYEON, HAJUN, WRONG_DAY)
    keys = registrar.get(f"{url}?tab=new").context["preview"].keys
    registrar.post(f"{url}choices/", {"shown": keys, "rows": keys[:1], "query": "tab=unreadable"})
    preview = registrar.get(f"{url}?tab=new").context["preview"]
    assert [row["chosen"] for row in preview.rows] == [True, False]
    assert preview.button == "새로 1명"


def test_dropping_forgets_the_file(registrar):
    url = uploaded(registrar, SEOYEON)
    registrar.post(f"{url}dropping/")
    builders.enter()
    assert (RosterImport.objects.get().state, bytes(RosterImport.objects.get().content)) == ("dropped", b"")


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_problems_come_as_an_excel_file(registrar, when):
    from python_calamine import load_workbook

    url = uploaded(registrar, SEOYEON, WRONG_DAY)
    if when == "after":
        press_apply(registrar, url)
    file = registrar.post(f"{url}problems/", {"purpose": "학급 운영"})
    rows = load_workbook(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:5] == ["명렬표", 3, "F", "생년월일", "2014-13-02"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("refused-empty.xlsx", "빈 파일이라"),
        ("refused-encrypted.xlsx", "암호가 걸린"),
        ("refused-text.xlsx", "다시 올려 주세요"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_and_the_page_stays(registrar, name, sentence):
    answer = registrar.post("/imports/upload/", {"file": file_of((SAMPLES / name).read_bytes())})
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert "올려서 미리 보기" in text(answer)


def test_a_file_of_200_000_rows_is_refused_quickly(registrar):
    answer = registrar.post("/imports/upload/", {"file": file_of(_long_file(200_000))})
    assert (answer.status_code, "넘어 읽지 않았습니다" in text(answer)) == (422, True)


def _long_file(count):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>4</v></c></row>' for row in range(1, count + 1)).encode()
    data = re.compile(rb"<sheetData>.*</sheetData>", re.S)
    return changed(
        xlsx(TITLES), "xl/worksheets/sheet1.xml", lambda part: data.sub(b"<sheetData>" + rows + b"</sheetData>", part)
    )


def test_no_file_at_all_is_told_at_the_field(registrar):
    answer = registrar.post("/imports/upload/")
    assert (answer.status_code, "파일을 고르지 않았습니다" in text(answer)) == (422, True)


def test_before_a_year_is_open_it_says_so(client):
    builders.enter()
    registrar = builders.sign_in(client, builders.a_staff("registrar"))
    answer = registrar.post("/imports/upload/", {"file": file_of(xlsx(TITLES, SEOYEON))})
    assert (answer.status_code, "학년도를 아직 열지 않았습니다" in text(answer)) == (422, True)


def test_another_school_s_registrar_does_not_see_it(registrar, client):
    url = uploaded(registrar, SEOYEON)
    builders.enter(SAESOL)
    other = builders.sign_in(client, builders.a_staff("registrar", school=SAESOL, name="서학적"))
    assert other.get(url).status_code == 404


@pytest.mark.parametrize("role", ["homeroom", "duty", "principal", "school_admin"])
def test_nobody_else_uploads(client, role):
    builders.enter()
    assert builders.sign_in(client, builders.a_staff(role)).get("/imports/").status_code == 404


def test_taking_the_problems_away_is_logged_with_its_purpose(registrar):
    url = uploaded(registrar, WRONG_DAY)
    registrar.post(f"{url}problems/", {"purpose": "점검"})
    builders.enter()
    assert AccessEntry.objects.latest("seq").purpose == "엑셀 받기: 점검"
