"""The printed register holds what the grid holds."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from hakjeok_web.attendance import actions, paper, queries
from hakjeok_web.attendance.actions import Entry
from hakjeok_web.documents.rendering import PrintFoot, definitions, render_hwpx, render_pdf
from hakjeok_web.documents.rendering.register_sheet import values_of
from hakjeok_web.schools.facts import calendars_of
from tests import builders

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)


@pytest.fixture
def sheet():
    builders.enter()
    school_class = builders.a_class(builders.a_year())
    teacher = builders.actor(builders.a_homeroom(school_class))
    pupil = builders.a_pupil(school_class, number=7, name="박하준")
    builders.a_pupil(school_class, number=24, name="최유나", sex="female", from_on=date(2024, 5, 13))
    entry = Entry(pupil.pk, builders.TODAY, "absence", "unexcused", reason="연락되지 않음")
    actions.save_cells(school_class=school_class, month=MAY, entries=[entry], by=teacher, take=builders.TODAY)
    month = queries.class_month(school_class, MAY)
    return paper.sheet_of(
        school_class, month, calendars_of(school_class.school_year), school_name="한빛초등학교", homeroom="김담임"
    )


def test_an_entry_stands_as_its_symbol_on_its_day(sheet):
    assert sheet.pupils[0].cells[2] == "♥"
    assert sheet.pupils[0].totals[1] == 1


def test_days_before_entry_and_days_off_are_told_apart(sheet):
    assert sheet.pupils[1].cells[:13] == "–" * 12 + "."
    assert [day.off for day in sheet.days[3:6]] == ["토", "일", "대체공휴일"]


def test_notes_and_changes_of_the_month_are_listed(sheet):
    assert [(note.name, note.kind, note.reason) for note in sheet.notes] == [("박하준", "미인정결석", "연락되지 않음")]
    assert sheet.changes == ("5. 13.(월) 들어옴 최유나 24번",)


def test_an_unfinished_register_does_not_look_finished(sheet):
    assert sheet.untaken_days == 20
    assert sheet.closed_line == "마감 전"


def test_pdf_and_hwpx_can_be_read_back(sheet):
    definition = definitions()["attendance-register"]
    values = {"sheet": values_of(sheet)}
    foot = PrintFoot(by="김담임", at=datetime(2024, 5, 3, 10, 42, tzinfo=UTC), purpose="출결 확인")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(definition, values, foot))).pages)
    assert "박하준" in text
    assert "4학년 2반" in text
    assert render_hwpx(definition, values)[:2] == b"PK"
