"""할 일: everybody's first page shows what is his, and no more than he may see."""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from hakjeok_web.accounts.models import AccessEntry
from hakjeok_web.obligations import queries
from hakjeok_web.obligations.models import Obligation
from hakjeok_web.obligations.queries import Segment
from tests import builders
from tests.web.obligations.absences import TEN_DAYS, mark, recompute, school_days, take

pytestmark = pytest.mark.django_db


def page_of(client, staff, view=""):
    answer = builders.sign_in(client, staff).get(f"/?view={view}" if view else "/")
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_teacher_sees_late_days_first_then_today(client, school_class, homeroom, teacher, pupil):
    take(school_class, teacher, *school_days(school_class)[:-2])
    page = text_of(page_of(client, homeroom))
    assert page.index("지난 일") < page.index("! 1일 지남") < page.index("● 오늘 오늘 출석 확인")
    assert "다음 주까지" in page  # the month to be closed by 5. 8.


def test_several_late_days_of_a_class_are_one_line_with_a_link_to_each(client, school_class, homeroom, pupil):
    page = page_of(client, homeroom)
    assert "출석 확인 43일" in text_of(page)
    assert f"/registers/{school_class.pk}/2024-03-04/" in page


def test_the_school_s_late_days_and_months_are_one_line_each(client, school_class, homeroom, pupil):
    builders.a_pupil(builders.a_class(school_class.school_year, grade=5, number=4), name="정하늘")
    page = page_of(client, builders.a_staff("vice_principal"), view="school")
    assert "출석 확인 2개 반" in text_of(page)
    assert "5학년 4반 1명 · 43일" in page
    assert "출결 마감 2개 반" in text_of(page)
    assert "4학년 2반 3월 출결 마감" in page  # April is not late yet


def test_pupils_with_the_same_step_on_the_same_day_are_one_line(client, school_class, homeroom, teacher, pupil):
    other = builders.a_pupil(school_class, number=11, name="이도윤")
    for each in (pupil, other):
        mark(school_class, teacher, each, *TEN_DAYS[-3:])
    page = page_of(client, homeroom)
    assert "가정방문 2명" in text_of(page)
    assert "4-2 11번 이도윤" in page


def test_every_line_gives_its_ground_and_its_screen(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = page_of(client, homeroom)
    assert f"/absence-cases/{pupil.pk}/#register" in page
    assert "근거 p.27" in text_of(page)
    assert "2024. 4. 22.(월)부터" in page


def test_each_is_shown_his_own_part(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    registrar = text_of(page_of(client, builders.a_staff("registrar")))
    assert "교육장에게 제출" in registrar
    assert "오늘 출석 확인" not in registrar
    assert "교육장에게 제출" not in text_of(page_of(client, homeroom))
    assert "교육장에게 제출" in text_of(page_of(client, homeroom, view="class"))


def test_heads_see_the_whole_school_with_who_has_to_act(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = text_of(page_of(client, builders.a_staff("vice_principal"), view="school"))
    assert "교육장에게 제출 4-2 7번 박하준 · 연속 10일 · 학적 담당" in page


def test_a_teacher_has_no_view_of_the_school(client, school_class, homeroom, teacher, pupil):
    other = builders.a_homeroom(builders.a_class(school_class.school_year, number=3), name="오담임")
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = page_of(client, other, view="school")
    assert "박하준" not in page
    assert "view=school" not in page


def test_the_administrator_sees_classes_without_teacher_but_no_pupil(client, school_class, teacher, pupil):
    builders.a_class(school_class.school_year, grade=5, number=4)
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = text_of(page_of(client, builders.a_staff("school_admin")))
    assert "담임 지정 5학년 4반 0명" in page
    assert "박하준" not in page


def test_another_school_s_obligations_are_not_there(client, school_class, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    builders.enter(builders.HANBIT, builders.SAESOL)
    stranger = builders.a_staff("principal", school=builders.SAESOL)
    assert "박하준" not in page_of(client, stranger, view="school")


def test_an_empty_list_says_when_it_was_computed_and_what_comes_next(client, school_class, homeroom, teacher, pupil):
    take(school_class, teacher, *school_days(school_class))
    Obligation.objects.all().delete()
    recompute()
    Obligation.objects.all().delete()
    page = text_of(page_of(client, homeroom))
    assert "지금 할 일이 없습니다. 2024. 5. 3.(금) 09:00에 살펴봤습니다." in page
    assert "다음 예정: 5. 7.(화) 출석 확인, 6. 10.(월)까지 5월 출결 마감" in page
    assert "내일 2:30에 다시 살펴봅니다" in text_of(page_of(client, builders.a_staff("registrar")))


def test_the_counter_says_what_the_page_shows(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    recompute()
    lines = queries.folded(queries.obligations_of(teacher, Segment.MINE), today=teacher.today)
    page = page_of(client, homeroom)
    assert queries.count_of(teacher) == len(lines) > 3
    assert f'id="todo-count">{len(lines)}<' in page


def test_the_page_asks_at_most_eight_queries(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page_of(client, homeroom)
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    kinds = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(kinds) <= 8, "\n".join(sql[:150] for sql in kinds)


def test_shown_pupils_are_logged(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page_of(client, homeroom)
    assert AccessEntry.objects.filter(pupils=[pupil.pk], purpose="할 일").exists()


def test_the_list_comes_as_an_excel_file(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    recompute()
    answer = builders.sign_in(client, homeroom).post("/todo/excel/?view=class", {"purpose": "점검"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["언제까지", "할 일", "누구", "맡은 사람", "근거"]
    line = next(row for row in rows if row[1] == "주민센터에 결석 현황 제출")
    assert line[:4] == [date(2024, 5, 3), "주민센터에 결석 현황 제출", "4-2 7번 박하준 · 연속 10일", "학적 담당"]


def test_a_pupil_s_own_page_shows_what_is_to_be_done_about_him(client, school_class, homeroom, teacher, pupil):
    mark(school_class, teacher, pupil, *TEN_DAYS)
    page = builders.sign_in(client, homeroom).get(f"/students/{pupil.pk}/").content.decode()
    assert "지금 할 일" in page
    assert "미인정결석학생 등록" in page
