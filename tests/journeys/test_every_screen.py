"""Every screen of the demonstration school, for axe and the eye: on both widths, in light and in high contrast.

Which screens there are, and who may open them, is read from the access matrix; a new route is looked at by itself.
"""

import re

import pytest
from django.urls import reverse
from tests.conftest import PROJECT
from tests.journeys.readable import AXE
from tests.web.access_stage import ROLES
from tests.web.test_access_matrix import TABLE

pytestmark = pytest.mark.xdist_group("browser")
PEOPLE = {
    "anonymous": "",
    "homeroom": "김담임",
    "registrar": "정학적",
    "school_admin": "권관리",
    "vice_principal": "한교감",
    "principal": "오교장",
    "duty": "정교무",
}
OWN = {"none": "any", "row": "own_school", "class": "own_class", "pupil": "own_class", "job": "own"}
# A file is no screen, nor is an answer to another program; the guardian's page is looked at in test_entry_page.py; a
# link of enrolment works once (test_sign_in.py); all Excel files ask alike for a purpose.
NO_SCREENS = (
    "documents:file", "documents:attachment", "documents:guardian", "documents:guardian_sent", "documents:hand_over",
    "committees:quorum", "accounts:enrol",
    "helper:openapi", "helper:api-decisions", "helper:api-decision",
    "absence_grounds:ban_file", "absence_grounds:event_file", "absence_grounds:diagnosis_file",
    "absence_grounds:family_event_file",
)  # fmt: skip
ASKS_PURPOSE = re.compile(r"(?<!students:)excel|export|problems|differences")
# What a page must never show: a program's words, and dates as machines write them.
RAW = re.compile(
    r"\bNone\b|\bundefined\b|\bNaN\b|\bTrue\b|\bFalse\b|\{\{|\{%|\b\d{4}-\d\d-\d\d\b|[a-z]+:[a-z_-]+\b(?=\s)"
)
LOOK = """async ([mode, rules]) => {
    document.documentElement.dataset.krdsMode = mode;
    const runOnly = rules && {type: 'rule', values: rules};
    const found = await axe.run(document, {preload: false, resultTypes: ['violations'], ...(runOnly && {runOnly})});
    return found.violations.filter(each => ['serious', 'critical'].includes(each.impact))
        .map(each => [each.id, each.nodes.length, each.nodes[0].html]);
}"""
# Rows of six hundred pupils are all made alike.
FEWER_ROWS = "document.querySelectorAll('tbody tr:nth-child(n+31)').forEach(each => each.remove())"
# The mode changes colours only.
LOOKS = (("light", None), ("high-contrast", ["color-contrast"]))


def screens():
    """Each screen once, as seen by the first who may open it; the first page as seen by everybody."""
    for name, route in TABLE["route"].items():
        allowed = dict(zip(ROLES, route[OWN[route.get("object", "none")]]["GET"].split(), strict=True))
        readers = [role for role in PEOPLE if allowed[role] == "200"]
        if readers and name not in NO_SCREENS and not ASKS_PURPOSE.search(name):
            yield from ((name, role) for role in (readers if name == "obligations:todo" else readers[:1]))


@pytest.fixture(scope="module")
def pages(served_site, browser):
    """One signed-in page for each person, with what the browser complained about."""
    opened = {}

    def page_of(role):
        if role not in opened:
            page = browser.new_context(locale="ko-KR", base_url=served_site).new_page()
            page.set_default_timeout(10_000)
            page.complaints = []
            page.on("console", lambda told: told.type == "error" and page.complaints.append(told.text))
            page.on("pageerror", lambda error: page.complaints.append(str(error)))
            _sign_in(page, PEOPLE[role])
            opened[role] = page
        return opened[role]

    yield page_of
    for page in opened.values():
        page.context.close()


def _sign_in(page, name):
    if name:
        page.goto("/demo/")
        page.get_by_role("button", name=name).click()


def _key(page, address, start):
    """The number in the first link of a list that leads to one thing."""
    page.goto(address)
    link = page.get_by_role("main").locator(f'a[href^="{start}"]')
    for href in link.evaluate_all("all => all.map(each => each.getAttribute('href'))"):
        if found := re.match(rf"{start}([0-9a-f-]{{36}})/", href):
            return found[1]
    raise AssertionError(f"no link to {start}… on {address}")


@pytest.fixture(scope="module")
def places(pages):
    """What stands in the addresses: one thing of each kind, of 4-2 where it is a class's."""
    teacher, registrar, admin = pages("homeroom"), pages("registrar"), pages("school_admin")
    pupil = _key(teacher, "/absence-cases/", "/absence-cases/")
    teacher.goto("/registers/")
    return {
        "year": 2026, "grade": 4, "definition": "2-3", "subject": "2-3", "topic": "registrar", "pk": 1,
        "name": "absence.out_of_quota", "figure": "frequent_count",
        "month": "2026-05", "day": "2026-05-13",
        "student": pupil,
        "school_class": re.search(r"registers/([^/]+)/", teacher.url)[1],
        "guardian": _key(registrar, f"/students/{pupil}/guardians/", f"/students/{pupil}/guardians/"),
        "change": _key(registrar, f"/students/{pupil}/changes/", "/changes/"),
        "roster": _uploaded(registrar),
        "reconciliation": _compared(registrar),
        "entry": _key(registrar, "/settings/calendar/2026/", "/settings/calendar/2026/entries/"),
        "dispatch": _key(registrar, "/dispatches/", "/dispatches/"),
        "absence_report": _key(teacher, "/absence-reports/?view=all", "/absence-reports/"),
        "field_trip": _key(teacher, "/field-trips/?view=all", "/field-trips/"),
        "staff_id": _key(admin, "/settings/staff/", "/settings/staff/"),
        **_committee(registrar),
        **_paper(teacher, pupil),
        "draft": _draft(teacher),
        "table": "decisions",
        "consignment": _consigned(registrar),
        "child": _child(registrar),
        "ban": _banned(registrar),
        **_athlete(registrar),
        "diagnosis": _diagnosed(registrar), "family_event": _mourned(registrar),
    }  # fmt: skip


def _child(page):
    """A child who never came (미취학 아동), put on the list."""
    page.goto("/absence-cases/children/new/")
    page.get_by_text("여", exact=True).click()
    for label, value in {
        "아동 성명": "이새봄", "생년월일": "2019-11-20", "주소": "가온시 배움로 15", "보호자 성명": "최나래",
        "입학기일": "2026-03-02",
    }.items():  # fmt: skip
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="저장").click()
    return re.search(r"children/([0-9a-f-]{36})/", page.url)[1]


def _committee(page):
    """The committee of the demonstration, one of its members, and its meeting that is to come."""
    committee = _key(page, "/committees/", "/committees/")
    meeting = _key(page, f"/committees/{committee}/", "/meetings/")
    return {
        "committee": committee,
        "member": _key(page, f"/committees/{committee}/", f"/committees/{committee}/members/"),
        "meeting": meeting,
        "item": _key(page, f"/meetings/{meeting}/", f"/meetings/{meeting}/items/"),
    }


def _uploaded(page):
    page.goto("/imports/")
    page.locator("input[type=file]").set_input_files(PROJECT / "samples" / "roster-messy.xlsx")
    page.get_by_role("button", name="올려서 미리 보기").click()
    return re.search(r"imports/([^/]+)/", page.url)[1]


def _compared(page):
    page.goto("/attendance-reconciliations/")
    table = "학년\t반\t번호\t날짜\t출결\n4\t2\t1\t5. 13.\t질병결석\n4\t2\t99\t5. 13.\t질병결석"
    page.get_by_label("붙여 넣기").fill(table)
    page.get_by_role("button", name="출석부와 대조").click()
    return re.search(r"attendance-reconciliations/([0-9a-f-]{36})/", page.url)[1]


def _paper(page, pupil):
    """A finished paper and the job that prints it."""
    page.goto(f"/forms/2-3/?student={pupil}")
    page.get_by_label("내교일시").fill("2026-05-15T15:40")
    page.get_by_role("button", name="상신으로").click()
    page.wait_for_url(re.compile(r"/documents/[0-9a-f-]{36}/(submission/)?$"))
    document = re.search(r"documents/([^/]+)/", page.url)[1]
    page.get_by_role("main").get_by_role("button", name="PDF").click()
    page.get_by_text("받을 파일 1개를 만들었습니다.").wait_for(timeout=30_000)
    return {"document": document, "job": re.search(r"jobs/([^/]+)/", page.url)[1]}


def _draft(page):
    """An official draft that is not finished, with a file."""
    page.goto("/forms/1-5/")
    page.get_by_role("button", name="붙임 올리기").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "진단서.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    )
    page.get_by_role("button", name="올리기", exact=True).click()
    return re.search(r"documents/([^/]+)/", page.url)[1]


def _consigned(page):
    """A pupil of 4-2 at a hospital school since today."""
    page.goto("/consignments/new/?q=4-2 5")
    page.get_by_role("main").locator('a[href^="?student="]').first.click()
    page.get_by_label("위탁의 종류").select_option("hospital_school")
    page.get_by_label("위탁기관").fill("가온병원학교")
    page.get_by_label("시작일").fill("2026-05-14")
    page.get_by_label("근거 문서").fill("가온교육지원청-1234(2026. 5. 12.)")
    page.get_by_role("button", name="등록").click()
    return re.search(r"consignments/([0-9a-f-]{36})/", page.url)[1]


def _banned(page):
    """A pupil of 4-2 who is kept from school today."""
    page.goto("/entry-bans/new/")
    page.get_by_label("반", exact=True).select_option(label="4학년 2반")
    page.get_by_role("button", name="학생 고르기").click()
    page.locator("input[name=students]").nth(6).check()
    page.get_by_label("까닭").select_option("infectious_disease")
    page.get_by_label("병명").fill("독감")
    page.get_by_label("시작일").fill("2026-05-14")
    page.get_by_label("마지막 날").fill("2026-05-14")
    page.get_by_role("main").get_by_role("button", name="바뀌는 출결 보기").click()
    page.get_by_role("heading", name="등교중지 등록 확인").wait_for()
    for tick in page.get_by_label("이미 적은 출결을 바꿈").all():
        tick.check()
    page.get_by_role("main").get_by_role("button", name="등록").click()
    return _key(page, "/entry-bans/", "/entry-bans/")


def _athlete(page):
    page.goto("/athletes/new/?q=4-2 8")
    page.get_by_role("main").locator('a[href^="?student="]').first.click()
    page.get_by_label("종목").fill("육상")
    page.get_by_role("button", name="저장").click()
    athlete = re.search(r"athletes/([0-9a-f-]{36})/", page.url)[1]
    page.locator("#id_name").fill("가온시 육상대회")
    page.locator("#id_letter").fill("가온체육회-12(2026. 5. 4.)")
    page.locator("#id_from_on").fill("2026-05-12")
    page.locator("#id_to_on").fill("2026-05-12")
    page.locator("#id_replaces").check()
    page.get_by_role("main").get_by_role("button", name="등록", exact=True).click()
    return {"athlete": athlete, "event": _key(page, f"/athletes/{athlete}/", f"/athletes/{athlete}/events/")}


def _mourned(page):
    page.goto("/absences/family-events/new/?q=4-2 10")
    page.get_by_role("main").locator('a[href^="?student="]').first.click()
    page.get_by_label("경조사", exact=True).select_option("death")
    page.get_by_label("누구의 경조사").select_option("grandparent")
    page.get_by_label("경조사가 있은 날").fill("2026-05-11")
    page.get_by_role("button", name="인정하는 날 보기").click()
    page.locator("input[name=days]").first.check()
    page.get_by_label("이미 적은 출결을 바꿈").check()
    page.get_by_role("button", name="출석인정결석으로 적기").click()
    return re.search(r"family-events/([0-9a-f-]{36})/", page.url)[1]


def _diagnosed(page):
    page.goto("/absences/diagnoses/new/?q=4-2 9")
    page.get_by_role("main").locator('a[href^="?student="]').first.click()
    page.get_by_label("종류").select_option("chronic_illness")
    page.get_by_label("서류").fill("가온병원 진단서")
    page.get_by_role("button", name="저장").click()
    return _key(page, "/absences/diagnoses/", "/absences/diagnoses/")


def _address(name, places):
    route = TABLE["route"][name]
    address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(places[found[1]]), route["path"])
    assert address.startswith(reverse("obligations:todo"))
    return f"{address}?{route['asks_for']}={places[route['asks_for']]}" if "asks_for" in route else address


@pytest.mark.parametrize(("name", "role"), list(screens()))
def test_a_screen_can_be_read_by_everybody(pages, places, name, role):
    page, address = pages(role), _address(name, places)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.complaints.clear()
        assert page.goto(address).status == 200
        assert page.complaints == []  # before axe comes, which sets styles of its own
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
        page.evaluate(FEWER_ROWS)
        page.evaluate(AXE)
        assert [(width, look[0], each) for look in LOOKS for each in page.evaluate(LOOK, look)] == []
    said = re.sub("‘[^’]*’", "", page.locator("body").inner_text())  # without what is quoted from a file
    assert RAW.findall(said) == []
    assert page.locator("h1").count() == 1
